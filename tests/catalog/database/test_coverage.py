"""What the map shows, near and far."""

from collections.abc import Callable

from ruelle.catalog.database.coverage import LINES_FROM_ZOOM, POINTS_CEILING, POINTS_FROM_ZOOM
from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.model import Item
from ruelle.catalog.vocabulary import Visibility

PUBLIC = frozenset({Visibility.PUBLIC})
TOWN = (-1.0, 49.0, 0.0, 50.0)
MakeItem = Callable[..., Item]
PlaceItems = Callable[[list[Item]], None]


def street(make_item: MakeItem, count: int, **changes: object) -> list[Item]:
    """Items in a row from west to east, 7 m apart."""
    return [make_item(number, (-0.5 + number / 10_000, 49.5), **changes) for number in range(count)]


def test_close_by_there_are_points_and_a_line(catalog: Catalog, place: PlaceItems, make_item: MakeItem) -> None:
    place(street(make_item, 5))
    near = catalog.coverage(TOWN, PUBLIC, zoom=POINTS_FROM_ZOOM)
    assert {point.id for point in near.points} == {f"item-{number:05}" for number in range(5)}
    (line,) = near.lines
    assert line.coordinates_deg == tuple((-0.5 + number / 10_000, 49.5) for number in range(5))
    assert not near.cells


def test_a_line_goes_on_to_the_next_item_outside_the_box(
    catalog: Catalog, place: PlaceItems, make_item: MakeItem
) -> None:
    place(street(make_item, 9))
    (line,) = catalog.coverage((-0.49975, 49.0, -0.49955, 50.0), PUBLIC, zoom=17).lines
    assert [round(longitude, 4) for longitude, _ in line.coordinates_deg] == [-0.4998, -0.4997, -0.4996, -0.4995]


def test_from_afar_a_line_is_thinned_but_keeps_its_ends(
    catalog: Catalog, place: PlaceItems, make_item: MakeItem
) -> None:
    place(street(make_item, 101))
    far = catalog.coverage(TOWN, PUBLIC, zoom=12)
    (line,) = far.lines
    assert not far.points
    assert len(line.coordinates_deg) < 20
    assert (line.coordinates_deg[0][0], line.coordinates_deg[-1][0]) == (-0.5, -0.49)


def test_from_very_far_there_is_a_grid_of_counts(catalog: Catalog, place: PlaceItems, make_item: MakeItem) -> None:
    place([*street(make_item, 5), make_item(99, (20.0, -30.0), sequence_id="south")])
    cells = catalog.coverage((-180.0, -85.0, 180.0, 85.0), PUBLIC, zoom=LINES_FROM_ZOOM - 1).cells
    assert sorted(cell.count for cell in cells) == [1, 5]
    for cell in cells:
        west, south, east, north = cell.bbox_deg
        lone = cell.count == 1
        assert west <= (20.0 if lone else -0.5) <= east
        assert south <= (-30.0 if lone else 49.5) <= north


def test_the_map_hides_what_is_for_staff(catalog: Catalog, place: PlaceItems, make_item: MakeItem) -> None:
    place(street(make_item, 5, visibility=Visibility.STAFF))
    for zoom in (0, 10, 18):
        shown = catalog.coverage(TOWN, PUBLIC, zoom=zoom)
        assert not (shown.points or shown.lines or shown.cells)
    assert catalog.coverage(TOWN, frozenset(Visibility), zoom=18).points


def test_an_answer_is_bounded(catalog: Catalog, place: PlaceItems, make_item: MakeItem) -> None:
    derived = make_item(0)
    place([make_item(number, (-0.5, 49.5), derivatives=derived.derivatives) for number in range(POINTS_CEILING + 5)])
    assert len(catalog.coverage(TOWN, PUBLIC, zoom=18).points) == POINTS_CEILING

"""What a map shows of the items: points and lines close by, a grid of counts from afar."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import ColumnElement, Connection, Integer, and_, cast, func, or_, select

from ruelle.catalog.database.documents import write
from ruelle.catalog.database.spatial import Bbox, exactly_in, roughly_in
from ruelle.catalog.database.tables import ITEMS, ITEMS_TREE
from ruelle.catalog.database.visible import visible
from ruelle.catalog.vocabulary import Projection, Visibility

POINTS_CEILING = 20_000
LINES_FROM_ZOOM = 7
POINTS_FROM_ZOOM = 15
CELLS_PER_TILE_SIDE = 32


@dataclass(frozen=True, slots=True)
class CoveragePoint:
    """One item on the map."""

    id: str
    longitude_deg: float
    latitude_deg: float
    heading_deg: float | None
    captured_at: datetime
    sequence_id: str
    projection: Projection
    make: str
    model: str
    horizontal_accuracy_m: float | None


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One sequence, or the run of it that meets the box, on the map; coordinates are longitude, latitude, in order."""

    sequence_id: str
    coordinates_deg: tuple[tuple[float, float], ...]
    captured_at: datetime
    projection: Projection
    make: str
    model: str
    horizontal_accuracy_m: float | None


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """A cell of the grid, west, south, east, north in degrees, and how many items stand in it."""

    bbox_deg: Bbox
    count: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a box shows at a zoom: cells below zoom 7, lines from 7 up, points from 15 up."""

    points: tuple[CoveragePoint, ...] = ()
    lines: tuple[CoverageLine, ...] = ()
    cells: tuple[CoverageCell, ...] = ()


def coverage(connection: Connection, bbox_deg: Bbox, visibilities: frozenset[Visibility], *, zoom: int) -> Coverage:
    """What a map shows of a box at a zoom; at most 20,000 points and as many vertices."""
    here = and_(
        ITEMS.c.number.in_(select(ITEMS_TREE.c.number).where(roughly_in(ITEMS_TREE, bbox_deg))),
        exactly_in(ITEMS, bbox_deg),
        visible(ITEMS, visibilities),
    )
    if zoom < LINES_FROM_ZOOM:
        return Coverage(cells=_cells(connection, here, zoom))
    points = _points(connection, here) if zoom >= POINTS_FROM_ZOOM else ()
    return Coverage(points=points, lines=_lines(connection, here, visibilities, zoom=zoom))


def _points(connection: Connection, here: ColumnElement[bool]) -> tuple[CoveragePoint, ...]:
    query = select(*(ITEMS.c[name] for name in CoveragePoint.__slots__)).where(here).limit(POINTS_CEILING)
    return tuple(CoveragePoint(*row) for row in connection.execute(query))


def _lines(
    connection: Connection, here: ColumnElement[bool], visibilities: frozenset[Visibility], *, zoom: int
) -> tuple[CoverageLine, ...]:
    look = [func.min(ITEMS.c[name]) for name in CoverageLine.__slots__[2:]]
    ranks = (func.min(ITEMS.c.rank).label("first"), func.max(ITEMS.c.rank).label("last"))
    runs = select(ITEMS.c.sequence_id, *ranks, *look).where(here).group_by(ITEMS.c.sequence_id)
    found = connection.execute(runs).all()
    looks = {sequence_id: look for sequence_id, _first, _last, *look in found}
    run = func.json_each(write([list(row[:3]) for row in found])).table_valued("value").c.value
    sequence_id, first, last = (func.json_extract(run, f"$[{place}]") for place in range(3))
    rank, step = ITEMS.c.rank, 1 << max(0, POINTS_FROM_ZOOM - zoom)
    vertices = (
        select(ITEMS.c.sequence_id, ITEMS.c.longitude_deg, ITEMS.c.latitude_deg)
        .where(ITEMS.c.sequence_id == sequence_id, visible(ITEMS, visibilities))
        .where(rank.between(first - step, last + step))
        .where(or_(rank % step == 0, rank == first, rank == last))
        .order_by(ITEMS.c.sequence_id, rank)
        .limit(POINTS_CEILING)
    )
    lines = []
    for name, group in groupby(connection.execute(vertices), key=lambda vertex: vertex.sequence_id):
        coordinates = tuple((vertex.longitude_deg, vertex.latitude_deg) for vertex in group)
        if len(coordinates) > 1:
            lines.append(CoverageLine(name, coordinates, *looks[name]))
    return tuple(lines)


def _cells(connection: Connection, here: ColumnElement[bool], zoom: int) -> tuple[CoverageCell, ...]:
    side_deg = 360 / 2**zoom / CELLS_PER_TILE_SIDE
    column = cast((ITEMS.c.longitude_deg + 180) / side_deg, Integer)
    row = cast((ITEMS.c.latitude_deg + 90) / side_deg, Integer)
    query = select(column, row, func.count()).where(here).group_by(column, row)
    return tuple(
        CoverageCell(
            (
                west * side_deg - 180,
                south * side_deg - 90,
                (west + 1) * side_deg - 180,
                (south + 1) * side_deg - 90,
            ),
            count,
        )
        for west, south, count in connection.execute(query)
    )

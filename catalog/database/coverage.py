"""What a map shows of the items: points and lines close by, a grid of counts from afar."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import ColumnElement, Connection, Integer, and_, cast, func, or_, select

from ruelle.catalog.database.rows import visible
from ruelle.catalog.database.spatial import Bbox, exactly_in, roughly_in
from ruelle.catalog.database.tables import ITEMS, ITEMS_TREE
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
    runs = (
        select(ITEMS.c.sequence_id, func.min(ITEMS.c.rank).label("first"), func.max(ITEMS.c.rank).label("last"))
        .where(here)
        .group_by(ITEMS.c.sequence_id)
        .subquery()
    )
    step = 1 << max(0, POINTS_FROM_ZOOM - zoom)
    query = (
        select(
            ITEMS.c.sequence_id,
            ITEMS.c.longitude_deg,
            ITEMS.c.latitude_deg,
            ITEMS.c.captured_at,
            ITEMS.c.projection,
            ITEMS.c.make,
            ITEMS.c.model,
            ITEMS.c.horizontal_accuracy_m,
        )
        .join(runs, ITEMS.c.sequence_id == runs.c.sequence_id)
        .where(visible(ITEMS, visibilities), ITEMS.c.rank.between(runs.c.first - step, runs.c.last + step))
        .where(or_(ITEMS.c.rank % step == 0, ITEMS.c.rank == runs.c.first, ITEMS.c.rank == runs.c.last))
        .order_by(ITEMS.c.sequence_id, ITEMS.c.rank)
        .limit(POINTS_CEILING)
    )
    lines = []
    for sequence_id, group in groupby(connection.execute(query), key=lambda row: row.sequence_id):
        rows = list(group)
        if len(rows) > 1:
            coordinates = tuple((row.longitude_deg, row.latitude_deg) for row in rows)
            lines.append(CoverageLine(sequence_id, coordinates, *rows[0][3:]))
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

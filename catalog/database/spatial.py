"""Boxes and distances in SQL: R*Tree for the candidates, exact comparison for the answer."""

from sqlalchemy import ColumnElement, Float, FromClause, and_, func, or_

Bbox = tuple[float, float, float, float]
"""West, south, east, north in degrees, WGS 84; west may exceed east across the antimeridian."""


Place = tuple[float, float] | tuple[ColumnElement[float], ColumnElement[float]]
"""Longitude and latitude in degrees, as numbers or as columns."""


def exactly_in(places: FromClause, bbox_deg: Bbox) -> ColumnElement[bool]:
    """Whether a place lies in a box, borders included."""
    west, south, east, north = bbox_deg
    longitude, latitude = places.c.longitude_deg, places.c.latitude_deg
    across = longitude.between(west, east) if west <= east else or_(longitude >= west, longitude <= east)
    return and_(latitude.between(south, north), across)


def roughly_in(tree: FromClause, bbox_deg: Bbox) -> ColumnElement[bool]:
    """Whether the tree's boxes (rounded outwards to 32 bits) touch a box; uses the R*Tree where west <= east."""
    west, south, east, north = bbox_deg
    across = and_(tree.c.east_deg >= west, tree.c.west_deg <= east)
    if west > east:
        across = or_(tree.c.east_deg >= west, tree.c.west_deg <= east)
    return and_(across, tree.c.north_deg >= south, tree.c.south_deg <= north)


def roughly_within(tree: FromClause, place: Place, metres: float) -> ColumnElement[bool]:
    """Whether the tree's boxes touch the box around a place that holds a circle of this radius."""
    longitude_deg, latitude_deg = place
    east = func.degrees_east(metres, latitude_deg, type_=Float)
    north = func.degrees_north(metres, type_=Float)
    return and_(
        tree.c.west_deg <= longitude_deg + east,
        tree.c.east_deg >= longitude_deg - east,
        tree.c.south_deg <= latitude_deg + north,
        tree.c.north_deg >= latitude_deg - north,
    )


def metres_between(places: FromClause, place: Place) -> ColumnElement[float]:
    """The distance of places from a place, in metres."""
    return func.distance_m(places.c.longitude_deg, places.c.latitude_deg, *place, type_=Float)

"""The town's addresses from its *base adresse locale*, in the BAL format 1.x of the French national address base."""

import csv
import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import BinaryIO

from ruelle.catalog.errors import Failure, InputError
from ruelle.catalog.model import Address, Dropped

LINE_CEILING_BYTES = 16_384
ADDRESSES_CEILING = 500_000
NO_NUMBER = "99999"
"""The number that BAL gives a street or hamlet that has none."""

LAMBERT_93_EAST_M = (0.0, 1_300_000.0)
LAMBERT_93_NORTH_M = (6_000_000.0, 7_200_000.0)


def read_addresses(path: Path) -> Iterator[Address | Dropped]:
    """The addresses of a file, each once though it has several positions; a bad line is dropped with its reason.

    Raises InputError where the file cannot be read, has not the columns of BAL or holds more than a town.
    """
    try:
        with path.open("rb") as file:
            yield from _addresses(file, path.name)
    except OSError as error:
        raise InputError("file-unreadable", file=path.name, reason=error.strerror) from error


def _addresses(file: BinaryIO, name: str) -> Iterator[Address | Dropped]:
    lines = _lines(file)
    header = next(lines, "").lstrip("\ufeff").lower()
    delimiter = ";" if header.count(";") >= header.count(",") else ","
    columns = [column.strip() for column in _fields(header, delimiter)]
    _check(columns, name)
    seen: set[Address] = set()
    for number, line in enumerate(lines, start=2):
        found = _address(dict(zip(columns, _fields(line, delimiter), strict=False)))
        if isinstance(found, Failure):
            yield Dropped(f"{name}:{number}", found)
            continue
        anywhere = replace(found, longitude_deg=0.0, latitude_deg=0.0)
        if anywhere not in seen:
            seen.add(anywhere)
            yield found
        if len(seen) > ADDRESSES_CEILING:
            raise InputError("addresses-too-many", file=name, ceiling=ADDRESSES_CEILING)


def _lines(file: BinaryIO) -> Iterator[str]:
    """The lines that hold something; one that is longer than any address comes as an empty one."""
    while line := file.readline(LINE_CEILING_BYTES):
        if len(line) == LINE_CEILING_BYTES and not line.endswith(b"\n"):
            while (rest := file.readline(LINE_CEILING_BYTES)) and not rest.endswith(b"\n"):
                pass
            yield ""
        elif line.strip():
            yield line.decode("utf-8", "replace").rstrip("\r\n")


def _fields(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _check(columns: list[str], name: str) -> None:
    missing = {"numero", "voie_nom"} - set(columns)
    if not ({"long", "lat"} <= set(columns) or {"x", "y"} <= set(columns)):
        missing |= {"long", "lat"}
    if missing:
        raise InputError("addresses-columns-missing", file=name, columns=", ".join(sorted(missing)))


def _address(line: dict[str, str]) -> Address | Failure:
    number, street = line.get("numero", "").strip(), line.get("voie_nom", "").strip()
    if not number.isdecimal() or not street:
        return Failure("address-incomplete")
    if "\ufffd" in "".join(line.values()):
        return Failure("address-not-utf8")
    place = _place(line)
    if place is None:
        return Failure("address-without-place", {"address": f"{number} {street}"})
    suffix = line.get("suffixe", "").strip()
    label = "" if number == NO_NUMBER else f"{int(number)} {suffix}".strip()
    return Address(label, street, line.get("commune_nom", "").strip(), *place)


def _place(line: dict[str, str]) -> tuple[float, float] | None:
    """Longitude and latitude in degrees: as given, or from Lambert-93; None where neither is a place on Earth."""
    longitude_deg, latitude_deg = _number(line.get("long")), _number(line.get("lat"))
    if longitude_deg is None or latitude_deg is None:
        return _from_lambert_93(_number(line.get("x")), _number(line.get("y")))
    on_earth = abs(longitude_deg) <= 180 and abs(latitude_deg) <= 90 and (longitude_deg, latitude_deg) != (0, 0)
    return (longitude_deg, latitude_deg) if on_earth else None


def _from_lambert_93(east_m: float | None, north_m: float | None) -> tuple[float, float] | None:
    if east_m is None or north_m is None:
        return None
    if not (LAMBERT_93_EAST_M[0] < east_m < LAMBERT_93_EAST_M[1]):
        return None
    if not (LAMBERT_93_NORTH_M[0] < north_m < LAMBERT_93_NORTH_M[1]):
        return None
    return _degrees_from_lambert_93()(east_m, north_m)


@cache
def _degrees_from_lambert_93() -> Callable[[float, float], tuple[float, float]]:
    from pyproj import Transformer

    transform: Callable[[float, float], tuple[float, float]]
    transform = Transformer.from_crs("EPSG:2154", "EPSG:4326", always_xy=True).transform
    return transform


def _number(text: str | None) -> float | None:
    try:
        value = float((text or "").replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None

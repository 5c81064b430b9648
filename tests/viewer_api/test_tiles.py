"""Vector tiles say what was put into them."""

from collections.abc import Iterator

import pytest

from ruelle.viewer_api.tiles import EXTENT, Feature, Shape, TileAddress, clip_line, encode_tile


def varint(data: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        number |= (data[at] & 0x7F) << shift
        shift += 7
        at += 1
        if not data[at - 1] & 0x80:
            return number, at


def fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """The fields of a protocol buffer message."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        if key & 7 == 0:
            value, at = varint(data, at)
            yield key >> 3, value
            continue
        length, at = varint(data, at) if key & 7 == 2 else (8, at)
        yield key >> 3, data[at : at + length]
        at += length


def packed(data: bytes) -> list[int]:
    numbers, at = [], 0
    while at < len(data):
        number, at = varint(data, at)
        numbers.append(number)
    return numbers


def of(message: bytes, number: int) -> list[bytes]:
    return [value for field, value in fields(message) if field == number and isinstance(value, bytes)]


def test_a_point_and_its_properties_come_back() -> None:
    point = Feature(Shape.POINT, [[(10, 20)]], {"id": "a", "heading": 90, "hidden": False, "accuracy": 1.5})
    (layer,) = of(encode_tile({"pictures": [point], "sequences": []}), 3)
    assert of(layer, 1) == [b"pictures"]
    assert of(layer, 3) == [b"id", b"heading", b"hidden", b"accuracy"]
    assert dict(fields(layer))[5] == EXTENT
    assert dict(fields(layer))[15] == 2
    (feature,) = of(layer, 2)
    assert packed(of(feature, 2)[0]) == [0, 0, 1, 1, 2, 2, 3, 3]
    assert packed(of(feature, 4)[0]) == [9, 20, 40]
    values = of(layer, 4)
    assert [dict(fields(value)) for value in values][:3] == [{1: b"a"}, {6: 180}, {7: 0}]


def test_a_line_is_written_as_deltas() -> None:
    line = Feature(Shape.LINE, [[(2, 2), (2, 10), (10, 10)]], {})
    (layer,) = of(encode_tile({"sequences": [line]}), 3)
    assert packed(of(of(layer, 2)[0], 4)[0]) == [9, 4, 4, 18, 0, 16, 16, 0]  # the worked example of the standard


def test_a_line_that_leaves_and_comes_back_has_two_parts() -> None:
    line = [(5.0, 5.0), (15.0, 5.0), (15.0, 8.0), (5.0, 8.0)]
    assert clip_line(line, 0, 10) == [[(5.0, 5.0), (10.0, 5.0)], [(10.0, 8.0), (5.0, 8.0)]]


def test_a_line_outside_has_no_part() -> None:
    assert clip_line([(20.0, 20.0), (30.0, 25.0)], 0, 10) == []


def test_an_empty_tile_has_no_bytes() -> None:
    assert encode_tile({"pictures": [], "sequences": []}) == b""


def test_the_middle_of_a_tile_lies_in_its_middle() -> None:
    tile = TileAddress(14, 8174, 5600)
    west, south, east, north = tile.bbox_deg(0)
    x, y = tile.project((west + east) / 2, (south + north) / 2)
    assert x == pytest.approx(EXTENT / 2, abs=0.01)
    assert y == pytest.approx(EXTENT / 2, abs=1)
    assert tile.project(west, north) == pytest.approx((0, 0), abs=1e-3)

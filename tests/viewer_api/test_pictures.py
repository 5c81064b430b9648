"""Pictures travel as HTTP asks: conditions, ranges, and one whole out of its tiles."""

from typing import Any

import cv2
import httpx
import numpy as np
import pytest

Town = Any


@pytest.fixture(params=["sd.jpg", "hd.jpg", "tiles/0/1_1.jpg"])
def address(request: pytest.FixtureRequest, town: Town) -> str:
    return f"/api/pictures/{town.public}/{request.param}"


def test_a_known_picture_is_not_sent_again(anybody: httpx.Client, address: str) -> None:
    etag = anybody.get(address).headers["etag"]
    assert not etag.startswith("W/")
    again = anybody.get(address, headers={"If-None-Match": f'"other", {etag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert anybody.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_picture_comes_in_ranges(anybody: httpx.Client, address: str) -> None:
    whole = anybody.get(address)
    size = len(whole.content)
    assert whole.headers["accept-ranges"] == "bytes"
    for asked, start, end in (
        ("bytes=0-99", 0, 99),
        ("bytes=100-", 100, size - 1),
        ("bytes=-7", size - 7, size - 1),
        (f"bytes=5-{10 * size}", 5, size - 1),
    ):
        part = anybody.get(address, headers={"Range": asked})
        assert part.status_code == 206
        assert part.headers["content-range"] == f"bytes {start}-{end}/{size}"
        assert part.content == whole.content[start : end + 1]
    changed = anybody.get(address, headers={"Range": "bytes=0-9", "If-Range": '"older"'})
    assert changed.status_code == 200


@pytest.mark.parametrize("asked", ["bytes=999999999-", "bytes=5-2", "bytes=-0"])
def test_a_range_outside_is_refused(anybody: httpx.Client, address: str, asked: str) -> None:
    answer = anybody.get(address, headers={"Range": asked})
    assert answer.status_code == 416
    assert answer.headers["content-range"].startswith("bytes */")


@pytest.mark.parametrize("asked", ["bytes=0-1,3-4", "lines=1-2", "bytes=-", "bytes=a-b"])
def test_a_range_that_we_do_not_serve_gets_the_whole(anybody: httpx.Client, address: str, asked: str) -> None:
    assert anybody.get(address, headers={"Range": asked}).status_code == 200


def test_head_tells_the_size(anybody: httpx.Client, address: str) -> None:
    told = anybody.head(address)
    assert told.content == b""
    assert int(told.headers["content-length"]) == len(anybody.get(address).content)


def test_pictures_are_not_compressed_again(anybody: httpx.Client, address: str) -> None:
    assert "content-encoding" not in anybody.get(address, headers={"Accept-Encoding": "br, gzip"}).headers


def test_the_whole_picture_decodes_to_its_tiles(anybody: httpx.Client, town: Town) -> None:
    def pixels(path: str) -> np.ndarray:
        return cv2.imdecode(np.frombuffer(anybody.get(path).content, np.uint8), cv2.IMREAD_GRAYSCALE)

    whole = pixels(f"/api/pictures/{town.public}/hd.jpg")
    rows = [[pixels(f"/api/pictures/{town.public}/tiled/{c}_{r}.jpg") for c in range(4)] for r in range(2)]
    np.testing.assert_array_equal(whole, np.vstack([np.hstack(row) for row in rows]))

"""Nothing under seal leaves the house: every route, every method, every role, with the names of sealed originals."""

import itertools
import random
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from ruelle.catalog.incoming import IncomingFolder
from ruelle.catalog.store import PublicStore, SealedStore
from ruelle.catalog.uploads import Upload, UploadFile
from ruelle.catalog.vocabulary import Visibility
from ruelle.viewer_api.app import create_app

Town = Any
ROLES = (None, "habitant", "agent", "operator", "admin")
SECRET = random.Random(3).randbytes(4096)
WIDE = 8
LOOKS_ROUTE = "/api/review/{item_id}/looks/{zone_id}.jpg"
"""The one exception, which tests/viewer_api/test_review.py holds to its rules."""


def pieces() -> list[bytes]:
    """Pieces of the secret: one of them would show in any part of it that is long enough to see something."""
    return [SECRET[at : at + 32] for at in range(0, len(SECRET), 64)]


@pytest.fixture(scope="module")
def sealed_keys(own_town: Town) -> list[str]:
    """The secret as an original of the pictures of the town, as a stray one, as a look, and in an upload."""
    home = own_town.settings.home
    keys = ["ab/" + "ab" * 32, "cd/" + "cd" * 32]
    for key in keys:
        path = home / "sealed" / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(SECRET)
    SealedStore(own_town.settings).put_look(own_town.public, "zone-1", SECRET)
    upload = Upload("0" * 32, "été", Visibility.STAFF, "operator", datetime.now(UTC), (UploadFile("a.jpg", 5000),))
    own_town.catalog.uploads.announce(upload)
    folder = IncomingFolder(own_town.settings, upload.id)
    folder.make()
    folder.append(upload.files[0], 0, SECRET)
    return keys


def routes_of(app: FastAPI) -> list[tuple[str, str]]:
    """Every method and path of an application, those that its description does not name included."""

    def walk(routes: Iterable[Any]) -> Iterator[tuple[str, str]]:
        for route in routes:
            if hasattr(route, "original_router"):
                yield from walk(route.original_router.routes)
            else:
                methods = getattr(route, "methods", None) or ["GET", "HEAD"]
                yield from ((method, route.path) for method in sorted(methods))

    return sorted(set(walk(app.routes)))


def values(town: Town, keys: list[str]) -> dict[str, list[str]]:
    """What to try for each name in a path: what exists, and what reaches for the sealed store."""
    hostile = [
        *keys,
        keys[0].split("/")[1],
        f"../sealed/{keys[0]}",
        f"..%2F..%2Fsealed%2F{keys[0].replace('/', '%2F')}",
    ]
    known = {
        "item_id": [town.public, town.staff],
        "sequence_id": [town.public_sequence],
        "collection_id": [town.public_sequence],
        "drive_id": ["drive"],
        "upload_id": ["0" * 32],
        "zone_id": ["zone-1"],
        "name": ["printemps"],
        "level": ["0"],
        "column": ["0"],
        "row": ["0"],
        "index": ["0"],
    }
    return {name: [*first, *hostile] for name, first in known.items()} | {"": hostile}


def addresses(path: str, tried: dict[str, list[str]]) -> Iterator[str]:
    """The path with each value in each place, the others as they exist."""
    names = re.findall(r"\{(\w+)(?::\w+)?\}", path)
    first = {name: tried.get(name, tried[""])[0] for name in names}
    for name in names:
        for value in tried.get(name, tried[""]):
            yield re.sub(r"\{(\w+)(?::\w+)?\}", lambda blank, v={**first, name: value}: v[blank[1]], path)
    if not names:
        yield path
        yield from (f"{path}?{name}={key}" for name, key in itertools.product(("pic", "id", "ids", "q"), tried[""][:2]))


def leaks(answer: httpx.Response) -> bool:
    return any(piece in answer.content for piece in pieces())


@pytest.mark.parametrize("role", ROLES)
def test_no_route_hands_out_what_is_sealed(own_town: Town, sealed_keys: list[str], role: str | None) -> None:
    app = create_app(own_town.settings, own_town.catalog, PublicStore(own_town.settings))
    tried = values(own_town, sealed_keys)
    asked = [
        (method, address)
        for method, path in routes_of(app)
        if method != "HEAD" and path not in (LOOKS_ROUTE, "/deconnexion") and not path.startswith("/api/auth")
        for address in addresses(path, tried)
    ]
    assert len(asked) > 300
    with closing(own_town.client(role)) as client, ThreadPoolExecutor(WIDE) as pool:
        answers = pool.map(lambda each: client.request(*each, **_body(each[0])), asked)
        leaking = [each for each, answer in zip(asked, answers, strict=True) if leaks(answer)]
    assert leaks(httpx.Response(200, content=b"..." + SECRET[100:300])), "the test would see nothing"
    assert leaking == []
    for key in sealed_keys:
        assert (own_town.settings.home / "sealed" / key).read_bytes() == SECRET, "the test would prove nothing"


@pytest.mark.parametrize("role", [None, "admin"])
def test_no_path_climbs_into_the_home_folder(own_town: Town, sealed_keys: list[str], role: str | None) -> None:
    home = own_town.settings.home
    targets = [
        f"sealed/{sealed_keys[0]}",
        f"uploads/{'0' * 32}/a.jpg",
        "catalog.sqlite",
        f"sealed/looks/{own_town.public}/zone-1.jpg",
    ]
    roots = ("/", "/assets/", "/api/pictures/", "/api/", "//", f"/{home}/")
    climbs = ("", "../", "../../", "..%2f", "%2e%2e/", "....//", "..\\")
    paths = ["".join(parts) for parts in itertools.product(roots, climbs, targets)]
    with closing(own_town.client(role)) as client, ThreadPoolExecutor(WIDE) as pool:
        answers = list(pool.map(client.get, paths))
    assert not any(leaks(answer) or answer.content.startswith(b"SQLite format 3") for answer in answers)


def test_only_operators_operate(own_town: Town) -> None:
    app = create_app(own_town.settings, own_town.catalog, PublicStore(own_town.settings))
    staff_only = [(method, path) for method, path in routes_of(app) if path.startswith("/api/operate")]
    assert len(staff_only) >= 14
    for role, code in ((None, "login-needed"), ("habitant", "role-too-low"), ("agent", "role-too-low")):
        with closing(own_town.client(role)) as client:
            for method, path in staff_only:
                address = next(addresses(path, values(own_town, ["ab/x"])))
                answer = client.request(method, address, **_body(method))
                assert (answer.status_code, answer.json()["code"]) == (403, code), f"{method} {address}"


def test_another_site_cannot_make_an_operators_browser_act(own_town: Town) -> None:
    with closing(own_town.client("operator")) as client:
        headers = {"Sec-Fetch-Site": "cross-site"}
        answer = client.post("/api/operate/drives/drive/erase", json={"confirm": "printemps"}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "other-site")
    assert own_town.catalog.drive("drive").id == "drive"


def _body(method: str) -> dict[str, Any]:
    return {} if method in ("GET", "HEAD", "OPTIONS") else {"json": {"confirm": "x", "visibility": "staff"}}

"""A resident's request and an operator's review, from the question to the pixels that everybody sees."""

import itertools
import json
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import cv2
import numpy as np
import pytest
from flows.town import Town

from ruelle.catalog.database.engine import open_engine, writing
from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.database.reviews import open_one
from ruelle.catalog.reviews import Review, ReviewReason
from ruelle.catalog.settings import Settings
from ruelle.catalog.vocabulary import ItemState
from ruelle.viewer_api.challenges import zero_bits

WEST_DEG, EAST_DEG, SOUTH_DEG, NORTH_DEG = -20, 10, -30, -10
CORNERS = [[WEST_DEG, NORTH_DEG], [EAST_DEG, NORTH_DEG], [EAST_DEG, SOUTH_DEG], [WEST_DEG, SOUTH_DEG]]
Call = Callable[..., Any]


@pytest.fixture
def call(address: str) -> Call:
    """Asks the server, as JSON."""

    def ask(path: str, body: object = None, token: str | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        with urllib.request.urlopen(urllib.request.Request(address + path, data, headers)) as answer:
            return json.loads(answer.read())

    return ask


@pytest.fixture
def operator(town: Town, call: Call) -> str:
    """The token of an operator."""
    told = town.ruelle("account", "add", "operator", "--role", "operator").stdout
    if not told:
        told = town.ruelle("account", "password", "operator").stdout
    login = {"name": "operator", "password": told.rsplit(": ", 1)[1].strip()}
    return str(call("/api/auth/login", login)["token"])


def seen(call: Call, item_id: str) -> np.ndarray:
    """The region as everybody sees it."""
    (item,) = call(f"/api/search?ids={item_id}")["features"]
    with urllib.request.urlopen(item["assets"]["sd"]["href"]) as answer:
        whole = cv2.imdecode(np.frombuffer(answer.read(), np.uint8), cv2.IMREAD_GRAYSCALE)
    across, down = whole.shape[1] / 360, whole.shape[0] / 180
    rows = slice(int((90 - NORTH_DEG + 4) * down), int((90 - SOUTH_DEG - 4) * down))
    return np.asarray(whole[rows, int((180 + WEST_DEG + 4) * across) : int((180 + EAST_DEG - 4) * across)])


def detail(pixels: np.ndarray) -> float:
    return float(cv2.Laplacian(pixels, cv2.CV_64F).std())


def asked_for(call: Call, item_id: str) -> Any:
    challenge = call("/api/requests/challenge")
    text, bits = challenge["challenge"], challenge["difficulty_bits"]
    nonce = next(str(n) for n in itertools.count() if zero_bits(text, str(n)) >= bits)
    body = {"item_id": item_id, "kind": "house", "corners_deg": CORNERS, "challenge": text, "nonce": nonce}
    return call("/api/requests", body)


def work(town: Town) -> None:
    done = town.ruelle("work", "--until-idle")
    assert done.returncode == 0, done.stderr


def test_a_request_is_blurred_then_lifted_and_all_is_as_before(
    town: Town, address: str, call: Call, operator: str
) -> None:
    work(town)
    item_id = call("/api/search?limit=1")["features"][0]["id"]
    before = seen(call, item_id)
    request = asked_for(call, item_id)
    work(town)
    assert detail(seen(call, item_id)) < detail(before) / 3
    (told,) = (known for known in call("/api/requests", token=operator)["requests"] if known["id"] == request["id"])
    look = urllib.request.Request(
        f"{address}/api/review/{item_id}/looks/{told['zone_id']}.jpg", headers={"Authorization": f"Bearer {operator}"}
    )
    with urllib.request.urlopen(look) as answer:
        unblurred = cv2.imdecode(np.frombuffer(answer.read(), np.uint8), cv2.IMREAD_GRAYSCALE)
    assert detail(unblurred) > detail(seen(call, item_id))
    assert "look" in town.ruelle("journal").stdout
    assert call(f"/api/requests/{request['id']}/decision", {"decision": "lift"}, operator)["state"] == "lifted"
    work(town)
    assert np.array_equal(seen(call, item_id), before)


def test_a_picture_in_review_is_published_as_decided(town: Town, call: Call, operator: str) -> None:
    item_id = call("/api/search?limit=2")["features"][1]["id"]
    before = seen(call, item_id)
    settings = Settings(home=town.home)
    catalog, engine = Catalog.open(settings), open_engine(settings.catalog_path)
    catalog.revise(replace(catalog.item(item_id), state=ItemState.REVIEW))
    with writing(engine) as connection:
        open_one(connection, Review(item_id, "Essai", (ReviewReason.CROWD,), datetime.now(UTC)))
    catalog.close()
    engine.dispose()
    assert call(f"/api/search?ids={item_id}")["features"] == []
    added = {"added": [{"kind": "face", "corners_deg": CORNERS}], "finish": True}
    ruled = call(f"/api/review/{item_id}/decisions", added, operator)
    assert ruled["closed_by"] == "operator"
    work(town)
    assert detail(seen(call, item_id)) < detail(before) / 3
    (zone,) = (zone for zone in ruled["zones"] if zone["origin"] == "person")
    call(f"/api/review/{item_id}/decisions", {"removed": [zone["id"]], "finish": True}, operator)
    work(town)
    assert np.array_equal(seen(call, item_id), before)

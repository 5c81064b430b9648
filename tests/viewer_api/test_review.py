"""Pictures in review: who may see them, how they are decided, and that every look is in the journal first."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from ruelle.catalog.database.engine import open_engine, writing
from ruelle.catalog.database.reviews import open_one
from ruelle.catalog.reviews import Review, ReviewReason
from ruelle.catalog.store import SealedStore
from ruelle.catalog.zones import Zone, ZoneKind, ZoneOrigin, Zones

Town = Any
CORNERS = ((10.0, 5.0), (14.0, 5.0), (14.0, 1.0), (10.0, 1.0))
ADDED = {"kind": "face", "corners_deg": [[-40, 4], [-36, 4], [-36, 0], [-40, 0]]}


def waiting(town: Town) -> str:
    """The picture that is not shown."""
    return f"{town.public[:24]}{99:012d}"


def zones(item_id: str) -> Zones:
    """One certain face and one doubtful plate."""
    face = Zone("z0", ZoneKind.FACE, CORNERS, ZoneOrigin.MACHINE, 0.9)
    plate = Zone("z1", ZoneKind.PLATE, tuple((h + 20, p) for h, p in CORNERS), ZoneOrigin.MACHINE, 0.2, doubtful=True)
    return Zones(item_id, ("toy",), (face, plate))


def open_review(town: Town, item_id: str, **changes: object) -> None:
    engine = open_engine(town.settings.catalog_path)
    review = Review(item_id, "printemps", (ReviewReason.DOUBTFUL,), datetime(2026, 5, 1, tzinfo=UTC))
    with writing(engine) as connection:
        open_one(connection, replace(review, **changes))  # type: ignore[arg-type]
    engine.dispose()


def decide(client: httpx.Client, item_id: str, **body: object) -> httpx.Response:
    return client.post(f"/api/review/{item_id}/decisions", json=body)


@pytest.fixture(scope="module")
def town(own_town: Town) -> Town:
    """A town with one picture in review, its original and one look."""
    item_id = waiting(own_town)
    own_town.catalog.put_zones(zones(item_id))
    open_review(own_town, item_id)
    sealed = SealedStore(own_town.settings)
    sealed.put_look(item_id, "z1", b"\xff\xd8 unblurred")
    original = own_town.settings.home / "sealed" / "ab" / ("ab" * 32)
    original.parent.mkdir()
    original.write_bytes(b"original")
    return own_town


@pytest.fixture
def operator(town: Town) -> Iterator[httpx.Client]:
    with closing(town.client("operator")) as client:
        yield client


@pytest.mark.parametrize("who", [None, "habitant", "agent"])
def test_only_operators_review(town: Town, who: str | None) -> None:
    item_id = waiting(town)
    paths = ("", f"/{item_id}", f"/{item_id}/pictures/sd.jpg", f"/{item_id}/looks/z1.jpg")
    with closing(town.client(who)) as client:
        answers = [client.get(f"/api/review{path}") for path in paths]
        answers += [decide(client, item_id, finish=True), client.get("/api/journal"), client.get("/api/requests")]
        answers += [client.get("/api/campaigns/printemps/sample")]
        answers += [client.post("/api/campaigns/printemps/sample", json={"pictures": 1})]
    assert {answer.status_code for answer in answers} == {403}
    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}
    assert answers[0].json()["code"] == ("login-needed" if who is None else "role-too-low")


def test_the_queue_and_the_picture(operator: httpx.Client, town: Town) -> None:
    queue = operator.get("/api/review")
    assert queue.headers["cache-control"] == "no-store"
    assert queue.json()["open"] == 1
    (brief,) = queue.json()["reviews"]
    assert (brief["item_id"], brief["reasons"], brief["zones"], brief["undecided"]) == (
        waiting(town),
        ["doubtful"],
        2,
        1,
    )
    assert brief["place"] == "2 Rue du Prieuré"
    whole = operator.get(f"/api/review/{brief['item_id']}").json()
    assert whole["levels"][0] == {"width": 256, "height": 128, "columns": 4, "rows": 2}
    assert [(zone["id"], zone["has_look"], zone["doubtful"]) for zone in whole["zones"]] == [
        ("z0", False, False),
        ("z1", True, True),
    ]
    assert (whole["published"], whole["may_lift"], whole["four_eyes"], whole["next"]) == (False, True, False, None)
    tile = operator.get(whole["tiles"].format(level=0, column=1, row=1))
    for part in (tile, operator.get(whole["sd"]), operator.get(brief["thumb"])):
        assert part.content.startswith(b"\xff\xd8")
        assert part.headers["cache-control"] == "no-store"
    assert operator.get(f"/api/pictures/{brief['item_id']}/sd.jpg").status_code == 404


@pytest.mark.parametrize("path", ["/api/review/nothing", "/api/review/nothing/pictures/sd.jpg"])
def test_what_is_not_in_review_is_not_there(operator: httpx.Client, path: str) -> None:
    assert operator.get(path).status_code == 404


def test_a_picture_that_is_not_in_review_has_no_review(operator: httpx.Client, town: Town) -> None:
    assert operator.get(f"/api/review/{town.public}").json()["code"] == "review-unknown"
    assert operator.get(f"/api/review/{waiting(town)}/pictures/manifest.json").status_code == 404


def test_each_look_is_in_the_journal(operator: httpx.Client, town: Town) -> None:
    with closing(town.client("admin")) as admin:
        before = admin.get("/api/journal").json()["entries"]
        look = operator.get(f"/api/review/{waiting(town)}/looks/z1.jpg")
        assert look.content == b"\xff\xd8 unblurred"
        assert look.headers["cache-control"] == "no-store"
        for missing in ("z0", "z9", "..%2Fz1"):
            assert operator.get(f"/api/review/{waiting(town)}/looks/{missing}.jpg").status_code == 404
        after = admin.get("/api/journal").json()["entries"]
    (line,) = after[: len(after) - len(before)]
    assert (line["account"], line["action"], line["item_id"], line["zone_id"]) == (
        "operator",
        "look",
        waiting(town),
        "z1",
    )


def test_nothing_sealed_leaves_where_the_journal_cannot_be_written(operator: httpx.Client, town: Town) -> None:
    engine = open_engine(town.settings.catalog_path)
    with writing(engine) as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER journal_full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    try:
        answer = operator.get(f"/api/review/{waiting(town)}/looks/z1.jpg")
        assert answer.status_code == 500
        assert b"unblurred" not in answer.content
    finally:
        with writing(engine) as connection:
            connection.exec_driver_sql("DROP TRIGGER journal_full")
        engine.dispose()


@pytest.mark.parametrize(
    "body",
    [
        {"decisions": [{"zone_id": "z9", "decision": "keep"}]},
        {"decisions": [{"zone_id": "z1", "decision": "perhaps"}]},
        {"removed": ["z1"]},
        {"added": [{"kind": "face", "corners_deg": [[0, 0]] * 100_000}]},
        {"added": [{"kind": "face", "corners_deg": [[361, 0], [4, 0], [4, -4], [0, -4]]}]},
        {"added": [{"kind": "face", "corners_deg": [[0, 91], [4, 0], [4, -4], [0, -4]]}]},
        {"added": [{"kind": "face", "corners_deg": [[0, 0], [4, -4], [4, 0], [0, -4]]}]},
        {"added": [{"kind": "dog", "corners_deg": ADDED["corners_deg"]}]},
        {"finnish": True},
        {"decisions": [{"zone_id": "z1", "decision": "keep"}] * 3000},
    ],
)
def test_a_bad_ruling_changes_nothing(operator: httpx.Client, town: Town, body: dict[str, object]) -> None:
    before = operator.get(f"/api/review/{waiting(town)}").json()
    assert decide(operator, waiting(town), **body).status_code == 400
    assert operator.get(f"/api/review/{waiting(town)}").json() == before


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_a_corner_is_a_number(operator: httpx.Client, town: Town, number: str) -> None:
    text = f'{{"added": [{{"kind": "face", "corners_deg": [[{number}, 4], [4, 4], [4, 0], [0, 0]]}}]}}'
    headers = {"Content-Type": "application/json"}
    answer = operator.post(f"/api/review/{waiting(town)}/decisions", content=text, headers=headers)
    assert answer.status_code == 400


def test_another_site_cannot_decide(operator: httpx.Client, town: Town) -> None:
    answer = operator.post(
        f"/api/review/{waiting(town)}/decisions", json={"finish": True}, headers={"Origin": "http://elsewhere.example"}
    )
    assert answer.json()["code"] == "other-site"


def test_decisions_are_logged_and_taken_back(operator: httpx.Client, town: Town) -> None:
    item_id = waiting(town)
    assert decide(operator, item_id, finish=True).json()["code"] == "review-undecided"
    kept = decide(operator, item_id, decisions=[{"zone_id": "z1", "decision": "keep"}], added=[ADDED]).json()
    assert (kept["undecided"], kept["zones"][1]["decision"], kept["zones"][2]["origin"]) == (0, "keep", "person")
    undone = decide(
        operator, item_id, decisions=[{"zone_id": "z1", "decision": None}], removed=[kept["zones"][2]["id"]]
    ).json()
    assert (undone["undecided"], len(undone["zones"])) == (1, 2)
    assert [(line["action"], line["decision"]) for line in undone["log"]] == [
        ("decide", None),
        ("remove", None),
        ("decide", "keep"),
        ("add", None),
    ]
    assert town.catalog.corrections() == []


def test_finishing_asks_a_worker(operator: httpx.Client, town: Town) -> None:
    item_id = waiting(town)
    done = decide(operator, item_id, decisions=[{"zone_id": "z1", "decision": "lift"}], finish=True).json()
    assert (done["closed_by"], done["published"]) == ("operator", False)
    assert town.catalog.corrections() == [item_id]
    assert operator.get("/api/review").json()["open"] == 0
    (closed,) = operator.get("/api/review?state=closed").json()["reviews"]
    assert closed["item_id"] == item_id
    again = decide(operator, item_id, decisions=[{"zone_id": "z1", "decision": None}]).json()
    assert (again["closed_by"], again["undecided"]) == (None, 1)
    assert operator.get("/api/review").json()["open"] == 1


def test_nothing_is_lifted_once_the_original_is_erased(operator: httpx.Client, town: Town) -> None:
    original = town.settings.home / "sealed" / "ab" / ("ab" * 32)
    content = original.read_bytes()
    original.unlink()
    try:
        assert operator.get(f"/api/review/{waiting(town)}").json()["may_lift"] is False
        lifted = decide(operator, waiting(town), decisions=[{"zone_id": "z0", "decision": "lift"}])
        assert (lifted.status_code, lifted.json()["code"]) == (409, "original-erased")
        assert decide(operator, waiting(town), added=[ADDED]).status_code == 200
    finally:
        original.write_bytes(content)


def test_a_sample_is_drawn_and_counted(operator: httpx.Client, town: Town) -> None:
    address = "/api/campaigns/printemps/sample"
    assert operator.get("/api/campaigns/nowhere/sample").status_code == 404
    assert operator.post(address, json={"pictures": 0}).status_code == 400
    assert operator.get(address).json()["recall"] is None
    town.catalog.put_zones(zones(town.public))
    first = operator.post(address, json={"pictures": 5}).json()
    assert (first["asked"], first["drawn"], first["checked"]) == (5, 5, 0)
    sampled = {one["item_id"] for one in operator.get("/api/review").json()["reviews"] if one["sampled"]}
    assert operator.post(address, json={"pictures": 18}).json()["drawn"] == 18
    more = {one["item_id"] for one in operator.get("/api/review").json()["reviews"] if one["sampled"]}
    assert sampled < more
    decide(operator, town.public, decisions=[{"zone_id": "z1", "decision": "keep"}], added=[ADDED], finish=True)
    counted = operator.get(address).json()
    assert (counted["checked"], counted["found_zones"], counted["missed_zones"]) == (1, 2, 1)
    assert counted["recall"] == {"estimate": 0.6667, "low": 0.0943, "high": 0.9916, "confidence": 0.95}
    assert counted["clean_pictures"]["estimate"] == 0
    assert operator.get(f"/api/pictures/{town.public}/sd.jpg").status_code == 200
    assert town.public in town.catalog.corrections()

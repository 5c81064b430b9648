"""Residents' requests over HTTP: the work, the rate, the private link, and that no report hides a picture."""

import itertools
import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import httpx
import pytest

from ruelle.catalog.zones import Zone, ZoneKind, ZoneOrigin, Zones
from ruelle.viewer_api.challenges import zero_bits

Town = Any
Post = Callable[..., httpx.Response]
CORNERS = [[30, 4], [36, 4], [36, 0], [30, 0]]
_HOUSES = itertools.count(1)


@pytest.fixture(scope="module")
def town(own_town: Town) -> Town:
    """A town whose public pictures have zones."""
    face = Zone("z0", ZoneKind.FACE, ((0.0, 2.0), (2.0, 2.0), (2.0, 0.0), (0.0, 0.0)), ZoneOrigin.MACHINE)
    for rank in range(1, 15):
        item_id = picture(own_town, rank)
        own_town.catalog.put_zones(Zones(item_id, ("toy",), (face,)))
    return own_town


def picture(town: Town, rank: int) -> str:
    return f"{town.public[:24]}{rank:012d}"


@pytest.fixture
def visitor(town: Town) -> Iterator[httpx.Client]:
    """An anonymous visitor from a house of their own."""
    with closing(town.client()) as client:
        client.headers["X-Forwarded-For"] = f"10.1.{next(_HOUSES)}.7"
        yield client


@pytest.fixture
def operator(town: Town) -> Iterator[httpx.Client]:
    with closing(town.client("operator")) as client:
        yield client


def solved(client: httpx.Client) -> dict[str, str]:
    asked = client.get("/api/requests/challenge").json()
    assert 16 <= asked["difficulty_bits"] <= 20
    text, bits = asked["challenge"], asked["difficulty_bits"]
    return {"challenge": text, "nonce": next(str(n) for n in itertools.count() if zero_bits(text, str(n)) >= bits)}


def body(item_id: str, **changes: object) -> dict[str, object]:
    return {"item_id": item_id, "kind": "face", "corners_deg": CORNERS, **changes}


def ask(client: httpx.Client, item_id: str, **changes: object) -> httpx.Response:
    return client.post("/api/requests", json=body(item_id, **changes) | solved(client))


def test_a_request_blurs_at_once_and_hides_nothing(visitor: httpx.Client, town: Town) -> None:
    item_id = picture(town, 1)
    answer = ask(visitor, item_id, email="a@b.fr", note="C’est moi.")
    assert (answer.status_code, answer.headers["cache-control"]) == (201, "no-store")
    (zone,) = (zone for zone in town.catalog.zones(item_id).zones if zone.origin is ZoneOrigin.REQUEST)
    assert zone.blurred
    assert town.catalog.corrections() == [item_id]
    assert visitor.get(f"/api/pictures/{item_id}/sd.jpg").status_code == 200
    page = visitor.get(answer.json()["follow"])
    assert "En attente" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "noindex" in page.headers["x-robots-tag"]


def test_an_operator_confirms_or_lifts(visitor: httpx.Client, operator: httpx.Client, town: Town) -> None:
    item_id = picture(town, 2)
    first, second = ask(visitor, item_id, note="<b>ma</b> maison").json(), ask(visitor, item_id).json()
    listed = [one for one in operator.get("/api/requests").json()["requests"] if one["item_id"] == item_id]
    assert [(one["note"], one["place"]) for one in listed] == [
        ("<b>ma</b> maison", "2 Rue du Prieuré"),
        (None, "2 Rue du Prieuré"),
    ]
    assert listed[0]["zone_id"] == listed[1]["zone_id"]
    assert visitor.get(listed[0]["thumb"]).status_code == 200

    def decision(word: str, request_id: str = first["id"]) -> httpx.Response:
        return operator.post(f"/api/requests/{request_id}/decision", json={"decision": word})

    assert decision("perhaps").status_code == 400
    assert decision("confirm", "nothing").status_code == 404
    assert decision("confirm").json()["state"] == "confirmed"
    assert "Acceptée" in visitor.get(second["follow"]).text
    assert decision("lift").json()["code"] == "original-erased"
    original = town.settings.home / "sealed" / "ab" / ("ab" * 32)
    original.parent.mkdir(exist_ok=True)
    original.write_bytes(b"original")
    assert decision("lift").json()["state"] == "lifted"
    original.unlink()
    assert "Refusée" in visitor.get(second["follow"]).text
    (zone,) = (zone for zone in town.catalog.zones(item_id).zones if zone.origin is ZoneOrigin.REQUEST)
    assert not zone.blurred
    lines = operator.get("/api/requests?state=lifted").json()["requests"]
    assert {one["decided_by"] for one in lines if one["item_id"] == item_id} == {"operator"}


def test_whoever_asked_can_take_it_back(visitor: httpx.Client, town: Town) -> None:
    item_id = picture(town, 3)
    before = town.catalog.zones(item_id)
    follow = ask(visitor, item_id, email="moi@chez.fr", note="oublier").json()["follow"]
    assert town.catalog.zones(item_id) != before
    assert visitor.post(f"{follow}/withdraw", headers={"Origin": "http://elsewhere.example"}).status_code == 403
    done = visitor.post(f"{follow}/withdraw", follow_redirects=True)
    assert "Retirée" in done.text
    assert "moi@chez.fr" not in done.text
    assert town.catalog.zones(item_id) == before


def test_a_wrong_link_leads_nowhere(visitor: httpx.Client) -> None:
    for secret in ("new", "x" * 43, "é", "..%2f..%2fetc"):
        assert visitor.get(f"/requests/{secret}").status_code in (400, 404)
    assert visitor.post(f"/requests/{'x' * 43}/withdraw").status_code == 404


def test_the_secret_is_not_kept(visitor: httpx.Client, town: Town) -> None:
    secret = ask(visitor, picture(town, 4)).json()["follow"].rsplit("/", 1)[1]
    kept = b"".join(path.read_bytes() for path in town.settings.home.glob("catalog.sqlite*"))
    assert secret.encode() not in kept
    assert b"10.1." not in kept


@pytest.mark.parametrize(
    "changes",
    [
        {"corners_deg": [[0, 0]] * 100_000},
        {"corners_deg": [[361, 4], [6, 4], [6, 0], [0, 0]]},
        {"corners_deg": [[0, 4], [90, 4], [90, 0], [0, 0]]},
        {"corners_deg": [[0, 4], [0, 4], [0, 4], [0, 4]]},
        {"corners_deg": [[0, 0], [6, 0], [6, 4], [0, 4]]},
        {"corners_deg": CORNERS[:3]},
        {"corners_deg": None},
        {"kind": "person"},
        {"kind": "dog"},
        {"email": "nobody"},
        {"email": "a b@c.fr"},
        {"email": "x" * 300 + "@b.fr"},
        {"note": "x" * 1001},
        {"item_id": ""},
        {"more": 1},
    ],
)
def test_a_bad_request_leaves_no_trace(
    visitor: httpx.Client, town: Town, easy: dict[str, str], changes: dict[str, object]
) -> None:
    before = town.catalog.requests.count_open()
    answer = visitor.post("/api/requests", json=body(picture(town, 5)) | easy | changes)
    assert answer.status_code == 400, answer.text
    assert answer.json()["message"]
    assert town.catalog.requests.count_open() == before


@pytest.fixture(scope="module")
def easy(town: Town) -> dict[str, str]:
    """A solved challenge that nobody uses up."""
    with closing(town.client()) as client:
        return solved(client)


@pytest.mark.parametrize("note", ['"\\ud800"', '"\\u0000\\u202e"', "17", '["a"]'])
def test_a_note_is_text(visitor: httpx.Client, town: Town, operator: httpx.Client, note: str) -> None:
    work = solved(visitor)
    text = json.dumps(body(picture(town, 11)) | work).replace("{", '{"note": ' + note + ", ", 1)
    answer = visitor.post("/api/requests", content=text, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400 if "u0000" not in note else 201
    assert operator.get("/api/requests").status_code == 200
    assert operator.get("/api/requests?state=confirmed").status_code == 200


@pytest.mark.parametrize("number", ["NaN", "-Infinity"])
def test_a_corner_is_a_number(visitor: httpx.Client, number: str) -> None:
    text = f'{{"item_id": "x", "kind": "face", "corners_deg": [[{number}, 4], [4, 4], [4, 0], [0, 0]]}}'
    answer = visitor.post("/api/requests", content=text, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400


def test_what_one_may_not_see_one_cannot_report(visitor: httpx.Client, town: Town) -> None:
    work = solved(visitor)
    for item_id in (town.staff, picture(town, 99), "nothing"):
        answer = visitor.post("/api/requests", json=body(item_id) | work)
        assert (answer.status_code, answer.json()["code"]) == (404, "item-unknown")
        assert visitor.get("/requests/new", params={"item": item_id}).status_code == 404
    with closing(town.client("agent")) as agent:
        town.catalog.put_zones(Zones(town.staff, ("toy",)))
        assert ask(agent, town.staff).status_code == 201


def test_work_is_needed_and_serves_once(visitor: httpx.Client, town: Town) -> None:
    item_id = picture(town, 6)

    def post(**work: str) -> str:
        return str(visitor.post("/api/requests", json=body(item_id) | work).json().get("code"))

    work = solved(visitor)
    assert post(challenge=work["challenge"], nonce="-") == "challenge-wrong"
    assert post(challenge=work["challenge"].replace("17.", "0.", 1), nonce=work["nonce"]) == "challenge-wrong"
    assert post(challenge="é.1.x", nonce="") == "challenge-wrong"
    assert post(**work) == "None"
    assert post(**work) == "challenge-used"


def test_too_many_from_one_house_wait(town: Town) -> None:
    with closing(town.client()) as client:
        client.headers["X-Forwarded-For"] = "2001:db8:1:2::1"
        work = solved(client)
        codes = []
        for number in range(12):
            client.headers["X-Forwarded-For"] = f"2001:db8:1:2::{number + 1:x}"
            answer = client.post("/api/requests", json=body(picture(town, 7)) | work)
            codes.append(answer.status_code)
        assert codes == [201] + [409] * 9 + [429] * 2
        assert "min" in answer.json()["remedy"]
        assert client.get("/api/requests/challenge").json()["difficulty_bits"] == 20
        client.headers["X-Forwarded-For"] = "2001:db8:1:3::1"
        assert client.get("/api/requests/challenge").json()["difficulty_bits"] == 17


def test_another_site_cannot_ask(visitor: httpx.Client, town: Town) -> None:
    answer = visitor.post("/api/requests", json=body(town.public), headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.json()["code"] == "other-site"


def form(client: httpx.Client, item_id: str, **changes: str) -> httpx.Response:
    page = client.get("/requests/new", params={"item": item_id})
    assert page.status_code == 200
    found = re.search('name="challenge" value="([^"]+)"', page.text)
    assert found
    values = {"item": item_id, "kind": "house", "challenge": found.group(1), "cell": "", "email": "", "note": ""}
    return client.post("/requests/new", data=values | changes)


def test_a_form_without_script_must_wait_and_keeps_what_was_written(visitor: httpx.Client, town: Town) -> None:
    answer = form(visitor, picture(town, 8), note='<script>alert("x")</script>', email="moi@chez.fr", cell="G2")
    assert answer.status_code == 400
    assert "trop vite" in answer.text
    assert "&lt;script&gt;" in answer.text
    assert "<script" not in answer.text
    assert 'value="moi@chez.fr"' in answer.text
    assert re.search(r'value="G2"[^>]* checked', answer.text)


@pytest.fixture
def patient(town: Town, serving: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    """A visitor of a server by whose clock a minute passes with every question."""
    from ruelle.catalog.store import PublicStore
    from ruelle.viewer_api.app import create_app

    app = create_app(town.settings, town.catalog, PublicStore(town.settings))
    minutes = itertools.count(1_700_000_000, 60)
    monkeypatch.setattr(app.state.desk.gate.challenges, "_clock", lambda: next(minutes))
    with serving(app) as url, httpx.Client(base_url=url, headers={"Accept-Language": "en"}) as client:
        yield client


def test_a_form_without_script_blurs_a_cell(patient: httpx.Client, town: Town) -> None:
    item_id = picture(town, 9)
    sent = form(patient, item_id, cell="G2")
    assert sent.status_code == 303
    assert "Waiting" in patient.get(sent.headers["location"]).text
    (zone,) = (zone for zone in town.catalog.zones(item_id).zones if zone.origin is ZoneOrigin.REQUEST)
    assert zone.corners_deg == ((0, 30), (30, 30), (30, 0), (0, 0))


def test_who_cannot_show_the_place_tells_an_operator(patient: httpx.Client, town: Town, operator: httpx.Client) -> None:
    item_id = picture(town, 10)
    before = town.catalog.zones(item_id)
    sent = form(patient, item_id, note="derrière la haie")
    assert "explanation" in patient.get(sent.headers["location"]).text
    assert town.catalog.zones(item_id) == before
    (one,) = (one for one in operator.get("/api/requests").json()["requests"] if one["item_id"] == item_id)
    assert (one["zone_id"], one["note"]) == (None, "derrière la haie")
    assert operator.get(f"/api/review/{item_id}").json()["reasons"] == ["request"]
    assert patient.get(f"/api/pictures/{item_id}/sd.jpg").status_code == 200


@pytest.mark.parametrize("changes", [{"cell": "Z9"}, {"kind": "dog"}, {"kind": "person"}, {"item": "x" * 101}])
def test_a_bad_form_is_refused(visitor: httpx.Client, town: Town, changes: dict[str, str]) -> None:
    assert form(visitor, picture(town, 8), **changes).status_code == 400


def test_the_work_of_a_form_is_no_work(visitor: httpx.Client, town: Town) -> None:
    page = visitor.get("/requests/new", params={"item": town.public}).text
    found = re.search('name="challenge" value="([^"]+)"', page)
    assert found
    answer = visitor.post("/api/requests", json=body(town.public) | {"challenge": found.group(1), "nonce": "1"})
    assert answer.json()["code"] == "challenge-wrong"

"""What is for staff exists for nobody else, whichever way one asks."""

from typing import Any

import httpx
import pytest

from ruelle.viewer_api.access import COOKIE
from ruelle.viewer_api.throttle import Throttle, TooManyAttemptsError

Town = Any

BY_PICTURE = (
    "/api/pictures/{item}/hd.jpg",
    "/api/pictures/{item}/sd.jpg",
    "/api/pictures/{item}/thumb.jpg",
    "/api/pictures/{item}/preview.jpg",
    "/api/pictures/{item}/tiles/1/0_0.jpg",
    "/api/pictures/{item}/tiled/0_0.jpg",
    "/api/collections/{sequence}",
    "/api/collections/{sequence}/items",
    "/api/collections/{sequence}/items/{item}",
    "/api/collections/{sequence}/thumb.jpg",
)


@pytest.mark.parametrize("address", BY_PICTURE)
def test_a_staff_picture_is_not_there_for_others(
    anybody: httpx.Client, agent: httpx.Client, town: Town, address: str
) -> None:
    staff = address.format(item=town.staff, sequence=town.staff_sequence)
    public = address.format(item=town.public, sequence=town.public_sequence)
    assert [anybody.get(staff).status_code, agent.get(staff).status_code] == [404, 200]
    assert [anybody.get(public).status_code, agent.get(public).status_code] == [200, 200]
    for method in ("HEAD", "GET"):
        assert anybody.request(method, staff, headers={"Range": "bytes=0-1"}).status_code in (404, 405)


@pytest.mark.parametrize(
    "address",
    [
        "/api",
        "/api/collections",
        "/api/search?limit=100",
        "/api/search?ids={item}",
        "/api/search?collections={sequence}",
        "/api/search?bbox=-1,49,1,50",
        "/api/streets",
        "/api/streets/positions?street=Rue du Prieuré",
        "/rues",
        "/rues?rue=Rue du Prieuré",
        "/api/map/16/32700/22400.mvt",
    ],
)
def test_no_list_tells_of_staff_pictures(anybody: httpx.Client, town: Town, address: str) -> None:
    body = anybody.get(address.format(item=town.staff, sequence=town.staff_sequence)).content
    own_words = anybody.get(address).request.url.query
    for name in (town.staff, town.staff_sequence):
        assert name.encode() not in body.replace(own_words, b"").replace(f"ids={town.staff}".encode(), b"").replace(
            f"collections={town.staff_sequence}".encode(), b""
        )


def test_search_by_post_tells_agents_only(anybody: httpx.Client, agent: httpx.Client, town: Town) -> None:
    def found(client: httpx.Client) -> int:
        return len(client.post("/api/search", json={"ids": [town.staff]}).json()["features"])

    assert (found(anybody), found(agent)) == (0, 1)


def test_counts_and_extents_are_those_of_the_reader(anybody: httpx.Client, agent: httpx.Client) -> None:
    def streets(client: httpx.Client) -> int:
        return sum(street["count"] for street in client.get("/api/streets").json()["streets"])

    def north(client: httpx.Client) -> float:
        box: list[float] = client.get("/api").json()["extent"]["spatial"]["bbox"][0]
        return box[3]

    assert (streets(anybody), streets(agent)) == (14, 18)
    assert north(anybody) < north(agent)


def test_a_resident_sees_what_everybody_sees(town: Town) -> None:
    resident = town.client("habitant")
    assert resident.get("/api/users/me").json()["role"] == "resident"
    assert resident.get(f"/api/pictures/{town.staff}/sd.jpg").status_code == 404
    resident.close()


def test_what_is_not_ready_is_there_for_nobody(agent: httpx.Client, town: Town) -> None:
    waiting = f"{town.public[:24]}{99:012d}"
    assert agent.get(f"/api/pictures/{waiting}/sd.jpg").status_code == 404
    assert agent.get("/api/search", params={"ids": waiting}).json()["features"] == []


def test_staff_pictures_stay_out_of_shared_caches(anybody: httpx.Client, agent: httpx.Client, town: Town) -> None:
    def kept(client: httpx.Client, address: str) -> str:
        return client.get(address).headers["cache-control"]

    (staff,) = agent.get("/api/search", params={"ids": town.staff}).json()["features"]
    assert kept(agent, staff["assets"]["sd"]["href"]).startswith("private")
    (public,) = anybody.get("/api/search", params={"ids": town.public}).json()["features"]
    assert kept(anybody, public["assets"]["sd"]["href"]) == "public, max-age=31536000, immutable"
    assert kept(anybody, f"/api/pictures/{town.public}/sd.jpg") == "no-cache"
    assert kept(anybody, "/api/search").startswith("private")


def test_a_session_begins_and_ends(town: Town) -> None:
    browser = httpx.Client(base_url=town.url)
    answer = browser.post("/api/auth/login", json={"name": "agent", "password": "un mot de passe"})
    cookie = answer.headers["set-cookie"].lower()
    assert all(word in cookie for word in (f"{COOKIE}=", "httponly", "samesite=lax", "path=/"))
    assert answer.json()["account"] == {"id": "agent", "name": "agent", "role": "agent"}
    assert browser.get("/api/users/me").json()["name"] == "agent"
    assert browser.get(f"/api/pictures/{town.staff}/thumb.jpg").status_code == 200
    token = browser.cookies[COOKIE]
    assert browser.post("/api/auth/logout").status_code == 204
    assert COOKIE not in browser.cookies
    assert httpx.get(f"{town.url}/api/users/me", headers={"Authorization": f"Bearer {token}"}).status_code == 403
    browser.close()


def test_the_token_itself_is_not_kept(town: Town) -> None:
    client = town.client("agent")
    token = client.headers["authorization"].split()[1]
    client.close()
    kept = b"".join(path.read_bytes() for path in town.settings.home.glob("catalog.sqlite*"))
    assert token.encode() not in kept


@pytest.mark.parametrize(
    ("name", "password"), [("agent", "faux"), ("nobody", "un mot de passe"), ("agent", ""), ("agent", "é" * 200)]
)
def test_a_wrong_login_does_not_say_what_was_wrong(town: Town, name: str, password: str) -> None:
    answer = httpx.post(f"{town.url}/api/auth/login", json={"name": name, "password": password})
    assert answer.status_code == 403
    assert answer.json()["code"] == "login-refused"


def test_guessing_is_slowed_down(town: Town) -> None:
    attempts = [
        httpx.post(f"{town.url}/api/auth/login", json={"name": "victim", "password": str(n)}).status_code
        for n in range(10)
    ]
    assert attempts[0] == 403
    assert attempts[-1] == 429


@pytest.mark.parametrize("headers", [{"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_another_site_cannot_log_in_or_out(agent: httpx.Client, headers: dict[str, str]) -> None:
    credentials = {"name": "agent", "password": "un mot de passe"}
    assert agent.post("/api/auth/login", json=credentials, headers=headers).json()["code"] == "other-site"
    assert agent.post("/api/auth/logout", headers=headers).status_code == 403
    assert agent.get("/api/users/me").status_code == 200


def test_the_form_logs_in_and_stays_on_this_host(town: Town) -> None:
    browser = httpx.Client(base_url=town.url)
    asked = browser.get("/api/auth/login", params={"next_url": f"{town.url}/rues"})
    assert asked.headers["location"].startswith("/connexion?next_url=")
    form = {"name": "agent", "password": "un mot de passe"}
    for wanted, given in ((f"{town.url}/rues?rue=a", "/rues?rue=a"), ("https://elsewhere.example/", "/"), ("//x", "/")):
        answer = browser.post("/connexion", data={**form, "next_url": wanted})
        assert (answer.status_code, answer.headers["location"]) == (303, given)
    assert "Se déconnecter" in browser.get("/connexion", headers={"Accept-Language": "fr"}).text
    refused = browser.post("/connexion", data={**form, "password": "faux"}, headers={"Accept-Language": "fr"})
    assert refused.status_code == 403
    assert "ne convient pas" in refused.text
    browser.post("/deconnexion")
    assert browser.get("/api/users/me").status_code == 403
    browser.close()


def test_a_throttle_forgets_in_time_and_stays_small() -> None:
    now = 0.0
    throttle = Throttle(limit=2, window_s=10, keys=3, clock=lambda: now)
    for _ in range(2):
        throttle.admit("a")
        throttle.note("a")
    with pytest.raises(TooManyAttemptsError):
        throttle.admit("a")
    now = 10.5
    throttle.admit("a")
    for key in "bcde":
        throttle.note(key)
    assert len(throttle._attempts) == 3

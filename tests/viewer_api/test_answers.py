"""What surrounds the answers: headers, compression, tiles, configuration and pages."""

import gzip
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from ruelle.catalog.settings import Settings
from ruelle.catalog.store import PublicStore
from ruelle.viewer_api.app import create_app
from ruelle.viewer_api.middleware import content_security_policy
from ruelle.viewer_api.tiles import TileAddress

Town = Any


def tile_of(longitude_deg: float, latitude_deg: float, z: int) -> str:
    x, y = TileAddress(z, 0, 0).project(longitude_deg, latitude_deg)
    return f"/api/map/{z}/{int(x // 4096)}/{int(y // 4096)}.mvt"


def test_every_answer_is_guarded(anybody: httpx.Client) -> None:
    for address in ("/api", "/nowhere", "/rues", "/api/search?limit=0"):
        headers = anybody.get(address).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["referrer-policy"]


def test_the_policy_names_the_base_map_and_nothing_else() -> None:
    assert "https://tiles.example" in content_security_policy("https://tiles.example/{z}/{x}/{y}.png")
    assert "http" not in content_security_policy("plan.pmtiles")


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_json_and_tiles_are_compressed(anybody: httpx.Client, encoding: str) -> None:
    for address in ("/api/search?limit=50", tile_of(-0.37, 49.1825, 15)):
        headers = anybody.get(address, headers={"Accept-Encoding": encoding}).headers
        assert headers["content-encoding"] == encoding
        assert "accept-encoding" in headers["vary"].lower()


def test_others_in_town_may_read_without_credentials(anybody: httpx.Client) -> None:
    headers = anybody.get("/api/search", headers={"Origin": "https://plan.example"}).headers
    assert headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in headers


def test_a_large_body_is_cut_off(anybody: httpx.Client) -> None:
    answer = anybody.post("/api/search", content=b" " * (2 << 20), headers={"Content-Type": "application/json"})
    assert answer.status_code == 413


def test_tiles_show_the_drive(anybody: httpx.Client, agent: httpx.Client, town: Town) -> None:
    near, far = tile_of(-0.37, 49.1825, 15), tile_of(-0.37, 49.1825, 5)
    answer = anybody.get(near)
    assert answer.headers["content-type"] == "application/vnd.mapbox-vector-tile"
    assert b"pictures" in answer.content
    assert b"sequences" in answer.content
    assert town.public.encode() in answer.content
    assert town.staff.encode() not in answer.content
    assert town.staff.encode() in agent.get(near).content
    assert b"nb_pictures" in anybody.get(far).content
    assert anybody.get("/api/map/15/0/0.mvt").content == b""


def test_the_style_points_here(anybody: httpx.Client, town: Town) -> None:
    style = anybody.get("/api/map/style.json").json()
    (source,) = style["sources"].values()
    assert source["tiles"] == [f"{town.url}/api/map/{{z}}/{{x}}/{{y}}.mvt"]
    assert set(style["metadata"]["panoramax:fields"]) == {"grid", "sequences", "pictures"}
    assert "#8a3420" in str(style["layers"])


def test_the_town_says_who_it_is(anybody: httpx.Client) -> None:
    told = anybody.get("/api/configuration").json()
    assert (told["town"], told["accent"], told["auth"]) == ("Bourg", "#8a3420", {"enabled": True})
    assert told["license"] == {"id": "etalab-2.0"}
    assert anybody.get("/api/health").json() == {"status": "UP"}


def test_addresses_are_found_by_the_beginnings_of_words(anybody: httpx.Client) -> None:
    found, *_ = anybody.get("/api/addresses", params={"q": "12 rue prieure"}).json()["features"]
    assert found["properties"]["label"] == "12 Rue du Prieuré"
    assert found["geometry"]["type"] == "Point"
    assert anybody.get("/api/addresses").json()["features"] == []


def test_streets_lead_to_pictures(anybody: httpx.Client) -> None:
    (street,) = anybody.get("/api/streets").json()["streets"]
    assert (street["name"], street["count"]) == ("Rue du Prieuré", 14)
    positions = anybody.get("/api/streets/positions", params={"street": street["name"]}).json()["positions"]
    assert len(positions) == 14
    numbers = [int(position["number"]) for position in positions]
    assert numbers == sorted(numbers)
    assert street["first"] in {position["id"] for position in positions}


def test_a_street_names_some_places_along_it(anybody: httpx.Client) -> None:
    (street,) = anybody.get("/api/streets").json()["streets"]
    along = street["positions"]
    assert [position["number"] for position in along] == ["2", "4", "12"]
    assert len({tuple(position["place"]) for position in along}) == 3
    assert {position["heading"] for position in along} == {90}


def test_the_lists_are_readable_without_a_script(anybody: httpx.Client, town: Town) -> None:
    streets = anybody.get("/rues").text
    assert '<html lang="fr">' in streets
    assert "14 avril 2026" in streets
    assert "/rues?rue=Rue%20du%20Prieur%C3%A9" in streets
    positions = anybody.get("/rues", params={"rue": "Rue du Prieuré"}).text
    assert positions.count("<img") == 14
    assert f"/?pic={town.public}" in positions
    assert "near number" in anybody.get("/rues?rue=Rue du Prieuré", headers={"Accept-Language": "en"}).text
    assert anybody.get("/rues", params={"rue": "<script>"}).text.count("<script>") == 0
    assert "/api/search" in anybody.get("/api/docs").text


@pytest.fixture
def viewer(town: Town, tmp_path: Path, serving: Any) -> Iterator[httpx.Client]:
    """The town served with a built viewer, and with a base map."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "street.html").write_text(
        '<html lang="fr"><title><!--ruelle:title--></title><!--ruelle:head--><div><!--ruelle:list--></div></html>'
    )
    (tmp_path / "assets" / "street-abc123.js").write_text("let a = 1;" * 100)
    (tmp_path / "assets" / "street-abc123.js.gz").write_bytes(gzip.compress(b"let a = 1;" * 100))
    (tmp_path / "plan.pmtiles").write_bytes(bytes(range(256)))
    settings = Settings(home=town.settings.home, town_name="Bourg", basemap=str(tmp_path / "plan.pmtiles"))
    with (
        serving(create_app(settings, town.catalog, PublicStore(settings), viewer=tmp_path)) as url,
        closing(httpx.Client(base_url=url)) as c,
    ):
        c.headers["Accept-Language"] = "fr"
        yield c


def test_the_viewer_page_has_the_picture_in_words(viewer: httpx.Client, town: Town) -> None:
    page = viewer.get("/", params={"pic": town.public})
    assert page.status_code == 200
    assert "<title>Rue du Prieuré, à hauteur du 2 · Bourg</title>" in page.text
    assert f'<img src="/api/pictures/{town.public}/thumb.jpg?v=' in page.text
    assert "<!--ruelle" not in page.text
    unknown = viewer.get("/", params={"pic": town.staff})
    assert unknown.status_code == 404
    assert "n’existe pas" in unknown.text
    assert "Rue du Prieuré" in viewer.get("/").text


def test_files_of_the_viewer_are_kept(viewer: httpx.Client) -> None:
    script = viewer.get("/assets/street-abc123.js", headers={"Accept-Encoding": "gzip"})
    assert script.headers["content-encoding"] == "gzip"
    assert script.headers["content-type"].startswith("text/javascript")
    assert "immutable" in script.headers["cache-control"]
    assert script.text.startswith("let a")
    assert viewer.get("/assets/../../etc/passwd").status_code == 404
    assert viewer.get("/assets/%2e%2e/plan.pmtiles").status_code in (404, 200)
    assert viewer.get("/assets/missing.js").json()["code"] == "page-unknown"


def test_the_base_map_comes_in_ranges(viewer: httpx.Client, anybody: httpx.Client) -> None:
    part = viewer.get("/basemap.pmtiles", headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, bytes(range(10, 20)))
    assert viewer.get("/api/configuration").json()["basemap"] == {"kind": "pmtiles", "url": "/basemap.pmtiles"}
    assert anybody.get("/basemap.pmtiles").status_code == 404


@pytest.mark.parametrize("path", [tile_of(-0.37, 49.1825, 14), "/api/streets"])
@pytest.mark.parametrize("encoding", ["identity", "br"])
def test_a_reader_who_has_it_is_told_so(anybody: httpx.Client, agent: httpx.Client, path: str, encoding: str) -> None:
    answer = anybody.get(path, headers={"Accept-Encoding": encoding})
    assert answer.status_code == 200
    known = {"If-None-Match": answer.headers["etag"], "Accept-Encoding": encoding}
    again = anybody.get(path, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert agent.get(path, headers=known).status_code == 200


def test_the_list_of_streets_leads_to_places_along_them(anybody: httpx.Client) -> None:
    page = anybody.get("/rues").text
    along = anybody.get("/api/streets").json()["streets"][0]["positions"]
    for position in along:
        assert f'<a href="/?pic={position["id"]}">n° {position["number"]}</a>' in page

"""The STAC API answers as the standard and the stock clients ask."""

from typing import Any

import httpx
import pytest
from pystac_client import Client

Town = Any


@pytest.fixture
def whole(anybody: httpx.Client, town: Town) -> dict[str, Any]:
    """A picture as `GET item` tells it."""
    answer = anybody.get(f"/api/collections/{town.public_sequence}/items/{town.public}")
    assert answer.headers["content-type"] == "application/geo+json"
    document: dict[str, Any] = answer.json()
    return document


def test_the_landing_page_has_what_the_stock_viewer_needs(anybody: httpx.Client, town: Town) -> None:
    for address in ("/api", "/api/"):
        landing = anybody.get(address).json()
        assert landing["stac_version"].startswith("1.")
        assert landing["title"] == "Bourg"
        assert landing["geovisio_version"]
        west, south, east, north = landing["extent"]["spatial"]["bbox"][0]
        assert west < east
        assert south <= north
        links = {(link["rel"], link["type"]): link["href"] for link in landing["links"]}
        assert links["search", "application/geo+json"] == f"{town.url}/api/search"
        assert links["data", "application/json"] == f"{town.url}/api/collections"
        assert links["xyz", "application/vnd.mapbox-vector-tile"].endswith("/api/map/{z}/{x}/{y}.mvt")
        assert links["xyz-style", "application/json"].startswith(town.url)


def test_an_item_has_what_the_stock_viewer_reads(whole: dict[str, Any]) -> None:
    properties, templates = whole["properties"], whole["asset_templates"]
    assert properties["datetime"] == "2026-04-14T08:42:03.120000Z"
    assert properties["datetimetz"] == "2026-04-14T08:42:03.120000+00:00"
    assert properties["view:azimuth"] == 90
    assert properties["pers:pitch"] == properties["pers:roll"] == properties["pers:yaw"] == 0
    assert properties["pers:interior_orientation"] == {
        "camera_manufacturer": "GoPro",
        "camera_model": "Max",
        "field_of_view": 360,
        "sensor_array_dimensions": [5760, 2880],
    }
    assert properties["license"] == "etalab-2.0"
    assert properties["geovisio:producer"] == "Bourg"
    assert properties["quality:horizontal_accuracy"] == 1.5
    assert properties["original_file:name"] == "GS__0003.JPG"
    assert properties["ruelle:street"] == "Rue du Prieuré"
    assert "exif" not in properties
    finest, coarser = properties["tiles:tile_matrix_sets"]["geovisio"]["tileMatrix"]
    assert (finest["matrixWidth"], finest["matrixHeight"], finest["tileWidth"], finest["tileHeight"]) == (4, 2, 64, 64)
    assert coarser["scaleDenominator"] == 2
    assert "/tiled/{TileCol}_{TileRow}.jpg" in templates["tiles"]["href"]
    assert {key: asset["roles"] for key, asset in whole["assets"].items()} == {
        "hd": ["data"],
        "sd": ["visual"],
        "thumb": ["thumbnail"],
        "preview": ["overview"],
    }
    assert whole["providers"][0]["name"] == "Bourg"


def test_every_asset_and_tile_of_an_item_is_there(whole: dict[str, Any], anybody: httpx.Client) -> None:
    addresses = [asset["href"] for asset in whole["assets"].values()]
    addresses.append(whole["asset_templates"]["tiles"]["href"].replace("{TileCol}", "3").replace("{TileRow}", "1"))
    for level, size in enumerate(whole["properties"]["ruelle:levels"]):
        template = whole["asset_templates"]["ruelle:tiles"]["href"].replace("{level}", str(level))
        last = template.replace("{column}", str(size["columns"] - 1)).replace("{row}", str(size["rows"] - 1))
        addresses += [last]
    for address in addresses:
        answer = anybody.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["content-type"] == "image/jpeg"
        assert answer.content.startswith(b"\xff\xd8")


def test_links_lead_to_the_neighbours(whole: dict[str, Any], anybody: httpx.Client) -> None:
    links = {link["rel"]: link for link in whole["links"]}
    for rel, rank in (("prev", 2), ("next", 4)):
        there = anybody.get(links[rel]["href"]).json()
        assert there["id"] == links[rel]["id"]
        assert there["geometry"] == links[rel]["geometry"]
        assert there["properties"]["datetime"] == links[rel]["datetime"]
        assert there["properties"]["geovisio:rank_in_collection"] == rank
    assert {"self", "parent", "collection", "root"} <= set(links)


def test_what_passes_nearby_is_related_for_those_who_may_see_it(
    anybody: httpx.Client, agent: httpx.Client, town: Town
) -> None:
    def related(client: httpx.Client) -> list[str]:
        (item,) = client.get("/api/search", params={"ids": town.public}).json()["features"]
        return [link["id"] for link in item["links"] if link["rel"] == "related"]

    assert related(anybody) == []
    assert town.staff in related(agent)


def test_a_long_page_is_brief(anybody: httpx.Client) -> None:
    answer = anybody.get("/api/search", params={"limit": 100})
    features = answer.json()["features"]
    assert len(features) == 14
    assert len(answer.content) / len(features) < 2000
    assert all({"hd", "sd", "thumb"} <= set(feature["assets"]) for feature in features)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_pages_follow_one_another_without_loss(walker: Client, method: str) -> None:
    found = list(walker.search(method=method, limit=4).items_as_dicts())
    assert len(found) == len({item["id"] for item in found}) == 14
    assert [item["properties"]["datetime"] for item in found] == sorted(
        (item["properties"]["datetime"] for item in found), reverse=True
    )


def test_pystac_client_walks_everything(walker: Client) -> None:
    (collection,) = walker.get_collections()
    assert collection.extra_fields["stats:items"]["count"] == 14
    items = list(collection.get_items())
    assert [item.properties["geovisio:rank_in_collection"] for item in items] == list(range(1, 15))
    first = collection.get_item(items[0].id)
    assert first is not None
    assert first.datetime is not None
    assert first.collection_id == collection.id


def test_search_by_place_time_and_sequence(anybody: httpx.Client, town: Town) -> None:
    def count(**parameters: str) -> int:
        return len(anybody.get("/api/search", params={"limit": "100", **parameters}).json()["features"])

    assert count(bbox="-0.3702,49.18,-0.36997,49.19") == 4
    assert count(bbox="-0.3702,49.18,0,-0.36997,49.19,100") == 4
    assert count(bbox="170,49,-170,50") == 0
    assert count(datetime="2026-04-14T08:42:03Z/2026-04-14T08:42:05Z") == 2
    assert count(datetime="../2026-04-14T10:42:02+02:00") == 1
    assert count(collections=town.public_sequence) == 14
    assert count(collections="unknown") == 0
    triangle = '{"type":"Polygon","coordinates":[[[-0.371,49.18],[-0.3695,49.18],[-0.371,49.19],[-0.371,49.18]]]}'
    assert count(intersects=triangle) == 6


def test_a_shape_fills_its_pages(anybody: httpx.Client) -> None:
    left = {"type": "Polygon", "coordinates": [[[-1, 49], [-0.36992, 49], [-0.36992, 50], [-1, 50], [-1, 49]]]}
    pages, body = [], {"intersects": left, "limit": 2}
    while True:
        page = anybody.post("/api/search", json=body).json()
        pages.append([feature["id"] for feature in page["features"]])
        following = [link for link in page["links"] if link["rel"] == "next"]
        if not following:
            break
        body = following[0]["body"]
    assert [len(page) for page in pages] == [2, 2, 1]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/api/search?bbox=1,2,3", "bad-bbox"),
        ("/api/search?bbox=1,2,3,inf", "bad-bbox"),
        ("/api/search?bbox=0,3,1,2", "bad-bbox"),
        ("/api/search?limit=0", "bad-limit"),
        ("/api/search?limit=1e9", "bad-parameter"),
        ("/api/search?datetime=hier", "bad-datetime"),
        ("/api/search?token=xx", "bad-token"),
        ("/api/search?intersects={}", "bad-geometry"),
        ("/api/search?intersects=[[[", "bad-geometry"),
        ('/api/search?bbox=0,0,1,1&intersects={"type":"Point","coordinates":[0,0]}', "bbox-and-intersects"),
        ("/api/collections?limit=-1", "bad-limit"),
        ("/api/map/99/0/0.mvt", "bad-tile"),
        ("/api/map/3/8/0.mvt", "bad-tile"),
        ("/api/addresses?q=rue&limit=0", "bad-parameter"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(anybody: httpx.Client, address: str, code: str) -> None:
    answer = anybody.get(address)
    assert answer.status_code == 400
    body = answer.json()
    assert body["code"] == code
    assert body["message"].endswith(".")
    assert body["remedy"]
    assert "{" not in body["message"]
    assert anybody.get(address, headers={"Accept-Language": "en-GB,fr;q=0.5"}).json()["message"] != body["message"]


def test_an_enormous_limit_is_the_ceiling(anybody: httpx.Client) -> None:
    assert len(anybody.get("/api/search?limit=1000000000").json()["features"]) == 14


def test_what_is_unknown_is_not_found(anybody: httpx.Client, town: Town) -> None:
    for address in (
        "/api/collections/unknown",
        "/api/collections/unknown/items",
        f"/api/collections/unknown/items/{town.public}",
        f"/api/collections/{town.public_sequence}/items/unknown",
        "/api/pictures/unknown/sd.jpg",
        f"/api/pictures/{town.public}/tiles/9/0_0.jpg",
        "/nowhere",
    ):
        answer = anybody.get(address)
        assert answer.status_code == 404, address
        assert answer.json()["message"]


def test_openapi_says_what_everything_is(anybody: httpx.Client) -> None:
    answer = anybody.get("/api/openapi.json")
    assert answer.headers["content-type"].startswith("application/vnd.oai.openapi+json")
    operations = [operation for path in answer.json()["paths"].values() for operation in path.values()]
    assert len(operations) > 20
    assert all(operation["tags"] and operation["summary"] for operation in operations)
    assert len({operation["operationId"] for operation in operations}) == len(operations)

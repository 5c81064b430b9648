"""The commands for reviews, requests and the journal."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner, Result

from ruelle.catalog.cli import main
from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.database.requests import Ticket
from ruelle.catalog.model import Item
from ruelle.catalog.requests import BlurRequest, asked_zone
from ruelle.catalog.reviews import Ruling
from ruelle.catalog.settings import Settings
from ruelle.catalog.vocabulary import Visibility
from ruelle.catalog.zones import Zone, ZoneKind, ZoneOrigin, Zones

Run = Callable[..., Result]
CORNERS = ((0.0, 4.0), (4.0, 4.0), (4.0, 0.0), (0.0, 0.0))


@pytest.fixture
def run(settings: Settings) -> Run:
    """Runs `ruelle` in the home folder of the test, in French unless said otherwise."""

    def call(*arguments: str, language: str = "fr") -> Result:
        return CliRunner().invoke(main, ["--home", str(settings.home), "--language", language, *arguments])

    return call


@pytest.fixture
def town(catalog: Catalog, place: Callable[[list[Item]], None], make_item: Callable[..., Item]) -> Catalog:
    """Three published pictures, on one of which somebody asked for a blur."""
    items = [make_item(number) for number in range(3)]
    place(items)
    for item in items:
        zone = Zone("z", ZoneKind.FACE, CORNERS, ZoneOrigin.MACHINE)
        catalog.put_zones(Zones(item.id, ("toy",), (zone,)))
    asked = BlurRequest("r1", items[0].id, ZoneKind.HOUSE, datetime.now(UTC), note="ma\x1b[2J maison")
    zone = asked_zone("r-1", ZoneKind.HOUSE, CORNERS)
    catalog.requests.ask(asked, zone, Ticket("s", "c"), visibilities=frozenset(Visibility))
    return catalog


def test_a_sample_from_the_draw_to_the_report(run: Run, town: Catalog) -> None:
    assert run("review", "list").output == ""
    assert run("review", "sample", "nowhere", "2").exit_code == 3
    assert run("review", "sample", "spring", "0").exit_code == 2
    assert run("review", "sample", "spring", "2").output == "spring : 2\n"
    assert "première image" in run("review", "report", "spring").output
    rows = json.loads(run("review", "list", "--json").output)
    assert [row["reasons"] for row in rows] == [["sample"], ["sample"]]
    town.reviews.rule(rows[0]["item_id"], Ruling("anna", finish=True), four_eyes=False, may_lift=True)
    told = run("review", "report", "spring").output
    assert "1 sur 1, soit 100,0\N{NARROW NO-BREAK SPACE}%" in told
    assert "1 of 1, that is 100.0 % (between 2.5 and 100.0 %" in run("review", "report", "spring", language="en").output
    assert json.loads(run("review", "report", "spring", "--json").output)["recall"]["low"] == 0.025
    assert rows[0]["item_id"] in run("review", "list", "--closed").output


@pytest.mark.usefixtures("town")
def test_requests_are_shown_and_decided(run: Run) -> None:
    listed = run("requests", "list").output
    assert "maison" in listed
    assert "\x1b" not in listed
    assert run("requests", "confirm", "r1").output == "r1  confirmed\n"
    assert run("requests", "lift", "r1").exit_code == 4
    assert run("requests", "confirm", "r2").exit_code == 3
    assert json.loads(run("requests", "list", "--state", "confirmed", "--json").output)[0]["id"] == "r1"


def test_the_journal_is_shown(run: Run, town: Catalog) -> None:
    with town.journal.looking("anna", "item-00000", "z"):
        pass
    assert "anna  look  item-00000  z" in run("journal").output
    assert json.loads(run("journal", "--json").output)[0]["zone_id"] == "z"

"""stac-api-validator finds nothing wrong, offline."""

from collections.abc import Iterator
from typing import Any

import pytest
import stac_validator.utilities as validator_files
from pystac.validation.local_validator import get_local_schema_cache
from stac_api_validator.validations import QueryConfig, validate_api

Town = Any
AREA = '{"type":"Polygon","coordinates":[[[-1,49],[0,49],[0,50],[-1,50],[-1,49]]]}'


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """The validator's schemas come from pystac's copies; what it has no copy of is accepted, and collected here."""
    fetch, kept, missing = validator_files.fetch_and_parse_file, get_local_schema_cache(), set()

    def fetch_here(path: str, *rest: Any) -> Any:
        if "schemas.stacspec.org" in path or "geojson.org" in path:
            return kept[path]
        if path.startswith("https://"):
            missing.add(path)
            return {}
        return fetch(path, *rest)

    monkeypatch.setattr(validator_files, "fetch_and_parse_file", fetch_here)
    yield missing


@pytest.mark.filterwarnings("ignore:get_all_items is deprecated")
def test_the_validator_passes_core_collections_features_and_item_search(town: Town, offline: set[str]) -> None:
    _, errors = validate_api(
        root_url=f"{town.url}/api",
        ccs_to_validate=["core", "collections", "features", "item-search"],
        collection=town.public_sequence,
        geometry=AREA,
        auth_bearer_token=None,
        auth_query_parameter=None,
        fields_nested_property=None,
        validate_pagination=True,
        query_config=QueryConfig(*[None] * 13),
        transaction_collection=None,
        headers={},
        open_assets_urls=False,
    )
    assert list(errors) == []
    assert all(path.startswith("https://stac-extensions.github.io/") for path in offline)

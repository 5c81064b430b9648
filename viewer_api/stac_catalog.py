"""The landing page and the collections of the STAC API."""

from collections.abc import Iterable
from typing import Any

from ruelle.catalog.database.sequences import Extent, SequenceSummary
from ruelle.viewer_api.links import GEOJSON, HTML, JPEG, JSON, OPENAPI, VECTOR_TILE, Link, Links, link
from ruelle.viewer_api.stac_item import STAC_VERSION, Publisher, moment, provider

Document = dict[str, Any]

COMPATIBLE_WITH = "2.15.1"
"""The GeoVisio whose paths and field names stock clients may expect here."""

STYLE = "application/json"
EVERYWHERE = (-180.0, -90.0, 180.0, 90.0)


def landing(links: Links, publisher: Publisher, extent: Extent | None, conformance: Iterable[str]) -> Document:
    """The first document that a client reads."""
    interval = [moment(extent.start), moment(extent.end)] if extent else [None, None]
    return {
        "type": "Catalog",
        "id": "ruelle",
        "stac_version": STAC_VERSION,
        "geovisio_version": COMPATIBLE_WITH,
        "title": publisher.name,
        "description": f"Street views of {publisher.name}",
        "conformsTo": list(conformance),
        "extent": {
            "spatial": {"bbox": [_rounded(extent.bbox_deg if extent else EVERYWHERE)]},
            "temporal": {"interval": [interval]},
        },
        "links": _landing_links(links),
    }


def collection(summary: SequenceSummary, links: Links, publisher: Publisher) -> Document:
    """A sequence as a STAC collection."""
    sequence, here = summary.sequence, links.collection(summary.sequence.id)
    return {
        "type": "Collection",
        "stac_version": STAC_VERSION,
        "stac_extensions": [],
        "id": sequence.id,
        "title": sequence.title,
        "description": f"{sequence.title} ({sequence.campaign})" if sequence.campaign else sequence.title,
        "keywords": ["pictures", sequence.campaign] if sequence.campaign else ["pictures"],
        "license": publisher.licence,
        "created": moment(sequence.created_at),
        "providers": [provider(publisher)],
        "extent": {
            "spatial": {"bbox": [_rounded(summary.bbox_deg)]},
            "temporal": {"interval": [[moment(summary.start), moment(summary.end)]]},
        },
        "stats:items": {"count": summary.count},
        "ruelle:visibility": sequence.visibility,
        "assets": {"thumb": {"href": f"{here}/thumb.jpg", "type": JPEG, "roles": ["thumbnail"]}},
        "links": [
            link("self", here, JSON, title=sequence.title),
            link("parent", links.root, JSON, title=publisher.name),
            link("root", links.root, JSON, title=publisher.name),
            link("items", f"{here}/items", GEOJSON, title="Pictures of this sequence"),
        ],
    }


def collection_page(documents: list[Document], links: Links, own_links: list[Link]) -> Document:
    """A page of collections; `own_links` are those of the page itself."""
    about = [link("root", links.root, JSON), link("parent", links.root, JSON)]
    return {"collections": documents, "links": own_links + about, "numberReturned": len(documents)}


def _rounded(bbox_deg: tuple[float, float, float, float]) -> list[float]:
    return [round(degrees, 7) for degrees in bbox_deg]


def _landing_links(links: Links) -> list[Link]:
    root = links.root
    return [
        link("self", root, JSON, title="This document"),
        link("root", root, JSON, title="Root"),
        link("data", f"{root}/collections", JSON, title="Sequences of pictures"),
        link("search", f"{root}/search", GEOJSON, method="GET", title="Search of pictures"),
        link("search", f"{root}/search", GEOJSON, method="POST", title="Search of pictures"),
        link("conformance", f"{root}/conformance", JSON, title="Conformance classes"),
        link("service-desc", f"{root}/openapi.json", OPENAPI, title="Description for machines"),
        link("service-doc", f"{root}/docs", HTML, title="Description for people"),
        link("xyz", f"{root}/map/{{z}}/{{x}}/{{y}}.mvt", VECTOR_TILE, title="Coverage as vector tiles"),
        link("xyz-style", f"{root}/map/style.json", STYLE, title="Style of the coverage"),
        link("collection-preview", f"{root}/collections/{{id}}/thumb.jpg", JPEG, title="Thumbnail of a sequence"),
        link("item-preview", f"{root}/pictures/{{id}}/thumb.jpg", JPEG, title="Thumbnail of a picture"),
    ]

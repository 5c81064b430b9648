"""A pack: all public parts of one item in one stored ZIP, so that publishing is one atomic write."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict

from ruelle.catalog.model import Anonymisation, Span, TileLevel

MANIFEST = "manifest.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LOCAL_HEADER_BYTES = 30


def build_pack(parts: Mapping[str, bytes], levels: tuple[TileLevel, ...], anonymisation: Anonymisation) -> bytes:
    """The bytes of a pack; the same parts give the same bytes. Nothing is compressed, JPEG already is."""
    manifest = {"levels": [asdict(level) for level in levels], "anonymisation": asdict(anonymisation)}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in {MANIFEST: json.dumps(manifest, sort_keys=True).encode(), **parts}.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data)
    return buffer.getvalue()


def read_pack(data: bytes) -> tuple[dict[str, Span], tuple[TileLevel, ...], Anonymisation]:
    """Where the parts of a pack lie, and what its manifest says."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        manifest = json.loads(archive.read(MANIFEST))
        spans = {entry.filename: _span(entry) for entry in archive.infolist() if entry.filename != MANIFEST}
    told = manifest["anonymisation"]
    anonymisation = Anonymisation(tuple(told["detectors"]), told["faces"], told["plates"], told.get("zones_digest", ""))
    return spans, tuple(TileLevel(**level) for level in manifest["levels"]), anonymisation


def _span(entry: zipfile.ZipInfo) -> Span:
    """The data follow the local header and the name; our entries carry no extra field."""
    return Span(entry.header_offset + _LOCAL_HEADER_BYTES + len(entry.filename.encode()), entry.file_size)

"""A pack gives back its parts at the spans it names."""

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from ruelle.catalog.model import Anonymisation, TileLevel
from ruelle.processing.imaging.pack import build_pack, read_pack

ANONYMISATION = Anonymisation(("a face detector 1",), faces=2, plates=1)
LEVELS = (TileLevel(1024, 512, 2, 1),)
names = st.from_regex(r"[a-z]{1,8}(/[0-9]{1,2}_[0-9]{1,2})?\.jpg", fullmatch=True)


@given(st.dictionaries(names, st.binary(max_size=200), max_size=8))
def test_spans_point_at_the_parts(parts: dict[str, bytes]) -> None:
    pack = build_pack(parts, LEVELS, ANONYMISATION)
    spans, levels, anonymisation = read_pack(pack)
    assert {name: pack[span.offset : span.offset + span.length] for name, span in spans.items()} == parts
    assert (levels, anonymisation) == (LEVELS, ANONYMISATION)


def test_a_pack_is_a_zip_that_any_tool_reads() -> None:
    pack = build_pack({"sd.jpg": b"picture"}, LEVELS, ANONYMISATION)
    with zipfile.ZipFile(io.BytesIO(pack)) as archive:
        assert archive.testzip() is None
        assert archive.read("sd.jpg") == b"picture"


def test_the_same_parts_give_the_same_bytes() -> None:
    assert build_pack({"a.jpg": b"1"}, LEVELS, ANONYMISATION) == build_pack({"a.jpg": b"1"}, LEVELS, ANONYMISATION)

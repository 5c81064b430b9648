import ast
import inspect
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from rich.console import Console

import ruelle.capture
from ruelle.capture.report import REASONS, WORDS, as_document, tell
from ruelle.capture.request import CaptureReport, DriveReport
from ruelle.capture.tracks.reading import Reason, Track
from ruelle.catalog.errors import Failure
from ruelle.catalog.language import Language
from ruelle.catalog.model import Dropped
from ruelle.catalog.sentences import entries
from ruelle.catalog.trajectory import Fix, Trajectory

LOST = tuple(Dropped(f"{rank}.jpg", Failure("file-truncated", {"file": f"{rank}.jpg"})) for rank in (1, 2, 3))
REPORT = CaptureReport(
    (DriveReport("a", "Spring", 4, 0, revised=True), DriveReport("b", "Spring", 0, 2, revised=False)),
    (*LOST, Dropped("[red]x.jpg", Failure("file-empty", {"file": "[red]x.jpg"}))),
    (Dropped("ride.gpx", Failure("track-not-named", {"file": "ride.gpx"})),),
)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            ["Spring: 4 new", "The file 1.jpg is incomplete. Copy it", "2.jpg, 3.jpg", "[red]x.jpg", "--track"],
        ),
        ("fr", ["Spring : 4 nouvelle", "Le fichier 1.jpg est incomplet. Copiez-le", "2.jpg, 3.jpg", "4 refusée(s)."]),
    ],
)
def test_each_refused_file_is_named_with_reason_and_remedy(language: Language, expected: list[str]) -> None:
    console = Console(record=True, width=200, quiet=False, file=None)
    with console.capture() as captured:
        tell(REPORT, language, console)
    assert [text for text in expected if text not in captured.get()] == []


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "ride.gpx: 4 of 6 positions left out (3 without satellites, 1 dated in the future)."),
        ("fr", "ride.gpx : 4 positions écartées sur 6 (3 sans satellites, 1 datée(s) du futur)."),
    ],
)
def test_fixes_left_out_of_a_track_are_counted_by_reason(language: Language, expected: str) -> None:
    trajectory = Trajectory((Fix(1e9, 0.0, 49.0), Fix(1e9 + 1, 0.0, 49.0)))
    track = Track("ride.gpx", trajectory, {Reason.NO_LOCK: 3, Reason.CLOCK_AHEAD: 1})
    whole = Track("other.gpx", trajectory, {})
    console = Console(record=True, width=200, file=None)
    with console.capture() as captured:
        tell(CaptureReport(tracks=(track, whole)), language, console)
    assert [line for line in captured.get().splitlines() if ".gpx" in line] == [f"· {expected}"]


def test_every_reason_has_words_in_both_languages() -> None:
    assert {language: set(words) for language, words in REASONS.items()} == {"fr": set(Reason), "en": set(Reason)}


def test_the_document_holds_counts_and_codes() -> None:
    document = as_document(REPORT, "en")
    assert (document["captured"], document["known"]) == (4, 2)
    assert document["refused"][0]["code"] == "file-truncated"  # type: ignore[index]


def test_both_languages_have_the_same_words() -> None:
    assert WORDS["fr"].keys() == WORDS["en"].keys()


def test_every_code_of_this_wing_has_its_sentences_and_no_sentence_is_idle() -> None:
    folder = Path(inspect.getfile(ruelle.capture)).parent
    texts = [path.read_text("utf-8") for path in folder.rglob("*.py")]
    literals = {
        node.value
        for text in texts
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    raised = {code for text in texts for code in re.findall(r'(?:InputError|Failure)\(\s*"([a-z-]+)"', text)}
    own = tomllib.loads((files("ruelle.catalog") / "sentences" / "capture.toml").read_text("utf-8"))
    assert raised - entries().keys() == set()
    assert own.keys() - literals == set()

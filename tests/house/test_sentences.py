"""Every failure has its sentence and remedy, in French and in English, with every blank filled."""

import ast
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from ruelle.catalog.errors import Failure
from ruelle.catalog.sentences import UNKNOWN, blanks, entries, sentence

ROOT = Path(__file__).parents[2]
WINGS = ("catalog", "capture", "processing", "viewer_api")
KINDS = {"Failure", "InputError", "NotFound", "Conflict", "Forbidden", "EngineError"}
PARTS = ("fr", "fr_remedy", "en", "en_remedy")


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every place where a failure is made, as file:line and call."""
    for path in sorted(path for wing in WINGS for path in (ROOT / wing).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KINDS and node.args:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def codes(node: ast.expr) -> list[str]:
    """The codes that are written out where a code stands."""
    if isinstance(node, ast.IfExp):
        return codes(node.body) + codes(node.orelse)
    if isinstance(node, ast.Call) and node.args:
        return codes(node.args[-1])  # the default of a look-up
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def tables() -> Iterator[tuple[str, str]]:
    """The codes in tables named `…CODES`, which translate foreign errors."""
    for path in sorted(path for wing in WINGS for path in (ROOT / wing).rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.Assign) and "CODES" in ast.unparse(node) and isinstance(node.value, ast.Dict):
                found = [code for value in node.value.values for code in codes(value)]
                yield from ((f"{path.relative_to(ROOT)}:{node.lineno}", code) for code in found)


def details(call: ast.Call) -> set[str] | None:
    """The names of the details a failure is made with; None where they cannot be read off."""
    given = {keyword.arg for keyword in call.keywords}
    for document in call.args[1:]:
        if not isinstance(document, ast.Dict) or not all(isinstance(key, ast.Constant) for key in document.keys):
            return None
        given |= {key.value for key in document.keys if isinstance(key, ast.Constant)}
    return None if None in given else {str(name) for name in given}


def test_every_failure_has_its_sentences() -> None:
    raised = [(place, code) for place, call in calls() for code in codes(call.args[0])] + list(tables())
    assert len(raised) > 20
    assert [f"{place} {code}" for place, code in raised if code not in entries()] == []


def test_every_blank_is_filled() -> None:
    """All but `file`, which whoever knows the name of the file adds later."""
    empty = []
    for place, call in calls():
        given = details(call)
        for code in codes(call.args[0]):
            needed = blanks("".join(entries().get(code, {}).values())) - {"file"}
            if given is not None and not needed <= given:
                empty.append(f"{place} {code} lacks {sorted(needed - given)}")
    assert empty == []


@pytest.mark.parametrize("code", sorted(entries()))
def test_an_entry_is_whole(code: str) -> None:
    entry = entries()[code]
    assert sorted(entry) == sorted(PARTS)
    assert all((text.strip() == text and text[-1] in ".!?)…") or "ruelle " in text for text in entry.values())
    assert blanks(entry["fr"]) == blanks(entry["en"])
    assert blanks(entry["fr_remedy"]) == blanks(entry["en_remedy"])


def test_no_code_is_explained_twice() -> None:
    files = sorted((ROOT / "catalog" / "sentences").glob("*.toml"))
    explained = Counter(code for file in files for code in tomllib.loads(file.read_text("utf-8")))
    assert [code for code, count in explained.items() if count > 1] == []


def test_a_sentence_is_made_in_the_language_asked_for() -> None:
    full = Failure("disk-full", {"file": "a.jpg"})
    assert sentence(full, "fr").problem == "Le disque est plein : a.jpg n’a pas pu être écrit."
    assert sentence(full, "en").problem == "The disk is full: a.jpg could not be written."
    assert sentence(full, "fr").remedy != sentence(full, "en").remedy


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_nobody_foresaw_stays_readable(language: str) -> None:
    assert UNKNOWN in entries()
    said = sentence(Failure("new-code", {"file": "{weird} a.jpg"}), language)  # type: ignore[arg-type]
    assert "new-code" in said.problem
    assert "{weird} a.jpg" in said.problem
    assert "?" in sentence(Failure("disk-full"), language).problem  # type: ignore[arg-type]

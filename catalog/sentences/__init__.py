"""Failures as sentences in French and English, made at the edge: what is wrong, and what to do about it."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from ruelle.catalog.errors import Failure

UNKNOWN = "unknown"
"""The entry for a code that has none of its own; its blanks are `code` and `details`."""

_BLANK = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is wrong, and the remedy."""

    problem: str
    remedy: str


def sentence(failure: Failure, language: Literal["fr", "en"]) -> Sentence:
    """The failure in plain words; a code without an entry and a blank without a value stay readable."""
    entry, details = entries().get(failure.code), dict(failure.details)
    if entry is None:
        listed = ", ".join(f"{name}: {value}" for name, value in details.items())
        entry, details = entries()[UNKNOWN], {"code": failure.code, "details": listed or "–"}
    return Sentence(_filled(entry[language], details), _filled(entry[f"{language}_remedy"], details))


@cache
def entries() -> dict[str, dict[str, str]]:
    """All sentences by code, from the TOML files beside this one; each belongs to a wing."""
    documents = sorted((file for file in files(__name__).iterdir() if file.name.endswith(".toml")), key=str)
    return {code: entry for file in documents for code, entry in tomllib.loads(file.read_text("utf-8")).items()}


def blanks(text: str) -> frozenset[str]:
    """The names of the blanks in a sentence.

    >>> sorted(blanks("{file} at {time}"))
    ['file', 'time']
    """
    return frozenset(_BLANK.findall(text))


def _filled(text: str, details: dict[str, str]) -> str:
    return _BLANK.sub(lambda blank: details.get(blank[1], "?"), text)

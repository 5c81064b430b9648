"""Which of the two languages a person reads."""

from collections.abc import Mapping
from typing import Literal

Language = Literal["fr", "en"]


def language_of(environment: Mapping[str, str]) -> Language:
    """French where the environment's locale is French, else English.

    >>> language_of({"LANG": "fr_FR.UTF-8"}), language_of({"LC_ALL": "C", "LANG": "fr_FR.UTF-8"})
    ('fr', 'en')
    """
    spoken = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return "fr" if spoken.startswith("fr") else "en"

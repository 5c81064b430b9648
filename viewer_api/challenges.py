"""Challenges instead of a captcha: signed, so that nothing is kept of those that are never answered."""

import base64
import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from ruelle.catalog.errors import InputError

EXPIRES_S = 1800
LEAST_S = 3
"""A person takes longer to fill in a form."""

LEAST_BITS, MOST_BITS = 17, 20
"""17 leading zero bits take a telephone about a second; each request from one address makes the next one dearer."""

FORM_BITS = 0
"""A form without a script cannot work; it waits."""

_NONCE_CEILING = 64


@dataclass(frozen=True, slots=True)
class Challenge:
    """What is signed: the bits asked for, when it was issued (POSIX seconds), and what makes it one of a kind."""

    bits: int
    issued_s: int
    unique: str

    def __str__(self) -> str:
        return f"{self.bits}.{self.issued_s}.{self.unique}"


class Challenges:
    """Issues and checks the challenges of one installation."""

    def __init__(self, key: bytes, *, clock: Callable[[], float] = time.time) -> None:
        self._key, self._clock = key, clock

    def issue(self, bits: int) -> str:
        """A fresh challenge."""
        challenge = str(Challenge(bits, int(self._clock()), secrets.token_urlsafe(12)))
        return f"{challenge}.{self._signature(challenge)}"

    def solved(self, challenge: str, nonce: str) -> str:
        """The unique part of a challenge whose work was done. Raises InputError for a forged, old or unsolved one."""
        known = self._known(challenge)
        if known.bits < LEAST_BITS or len(nonce) > _NONCE_CEILING or zero_bits(challenge, nonce) < known.bits:
            raise InputError("challenge-wrong")
        return known.unique

    def waited(self, challenge: str) -> str:
        """The unique part of a challenge of a form. Raises InputError where it was sent in too soon or too late."""
        known = self._known(challenge)
        if known.bits != FORM_BITS:
            raise InputError("challenge-wrong")
        if self._clock() - known.issued_s < LEAST_S:
            raise InputError("challenge-too-soon")
        return known.unique

    def _known(self, challenge: str) -> Challenge:
        told, _, signature = challenge.rpartition(".")
        if not hmac.compare_digest(signature.encode(), self._signature(told).encode()):
            raise InputError("challenge-wrong")
        bits, issued_s, unique = told.split(".")
        if not 0 <= self._clock() - int(issued_s) <= EXPIRES_S:
            raise InputError("challenge-expired")
        return Challenge(int(bits), int(issued_s), unique)

    def _signature(self, text: str) -> str:
        digest = hmac.digest(self._key, b"challenge:" + text.encode(errors="replace"), "sha256")
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def zero_bits(challenge: str, nonce: str) -> int:
    """The leading zero bits of sha256("challenge:nonce")."""
    digest = hashlib.sha256(f"{challenge}:{nonce}".encode(errors="replace")).digest()
    return 256 - int.from_bytes(digest).bit_length()

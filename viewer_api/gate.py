"""The gate for residents' requests: a challenge, and so many an hour from one address."""

import hmac
from ipaddress import ip_address

from starlette.requests import Request

from ruelle.viewer_api.challenges import EXPIRES_S, LEAST_BITS, MOST_BITS, Challenges
from ruelle.viewer_api.throttle import Throttle

AN_HOUR = 10


class Gate:
    """What is kept of those who ask, in memory and for an hour: a keyed hash of their address."""

    def __init__(self, key: bytes, *, challenges: Challenges | None = None) -> None:
        self.challenges = challenges or Challenges(key)
        self._key = key
        self._throttle = Throttle(code="requests-too-often", limit=AN_HOUR, window_s=3600.0)

    def challenge(self, request: Request) -> dict[str, object]:
        """A challenge for whoever asks; the more requests came from there, the dearer."""
        bits = min(MOST_BITS, LEAST_BITS + self._throttle.count(self._blinded(request)))
        return {"challenge": self.challenges.issue(bits), "difficulty_bits": bits, "expires_s": EXPIRES_S}

    def admit(self, request: Request) -> None:
        """Let pass, or raise TooManyAttemptsError."""
        self._throttle.admit(self._blinded(request))

    def take(self, request: Request) -> None:
        """Let pass and count it, or raise TooManyAttemptsError."""
        self._throttle.take(self._blinded(request))

    def _blinded(self, request: Request) -> str:
        return hmac.digest(self._key, b"address:" + _network(request).encode(), "sha256").hex()


def _network(request: Request) -> str:
    """The address that a request comes from; of IPv6 the half that names a household."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    return host if address.version == 4 else address.exploded[:19]

"""A bounded memory of attempts: who tried too often waits."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

from ruelle.catalog.errors import Forbidden


class TooManyAttemptsError(Forbidden):
    """Somebody tried too often; the details say how long to wait."""

    http_status = 429


class Throttle:
    """Counts attempts by key over a sliding window; what is older than the window is forgotten, as are too many keys.

    `code` names the sentence for who has to wait.
    """

    def __init__(
        self,
        *,
        code: str = "login-too-often",
        limit: int = 8,
        window_s: float = 900.0,
        keys: int = 10_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._code, self._limit, self._window_s, self._keys, self._clock = code, limit, window_s, keys, clock
        self._attempts: OrderedDict[tuple[str, ...], deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def admit(self, *key: str) -> None:
        """Let pass, or raise TooManyAttemptsError."""
        with self._lock:
            self._admit(key)

    def note(self, *key: str) -> None:
        """Remember one attempt."""
        with self._lock:
            self._note(key)

    def take(self, *key: str) -> None:
        """Let pass and remember it, or raise TooManyAttemptsError: of many at once, no more pass than may."""
        with self._lock:
            self._admit(key)
            self._note(key)

    def count(self, *key: str) -> int:
        """How many attempts are remembered of a key."""
        with self._lock:
            return len(self._recent(key)[0])

    def forget(self, *key: str) -> None:
        """Forget the attempts of a key."""
        with self._lock:
            self._attempts.pop(key, None)

    def _admit(self, key: tuple[str, ...]) -> None:
        times, oldest = self._recent(key)
        if len(times) >= self._limit:
            raise TooManyAttemptsError(self._code, minutes=int((times[0] - oldest) // 60) + 1)

    def _note(self, key: tuple[str, ...]) -> None:
        self._recent(key)
        self._attempts.setdefault(key, deque(maxlen=self._limit)).append(self._clock())
        self._attempts.move_to_end(key)
        if len(self._attempts) > self._keys:
            self._attempts.popitem(last=False)

    def _recent(self, key: tuple[str, ...]) -> tuple[deque[float], float]:
        """The attempts of a key within the window, and when that began; whoever has none left is forgotten."""
        oldest = self._clock() - self._window_s
        while self._attempts and (first := next(iter(self._attempts.items())))[1][-1] <= oldest:
            del self._attempts[first[0]]
        times = self._attempts.get(key, deque())
        while times and times[0] <= oldest:
            times.popleft()
        return times, oldest

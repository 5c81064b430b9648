"""A bounded memory of failures: who failed too often waits."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

from ruelle.catalog.errors import Forbidden


class TooManyAttemptsError(Forbidden):
    """Somebody tried too often; the details say how long to wait."""

    http_status = 429


class Throttle:
    """Counts failures by key over a sliding window; the oldest keys are forgotten when there are too many."""

    def __init__(
        self,
        *,
        limit: int = 8,
        window_s: float = 900.0,
        keys: int = 10_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limit, self._window_s, self._keys, self._clock = limit, window_s, keys, clock
        self._failures: OrderedDict[tuple[str, ...], deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def admit(self, *key: str) -> None:
        """Let pass, or raise TooManyAttemptsError."""
        with self._lock:
            times = self._failures.get(key)
            oldest = self._clock() - self._window_s
            while times and times[0] <= oldest:
                times.popleft()
            if times and len(times) >= self._limit:
                raise TooManyAttemptsError("login-too-often", minutes=int((times[0] - oldest) // 60) + 1)

    def note_failure(self, *key: str) -> None:
        """Remember one failure."""
        with self._lock:
            self._failures.setdefault(key, deque(maxlen=self._limit)).append(self._clock())
            self._failures.move_to_end(key)
            if len(self._failures) > self._keys:
                self._failures.popitem(last=False)

    def forget(self, *key: str) -> None:
        """Forget the failures of a key."""
        with self._lock:
            self._failures.pop(key, None)

"""Work spread over processes by Dask: results as they come, failures as values, a bounded number in flight."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar, cast

import dask.config
from distributed import Client, Future, LocalCluster, as_completed

from ruelle.catalog.errors import EngineError, Failure, InputError

A = TypeVar("A")
R = TypeVar("R")

CRASHED = "step-crashed"
"""The code of a piece of work that killed its worker, or ended on an error that nobody foresaw."""
IN_FLIGHT_PER_WORKER = 3
SETTINGS = {
    "distributed.worker.memory.terminate": 0.95,
    "distributed.scheduler.allowed-failures": 1,
    "distributed.scheduler.worker-saturation": 1.0,
    "distributed.admin.tick.limit": "1h",
    "distributed.logging.distributed": "critical",
}
"""A worker holds one piece of work at a time: when it dies, nothing that merely waited is blamed."""


@dataclass(frozen=True, slots=True)
class Done(Generic[A, R]):
    """One finished piece of work: its argument, and its result or why there is none."""

    argument: A
    result: R | Failure


class Crew:
    """Worker processes that run one function over many arguments."""

    def __init__(self, client: Client, workers: int) -> None:
        self._client = client
        self._in_flight = IN_FLIGHT_PER_WORKER * workers

    def map(self, function: Callable[[A], R], arguments: Iterable[A]) -> Iterator[Done[A, R]]:
        """Results in the order they come. An EngineError stops everything; any other error becomes a Failure."""
        waiting = iter(arguments)
        asked: dict[str, A] = {}
        first = [self._submit(function, argument, asked) for argument in islice(waiting, self._in_flight)]
        running = as_completed(first)
        for future in running:
            yield Done(asked.pop(future.key), cast("R | Failure", _result_of(future)))
            for argument in islice(waiting, 1):
                running.add(self._submit(function, argument, asked))

    def _submit(self, function: Callable[[A], R], argument: A, asked: dict[str, A]) -> Future:
        future = self._client.submit(function, argument, pure=False)
        asked[future.key] = argument
        return future


@contextmanager
def hire(workers: int) -> Iterator[Crew]:
    """A crew of processes on this machine, dismissed at the end."""
    with (
        dask.config.set(SETTINGS),
        LocalCluster(n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=":0") as cluster,
        Client(cluster) as client,
    ):
        yield Crew(client, workers)


def _result_of(future: Future) -> object:
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, EngineError):
        raise error
    if isinstance(error, InputError):
        return error.failure
    return Failure(CRASHED, {"error": type(error).__name__, "reason": str(error)[:200]})

"""The crew: results as they come, failures as values, the dead replaced. Workers evaluate small expressions."""

import pytest

from ruelle.catalog.errors import EngineError, Failure
from ruelle.processing.engine.cluster import hire

KILLED = "__import__('os')._exit(1)"
OUT_OF_DISK = "(_ for _ in ()).throw(__import__('ruelle.catalog.errors').catalog.errors.EngineError('disk-full'))"


def test_one_that_fails_and_one_that_kills_its_worker_do_not_stop_the_others() -> None:
    asked = ["1 + 1", "1 / 0", KILLED, *(f"10 * {n}" for n in range(12))]
    with hire(2) as crew:
        results = {done.argument: done.result for done in crew.map(eval, asked)}
    assert results["1 + 1"] == 2
    assert [results[f"10 * {n}"] for n in range(12)] == [10 * n for n in range(12)]
    for fatal, error in (("1 / 0", "ZeroDivisionError"), (KILLED, "KilledWorker")):
        failure = results[fatal]
        assert isinstance(failure, Failure)
        assert (failure.code, failure.details["error"]) == ("step-crashed", error)


def test_a_failing_machine_stops_the_work() -> None:
    with hire(1) as crew, pytest.raises(EngineError) as raised:
        list(crew.map(eval, [OUT_OF_DISK]))
    assert raised.value.failure.code == "disk-full"

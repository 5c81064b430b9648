"""Errors that carry data, not sentences; the sentences are made at the edge by :mod:`ruelle.catalog.sentences`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong with one thing, as a value: `code` names the sentence, `details` fill its blanks."""

    code: str
    details: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


class RuelleError(Exception):
    """The root of all expected errors; `exit_code` and `http_status` are the one table both edges read."""

    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 500

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code, details)
        self.failure = Failure(code, MappingProxyType({name: str(value) for name, value in details.items()}))

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes by code and details."""
        return _rebuild, (type(self), self.failure.code, dict(self.failure.details))


def _rebuild(kind: type[RuelleError], code: str, details: dict[str, str]) -> RuelleError:
    return kind(code, **details)


class InputError(RuelleError):
    """Something the user can mend: a file, an option, a value."""

    exit_code = 2
    http_status = 400


class NotFound(RuelleError):  # noqa: N818 - raised, the plain word reads best
    """What was asked for does not exist, or not for this person."""

    exit_code = 3
    http_status = 404


class Conflict(RuelleError):  # noqa: N818
    """What was asked contradicts what is already there."""

    exit_code = 4
    http_status = 409


class Forbidden(RuelleError):  # noqa: N818
    """This person may not do that."""

    exit_code = 5
    http_status = 403


class EngineError(RuelleError):
    """The machine failed, not the input: a full disk, a missing model, a lost worker."""

    exit_code = 6
    http_status = 503

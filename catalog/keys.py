"""Deterministic names: the key of a step and the identifiers of items, so that resuming is running again."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping

NAMESPACE = uuid.UUID("6f0e4d3a-52f5-5d0a-9c1b-7b5e2f6d8a10")


def step_key(name: str, version: str, inputs: Iterable[str], parameters: Mapping[str, object]) -> str:
    """Key of a step's result: sha256 over input checksums, name, version and parameters.

    >>> step_key("derive", "1", ["ab"], {"quality": 80}) == step_key("derive", "2", ["ab"], {"quality": 80})
    False
    """
    document = json.dumps([name, version, list(inputs), dict(parameters)], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(document.encode()).hexdigest()


def identifier(*parts: object) -> str:
    """A UUID that is the same for the same parts, on every machine.

    >>> identifier("a", 1) == identifier("a", 1)
    True
    """
    return str(uuid.uuid5(NAMESPACE, "\x1f".join(map(str, parts))))

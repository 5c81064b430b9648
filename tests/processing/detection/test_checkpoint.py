"""A checkpoint is read, never run."""

import io
import os
import pickle
import sys
import types
import zipfile
from pathlib import Path

import numpy as np
import pytest

from ruelle.catalog.errors import InputError
from ruelle.processing.detection.checkpoint import PICKLE_LIMIT_BYTES, Layer, read_checkpoint
from ruelle.processing.detection.weights import PACKAGED, packaged_file


class Command:
    """What an attacker would hide in a file of weights."""

    def __init__(self, function: object, *arguments: object) -> None:
        self.call = (function, arguments)

    def __reduce__(self) -> tuple[object, ...]:
        return self.call


class TensorPickler(pickle.Pickler):
    """Writes a storage as PyTorch does: by a persistent name."""

    def persistent_id(self, obj: object) -> object:
        return ("storage", sys.modules["torch"].FloatStorage, "0", "cpu", 4) if obj == "the storage" else None


def archive(pickled: bytes, **members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        zipped.writestr("best/data.pkl", pickled)
        for name, data in members.items():
            zipped.writestr(f"best/data/{name.removeprefix('_')}", data)
    return buffer.getvalue()


@pytest.fixture
def torch_names(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """Modules with PyTorch's names, so that a test can write what PyTorch would."""
    torch, inner = types.ModuleType("torch"), types.ModuleType("torch._utils")
    torch.__dict__["FloatStorage"] = type("FloatStorage", (), {"__module__": "torch"})

    def rebuild() -> None: ...

    rebuild.__module__, rebuild.__qualname__, rebuild.__name__ = "torch._utils", *["_rebuild_tensor_v2"] * 2
    inner.__dict__["_rebuild_tensor_v2"] = rebuild
    monkeypatch.setitem(sys.modules, "torch", torch)
    monkeypatch.setitem(sys.modules, "torch._utils", inner)
    return inner


def tensor_archive(names: types.ModuleType, offset: int, size: tuple[int, ...], stride: tuple[int, ...]) -> bytes:
    buffer = io.BytesIO()
    tensor = Command(names._rebuild_tensor_v2, "the storage", offset, size, stride, False, None)
    TensorPickler(buffer, protocol=2).dump({"weight": tensor})
    return archive(buffer.getvalue(), _0=np.arange(4, dtype="<f4").tobytes())


@pytest.mark.parametrize("function", [os.system, eval, getattr, __import__, io.open])
def test_code_in_a_checkpoint_is_refused_and_not_run(tmp_path: Path, function: object) -> None:
    witness = tmp_path / "witness"
    attack = pickle.dumps({"model": Command(function, f"touch {witness}")}, protocol=2)
    with pytest.raises(InputError) as refused:
        read_checkpoint(archive(attack))
    assert refused.value.failure.code == "checkpoint-unexpected"
    assert not witness.exists()


def test_a_tensor_is_a_view_of_its_storage(torch_names: types.ModuleType) -> None:
    read = read_checkpoint(tensor_archive(torch_names, 0, (2, 2), (1, 2)))
    assert read["weight"].tolist() == [[0.0, 2.0], [1.0, 3.0]]


@pytest.mark.parametrize(
    ("offset", "size", "stride"),
    [(1, (2, 2), (2, 1)), (0, (1_000_000,), (0,)), (-1, (2,), (1,)), (0, (2,), (-1,)), (0, (2, 2), (1 << 40, 1))],
)
def test_a_tensor_beyond_its_storage_is_refused(
    torch_names: types.ModuleType, offset: int, size: tuple[int, ...], stride: tuple[int, ...]
) -> None:
    with pytest.raises(InputError):
        read_checkpoint(tensor_archive(torch_names, offset, size, stride))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no archive at all",
        archive(b"not a pickle"),
        archive(pickle.dumps(3)),
        archive(b" " * (PICKLE_LIMIT_BYTES + 1)),
    ],
    ids=["empty", "text", "no pickle", "no dictionary", "too large"],
)
def test_what_is_no_checkpoint_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read_checkpoint(data)


def test_the_plate_detector_is_a_yolov8() -> None:
    (source,) = (source for source in PACKAGED if source.name == "fastanpr")
    file = packaged_file(source)
    assert file is not None
    model: Layer = read_checkpoint(file.read_bytes())["model"]
    kinds = [layer.kind for layer in model.attribute("model").children()]
    assert kinds[:3] == ["Conv", "Conv", "C2f"]
    assert kinds[-1] == "Detect"
    assert model.attribute("stride").tolist() == [8, 16, 32]

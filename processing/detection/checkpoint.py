"""Reading a PyTorch checkpoint without PyTorch and without running a line of what it holds."""

import io
import math
import pickle
import zipfile
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ruelle.catalog.errors import InputError

PICKLE_LIMIT_BYTES = 4_000_000
STORAGE_LIMIT_BYTES = 64_000_000
MEMBERS_LIMIT = 5_000

_STORAGES = {
    "HalfStorage": np.dtype("<f2"),
    "FloatStorage": np.dtype("<f4"),
    "DoubleStorage": np.dtype("<f8"),
    "LongStorage": np.dtype("<i8"),
    "IntStorage": np.dtype("<i4"),
}
_LAYERS = frozenset(
    {
        ("torch.nn.modules.activation", "SiLU"),
        ("torch.nn.modules.batchnorm", "BatchNorm2d"),
        ("torch.nn.modules.container", "ModuleList"),
        ("torch.nn.modules.container", "Sequential"),
        ("torch.nn.modules.conv", "Conv2d"),
        ("torch.nn.modules.loss", "BCEWithLogitsLoss"),
        ("torch.nn.modules.pooling", "MaxPool2d"),
        ("torch.nn.modules.upsampling", "Upsample"),
        ("torch", "Size"),
        ("torch", "device"),
        ("ultralytics.nn.modules.block", "Bottleneck"),
        ("ultralytics.nn.modules.block", "C2f"),
        ("ultralytics.nn.modules.block", "DFL"),
        ("ultralytics.nn.modules.block", "SPPF"),
        ("ultralytics.nn.modules.conv", "Concat"),
        ("ultralytics.nn.modules.conv", "Conv"),
        ("ultralytics.nn.modules.head", "Detect"),
        ("ultralytics.nn.tasks", "DetectionModel"),
        ("ultralytics.utils", "IterableSimpleNamespace"),
        ("ultralytics.utils.loss", "BboxLoss"),
        ("ultralytics.utils.loss", "v8DetectionLoss"),
        ("ultralytics.utils.tal", "TaskAlignedAssigner"),
    }
)


class Layer:
    """An inert stand-in for a network layer: it carries the attributes that were pickled and can do nothing."""

    def __new__(cls, *_arguments: object) -> "Layer":
        """Accept, and forget, whatever the pickled class was constructed with."""
        return super().__new__(cls)

    def __init__(self, *_arguments: object) -> None:
        pass

    @property
    def kind(self) -> str:
        """The bare name of the class it stands for."""
        return type(self).__name__

    def attribute(self, name: str) -> Any:  # noqa: ANN401 - a checkpoint holds what it holds
        """What the checkpoint says of this layer: an attribute, a parameter, a buffer or a child layer."""
        for group in ("_parameters", "_buffers", "_modules"):
            if name in self.__dict__.get(group, {}):
                return self.__dict__[group][name]
        if name in self.__dict__:
            return self.__dict__[name]
        raise InputError("checkpoint-unexpected", found=f"{self.kind}.{name}")

    def children(self) -> list["Layer"]:
        """The child layers in order."""
        return list(self.__dict__.get("_modules", {}).values())


class _InertUnpickler(pickle.Unpickler):
    """Builds only numbers, text, containers, arrays and inert layers; any other class is refused by name."""

    def __init__(self, archive: zipfile.ZipFile, pickle_name: str) -> None:
        super().__init__(io.BytesIO(archive.read(pickle_name)))
        self._archive = archive
        self._folder = pickle_name.removesuffix("data.pkl")
        self._layers: dict[str, type[Layer]] = {}
        self._storages: dict[str, NDArray[Any]] = {}

    def find_class(self, module: str, name: str) -> object:
        if (module, name) in _LAYERS:
            return self._layers.setdefault(name, type(name, (Layer,), {}))
        if module == "torch" and name in _STORAGES:
            return _STORAGES[name]
        allowed = {
            ("collections", "OrderedDict"): OrderedDict,
            ("__builtin__", "set"): set,
            ("torch._utils", "_rebuild_tensor_v2"): self._tensor,
            ("torch._utils", "_rebuild_parameter"): self._parameter,
        }
        if (module, name) not in allowed:
            raise InputError("checkpoint-unexpected", found=f"{module}.{name}")
        return allowed[module, name]

    def persistent_load(self, pid: tuple[str, np.dtype[Any], str, str, int]) -> NDArray[Any]:
        _, dtype, key, _, _ = pid
        if key not in self._storages:
            self._storages[key] = np.frombuffer(self._archive.read(f"{self._folder}data/{key}"), dtype)
        return self._storages[key]

    @staticmethod
    def _parameter(data: NDArray[Any], *_training: object) -> NDArray[Any]:
        return data

    @staticmethod
    def _tensor(
        storage: NDArray[Any], offset: int, size: Sequence[int], stride: Sequence[int], *_training: object
    ) -> NDArray[Any]:
        last = offset + sum((n - 1) * step for n, step in zip(size, stride, strict=True))
        if min(offset, *size, *stride, 0) < 0 or last >= storage.size or math.prod(size) > storage.size:
            raise InputError("checkpoint-unexpected", found=f"tensor {tuple(size)}")
        steps = [step * storage.itemsize for step in stride]
        return np.lib.stride_tricks.as_strided(storage[offset:], tuple(size), steps, writeable=False)


def read_checkpoint(data: bytes) -> dict[str, Any]:
    """Read a `torch.save` archive (ZIP form) into dictionaries, arrays and inert `Layer` objects.

    Raises InputError (checkpoint-unexpected, checkpoint-unreadable): a class beyond the known layers of a detector, an
    archive too large, or one that is no such archive.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return dict(_InertUnpickler(archive, _pickle_name(archive)).load())
    except (zipfile.BadZipFile, pickle.UnpicklingError, KeyError, ValueError, TypeError, EOFError) as error:
        raise InputError("checkpoint-unreadable", reason=error) from error


def _pickle_name(archive: zipfile.ZipFile) -> str:
    members = archive.infolist()
    pickles = [m for m in members if m.filename.endswith("data.pkl")]
    small = len(members) <= MEMBERS_LIMIT and sum(m.file_size for m in members) <= STORAGE_LIMIT_BYTES
    if not small or len(pickles) != 1 or pickles[0].file_size > PICKLE_LIMIT_BYTES:
        raise InputError("checkpoint-unexpected", found=f"{len(members)} members")
    return pickles[0].filename

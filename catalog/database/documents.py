"""Values of the catalog as JSON documents and back; a trajectory is kept as rows of numbers, for it is long."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from ruelle.catalog.errors import Failure
from ruelle.catalog.model import Anonymisation, Camera, Drive, Dropped, Footage, Original, Span, TileLevel
from ruelle.catalog.trajectory import Fix, Trajectory
from ruelle.catalog.vocabulary import Clock, DriveState, MediaKind, Projection, Visibility

Document = dict[str, Any]


def write(value: object) -> str:
    """The shortest JSON of a value made of lists, dictionaries, strings and finite numbers."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def drive_document(drive: Drive) -> Document:
    """A drive as a document."""
    return {
        "id": drive.id,
        "campaign": drive.campaign,
        "created_at": drive.created_at.isoformat(),
        "footage": [footage_document(footage) for footage in drive.footage],
        "trajectory": trajectory_rows(drive.trajectory),
        "clock_offset_s": drive.clock_offset_s,
        "spacing_m": drive.spacing_m,
        "visibility": drive.visibility,
        "state": drive.state,
        "dropped": [{"name": dropped.name, "failure": failure_document(dropped.failure)} for dropped in drive.dropped],
        "failure": failure_document(drive.failure),
        "found_clock_offset_s": drive.found_clock_offset_s,
        "found_clock_offset_sigma_s": drive.found_clock_offset_sigma_s,
    }


def read_drive(document: Document) -> Drive:
    """The drive of a document."""
    return Drive(
        **document
        | {
            "created_at": datetime.fromisoformat(document["created_at"]),
            "footage": tuple(map(read_footage, document["footage"])),
            "trajectory": read_trajectory(document["trajectory"]),
            "visibility": Visibility(document["visibility"]),
            "state": DriveState(document["state"]),
            "dropped": tuple(map(read_dropped, document["dropped"])),
            "failure": read_failure(document["failure"]),
        }
    )


def footage_document(footage: Footage) -> Document:
    """One picture or video as a document."""
    return {
        "original": _fields(footage.original),
        "kind": footage.kind,
        "camera": _fields(footage.camera),
        "start_s": footage.start_s,
        "clock": footage.clock,
        "duration_s": footage.duration_s,
        "fix": None if footage.fix is None else _fix_row(footage.fix),
        "heading_deg": footage.heading_deg,
        "pitch_deg": footage.pitch_deg,
        "roll_deg": footage.roll_deg,
        "orientation": footage.orientation,
        "trajectory": trajectory_rows(footage.trajectory),
    }


def read_footage(document: Document) -> Footage:
    """The picture or video of a document."""
    camera = document["camera"]
    return Footage(
        **document
        | {
            "original": Original(**document["original"]),
            "kind": MediaKind(document["kind"]),
            "camera": Camera(**camera | {"projection": Projection(camera["projection"])}),
            "clock": Clock(document["clock"]),
            "fix": None if document["fix"] is None else Fix(*document["fix"]),
            "trajectory": read_trajectory(document["trajectory"]),
        }
    )


def trajectory_rows(trajectory: Trajectory | None) -> list[list[float | None]] | None:
    """A trajectory as rows in the order of the fields of `Fix`."""
    return None if trajectory is None else [_fix_row(fix) for fix in trajectory.fixes]


def read_trajectory(rows: list[list[float]] | None) -> Trajectory | None:
    """The trajectory of rows."""
    return None if rows is None else Trajectory(tuple(Fix(*row) for row in rows))


def failure_document(failure: Failure | None) -> Document | None:
    """A failure as a document."""
    return None if failure is None else {"code": failure.code, "details": dict(failure.details)}


def read_failure(document: Document | None) -> Failure | None:
    """The failure of a document."""
    return None if document is None else Failure(document["code"], document["details"])


def read_dropped(document: Document) -> Dropped:
    """The dropped file of a document."""
    failure = document["failure"]
    return Dropped(document["name"], Failure(failure["code"], failure["details"]))


def parts_document(parts: Mapping[str, Span]) -> Document:
    """Where the parts of a pack lie, as a document."""
    return {name: [span.offset, span.length] for name, span in parts.items()}


def read_parts(document: Document) -> dict[str, Span]:
    """Where the parts of a pack lie."""
    return {name: Span(offset, length) for name, (offset, length) in document.items()}


def levels_rows(levels: tuple[TileLevel, ...]) -> list[list[int]]:
    """The levels of a pyramid as rows in the order of the fields of `TileLevel`."""
    return [[level.width_px, level.height_px, level.columns, level.rows] for level in levels]


@lru_cache(maxsize=256)
def read_levels(text: str) -> tuple[TileLevel, ...]:
    """The levels of a pyramid from their JSON; the same few texts come back with every picture of a camera."""
    return tuple(TileLevel(*row) for row in json.loads(text))


def anonymisation_document(anonymisation: Anonymisation) -> Document:
    """Who looked, and what was blurred, as a document."""
    return {
        "detectors": list(anonymisation.detectors),
        "faces": anonymisation.faces,
        "plates": anonymisation.plates,
        "zones": anonymisation.zones_digest,
    }


def read_anonymisation(document: Document) -> Anonymisation:
    """Who looked, and what was blurred."""
    counts = document["faces"], document["plates"]
    return Anonymisation(tuple(document["detectors"]), *counts, document.get("zones", ""))


def _fix_row(fix: Fix) -> list[float | None]:
    return [
        fix.time_s,
        fix.longitude_deg,
        fix.latitude_deg,
        fix.altitude_m,
        fix.horizontal_accuracy_m,
        fix.speed_m_s,
        fix.course_deg,
    ]


def _fields(value: Original | Camera) -> Document:
    return {name: getattr(value, name) for name in value.__slots__}

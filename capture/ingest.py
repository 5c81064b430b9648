"""Capture: describe what lies on the camera's cards, seal the originals, and leave draft drives in the catalog."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from ruelle.capture.described import Described
from ruelle.capture.grouping import drives_of
from ruelle.capture.overlap import check_overlap
from ruelle.capture.request import CaptureReport, CaptureRequest, DriveReport
from ruelle.capture.survey import survey
from ruelle.capture.walk import Refused, safe_name
from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.errors import Failure, InputError
from ruelle.catalog.keys import identifier
from ruelle.catalog.model import Drive, Footage
from ruelle.catalog.store import SealedStore
from ruelle.catalog.trajectory import Trajectory
from ruelle.catalog.vocabulary import DriveState, MediaKind, Visibility

DEFAULT_SPACING_M = 4.0

Progress = Callable[[str, Path], None]
"""Told which stage ("describe", "seal") begins on which file."""


def capture_drive(
    request: CaptureRequest, catalog: Catalog, sealed: SealedStore, progress: Progress = lambda _stage, _path: None
) -> CaptureReport:
    """Capture files and folders; what cannot be used is listed in the report, and never stops the rest.

    Raises EngineError if the sealed store or the catalog fails: drives done before it stay, and running again resumes.
    """
    found = survey(request.paths, request.tracks, lambda path: progress("describe", path))
    refused, reports = list(found.refused), list[DriveReport]()
    if not found.described and not refused:
        refused = [Refused(path, Failure("nothing-to-capture", {"file": safe_name(path)})) for path in request.paths]
    groups = [_sort_out(group, found.trajectory, request.stated_offset_s) for group in drives_of(found.described)]
    refused += [each for _, unplaceable in groups for each in unplaceable]
    for placeable, _ in groups:
        met = [_seal(file, sealed, progress) for file in placeable]
        refused += [each for each in met if isinstance(each, Refused)]
        if footage := [each for each in met if isinstance(each, Footage)]:
            folder = placeable[0].path.parent
            dropped = tuple(each.dropped for each in refused if each.path.parent == folder)
            draft = replace(_draft(footage, found.trajectory, request), dropped=dropped)
            reports += _publish(draft, request, catalog)
    dropped, ignored = (tuple(each.dropped for each in lost) for lost in (refused, found.ignored))
    return CaptureReport(tuple(reports), dropped, ignored, found.tracks)


def _sort_out(
    group: Sequence[Described], trajectory: Trajectory | None, clock_offset_s: float | None
) -> tuple[list[Described], list[Refused]]:
    """The files of a group that can be placed, and the others with what they lack."""
    failures = {file.path: _unplaceable(file, trajectory) for file in group}
    placeable = [file for file in group if failures[file.path] is None]
    elsewhere = check_overlap(placeable, trajectory, clock_offset_s) if trajectory and placeable else None
    refused = [_refused(file, failure) for file in group if (failure := failures[file.path] or elsewhere)]
    return ([] if elsewhere else placeable), refused


def _seal(file: Described, sealed: SealedStore, progress: Progress) -> Footage | Refused:
    progress("seal", file.path)
    try:
        return file.sealed(*sealed.put_file(file.path))
    except InputError as error:
        return _refused(file, error.failure)


def _refused(file: Described, failure: Failure) -> Refused:
    return Refused(file.path, Failure(failure.code, {**failure.details, "file": file.name}))


def _unplaceable(file: Described, trajectory: Trajectory | None) -> Failure | None:
    if not file.is_located and trajectory is None:
        return Failure("file-without-position")
    if file.kind is MediaKind.PICTURE and file.start_s is None:
        return Failure("picture-without-date")
    return None


def _draft(footage: Sequence[Footage], trajectory: Trajectory | None, request: CaptureRequest) -> Drive:
    """The drive as if it were all new; each original once, though it may lie there under two names."""
    once = {each.original.sha256: each for each in reversed(footage)}
    campaign = request.campaign or _day(footage, trajectory)
    return Drive(
        _drive_id(campaign, once),
        campaign,
        datetime.now(UTC),
        tuple(each for each in footage if once[each.original.sha256] is each),
        trajectory,
        request.stated_offset_s,
        request.spacing_m or DEFAULT_SPACING_M,
        request.visibility or Visibility.STAFF,
    )


def _drive_id(campaign: str, checksums: Iterable[str]) -> str:
    return identifier("drive", campaign, *sorted(checksums))


def _day(footage: Sequence[Footage], trajectory: Trajectory | None) -> str:
    """The name of a campaign that was given none: the day it was filmed."""
    starts_s = [each.start_s for each in footage if each.start_s is not None]
    start_s = min(starts_s) if starts_s else trajectory.start_s if trajectory else 0.0
    return datetime.fromtimestamp(start_s, UTC).date().isoformat()


def _publish(draft: Drive, request: CaptureRequest, catalog: Catalog) -> Iterator[DriveReport]:
    """Put what is new as one drive, and revise the known drives where something else is asked of them now."""
    known = catalog.known_originals([each.original.sha256 for each in draft.footage])
    new = tuple(each for each in draft.footage if each.original.sha256 not in known)
    if new:
        drive_id = _drive_id(draft.campaign, [each.original.sha256 for each in new])
        catalog.put_drive(replace(draft, id=drive_id, footage=new))
        yield DriveReport(drive_id, draft.campaign, len(new), 0, revised=True)
    for drive_id in dict.fromkeys(known.values()):
        stored = catalog.drive(drive_id)
        revised = _revised(stored, draft, request)
        if catalog.custody.is_erased(drive_id):
            revised = replace(revised, created_at=draft.created_at)  # its originals are back, and kept anew
        if revised != stored:
            catalog.put_drive(_to_be_placed(replace(revised, dropped=draft.dropped)))
        count = sum(owner == drive_id for owner in known.values())
        yield DriveReport(drive_id, revised.campaign, 0, count, revised=revised != stored)


def _to_be_placed(drive: Drive) -> Drive:
    return replace(
        drive,
        state=DriveState.DRAFT,
        failure=None,
        found_clock_offset_s=None,
        found_clock_offset_sigma_s=None,
    )


def _revised(stored: Drive, draft: Drive, request: CaptureRequest) -> Drive:
    """The stored drive with what was stated this time; what was not stated stays."""
    return replace(
        stored,
        campaign=request.campaign or stored.campaign,
        trajectory=draft.trajectory or stored.trajectory,
        clock_offset_s=stored.clock_offset_s if request.clock_offset_s is None else request.stated_offset_s,
        spacing_m=request.spacing_m or stored.spacing_m,
        visibility=request.visibility or stored.visibility,
    )

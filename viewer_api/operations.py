"""The snapshot of the operators' page: jobs, failures, disk, retention, and what waits for a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.disk import Disk, DiskLevel
from ruelle.catalog.errors import Failure
from ruelle.catalog.jobs import Action, DriveJob, FailedItems, JobState
from ruelle.catalog.language import Language
from ruelle.catalog.retention import WARNED_DAYS, KeptDrive, Retention
from ruelle.catalog.settings import Settings
from ruelle.catalog.uploads import Upload, UploadState
from ruelle.catalog.vocabulary import DriveState, ItemState
from ruelle.viewer_api.job_documents import drive_document, may_retry, told, upload_document
from ruelle.viewer_api.operation_words import OPERATION_WORDS
from ruelle.viewer_api.words import day

Document = dict[str, Any]

OVER_SHOWN = 30
PATIENCE = timedelta(minutes=10)
"""An erasure that has waited so long waits for a worker that is not there."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something for the top of the page: what it is about, what went wrong, what is unharmed, and what to press."""

    name: str
    failure: Failure
    unharmed: str = ""
    action: Action | None = None
    job_id: str = ""


def snapshot(catalog: Catalog, settings: Settings, language: Language) -> Document:
    """All that the page shows at one moment, its sentences in this language."""
    now = datetime.now(UTC)
    disk, retention = Disk.of(settings), Retention.of(settings.retention_days)
    jobs = catalog.jobs.drives()
    uploads = catalog.uploads.shown()
    kept = catalog.custody.kept()
    awaiting, today = catalog.jobs.awaiting(), catalog.jobs.today()
    troubles = [
        *_uploads_in_trouble(uploads, language),
        *_drives_in_trouble(jobs, language),
        *_pictures_in_trouble(catalog.jobs.failures(), {job.id: job for job in jobs}, language),
        *_disk_in_trouble(disk, language),
        *_about_to_be_lost(kept, retention, now, language=language),
        *_erasures_waiting(catalog, now, language),
    ]
    return {
        "jobs": [
            *(upload_document(upload, settings, language) for upload in uploads),
            *(drive_document(job, language) for job in _worth_showing(jobs)),
        ],
        "failures": [_trouble_document(trouble, language) for trouble in troubles],
        "disk": _disk_document(disk, catalog.jobs.growth_bytes_a_day()),
        "retention": [_kept_document(drive, retention, now) for drive in kept],
        "retention_days": retention.days,
        "review": {"open": awaiting.reviews},
        "requests": {"open": awaiting.requests},
        "today": {"ready": today.ready, "failed": today.failed},
    }


def _worth_showing(jobs: list[DriveJob]) -> list[DriveJob]:
    """All that is under way or has something to mend, and the newest of what is over."""

    def is_over(job: DriveJob) -> bool:
        return job.stage.state in (JobState.DONE, JobState.CANCELLED) and not job.items.get(ItemState.FAILED)

    return [job for number, job in enumerate(jobs) if number < OVER_SHOWN or not is_over(job)]


def _uploads_in_trouble(uploads: list[Upload], language: Language) -> Iterator[Trouble]:
    words = OPERATION_WORDS[language]
    for upload in uploads:
        if upload.state is UploadState.FAILED and upload.failure:
            kept = may_retry(upload)
            unharmed = words["files_kept"] if kept else ""
            action = Action.RETRY if kept else Action.CANCEL
            yield Trouble(upload.campaign, upload.failure, unharmed, action, upload.id)


def _drives_in_trouble(jobs: list[DriveJob], language: Language) -> Iterator[Trouble]:
    words = OPERATION_WORDS[language]
    for job in jobs:
        if job.drive_state is DriveState.FAILED and job.failure:
            unharmed = words["published_stays" if job.erased else "originals_kept"]
            yield Trouble(job.campaign, job.failure, unharmed, _remedy(job), job.id)


def _pictures_in_trouble(
    failures: list[FailedItems], jobs: dict[str, DriveJob], language: Language
) -> Iterator[Trouble]:
    words = OPERATION_WORDS[language]
    for failed in failures:
        job = jobs.get(failed.drive_id)
        ready = job.items.get(ItemState.READY, 0) if job else 0
        name = words["picture" if failed.count == 1 else "pictures"].format(
            campaign=failed.campaign, count=failed.count
        )
        unharmed = words["others_ready"].format(count=ready) if ready else ""
        yield Trouble(name, failed.failure, unharmed, _remedy(job) if job else None, failed.drive_id)


def _remedy(job: DriveJob) -> Action:
    return Action.RETRY if Action.RETRY in job.actions else Action.CANCEL


def _disk_in_trouble(disk: Disk, language: Language) -> Iterator[Trouble]:
    name = OPERATION_WORDS[language]["disk"]
    if disk.level is DiskLevel.STOP:
        room = f"{disk.room_bytes / 1e9:.1f}"
        yield Trouble(name, Failure("disk-nearly-full", {"percent": str(disk.stop_percent), "room": room}))
    elif disk.level is DiskLevel.WARN:
        percent = str(disk.used_bytes * 100 // disk.total_bytes)
        yield Trouble(name, Failure("disk-filling", {"percent": percent, "stop": str(disk.stop_percent)}))


def _about_to_be_lost(
    kept: list[KeptDrive], retention: Retention, now: datetime, *, language: Language
) -> Iterator[Trouble]:
    for drive in kept:
        if not drive.settled and retention.days_left(drive, now) <= WARNED_DAYS:
            last = day(retention.erase_at(drive).astimezone(), language)
            failure = Failure("retention-soon", {"campaign": drive.campaign, "day": last})
            yield Trouble(drive.campaign, failure, job_id=drive.drive_id)


def _erasures_waiting(catalog: Catalog, now: datetime, language: Language) -> Iterator[Trouble]:
    for erasure in catalog.custody.begun():
        if now - erasure.begun_at > PATIENCE:
            yield Trouble(erasure.campaign or OPERATION_WORDS[language]["erasure"], Failure("erasure-waiting"))


def _trouble_document(trouble: Trouble, language: Language) -> Document:
    words = OPERATION_WORDS[language]
    action = trouble.action and {
        "verb": trouble.action,
        "drive_id": trouble.job_id,
        "label": words[trouble.action],
    }
    about = {"name": trouble.name, "unharmed": trouble.unharmed, "action": action}
    return {**about, "drive_id": trouble.job_id or None, **told(trouble.failure, language)}


def _disk_document(disk: Disk, growth_bytes_a_day: float) -> Document:
    return {
        "used_bytes": disk.used_bytes,
        "free_bytes": disk.free_bytes,
        "total_bytes": disk.total_bytes,
        "level": disk.level,
        "days_left": disk.days_left(growth_bytes_a_day),
    }


def _kept_document(drive: KeptDrive, retention: Retention, now: datetime) -> Document:
    return {
        "drive_id": drive.drive_id,
        "campaign": drive.campaign,
        "originals": drive.originals,
        "bytes": drive.size_bytes,
        "erase_on": retention.erase_at(drive).isoformat(),
        "days_left": retention.days_left(drive, now),
        "settled": drive.settled,
    }

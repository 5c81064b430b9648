"""Jobs as the operators' page reads them."""

from typing import Any

from ruelle.catalog.errors import Failure
from ruelle.catalog.incoming import IncomingFolder
from ruelle.catalog.jobs import Action, DriveJob, JobState, Step
from ruelle.catalog.language import Language
from ruelle.catalog.sentences import sentence
from ruelle.catalog.settings import Settings
from ruelle.catalog.uploads import Upload, UploadState
from ruelle.catalog.vocabulary import DriveState, ItemState
from ruelle.viewer_api.operation_words import OPERATION_WORDS, offset_words

Document = dict[str, Any]

DROPPED_SHOWN = 50
CAPTURE_FAILED = "upload-capture-failed"
"""The one failure after which the files that were sent are kept."""


def told(failure: Failure, language: Language) -> Document:
    """A failure with its sentences."""
    said = sentence(failure, language)
    return {"code": failure.code, "problem": said.problem, "remedy": said.remedy}


def drive_document(job: DriveJob, language: Language) -> Document:
    """A drive as a job."""
    stage = job.stage
    return {
        "id": job.id,
        "campaign": job.campaign,
        "kind": "drive",
        "state": stage.state,
        "step": stage.step,
        "done": stage.done,
        "total": stage.total,
        "unit": "originals" if stage.step is Step.PLACE else "pictures",
        "steps": _steps(job),
        "started_at": job.captured_at.isoformat(),
        "finished_at": job.finished_at and job.finished_at.isoformat(),
        "failure": told(job.failure, language) if job.failure and job.drive_state is DriveState.FAILED else None,
        "question": _question(job, language) if job.drive_state is DriveState.WAITING else None,
        "visibility": job.visibility,
        "actions": list(job.actions),
        "pictures": job.pictures,
        "ready": job.items.get(ItemState.READY, 0),
        "review": job.items.get(ItemState.REVIEW, 0),
        "failed": job.items.get(ItemState.FAILED, 0),
        "dropped": {"count": job.dropped, "files": []},
        "originals_erased": job.erased,
    }


def upload_document(upload: Upload, settings: Settings, language: Language) -> Document:
    """An upload as a job: bytes while they arrive, files afterwards."""
    arriving = upload.state is UploadState.UPLOADING
    received = received_files(upload, settings) if arriving else []
    count = len(upload.files)
    return {
        "id": upload.id,
        "campaign": upload.campaign,
        "kind": "upload",
        "state": JobState(upload.state),
        "step": Step.RECEIVE,
        "done": sum(file["received_bytes"] for file in received) if arriving else count * _is_over(upload),
        "total": upload.size_bytes if arriving else count,
        "unit": "bytes" if arriving else "files",
        "started_at": upload.created_at.isoformat(),
        "finished_at": None,
        "failure": told(upload.failure, language) if upload.failure else None,
        "question": None,
        "visibility": upload.visibility,
        "actions": _upload_actions(upload),
        "dropped": {
            "count": len(upload.dropped),
            "files": [{"name": out.name, **told(out.failure, language)} for out in upload.dropped[:DROPPED_SHOWN]],
        },
    }


def received_files(upload: Upload, settings: Settings) -> list[Document]:
    """How much of each file has arrived."""
    received = IncomingFolder(settings, upload.id).received_bytes()
    over = upload.state is UploadState.DONE
    return [
        {
            "name": file.name,
            "size_bytes": file.size_bytes,
            "received_bytes": file.size_bytes if over else received.get(file.name, 0),
        }
        for file in upload.files
    ]


def may_retry(upload: Upload) -> bool:
    """Whether the files of an upload that failed are still there."""
    return upload.state is UploadState.FAILED and upload.failure is not None and upload.failure.code == CAPTURE_FAILED


def _upload_actions(upload: Upload) -> list[Action]:
    may = [Action.RETRY] if may_retry(upload) else []
    may_cancel = upload.state in (UploadState.UPLOADING, UploadState.QUEUED, UploadState.FAILED)
    return [*may, Action.CANCEL] if may_cancel else may


def _is_over(upload: Upload) -> bool:
    return upload.state is UploadState.DONE


def _steps(job: DriveJob) -> list[Document]:
    """All five steps: those before the present one are done, those after it are to come."""
    stage, steps = job.stage, list(Step)
    here = steps.index(stage.step)
    totals = {Step.RECEIVE: job.originals, Step.PLACE: job.originals}
    told_steps = []
    for number, step in enumerate(steps):
        total = stage.total if number == here else totals.get(step, job.pictures)
        done = total if number < here else stage.done if number == here else 0
        told_steps.append({"name": step, "done": done, "total": total})
    return told_steps


def _question(job: DriveJob, language: Language) -> Document:
    words, found_s = OPERATION_WORDS[language], job.found_clock_offset_s
    answers = [{"label": words["as_it_is"], "clock_offset_s": 0.0}]
    if found_s:
        label = words["shift"].format(offset=offset_words(found_s, language))
        answers.insert(0, {"label": label, "clock_offset_s": found_s})
    return {**told(job.failure or Failure("drive-waiting"), language), "answers": answers}

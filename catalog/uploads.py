"""Uploads: the files of a camera card on their way in, piece by piece."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from ruelle.catalog.errors import Failure, InputError
from ruelle.catalog.model import Dropped
from ruelle.catalog.vocabulary import Visibility

FILES_CEILING = 10_000
NAME_BYTES_CEILING = 200
CAMPAIGN_CEILING = 100
CHUNK_CEILING_BYTES = 8 << 20

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


class UploadState(StrEnum):
    """How far an upload has come: its files arrive, it waits for a worker, is captured, done, failed, or given up."""

    UPLOADING = "uploading"
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class UploadFile:
    """One file that was announced. Raises InputError for a name that is not bare and safe."""

    name: str
    size_bytes: int

    def __post_init__(self) -> None:
        if not _is_safe(self.name):
            raise InputError("upload-name-wrong", file=self.name[:NAME_BYTES_CEILING])
        if self.size_bytes <= 0:
            raise InputError("upload-file-empty", file=self.name)


@dataclass(frozen=True, slots=True)
class Upload:
    """The files that one person sends for one campaign; `dropped` are those that capture could not use, and why.

    Raises InputError for no file, too many, two of the same name, or a campaign without a name.
    """

    id: str
    campaign: str
    visibility: Visibility
    account: str
    created_at: datetime
    files: tuple[UploadFile, ...]
    state: UploadState = UploadState.UPLOADING
    dropped: tuple[Dropped, ...] = ()
    failure: Failure | None = field(default=None)

    def __post_init__(self) -> None:
        if not self.campaign.strip() or len(self.campaign) > CAMPAIGN_CEILING or not self.campaign.isprintable():
            raise InputError("upload-campaign-wrong", ceiling=CAMPAIGN_CEILING)
        if not 0 < len(self.files) <= FILES_CEILING:
            raise InputError("upload-file-count", ceiling=FILES_CEILING)
        names: set[str] = set()
        for file in self.files:
            if file.name.casefold() in names:
                raise InputError("upload-name-twice", file=file.name)
            names.add(file.name.casefold())

    @property
    def size_bytes(self) -> int:
        """All files together."""
        return sum(file.size_bytes for file in self.files)


def _is_safe(name: str) -> bool:
    """Whether a name can be that of a file in a folder of ours, on any system.

    >>> [_is_safe(name) for name in ("GX01.MP4", "é 1.jpg", "../x", ".hidden", "a\\\\b", "x.", "con.jpg", "")]
    [True, True, False, False, False, False, False, False]
    """
    if not name.isprintable() or set(name) & set('/\\:*?"<>|') or name.startswith((".", "-", " ")):
        return False
    short = 0 < len(name.encode("utf-8", "replace")) <= NAME_BYTES_CEILING
    return short and not name.endswith((".", " ")) and not _RESERVED.fullmatch(name)

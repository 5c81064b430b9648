"""The closed sets of words that the whole house uses."""

from enum import IntEnum, StrEnum


class Visibility(StrEnum):
    """Who may see a thing once it is published."""

    STAFF = "staff"
    PUBLIC = "public"


class MediaKind(StrEnum):
    """What an original file holds."""

    PICTURE = "picture"
    VIDEO = "video"


class Projection(StrEnum):
    """How a picture maps the sphere of gazes to its plane."""

    EQUIRECTANGULAR = "equirectangular"
    FLAT = "flat"


class Clock(StrEnum):
    """What a camera's clock shows: UTC, or local time without a zone."""

    UTC = "utc"
    LOCAL = "local"


class DriveState(StrEnum):
    """How far a drive has come: to be placed, placed, waiting for an answer, failed, or given up."""

    DRAFT = "draft"
    PLACED = "placed"
    WAITING = "waiting"
    FAILED = "failed"
    CANCELLED = "cancelled"


class ItemState(StrEnum):
    """How far a panorama has come.

    To be derived, derived but waiting for its neighbours' regions, fit to be seen, to be checked by a person, failed.
    """

    PLACED = "placed"
    SEEN = "seen"
    READY = "ready"
    REVIEW = "review"
    FAILED = "failed"


class Role(IntEnum):
    """What an account may do; each role includes those below it."""

    RESIDENT = 0
    AGENT = 1
    OPERATOR = 2
    ADMIN = 3

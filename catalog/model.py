"""The values of the catalog: originals, drives, sequences and items. Invalid ones cannot be constructed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType

from ruelle.catalog.errors import Failure
from ruelle.catalog.pose import Pose
from ruelle.catalog.trajectory import Fix, Trajectory
from ruelle.catalog.vocabulary import Clock, DriveState, ItemState, MediaKind, Projection, Visibility
from ruelle.catalog.zones import ZoneKind, Zones


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it came, sealed under its checksum; `name` is its bare file name."""

    sha256: str
    name: str
    size_bytes: int
    media_type: str

    def __post_init__(self) -> None:
        if len(self.sha256) != 64 or set(self.sha256) - set("0123456789abcdef"):
            raise ValueError(f"not a sha256 in lower-case hexadecimal: {self.sha256!r}")
        if "/" in self.name or "\\" in self.name or self.name in ("", ".", ".."):
            raise ValueError(f"not a bare file name: {self.name!r}")

    @property
    def key(self) -> str:
        """Where the sealed store keeps it."""
        return f"{self.sha256[:2]}/{self.sha256}"


@dataclass(frozen=True, slots=True)
class Camera:
    """The camera of a picture; `field_of_view_deg` is horizontal, 360 for a full panorama, None if unknown."""

    projection: Projection
    width_px: int
    height_px: int
    make: str = ""
    model: str = ""
    field_of_view_deg: float | None = None

    def __post_init__(self) -> None:
        if self.width_px <= 0 or self.height_px <= 0:
            raise ValueError(f"a picture has a size: {self.width_px} x {self.height_px}")


@dataclass(frozen=True, slots=True)
class Footage:
    """One sealed picture or video, as capture described it without decoding a pixel.

    `start_s` is what `clock` showed at the picture, or at the first frame, as POSIX seconds (a local clock read as if
    it were UTC); `fix` and the angles are what a picture says of itself; `trajectory` is a video's own GPS in UTC.
    `orientation` is the EXIF value 1 to 8.
    """

    original: Original
    kind: MediaKind
    camera: Camera
    start_s: float | None = None
    clock: Clock = Clock.LOCAL
    duration_s: float = 0.0
    fix: Fix | None = None
    heading_deg: float | None = None
    pitch_deg: float = 0.0
    roll_deg: float = 0.0
    orientation: int = 1
    trajectory: Trajectory | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file, or a frame of one, that will not become an item, and why."""

    name: str
    failure: Failure


@dataclass(frozen=True, slots=True)
class Drive:
    """What one capture brought of one campaign, and what was asked of it; the placing step makes sequences of it.

    `clock_offset_s` is added to a camera's clock to give the clock of the trajectory (UTC); None asks for it to be
    found. `trajectory` is what the side tracks say; `failure` says why a drive waits or failed.
    """

    id: str
    campaign: str
    created_at: datetime
    footage: tuple[Footage, ...]
    trajectory: Trajectory | None = None
    clock_offset_s: float | None = None
    spacing_m: float = 4.0
    visibility: Visibility = Visibility.STAFF
    state: DriveState = DriveState.DRAFT
    dropped: tuple[Dropped, ...] = ()
    failure: Failure | None = None
    found_clock_offset_s: float | None = None
    found_clock_offset_sigma_s: float | None = None


@dataclass(frozen=True, slots=True)
class Sequence:
    """A STAC collection: one continuous run of items along the streets."""

    id: str
    drive_id: str
    campaign: str
    title: str
    created_at: datetime
    visibility: Visibility


@dataclass(frozen=True, slots=True)
class Source:
    """The sealed original that an item comes from; `frame_time_s` is the time into the video, None for a picture."""

    sha256: str
    name: str
    orientation: int = 1
    frame_time_s: float | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Where one part lies inside a pack, in bytes."""

    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class TileLevel:
    """One level of a tile pyramid; every tile is `width_px / columns` wide and `height_px / rows` high."""

    width_px: int
    height_px: int
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class Anonymisation:
    """Who looked for faces and plates, and how many zones were blurred.

    `zones_digest` names the zones (`Zones.digest`); it is empty for what version 1 made, which kept none.
    """

    detectors: tuple[str, ...]
    faces: int
    plates: int
    zones_digest: str = ""

    def __post_init__(self) -> None:
        if not self.detectors:
            raise ValueError("a picture that no detector has seen is not anonymised")

    @classmethod
    def of(cls, zones: Zones) -> "Anonymisation":
        """What is true of a picture in which all zones to be blurred are."""
        counts = Counter(zone.kind for zone in zones.blurred)
        return cls(zones.detectors, counts[ZoneKind.FACE], counts[ZoneKind.PLATE], zones.digest)


@dataclass(frozen=True, slots=True)
class Derivatives:
    """The public files of an item: one pack (a stored ZIP) in the public store, and where its parts lie.

    Parts: `sd.jpg` (2048 px wide), `thumb.jpg` (500 x 300 px), `preview.jpg` (at most 8 kB), and
    `tiles/LEVEL/COLUMN_ROW.jpg` with level 0 the finest. Without an `Anonymisation` there are none.
    """

    pack_key: str
    parts: Mapping[str, Span]
    levels: tuple[TileLevel, ...]
    anonymisation: Anonymisation

    def __post_init__(self) -> None:
        if not isinstance(self.anonymisation, Anonymisation):
            raise TypeError("derivatives carry the anonymisation they went through")
        object.__setattr__(self, "parts", MappingProxyType(dict(self.parts)))


@dataclass(frozen=True, slots=True)
class Item:
    """A STAC item: one panorama or flat picture at one place and time.

    An item that can be seen and has no anonymised derivatives cannot be constructed.
    """

    id: str
    sequence_id: str
    rank: int
    captured_at: datetime
    pose: Pose
    camera: Camera
    source: Source
    visibility: Visibility
    state: ItemState = ItemState.PLACED
    derivatives: Derivatives | None = None
    failure: Failure | None = None

    def __post_init__(self) -> None:
        if self.captured_at.utcoffset() != timedelta(0):
            raise ValueError("captured_at is in UTC")
        if self.state is ItemState.READY and self.derivatives is None:
            raise ValueError("an item without anonymised derivatives cannot be seen")
        if self.state is ItemState.FAILED and self.failure is None:
            raise ValueError("a failed item says why")


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may log in; the password is kept only as its argon2 hash."""

    id: str
    name: str
    role: int
    password_hash: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Address:
    """One line of the town's address base (BAL): number, street, commune and place, WGS 84."""

    number: str
    street: str
    commune: str
    longitude_deg: float
    latitude_deg: float

    @property
    def label(self) -> str:
        """The address as people write it on one line."""
        return f"{self.number} {self.street}".strip()

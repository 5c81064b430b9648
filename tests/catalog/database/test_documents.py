"""Every drive and item comes back from the catalog as it went in."""

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from ruelle.catalog.database import documents
from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.errors import Failure
from ruelle.catalog.model import (
    Anonymisation,
    Camera,
    Derivatives,
    Drive,
    Dropped,
    Footage,
    Item,
    Original,
    Sequence,
    Source,
    Span,
    TileLevel,
)
from ruelle.catalog.pose import Pose
from ruelle.catalog.trajectory import Fix, Trajectory
from ruelle.catalog.vocabulary import Clock, DriveState, ItemState, MediaKind, Projection, Visibility

numbers = st.floats(allow_nan=False, allow_infinity=False, width=64)
maybe = st.none() | numbers
words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
names = words.filter(lambda name: name not in ("", ".", "..") and "/" not in name and "\\" not in name)
checksums = st.integers(0, 2**256 - 1).map("{:064x}".format)
longitudes, latitudes = st.floats(-180, 180), st.floats(-90, 90)
headings = st.none() | st.floats(0, 360, exclude_max=True)
moments = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
fixes = st.builds(Fix, numbers, longitudes, latitudes, maybe, maybe, maybe, maybe)
trajectories = st.lists(fixes, min_size=1, max_size=5, unique_by=lambda fix: fix.time_s).map(
    lambda found: Trajectory(tuple(sorted(found, key=lambda fix: fix.time_s)))
)
sizes = st.integers(1, 100_000)
cameras = st.builds(Camera, st.sampled_from(Projection), sizes, sizes, words, words, maybe)
failures = st.builds(Failure, words, st.dictionaries(words, words, max_size=3))
footage = st.builds(
    Footage,
    original=st.builds(Original, checksums, names, st.integers(0, 2**50), words),
    kind=st.sampled_from(MediaKind),
    camera=cameras,
    start_s=maybe,
    clock=st.sampled_from(Clock),
    fix=st.none() | fixes,
    heading_deg=maybe,
    orientation=st.integers(1, 8),
    trajectory=st.none() | trajectories,
)
drives = st.builds(
    Drive,
    id=words,
    campaign=words,
    created_at=moments,
    footage=st.lists(footage, max_size=3).map(tuple),
    trajectory=st.none() | trajectories,
    clock_offset_s=maybe,
    visibility=st.sampled_from(Visibility),
    state=st.sampled_from(DriveState),
    dropped=st.lists(st.builds(Dropped, words, failures), max_size=2).map(tuple),
    failure=st.none() | failures,
    found_clock_offset_s=maybe,
    found_clock_offset_sigma_s=maybe,
)
counts = st.integers(0, 2**40)
derivatives = st.builds(
    Derivatives,
    words,
    st.dictionaries(words, st.builds(Span, counts, counts), max_size=4),
    st.lists(st.builds(TileLevel, sizes, sizes, sizes, sizes), max_size=4).map(tuple),
    st.builds(Anonymisation, st.lists(words, min_size=1, max_size=2).map(tuple), counts, counts),
)
items = st.builds(
    Item,
    id=st.just("item"),
    sequence_id=st.just("sequence"),
    rank=counts,
    captured_at=moments,
    pose=st.builds(Pose, longitudes, latitudes, maybe, headings, numbers, numbers, maybe, maybe),
    camera=cameras,
    source=st.builds(Source, checksums, names, st.integers(1, 8), maybe),
    visibility=st.sampled_from(Visibility),
    state=st.sampled_from(ItemState),
    derivatives=derivatives,
    failure=failures,
)


@given(drives)
@hypothesis(max_examples=60, deadline=None)
def test_a_drive_comes_back_from_its_document(drive: Drive) -> None:
    document = documents.drive_document(drive)
    assert documents.read_drive(document) == drive
    assert isinstance(documents.write(document), str)


@given(drives)
@hypothesis(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_drive_comes_back_from_the_catalog(catalog: Catalog, drive: Drive) -> None:
    catalog.put_drive(drive)
    assert catalog.drive(drive.id) == drive


@given(items)
@hypothesis(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_item_comes_back_from_the_catalog(catalog: Catalog, item: Item) -> None:
    moment = item.captured_at + timedelta(days=1)
    drive = Drive("drive", "spring", moment, ())
    catalog.place(drive, [Sequence("sequence", "drive", "spring", "", moment, item.visibility)], [])
    catalog.place(drive, [Sequence("sequence", "drive", "spring", "", moment, item.visibility)], [item])
    assert catalog.item("item") == item
    catalog.revise(item)
    assert catalog.item("item") == item

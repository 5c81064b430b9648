"""What both stores promise, on a local folder and on an object store."""

import hashlib
import os
import resource
import signal
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from ruelle.catalog.errors import EngineError, InputError, NotFound
from ruelle.catalog.model import Anonymisation, Span
from ruelle.catalog.objects import store_error
from ruelle.catalog.settings import Settings
from ruelle.catalog.store import PublicStore, SealedStore

SEEN = Anonymisation(("faces-1",), 0, 0)


@pytest.fixture(params=["folder", "object store"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings for each kind of store."""
    if request.param == "folder":
        return Settings(home=tmp_path / "home")
    return Settings(home=tmp_path / "home", sealed_url="memory:///", public_url="memory:///")


@pytest.fixture
def local(tmp_path: Path) -> Settings:
    """Settings for stores in local folders."""
    return Settings(home=tmp_path / "home")


def test_an_original_comes_back_by_its_checksum(settings: Settings, tmp_path: Path) -> None:
    store, path, content = SealedStore(settings), tmp_path / "a.jpg", os.urandom(3_000_000)
    path.write_bytes(content)
    sha256, size_bytes = store.put_file(path)
    key = f"{sha256[:2]}/{sha256}"
    assert (sha256, size_bytes) == (hashlib.sha256(content).hexdigest(), len(content))
    assert store.exists(key)
    assert store.read(key) == content
    with store.local_path(key) as there:
        assert there.read_bytes() == content
    assert path.read_bytes() == content


def test_the_same_original_twice_is_one(settings: Settings, tmp_path: Path) -> None:
    store, path = SealedStore(settings), tmp_path / "a.jpg"
    path.write_bytes(b"same")
    assert store.put_file(path) == store.put_file(path)


def test_an_empty_file_is_a_file(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.touch()
    assert SealedStore(settings).put_file(path) == (hashlib.sha256().hexdigest(), 0)


def test_what_is_missing_is_not_found(settings: Settings) -> None:
    sealed, public = SealedStore(settings), PublicStore(settings)
    assert not sealed.exists("ab/cd")
    assert not public.exists("ab/cd")
    for reading in (sealed.read, public.read, lambda key: public.read_span(key, Span(0, 1))):
        with pytest.raises(NotFound):
            reading("ab/cd")
    with pytest.raises(NotFound), sealed.local_path("ab/cd"):
        pass


def test_a_file_that_cannot_be_read_is_named(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        SealedStore(settings).put_file(tmp_path / "gone.jpg")
    assert caught.value.failure.details["file"] == "gone.jpg"


def test_sealed_files_are_for_their_owner_alone(local: Settings, tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"secret")
    path.chmod(0o644)
    sha256, _ = SealedStore(local).put_file(path)
    sealed = local.home / "sealed"
    assert stat.S_IMODE(sealed.stat().st_mode) == 0o700
    assert stat.S_IMODE((sealed / sha256[:2] / sha256).stat().st_mode) == 0o600


def test_a_pack_is_written_once(settings: Settings) -> None:
    store = PublicStore(settings)
    assert store.put_pack("ab/pack", b"first", SEEN)
    assert not store.put_pack("ab/pack", b"second", SEEN)
    assert store.read("ab/pack") == b"first"


def test_of_many_writers_one_wins(settings: Settings) -> None:
    store, together = PublicStore(settings), Barrier(8)

    def write(number: int) -> bool:
        together.wait()
        return store.put_pack("ab/pack", bytes([number]) * 100_000, SEEN)

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(write, range(8)))
    assert won.count(True) == 1
    assert store.read("ab/pack") == bytes([won.index(True)]) * 100_000


def test_nothing_enters_the_public_store_unseen(settings: Settings) -> None:
    store = PublicStore(settings)
    with pytest.raises(TypeError):
        store.put_pack("ab/pack", b"faces", None)  # type: ignore[arg-type]
    assert not store.exists("ab/pack")


@given(content=st.binary(min_size=1, max_size=200), data=st.data())
@hypothesis(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_span_is_that_part_of_the_pack(settings: Settings, content: bytes, data: st.DataObject) -> None:
    store, key = PublicStore(settings), hashlib.sha256(content).hexdigest()
    store.put_pack(key, content, SEEN)
    offset = data.draw(st.integers(0, len(content) - 1))
    length = data.draw(st.integers(1, len(content) - offset))
    assert store.read_span(key, Span(offset, length)) == content[offset : offset + length]


_SEAL = """
import sys
from pathlib import Path
from ruelle.catalog.settings import Settings
from ruelle.catalog.store import SealedStore
SealedStore(Settings(home=Path(sys.argv[1]))).put_file(Path(sys.argv[2]))
"""


def test_a_killed_capture_leaves_nothing_under_a_final_key(local: Settings, tmp_path: Path) -> None:
    pipe = tmp_path / "card.mp4"
    os.mkfifo(pipe)
    capture = subprocess.Popen([sys.executable, "-c", _SEAL, str(local.home), str(pipe)])
    with pipe.open("wb") as card:
        card.write(os.urandom(3_000_000))
        card.flush()
        capture.send_signal(signal.SIGKILL)
        capture.wait()
    left = [path for path in (local.home / "sealed").rglob("*") if path.is_file()]
    assert all(path.parent.name == "incoming" for path in left)
    path = tmp_path / "whole.mp4"
    path.write_bytes(b"whole")
    sha256, _ = SealedStore(local).put_file(path)
    assert SealedStore(local).exists(f"{sha256[:2]}/{sha256}")


def test_what_a_killed_capture_left_is_swept_after_a_day(local: Settings) -> None:
    incoming = local.home / "sealed" / "incoming"
    incoming.mkdir(parents=True)
    for name, age_s in (("old", 90_000), ("young", 10)):
        (incoming / name).touch()
        os.utime(incoming / name, (time.time() - age_s,) * 2)
    SealedStore(local)
    assert [path.name for path in incoming.iterdir()] == ["young"]


def test_what_the_disk_refuses_leaves_nothing(local: Settings, tmp_path: Path) -> None:
    path = tmp_path / "long.mp4"
    path.write_bytes(bytes(2_000_000))
    store, before = SealedStore(local), resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
    try:
        with pytest.raises(EngineError) as caught:
            store.put_file(path)
        with pytest.raises(EngineError) as packed:
            PublicStore(local).put_pack("ab/pack", bytes(2_000_000), SEEN)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert caught.value.failure.code == packed.value.failure.code == "store-file-too-large"
    assert caught.value.failure.details["file"] == "long.mp4"
    assert not [found for found in (local.home / "sealed").rglob("*") if found.is_file()]
    assert not PublicStore(local).exists("ab/pack")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_folder_is_named(local: Settings, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(EngineError) as caught:
        SealedStore(local)
    tmp_path.chmod(0o700)
    assert caught.value.failure.code == "store-read-only"


@pytest.mark.parametrize(
    ("number", "code"), [(28, "disk-full"), (122, "disk-full"), (30, "store-read-only"), (5, "store-failed")]
)
def test_the_machine_s_errors_have_codes(number: int, code: str) -> None:
    assert store_error(OSError(number, "no"), "a.jpg").failure.code == code


def test_an_address_that_is_no_store_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineError) as caught:
        SealedStore(Settings(home=tmp_path, sealed_url="s3://"))
    assert caught.value.failure.code == "store-address-wrong"


def test_what_is_erased_is_gone(settings: Settings, tmp_path: Path) -> None:
    sealed, public = SealedStore(settings), PublicStore(settings)
    path = tmp_path / "a.jpg"
    path.write_bytes(b"face")
    sha256, _ = sealed.put_file(path)
    public.put_pack("ab/item/1", b"pack", SEEN)
    for store, key in ((sealed, f"{sha256[:2]}/{sha256}"), (public, "ab/item/1")):
        assert store.erase(key)
        assert not store.exists(key)
        assert not store.erase(key)


def test_earlier_packs_of_an_item_are_erased_alone(settings: Settings) -> None:
    store = PublicStore(settings)
    for key in ("ab/item/1", "ab/item/2", "ab/item-of-another/1"):
        store.put_pack(key, b"pack", SEEN)
    store.erase_others("ab/item/2")
    assert [store.exists(key) for key in ("ab/item/1", "ab/item/2", "ab/item-of-another/1")] == [False, True, True]


def test_looks_live_and_die_with_their_zones(settings: Settings) -> None:
    store = SealedStore(settings)
    store.erase_looks("item")
    for zone_id in ("a", "b"):
        store.put_look("item", zone_id, zone_id.encode())
    store.put_look("item-2", "a", b"other")
    assert store.read_look("item", "a") == b"a"
    store.erase_looks("item", keep={"b"})
    assert [store.has_look("item", zone_id) for zone_id in ("a", "b")] == [False, True]
    store.erase_looks("item")
    assert not store.has_look("item", "b")
    assert store.read_look("item-2", "a") == b"other"
    for wrong in ("../x", "", "a/b"):
        with pytest.raises(NotFound):
            store.read_look("item", wrong)


def test_what_was_stored_before_a_time_is_listed(settings: Settings, tmp_path: Path) -> None:
    sealed, public, path = SealedStore(settings), PublicStore(settings), tmp_path / "a.jpg"
    path.write_bytes(b"original")
    sha256, _ = sealed.put_file(path)
    sealed.put_look("item", "zone", b"look")
    public.put_pack("aa/item/1.zip", b"pack", SEEN)
    later, earlier = (datetime.now(UTC) + timedelta(minutes=sign) for sign in (1, -1))
    assert set(sealed.stored(later)) == {(f"{sha256[:2]}/{sha256}", 8), ("looks/item/zone.jpg", 4)}
    assert set(public.stored(later)) == {("aa/item/1.zip", 4)}
    assert [*sealed.stored(earlier), *public.stored(earlier)] == []


def test_an_original_that_is_asked_for_again_is_as_good_as_new(local: Settings, tmp_path: Path) -> None:
    store, path = SealedStore(local), tmp_path / "a.jpg"
    path.write_bytes(b"original")
    sha256, _ = store.put_file(path)
    os.utime(local.home / "sealed" / sha256[:2] / sha256, (0, 0))
    assert len(list(store.stored(datetime(2001, 1, 1, tzinfo=UTC)))) == 1
    store.put_file(path)
    assert list(store.stored(datetime(2001, 1, 1, tzinfo=UTC))) == []

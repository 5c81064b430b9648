from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruelle.capture.tracks.gpmf import read_gpmf
from ruelle.capture.tracks.reading import Reason
from ruelle.catalog.errors import InputError

NOW_S = 1_800_000_000.0
PLACES = [(1.0993, 49.4431), (1.0994, 49.4432), (1.0995, 49.4433)]
START_S = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC).timestamp()
KEYS = st.sampled_from([b"DEVC", b"STRM", b"GPS5", b"GPS9", b"SCAL", b"GPSU", b"GPSF", b"GPSP", b"TYPE", b"DVNM"])


def test_gps5_gives_place_speed_accuracy_and_a_time_for_each_sample(card: Any) -> None:
    reading = read_gpmf(card.gps5(PLACES) + card.gps5(PLACES, b"240506070809.300"), NOW_S)
    assert reading.trajectory is not None
    fixes = reading.trajectory.fixes
    assert [round(fix.time_s - START_S, 3) for fix in fixes[:4]] == [0.0, 0.1, 0.2, 0.3]
    assert (fixes[0].longitude_deg, fixes[0].latitude_deg) == pytest.approx(PLACES[0], abs=1e-6)
    assert (fixes[0].altitude_m, fixes[0].speed_m_s, fixes[0].horizontal_accuracy_m) == (35.5, 8.0, 10.0)


def test_gps9_carries_its_own_time_and_lock(card: Any) -> None:
    samples = [(*PLACES[0], 25_689.0, 3), (*PLACES[1], 25_689.1, 0), (*PLACES[2], 25_689.2, 2)]
    reading = read_gpmf(card.gps9(samples), NOW_S)
    assert reading.trajectory is not None
    assert [round(fix.time_s - START_S, 3) for fix in reading.trajectory.fixes] == [0.0, 0.2]
    assert reading.refused == {Reason.NO_LOCK: 1}
    assert reading.trajectory.fixes[0].horizontal_accuracy_m == 7.5


@pytest.mark.parametrize("lock", [0, 1])
def test_fixes_without_lock_are_refused(card: Any, lock: int) -> None:
    reading = read_gpmf(card.gps5(PLACES, lock=lock), NOW_S)
    assert (reading.trajectory, reading.refused) == (None, {Reason.NO_LOCK: 3})


def test_a_receiver_without_date_gives_no_fix(card: Any) -> None:
    assert read_gpmf(card.gps5(PLACES, b"000000000000.000"), NOW_S).refused == {Reason.NO_TIME: 3}


def test_a_scale_of_zero_is_refused(card: Any) -> None:
    broken = card.gps5(PLACES).replace((10**7).to_bytes(4, "big"), bytes(4))
    with pytest.raises(InputError, match="telemetry-malformed"):
        read_gpmf(broken, NOW_S)


def test_nesting_without_end_is_refused(card: Any) -> None:
    data = b""
    for _ in range(60):
        data = card.klv(b"STRM", b"\0", [data])
    with pytest.raises(InputError, match="telemetry-malformed"):
        read_gpmf(data, NOW_S)


@given(st.binary(max_size=400))
def test_random_bytes_are_read_or_refused(data: bytes) -> None:
    _read_or_refuse(data)


@settings(max_examples=200)
@given(
    st.recursive(
        st.tuples(
            KEYS, st.sampled_from(b"lLsSdfUc?bBJj"), st.integers(0, 40), st.integers(0, 9), st.binary(max_size=64)
        ),
        lambda inner: st.tuples(KEYS, st.just(0), st.just(1), st.none(), st.lists(inner, max_size=6)),
        max_leaves=12,
    )
)
def test_well_formed_boxes_of_nonsense_are_read_or_refused(tree: Any) -> None:
    _read_or_refuse(_written(tree))


@settings(max_examples=150)
@given(st.integers(0, 300), st.integers(0, 255))
def test_one_wrong_byte_in_a_payload_is_read_or_refused(card: Any, at: int, value: int) -> None:
    data = bytearray(card.gps5(PLACES))
    data[at % len(data)] = value
    _read_or_refuse(bytes(data))


def _written(tree: Any) -> bytes:
    key, kind, size, repeat, content = tree
    if kind == 0:
        data = b"".join(_written(child) for child in content)
        return key + bytes((0, 1)) + len(data).to_bytes(2, "big") + data
    data = (content * 20)[: size * repeat].ljust(size * repeat, b"\1")
    return key + bytes((kind, size)) + repeat.to_bytes(2, "big") + data + bytes(-len(data) % 4)


def _read_or_refuse(data: bytes) -> None:
    try:
        reading = read_gpmf(data, NOW_S)
    except InputError as error:
        assert error.failure.code == "telemetry-malformed"
    else:
        assert reading.trajectory is None or len(reading.trajectory.fixes) <= len(data)

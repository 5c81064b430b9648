from datetime import UTC, datetime
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruelle.capture.tracks.nmea import read_nmea
from ruelle.capture.tracks.reading import Reason, TrackReading

NOW_S = 1_800_000_000.0


def sentence(body: str) -> str:
    return f"${body}*{reduce(lambda a, b: a ^ b, body.encode()):02X}"


def rmc(clock: str, day: str = "060524", status: str = "A", tail: str = ",,A") -> str:
    return sentence(f"GPRMC,{clock},{status},4926.586,N,00105.958,E,10.0,084.4,{day}{tail}")


def gga(clock: str, quality: int = 1) -> str:
    return sentence(f"GPGGA,{clock},4926.586,N,00105.958,E,{quality},08,0.9,35.4,M,46.9,M,,")


def read(*lines: str) -> TrackReading:
    return read_nmea("\r\n".join(lines).encode(), NOW_S)


def test_rmc_and_gga_of_one_instant_make_one_fix() -> None:
    reading = read(rmc("070809.50"), gga("070809.50"), rmc("070810.50"), gga("070810.50"))
    assert reading.trajectory is not None
    fix = reading.trajectory.fixes[0]
    assert len(reading.trajectory.fixes) == 2
    assert fix.time_s == datetime(2024, 5, 6, 7, 8, 9, 500_000, UTC).timestamp()
    assert (fix.longitude_deg, fix.latitude_deg) == pytest.approx((1.0993, 49.4431))
    assert (fix.altitude_m, fix.horizontal_accuracy_m, fix.course_deg) == (35.4, 4.5, 84.4)
    assert fix.speed_m_s == pytest.approx(5.144, abs=1e-3)


def test_gga_alone_takes_its_day_from_the_last_rmc_and_rolls_over_at_midnight() -> None:
    reading = read(rmc("235958"), gga("235959"), gga("000000"), gga("000001"))
    assert reading.trajectory is not None
    assert reading.trajectory.end_s - reading.trajectory.start_s == 3.0


def test_a_wrong_or_missing_checksum_is_refused() -> None:
    reading = read(rmc("070809")[:-2] + "00", rmc("070810").partition("*")[0], rmc("070811"))
    assert reading.refused == {Reason.UNREADABLE: 2}


@pytest.mark.parametrize("lost", [rmc("070809", status="V"), rmc("070809", tail=",,,N"), gga("070809", 0)])
def test_a_sentence_without_fix_is_refused(lost: str) -> None:
    reading = read(rmc("070808"), lost)
    assert reading.refused == {Reason.NO_LOCK: 1}


def test_the_navigational_status_of_recent_receivers_is_no_lack_of_fix() -> None:
    assert read(rmc("070809", tail=",,,A,V")).trajectory is not None


def test_gga_before_any_date_has_no_time() -> None:
    assert read(gga("070809")).refused == {Reason.NO_TIME: 1}


def test_a_week_rollover_is_a_clock_reset() -> None:
    assert read(rmc("070809", "200904")).refused == {Reason.CLOCK_RESET: 1}


def test_a_prefix_of_the_logger_and_other_sentences_do_no_harm() -> None:
    reading = read("[0001]" + rmc("070809"), "$GPGSV,1,1,00*79", "noise \x00", "$")
    assert reading.trajectory is not None
    assert reading.refused == {}


@given(st.lists(st.one_of(st.binary(max_size=90), st.text("GPRMCA,.*$0123456789NSEWV", max_size=90).map(str.encode))))
def test_noise_never_raises(lines: list[bytes]) -> None:
    read_nmea(b"\n".join(lines), NOW_S)


@given(st.lists(st.text("ANSEWV0123456789.-", max_size=10), min_size=1, max_size=14), st.sampled_from(["RMC", "GGA"]))
def test_well_signed_nonsense_never_raises(fields: list[str], kind: str) -> None:
    read(rmc("070809"), sentence(f"GP{kind}," + ",".join(fields)))

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruelle.capture.tracks.csv import read_csv
from ruelle.capture.tracks.reading import Reason
from ruelle.catalog.errors import InputError
from ruelle.catalog.trajectory import Fix

NOW_S = 1_800_000_000.0
TIME_S = 1_714_979_289.0


@pytest.mark.parametrize(
    "text",
    [
        "time,lat,lon\n2024-05-06T07:08:09Z,49.4431,1.0993",
        "Timestamp;Latitude;Longitude\r\n2024-05-06 09:08:09+02:00;49,4431;1,0993\r\n",
        '"lon","lat","epoch"\n1.0993,49.4431,1714979289\n\n',
        "\ufeffunix\tLATITUDE (deg)\tlng\n1714979289000\t49.4431\t1.0993",
    ],
)
def test_headers_separators_and_clocks_of_all_kinds(text: str) -> None:
    reading = read_csv(text.encode(), NOW_S)
    assert reading.trajectory is not None
    assert reading.trajectory.fixes == (Fix(TIME_S, 1.0993, 49.4431),)


def test_the_other_columns_are_kept() -> None:
    text = "time,lat,lon,ele,hdop,speed,heading\n1714979289,49,1,30,2,5,90\n"
    reading = read_csv(text.encode(), NOW_S)
    assert reading.trajectory is not None
    assert reading.trajectory.fixes == (Fix(TIME_S, 1.0, 49.0, 30.0, 10.0, 5.0, 90.0),)


def test_a_speed_in_km_h_is_not_taken_for_m_s() -> None:
    reading = read_csv(b"time,lat,lon,speed (km/h)\n1714979289,49,1,50", NOW_S)
    assert reading.trajectory is not None
    assert reading.trajectory.fixes[0].speed_m_s is None


def test_bad_rows_are_counted() -> None:
    reading = read_csv(b"time,lat,lon\nyesterday,49,1\n1714979289,,1\n1714979289\n1714979290,49,1", NOW_S)
    assert reading.refused == {Reason.NO_TIME: 1, Reason.UNREADABLE: 2}


def test_without_a_header_it_is_no_track() -> None:
    with pytest.raises(InputError, match="track-malformed"):
        read_csv(b"49.4431,1.0993,1714979289", NOW_S)


@given(st.text(max_size=200))
def test_noise_below_a_header_never_raises(text: str) -> None:
    read_csv(("time,lat,lon\n" + text).encode(), NOW_S)

from typing import Any

import pytest

from ruelle.capture.tracks.gpx import read_gpx
from ruelle.capture.tracks.reading import Reason
from ruelle.catalog.errors import InputError

NOW_S = 1_800_000_000.0
BOMB = '<!DOCTYPE gpx [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(12)
) + "]>"  # fmt: skip


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_both_versions_are_read(card: Any, version: str) -> None:
    reading = read_gpx(card.gpx([(1.0, 49.0, "2024-05-06T07:08:09Z")], version).encode(), NOW_S)
    assert reading.trajectory is not None
    assert reading.trajectory.fixes[0].time_s == 1_714_979_289.0


def test_all_segments_are_read_and_accuracy_comes_from_dilution() -> None:
    text = """<gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1"><trk>
      <trkseg><trkpt lat="49" lon="1"><ele>12</ele><time>2024-05-06T07:08:09Z</time><hdop>1.2</hdop></trkpt></trkseg>
      <trkseg><trkpt lat="49" lon="1"><time>2024-05-06T09:08:10+02:00</time><extensions><speed>4.5</speed>
      <course>90</course></extensions></trkpt></trkseg></trk></gpx>"""
    reading = read_gpx(text.encode(), NOW_S)
    assert reading.trajectory is not None
    first, second = reading.trajectory.fixes
    assert (first.altitude_m, first.horizontal_accuracy_m) == (12.0, 6.0)
    assert (second.time_s - first.time_s, second.speed_m_s, second.course_deg) == (1.0, 4.5, 90.0)


def test_a_clock_reset_in_the_middle_loses_only_those_fixes(card: Any) -> None:
    times = ["2024-05-06T07:08:09Z", "1970-01-01T00:00:02Z", "1970-01-01T00:00:03Z", "2024-05-06T07:08:12Z"]
    reading = read_gpx(card.gpx([(1.0, 49.0, time) for time in times]).encode(), NOW_S)
    assert reading.trajectory is not None
    assert (len(reading.trajectory.fixes), reading.refused) == (2, {Reason.CLOCK_RESET: 2})


def test_points_without_time_or_off_the_earth_are_refused(card: Any) -> None:
    text = card.gpx([(1.0, 149.0, "2024-05-06T07:08:09Z")]).replace(
        "</trkseg>", '<trkpt lat="49" lon="1"></trkpt></trkseg>'
    )
    assert read_gpx(text.encode(), NOW_S).refused == {Reason.OUT_OF_RANGE: 1, Reason.NO_TIME: 1}


def test_an_entity_bomb_is_refused_before_it_is_parsed(card: Any) -> None:
    text = card.gpx([(1.0, 49.0, "2024-05-06T07:08:09Z")]).replace("<gpx", BOMB + "<gpx", 1).replace("2024", "&m;")
    with pytest.raises(InputError, match="track-dangerous"):
        read_gpx(text.encode(), NOW_S)


@pytest.mark.parametrize(
    "text", ["<gpx", "<gpx></gp>", '<gpx><trk><trkseg><trkpt lat="a" lon="b"/></trkseg></trk></gpx>']
)
def test_a_broken_file_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="track-malformed"):
        read_gpx(text.encode(), NOW_S)


def test_the_declared_encoding_is_honoured(card: Any) -> None:
    text = card.gpx([(1.0, 49.0, "2024-05-06T07:08:09Z")]).replace('"1.0"?', '"1.0" encoding="ISO-8859-1"?')
    assert read_gpx(text.replace("<trk>", "<trk><name>Été</name>").encode("latin-1"), NOW_S).trajectory is not None

from typing import Any

import pytest

from ruelle.capture.images.xmp import Sphere, read_sphere


def test_properties_as_attributes(card: Any) -> None:
    assert read_sphere(
        card.xmp(ProjectionType="equirectangular", PoseHeadingDegrees="67.0", PosePitchDegrees="-2")
    ) == (Sphere("equirectangular", heading_deg=67.0, pitch_deg=-2.0))


def test_properties_as_elements_and_a_padded_packet(card: Any) -> None:
    packet = card.xmp().replace(
        b"/></rdf:RDF>",
        b"><GPano:ProjectionType> Equirectangular</GPano:ProjectionType>"
        b"<GPano:FullPanoWidthPixels>400</GPano:FullPanoWidthPixels>"
        b"<GPano:CroppedAreaImageWidthPixels>300</GPano:CroppedAreaImageWidthPixels></rdf:Description></rdf:RDF>",
    )
    sphere = read_sphere(b"\xef\xbb\xbf" + packet + b"\n\0\0")
    assert sphere is not None
    assert (sphere.projection, sphere.is_whole) == ("equirectangular", False)


@pytest.mark.parametrize(
    "xmp",
    [
        b"",
        b"<x",
        b"<x/>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        b'<?xml version="1.0" encoding="nonsense"?><x/>',
    ],
)
def test_a_broken_or_hostile_packet_says_nothing(xmp: bytes) -> None:
    assert read_sphere(xmp) is None


def test_angles_that_are_no_numbers_are_missing(card: Any) -> None:
    sphere = read_sphere(card.xmp(ProjectionType="equirectangular", PoseHeadingDegrees="NaN", PoseRollDegrees="?"))
    assert sphere == Sphere("equirectangular")

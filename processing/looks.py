"""Looks: small pictures of zones unblurred, for the person who decides; they go to the sealed store alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ruelle.catalog.errors import EngineError
from ruelle.catalog.zones import Zone
from ruelle.processing.blur import Mask, Patch, mask, patch_around
from ruelle.processing.detection.charts import Chart
from ruelle.processing.outlines import outline_of

Pixels = NDArray[np.uint8]

CONTEXT = 0.75
"""How far a look reaches beyond its zone on each side, as a share of the zone."""
WIDEST_PX = 640
QUALITY = 85
SHARP_EDGE = 0.02


@dataclass(frozen=True, slots=True)
class Negative:
    """The pixels of one zone before anything is blurred, with some context, and where in them the zone lies."""

    patch: Patch
    pixels: Pixels
    inside: Mask


def negatives(picture_bgr: Pixels, chart: Chart, zones: Iterable[Zone]) -> dict[str, Negative]:
    """What has to be kept of a picture (H, W, 3) before it is blurred, by the id of the zone."""
    found = {}
    for zone in zones:
        outline = outline_of(zone)
        patch = patch_around(outline.grown(CONTEXT), chart)
        if patch is not None:
            found[zone.id] = Negative(patch, patch.cut(picture_bgr), mask(outline, chart, patch, SHARP_EDGE))
    return found


def looks(blurred_bgr: Pixels, kept: Mapping[str, Negative]) -> dict[str, bytes]:
    """JPEGs at most 640 px wide and high, by the id of the zone: it alone is sharp, all other zones are blurred."""
    return {name: _look(blurred_bgr, negative) for name, negative in kept.items()}


def _look(blurred: Pixels, negative: Negative) -> bytes:
    inside = negative.inside[..., None]
    around = negative.patch.cut(blurred)
    look = np.rint(negative.pixels * inside + around * (1 - inside)).astype(np.uint8)
    shrink = min(1.0, WIDEST_PX / max(look.shape[:2]))
    if shrink < 1:
        look = np.asarray(cv2.resize(look, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA), np.uint8)
    done, jpeg = cv2.imencode(".jpg", look, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    if not done:
        raise EngineError("encode-failed")
    return bytes(jpeg.tobytes())

"""The only way to an `AnonymisedPicture`: every zone that is to be blurred is."""

from dataclasses import InitVar, dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ruelle.catalog.model import Anonymisation
from ruelle.catalog.vocabulary import Projection
from ruelle.catalog.zones import Zones
from ruelle.processing.blur import blur
from ruelle.processing.detection.charts import chart_of
from ruelle.processing.outlines import outline_of

Pixels = NDArray[np.uint8]

_SEAL: Final = object()


@dataclass(frozen=True, slots=True)
class AnonymisedPicture:
    """Pixels (H, W, 3) BGR in which every zone is blurred, and what was found; only `anonymise` makes one."""

    pixels: Pixels
    anonymisation: Anonymisation
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError("only anonymise() makes an anonymised picture")


def anonymise(picture_bgr: Pixels, projection: Projection, zones: Zones) -> AnonymisedPicture:
    """Blur, in place, every zone of a picture (H, W, 3) BGR that is to be; the caller's array is the blurred one.

    Raises ValueError where the zones are not known.
    """
    if not zones.known:
        raise ValueError("a picture whose zones are not known cannot be anonymised")
    blur(picture_bgr, chart_of(picture_bgr, projection), map(outline_of, zones.blurred))
    return AnonymisedPicture(picture_bgr, Anonymisation.of(zones), _SEAL)

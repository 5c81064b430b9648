"""The derive step: from a sealed original to an anonymised pack in the public store, in one decode and one encode."""

from dataclasses import dataclass, replace

from ruelle.catalog.errors import InputError
from ruelle.catalog.keys import step_key
from ruelle.catalog.model import Derivatives, Item, Original
from ruelle.catalog.store import PublicStore, SealedStore
from ruelle.catalog.vocabulary import ItemState, Projection
from ruelle.processing.anonymise import AnonymisedPicture, anonymise
from ruelle.processing.detection.detect import DetectionError
from ruelle.processing.detection.detectors import Detectors
from ruelle.processing.imaging.decode import Pixels, decode_picture, open_video
from ruelle.processing.imaging.encode import encode_parts
from ruelle.processing.imaging.pack import build_pack, read_pack
from ruelle.processing.imaging.pyramid import plan_levels
from ruelle.processing.imaging.sphere import whole_sphere

NAME, VERSION = "derive", "1"
VIDEO_BITS_PER_PIXEL = 2
"""A frame has no size of its own in a video; a good JPEG of it spends about this."""


@dataclass(frozen=True, slots=True)
class Workbench:
    """What a worker keeps at hand from item to item."""

    sealed: SealedStore
    public: PublicStore
    detectors: Detectors


def derive(item: Item, bench: Workbench) -> Item:
    """The item READY, its pack written; FAILED, if its original cannot be read; in REVIEW, if detection broke down.

    Running it again finds the pack and does no work. Raises EngineError when the machine is at fault.
    """
    key = pack_key(item, bench.detectors)
    try:
        if not bench.public.exists(key):
            _publish(item, key, bench)
    except InputError as error:
        return replace(item, state=ItemState.FAILED, failure=error.failure, derivatives=None)
    except DetectionError as error:
        return replace(item, state=ItemState.REVIEW, failure=error.failure, derivatives=None)
    spans, levels, anonymisation = read_pack(bench.public.read(key))
    derivatives = Derivatives(key, spans, levels, anonymisation)
    return replace(item, state=ItemState.READY, derivatives=derivatives, failure=None)


def pack_key(item: Item, detectors: Detectors) -> str:
    """Where the pack of this item lies; another weight, quality or version is another key."""
    parameters = {"frame_time_s": item.source.frame_time_s, "detectors": detectors.identities}
    digest = step_key(NAME, VERSION, [item.source.sha256], parameters)
    return f"{item.id[:2]}/{item.id}/{digest[:32]}.zip"


def build(picture: AnonymisedPicture, projection: Projection, original_bytes: int) -> bytes:
    """The pack of an anonymised picture; there is none of any other."""
    height_px, width_px = picture.pixels.shape[:2]
    levels = plan_levels(width_px, height_px, projection)
    parts = encode_parts(picture.pixels, levels, projection, original_bytes)
    return build_pack(parts, levels, picture.anonymisation)


def _publish(item: Item, key: str, bench: Workbench) -> None:
    pixels, original_bytes = _decode(item, bench.sealed)
    projection = item.camera.projection
    if projection is Projection.EQUIRECTANGULAR:
        pixels = whole_sphere(pixels, item.source.name)
    picture = anonymise(pixels, projection, bench.detectors)
    bench.public.put_pack(key, build(picture, projection, original_bytes), picture.anonymisation)


def _decode(item: Item, sealed: SealedStore) -> tuple[Pixels, int]:
    """Pixels of the item, and the bytes that its original spent on them."""
    key = Original(item.source.sha256, item.source.name, 0, "").key
    if item.source.frame_time_s is None:
        data = sealed.read(key)
        return decode_picture(data, item.source.name), len(data)
    with sealed.local_path(key) as path, open_video(path, item.source.name) as video:
        pixels = video.at(item.source.frame_time_s)
    return pixels, pixels.shape[0] * pixels.shape[1] * VIDEO_BITS_PER_PIXEL // 8

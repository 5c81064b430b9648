"""The pixels of an item: from its sealed original, or, once that is erased, from its own public pack."""

from dataclasses import dataclass

from ruelle.catalog.model import Item
from ruelle.catalog.store import SealedStore, sealed_key
from ruelle.catalog.vocabulary import Projection
from ruelle.processing.imaging.decode import Pixels, decode_picture, open_video
from ruelle.processing.imaging.encode import BYTES_PER_ORIGINAL_BYTE
from ruelle.processing.imaging.mosaic import join
from ruelle.processing.imaging.pack import read_pack
from ruelle.processing.imaging.sphere import whole_sphere

VIDEO_BITS_PER_PIXEL = 2
"""A frame has no size of its own in a video; a good JPEG of it spends about this."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Pixels (H, W, 3) BGR, a panorama as the whole sphere, and the bytes that an original spends on them.

    They are `sealed` when they come from the original, with faces and plates to be read.
    """

    pixels: Pixels
    original_bytes: int
    sealed: bool


def original_key(item: Item) -> str:
    """Where the sealed store keeps the original of an item."""
    return sealed_key(item.source.sha256)


def original_of(item: Item, sealed: SealedStore) -> Decoded:
    """The picture as it was taken.

    Raises NotFound where the original has been erased, InputError where it cannot be read.
    """
    pixels, original_bytes = _decoded(item, sealed)
    if item.camera.projection is Projection.EQUIRECTANGULAR:
        pixels = whole_sphere(pixels, item.source.name)
    return Decoded(pixels, original_bytes, sealed=True)


def published_of(pack: bytes, name: str) -> Decoded:
    """The picture of a pack, blurred as it was published, for when the original is gone; `name` is for messages."""
    spans, levels, _ = read_pack(pack)
    cells = [(column, row) for row in range(levels[0].rows) for column in range(levels[0].columns)]
    found = {cell: spans[f"tiles/0/{cell[0]}_{cell[1]}.jpg"] for cell in cells}
    cut = {cell: pack[span.offset : span.offset + span.length] for cell, span in found.items()}
    pixels = join({cell: decode_picture(jpeg, name) for cell, jpeg in cut.items()}, levels[0])
    return Decoded(pixels, round(len(pack) / BYTES_PER_ORIGINAL_BYTE), sealed=False)


def _decoded(item: Item, sealed: SealedStore) -> tuple[Pixels, int]:
    key = original_key(item)
    if item.source.frame_time_s is None:
        data = sealed.read(key)
        return decode_picture(data, item.source.name), len(data)
    with sealed.local_path(key) as path, open_video(path, item.source.name) as video:
        pixels = video.at(item.source.frame_time_s)
    return pixels, pixels.shape[0] * pixels.shape[1] * VIDEO_BITS_PER_PIXEL // 8

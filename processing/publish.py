"""Publishing a picture: its zones blurred, its parts encoded, its pack in the public store."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ruelle.catalog.errors import InputError, NotFound
from ruelle.catalog.keys import step_key
from ruelle.catalog.model import Anonymisation, Derivatives, Item
from ruelle.catalog.settings import Settings
from ruelle.catalog.store import PublicStore, SealedStore
from ruelle.catalog.vocabulary import Projection
from ruelle.catalog.zones import Zones
from ruelle.processing.anonymise import AnonymisedPicture, anonymise
from ruelle.processing.detection.charts import chart_of
from ruelle.processing.imaging.encode import encode_parts
from ruelle.processing.imaging.pack import build_pack, read_pack
from ruelle.processing.imaging.pyramid import plan_levels
from ruelle.processing.looks import looks, negatives
from ruelle.processing.originals import Decoded, original_key, original_of, published_of

NAME, VERSION = "derive", "2"


@dataclass(frozen=True, slots=True)
class Stores:
    """Where originals come from and packs go to.

    A spare is the pack of an item as it was before residents asked for blurs: retention may erase the original before
    somebody decides them, and a refused request must leave the picture as it was.
    """

    sealed: SealedStore
    public: PublicStore

    @classmethod
    def open(cls, settings: Settings) -> "Stores":
        """The stores of an installation."""
        return cls(SealedStore(settings), PublicStore(settings))

    def has_original(self, item: Item) -> bool:
        """Whether the original of an item has not been erased."""
        return self.sealed.exists(original_key(item))

    def tidy(self, item: Item, zones: Zones) -> None:
        """Erase the earlier packs of an item, and the looks that nobody needs any more."""
        if item.derivatives is not None:
            self.public.erase_others(item.derivatives.pack_key)
        self.sealed.erase_looks(item.id, keep={zone.id for zone in zones.looked_at})
        if not zones.provisional:
            self.sealed.erase_spare(item.id)

    def keep_spare(self, item: Item, zones: Zones) -> None:
        """Keep the pack of an item aside while some of its blurs are not for good."""
        if zones.provisional and item.derivatives is not None and not self.sealed.has_spare(item.id):
            self.sealed.put_spare(item.id, self.public.read(item.derivatives.pack_key))

    def restored(self, item: Item, zones: Zones, key: str) -> bool:
        """Put the spare of an item back in public, if it blurs just these zones."""
        if not self.sealed.has_spare(item.id):
            return False
        spare = self.sealed.read_spare(item.id)
        *_, anonymisation = read_pack(spare)
        if anonymisation != Anonymisation.of(zones):
            return False
        self.public.put_pack(key, spare, anonymisation)
        return True

    def published(self, item: Item) -> bytes:
        """The pack of an item, without blurs that are not for good where they can be told. Raises NotFound."""
        if self.sealed.has_spare(item.id):
            return self.sealed.read_spare(item.id)
        if item.derivatives is None:
            raise NotFound("object-missing", key=item.source.name)
        return self.public.read(item.derivatives.pack_key)

    @contextmanager
    def unless_erased(self, item: Item) -> Iterator[None]:
        """Where the catalog knows an item no longer, nothing of it stays in public either."""
        try:
            yield
        except NotFound:
            self.erase_packs(item)

    def erase_packs(self, item: Item) -> None:
        """Erase all packs of an item."""
        self.public.erase_others(f"{pack_folder(item)}/")


@dataclass(frozen=True, slots=True)
class Derived:
    """What came of blurring an item; the zones are None where there is no pack."""

    item: Item
    zones: Zones | None = None

    def __post_init__(self) -> None:
        if (self.zones is None) != (self.item.derivatives is None):
            raise ValueError("a pack is derived together with its zones")


def publish(item: Item, decoded: Decoded, zones: Zones, stores: Stores) -> Derivatives:
    """Blur the zones of a picture in place and write its pack, and looks at the zones that a person has to see."""
    key, projection = pack_key(item, zones), item.camera.projection
    if stores.public.exists(key):
        return published(key, stores)
    shown = zones.looked_at if decoded.sealed else zones.provisional
    kept = negatives(decoded.pixels, chart_of(decoded.pixels, projection), shown)
    picture = anonymise(decoded.pixels, projection, zones)
    for zone_id, jpeg in looks(picture.pixels, kept).items():
        stores.sealed.put_look(item.id, zone_id, jpeg)
    stores.public.put_pack(key, build(picture, projection, decoded.original_bytes), picture.anonymisation)
    return published(key, stores)


def publish_again(item: Item, zones: Zones, stores: Stores) -> Derivatives:
    """The pack of an item with these zones, made unless it is there, without looking for more.

    Raises NotFound, or InputError, where neither the original nor the earlier pack can be read.
    """
    key = pack_key(item, zones)
    if stores.public.exists(key):
        return published(key, stores)
    if stores.restored(item, zones, key):
        return published(key, stores)
    stores.keep_spare(item, zones)
    return publish(item, _best_of(item, stores), zones, stores)


def published(key: str, stores: Stores) -> Derivatives:
    """What lies in the public store under a key. Raises NotFound."""
    return Derivatives(key, *read_pack(stores.public.read(key)))


def pack_key(item: Item, zones: Zones) -> str:
    """Where the pack of this item lies; other zones, or another version, is another key."""
    parameters = {"frame_time_s": item.source.frame_time_s, "detectors": zones.detectors, "zones": zones.digest}
    digest = step_key(NAME, VERSION, [item.source.sha256], parameters)
    return f"{pack_folder(item)}/{digest[:32]}.zip"


def pack_folder(item: Item) -> str:
    """Where the packs of an item lie: one, and for a moment its successor."""
    return f"{item.id[:2]}/{item.id}"


def build(picture: AnonymisedPicture, projection: Projection, original_bytes: int) -> bytes:
    """The pack of an anonymised picture; there is none of any other."""
    height_px, width_px = picture.pixels.shape[:2]
    levels = plan_levels(width_px, height_px, projection)
    parts = encode_parts(picture.pixels, levels, projection, original_bytes)
    return build_pack(parts, levels, picture.anonymisation)


def _best_of(item: Item, stores: Stores) -> Decoded:
    """The original, or what is left of it in public: there zones can be added, but no blur be lifted."""
    try:
        return original_of(item, stores.sealed)
    except (NotFound, InputError):
        return published_of(stores.published(item), item.source.name)

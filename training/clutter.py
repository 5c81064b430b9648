"""Draws what is no plate and no face but may look like one: signs, shop fronts, street names, windows, bare panels."""

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
GROUNDS = (
    (240, 240, 238), (30, 70, 160), (20, 50, 120), (30, 110, 60), (245, 200, 40), (170, 25, 30), (30, 30, 32),
    (200, 190, 160), (120, 70, 40), (90, 95, 100),
)  # fmt: skip
WORDS = (
    "BOULANGERIE", "Pharmacie", "BAR TABAC", "Mairie", "ECOLE", "Rue des Lilas", "Place", "Coiffure", "VENDU",
    "A LOUER", "SORTIE", "Parking", "STOP", "Pizza", "P", "Centre ville", "Toutes directions", "HOTEL", "50", "30",
    "12", "7 bis", "Livraison", "www.", "01 02 03 04", "Taxi", "Fleurs", "OUVERT", "-20%", "Bus 4",
)  # fmt: skip


def draw_clutter(rng: np.random.Generator) -> Picture:
    """One thing, (H, W, 4) RGBA."""
    return (_sign, _sign, _disc, _windows, _panel, _stripes)[rng.integers(6)](rng)


def _sign(rng: np.random.Generator) -> Picture:
    lines = int(rng.choice([1, 1, 2, 3, 5]))
    words = [WORDS[i] for i in rng.integers(len(WORDS), size=lines)]
    ground, font, scale = GROUNDS[rng.integers(len(GROUNDS))], int(rng.choice([0, 1, 2, 3, 4])), 1.2
    ink = (245, 245, 245) if sum(ground) < 360 else (20, 20, 40)
    sizes = [cv2.getTextSize(word, font, scale, 3)[0] for word in words]
    wide = max(w for w, _ in sizes) + int(rng.integers(10, 120))
    pitch = 44 + int(rng.integers(0, 20))
    picture = np.full((pitch * lines + int(rng.integers(8, 60)), wide, 4), (*ground, 255), np.uint8)
    for row, word in enumerate(words):
        at = int((wide - sizes[row][0]) / 2), pitch * (row + 1) - 4
        cv2.putText(picture, word, at, font, scale, (*ink, 255), int(rng.integers(2, 6)), cv2.LINE_AA)
    if rng.random() < 0.4:
        cv2.rectangle(picture, (2, 2), (wide - 3, picture.shape[0] - 3), (*ink, 255), 3)
    return picture


def _disc(rng: np.random.Generator) -> Picture:
    picture = np.zeros((128, 128, 4), np.uint8)
    rim, inside = ((190, 25, 30), (240, 240, 240)) if rng.random() < 0.6 else ((25, 70, 165), (25, 70, 165))
    cv2.circle(picture, (64, 64), 62, (*rim, 255), -1, cv2.LINE_AA)
    cv2.circle(picture, (64, 64), 46, (*inside, 255), -1, cv2.LINE_AA)
    if rng.random() < 0.7:
        text = str(rng.choice(["30", "50", "70", "P", "3.5t"]))
        cv2.putText(picture, text, (30, 82), 0, 1.6, (20, 20, 20, 255), 6, cv2.LINE_AA)
    else:
        cv2.rectangle(picture, (28, 54), (100, 74), (245, 245, 245, 255), -1)
    return picture


def _windows(rng: np.random.Generator) -> Picture:
    rows, columns = (int(v) for v in rng.integers(1, 5, 2))
    picture = np.full((rows * 60 + 20, columns * 50 + 20, 4), (*rng.integers(120, 240, 3), 255), np.uint8)
    shade = rng.integers(20, 240, 3)
    for r in range(rows):
        for c in range(columns):
            left, top = c * 50 + 18, r * 60 + 16
            cv2.rectangle(picture, (left, top), (left + 32, top + 44), (*(int(v) for v in shade), 255), -1)
            cv2.line(picture, (left + 16, top), (left + 16, top + 44), (235, 235, 235, 255), 2)
    return picture


def _panel(rng: np.random.Generator) -> Picture:
    """A bright blank rectangle, or a round skin-coloured thing without a face."""
    if rng.random() < 0.5:
        shape = int(rng.integers(30, 120)), int(rng.integers(60, 240)), 4
        return np.full(shape, (*rng.integers(150, 250, 3), 255), np.uint8)
    picture = np.zeros((120, 100, 4), np.uint8)
    tone = np.array([200, 160, 130]) * rng.uniform(0.3, 1.2)
    cv2.ellipse(picture, ((50, 60), (96, 116), 0), (*np.clip(tone, 0, 255), 255.0), -1, cv2.LINE_AA)
    return picture


def _stripes(rng: np.random.Generator) -> Picture:
    wide, step = int(rng.integers(80, 260)), int(rng.integers(6, 24))
    picture = np.full((int(rng.integers(30, 90)), wide, 4), (*rng.integers(20, 140, 3), 255), np.uint8)
    for x in range(0, wide, step * 2):
        picture[:, x : x + step, :3] = rng.integers(180, 250)
    return picture

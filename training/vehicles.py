"""Draws cars, vans and motorcycles from behind and in front as sprites, each with its plate's four corners.

A flat drawing of one end and one side is bent around a corner; scenery is mirrored in paint and glass.
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from training.canvas import Canvas, trapezoid
from training.plates import draw_plate

Picture = NDArray[np.uint8]
Floats = NDArray[np.floating[Any]]
END_PX = 340
"""How wide the end of a car is drawn; it is about 1.78 m wide."""
MM_PER_PX = 1780 / END_PX
PAINTS = (
    (235, 236, 238), (190, 193, 197), (120, 124, 130), (60, 63, 68), (22, 23, 26), (140, 22, 28), (24, 46, 100),
    (44, 84, 140), (190, 180, 155), (50, 80, 64), (205, 120, 30), (222, 196, 60), (96, 60, 44), (130, 170, 190),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A sprite, (H, W, 4) RGBA, and the corners (4, 2) of its plate in pixels from the top left, clockwise."""

    picture: Picture
    corners: Floats


def draw_vehicle(rng: np.random.Generator, scenery: Picture) -> Vehicle:
    """A vehicle as seen from somewhere behind or before it."""
    if rng.random() < 0.1:
        return _motorcycle(rng)
    paint = _paint(rng)
    tall = float(rng.choice([0.8, 0.84, 0.95, 1.1, 1.35], p=[0.35, 0.3, 0.15, 0.12, 0.08]))
    canvas = Canvas(np.zeros((round((tall + 0.04) * END_PX), END_PX, 4), np.uint8), END_PX)
    belt = float(rng.uniform(0.46, 0.56)) + (tall - 0.8) * 0.3
    _shell(rng, canvas, paint, (belt, tall), scenery)
    rear = rng.random() < 0.55
    (_rear if rear else _front)(rng, canvas, paint, belt)
    _shade(rng, canvas)
    corners = _mount(rng, canvas, _plate_height(rng, belt, rear=rear))
    side = _side(rng, canvas, paint, (belt, tall))
    return _bend(rng, canvas.picture, side, corners)


def _paint(rng: np.random.Generator) -> Floats:
    """Most cars are white, grey or black."""
    row = rng.integers(5) if rng.random() < 0.6 else rng.integers(len(PAINTS))
    return np.asarray(np.clip(np.array(PAINTS[row]) * rng.uniform(0.7, 1.1) + rng.normal(0, 5, 3), 8, 250), np.float32)


def _shell(
    rng: np.random.Generator, canvas: Canvas, paint: Floats, heights: tuple[float, float], scenery: Picture
) -> None:
    belt, tall = heights
    for x in (0.04, 0.82):
        canvas.fill([(x, 0), (x + 0.14, 0), (x + 0.14, 0.2), (x, 0.2)], (24, 24, 25))
    canvas.fill([(0.1, 0.06), (0.9, 0.06), (0.9, 0.2), (0.1, 0.2)], (14, 14, 15))
    roof = float(rng.uniform(0.3, 0.38)) if tall < 1 else float(rng.uniform(0.4, 0.46))
    canvas.fill(trapezoid((belt - 0.02, 0.46, 0.0), (tall, roof, 0.06)), paint * 0.9)
    body = trapezoid((0.11, 0.45, 0.05), (belt, 0.465, 0.04), 0.015)
    canvas.fill(body, paint)
    inset = float(rng.uniform(0.03, 0.07))
    glass = trapezoid(
        (belt + rng.uniform(0, 0.05), 0.46 - inset, 0.03), (tall - rng.uniform(0.04, 0.1), roof - 0.03, 0.05)
    )
    if tall < 1.2 or rng.random() < 0.5:
        canvas.fill(glass, rng.uniform(10, 45) * np.ones(3))
        for x in (0.32, 0.68):
            canvas.fill(
                trapezoid((belt, 0.06, 0.02), (belt + 0.14, 0.045, 0.03)) + np.array([x - 0.5, 0]), (22, 22, 24)
            )
        canvas.mirror(canvas.mask(glass), scenery, float(rng.uniform(0.1, 0.75)))
    canvas.mirror(canvas.mask(body), scenery[::-1], float(rng.uniform(0, 0.3)))
    for x in (0.0, 0.94):
        if rng.random() < 0.6:
            y = belt + 0.02
            canvas.fill([(x, y), (x + 0.06, y), (x + 0.06, y + 0.09), (x, y + 0.09)], paint * 0.7)


def _rear(rng: np.random.Generator, canvas: Canvas, paint: Floats, belt: float) -> None:
    bumper = float(rng.uniform(0.26, 0.34))
    if rng.random() < 0.3:
        canvas.fill(trapezoid((0.11, 0.455, 0.04), (bumper, 0.47, 0.01)), (38, 39, 41))
    canvas.line([(0.05, bumper), (0.95, bumper)], paint * 0.35, int(rng.integers(1, 4)))
    for x in (0.12, 0.88):
        canvas.line([(x, bumper), (x, belt)], paint * 0.45, 2)
    wide, low = float(rng.uniform(0.08, 0.22)), float(rng.uniform(bumper, belt - 0.1))
    high = float(min(belt + rng.choice([0, 0, 0.25]), low + rng.uniform(0.08, 0.3)))
    red = np.array([rng.uniform(120, 230), rng.uniform(8, 50), rng.uniform(10, 50)])
    for flip in (False, True):
        lamp = np.array(
            [(0.03, low), (0.03 + wide, low + rng.uniform(0, 0.03)), (0.03 + wide * 0.8, high), (0.045, high)]
        )
        glow = np.array(
            [(0.05, low + 0.02), (0.03 + wide * 0.6, low + 0.03), (0.03 + wide * 0.5, low + 0.06), (0.05, low + 0.06)]
        )
        pale = rng.uniform(150, 245) * np.array([1, 0.85, 0.8])
        for outline, colour in ((lamp, red), (glow, pale)):
            canvas.fill(_flipped(outline) if flip else outline, colour)
    if rng.random() < 0.35:
        bar = float(rng.uniform(bumper + 0.05, belt - 0.02))
        canvas.fill(
            [(0.25, bar), (0.75, bar), (0.75, bar + 0.025), (0.25, bar + 0.025)], rng.choice([40, 200]) * np.ones(3)
        )
    _letters(rng, canvas, belt)
    if rng.random() < 0.3:
        canvas.fill([(0.48, 0.1), (0.52, 0.1), (0.52, 0.17), (0.48, 0.17)], (70, 70, 72))
    if rng.random() < 0.5:
        for x in (0.14, 0.78):
            canvas.fill([(x, 0.2), (x + 0.08, 0.2), (x + 0.08, 0.225), (x, 0.225)], (180, 20, 25))


def _flipped(outline: Floats) -> Floats:
    return outline * np.array([-1, 1], np.float32) + np.array([1, 0], np.float32)


def _front(rng: np.random.Generator, canvas: Canvas, paint: Floats, belt: float) -> None:
    nose = float(rng.uniform(0.36, belt - 0.06))
    canvas.fill(trapezoid((nose, 0.45, 0.02), (belt + 0.02, 0.42, 0.03)), paint * 1.12 + 8)
    canvas.line([(0.08, nose), (0.5, nose - 0.02), (0.92, nose)], paint * 0.4, 2)
    wide, tall = float(rng.uniform(0.12, 0.32)), float(rng.uniform(0.03, 0.14))
    grille = trapezoid((nose - tall - 0.02, wide * rng.uniform(0.6, 1), 0.01), (nose - 0.02, wide, 0.01))
    canvas.fill(grille, rng.uniform(12, 40) * np.ones(3))
    for y in np.arange(nose - tall, nose - 0.025, rng.uniform(0.014, 0.04)):
        if rng.random() < 0.8:
            canvas.line(
                [(0.5 - wide * 0.9, y), (0.5 + wide * 0.9, y)],
                rng.uniform(70, 210) * np.ones(3),
                int(rng.integers(1, 3)),
            )
    intake = trapezoid((0.13, rng.uniform(0.2, 0.36), 0.02), (rng.uniform(0.2, 0.27), rng.uniform(0.2, 0.38), 0.02))
    canvas.fill(intake, rng.uniform(10, 40) * np.ones(3))
    low, high = nose - float(rng.uniform(0.06, 0.16)), nose + float(rng.uniform(-0.02, 0.06))
    reach = float(rng.uniform(0.1, 0.24))
    lamps = (rng.uniform(120, 235) * np.array([1, 1, 1.03]), rng.uniform(180, 255) * np.ones(3), np.array([30, 30, 34]))
    shapes = (
        [(0.03, high), (0.03 + reach, low + 0.02), (0.05 + reach * 0.9, low), (0.05, low)],
        [(0.06, low + 0.06), (0.1, low + 0.06), (0.1, low + 0.02), (0.06, low + 0.02)],
        [(0.12, low + 0.03), (0.14, low + 0.03), (0.14, low + 0.015), (0.12, low + 0.015)],
    )
    for shape, colour in zip(shapes, lamps, strict=True):
        for flip in (False, True):
            outline = np.asarray(shape, np.float32)
            canvas.fill(_flipped(outline) if flip else outline, colour)
    at = canvas.points(np.array([[0.5, nose - 0.02 - tall / 2]], np.float32))[0]
    cv2.circle(
        canvas.picture, at.tolist(), round(rng.uniform(6, 13) * 16), (200.0, 200.0, 205.0, 255.0), -1, cv2.LINE_AA, 4
    )
    for x in (0.1, 0.84):
        if rng.random() < 0.6:
            canvas.fill([(x, 0.17), (x + 0.06, 0.17), (x + 0.06, 0.22), (x, 0.22)], rng.uniform(30, 230) * np.ones(3))


def _letters(rng: np.random.Generator, canvas: Canvas, belt: float) -> None:
    """Names and badges, which are no plates."""
    for x in (0.14, 0.62):
        if rng.random() < 0.5:
            text = "".join(chr(c) for c in rng.integers(97, 123, rng.integers(3, 7)))
            at = canvas.points(np.array([[x, belt - rng.uniform(0.04, 0.12)]], np.float32))[0] // 16
            shade = float(rng.choice([30, 200]))
            cv2.putText(canvas.picture, text, at.tolist(), 0, 0.5, (shade, shade, shade, 255.0), 1, cv2.LINE_AA)
    if rng.random() < 0.7:
        at = canvas.points(np.array([[0.5, belt - 0.05]], np.float32))[0]
        cv2.circle(canvas.picture, at.tolist(), 9 * 16, (190.0, 190.0, 195.0, 255.0), -1, cv2.LINE_AA, 4)


def _plate_height(rng: np.random.Generator, belt: float, *, rear: bool) -> float:
    if rear and rng.random() < 0.65:
        return float(rng.uniform(0.34, max(0.36, belt - 0.12)))
    return float(rng.uniform(0.17, 0.27))


def _mount(rng: np.random.Generator, canvas: Canvas, y: float) -> Floats:
    """Put a plate on; its corners in pixels."""
    plate = draw_plate(rng)
    zoom = 2 / MM_PER_PX
    size = max(8, round(plate.shape[1] * zoom)), max(4, round(plate.shape[0] * zoom))
    plate = cv2.resize(plate, size, interpolation=cv2.INTER_AREA)
    x = 0.5 + (rng.normal(0, 0.01) if rng.random() < 0.9 else rng.uniform(-0.2, 0.2))
    left = int(np.clip(x * END_PX - size[0] / 2, 4, END_PX - size[0] - 4))
    top = int(np.clip(canvas.picture.shape[0] - y * END_PX - size[1] / 2, 4, canvas.picture.shape[0] - size[1] - 4))
    margin = int(rng.integers(3, 16))
    if rng.random() < 0.5:
        canvas.picture[
            max(0, top - margin) : top + size[1] + margin, max(0, left - margin * 2) : left + size[0] + margin * 2, :3
        ] //= 2
    canvas.picture[top : top + size[1], left : left + size[0], :3] = np.clip(plate * rng.uniform(0.5, 1.3), 0, 255)
    canvas.picture[top : top + size[1], left : left + size[0], 3] = 255
    x2, y2 = left + size[0], top + size[1]
    return np.array([(left, top), (x2, top), (x2, y2), (left, y2)], np.float32)


def _shade(rng: np.random.Generator, canvas: Canvas) -> None:
    """Round the body: darker towards the sides and below, and one glossy band where sky meets ground."""
    high, wide = canvas.picture.shape[:2]
    x, y = np.linspace(-1, 1, wide), np.linspace(0, 1, high)
    factor = (1 - rng.uniform(0, 0.5) * np.abs(x[None, :]) ** 3) * (1.1 - rng.uniform(0.1, 0.6) * y[:, None] ** 1.5)
    factor = factor * (1 + rng.uniform(-0.25, 0.25) * x[None, :])
    gloss = 1 / (1 + np.exp((y - rng.uniform(0.4, 0.7)) * rng.uniform(8, 60)))
    factor = factor * (1 + rng.uniform(-0.1, 0.35) * gloss[:, None])
    canvas.picture[..., :3] = np.clip(canvas.picture[..., :3] * factor[..., None], 0, 255)


def _side(rng: np.random.Generator, end: Canvas, paint: Floats, heights: tuple[float, float]) -> Picture:
    """The side of the car next to the end, from the end's corner onward."""
    belt, tall = heights
    length = float(rng.uniform(2.1, 2.6))
    canvas = Canvas(np.zeros((end.picture.shape[0], round(length * END_PX), 4), np.uint8), END_PX)
    dull = paint * rng.uniform(0.5, 0.95)
    canvas.fill([(0, 0.13), (length - 0.05, 0.13), (length, belt - 0.1), (length - 0.5, belt), (0, belt)], dull)
    cabin = [
        (0.02, belt - 0.01),
        (length - 0.6, belt - 0.01),
        (length - 1.0, tall - 0.02),
        (rng.uniform(0.05, 0.4), tall - 0.02),
    ]
    canvas.fill(cabin, dull * 0.9)
    middle = np.mean(cabin, axis=0)
    canvas.fill(((np.asarray(cabin) - middle) * 0.8 + middle).astype(np.float32), rng.uniform(15, 90) * np.ones(3))
    for x in (0.4, length - 0.55):
        at = canvas.points(np.array([[x, 0.17]], np.float32))[0]
        for radius, shade in ((0.18, 20), (0.11, rng.uniform(90, 190)), (0.04, 60)):
            cv2.circle(
                canvas.picture,
                at.tolist(),
                round(radius * END_PX * 16),
                (shade, shade, shade, 255.0),
                -1,
                cv2.LINE_AA,
                4,
            )
    return canvas.picture


def _bend(rng: np.random.Generator, end: Picture, side: Picture, corners: Floats) -> Vehicle:
    """End and side as seen from an angle, with a little perspective."""
    yaw = float(np.clip(abs(rng.normal(0, 28)), 0, 68)) * np.pi / 180
    high, wide = end.shape[:2]
    shown, deep = wide * np.cos(yaw), side.shape[1] * np.sin(yaw) * 0.75
    shrink, lean = 0.28 * np.sin(yaw), 0.1 * np.sin(yaw) * rng.uniform(0, 1.5)
    out_wide = round(shown + deep) + 1
    near = np.array([(0, high * lean * 0.5), (shown, 0), (shown, high), (0, high * (1 - lean))], np.float32)
    far_top, far_bottom = high * shrink * 0.4, high * (1 - shrink)
    near_edge = shown * 0.95
    flank = np.array(
        [(near_edge, 0), (shown + deep, far_top), (shown + deep, far_bottom), (near_edge, high)], np.float32
    )
    turn = cv2.getPerspectiveTransform(_frame_of(end), near)
    sprite = cv2.warpPerspective(end, turn, (out_wide, high), flags=cv2.INTER_LINEAR)
    if deep > 4:
        bent = cv2.getPerspectiveTransform(_frame_of(side), flank)
        behind = cv2.warpPerspective(side, bent, (out_wide, high), flags=cv2.INTER_LINEAR)
        over = sprite[..., 3:].astype(np.float32) / 255
        colours = sprite[..., :3] * over + behind[..., :3] * (1 - over)
        sprite = np.dstack([colours.astype(np.uint8), np.maximum(sprite[..., 3], behind[..., 3])])
    moved = cv2.perspectiveTransform(corners[None], turn)[0]
    return Vehicle(np.asarray(sprite, np.uint8), moved.astype(np.float32))


def _frame_of(picture: Picture) -> Floats:
    high, wide = picture.shape[:2]
    return np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)


def _motorcycle(rng: np.random.Generator) -> Vehicle:
    """A motorcycle or scooter from behind: a narrow dark shape with a lamp and a small plate low on it."""
    canvas = Canvas(np.zeros((round(0.7 * END_PX), round(0.5 * END_PX), 4), np.uint8), END_PX)
    paint = np.array(PAINTS[rng.integers(len(PAINTS))]) * 0.8
    canvas.fill([(0.2, 0), (0.3, 0), (0.3, 0.4), (0.2, 0.4)], (22, 22, 23))
    canvas.fill([(0.14, 0.3), (0.36, 0.3), (0.33, 0.5), (0.17, 0.5)], paint)
    canvas.fill([(0.05, 0.5), (0.45, 0.5), (0.42, 0.54), (0.08, 0.54)], (30, 30, 32))
    canvas.fill([(0.19, 0.42), (0.31, 0.42), (0.3, 0.47), (0.2, 0.47)], (rng.uniform(120, 220), 20, 25))
    for x in (0.06, 0.38):
        canvas.fill([(x, 0.56), (x + 0.07, 0.56), (x + 0.06, 0.62), (x + 0.01, 0.62)], (60, 64, 70))
    plate = cv2.resize(
        draw_plate(rng),
        (round(rng.uniform(0.11, 0.16) * END_PX), round(rng.uniform(0.07, 0.12) * END_PX)),
        interpolation=cv2.INTER_AREA,
    )
    high, wide = plate.shape[:2]
    left, top = round(0.25 * END_PX - wide / 2), round(canvas.picture.shape[0] - rng.uniform(0.27, 0.36) * END_PX)
    canvas.picture[top : top + high, left : left + wide] = np.dstack([plate, np.full((high, wide), 255, np.uint8)])
    _shade(rng, canvas)
    x2, y2 = left + wide, top + high
    return Vehicle(canvas.picture, np.array([(left, top), (x2, top), (x2, y2), (left, y2)], np.float32))

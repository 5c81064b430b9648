"""Plates as they are drawn for training."""

import re

import numpy as np
import pytest

from training.plates import PX_PER_MM, STYLES, Style, draw_plate, plate_of, text_of


def test_a_pattern_is_filled_with_letters_and_digits() -> None:
    text = text_of("AA-000-AA", np.random.default_rng(1))
    assert re.fullmatch(r"[A-Z]{2}-[0-9]{3}-[A-Z]{2}", text)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.patterns[0])
def test_a_plate_has_the_size_of_its_style_and_ink_on_its_ground(style: Style) -> None:
    plate = plate_of(style, np.random.default_rng(2))
    assert plate.shape == (round(style.size_mm[1] * PX_PER_MM), round(style.size_mm[0] * PX_PER_MM), 3)
    middle = plate[:, plate.shape[1] // 4 : -plate.shape[1] // 4].reshape(-1, 3).astype(int)
    for colour in (style.ground, style.ink):
        assert (np.abs(middle - np.array(colour)).max(axis=1) < 40).mean() > 0.04


def test_french_plates_have_a_blue_band_at_both_ends() -> None:
    plate = plate_of(STYLES[0], np.random.default_rng(3)).astype(int)
    bands = np.concatenate([plate[4:-4, 4:16], plate[4:-4, -16:-4]]).reshape(-1, 3)
    assert (bands[:, 2] > bands[:, 0] + 60).mean() > 0.6


def test_no_two_plates_are_the_same() -> None:
    rng = np.random.default_rng(4)
    assert len({draw_plate(rng).tobytes() for _ in range(12)}) == 12

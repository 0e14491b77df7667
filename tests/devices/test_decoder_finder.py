"""The finder: bars at any angle and of any contrast are boxed, a border or an empty belt is not."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from borderpost.benchmarks.label_scenes import background
from borderpost.devices.decoder.boxes import Box, angle_between, join
from borderpost.devices.decoder.finder import find_bars, find_dense, tensor_of

CENTRE = (960, 540)


def bars(
    angle: float, *, dark: int = 40, light: int = 220, length: int = 420, height: int = 90
) -> NDArray[np.uint8]:
    rng = np.random.default_rng(5)
    frame = np.full((1080, 1920), light, np.uint8)
    line = np.repeat(np.arange(400) % 2, rng.integers(2, 7, 400))[:length]
    left, top = CENTRE[0] - length // 2, CENTRE[1] - height // 2
    frame[top : top + height, left : left + length] = np.where(line == 1, dark, light)
    turn = cv2.getRotationMatrix2D(CENTRE, -angle, 1.0)
    return np.asarray(cv2.warpAffine(frame, turn, (1920, 1080), borderValue=light), np.uint8)


@pytest.mark.parametrize("angle", [0, 11, 23, 45, 68, 90, 117, 160])
def test_bars_are_boxed_at_any_angle(angle: float) -> None:
    (box,) = find_bars(tensor_of(bars(angle)))
    assert box.holds(CENTRE)
    assert abs(box.x - CENTRE[0]) < 10
    assert abs(box.y - CENTRE[1]) < 10
    assert angle_between(box.angle, np.deg2rad(angle)) < np.deg2rad(3)
    assert 380 < box.length < 480
    assert 70 < box.height < 130


def test_faint_bars_are_boxed() -> None:
    (box,) = find_bars(tensor_of(bars(30, dark=120, light=138)))
    assert box.holds(CENTRE)


def test_a_border_is_no_code() -> None:
    frame = np.full((1080, 1920), 60, np.uint8)
    cv2.rectangle(frame, (500, 300), (1300, 800), 230, -1)
    assert find_bars(tensor_of(frame)) == []


def test_an_even_belt_has_no_boxes() -> None:
    noise = np.random.default_rng(1).normal(120, 6, (1080, 1920))
    assert find_bars(tensor_of(noise.astype(np.uint8))) == []


def test_a_label_seen_aslant_is_a_parallelogram() -> None:
    frame = bars(0)
    shear = np.array([[1, 0, 0], [0.3, 1, -0.3 * CENTRE[0]]])
    aslant = np.asarray(cv2.warpAffine(frame, shear, (1920, 1080), borderValue=220), np.uint8)
    (box,) = find_bars(tensor_of(aslant))
    assert box.slope == pytest.approx(0.3, abs=0.06)
    assert 70 < box.height < 130


def test_the_halves_of_a_code_are_joined() -> None:
    left = Box(x=400, y=300, angle=0.1, length=200, height=80, score=1)
    right = Box(x=700, y=330, angle=0.12, length=180, height=90, score=1)
    (both,) = join([left, right])
    assert both.holds((400, 300))
    assert both.holds((700, 330))
    assert both.length == pytest.approx(490, abs=15)


def test_boxes_that_lie_otherwise_are_not_joined() -> None:
    box = Box(x=400, y=300, angle=0.0, length=200, height=80)
    above = Box(x=400, y=100, angle=0.0, length=200, height=80)
    across = Box(x=700, y=300, angle=1.2, length=200, height=80)
    far = Box(x=1600, y=300, angle=0.0, length=200, height=80)
    assert join([box, above]) == join([box, across]) == join([box, far]) == []


def test_a_matrix_is_a_dense_blob() -> None:
    rng = np.random.default_rng(3)
    frame = np.full((1080, 1920), 200, np.uint8)
    matrix = np.kron(rng.integers(0, 2, (22, 22)) * 180 + 20, np.ones((5, 5))).astype(np.uint8)
    frame[500:610, 700:810] = matrix
    left, top, width, height = find_dense(tensor_of(frame))[0]
    assert left < 755 < left + width
    assert top < 555 < top + height


def test_no_more_boxes_than_asked_for() -> None:
    frame = background(np.random.default_rng(8))
    assert len(find_bars(tensor_of(frame), most=2)) <= 2

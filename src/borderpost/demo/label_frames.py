"""Camera frames of labelled parcels on a belt: 1920 × 1080 BGR pictures in kinds of difficulty."""

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from borderpost.demo import scenery
from borderpost.demo.dice import Dice
from borderpost.demo.labels import PIXELS_PER_MM, Label, draw_label
from borderpost.demo.pixels import Pixels, as_pixels

FRAME_SIZE = (1920, 1080)
CAMERA_HEIGHT_MM = 900.0
NEAR_PIXELS_PER_MM = 4.9  # on the belt, in a frame that is not meant to be hard

Corners = NDArray[np.float64]


class Difficulty(StrEnum):
    """What keeps a reader from the code."""

    CLEAN = "clean"
    ROTATED = "rotated"
    PERSPECTIVE = "perspective"
    MOTION = "motion"
    DEFOCUS = "defocus"
    GLARE = "glare"
    NOISE = "noise"
    LOW_CONTRAST = "low_contrast"
    FAR = "far"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class _Pose:
    """Where a parcel lies (mm from the middle of the belt), how it is turned and how the camera leans."""

    x: float
    y: float
    turn: float  # degrees
    lean: float  # degrees
    pixels_per_mm: float


def parcel_frame(label: Label, difficulty: Difficulty, seed: int) -> Pixels:
    """Return a frame with one labelled parcel."""
    dice = Dice(f"frame-{seed}-{difficulty}-{label.code}")
    pose = _pose(dice, difficulty)
    frame = scenery.belt(FRAME_SIZE, dice.whole(0, 3)).copy()
    _lay(frame, label, pose, dice)
    return _seen(frame, difficulty, dice)


def two_parcels_frame(left: Label, right: Label, seed: int) -> Pixels:
    """Return a frame with two labelled parcels side by side, both easy to read."""
    dice = Dice(f"frame-{seed}-two-{left.code}-{right.code}")
    frame = scenery.belt(FRAME_SIZE, dice.whole(0, 3)).copy()
    for label, x in ((left, -98.0), (right, 98.0)):
        _lay(frame, label, _Pose(x, dice.span(-12, 12), dice.span(-4, 4), 2.0, 4.4), dice, narrow=True)
    return _seen(frame, Difficulty.CLEAN, dice)


def empty_frame(seed: int) -> Pixels:
    """Return a frame of the belt alone."""
    dice = Dice(f"frame-{seed}-empty")
    return _seen(scenery.belt(FRAME_SIZE, dice.whole(0, 3)).copy(), Difficulty.CLEAN, dice)


def _pose(dice: Dice, difficulty: Difficulty) -> _Pose:
    turn, lean, scale = dice.span(-5, 5), dice.span(0, 5), NEAR_PIXELS_PER_MM
    x, y = dice.span(-30, 30), dice.span(-12, 12)
    match difficulty:
        case Difficulty.ROTATED:
            turn = dice.span(-180, 180)
        case Difficulty.PERSPECTIVE:
            lean, turn = dice.span(28, 42), dice.span(-14, 14)
        case Difficulty.FAR:
            scale = dice.span(2.6, 3.0)
        case Difficulty.MIXED:
            turn, lean, scale = dice.span(-40, 40), dice.span(8, 22), dice.span(3.6, 4.4)
        case _:
            pass
    return _Pose(x, y, turn, lean, scale)


def _lay(frame: Pixels, label: Label, pose: _Pose, dice: Dice, *, narrow: bool = False) -> None:
    """Draw one parcel into the frame: its shadow, the sides that the camera sees, and its top."""
    length, depth = (
        (dice.span(172, 184), dice.span(125, 140)) if narrow else (dice.span(215, 270), dice.span(150, 185))
    )
    height = dice.span(35, 70)
    base = np.array([(-length, -depth), (length, -depth), (length, depth), (-length, depth)]) / 2
    angle = np.deg2rad(pose.turn)
    spun = base @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    spun += (pose.x, pose.y)
    spun[:, 1] += height * np.tan(np.deg2rad(pose.lean))  # the camera aims at the top, not at the belt
    floor, top = _project(spun, 0.0, pose), _project(spun, height, pose)
    _shade(frame, floor, height * pose.pixels_per_mm)
    card = scenery.cardboard(dice.whole(0, 3))
    for a in sorted(range(4), key=lambda i: -floor[[i, (i + 1) % 4], 1].mean()):
        b = (a + 1) % 4
        _paste_side(frame, card, np.array([top[a], top[b], floor[b], floor[a]]), 0.48 + 0.1 * (a % 2))
    _paste(frame, _top_face(label, length, depth, card, dice), top)


def _project(points: Corners, height: float, pose: _Pose) -> Corners:
    """Return frame coordinates of points (mm) at a height above the belt, seen by the leaning camera."""
    lean = np.deg2rad(pose.lean)
    x, y = points[:, 0], points[:, 1]
    away = CAMERA_HEIGHT_MM - height * np.cos(lean) - y * np.sin(lean)
    up = y * np.cos(lean) - height * np.sin(lean)
    scale = pose.pixels_per_mm * CAMERA_HEIGHT_MM / away
    return np.stack([FRAME_SIZE[0] / 2 + x * scale, FRAME_SIZE[1] / 2 + up * scale], axis=1)


def _top_face(label: Label, length: float, depth: float, card: Pixels, dice: Dice) -> Pixels:
    width, height = round(length * PIXELS_PER_MM), round(depth * PIXELS_PER_MM)
    face = as_pixels(cv2.resize(card, (width, height), interpolation=cv2.INTER_LINEAR))
    scenery.tape(face, round(height * dice.span(0.42, 0.58)), round(48 * PIXELS_PER_MM * 0.9))
    picture = draw_label(label)
    room_x, room_y = width - picture.shape[1], height - picture.shape[0]
    x, y = round(room_x * dice.span(0.2, 0.8)), round(room_y * dice.span(0.2, 0.8))
    face[y + 4 : y + picture.shape[0] + 4, x + 4 : x + picture.shape[1] + 4] //= 2
    face[y : y + picture.shape[0], x : x + picture.shape[1]] = picture
    return face


def _paste(frame: Pixels, picture: Pixels, corners: Corners) -> None:
    span = np.linalg.norm(corners[1] - corners[0]) / picture.shape[1]
    if span < 0.62:
        # Bilinear warping skips pixels when it shrinks by much; an area average first keeps thin bars.
        picture = as_pixels(cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))
    height, width = picture.shape[:2]
    source = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
    x0, y0 = np.maximum(np.floor(corners.min(axis=0)).astype(int) - 1, 0)
    x1, y1 = np.minimum(np.ceil(corners.max(axis=0)).astype(int) + 1, FRAME_SIZE)
    if x1 <= x0 or y1 <= y0:
        return
    homography = cv2.getPerspectiveTransform(source, (corners - (x0, y0)).astype(np.float32))
    size = (int(x1 - x0), int(y1 - y0))
    warped = cv2.warpPerspective(
        picture, homography, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    mask = np.zeros((size[1], size[0]), np.uint8)
    cv2.fillConvexPoly(mask, np.round(corners - (x0, y0)).astype(np.int32), 255, cv2.LINE_AA)
    cv2.copyTo(warped, mask, frame[y0:y1, x0:x1])


def _paste_side(frame: Pixels, card: Pixels, corners: Corners, light: float) -> None:
    strip = cv2.convertScaleAbs(card[:200], alpha=light)
    _paste(frame, as_pixels(strip), corners)


def _shade(frame: Pixels, floor: Corners, reach: float) -> None:
    small = np.full((FRAME_SIZE[1] // 8, FRAME_SIZE[0] // 8), 255, np.uint8)
    shifted = np.add(floor, (reach * 0.35, reach * 0.3)) / 8
    cv2.fillConvexPoly(small, np.round(shifted).astype(np.int32), 90, cv2.LINE_AA)
    cv2.fillConvexPoly(small, np.round(floor / 8).astype(np.int32), 70, cv2.LINE_AA)
    soft = cv2.resize(cv2.GaussianBlur(small, (0, 0), 3.2), FRAME_SIZE, interpolation=cv2.INTER_LINEAR)
    cv2.multiply(frame, cv2.merge([soft, soft, soft]), frame, scale=1 / 255)


def _seen(frame: Pixels, difficulty: Difficulty, dice: Dice) -> Pixels:
    """Return the frame as a real camera would have it: light, optics, then sensor."""
    mixed = difficulty is Difficulty.MIXED
    frame = scenery.lit(frame, dice)
    if difficulty is Difficulty.GLARE or mixed:
        scenery.glare(frame, dice, strength=0.75 if mixed else 1.0)
    if difficulty is Difficulty.LOW_CONTRAST:
        frame = as_pixels(cv2.convertScaleAbs(frame, alpha=dice.span(0.1, 0.17), beta=dice.span(28, 60)))
    if difficulty is Difficulty.MOTION:
        frame = scenery.moved(frame, dice.whole(3, 5), dice.span(-15, 15))
    if difficulty is Difficulty.DEFOCUS or mixed:
        frame = as_pixels(
            cv2.GaussianBlur(frame, (0, 0), dice.span(0.9, 1.3) if mixed else dice.span(1.3, 1.8))
        )
    return scenery.grained(frame, dice.span(16, 24) if difficulty is Difficulty.NOISE else 3.0, dice)

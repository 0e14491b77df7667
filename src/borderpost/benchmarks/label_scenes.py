"""Scenes for the decoder's benchmark: labels in a cluttered frame, each with one kind of difficulty."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from borderpost.benchmarks.light import as_bytes, blurred, dragged, dulled, glared, grained, shrunk, stained
from borderpost.domain.identifiers.s10 import generate

Grey = NDArray[np.uint8]

SIZE = (1920, 1080)
_INNER = 6  # pixels of the drawn label for one module
_WORDS = ("REGISTERED", "PRIORITY", "CN22", "DOUANE", "R", "PAR AVION", "TRACKED")
_SERVICES = ("RR", "CP", "EE", "LX", "UA", "CX", "VV", "LM")
_COUNTRIES = ("GB", "DE", "FR", "JP", "US", "CN", "NL", "TR", "AU", "PL", "SE", "CH")
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789 "

DIFFICULTIES = (
    "clean",
    "rotate",
    "perspective",
    "motion",
    "gauss",
    "lowcontrast",
    "glare",
    "noise",
    "crumple",
    "occlusion",
    "lowres",
    "far",
    "mixed",
)


@dataclass(frozen=True, slots=True)
class Pose:
    """How a label lies before the camera: middle in pixels, turn in degrees, pixels for one module.

    `keystone` is how far (share of the label's size) corners are off a rectangle; `crumple` the waves of the
    paper in modules.
    """

    x: float
    y: float
    turn: float
    module: float
    keystone: float = 0.0
    crumple: float = 0.0


@dataclass(frozen=True, slots=True)
class Scene:
    """A frame of (1080, 1920) grey pixels, the kind of difficulty, and the texts that are on it."""

    frame: Grey
    category: str
    truth: tuple[str, ...]


def scenes(seed: int, each: int) -> Iterator[Scene]:
    """`each` frames of every difficulty and as many empty ones, always the same for a seed."""
    for category in (*DIFFICULTIES, "empty"):
        for at in range(each):
            rng = np.random.default_rng(
                (seed, DIFFICULTIES.index(category) if category != "empty" else 99, at)
            )
            yield scene(rng, category)


def scene(rng: np.random.Generator, category: str) -> Scene:
    """One frame of a kind of difficulty."""
    frame = background(rng)
    if category == "empty":
        return Scene(grained(frame, rng, 3.0), category, ())
    text = item_number(rng)
    pose = pose_for(rng, category)
    light = rng.uniform(0.75, 1.0)
    low, high = _tones(rng, category)
    frame = lay(frame, label(rng, text), pose, rng, light, low, high)
    return Scene(seen(frame, pose, rng, category), category, (text,))


def _tones(rng: np.random.Generator, category: str) -> tuple[float, float]:
    if category != "lowcontrast":
        return rng.uniform(20, 55), rng.uniform(190, 240)
    ink = rng.uniform(60, 160)
    return ink, ink + rng.uniform(22, 50)


def item_number(rng: np.random.Generator) -> str:
    """A valid S10 item number."""
    service = str(rng.choice(_SERVICES))
    return generate(service, int(rng.integers(0, 100_000_000)), str(rng.choice(_COUNTRIES)))


def pose_for(rng: np.random.Generator, category: str) -> Pose:
    """A pose as the difficulty asks for it: any angle where it is one of angles, else near an axis."""
    any_turn = category in {"rotate", "far", "mixed", "noise"}
    turn = rng.uniform(0, 360) if any_turn else rng.choice((0, 90, 180, 270)) + rng.normal(0, 3)
    module = {"far": rng.uniform(1.05, 1.4), "lowres": rng.uniform(1.5, 2.2)}.get(category, rng.uniform(2, 3))
    margin = 156 * module / 2 + 60
    return Pose(
        x=rng.uniform(margin, SIZE[0] - margin),
        y=rng.uniform(min(margin, 500), SIZE[1] - min(margin, 500)),
        turn=float(turn),
        module=float(module),
        keystone={"perspective": 0.32, "mixed": 0.1}.get(category, 0.02),
        crumple={"crumple": 0.8, "mixed": 0.4}.get(category, 0.0),
    )


def seen(frame: Grey, pose: Pose, rng: np.random.Generator, category: str) -> Grey:
    """The frame as the camera has it: what covers or outshines the label, then optics, then the sensor."""
    module = pose.module
    if category == "glare":
        frame = glared(frame, rng, (pose.x, pose.y), 156 * module)
    if category == "occlusion":
        frame = stained(frame, rng, (pose.x, pose.y), pose.turn, 156 * module)
    if category == "gauss":
        frame = blurred(frame, rng.uniform(0.5, 1.1) * module)
    if category == "motion":
        frame = dragged(frame, rng, rng.uniform(1.0, 2.6) * module)
    if category == "mixed":
        frame = blurred(frame, rng.uniform(0.3, 0.5) * module)
    if category == "lowres":
        frame = shrunk(frame, rng.uniform(0.55, 0.75))
    if category == "lowcontrast":
        frame = dulled(frame, 0.9)
    return grained(frame, rng, {"noise": rng.uniform(14, 26), "mixed": 7.0}.get(category, 3.0))


def bad_label(seed: int, frames: int = 8) -> Iterator[Scene]:
    """Frames of one badly placed label in an unsteady hand: any angle, fine, blurred, shiny and noisy."""
    rng = np.random.default_rng(seed)
    text = item_number(rng)
    paper = label(rng, text)
    empty = background(rng)
    module = rng.uniform(1.3, 2.4)
    held = Pose(rng.uniform(500, 1420), rng.uniform(350, 730), rng.uniform(0, 360), module, 0.08)
    tones = rng.uniform(25, 60), rng.uniform(150, 225)
    for _ in range(frames):
        pose = replace(
            held,
            x=held.x + rng.normal(0, 12),
            y=held.y + rng.normal(0, 12),
            turn=held.turn + rng.normal(0, 3),
            module=module * rng.uniform(0.95, 1.05),
        )
        frame = lay(empty.copy(), paper, pose, rng, 0.9, *tones)
        frame = glared(frame, rng, (pose.x, pose.y), 156 * module, strength=0.55)
        frame = blurred(frame, rng.uniform(0.3, 0.75) * module)
        frame = dragged(frame, rng, rng.uniform(0.2, 1.6) * module)
        yield Scene(grained(frame, rng, 6.0), "sequence", (text,))


def background(rng: np.random.Generator) -> Grey:
    """A belt with sheets, print and bars that are no code."""
    width, height = SIZE
    rough = rng.normal(0, 1, (height // 20, width // 20)).astype(np.float32)
    cloud = cv2.resize(rough, SIZE, interpolation=cv2.INTER_CUBIC)
    frame = as_bytes(rng.uniform(60, 190) + 18 * cloud)
    for _ in range(int(rng.integers(1, 4))):
        middle = (float(rng.uniform(0, width)), float(rng.uniform(0, height)))
        size = (float(rng.uniform(250, 800)), float(rng.uniform(250, 700)))
        corners = cv2.boxPoints((middle, size, float(rng.uniform(0, 90)))).astype(np.int32)
        cv2.fillConvexPoly(frame, corners, float(rng.uniform(70, 245)), cv2.LINE_AA)
    for _ in range(int(rng.integers(3, 8))):
        words = "".join(rng.choice(list(_LETTERS), int(rng.integers(4, 18))))
        at = (int(rng.integers(0, width - 200)), int(rng.integers(30, height)))
        large = float(rng.uniform(0.5, 1.8))
        cv2.putText(
            frame, words, at, cv2.FONT_HERSHEY_DUPLEX, large, float(rng.uniform(10, 90)), 1 + int(large * 2)
        )
    for _ in range(int(rng.integers(0, 4))):
        _bars(frame, rng)
    return frame


def _bars(frame: Grey, rng: np.random.Generator) -> None:
    """Parallel bars of random widths, upright or level: what a hatched print or a grille looks like."""
    length, height = int(rng.integers(60, 420)), int(rng.integers(40, 260))
    widths = rng.integers(2, 9, length)
    line = np.repeat(np.arange(length) % 2, widths)[:length]
    patch = np.tile(line, (height, 1))
    if rng.random() < 0.5:
        patch = patch.T
    x, y = int(rng.integers(0, SIZE[0] - patch.shape[1])), int(rng.integers(0, SIZE[1] - patch.shape[0]))
    part = frame[y : y + patch.shape[0], x : x + patch.shape[1]]
    part[patch == 1] = (part[patch == 1] * rng.uniform(0.15, 0.7)).astype(np.uint8)


def label(rng: np.random.Generator, text: str) -> Grey:
    """A label as it is printed, 0 ink and 255 paper, six pixels to the module."""
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128)
    row = np.asarray(made.to_image(scale=1, add_quiet_zones=False))[0:1]
    bars = cv2.resize(
        row, (row.shape[1] * _INNER, int(rng.integers(24, 40)) * _INNER), interpolation=cv2.INTER_NEAREST
    )
    height, width = bars.shape
    paper = np.full((height + 60 * _INNER, width + 28 * _INNER), 255, np.uint8)
    top, left = 20 * _INNER, 14 * _INNER
    paper[top : top + height, left : left + width] = bars
    face = cv2.FONT_HERSHEY_DUPLEX
    cv2.putText(paper, str(rng.choice(_WORDS)), (left, top - 30), face, 2.2, 0, 5)
    cv2.putText(paper, text, (left, top + height + 70), face, 1.8, 0, 4)
    for line in range(2):
        words = "".join(rng.choice(list(_LETTERS), 24))
        cv2.putText(paper, words, (left, top + height + 130 + 50 * line), face, 1.2, 0, 2)
    return paper


def lay(
    frame: Grey, paper: Grey, pose: Pose, rng: np.random.Generator, light: float, low: float, high: float
) -> Grey:
    """The frame with the label in its pose; `low` and `high` are the grey of ink and paper before `light`."""
    height, width = paper.shape
    scale = pose.module / _INNER
    corners = np.array([(-width, -height), (width, -height), (width, height), (-width, height)]) / 2 * scale
    corners = corners * (1 + rng.uniform(-pose.keystone, pose.keystone, (4, 2)))
    angle = np.deg2rad(pose.turn)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    placed = (corners @ turn + (pose.x, pose.y)).astype(np.float32)
    source = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    # An area average first: shrinking by warping alone would skip pixels.
    soft = blurred(paper, 0.4 / scale) if scale < 1 else paper
    if pose.crumple:
        soft = _crumpled(soft, pose.crumple * _INNER, rng)
    homography = cv2.getPerspectiveTransform(source, placed)
    warped = cv2.warpPerspective(soft, homography, SIZE, flags=cv2.INTER_LINEAR).astype(np.float32)
    mask = cv2.warpPerspective(np.full(paper.shape, 255, np.uint8), homography, SIZE).astype(np.float32) / 255
    inked = (low + (high - low) * warped / 255) * light
    return as_bytes(frame * (1 - mask) + inked * mask)


def _crumpled(paper: Grey, reach: float, rng: np.random.Generator) -> Grey:
    height, width = paper.shape
    waves = rng.normal(0, 1, (2, 4, 7)).astype(np.float32)
    dx, dy = (cv2.resize(wave, (width, height), interpolation=cv2.INTER_CUBIC) * reach for wave in waves)
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    folded = cv2.remap(paper, x + dx, y + dy, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    shade = cv2.resize(
        rng.normal(0, 1, (5, 9)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC
    )
    return as_bytes(folded * (1 - 0.12 * np.abs(shade)))

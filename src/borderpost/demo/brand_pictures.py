"""The pictures of the demo's brand packs, drawn: how goods of invented marks look, genuine and fake."""

import shutil
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from borderpost.demo.brush import Canvas, curve, ellipse, placed, polygon, rectangle
from borderpost.demo.drawn_goods import trainer
from borderpost.demo.lettering import BOLD, MONO, text_width
from borderpost.demo.pixels import Pixels

SIZE = (640, 480)
_GROUND, _RED, _PALE, _INK = (206, 210, 214), (196, 62, 52), (250, 246, 238), (38, 42, 52)


def write_brands(source: Path, folder: Path) -> None:
    """Copy the packs of invented right-holders from the program's resources, and draw their pictures."""
    for pack in sorted(each for each in source.iterdir() if (each / "brand.toml").is_file()):
        into = folder / pack.name
        (into / "pictures").mkdir(parents=True, exist_ok=True)
        for file in pack.iterdir():
            if file.is_file():
                shutil.copyfile(file, into / file.name)
        head = (pack / "brand.toml").read_text(encoding="utf-8")
        for name in _DRAWN:
            for side in ("genuine", "fake"):
                if f'"{name}-{side}.png"' in head:
                    (into / "pictures" / f"{name}-{side}.png").write_bytes(feature_picture(name, side))


def feature_picture(name: str, side: str) -> bytes:
    """Return a picture (PNG) of a feature, `genuine` or `fake`; the same every time."""
    width, height = SIZE
    light = np.linspace(1.05, 0.9, height)[:, None, None]
    ground: Pixels = np.clip(np.full((height, width, 3), _GROUND) * light, 0, 255).astype(np.uint8)
    canvas = Canvas(ground)
    _DRAWN[name](canvas, side == "genuine")
    done, data = cv2.imencode(".png", cv2.cvtColor(canvas.pixels, cv2.COLOR_RGB2BGR))
    if not done:
        raise RuntimeError("OpenCV could not write a PNG")
    return data.tobytes()


def _ring(canvas: Canvas, genuine: bool) -> None:
    trainer(canvas, -330, -210, 1.5, 0)
    patch = ellipse(320, 250, 215, 165)
    canvas.solid(patch, _RED, (160, 44, 40), lift=4, depth=4)
    turn = np.linspace(0, 2 * np.pi, 90) if genuine else np.linspace(-2.3, 2.3, 74)
    ring = np.stack([320 + 150 * np.cos(turn), 250 + 105 * np.sin(turn)], axis=1)
    if not genuine:
        canvas.line(np.add(ring, (3, 5)), (255, 214, 190), 44, soft=5, alpha=0.55)
    canvas.line(ring, _PALE, 34)
    if genuine:
        canvas.line(ring, (190, 178, 160), 2, dashed=12)
        inner = np.stack([320 + 132 * np.cos(turn), 250 + 87 * np.sin(turn)], axis=1)
        canvas.line(inner, (210, 198, 180), 2, dashed=11)


def _tongue(canvas: Canvas, genuine: bool) -> None:
    tongue = curve(
        [(90, 470), (110, 150), (200, 40), (440, 40), (530, 150), (550, 470), (550, 470), (90, 470)]
    )
    canvas.solid(tongue, (88, 78, 82), (60, 52, 56), lift=12)
    label = rectangle(170, 130, 300, 220, 6)
    canvas.solid(label, _PALE, (234, 230, 220), lift=5, depth=3)
    words, small = ("ZARQUET", "MERIDIAN 4 · EU 42") if genuine else ("ZARGUET", "MERIDIAN  EU42")
    canvas.text(190, 145, words, 40, _INK, BOLD)
    canvas.text(190, 196, small, 19 if genuine else 21, _INK, MONO)
    if genuine:
        for row in range(145, 222, 4):
            canvas.line(polygon((190, row), (450, row)), _PALE, 1, alpha=0.5)
        _square_code(canvas, 350, 236)
        canvas.text(190, 262, "SN 0042-7781", 18, _INK, MONO)
    else:
        canvas.text(190, 262, "MADE WITH CARE", 18, _INK)


def _square_code(canvas: Canvas, x: float, y: float) -> None:
    dice = np.random.Generator(np.random.PCG64(21))
    for row in range(14):
        for column in range(14):
            edge = column == 0 or row == 13 or (row == 0 and column % 2 == 0) or (column == 13 and row % 2)
            if edge or (0 < row < 13 and 0 < column < 13 and dice.random() < 0.5):
                canvas.fill(rectangle(x + column * 7, y + row * 7, 7, 7), (20, 22, 26))


def _plate(canvas: Canvas, genuine: bool) -> None:
    canvas.solid(rectangle(0, 0, 640, 480), (58, 52, 60), (34, 30, 36), lift=2)
    for step in range(-4, 12):
        canvas.line(polygon((step * 90, 0), (step * 90 + 300, 480)), (92, 84, 94), 2, dashed=10, alpha=0.7)
    plate = rectangle(90, 160, 460, 150, 26 if genuine else 1)
    canvas.solid(plate, (244, 214, 140), (186, 146, 66), lift=10, depth=6)
    words, size = "ORVELISSE", 62
    if genuine:
        start = 320 - text_width(words, size, BOLD) / 2
        canvas.text(start + 2, 198, words, size, (250, 234, 190), BOLD)
        canvas.text(start, 196, words, size, (104, 76, 24), BOLD)
        return
    x = 112.0
    for number, letter in enumerate(words):
        canvas.text(x, 192 + (number * 7) % 13, letter, size - 4, (30, 28, 26))
        x += text_width(letter, size) + (number * 5) % 11


def _dial(canvas: Canvas, genuine: bool) -> None:
    canvas.solid(ellipse(320, 240, 222, 222), (206, 208, 214), (132, 136, 144), lift=18, depth=12)
    canvas.fill(ellipse(320, 240, 196, 196), (24, 34, 58), (40, 54, 86))
    for hour in range(12):
        if not genuine and hour == 6:
            continue
        bar = placed(rectangle(-5, -178, 10, 36, 2), 320, 240, degrees=-30 * hour)
        if genuine:
            canvas.solid(bar, (246, 244, 236), (190, 188, 178), lift=3, depth=2)
        else:
            canvas.fill(bar, (206, 204, 196))
    canvas.text(320 - text_width("TIQVANE", 30, BOLD) / 2, 140, "TIQVANE", 30, (230, 228, 220), BOLD)
    for length, degrees in ((88 if genuine else 136, 52), (136, -58)):
        hand = placed(polygon((-6, 18), (-4, -length), (4, -length), (6, 18)), 320, 240, degrees=degrees)
        canvas.solid(hand, (246, 244, 236), (200, 198, 190), lift=5, depth=2)
    canvas.fill(ellipse(320, 240, 10, 10), (196, 62, 52))


_DRAWN: dict[str, Callable[[Canvas, bool], None]] = {
    "ring": _ring,
    "tongue": _tongue,
    "plate": _plate,
    "dial": _dial,
}

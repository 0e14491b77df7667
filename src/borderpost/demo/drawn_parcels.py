"""Parcels as the demo's photographs show them: as they came, cut open, and sealed as evidence."""

import cv2
import numpy as np

from borderpost.demo import scenery
from borderpost.demo.brush import Canvas, Outline, curve, polygon, rectangle
from borderpost.demo.drawn_goods import trainer
from borderpost.demo.labels import Label, barcode, draw_label
from borderpost.demo.lettering import BOLD, MONO, Colour, text_width
from borderpost.demo.pixels import Pixels, as_pixels

INK: Colour = (26, 28, 32)


def sealed_parcel(canvas: Canvas, label: Label) -> None:
    """The parcel as it came, label up."""
    box = polygon((240, 105), (1372, 118), (1360, 985), (228, 970))
    side = polygon((228, 970), (1360, 985), (1356, 1030), (232, 1014))
    canvas.shadow(np.concatenate([box[:2], side[1:3][::1], side[3:]]), lift=44, strength=0.6)
    canvas.stick(_card_sheet(), box)
    canvas.fill(side, (150, 122, 88), (112, 90, 64))
    canvas.line(side[:2], (222, 196, 158), 2, alpha=0.7)
    tape = polygon((236, 470), (1368, 483), (1366, 588), (234, 574))
    canvas.fill(tape, (196, 152, 98), (180, 136, 84), alpha=0.6)
    for a, b in ((0, 1), (3, 2)):
        canvas.line(tape[[a, b]], (120, 92, 58), 1, alpha=0.7)
    paper = polygon((372, 236), (1140, 225), (1148, 762), (380, 773))
    canvas.shadow(paper, lift=4)
    canvas.stick(as_pixels(draw_label(label)[:, :, ::-1]), paper)


def opened_parcel(canvas: Canvas, label: Label) -> None:
    """The parcel cut open, seen from above, with shoe boxes in it."""
    inside = rectangle(400, 285, 800, 580)
    flaps = (
        polygon((400, 285), (1200, 285), (1232, 92), (362, 100)),
        polygon((1200, 865), (400, 865), (372, 1032), (1226, 1040)),
        polygon((400, 865), (400, 285), (206, 262), (192, 884)),
        polygon((1200, 285), (1200, 865), (1404, 880), (1394, 256)),
    )
    for flap in flaps:
        canvas.shadow(flap, lift=22)
    for flap, shade in zip(flaps, (1.0, 0.93, 0.97, 0.9), strict=True):
        canvas.stick(as_pixels(_card_sheet() * shade), flap)
        canvas.edge(flap, (40, 28, 14), dx=5, dy=6, soft=6, alpha=0.35)
        canvas.line(flap[:2], (96, 72, 44), 3, alpha=0.8)
    small = cv2.resize(draw_label(label)[:, :, ::-1], None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    canvas.stick(as_pixels(small), polygon((225, 350), (372, 360), (372, 590), (222, 580))[[3, 0, 1, 2]])
    canvas.fill(inside, (92, 70, 46), (66, 48, 30))
    for row in range(2):
        for column in range(3):
            x, y = 418 + column * 258, 303 + row * 276
            lid = rectangle(x, y, 246, 264, 5)
            canvas.solid(lid, (46, 62, 98), (31, 42, 70), lift=10, depth=5)
            words = "ZARQUET"
            canvas.text(x + 123 - text_width(words, 34, BOLD) / 2, y + 96, words, 34, (232, 235, 242), BOLD)
            canvas.text(x + 78, y + 146, f"EU {40 + (row * 3 + column) % 5}", 20, (168, 182, 214))
    canvas.edge(inside, (12, 8, 4), dx=-26, dy=-30, soft=26, alpha=0.75)


def sealed_bag(canvas: Canvas, bag: str, seal: str) -> None:
    """A clear evidence bag with the shoes in it, closed, its seal and bag numbers as text and barcodes."""
    outline = rectangle(250, 90, 1100, 930, 18)
    canvas.shadow(outline, lift=20)
    canvas.fill(outline, (222, 230, 234), (196, 206, 212), alpha=0.5)
    trainer(canvas, 320, 470, 0.62, -5)
    trainer(canvas, 590, 650, 0.68, 4)
    canvas.fill(outline, (244, 250, 255), (206, 220, 228), alpha=0.22)
    _folds(canvas, outline)
    strip = rectangle(250, 118, 1100, 84)
    canvas.fill(strip, (240, 126, 30), (216, 100, 16), within=outline)
    words = "CUSTOMS  EVIDENCE  ·  DO NOT OPEN"
    canvas.text(290, 136, words, 36, (255, 250, 244), BOLD)
    _numbered(canvas, rectangle(300, 226, 480, 196, 6), "SEAL", seal)
    _numbered(canvas, rectangle(820, 226, 480, 196, 6), "BAG", bag)
    canvas.line(outline, (255, 255, 255), 3, closed=True, alpha=0.75)
    canvas.edge(outline, (60, 76, 88), dx=5, dy=6, soft=6, alpha=0.4)


def _folds(canvas: Canvas, outline: Outline) -> None:
    for points, width, alpha in (
        ([(290, 440), (380, 600), (350, 800), (430, 1000)], 16, 0.5),
        ([(1310, 450), (1230, 620), (1270, 820), (1180, 1000)], 18, 0.5),
        ([(780, 434), (850, 520), (820, 610)], 12, 0.35),
        ([(480, 990), (700, 946), (900, 972), (1120, 936)], 13, 0.45),
        ([(1060, 450), (1160, 560), (1130, 700), (1180, 840)], 26, 0.3),
    ):
        fold = curve(points, closed=False)
        canvas.line(
            np.add(fold, (width * 0.7, width * 0.5)),
            (90, 106, 118),
            width,
            soft=width * 0.6,
            alpha=alpha * 0.5,
        )
        canvas.line(fold, (255, 255, 255), width * 0.45, soft=width * 0.3, alpha=alpha)
    seam = rectangle(262, 1002, 1076, 6)
    canvas.fill(seam, (255, 255, 255), within=outline, alpha=0.55)


def _numbered(canvas: Canvas, field: Outline, words: str, number: str) -> None:
    x, y = field.min(axis=0)
    canvas.fill(field, (254, 254, 252), (244, 244, 242))
    canvas.line(field, (90, 94, 100), 2, closed=True)
    canvas.text(x + 18, y + 8, words, 18, (110, 112, 118), BOLD)
    bars = barcode(number, 2, 84)
    left, top = round(x + (480 - bars.shape[1]) / 2), round(y + 38)
    canvas.pixels[top : top + bars.shape[0], left : left + bars.shape[1]] = np.minimum(bars, 252)[:, :, None]
    canvas.text(x + 240 - text_width(number, 34, MONO) / 2, y + 136, number, 34, INK, MONO)


def _card_sheet() -> Pixels:
    return as_pixels(scenery.cardboard(0)[:, :, ::-1])

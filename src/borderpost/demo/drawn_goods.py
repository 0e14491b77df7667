"""Goods as the demo's photographs show them: trainers, tablets in blister strips, a handbag."""

import cv2
import numpy as np

from borderpost.demo.brush import Canvas, Outline, curve, ellipse, placed, polygon, rectangle
from borderpost.demo.lettering import BOLD, Colour, text_width

# A trainer seen from its side, toe to the right, in a space of 1000 × 500.
_UPPER = (
    *((62, 404), (50, 340), (56, 262), (84, 190), (104, 162), (128, 166)),
    *((176, 206), (232, 216), (288, 176), (352, 112), (392, 88), (424, 98)),
    *((520, 190), (600, 252), (690, 292), (800, 318), (896, 346), (948, 384), (962, 412)),
    *((962, 412), (62, 412), (62, 412)),
)
_SOLE = (
    *((40, 398), (40, 398), (300, 408), (560, 414), (780, 404), (930, 384), (968, 372)),
    *((990, 396), (984, 430), (944, 462), (820, 478), (560, 482), (260, 480), (90, 482), (46, 462)),
)
_TOE = ((742, 302), (742, 302), (724, 352), (748, 414), (748, 420), (980, 420), (980, 360), (900, 338))
_HEEL = ((40, 410), (40, 300), (70, 190), (70, 190), (150, 250), (196, 330), (206, 420), (206, 420))
_EYESTAY = ((338, 150), (338, 150), (400, 120), (430, 112), (648, 274), (648, 274), (590, 300), (470, 236))
_MARK = (430, 318)
_TONGUE = ((330, 150), (352, 84), (384, 56), (424, 62), (446, 104), (446, 130), (392, 150))
_COLLAR = (
    (104, 162),
    (128, 160),
    (176, 200),
    (232, 210),
    (288, 172),
    (300, 196),
    (236, 250),
    (160, 238),
    (110, 200),
)
_SEAMS = (
    ((84, 206), (140, 250), (184, 330), (196, 400)),
    ((754, 316), (738, 352), (760, 404)),
    ((444, 136), (540, 208), (636, 276), (586, 290), (480, 240), (360, 166)),
)
_RED: Colour = (226, 84, 64)
_DEEP_RED: Colour = (166, 42, 40)
_PALE: Colour = (250, 246, 238)


def shoes(canvas: Canvas) -> None:
    """A pair of trainers of an invented mark, with the lid of their box and a swing tag."""
    lid = placed(rectangle(-270, -160, 540, 320, 8), 1252, 290, degrees=5)
    canvas.solid(lid, (43, 58, 92), (30, 40, 66), lift=26)
    canvas.line(
        placed(rectangle(-252, -142, 504, 284, 4), 1252, 290, degrees=5),
        (120, 138, 180),
        2,
        closed=True,
        alpha=0.6,
    )
    canvas.turned_text("ZARQUET", 1254, 268, 74, 5, (236, 238, 244))
    canvas.turned_text("SPORT  ·  EU 42", 1248, 340, 24, 5, (176, 188, 216))
    trainer(canvas, 70, 110, 0.84, -6)
    trainer(canvas, 300, 560, 0.92, 3)
    tag = placed(rectangle(-62, -112, 124, 224, 8), 1360, 770, degrees=-14)
    canvas.solid(tag, (250, 248, 242), (228, 226, 220), lift=10, depth=3)
    hole = placed(polygon((0, -86)), 1360, 770, degrees=-14)[0]
    canvas.fill(ellipse(hole[0], hole[1], 8, 8), (112, 124, 130))
    string = curve(
        [(hole[0], hole[1]), (1330, 600), (1400, 560), (1446, 610), (hole[0] + 3, hole[1])], closed=False
    )
    canvas.line(np.add(string, (3, 5)), (30, 34, 40), 4, soft=2, alpha=0.4)
    canvas.line(string, (236, 232, 222), 3)
    canvas.turned_text("ZARQUET", 1352, 738, 22, -14, (43, 58, 92))
    canvas.turned_text("99.00", 1366, 806, 32, -14, (30, 32, 36))


def tablets(canvas: Canvas) -> None:
    """Three blister strips and the carton that they came in."""
    box = placed(rectangle(-230, -105, 460, 210, 4), 1130, 300, degrees=-8)
    canvas.solid(box, (252, 252, 250), (226, 228, 230), lift=30)
    band = placed(rectangle(-230, 48, 460, 57), 1130, 300, degrees=-8)
    canvas.fill(band, (38, 132, 140), (28, 104, 112), within=box)
    canvas.turned_text("Dolovexan 100", 1122, 262, 46, -8, (30, 84, 92))
    canvas.turned_text("film-coated tablets  ·  30", 1128, 318, 22, -8, (90, 94, 100))
    for x, y, turn, empty in ((400, 290, 6, ()), (430, 740, -4, (3,)), (1140, 760, 8, (0, 7))):
        _blister(canvas, x, y, turn, empty)
    for x, y in ((800, 480), (846, 512), (790, 548)):
        _tablet(canvas, x, y, 31)


def handbag(canvas: Canvas) -> None:
    """A quilted handbag with a chain, of an invented mark."""
    for side in (-1, 1):
        arc = curve(
            [(800 + side * 285, 470), (800 + side * 270, 300), (800 + side * 120, 165), (800, 140)],
            closed=False,
        )
        _chain(canvas, arc)
    body = curve(
        [
            (450, 420),
            (450, 420),
            (800, 402),
            (1150, 420),
            (1150, 420),
            (1188, 640),
            (1196, 890),
            (1160, 940),
            (800, 956),
            (440, 940),
            (404, 890),
            (412, 640),
        ]
    )
    canvas.solid(body, (58, 52, 60), (28, 24, 30), lift=34, depth=16)
    for k in range(-16, 34):
        for rise in (-1, 1):
            start, end = (300 + k * 62, 380), (300 + k * 62 + rise * 560, 980)
            groove = _inside(curve([start, end], closed=False, steps=160), body)
            if len(groove) > 2:
                canvas.line(groove, (10, 8, 12), 4, alpha=0.7)
                canvas.line(np.add(groove, (1.5, 3.0)), (120, 112, 122), 1, alpha=0.5)
    flap = curve(
        [
            (436, 412),
            (436, 412),
            (800, 392),
            (1164, 412),
            (1164, 412),
            (1172, 560),
            (1120, 668),
            (800, 716),
            (480, 668),
            (428, 560),
        ]
    )
    canvas.solid(flap, (74, 66, 76), (40, 34, 42), lift=16, depth=14)
    canvas.line(
        placed(np.subtract(flap, (800, 550)), 800, 550, scale=0.955),
        (128, 118, 130),
        2,
        closed=True,
        dashed=9,
        alpha=0.8,
    )
    plate = rectangle(700, 628, 200, 60, 10)
    canvas.solid(plate, (244, 214, 140), (178, 138, 60), lift=8, depth=4)
    words = "ORVELISSE"
    canvas.text(800 - text_width(words, 26, BOLD) / 2, 640, words, 26, (92, 66, 20), BOLD)
    for x in (515, 1085):
        canvas.solid(ellipse(x, 452, 24, 24), (246, 220, 152), (176, 136, 58), lift=6, depth=4)
        canvas.fill(ellipse(x, 452, 11, 11), (48, 42, 48))


def trainer(canvas: Canvas, x: float, y: float, scale: float, degrees: float) -> None:
    """Draw one red trainer, 1000 × 500 units before it is scaled and turned about its top left corner."""

    def at(points: tuple[tuple[float, float], ...], *, closed: bool = True) -> Outline:
        return placed(curve(points, closed=closed), x, y, scale=scale, degrees=degrees)

    upper, sole = at(_UPPER), at(_SOLE)
    near, far, pale = _RED, _DEEP_RED, _PALE
    dark: Colour = (far[0] // 2, far[1] // 2, far[2] // 2 + 8)
    canvas.shadow(np.concatenate([sole]), lift=26 * scale, strength=0.55)
    canvas.shadow(upper, lift=30 * scale, strength=0.4)
    tongue = at(_TONGUE)
    canvas.fill(tongue, near, dark)
    canvas.edge(tongue, (255, 255, 255), dx=-4, dy=-5, soft=4, alpha=0.3)
    canvas.fill(upper, near, far, degrees=75)
    canvas.fill(at(_COLLAR), (52, 46, 50), (84, 74, 78), within=upper)
    for panel, tone in ((_HEEL, dark), (_TOE, dark), (_EYESTAY, dark)):
        shape = at(panel)
        canvas.fill(shape, tone, far, degrees=80, within=upper)
    for seam in _SEAMS:
        canvas.line(at(seam, closed=False), _PALE, 1.8, dashed=8 * scale, alpha=0.6)
    ring = placed(ellipse(*_MARK, 62, 40), x, y, scale=scale, degrees=degrees)
    canvas.line(ring, pale, 12 * scale, closed=True)
    canvas.edge(upper, (255, 255, 255), dx=-9 * scale, dy=-14 * scale, soft=12 * scale, alpha=0.33)
    canvas.edge(upper, (20, 6, 8), dx=8 * scale, dy=22 * scale, soft=18 * scale, alpha=0.4)
    for row in range(5):
        lx, ly = 404 + row * 45, 134 + row * 33
        lace = at(((lx - 40, ly + 34), (lx - 8, ly + 2), (lx + 22, ly - 8)), closed=False)
        canvas.line(np.add(lace, (1, 3)), (20, 10, 12), 9 * scale, alpha=0.35)
        canvas.line(lace, pale, 10 * scale)
        canvas.fill(
            at(((lx - 46, ly + 36), (lx - 38, ly + 42), (lx - 32, ly + 34), (lx - 40, ly + 28))), (30, 26, 30)
        )
    canvas.fill(sole, pale, (206, 198, 186), degrees=90)
    canvas.edge(sole, (60, 46, 40), dx=0, dy=16 * scale, soft=9 * scale, alpha=0.5)
    canvas.line(
        at(((46, 448), (260, 462), (560, 464), (820, 458), (950, 440)), closed=False),
        far,
        7 * scale,
        alpha=0.9,
    )
    for tread in range(22):
        foot = 84 + tread * 38
        canvas.line(at(((foot, 470), (foot - 3, 484)), closed=False), (96, 84, 76), 5 * scale, alpha=0.8)


def _blister(canvas: Canvas, x: float, y: float, degrees: float, empty: tuple[int, ...]) -> None:
    foil = placed(rectangle(-300, -140, 600, 280, 22), x, y, degrees=degrees)
    canvas.solid(foil, (216, 220, 224), (168, 174, 180), lift=14, depth=4)
    for row in range(2):
        for column in range(5):
            px, py = placed(polygon((-232 + column * 116, -66 + row * 132)), x, y, degrees=degrees)[0]
            well = ellipse(px, py, 48, 48)
            canvas.fill(well, (176, 182, 188), (226, 230, 234), degrees=60)
            canvas.edge(well, (60, 66, 74), dx=-5, dy=-6, soft=5, alpha=0.45)
            if row * 5 + column in empty:
                canvas.fill(ellipse(px, py, 30, 30), (92, 98, 106), (140, 146, 152))
                canvas.line(
                    curve([(px - 28, py - 8), (px, py + 6), (px + 27, py - 4)], closed=False), (60, 64, 72), 2
                )
            else:
                _tablet(canvas, px, py, 34)
                shine = curve([(px - 30, py - 16), (px - 14, py - 34), (px + 12, py - 36)], closed=False)
                canvas.line(shine, (255, 255, 255), 5, alpha=0.8)


def _tablet(canvas: Canvas, x: float, y: float, radius: float) -> None:
    face = ellipse(x, y, radius, radius)
    canvas.solid(face, (150, 202, 226), (92, 152, 190), lift=7, depth=6)
    canvas.line(polygon((x - radius * 0.7, y), (x + radius * 0.7, y)), (62, 116, 152), 3, alpha=0.8)
    canvas.line(polygon((x - radius * 0.7, y + 2), (x + radius * 0.7, y + 2)), (206, 232, 244), 1, alpha=0.8)


def _chain(canvas: Canvas, path: Outline) -> None:
    steps = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    for number, at in enumerate(np.arange(0, steps[-1], 25)):
        x, y = np.interp(at, steps, path[:, 0]), np.interp(at, steps, path[:, 1])
        ahead = np.interp(at + 3, steps, path[:, 0]) - x, np.interp(at + 3, steps, path[:, 1]) - y
        turn = float(np.rad2deg(np.arctan2(ahead[1], ahead[0])))
        link = placed(ellipse(0, 0, 19, 11 if number % 2 else 6), float(x), float(y), degrees=turn)
        canvas.shadow(link, lift=7, strength=0.35)
        canvas.line(link, (150, 112, 44), 7, closed=True)
        canvas.line(np.subtract(link, (0.8, 1.4)), (248, 224, 156), 3, closed=True)


def _inside(path: Outline, outline: Outline) -> Outline:
    """Return the points of a path that lie inside an outline."""
    shape = outline.astype(np.float32)
    kept = [cv2.pointPolygonTest(shape, (float(px), float(py)), False) > 0 for px, py in path]
    return np.asarray(path[np.array(kept, dtype=bool)])

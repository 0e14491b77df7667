"""A canvas for the demo's photographs: smooth outlines, gradients, soft shadows and text."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image, ImageDraw

from borderpost.demo.lettering import BOLD, SANS, Colour, draw_text, text_width
from borderpost.demo.pixels import Pixels, as_pixels

Point: TypeAlias = tuple[float, float]
Outline: TypeAlias = NDArray[np.float64]

_SUBPIXELS = 4  # bits behind the point of OpenCV's coordinates


def polygon(*points: Point) -> Outline:
    """Return an outline with straight sides."""
    return np.array(points, dtype=np.float64)


def rectangle(x: float, y: float, width: float, height: float, radius: float = 0) -> Outline:
    """Return the outline of a rectangle, with round corners where a radius is given."""
    if radius <= 0:
        return polygon((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    quarter = np.linspace(0, np.pi / 2, 10)
    arc = np.stack([np.cos(quarter), np.sin(quarter)], axis=1) * radius
    corners = []
    for turn, (cx, cy) in enumerate(
        (
            (x + width - radius, y + height - radius),
            (x + radius, y + height - radius),
            (x + radius, y + radius),
            (x + width - radius, y + radius),
        )
    ):
        cos, sin = (1, 0, -1, 0)[turn], (0, 1, 0, -1)[turn]
        corners.append(arc @ np.array([[cos, sin], [-sin, cos]]) + (cx, cy))
    return np.concatenate(corners)


def ellipse(cx: float, cy: float, rx: float, ry: float) -> Outline:
    """Return the outline of an ellipse."""
    angle = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    return np.stack([cx + rx * np.cos(angle), cy + ry * np.sin(angle)], axis=1)


def curve(points: Sequence[Point], *, closed: bool = True, steps: int = 14) -> Outline:
    """Return a smooth curve through the points; a point given twice makes a corner."""
    p = np.array(points, dtype=np.float64)
    p = np.concatenate([p[-1:], p, p[:2]]) if closed else np.concatenate([p[:1], p, p[-1:]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    parts = [
        0.5
        * (
            2 * p[i]
            + (p[i + 1] - p[i - 1]) * t
            + (2 * p[i - 1] - 5 * p[i] + 4 * p[i + 1] - p[i + 2]) * t**2
            + (3 * p[i] - p[i - 1] - 3 * p[i + 1] + p[i + 2]) * t**3
        )
        for i in range(1, len(p) - 2)
        if not np.array_equal(p[i], p[i + 1])
    ]
    return np.concatenate(parts if closed else [*parts, p[-1:]])


def placed(outline: Outline, x: float, y: float, *, scale: float = 1.0, degrees: float = 0.0) -> Outline:
    """Return the outline scaled and turned about its origin, then moved to a point."""
    angle = np.deg2rad(degrees)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return np.asarray(np.add(outline @ turn * scale, (x, y)), dtype=np.float64)


class Canvas:
    """An RGB picture to paint on; colours are RGB, coordinates are pixels from the top left."""

    def __init__(self, picture: Pixels) -> None:
        self.pixels = picture

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.pixels.shape[1], self.pixels.shape[0]

    def shadow(self, outline: Outline, *, lift: float = 16, strength: float = 0.5) -> None:
        """Cast the soft shadow of something that lies `lift` pixels above the ground."""
        for share, blur in ((1.0, lift * 0.9), (0.35, lift * 0.22)):
            moved = np.add(outline, (lift * 0.55 * share, lift * 0.75 * share))
            box = self._box(moved, round(blur * 3) + 2)
            mask = cv2.GaussianBlur(self._mask(moved, box), (0, 0), max(blur, 0.6))
            self._blend(
                box, mask.astype(np.float32) / 255 * strength * (0.7 if share == 1 else 0.5), (16, 18, 24)
            )

    def fill(
        self,
        outline: Outline,
        near: Colour,
        far: Colour | None = None,
        *,
        degrees: float = 90,
        within: Outline | None = None,
        alpha: float = 1.0,
    ) -> None:
        """Fill an outline, from one colour to another along a direction (90: downwards)."""
        box = self._box(outline, 1)
        mask = self._mask(outline, box)
        if within is not None:
            mask = as_pixels(np.minimum(mask, self._mask(within, box)))
        weight = mask.astype(np.float32) * (alpha / 255)
        if far is None:
            self._blend(box, weight, near)
            return
        x0, y0, x1, y1 = box
        angle = np.deg2rad(degrees)
        along = np.arange(x0, x1)[None, :] * np.cos(angle) + np.arange(y0, y1)[:, None] * np.sin(angle)
        ends = outline @ np.array([np.cos(angle), np.sin(angle)])
        share = np.clip((along - ends.min()) / max(float(np.ptp(ends)), 1.0), 0, 1).astype(np.float32)[
            :, :, None
        ]
        colours = np.array(near, np.float32) + share * np.subtract(far, near, dtype=np.float32)
        self._blend(box, weight, colours)

    def edge(
        self, outline: Outline, colour: Colour, *, dx: float, dy: float, soft: float, alpha: float
    ) -> None:
        """Tint the inside of an outline along the edges that face a direction; gives flat shapes a body."""
        box = self._box(outline, round(soft * 3 + abs(dx) + abs(dy)) + 2)
        mask = self._mask(outline, box).astype(np.float32) / 255
        moved = self._mask(np.add(outline, (-dx, -dy)), box)
        rest = cv2.GaussianBlur(moved, (0, 0), max(soft, 0.6)).astype(np.float32) / 255
        self._blend(box, mask * (1 - rest) * alpha, colour)

    def solid(
        self, outline: Outline, near: Colour, far: Colour, *, lift: float = 16, depth: float = 7
    ) -> None:
        """Fill an outline as a thing: shadow below, gradient, bright upper edge, dark lower one."""
        self.shadow(outline, lift=lift)
        self.fill(outline, near, far, degrees=65)
        self.edge(outline, (255, 255, 255), dx=-depth * 0.6, dy=-depth, soft=depth * 0.6, alpha=0.35)
        self.edge(outline, (10, 12, 20), dx=depth * 0.6, dy=depth, soft=depth * 0.9, alpha=0.38)

    def line(
        self,
        points: Outline,
        colour: Colour,
        width: float,
        *,
        closed: bool = False,
        dashed: float = 0,
        soft: float = 0,
        alpha: float = 1.0,
    ) -> None:
        """Draw along points; `dashed` is the length of a stitch and of the gap after it, `soft` a blur."""
        box = self._box(points, round(width + soft * 3) + 3)
        mask = np.zeros((box[3] - box[1], box[2] - box[0]), np.uint8)
        path = np.concatenate([points, points[:1]]) if closed else points
        strokes = [self._fixed(part, box) for part in (_stitches(path, dashed) if dashed else [path])]
        cv2.polylines(mask, strokes, False, 255, max(round(width), 1), cv2.LINE_AA, _SUBPIXELS)
        drawn = cv2.GaussianBlur(mask, (0, 0), soft) if soft else mask
        self._blend(box, drawn.astype(np.float32) * (alpha / 255), colour)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: int,
        fill: Colour = (24, 26, 30),
        family: tuple[str, ...] = SANS,
    ) -> float:
        """Write a line with its top left corner at a point; return its width."""
        image = Image.fromarray(self.pixels)
        width = draw_text(ImageDraw.Draw(image), (x, y), text, size, fill=fill, family=family)
        self.pixels[:] = np.asarray(image)
        return width

    def turned_text(self, text: str, x: float, y: float, size: int, degrees: float, colour: Colour) -> None:
        """Write a bold line around its middle point, turned clockwise."""
        width, height = int(text_width(text, size, BOLD)) + 8, round(size * 1.4)
        sheet = Canvas(np.zeros((height, width, 3), np.uint8))
        sheet.text(4, 0, text, size, (255, 255, 255), BOLD)
        corners = placed(rectangle(-width / 2, -height / 2, width, height), x, y, degrees=degrees)
        ink = Canvas(np.zeros_like(self.pixels))
        ink.stick(sheet.pixels, corners)
        box = self._box(corners, 1)
        weight = ink.pixels[box[1] : box[3], box[0] : box[2], 0].astype(np.float32) / 255
        self._blend(box, weight, colour)

    def stick(self, picture: Pixels, corners: Outline) -> None:
        """Lay an RGB picture onto four points of the canvas, given clockwise from its top left corner."""
        height, width = picture.shape[:2]
        box = self._box(corners, 1)
        source = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
        matrix = cv2.getPerspectiveTransform(source, np.subtract(corners, box[:2]).astype(np.float32))
        size = (box[2] - box[0], box[3] - box[1])
        span = float(np.linalg.norm(corners[1] - corners[0])) / width
        if span < 0.75:
            picture = as_pixels(cv2.GaussianBlur(picture, (0, 0), 0.32 / span))
        warped = cv2.warpPerspective(
            picture, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        )
        self._blend(box, self._mask(corners, box).astype(np.float32) / 255, warped.astype(np.float32))

    def _box(self, outline: Outline, margin: int) -> tuple[int, int, int, int]:
        width, height = self.size
        x0, y0 = np.floor(outline.min(axis=0)).astype(int) - margin
        x1, y1 = np.ceil(outline.max(axis=0)).astype(int) + margin + 1
        left, top = min(max(int(x0), 0), width - 1), min(max(int(y0), 0), height - 1)
        return left, top, max(min(int(x1), width), left + 1), max(min(int(y1), height), top + 1)

    def _fixed(self, outline: Outline, box: tuple[int, int, int, int]) -> NDArray[np.int32]:
        return np.round(np.subtract(outline, box[:2]) * (1 << _SUBPIXELS)).astype(np.int32)

    def _mask(self, outline: Outline, box: tuple[int, int, int, int]) -> Pixels:
        mask = np.zeros((box[3] - box[1], box[2] - box[0]), np.uint8)
        cv2.fillPoly(mask, [self._fixed(outline, box)], 255, cv2.LINE_AA, _SUBPIXELS)
        return mask

    def _blend(
        self, box: tuple[int, int, int, int], weight: NDArray[np.floating[Any]], colour: ArrayLike
    ) -> None:
        x0, y0, x1, y1 = box
        area = self.pixels[y0:y1, x0:x1]
        below = area.astype(np.float32)
        area[:] = np.clip(below + (np.asarray(colour, np.float32) - below) * weight[:, :, None] + 0.5, 0, 255)


def _stitches(path: Outline, length: float) -> list[Outline]:
    steps = np.linalg.norm(np.diff(path, axis=0), axis=1)
    at = np.concatenate([[0.0], np.cumsum(steps)])
    stitches = []
    for start in np.arange(0, at[-1], length * 2):
        along = np.linspace(start, min(start + length, at[-1]), 4)
        stitches.append(
            np.stack([np.interp(along, at, path[:, 0]), np.interp(along, at, path[:, 1])], axis=1)
        )
    return stitches

"""The extra pass: another costly look at another part of the picture with each frame that shows nothing."""

from collections.abc import Sequence
from dataclasses import replace
from math import hypot

import cv2

from borderpost.devices.decoder.arrays import Grey, as_grey
from borderpost.devices.decoder.boxes import Box
from borderpost.devices.decoder.engines import LINEAR, POSTAL, EngineMissingError, Reading, Zbar, Zxing
from borderpost.devices.decoder.found import Point, Symbology
from borderpost.devices.decoder.run import Run

_COLUMNS, _ROWS = 4, 2
_OVERLAP = 0.1
_AROUND, _DARKER = 41, 3
_THINNED = 3
_SURROUNDINGS = 1.2
_WAYS = 3


class Extra:
    """Takes turns: around what was found and not read, and tile by tile; in three ways of reading."""

    def __init__(self) -> None:
        self._turn = 0
        self._zbar: Zbar | None = Zbar()

    def look(self, run: Run, unread: Sequence[Box]) -> None:
        """One extra look, one way of reading on one part of the image."""
        turn, way = self._turn, self._turn % _WAYS
        self._turn += 1
        left, top, part = _part(run.grey, unread, turn)
        name, read = self._read(part, way)
        run.add((_moved(each, left, top) for each in read), name)

    def _read(self, part: Grey, way: int) -> tuple[str, tuple[Reading, ...]]:
        if way == 0:
            black = cv2.adaptiveThreshold(
                part, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, _AROUND, _DARKER
            )
            return Zxing.name, Zxing(binary=True).read(as_grey(black), LINEAR)
        if way == 1 and self._zbar is not None:
            try:
                read = self._zbar.read(part[::_THINNED], {Symbology.CODE128})
            except EngineMissingError:
                self._zbar = None
            else:
                return Zbar.name, tuple(_stretched(each) for each in read)
        return Zxing.name, Zxing().read(part, POSTAL)


def _part(grey: Grey, unread: Sequence[Box], turn: int) -> tuple[int, int, Grey]:
    """The part whose turn it is, with its place: every other time what surrounds a box, if there are any."""
    height, width = grey.shape
    if unread and turn % 2 == 0:
        box = unread[turn // 2 % len(unread)]
        reach = hypot(box.length, box.height) / 2 * _SURROUNDINGS
        left, top = max(0, round(box.x - reach)), max(0, round(box.y - reach))
        return left, top, grey[top : round(box.y + reach), left : round(box.x + reach)]
    tall, wide = round(height * (1 / _ROWS + _OVERLAP)), round(width * (1 / _COLUMNS + _OVERLAP))
    tile = (turn // 2 if unread else turn) % (_COLUMNS * _ROWS)
    left = tile % _COLUMNS * (width - wide) // (_COLUMNS - 1)
    top = tile // _COLUMNS * (height - tall) // (_ROWS - 1)
    return left, top, grey[top : top + tall, left : left + wide]


def _moved(reading: Reading, left: int, top: int) -> Reading:
    return _placed(reading, [(x + left, y + top) for x, y in reading.outline])


def _stretched(reading: Reading) -> Reading:
    return _placed(reading, [(x, y * _THINNED) for x, y in reading.outline])


def _placed(reading: Reading, corners: list[Point]) -> Reading:
    first, second, third, fourth = corners
    return replace(reading, outline=(first, second, third, fourth))

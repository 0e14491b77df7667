"""The two decoders: one for the frames of a camera, one for still images and close-ups."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from time import thread_time

import cv2
import numpy as np
from numpy.typing import NDArray

from borderpost.devices.decoder.accept import plausible
from borderpost.devices.decoder.arrays import Grey, as_grey
from borderpost.devices.decoder.engines import LINEAR, POSTAL, EngineMissingError, Reading, Zbar, Zxing
from borderpost.devices.decoder.finder import Box, Rectangle, Tensor, find_bars, find_dense, join, tensor_of
from borderpost.devices.decoder.found import CodeFound, Decoded, StageTime, Symbology
from borderpost.devices.decoder.linear import Flat, lay_flat, leads, read_crop, read_lines, read_matched
from borderpost.devices.decoder.matrix import likeness_of_rows, read_dense, read_stacked

_MOST_BOXES = 8
_MOST_DENSE = 4
_MOST_LEADS = 4
_LINEAR_LIKENESS = 0.55
_ZXING = "zxing-cpp"
_MATCHED = "matched"


class _Pass:
    """One image on its way through the stages: what was found so far, and what each stage took."""

    def __init__(self, image: NDArray[np.uint8]) -> None:
        self.grey = grey_of(image)
        self.codes: list[CodeFound] = []
        self._seen: set[tuple[Symbology, bytes]] = set()
        self._stages: list[StageTime] = []

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Times what happens inside, in processor time of this thread."""
        start, before = thread_time(), len(self.codes)
        yield
        spent = (thread_time() - start) * 1000
        self._stages.append(StageTime(name, spent, len(self.codes) - before))

    def add(self, readings: Iterable[Reading], engine: str, stage: str) -> bool:
        """Takes readings in, each code once; whether there were any."""
        any_read = False
        for each in readings:
            any_read = True
            key = (each.symbology, each.data)
            if key not in self._seen:
                self._seen.add(key)
                self.codes.append(
                    CodeFound(each.data, each.text, each.symbology, each.aim, each.outline, engine, stage)
                )
        return any_read

    def taken(self, box: Box) -> bool:
        """Whether a code found so far lies in the box."""
        return any(box.holds(code.centre, 8) for code in self.codes)

    def covered(self, place: Rectangle) -> bool:
        """Whether a two-dimensional code found so far lies in the upright rectangle."""
        left, top, width, height = place
        return any(
            left <= code.centre[0] <= left + width and top <= code.centre[1] <= top + height
            for code in self.codes
            if code.symbology not in LINEAR
        )

    def done(self, keep: Callable[[CodeFound], bool] = lambda _: True) -> Decoded:
        """The outcome."""
        return Decoded(tuple(code for code in self.codes if keep(code)), tuple(self._stages))


def grey_of(image: NDArray[np.uint8]) -> Grey:
    """An (H, W) or BGR (H, W, 3) image as (H, W) grey, contiguous."""
    if image.ndim == 3:
        return as_grey(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY))
    return np.ascontiguousarray(image)


def _search(run: _Pass, tensor: Tensor) -> list[Flat]:
    """Reads boxes of bars by crop and by lines; gives back the linear ones that stay unread."""
    unread: list[Flat] = []
    with run.stage("find"):
        boxes = find_bars(tensor, _MOST_BOXES)
        boxes += join(boxes)
    with run.stage("bars"):
        for box in boxes:
            if run.taken(box):
                continue
            flat = lay_flat(run.grey, box)
            if run.add(read_crop(flat), _ZXING, "crop"):
                continue
            inner = flat.crop.pixels[:, round(flat.left) : round(flat.right)]
            if likeness_of_rows(inner) < _LINEAR_LIKENESS and run.add(
                read_stacked(run.grey, box, Zxing()), _ZXING, "stacked"
            ):
                continue
            if not run.add(read_lines(flat), _ZXING, "lines"):
                unread.append(flat)
    return unread


def _dense(run: _Pass, tensor: Tensor) -> None:
    with run.stage("dense"):
        for place in find_dense(tensor, _MOST_DENSE):
            if not run.covered(place):
                run.add(read_dense(run.grey, place, Zxing()), _ZXING, "dense")


def _match(run: _Pass, unread: list[Flat], most: int) -> None:
    with run.stage("matched"):
        found = [lead for flat in unread for lead in leads(flat)]
        found.sort(key=lambda lead: -lead.candidate.span.likeness)
        for lead in found[:most]:
            if not run.taken(lead.flat.box):
                reading = read_matched(lead)
                if reading is not None:
                    run.add([reading], _MATCHED, "matched")


class FrameDecoder:
    """Reads the frames of one camera, one after another; not to be shared between threads."""

    def __init__(self) -> None:
        self._zbar: Zbar | None = Zbar()
        self._turn = 0

    def decode(self, frame: NDArray[np.uint8]) -> Decoded:
        """All codes of a grey (H, W) or BGR (H, W, 3) frame; ITF only as a whole GTIN-14."""
        run = _Pass(frame)
        with run.stage("whole"):
            run.add(Zxing().read(run.grey, LINEAR), _ZXING, "whole")
        if min(run.grey.shape) >= 64:
            with run.stage("tensor"):
                tensor = tensor_of(run.grey)
            unread = _search(run, tensor)
            _dense(run, tensor)
            if unread:
                _match(run, unread, _MOST_LEADS)
        if not run.codes:
            self._extra(run)
        return run.done(plausible)

    def _extra(self, run: _Pass) -> None:
        """One more pass, another one with each frame that shows nothing."""
        self._turn = (self._turn + 1) % 3
        with run.stage("extra"):
            if self._turn == 0:
                soft = cv2.adaptiveThreshold(
                    run.grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 41, 3
                )
                engine = Zxing(binary=True)
                run.add(engine.read(as_grey(soft), LINEAR), _ZXING, "extra")
            elif self._turn == 1:
                run.add(Zxing().read(run.grey, POSTAL), _ZXING, "extra")
            elif self._zbar is not None:
                try:
                    read = self._zbar.read(run.grey[::3], {Symbology.CODE128})
                except EngineMissingError:
                    self._zbar = None
                    return
                run.add((_taller(each, 3) for each in read), self._zbar.name, "extra")


def _taller(reading: Reading, factor: int) -> Reading:
    first, second, third, fourth = ((x, y * factor) for x, y in reading.outline)
    return replace(reading, outline=(first, second, third, fourth))


class StillDecoder:
    """Reads still images and close-ups, where a code may be anything and fill the picture."""

    def decode(self, image: NDArray[np.uint8]) -> Decoded:
        """All codes of a grey (H, W) or BGR (H, W, 3) image of any size, every family first."""
        run = _Pass(image)
        engine = Zxing(downscale=True, invert=True)
        with run.stage("whole"):
            run.add(engine.read(run.grey, POSTAL | {Symbology.OTHER}), _ZXING, "whole")
        if min(run.grey.shape) >= 64:
            with run.stage("tensor"):
                tensor = tensor_of(run.grey)
            unread = _search(run, tensor)
            _dense(run, tensor)
            if unread:
                _match(run, unread, _MOST_LEADS)
        return run.done()

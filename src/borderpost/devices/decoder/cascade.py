"""The two decoders: one for the frames of a camera, one for still images and close-ups."""

from itertools import islice

import numpy as np
from numpy.typing import NDArray

from borderpost.devices.decoder.accept import plausible
from borderpost.devices.decoder.boxes import Box, join
from borderpost.devices.decoder.engines import LINEAR, POSTAL, Zxing
from borderpost.devices.decoder.extra import Extra
from borderpost.devices.decoder.finder import Tensor, find_bars, find_dense, find_faint, tensor_of
from borderpost.devices.decoder.found import Decoded, Symbology
from borderpost.devices.decoder.linear import (
    Flat,
    lay_flat,
    leads,
    read_crop,
    read_lines,
    read_local,
    read_matched,
)
from borderpost.devices.decoder.matched import prepare
from borderpost.devices.decoder.matrix import read_dense, read_stacked
from borderpost.devices.decoder.run import Run

_MOST_BOXES = 8
_MOST_FAINT = 2
_MOST_DENSE = 4
_MOST_LEADS = 4
_LINEAR, _NO_BARS = 0.55, 0.25
"""Likeness of rows under which bars may be those of a stacked code, and under which there are none."""

_SHORTEST_CODE, _SHORTEST_FAINT, _SQUATTEST = 88, 120, 0.75
"""Pixels of length, and length for one of height, under which nothing linear can be read."""

_SMALLEST = 64
"""Height and width in pixels below which an image holds nothing that the whole pass would not see."""

_SHORT_OF_TIME = 120.0
"""Milliseconds of one frame after which its dense blobs are left to the next."""


class FrameDecoder:
    """Reads the frames of one camera, one after another; not to be shared between threads."""

    def __init__(self) -> None:
        self._extra = Extra()
        self._owes_dense = False
        self._turn = 0
        prepare()

    def decode(self, frame: NDArray[np.uint8]) -> Decoded:
        """All codes of a grey (H, W) or BGR (H, W, 3) frame; ITF only as a whole GTIN-14."""
        run = Run(frame)
        run.keep = plausible
        with run.stage("whole"):
            run.add(Zxing().read(run.grey, LINEAR), Zxing.name)
        unread: list[Flat] = []
        if min(run.grey.shape) >= _SMALLEST:
            tensor = _tensor(run)
            unread = _bars(run, tensor)
            if self._owes_dense or run.milliseconds < _SHORT_OF_TIME:
                _dense(run, tensor)
                self._owes_dense = False
            else:
                self._owes_dense = True
            _matched(run, unread)
            if not run.codes:
                self._once_more(run, tensor, unread)
        return run.done()

    def _once_more(self, run: Run, tensor: Tensor, unread: list[Flat]) -> None:
        """One more pass over a frame that shows nothing: for faint codes, every other time an extra look."""
        self._turn += 1
        if self._turn % 2:
            with run.stage("faint"):
                _faint(run, tensor, [flat.box for flat in unread])
        else:
            with run.stage("extra"):
                self._extra.look(run, [flat.box for flat in unread])


class StillDecoder:
    """Reads still images and close-ups, where a code may be anything and fill the picture."""

    def decode(self, image: NDArray[np.uint8]) -> Decoded:
        """All codes of a grey (H, W) or BGR (H, W, 3) image of any size, every family first."""
        run = Run(image)
        engine = Zxing(downscale=True, invert=True)
        with run.stage("whole"):
            run.add(engine.read(run.grey, POSTAL | {Symbology.OTHER}), engine.name)
        # A phantom in a still picture is the price of reading every family; what follows need not pay it.
        run.keep = plausible
        if min(run.grey.shape) >= _SMALLEST:
            tensor = _tensor(run)
            unread = _bars(run, tensor)
            _dense(run, tensor)
            _matched(run, unread)
            if not run.codes:
                with run.stage("faint"):
                    _faint(run, tensor, [flat.box for flat in unread])
        return run.done()


def _tensor(run: Run) -> Tensor:
    with run.stage("tensor"):
        return tensor_of(run.grey)


def _bars(run: Run, tensor: Tensor) -> list[Flat]:
    """Reads boxes of bars as they are and by their lines; gives back those that stay unread."""
    with run.stage("find"):
        boxes = find_bars(tensor, _MOST_BOXES)
        boxes += join(boxes)
    unread: list[Flat] = []
    with run.stage("bars"):
        for box in boxes:
            if box.length < _SHORTEST_CODE or box.length < _SQUATTEST * box.height or run.taken(box):
                continue
            flat = lay_flat(run.grey, box)
            if not _read_bars(run, flat):
                unread.append(flat)
    return unread


def _read_bars(run: Run, flat: Flat) -> bool:
    """Reads one box, the cheapest way first; whether that is done, there being a code or clearly none."""
    if run.add(read_crop(flat), Zxing.name):
        return True
    if flat.likeness < _LINEAR and run.add(read_stacked(run.grey, flat.box, Zxing()), Zxing.name):
        return True
    if flat.likeness < _NO_BARS or run.add(read_lines(flat), Zxing.name):
        return True
    return run.add(read_local(flat), Zxing.name)


def _faint(run: Run, tensor: Tensor, known: list[Box]) -> None:
    """Reads what hardly stands out, where nothing was found that does."""
    found = (
        box
        for box in find_faint(tensor, known, _MOST_BOXES)
        if box.length >= max(_SHORTEST_FAINT, 2 * box.height)
    )
    for box in islice(found, _MOST_FAINT):
        _read_bars(run, lay_flat(run.grey, box))


def _dense(run: Run, tensor: Tensor) -> None:
    with run.stage("dense"):
        for place in find_dense(tensor, _MOST_DENSE):
            if not run.covered(place):
                run.add(read_dense(run.grey, place, Zxing()), Zxing.name)


def _matched(run: Run, unread: list[Flat]) -> None:
    """Gives the likeliest places on unread boxes to the matched reader."""
    if not unread:
        return
    with run.stage("matched"):
        found = [lead for flat in unread for lead in leads(flat)]
        found.sort(key=lambda lead: -lead.candidate.span.likeness)
        for lead in found[:_MOST_LEADS]:
            if not run.taken(lead.flat.box):
                reading = read_matched(lead)
                if reading is not None:
                    run.add([reading], "matched")

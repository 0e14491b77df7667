"""A run: one image on its way through the stages, what was found on it so far, and what each stage took."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from time import thread_time

import cv2
import numpy as np
from numpy.typing import NDArray

from borderpost.devices.decoder.arrays import Grey, as_grey
from borderpost.devices.decoder.boxes import Box
from borderpost.devices.decoder.engines import LINEAR, Reading
from borderpost.devices.decoder.finder import Rectangle
from borderpost.devices.decoder.found import CodeFound, Decoded, StageTime, Symbology


def grey_of(image: NDArray[np.uint8]) -> Grey:
    """An (H, W) or BGR (H, W, 3) image as (H, W) grey, contiguous."""
    if image.ndim == 3:
        return as_grey(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY))
    return np.ascontiguousarray(image)


class Run:
    """Collects the codes of one image, each once, while stages are timed by this thread's processor time.

    `keep` says of a family and a payload whether such a reading counts at all.
    """

    def __init__(self, image: NDArray[np.uint8]) -> None:
        self._began = thread_time()
        self.grey = grey_of(image)
        self.codes: list[CodeFound] = []
        self.keep: Callable[[Symbology, bytes], bool] = lambda _family, _data: True
        self._stage = ""
        self._seen: set[tuple[Symbology, bytes]] = set()
        self._stages: list[StageTime] = []

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Times what happens inside; codes added there are marked as this stage's."""
        start, before, self._stage = thread_time(), len(self.codes), name
        yield
        spent = (thread_time() - start) * 1000
        self._stages.append(StageTime(name, spent, len(self.codes) - before))

    @property
    def milliseconds(self) -> float:
        """Processor time since the run began."""
        return (thread_time() - self._began) * 1000

    def add(self, readings: Iterable[Reading], engine: str) -> bool:
        """Takes readings in, in pixels of the image; whether there were any that count."""
        any_read = False
        for each in readings:
            if not self.keep(each.symbology, each.data):
                continue
            any_read = True
            key = (each.symbology, each.data)
            if key not in self._seen:
                self._seen.add(key)
                self.codes.append(
                    CodeFound(
                        data=each.data,
                        text=each.text,
                        symbology=each.symbology,
                        aim=each.aim,
                        outline=each.outline,
                        engine=engine,
                        stage=self._stage,
                    )
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

    def done(self) -> Decoded:
        """The outcome."""
        return Decoded(tuple(self.codes), tuple(self._stages))

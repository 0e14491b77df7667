"""Acceptance: when what single frames show has become a scan, once for each parcel under the camera."""

from collections.abc import Iterable
from dataclasses import dataclass

from borderpost.devices.decoder.found import CodeFound, Symbology
from borderpost.domain.identifiers import s10
from borderpost.domain.identifiers.checks import mod10

_ITF_DIGITS = 14
_S10_CHARACTERS = 13


def is_item_number(data: bytes) -> bool:
    """Whether the payload is an S10 item number with the right check digit."""
    if len(data) != _S10_CHARACTERS or not data.isascii():
        return False
    text = data.decode("ascii")
    item = s10.parse(text)
    return item is not None and item.valid and item.text == text


def is_gtin14(data: bytes) -> bool:
    """Whether the payload is fourteen digits with the right GS1 check digit."""
    if len(data) != _ITF_DIGITS or not data.isdigit():
        return False
    digits = data.decode("ascii")
    return mod10(digits[:-1]) == digits[-1]


def plausible(symbology: Symbology, data: bytes) -> bool:
    """Whether a reading may count at all: ITF, which is easily cut short, has to be a whole GTIN-14."""
    return symbology is not Symbology.ITF or is_gtin14(data)


@dataclass(slots=True)
class _Track:
    code: CodeFound
    frames: int
    last: int
    accepted: bool


class Acceptance:
    """Follows the codes of a camera stream and says which of them have just become scans.

    A valid S10 item number counts at once; anything else has to be read in two frames. A code stays one
    scan for as long as it is under the camera: until `forget_after` frames in a row have not shown it.
    """

    def __init__(self, *, agreeing: int = 2, forget_after: int = 30) -> None:
        self._agreeing = agreeing
        self._forget_after = forget_after
        self._frame = 0
        self._tracks: dict[tuple[Symbology, bytes], _Track] = {}

    def offer(self, codes: Iterable[CodeFound]) -> tuple[CodeFound, ...]:
        """Takes all codes of the next frame (none is a frame too); gives those that are now scans."""
        self._frame += 1
        for code in codes:
            if plausible(code.symbology, code.data):
                self._seen(code)
        self._tracks = {
            key: track for key, track in self._tracks.items() if self._frame - track.last < self._forget_after
        }
        fresh = []
        for track in self._tracks.values():
            due = track.frames >= self._agreeing or is_item_number(track.code.data)
            if due and not track.accepted:
                track.accepted = True
                fresh.append(track.code)
        return tuple(fresh)

    def _seen(self, code: CodeFound) -> None:
        key = (code.symbology, code.data)
        track = self._tracks.get(key)
        if track is None:
            self._tracks[key] = _Track(code, 1, self._frame, accepted=False)
            return
        if track.last != self._frame:
            track.frames += 1
        track.code, track.last = code, self._frame

    @property
    def in_view(self) -> tuple[CodeFound, ...]:
        """The accepted codes still under the camera; more than one item number asks for a choice."""
        return tuple(track.code for track in self._tracks.values() if track.accepted)

    def clear(self) -> None:
        """Forgets everything, so that the parcel under the camera is a new scan."""
        self._tracks.clear()

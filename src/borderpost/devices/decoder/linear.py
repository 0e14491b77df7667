"""Linear codes in one box of bars: the crop as it is, its averaged lines, and the matched reader last."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from borderpost.devices.decoder.accept import is_item_number
from borderpost.devices.decoder.arrays import Floats, Grey, as_floats, as_grey
from borderpost.devices.decoder.blurred import Candidate, Match, candidates, hopeful, match
from borderpost.devices.decoder.boxes import Box
from borderpost.devices.decoder.engines import LINEAR, Reading, Zxing
from borderpost.devices.decoder.found import Symbology
from borderpost.devices.decoder.lines import aligned_bands, levelled, readable, together
from borderpost.devices.decoder.rectify import Crop, flatten, likeness_of_rows

_ITEM_MODULES = 156
_ITEM_FIT, _ITEM_MARGIN = 0.9, 2.0
_MENDED_MARGIN = 25.0
_OTHER_FIT, _OTHER_MARGIN = 0.98, 60.0
_WASHED_OUT, _MUCH = 250, 0.01
_NARROWEST, _WIDEST = 0.5, 2.6
_AROUND, _DARKER = 13, 3
_CREASED = 0.75


@dataclass(frozen=True, slots=True)
class Flat:
    """A box laid flat: its crop, and from where to where (pixels of the crop) the box itself reaches.

    `likeness` tells how alike its rows are: near 1 for a linear code on flat paper, less where the paper is
    creased, least for stacked rows and clutter.
    """

    box: Box
    crop: Crop
    left: float
    right: float
    likeness: float

    @property
    def module(self) -> float:
        """The width of a module in pixels of the crop if the code is a postal item number."""
        return (self.right - self.left) / _ITEM_MODULES


def lay_flat(grey: Grey, box: Box) -> Flat:
    """The box of an image as a crop with margin for what the finder may have missed of the code."""
    scale = 3.0 if box.length < 260 else 2.0 if box.length < 700 else 1.0
    margin = 20 + 0.15 * box.length
    crop = flatten(grey, box, scale=scale, along=margin)
    left, right = margin * scale, (margin + box.length) * scale
    return Flat(box, crop, left, right, likeness_of_rows(crop.pixels[:, round(left) : round(right)]))


def read_crop(flat: Flat) -> tuple[Reading, ...]:
    """What zxing-cpp reads on the crop as it is, in pixels of the image."""
    return _home(flat, Zxing(rotate=False).read(flat.crop.pixels, LINEAR))


def read_lines(flat: Flat) -> tuple[Reading, ...]:
    """What zxing-cpp reads in two or more of the crop's averaged, sharpened and stretched lines."""
    scale = flat.crop.scale
    lines = readable(flat.crop.pixels, flat.left, flat.right, scale, flat.module / scale)
    read = Zxing(rotate=False, binary=True).read(lines, LINEAR)
    return _home(flat, read)


def read_local(flat: Flat) -> tuple[Reading, ...]:
    """What zxing-cpp reads on the crop when black is what is darker than its surroundings, as under glare."""
    around = max(3, round(_AROUND * flat.module)) | 1
    black = cv2.adaptiveThreshold(
        flat.crop.pixels, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, around, _DARKER
    )
    read = Zxing(rotate=False, binary=True).read(as_grey(black), LINEAR)
    return _home(flat, read)


def _home(flat: Flat, read: tuple[Reading, ...]) -> tuple[Reading, ...]:
    return tuple(
        replace(each, outline=flat.crop.full_height(each.outline[0][0], each.outline[1][0])) for each in read
    )


@dataclass(frozen=True, slots=True)
class Lead:
    """A box that stays unread and where on it a Code 128 may lie; `glare` when white is washed out there."""

    flat: Flat
    profile: Floats
    candidate: Candidate
    glare: bool


def leads(flat: Flat) -> list[Lead]:
    """Where on an unread box the matched reader should look, the likeliest first."""
    glare = float((flat.crop.pixels >= _WASHED_OUT).mean()) > _MUCH
    if flat.likeness < _CREASED:
        profile = as_floats(
            together(*aligned_bands(flat.crop.pixels, flat.left, flat.right, 60 * flat.module))
        )
    else:
        profile = flat.crop.pixels.mean(axis=0, dtype=np.float64)
    narrowest, widest = _NARROWEST * flat.module, _WIDEST * flat.module
    found = candidates(profile, flat.left, flat.right, narrowest, widest)
    return [Lead(flat, profile, candidate, glare) for candidate in found]


def read_matched(lead: Lead) -> Reading | None:
    """What the matched reader makes of a lead, if it is beyond doubt."""
    flat = lead.flat
    promising = hopeful(lead.profile, lead.candidate) is not None
    if not (promising or lead.glare):
        return None
    bands, contrast = aligned_bands(flat.crop.pixels, flat.left, flat.right, 60 * flat.module)
    exact = as_floats(bands)
    found = None
    if promising:
        found = _try(exact, as_floats(together(bands, contrast)), lead.candidate, glare=False)
    if found is None and lead.glare:
        level = levelled(bands, contrast, flat.left, flat.right, 22 * flat.module)
        found = _try(exact, as_floats(level), lead.candidate, glare=True)
    return None if found is None else _reading(flat, found)


def _try(bands: Floats, profile: Floats, candidate: Candidate, *, glare: bool) -> Match | None:
    likely = hopeful(profile, candidate, glare=glare)
    found = None if likely is None else match(bands, profile, likely)
    return found if found is not None and beyond_doubt(found) else None


def beyond_doubt(found: Match) -> bool:
    """Whether a match may count: an item number needs less, as it carries a check digit of its own."""
    data = found.spelled.text.encode("latin-1")
    if is_item_number(data):
        return found.fit >= _ITEM_FIT and found.margin >= (_MENDED_MARGIN if found.mended else _ITEM_MARGIN)
    return not found.mended and found.fit >= _OTHER_FIT and found.margin >= _OTHER_MARGIN and len(data) >= 6


def _reading(flat: Flat, found: Match) -> Reading:
    return Reading(
        data=found.spelled.text.encode("latin-1"),
        text=found.spelled.text,
        symbology=Symbology.CODE128,
        aim="]C1" if found.spelled.gs1 else "]C0",
        outline=flat.crop.full_height(found.start, found.end),
    )

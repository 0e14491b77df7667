"""Pictures of evidence as a JPEG for paper, where they are in a form that a report cannot hold as it is."""

import io
import warnings
from typing import Final

import numpy as np
from PIL import Image, ImageOps

from borderpost.devices.evidence_files import look_at
from borderpost.devices.still_images import ImageError
from borderpost.domain.evidence_codes import FileForm

_SIDE: Final = 1600
_QUALITY: Final = 85
_DARKEST, _BRIGHTEST = 0.1, 99.9  # per cent of the pixels beyond which nothing is told apart


def rendition_of(untrusted_bytes: bytes) -> bytes | None:
    """Return a JPEG of the first picture in a PNG or TIFF, 16 bits of grey in full contrast; None for others.

    The same bytes always give the same JPEG.
    """
    try:
        looked = look_at(untrusted_bytes, "")
    except ImageError:
        return None
    if looked.form not in (FileForm.PNG, FileForm.TIFF):
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(untrusted_bytes), formats=("PNG", "TIFF")) as picture:
            upright = ImageOps.exif_transpose(picture)
            if upright.mode.startswith("I") or upright.mode == "F":
                shown = _in_full_contrast(np.asarray(upright, np.float32))
            elif upright.has_transparency_data:
                paper = Image.new("RGBA", upright.size, "white")
                shown = Image.alpha_composite(paper, upright.convert("RGBA")).convert("RGB")
            else:
                shown = upright.convert("L" if upright.mode in ("1", "L") else "RGB")
    shown.thumbnail((_SIDE, _SIDE))
    made = io.BytesIO()
    shown.save(made, "JPEG", quality=_QUALITY)
    return made.getvalue()


def _in_full_contrast(grey: "np.ndarray[tuple[int, ...], np.dtype[np.float32]]") -> Image.Image:
    finite = np.nan_to_num(grey)
    low, high = (float(each) for each in np.percentile(finite[::4, ::4], (_DARKEST, _BRIGHTEST)))
    span = max(high - low, 1e-6)
    return Image.fromarray(np.clip((finite - low) * (255.0 / span), 0, 255).astype(np.uint8))

"""Text of any script drawn on a picture, with the fonts that the machine has."""

from functools import lru_cache
from pathlib import Path
from unicodedata import category

from anyascii import anyascii
from PIL import ImageDraw, ImageFont, features

FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("C:/Windows/Fonts"))
SANS = ("NotoSans-Regular.ttf", "DejaVuSans.ttf", "arial.ttf")
BOLD = ("NotoSans-Bold.ttf", "DejaVuSans-Bold.ttf", "arialbd.ttf")
MONO = ("NotoSansMono-Regular.ttf", "DejaVuSansMono.ttf", "consola.ttf")
HAN = ("wqy-microhei.ttc", "DroidSansFallbackFull.ttf", "msyh.ttc")

# The first code points of the scripts that need a font of their own, and that font.
_SCRIPT_FONTS = (
    (0x0590, 0x05FF, ("NotoSansHebrew-Regular.ttf", "DejaVuSans.ttf")),
    (0x0600, 0x077F, ("NotoSansArabic-Regular.ttf", "DejaVuSans.ttf")),
    (0x0900, 0x097F, ("NotoSansDevanagari-Regular.ttf",)),
    (0x0E00, 0x0E7F, ("NotoSansThai-Regular.ttf",)),
    (0x1100, 0x11FF, HAN),
    (0x2E80, 0xD7FF, HAN),
    (0xFF00, 0xFFEF, HAN),
)
_NEEDS_SHAPING = ((0x0590, 0x077F), (0x0900, 0x0E7F))

Colour = tuple[int, int, int]
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@lru_cache(maxsize=1)
def _installed() -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder in FONT_FOLDERS:
        for pattern in ("*.ttf", "*.ttc"):
            for path in sorted(folder.rglob(pattern)):
                found.setdefault(path.name, path)
    return found


@lru_cache(maxsize=256)
def font(family: tuple[str, ...], size: int) -> Font:
    """Return the first font of a family that is installed, or the one that Pillow carries."""
    for name in family:
        path = _installed().get(name)
        if path is not None:
            return ImageFont.truetype(path, size)
    return ImageFont.load_default(size)


def draw_text(
    canvas: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    size: int,
    *,
    fill: Colour = (20, 20, 22),
    family: tuple[str, ...] = SANS,
) -> float:
    """Draw one line with its top left corner at a point and return its width in pixels.

    Each run is drawn in a font that has its script; where the machine can show a script not at all, or
    not shape it, the line is written in Latin letters instead.
    """
    runs = _runs(text, family)
    if runs is None:
        runs = [(anyascii(text), family)]
    x, y = at
    baseline = y + size
    for part, part_family in runs:
        face = font(part_family, size)
        canvas.text((x, baseline), part, font=face, fill=fill, anchor="ls")
        x += face.getlength(part)
    return x - at[0]


def text_width(text: str, size: int, family: tuple[str, ...] = SANS) -> float:
    """Return the width in pixels of a line as `draw_text` would draw it."""
    runs = _runs(text, family) or [(anyascii(text), family)]
    return sum(font(part_family, size).getlength(part) for part, part_family in runs)


def _runs(text: str, family: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]] | None:
    runs: list[tuple[str, tuple[str, ...]]] = []
    right_to_left = False
    for character in text:
        code = ord(character)
        if code > 0xFFFF and category(character) == "So":
            continue  # pictographs: a label printer has none
        if code > 0xFFFF or (not _can_shape() and any(low <= code <= high for low, high in _NEEDS_SHAPING)):
            return None
        right_to_left = right_to_left or 0x0590 <= code <= 0x077F
        wanted = _family_for(code, family)
        if wanted and not any(name in _installed() for name in wanted):
            return None
        if not wanted and runs and not character.isalnum() and not character.isspace():
            wanted = runs[-1][1]
        wanted = wanted or family
        # A space stands alone, so that it keeps its place where the runs go from right to left.
        if runs and runs[-1][1] == wanted and not character.isspace() and not runs[-1][0].isspace():
            runs[-1] = (runs[-1][0] + character, wanted)
        else:
            runs.append((character, wanted))
    return runs[::-1] if right_to_left else runs


def _family_for(code: int, family: tuple[str, ...]) -> tuple[str, ...]:
    return next((names for low, high, names in _SCRIPT_FONTS if low <= code <= high), ())


@lru_cache(maxsize=1)
def _can_shape() -> bool:
    # Pillow brings raqm along but looks for fribidi on the machine, and without it does not shape.
    return bool(features.check("raqm") and features.check("fribidi"))

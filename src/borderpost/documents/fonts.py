"""The TrueType fonts installed on this machine, and which of them can show a given character."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FontFile:
    """One face of one font file; `index` counts within a collection (.ttc)."""

    path: Path
    index: int = 0


@dataclass(frozen=True, slots=True)
class FontPair:
    """The regular and bold faces of one family; `bold` is None where none is installed."""

    regular: FontFile
    bold: FontFile | None = None


@dataclass(frozen=True, slots=True)
class FontLibrary:
    """What the documents draw with: text, monospace, then fallbacks in the order of their trial."""

    text: FontPair
    mono: FontPair
    fallbacks: tuple[FontPair, ...]


class FontsMissing(Exception):
    """Fonts that the documents cannot do without are not installed.

    `fonts` names the files that were looked for, `packages` the Debian packages that bring them.
    """

    def __init__(self, fonts: Sequence[str], packages: Sequence[str]) -> None:
        self.fonts = tuple(fonts)
        self.packages = tuple(packages)
        super().__init__(f"fonts not installed: {', '.join(fonts)} (Debian: {' '.join(packages)})")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A required family: candidates in order of preference, as (regular, bold) file names."""

    candidates: tuple[tuple[str, str], ...]
    package: str


_TEXT = _Wanted((("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),), "fonts-noto-core")
_MONO = _Wanted(
    (
        ("NotoSansMono-Regular.ttf", "NotoSansMono-Bold.ttf"),
        ("NotoMono-Regular.ttf", ""),
        ("DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf"),
    ),
    "fonts-noto-mono",
)
_ARABIC = _Wanted((("NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf"),), "fonts-noto-core")
_HAN = _Wanted(
    (
        ("wqy-microhei.ttc", ""),
        ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"),
        ("DroidSansFallbackFull.ttf", ""),
    ),
    "fonts-wqy-microhei",
)
# The scripts that post carries most come first; every other Noto Sans face follows by name.
_COMMON_SCRIPTS = (
    "Hebrew",
    "Thai",
    "Devanagari",
    "Bengali",
    "Tamil",
    "Telugu",
    "Gujarati",
    "Gurmukhi",
    "Kannada",
    "Malayalam",
    "Sinhala",
    "Khmer",
    "Lao",
    "Myanmar",
    "Ethiopic",
    "Georgian",
    "Armenian",
    "Symbols",
    "Symbols2",
    "Math",
)


def font_folders() -> tuple[Path, ...]:
    """The folders where systems keep their fonts; not all of them need exist."""
    home = Path.home()
    folders = [
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
        Path("/Library/Fonts"),
    ]
    if windows := os.environ.get("WINDIR"):
        folders.append(Path(windows) / "Fonts")
    return tuple(folders)


def find_fonts(folders: Iterable[Path]) -> FontLibrary:
    """Choose the faces to draw with from `folders`.

    Raises FontsMissing, naming the packages, when text, monospace, Arabic or Han has no usable face.
    """
    files = _files_by_name(folders)
    found: dict[_Wanted, FontPair] = {}
    missing: list[_Wanted] = []
    for wanted in (_TEXT, _MONO, _ARABIC, _HAN):
        pair = _first_usable(wanted, files)
        if pair is None:
            missing.append(wanted)
        else:
            found[wanted] = pair
    if missing:
        raise FontsMissing(
            [wanted.candidates[0][0] for wanted in missing],
            sorted({wanted.package for wanted in missing}),
        )
    return FontLibrary(
        text=found[_TEXT],
        mono=found[_MONO],
        fallbacks=(found[_ARABIC], found[_HAN], *_other_scripts(files)),
    )


@lru_cache(maxsize=1)
def installed_fonts() -> FontLibrary:
    """The library of this machine, looked up once a run; raises FontsMissing."""
    return find_fonts(font_folders())


@lru_cache(maxsize=512)
def coverage(font: FontFile) -> frozenset[int]:
    """The code points for which `font` has a glyph; empty where the file cannot be embedded."""
    import uharfbuzz as hb

    try:
        face = hb.Face(hb.Blob.from_file_path(str(font.path)), font.index)
    except (OSError, hb.HarfBuzzError):
        return frozenset()
    # PostScript outlines (CFF) have no `glyf` table and cannot be embedded as TrueType
    if "glyf" not in face.table_tags:
        return frozenset()
    return frozenset(face.unicodes)


def _files_by_name(folders: Iterable[Path]) -> dict[str, Path]:
    files: dict[str, Path] = {}
    for folder in folders:
        for root, _, names in os.walk(folder):
            for name in names:
                if name.endswith((".ttf", ".ttc")):
                    files.setdefault(name, Path(root) / name)
    return files


def _first_usable(wanted: _Wanted, files: Mapping[str, Path]) -> FontPair | None:
    for regular, bold in wanted.candidates:
        path = files.get(regular)
        if path is not None and coverage(FontFile(path)):
            bold_path = files.get(bold)
            return FontPair(FontFile(path), FontFile(bold_path) if bold_path else None)
    return None


def _other_scripts(files: Mapping[str, Path]) -> Iterator[FontPair]:
    common = [f"NotoSans{script}-Regular.ttf" for script in _COMMON_SCRIPTS]
    others = sorted(
        name
        for name in files
        if name.startswith("NotoSans")
        and name.endswith("-Regular.ttf")
        and name not in common
        and not name.startswith(("NotoSans-", "NotoSansMono", "NotoSansArabic", "NotoSansDisplay"))
    )
    for name in (*common, *others, "DroidSansFallbackFull.ttf", "DejaVuSans.ttf"):
        if name in files:
            bold = files.get(name.replace("-Regular", "-Bold")) if "-Regular" in name else None
            yield FontPair(FontFile(files[name]), FontFile(bold) if bold else None)

"""Camera frames given in a folder: what its manifest says of them, and their pixels."""

import json
from dataclasses import dataclass
from pathlib import Path

from borderpost.devices.frame_source import Pixels
from borderpost.devices.still_images import ImageError, pixels_of_file

MANIFEST = "manifest.jsonl"
CLEAN = "clean"


class BadMaterial(Exception):
    """What the tour was given cannot be used; the sentence says what and why."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame: its file, its kind of difficulty, and the texts of the codes that it shows."""

    file: Path
    category: str
    truth: tuple[str, ...]

    def pixels(self) -> Pixels:
        """Return the picture in BGR; raise BadMaterial where it is none."""
        try:
            return pixels_of_file(self.file)
        except ImageError as error:
            raise BadMaterial(f"{self.file}: this is no picture that can be used ({error.fault})") from error


def read_frames(folder: Path) -> tuple[Frame, ...]:
    """Read a folder's manifest; raise BadMaterial with the line where it is none."""
    manifest = folder / MANIFEST
    try:
        untrusted_lines = manifest.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadMaterial(f"{manifest}: the manifest of the frames cannot be read ({error})") from error
    return tuple(
        _frame(folder, manifest, number, line)
        for number, line in enumerate(untrusted_lines, start=1)
        if line.strip()
    )


def _frame(folder: Path, manifest: Path, number: int, untrusted_line: str) -> Frame:
    try:
        row = json.loads(untrusted_line)
        path, category, truth = row["path"], row["category"], row["truth"]
        texts = tuple(str(text) for text in truth)
        if not isinstance(path, str) or not isinstance(category, str) or not isinstance(truth, list):
            raise TypeError("a field is of another kind")
    except (ValueError, KeyError, TypeError) as error:
        raise BadMaterial(f"{manifest}, line {number}: path, category and truth are needed") from error
    return Frame(folder / path, category, texts)

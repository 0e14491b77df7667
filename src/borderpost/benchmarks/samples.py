"""Samples: images with the texts that are on them, from a folder with a manifest."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Grey = NDArray[np.uint8]


class SamplesError(Exception):
    """A folder that cannot be used as samples; the message says why."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One image as grey (H, W), the kind it belongs to, and the texts on it."""

    name: str
    kind: str
    image: Grey
    truth: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a manifest: `path` below the folder, the kind (category, else symbology), the texts."""

    path: Path
    kind: str
    truth: tuple[str, ...]


def read_manifest(folder: Path) -> list[Row]:
    """The rows of `manifest.jsonl`; raises `SamplesError` where it is absent or not as described."""
    manifest = folder / "manifest.jsonl"
    if not manifest.is_file():
        raise SamplesError(f"{manifest}: there is no such file")
    rows = []
    for number, line in enumerate(manifest.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            rows.append(_row(folder, line, f"{manifest}:{number}"))
    if not rows:
        raise SamplesError(f"{manifest}: holds no rows")
    return rows


def _row(folder: Path, line: str, place: str) -> Row:
    try:
        untrusted_row: Any = json.loads(line)
        kind = untrusted_row.get("category") or untrusted_row.get("symbology") or ""
        return Row(folder / str(untrusted_row["path"]), str(kind), tuple(map(str, untrusted_row["truth"])))
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise SamplesError(f"{place}: no path and truth here ({wrong})") from wrong


def load(rows: list[Row]) -> Iterator[Sample]:
    """The samples one by one; raises `SamplesError` where an image cannot be read."""
    for row in rows:
        yield Sample(row.path.name, row.kind, _grey(row.path), row.truth)


def _grey(path: Path) -> Grey:
    image = cv2.imread(str(path), cv2.IMREAD_UNCHANGED) if path.is_file() else None
    if image is None:
        raise SamplesError(f"{path}: no image that can be read")
    if image.ndim == 2 and image.dtype == np.uint8:
        return np.asarray(image, dtype=np.uint8)
    with Image.open(path) as picture:
        whole = picture.convert("RGBA")
        paper = Image.new("RGBA", whole.size, "white")
        paper.alpha_composite(whole)
        return np.asarray(paper.convert("L"), dtype=np.uint8)

"""Reads the folder of a brand pack: untrusted files, each bounded in size and kept inside its folder."""

import csv
import hashlib
import io
import stat
import tomllib
import warnings
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from borderpost.domain.brands.faults import BrandFault, BrandProblem
from borderpost.domain.brands.pack import BrandPack, Picture
from borderpost.domain.brands.pack_reading import HEAD, PRODUCT_COLUMNS, PRODUCTS, pack_from_plain

PICTURES = "pictures"
HEAD_LIMIT = 1024 * 1024
PRODUCTS_LIMIT = 32 * 1024 * 1024
PRODUCT_ROWS = 200_000
PICTURE_LIMIT = 4 * 1024 * 1024
PICTURE_SIDE = 4096
PICTURE_PIXELS = 12_000_000
PICTURES_LIMIT = 200
FAULTS_SHOWN = 200
_KNOWN = frozenset({HEAD, PRODUCTS, PICTURES})
_FORMATS = {".png": "PNG", ".jpg": "JPEG"}
_BROKEN = (OSError, SyntaxError, ValueError, ArithmeticError, LookupError, MemoryError, zlib.error)


@dataclass(frozen=True, slots=True)
class BrandFolder:
    """A sound pack, with the bytes of its pictures by their SHA-256."""

    pack: BrandPack
    pictures: Mapping[str, bytes]


def brand_folders(folder: Path) -> tuple[Path, ...]:
    """Return the packs in a folder: itself, where it is one, else those of its folders that are; by name."""
    if (folder / HEAD).exists() or not folder.is_dir():
        return (folder,)
    inner = (each for each in folder.iterdir() if not each.name.startswith(".") and (each / HEAD).exists())
    return tuple(sorted(inner)) or (folder,)


def load_brand(folder: Path) -> BrandFolder | tuple[BrandFault, ...]:
    """Return the pack in a folder, or all of its faults. What its files hold never makes it raise."""
    faults: list[BrandFault] = []
    try:
        faults += _strangers(folder)
        head = _bytes_of(folder, HEAD, HEAD_LIMIT, faults, needed=True)
        listed = _bytes_of(folder, PRODUCTS, PRODUCTS_LIMIT, faults)
        pictures = dict(_pictures(folder, faults))
    except OSError as error:
        faults.append(BrandFault(folder.name, "", BrandProblem.NOT_READABLE, error.strerror or ""))
        return tuple(faults)
    plain = _toml(head, faults) if head is not None else None
    rows = list(_rows(listed, faults)) if listed is not None else []
    if plain is None or faults:
        return tuple(faults[:FAULTS_SHOWN])
    known = {name: (made, data) for name, (made, data) in pictures.items()}
    digests = {name: hashlib.sha256(data).hexdigest() for name, (_, data) in known.items()}
    digests |= {HEAD: hashlib.sha256(head or b"").hexdigest()}
    if listed is not None:
        digests |= {PRODUCTS: hashlib.sha256(listed).hexdigest()}
    whole = "".join(f"{name}\0{digest}\n" for name, digest in sorted(digests.items()))
    sha256 = hashlib.sha256(whole.encode()).hexdigest()
    pack = pack_from_plain(plain, rows, tuple(made for made, _ in known.values()), sha256)
    if not isinstance(pack, BrandPack):
        return pack[:FAULTS_SHOWN]
    return BrandFolder(pack, {made.sha256: data for made, data in known.values()})


def _strangers(folder: Path) -> Iterator[BrandFault]:
    """Yield what does not belong into a pack."""
    for each in sorted(folder.iterdir()):
        if not each.name.startswith((".", "README")) and each.name not in _KNOWN:
            yield BrandFault(each.name[:100], "", BrandProblem.UNKNOWN_FILE)


def _bytes_of(
    folder: Path, name: str, limit: int, faults: list[BrandFault], *, needed: bool = False
) -> bytes | None:
    """Return what is in a plain file of the folder; a link may lead anywhere, and is not followed."""
    path = folder / name
    try:
        kind = path.lstat().st_mode
    except FileNotFoundError:
        if needed:
            faults.append(BrandFault(name, "", BrandProblem.NO_FILE))
        return None
    if not stat.S_ISREG(kind):
        faults.append(BrandFault(name, "", BrandProblem.CLIMBS_OUT))
        return None
    with path.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        faults.append(BrandFault(name, "", BrandProblem.TOO_LARGE, str(limit)))
        return None
    return data


def _toml(data: bytes, faults: list[BrandFault]) -> Mapping[str, Any] | None:
    try:
        return tomllib.loads(data.decode())
    except (ValueError, RecursionError) as error:
        faults.append(BrandFault(HEAD, "", BrandProblem.NOT_TOML, str(error)[:200]))
        return None


def _rows(data: bytes, faults: list[BrandFault]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of the articles, each with the number of its line."""
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        columns = reader.fieldnames or ()
        if set(columns) - set(PRODUCT_COLUMNS) or not {"gtin", "description"} <= set(columns):
            named = ", ".join(str(each) for each in columns)[:200]
            faults.append(BrandFault(PRODUCTS, "line 1", BrandProblem.NOT_CSV, named))
            return
        for number, row in enumerate(reader):
            if number >= PRODUCT_ROWS:
                faults.append(BrandFault(PRODUCTS, "", BrandProblem.TOO_MANY, str(PRODUCT_ROWS)))
                return
            if None in row or None in row.values():
                faults.append(BrandFault(PRODUCTS, f"line {reader.line_num}", BrandProblem.NOT_CSV))
                continue
            yield reader.line_num, row
    except (ValueError, csv.Error) as error:
        faults.append(BrandFault(PRODUCTS, "", BrandProblem.NOT_CSV, str(error)[:200]))


def _pictures(folder: Path, faults: list[BrandFault]) -> Iterator[tuple[str, tuple[Picture, bytes]]]:
    inside = folder / PICTURES
    if inside.is_symlink():
        faults.append(BrandFault(PICTURES, "", BrandProblem.CLIMBS_OUT))
        return
    if not inside.is_dir():
        return
    files = sorted(each for each in inside.iterdir() if not each.name.startswith("."))
    if len(files) > PICTURES_LIMIT:
        faults.append(BrandFault(PICTURES, "", BrandProblem.TOO_MANY, str(PICTURES_LIMIT)))
        return
    for path in files:
        name = path.name
        expected = _FORMATS.get(path.suffix)
        if expected is None:
            faults.append(BrandFault(name[:100], "", BrandProblem.UNKNOWN_FILE))
            continue
        data = _bytes_of(inside, name, PICTURE_LIMIT, faults)
        if data is None:
            continue
        made = _picture(name, data, expected)
        if isinstance(made, BrandFault):
            faults.append(made)
        else:
            yield name, (made, data)


def _picture(name: str, untrusted_bytes: bytes, expected: str) -> Picture | BrandFault:
    """Return what a picture is, having decoded it: one that claims too much is not decoded at all."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(untrusted_bytes), formats=(expected,)) as picture:
                width, height = picture.size
                if max(width, height) > PICTURE_SIDE or width * height > PICTURE_PIXELS:
                    return BrandFault(name, "", BrandProblem.TOO_LARGE, f"{width} x {height}")
                picture.load()
    except Image.DecompressionBombError as error:
        return BrandFault(name, "", BrandProblem.TOO_LARGE, str(error)[:200])
    except _BROKEN as error:
        return BrandFault(name, "", BrandProblem.BAD_PICTURE, str(error)[:200])
    digest = hashlib.sha256(untrusted_bytes).hexdigest()
    return Picture(name=name, sha256=digest, width=width, height=height)

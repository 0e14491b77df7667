"""The address and customs label of a parcel, drawn as a post prints it: 150 × 105 mm, with its barcode."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw

from borderpost.demo.lettering import BOLD, MONO, SANS, draw_text, text_width
from borderpost.demo.pixels import Pixels

PIXELS_PER_MM = 6
LABEL_SIZE = (150 * PIXELS_PER_MM, 105 * PIXELS_PER_MM)
MODULE = 3  # pixels: half a millimetre, within what S10 allows
PAPER = (251, 251, 248)
INK = (24, 24, 26)
RULE = (60, 60, 64)
SERVICE_WORDS = {
    "C": "PARCEL POST",
    "E": "EMS EXPRESS",
    "H": "E-COMMERCE PARCEL",
    "L": "TRACKED PACKET",
    "R": "REGISTERED",
    "U": "SMALL PACKET",
    "V": "INSURED LETTER",
}


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says; `contents` rows are description, pieces, kilograms and value."""

    code: str
    sender: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    contents: tuple[tuple[str, str, str, str], ...] = ()
    gross_kg: str = ""
    office: str = ""
    posted: str = ""


def label_of(declaration: dict[str, Any], code: str = "") -> Label:
    """Return the label that goes with a declaration; `code` stands in for its number where it differs."""
    return Label(
        code=code or declaration["item_id"],
        sender=_address(declaration["sender"]),
        addressee=_address(declaration["addressee"]),
        contents=tuple(
            (
                line["description"],
                line["quantity"],
                line["net_weight_kg"],
                f"{line['value']['amount']} {line['value']['currency']}",
            )
            for line in declaration["lines"][:3]
        ),
        gross_kg=declaration["gross_weight_kg"],
        office=declaration["origin_office"],
        posted=declaration["posted_on"],
    )


def draw_label(label: Label) -> Pixels:
    """Return the label as a BGR picture of `LABEL_SIZE` pixels (width, height)."""
    width, height = LABEL_SIZE
    sheet = Image.new("RGB", LABEL_SIZE, PAPER)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((6, 6, width - 7, height - 7), outline=RULE, width=3)
    _heading(pen, label, width)
    _parties(pen, label, width)
    _contents(pen, label, width)
    _barcode(sheet, pen, label, width, height)
    return np.ascontiguousarray(np.asarray(sheet)[:, :, ::-1])


def barcode(text: str, module: int = MODULE, height: int = 90) -> Pixels:
    """Return a Code 128 with its quiet zones as a grey picture; `module` is the narrowest bar in pixels."""
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128)
    row = np.asarray(made.to_image(scale=1, add_hrt=False, add_quiet_zones=True))[0:1]
    bars = np.flatnonzero(row[0] < 128)
    if not len(bars):
        row = np.asarray(made.to_image(scale=1, add_hrt=False, add_quiet_zones=False))[0:1]
        bars = np.flatnonzero(row[0] < 128)
    line = np.pad(row[0, bars[0] : bars[-1] + 1], 10, constant_values=255)
    return np.repeat(np.repeat(line[None, :], module, axis=1), height, axis=0).astype(np.uint8)


def spaced(code: str) -> str:
    """Return an item number as people read it: `RR 473 124 829 GB`."""
    if len(code) != 13 or not code[2:11].isdigit():
        return code
    return f"{code[:2]} {code[2:5]} {code[5:8]} {code[8:11]} {code[11:]}"


def _address(party: dict[str, Any]) -> tuple[str, ...]:
    town = " ".join(part for part in (party["city"], party["region"], party["postcode"]) if part)
    lines = [party["name"], party["company"], *party["lines"], town, party["country"]]
    return tuple(line for line in lines if line)


def _heading(pen: ImageDraw.ImageDraw, label: Label, width: int) -> None:
    pen.rectangle((6, 6, width - 7, 62), fill=(33, 37, 44))
    draw_text(pen, (24, 14), SERVICE_WORDS.get(label.code[:1], "POST"), 30, fill=PAPER, family=BOLD)
    draw_text(pen, (width - 300, 18), "CN 23 · may be opened officially", 17, fill=(220, 222, 226))


def _parties(pen: ImageDraw.ImageDraw, label: Label, width: int) -> None:
    middle, bottom = 380, 262
    pen.line((8, bottom, width - 8, bottom), fill=RULE, width=2)
    pen.line((middle, 62, middle, bottom), fill=RULE, width=2)
    draw_text(pen, (22, 68), "From", 16, fill=(95, 95, 100))
    draw_text(pen, (middle + 16, 68), "To", 16, fill=(95, 95, 100))
    for row, line in enumerate(label.sender[:5]):
        draw_text(pen, (22, 92 + row * 32), _fitting(line, 22, middle - 34), 22)
    for row, line in enumerate(label.addressee[:5]):
        size = 29 if row == 0 else 26
        draw_text(pen, (middle + 16, 90 + row * 34), _fitting(line, size, width - middle - 36), size)


def _contents(pen: ImageDraw.ImageDraw, label: Label, width: int) -> None:
    columns = (22, 520, 620, 735)
    for x, words in zip(columns, ("Contents", "Pieces", "Net kg", "Value"), strict=True):
        draw_text(pen, (x, 268), words, 15, fill=(95, 95, 100))
    for row, cells in enumerate(label.contents):
        for x, cell, room in zip(columns, cells, (490, 90, 105, 150), strict=True):
            draw_text(pen, (x, 290 + row * 29), _fitting(cell, 20, room), 20)
    pen.line((8, 384, width - 8, 384), fill=RULE, width=2)
    foot = (
        f"Gross {label.gross_kg or '–'} kg     Office {label.office or '–'}     Posted {label.posted or '–'}"
    )
    draw_text(pen, (22, 389), foot, 18)
    pen.line((8, 418, width - 8, 418), fill=RULE, width=2)


def _barcode(sheet: Image.Image, pen: ImageDraw.ImageDraw, label: Label, width: int, height: int) -> None:
    bars = barcode(label.code, MODULE, 128)
    left = max((width - bars.shape[1]) // 2, 10)
    printed = np.where(bars[:, :, None] < 128, np.array(INK, np.uint8), np.array(PAPER, np.uint8))
    sheet.paste(Image.fromarray(printed), (left, 434))
    human = spaced(label.code)
    draw_text(pen, ((width - text_width(human, 34, MONO)) / 2, 566), human, 34, fill=INK, family=MONO)


def _fitting(text: str, size: int, room: int, family: tuple[str, ...] = SANS) -> str:
    if text_width(text, size, family) <= room:
        return text
    while text and text_width(f"{text}…", size, family) > room:
        text = text[:-1]
    return f"{text}…"

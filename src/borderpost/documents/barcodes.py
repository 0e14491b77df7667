"""Barcodes as vector bars: Code 128 for what scanners read, QR for what telephones read."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import zxingcpp

from borderpost.documents.report_record import RecordUnfit, SeizureRecord
from borderpost.documents.sheet import Sheet
from borderpost.documents.style import MM

NARROW_BAR = 0.33 * MM
QUIET_MODULES = 10
QR_LIMIT = 600


@dataclass(frozen=True, slots=True, eq=False)
class Symbol:
    """The dark modules of a barcode; a linear one has a single row."""

    dark: Any
    text: str

    @property
    def columns(self) -> int:
        """Modules across, without the quiet zone."""
        return int(self.dark.shape[1])


def code128(text: str) -> Symbol:
    """Code 128 of printable ASCII; RecordUnfit for anything else."""
    if not text or not text.isascii() or not text.isprintable():
        raise RecordUnfit("barcode", f"{text!r} cannot be written as Code 128")
    return Symbol(_modules(text, zxingcpp.BarcodeFormat.Code128)[:1], text)


def qr(text: str) -> Symbol:
    """A QR code with medium error correction; RecordUnfit where the text is empty or too long for one."""
    if not 0 < len(text.encode("utf-8", "replace")) <= QR_LIMIT:
        raise RecordUnfit("barcode", f"a QR code cannot hold {len(text)} characters")
    return Symbol(
        _modules(
            text.encode("utf-8", "replace").decode("utf-8"), zxingcpp.BarcodeFormat.QRCode, ec_level="M"
        ),
        text,
    )


def can_be_code128(text: str) -> bool:
    """Whether `text` can be printed as a linear barcode of a reasonable length."""
    return 0 < len(text) <= 48 and text.isascii() and text.isprintable()


def report_payload(record: SeizureRecord) -> str:
    """What the QR code of a report says: `BPR1|report number|station|entry number|entry hash`."""
    journal = record.journal
    return f"BPR1|{record.number}|{journal.station}|{journal.sequence}|{journal.entry_hash}"


def draw_linear(sheet: Sheet, symbol: Symbol, x: float, y: float, height: float, module: float) -> float:
    """Draw a linear barcode with its lower left bar at (x, y) and return its width."""
    boxes = [(x + start * module, y, (end - start) * module, height) for start, end in _runs(symbol.dark[0])]
    sheet.bars(boxes)
    return symbol.columns * module


def draw_square(sheet: Sheet, symbol: Symbol, x: float, y: float, side: float) -> None:
    """Draw a two-dimensional barcode in a square whose lower left corner is (x, y)."""
    module = side / symbol.columns
    rows = symbol.dark.shape[0]
    boxes = []
    for row in range(rows):
        bottom = y + (rows - 1 - row) * module
        boxes += [
            (x + start * module, bottom, (end - start) * module, module)
            for start, end in _runs(symbol.dark[row])
        ]
    sheet.bars(boxes)


def linear_module(symbol: Symbol, width: float) -> float:
    """The module width that fits `width` with quiet zones, never wider than the usual bar."""
    return min(NARROW_BAR, width / (symbol.columns + 2 * QUIET_MODULES))


def _modules(text: str, barcode_format: Any, **options: Any) -> Any:
    barcode = zxingcpp.create_barcode(text, barcode_format, **options)
    return np.array(barcode.to_image(scale=1, add_hrt=False, add_quiet_zones=False)) == 0


def _runs(row: Any) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]

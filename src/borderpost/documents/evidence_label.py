"""The label of an exhibit, a bag or a sealed case, 100 by 50 millimetres: a record of it in, a PDF out."""

import base64
from dataclasses import dataclass
from datetime import datetime

from borderpost.documents import style as st
from borderpost.documents.art import LinearBarcode, SquareBarcode
from borderpost.documents.barcodes import can_be_code128, code128, linear_module, qr
from borderpost.documents.fonts import FontLibrary, installed_fonts
from borderpost.documents.formats import joined, line_numbers, moment, offset, short_hash, shown
from borderpost.documents.paragraph import Line
from borderpost.documents.sheet import DocumentFacts, Sheet
from borderpost.documents.style import MM, Align, TextStyle
from borderpost.documents.typesetter import Typesetter
from borderpost.documents.wording import ENGLISH, Wording

WIDTH = 100 * MM
HEIGHT = 50 * MM
_MARGIN = 3.2 * MM
_QR_SIDE = 17.5 * MM
_FINEST_BAR = 0.25 * MM
_HEAD = TextStyle(8.2, 10, bold=True)
_LABEL = TextStyle(5.4, 6.6, colour=st.QUIET)
_VALUE = TextStyle(7.4, 9.2, bold=True)
_CODE = TextStyle(7.6, 9.2, bold=True, mono=True)
_TEXT = TextStyle(6.6, 8.2)
_ITEM = TextStyle(9.6, 11.5, bold=True, mono=True, align=Align.CENTRE)


@dataclass(frozen=True, slots=True)
class EvidenceLabel:
    """What the label of one exhibit says; `sealed_at` is aware and dates the PDF.

    `exhibit` is its own name in the case, which its barcode says; `number` of `count` places it among the
    item's exhibits. `case` names the case before it has a report's number. `checkpoint_size`, `_root` (hex),
    `_at` and `_signature` (hex) are of a signed checkpoint over the sealing; 0 and empty for none.
    """

    office: str
    report_number: str
    exhibit: str
    item_identifier: str
    bag: str
    seal: str
    line_numbers: tuple[int, ...]
    description: str
    sealed_at: datetime
    sealed_by: str
    number: int = 1
    count: int = 1
    checkpoint_size: int = 0
    checkpoint_root: str = ""
    checkpoint_at: str = ""
    checkpoint_signature: str = ""
    case: str = ""


def label_payload(label: EvidenceLabel) -> str:
    """What the QR code says: `BPB1|case|exhibit|bag|seal|item`, with a checkpoint `|size|root|at|signature`.

    The case is the report's number, or the inspection before there is one; the signature is in base64.
    """
    parts = [label.report_number or label.case, label.exhibit, label.bag, label.seal, label.item_identifier]
    if label.checkpoint_size:
        signature = base64.b64encode(bytes.fromhex(label.checkpoint_signature)).decode("ascii")
        parts += [str(label.checkpoint_size), label.checkpoint_root, label.checkpoint_at, signature]
    return "|".join(("BPB1", *parts))


def evidence_label(
    label: EvidenceLabel, *, wording: Wording = ENGLISH, fonts: FontLibrary | None = None
) -> bytes:
    """Make the label; raises RecordUnfit where the time has no offset, FontsMissing without fonts."""
    offset(label.sealed_at)
    ts = Typesetter(fonts or installed_fonts(), wording)
    sheet = Sheet(
        WIDTH,
        HEIGHT,
        DocumentFacts(
            title=f"{wording.evidence} {label.exhibit}",
            subject=label.exhibit,
            author=label.office,
            keywords=", ".join((label.item_identifier, label.bag, label.seal)),
            made_at=label.sealed_at,
            fingerprint=label_payload(label),
            language=wording.language,
        ),
    )
    _draw(sheet, label, ts)
    sheet.next_page()
    return sheet.finish()


def _draw(sheet: Sheet, label: EvidenceLabel, ts: Typesetter) -> None:
    words = ts.wording
    left, right = _MARGIN, WIDTH - _MARGIN
    inner = right - left
    top = HEIGHT - _MARGIN
    nth = words.label_of.format(number=label.number, count=label.count)
    sheet.lines(_first(label.office, _HEAD, inner * 0.72, ts), left, top, inner * 0.72)
    sheet.lines(
        _first(nth, _HEAD.but(align=Align.END), inner * 0.27, ts), left + inner * 0.73, top, inner * 0.27
    )
    top -= 11.5
    sheet.rule(left, top, right, top, st.FINE, st.INK)
    top -= 4

    bars_width = inner - _QR_SIDE - 8
    bars = code128(label.exhibit) if can_be_code128(label.exhibit) else None
    # finer bars than two dots of a label printer are read by nobody; the square code says it all the same
    if bars is not None and linear_module(bars, bars_width) >= _FINEST_BAR:
        caption = ts.lines(label.exhibit, _ITEM, bars_width)
        LinearBarcode(bars, caption, bar_height=32).draw(sheet, left, top, bars_width)
    else:
        sheet.lines(_first(label.exhibit, _ITEM, bars_width, ts), left, top, bars_width)
    SquareBarcode(qr(label_payload(label)), _QR_SIDE).draw(sheet, right - _QR_SIDE, top, _QR_SIDE)
    top -= _QR_SIDE + 3.5

    third = inner / 3
    for index, (title, text) in enumerate(
        (
            (words.label_item, label.item_identifier),
            (words.column_bag, label.bag),
            (words.column_seal, label.seal),
        )
    ):
        x = left + index * third
        below = sheet.lines(_first(title, _LABEL, third - 4, ts), x, top, third - 4)
        sheet.lines(_fitted(text, _CODE, third - 4, ts), x, below, third - 4)
    top -= 17.5
    sheet.rule(left, top, right, top)
    top -= 2.5

    initials = 24 * MM
    wide = inner - initials - 6
    numbers = f"{words.column_lines} {line_numbers(label.line_numbers)}" if label.line_numbers else ""
    lines = joined(words.label_case.format(case=label.report_number or label.case), numbers)
    below = sheet.lines(_first(lines, _VALUE, wide, ts), left, top, wide)
    below = sheet.lines(_first(label.description, _TEXT, wide, ts), left, below, wide)
    sealed = joined(moment(label.sealed_at), shown(label.sealed_by))
    title = joined(words.label_sealed, _checkpoint(label, words))
    below = sheet.lines(_first(title, _LABEL, wide, ts), left, below - 1, wide)
    sheet.lines(_first(sealed, _TEXT, wide, ts), left, below, wide)
    bottom = _MARGIN
    sheet.box(right - initials, bottom, initials, top - bottom - 1, stroke=st.INK, weight=st.HAIRLINE)
    sheet.lines(
        _first(words.label_initials, _LABEL, initials - 6, ts), right - initials + 3, top - 2.5, initials
    )


def _checkpoint(label: EvidenceLabel, words: Wording) -> str:
    """Enough of a checkpoint to compare it by eye; the code beside it holds all of it."""
    if not label.checkpoint_size:
        return ""
    return words.label_checkpoint.format(size=label.checkpoint_size, root=short_hash(label.checkpoint_root))


def _first(text: str, style: TextStyle, width: float, ts: Typesetter) -> tuple[Line, ...]:
    """The first line of `text`; an ellipsis tells where there is more."""
    whole = " ".join(shown(text).split())
    lines = ts.lines(whole, style, width)
    if len(lines) < 2:
        return lines
    low, high = 0, len(whole)
    while low < high:
        middle = (low + high + 1) // 2
        if len(ts.lines(f"{whole[:middle].rstrip()}…", style, width)) == 1:
            low = middle
        else:
            high = middle - 1
    return ts.lines(f"{whole[:low].rstrip()}…", style, width)[:1]


def _fitted(text: str, style: TextStyle, width: float, ts: Typesetter) -> tuple[Line, ...]:
    """`text` on one line, set smaller where it would not fit, but never unreadably small."""
    needed = ts.width_of(shown(text), style)
    if needed > width:
        style = style.but(size=max(5.2, style.size * width / needed))
    return _first(text, style, width, ts)

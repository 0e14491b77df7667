"""The recovery sheet of a site's store: a page for the safe, with the code that opens it at need."""

from dataclasses import dataclass
from datetime import datetime

from borderpost.documents import style as st
from borderpost.documents.art import SquareBarcode
from borderpost.documents.barcodes import qr
from borderpost.documents.fonts import FontLibrary, installed_fonts
from borderpost.documents.formats import moment, offset
from borderpost.documents.sheet import DocumentFacts, Sheet
from borderpost.documents.style import MM, Align, TextStyle
from borderpost.documents.typesetter import Typesetter
from borderpost.documents.wording import ENGLISH, Wording

_CODE = TextStyle(17, 25, bold=True, mono=True, align=Align.CENTRE)
_BODY = TextStyle(10.5, 15)
_QR_SIDE = 46 * MM
_GROUPS_IN_LINE = 5


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What the sheet says; `code` is groups of letters joined by hyphens, `made_at` is aware."""

    administration: str
    facility: str
    station: str
    code: str
    made_at: datetime


def recovery_sheet(
    content: RecoverySheet, *, wording: Wording = ENGLISH, fonts: FontLibrary | None = None
) -> bytes:
    """Make the A4 page; raises RecordUnfit where `made_at` has no offset, FontsMissing without fonts."""
    offset(content.made_at)
    ts = Typesetter(fonts or installed_fonts(), wording)
    words = wording
    sheet = Sheet(
        st.PAGE_WIDTH,
        st.PAGE_HEIGHT,
        DocumentFacts(
            title=words.recovery_title,
            subject=content.station,
            author=content.administration,
            keywords="",
            made_at=content.made_at,
            fingerprint=f"{words.recovery_title} {content.station} {content.made_at.isoformat()}",
            language=words.language,
        ),
    )
    left, width = st.MARGIN_SIDE, ts.width
    top = st.PAGE_HEIGHT - st.MARGIN_TOP
    top = sheet.lines(ts.lines(words.recovery_title, st.TITLE, width), left, top, width)
    place = words.recovery_place.format(
        facility=content.facility, station=content.station, at=moment(content.made_at)
    )
    top = sheet.lines(ts.lines(place, st.SUBTITLE, width), left, top - 2, width)
    top = sheet.lines(ts.lines(content.administration, st.SUBTITLE, width), left, top, width) - 14
    groups = content.code.split("-")
    lines = [groups[at : at + _GROUPS_IN_LINE] for at in range(0, len(groups), _GROUPS_IN_LINE)]
    height = len(lines) * _CODE.leading + 18
    sheet.box(left, top - height, width, height, stroke=st.INK, weight=st.HEAVY)
    below = top - 9
    for line in lines:
        below = sheet.lines(ts.lines("  ".join(line), _CODE, width), left, below, width)
    top -= height + 16
    SquareBarcode(qr(content.code), _QR_SIDE).draw(sheet, left + (width - _QR_SIDE) / 2, top, _QR_SIDE)
    top -= _QR_SIDE + 18
    for step in words.recovery_steps:
        top = sheet.lines(ts.lines(step, _BODY, width), left, top, width) - 6
    sheet.next_page()
    return sheet.finish()

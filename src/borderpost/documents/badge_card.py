"""The badge card of an officer, of the size of a bank card: a record in, a PDF with one barcode out."""

from dataclasses import dataclass
from datetime import datetime

from borderpost.documents import style as st
from borderpost.documents.art import LinearBarcode
from borderpost.documents.barcodes import code128
from borderpost.documents.fonts import FontLibrary, installed_fonts
from borderpost.documents.formats import offset
from borderpost.documents.sheet import DocumentFacts, Sheet
from borderpost.documents.style import MM, Align, TextStyle
from borderpost.documents.typesetter import Typesetter
from borderpost.documents.wording import ENGLISH, Wording
from borderpost.domain.identifiers.actions import Action, Command, format_action

WIDTH = 85.6 * MM
HEIGHT = 54 * MM
_MARGIN = 5 * MM
_OFFICE = TextStyle(7.2, 9, colour=st.QUIET)
_NAME = TextStyle(13, 16, bold=True)
_ROLES = TextStyle(7.6, 9.6)
_SAID = TextStyle(6.8, 9, mono=True, colour=st.QUIET, align=Align.CENTRE)
_HINT = TextStyle(5.8, 7.4, colour=st.QUIET)


@dataclass(frozen=True, slots=True)
class BadgeCard:
    """What a badge says; `made_at` is aware. Its code `badge` (the officer's id where empty) is no secret."""

    administration: str
    facility: str
    officer: str
    name: str
    roles: str
    made_at: datetime
    badge: str = ""


def badge_card(card: BadgeCard, *, wording: Wording = ENGLISH, fonts: FontLibrary | None = None) -> bytes:
    """Make the card; raise ValueError for a code that a badge cannot say, RecordUnfit where the time has no
    offset, FontsMissing without fonts."""
    offset(card.made_at)
    said = format_action(Action(Command.BADGE, (card.badge or card.officer).upper()))
    ts = Typesetter(fonts or installed_fonts(), wording)
    sheet = Sheet(
        WIDTH,
        HEIGHT,
        DocumentFacts(
            title=wording.badge_title.format(name=card.name),
            subject=card.officer,
            author=card.administration,
            keywords=card.facility,
            made_at=card.made_at,
            fingerprint=f"{said} {card.made_at.isoformat()}",
            language=wording.language,
        ),
    )
    left, width = _MARGIN, WIDTH - 2 * _MARGIN
    top = HEIGHT - _MARGIN
    for text in (card.administration, card.facility):
        top = sheet.lines(ts.lines(text, _OFFICE, width)[:1], left, top, width)
    top -= 3
    sheet.rule(left, top, left + width, top)
    top = sheet.lines(ts.lines(card.name, _NAME, width)[:2], left, top - 4, width)
    sheet.lines(ts.lines(card.roles, _ROLES, width)[:2], left, top, width)
    bars = LinearBarcode(code128(said), ts.lines(said, _SAID, width), bar_height=34)
    hint = ts.lines(wording.badge_hint, _HINT, width)[:2]
    foot = _MARGIN + sum(line.height for line in hint)
    bars.draw(sheet, left, foot + bars.height + 3, width)
    sheet.lines(hint, left, foot, width)
    sheet.next_page()
    return sheet.finish()

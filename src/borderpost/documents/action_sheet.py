"""The sheet of command barcodes, by which a gloved officer works with the scanner alone."""

from collections.abc import Sequence
from datetime import datetime

from borderpost.documents import style as st
from borderpost.documents.art import LinearBarcode
from borderpost.documents.barcodes import code128
from borderpost.documents.blocks import Bar, Block, Grid, Part, Row, Text
from borderpost.documents.flow import Frame, paginate
from borderpost.documents.fonts import FontLibrary, installed_fonts
from borderpost.documents.formats import offset
from borderpost.documents.sheet import DocumentFacts, Sheet
from borderpost.documents.style import MM, Align
from borderpost.documents.typesetter import Typesetter
from borderpost.documents.wording import ENGLISH, Wording
from borderpost.domain.identifiers.actions import Action, Command, format_action

_COLUMNS = 3
_FRAME = Frame(first_top=st.PAGE_HEIGHT - 16 * MM, top=st.PAGE_HEIGHT - 16 * MM, bottom=st.MARGIN_BOTTOM)
_NAME = st.TextStyle(11, 14.5, bold=True, align=Align.CENTRE)
_SAID = st.TextStyle(6.8, 9, mono=True, colour=st.QUIET, align=Align.CENTRE)


def action_sheet(
    actions: Sequence[Action],
    *,
    office: str,
    made_at: datetime,
    wording: Wording = ENGLISH,
    fonts: FontLibrary | None = None,
) -> bytes:
    """Make the A4 sheet of `actions`, grouped by kind in the order given.

    Raises RecordUnfit where `made_at` has no offset, FontsMissing without fonts.
    """
    offset(made_at)
    ts = Typesetter(fonts or installed_fonts(), wording)
    blocks: list[Block] = [
        Text(ts.lines(wording.action_sheet, st.TITLE), ts.width, gap=0, keep_with_next=True),
        Text(ts.lines(wording.action_hint, st.SUBTITLE), ts.width, gap=2, keep_with_next=True),
        Bar(ts.width, gap=8),
    ]
    groups = (
        (wording.action_commands, _of(actions, None), 30.0),
        (wording.action_digits, _of(actions, Command.DIGIT), 24.0),
        (wording.action_quantities, _of(actions, Command.QUANTITY), 24.0),
        (wording.action_badges, _of(actions, Command.BADGE), 30.0),
    )
    for title, group, bar_height in groups:
        if group:
            blocks += [
                Text(ts.lines(title, st.SECTION), ts.width, gap=16, keep_with_next=True),
                _grid(group, bar_height, ts),
            ]
    return _draw(blocks, office, made_at, ts)


def _of(actions: Sequence[Action], command: Command | None) -> list[Action]:
    keyed = (Command.DIGIT, Command.QUANTITY, Command.BADGE)
    if command is None:
        return [action for action in actions if action.command not in keyed]
    return [action for action in actions if action.command is command]


def _grid(actions: Sequence[Action], bar_height: float, ts: Typesetter) -> Grid:
    width = ts.width / _COLUMNS
    cells = [_cell(action, bar_height, width - 12, ts) for action in actions]
    cells += [()] * (-len(cells) % _COLUMNS)
    rows = tuple(
        Row(tuple(cells[start : start + _COLUMNS]), (width,) * _COLUMNS, pad_x=6, pad_y=7)
        for start in range(0, len(cells), _COLUMNS)
    )
    return Grid(rows, ruled=True, gap=5)


def _cell(action: Action, bar_height: float, width: float, ts: Typesetter) -> tuple[Part, ...]:
    said = format_action(action)
    return (
        *ts.lines(_name(action, ts.wording), _NAME, width),
        LinearBarcode(code128(said), ts.lines(said, _SAID, width), bar_height),
    )


def _name(action: Action, words: Wording) -> str:
    match action.command:
        case Command.DIGIT:
            return words.action_digit.format(value=action.argument)
        case Command.QUANTITY:
            return words.action_quantity.format(value=action.argument)
        case Command.BADGE:
            return words.action_badge.format(value=action.argument)
        case command:
            return words.commands[command]


def _draw(blocks: Sequence[Block], office: str, made_at: datetime, ts: Typesetter) -> bytes:
    words = ts.wording
    sheet = Sheet(
        st.PAGE_WIDTH,
        st.PAGE_HEIGHT,
        DocumentFacts(
            title=words.action_sheet,
            subject=words.action_sheet,
            author=office,
            keywords="",
            made_at=made_at,
            fingerprint=words.action_sheet,
            language=words.language,
        ),
    )
    pages = paginate(blocks, _FRAME)
    half = ts.width / 2
    for number, page in enumerate(pages, 1):
        for placed in page.placed:
            placed.block.draw(sheet, st.MARGIN_SIDE, placed.top)
        top = 15.5 * MM
        sheet.rule(st.MARGIN_SIDE, top + 3, st.MARGIN_SIDE + ts.width, top + 3)
        sheet.lines(ts.lines(office, st.RUNNING, half)[:1], st.MARGIN_SIDE, top, half)
        page_of = words.page.format(page=number, pages=len(pages))
        end = st.RUNNING.but(align=Align.END)
        sheet.lines(ts.lines(page_of, end, half)[:1], st.MARGIN_SIDE + half, top, half)
        sheet.next_page()
    return sheet.finish()

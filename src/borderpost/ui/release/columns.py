"""The columns of a list for release: number, lane, and what happens."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from borderpost.domain.identifiers import s10
from borderpost.ui.kit import lane_word
from borderpost.ui.tables import Column
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.release_acts import behind_words
from borderpost.ui.words.scans import code_text
from borderpost.work.bulk_releasing import Line


def list_columns(done: Callable[[], bool]) -> list[Column[Line]]:
    """Return the columns; `done` tells whether what was to be released is."""
    translate = QCoreApplication.translate
    return [
        Column(
            "item",
            translate("release", "Number"),
            lambda line: s10.format_display(code_text(line.item_id)),
            180,
            code=True,
            sortable=False,
            stretch=True,
        ),
        Column(
            "lane",
            translate("release", "Lane"),
            lambda line: lane_word(line.lane) if line.lane else "–",
            110,
            tone=lambda line: Tone(line.lane) if line.lane else None,
            sortable=False,
        ),
        Column(
            "what",
            translate("release", "What happens"),
            lambda line: _what(line, done()),
            240,
            tone=_tone,
            sortable=False,
        ),
    ]


def _what(line: Line, done: bool) -> str:
    if line.why is None:
        translate = QCoreApplication.translate
        return translate("release", "Released") if done else translate("release", "Is released")
    told = QCoreApplication.translate("release", "Stays: {why}")
    return told.format(why=behind_words(line.why))


def _tone(line: Line) -> Tone | None:
    return Tone.POSITIVE if line.why is None else Tone.NEUTRAL

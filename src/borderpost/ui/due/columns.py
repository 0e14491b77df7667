"""The columns of the wall of time limits, and what each of them shows of a deadline."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from borderpost.domain.identifiers import s10
from borderpost.domain.law.clocks import Deadline
from borderpost.ui.kit import ltr
from borderpost.ui.tables import Column
from borderpost.ui.words.deadlines import expiry_words, left_tone, left_words, limit_words
from borderpost.ui.words.names import own

translate = QCoreApplication.translate


def due_columns(reckoned_at: Callable[[], datetime]) -> list[Column[Deadline]]:
    """Return the columns; `reckoned_at` gives the moment that the wall was reckoned for."""
    return [
        Column(
            "left",
            translate("due", "Left"),
            lambda row: left_words(row, reckoned_at()),
            150,
            tone=lambda row: left_tone(row, reckoned_at()),
            sortable=False,
        ),
        Column(
            "due", translate("due", "Last day"), lambda row: ltr(row.due.isoformat()), 108, sortable=False
        ),
        Column(
            "item",
            translate("due", "Item"),
            lambda row: s10.format_display(row.item_id),
            176,
            code=True,
            sortable=False,
        ),
        Column(
            "expiry",
            translate("due", "When it runs out"),
            lambda row: expiry_words(row.clock, row.state),
            260,
            stretch=True,
            sortable=False,
        ),
        Column(
            "limit", translate("due", "Time limit"), lambda row: limit_words(row.clock), 290, sortable=False
        ),
        Column("rule", translate("due", "Rule"), lambda row: row.clock.id, 170, code=True, sortable=False),
        Column("source", translate("due", "Source"), lambda row: own(row.citation), 260, sortable=False),
    ]

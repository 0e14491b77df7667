"""The columns of the list of what was sorted."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain.identifiers import s10
from borderpost.ui.tables import Column
from borderpost.ui.trolley.model import Became, Row
from borderpost.ui.trolley.spots import SIGNS, spot_word
from borderpost.ui.words.amounts import clock_text

_BECAME: dict[Became, object] = {
    Became.SORTED: QT_TRANSLATE_NOOP("trolley", "Sorted"),
    Became.WAITS: QT_TRANSLATE_NOOP("trolley", "Not released yet"),
    Became.RELEASED: QT_TRANSLATE_NOOP("trolley", "Released"),
    Became.PROPOSED: QT_TRANSLATE_NOOP("trolley", "Waits for a second officer"),
    Became.KEPT: QT_TRANSLATE_NOOP("trolley", "Kept back, not released"),
    Became.REFUSED: QT_TRANSLATE_NOOP("trolley", "Not released: refused"),
}


def became_word(what: Became) -> str:
    """Return what became of a sorted parcel."""
    return QCoreApplication.translate("trolley", str(_BECAME[what]))


def sorted_columns() -> list[Column[Row]]:
    """Return number, spot, what became of it, and when."""
    translate = QCoreApplication.translate
    return [
        Column(
            "item",
            translate("trolley", "Number"),
            lambda row: s10.format_display(row.text),
            200,
            code=True,
            sortable=False,
            stretch=True,
        ),
        Column(
            "spot",
            translate("trolley", "Sorted to"),
            lambda row: spot_word(row.spot),
            150,
            tone=lambda row: SIGNS[row.spot].tone,
            sortable=False,
        ),
        Column(
            "became", translate("trolley", "Then"), lambda row: became_word(row.became), 220, sortable=False
        ),
        Column(
            "at",
            translate("trolley", "Scanned at"),
            lambda row: clock_text(row.at),
            100,
            number=True,
            sortable=False,
        ),
    ]

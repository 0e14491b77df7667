"""The columns of the items that a search found."""

from PySide6.QtCore import QCoreApplication

from borderpost.ui.kit import ltr
from borderpost.ui.tables import Column
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.amounts import day_text
from borderpost.ui.words.names import own
from borderpost.work.ports import FoundItem

translate = QCoreApplication.translate


def found_columns() -> list[Column[FoundItem]]:
    """Return the columns; the rows stand in the order in which they arrived, and in no other."""
    return [
        Column("item", translate("search", "Item"), lambda row: row.item_id, 144, code=True, sortable=False),
        Column(
            "addressee",
            translate("search", "Addressee"),
            lambda row: own(row.addressee),
            130,
            stretch=True,
            sortable=False,
        ),
        Column("sender", translate("search", "Sender"), lambda row: own(row.sender), 130, sortable=False),
        Column(
            "goods",
            translate("search", "Goods"),
            lambda row: own(row.goods),
            130,
            stretch=True,
            sortable=False,
        ),
        Column("origin", translate("search", "From"), lambda row: ltr(row.origin), 52, sortable=False),
        Column(
            "date",
            translate("search", "Posted"),
            lambda row: ltr(day_text(row.item_date)),
            104,
            sortable=False,
        ),
        Column(
            "arrived",
            translate("search", "Arrived"),
            lambda row: ltr(day_text(row.arrived_at.astimezone().date())),
            104,
            sortable=False,
        ),
        Column(
            "mark",
            translate("search", "Remark"),
            lambda row: translate("search", "Amended") if row.amended_since else "",
            124,
            tone=lambda row: Tone.CAUTION if row.amended_since else None,
            sortable=False,
        ),
    ]

"""The columns of the list of exhibits, and what each of them shows of a row."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from borderpost.domain.identifiers import s10
from borderpost.ui.kit import ltr
from borderpost.ui.tables import Column
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.codes import word
from borderpost.ui.words.custody_acts import exhibit_word, place_words
from borderpost.ui.words.names import Names
from borderpost.work.ports_custody import ExhibitRow

translate = QCoreApplication.translate


def exhibit_columns(names: Callable[[], Names]) -> list[Column[ExhibitRow]]:
    """Return the columns; `names` gives the names of officers as they are now."""
    return [
        Column(
            "alarm",
            translate("custody", "Alarm"),
            _alarms,
            96,
            tone=lambda row: Tone.CRITICAL if row.alarms else None,
            sortable=False,
        ),
        Column(
            "exhibit",
            translate("custody", "Exhibit"),
            lambda row: row.exhibit,
            156,
            code=True,
            sortable=False,
        ),
        Column("kind", translate("custody", "Kind"), lambda row: exhibit_word(row.kind), 90, sortable=False),
        Column(
            "place",
            translate("custody", "Where it is"),
            lambda row: place_words(row.place.kind, row.place.name, names()),
            160,
            stretch=True,
            sortable=False,
        ),
        Column(
            "since",
            translate("custody", "Since"),
            lambda row: ltr(row.since.astimezone().strftime("%Y-%m-%d %H:%M")),
            134,
            sortable=False,
        ),
        Column("seal", translate("custody", "Seal"), lambda row: row.seal, 116, code=True, sortable=False),
        Column(
            "item",
            translate("custody", "Item"),
            lambda row: s10.format_display(row.item_id),
            182,
            code=True,
            sortable=False,
        ),
        Column(
            "number", translate("custody", "Seizure"), lambda row: row.number, 156, code=True, sortable=False
        ),
        Column("stage", translate("custody", "Stage"), lambda row: word(row.stage), 120, sortable=False),
    ]


def _alarms(row: ExhibitRow) -> str:
    if not row.alarms:
        return ""
    return translate("custody", "{count} open").format(count=row.alarms)

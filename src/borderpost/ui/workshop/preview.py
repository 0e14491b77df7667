"""What a profile would have selected: how many, which, what was found in them, and what else selects them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from borderpost.ui.kit import Card, FormField, KeyValueGrid, Notice, Text
from borderpost.ui.search.columns import found_columns
from borderpost.ui.tables import PagedTableModel, PagedTableView
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import TextStyle, Tone
from borderpost.ui.words.names import own
from borderpost.ui.words.rules import error_sentence
from borderpost.ui.words.workshop import rate_text
from borderpost.work.ports import FoundItem
from borderpost.work.ports_risk import BackTest

_DAYS = (7, 30, 90)
_OVERLAPS_TOLD = 4
_SHOWN = ("item", "goods", "origin")


class PreviewCard(Card):
    """`days_chosen()`: it is to be tried on other days."""

    days_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Preview"))
        self.days = QComboBox()
        for days in _DAYS:
            self.days.addItem(self.tr("Last %n days", "", days), days)
        self.days.setCurrentIndex(1)
        self.sentence = Text("", TextStyle.STRONG, wrap=True)
        self.notice = Notice("", Tone.INFO)
        self.figures = KeyValueGrid(1)
        self._items: dict[int, FoundItem] = {}
        columns = {column.key: column for column in found_columns()}
        self.model: PagedTableModel[FoundItem] = PagedTableModel(
            [columns[key] for key in _SHOWN], self._fetch, self
        )
        self.table = PagedTableView(self.tr("Items that it would have selected"), self.model)
        self.table.setMinimumHeight(look.px(150))
        self.add(FormField(self.tr("Tried on"), self.days))
        self.add(self.sentence)
        self.add(self.notice)
        self.add(self.figures)
        self.add(self.table, 1)
        self.days.currentIndexChanged.connect(self._chosen)
        self.show_nothing("")

    def chosen_days(self) -> int:
        """Return on how many days a profile is tried."""
        return int(self.days.currentData())

    def show_nothing(self, why: str) -> None:
        """Say why nothing is tried out."""
        self.sentence.setText("")
        self.sentence.hide()
        self.notice.set_notice(why, Tone.INFO)
        self._show_items(())
        self.figures.set_rows([])

    @Slot()
    def show_waiting(self) -> None:
        """Say that it is being tried out; what was found before stays until then."""
        self.notice.set_notice(self.tr("Trying it out…"), Tone.INFO)

    @Slot(object)
    def show_error(self, error: BaseException) -> None:
        """Say that it could not be tried out."""
        self.show_nothing("")
        self.notice.set_notice(error_sentence(error), Tone.CRITICAL)

    @Slot(object)
    def show_result(self, test: BackTest) -> None:
        """Show what came of it."""
        self.notice.set_notice("")
        told = self.tr("Would have selected {selected} of {arrived} items of the last {days} days.")
        self.sentence.setText(
            told.format(selected=test.selected, arrived=test.arrived, days=len(test.per_day))
        )
        self.sentence.show()
        self.figures.set_rows(self._rows(test))
        self._show_items(test.items)

    def _rows(self, test: BackTest) -> list[tuple[str, str, bool]]:
        most = max((day.selected for day in test.per_day), default=0)
        rows = [
            (
                self.tr("Examinations a day"),
                self.tr("{mean} on the average, {most} at most").format(
                    mean=f"{test.a_day:.2f}" if test.a_day < 1 else f"{test.a_day:.1f}", most=most
                ),
                False,
            )
        ]
        if test.exclusive is not None:
            told = self.tr("{count} that no other profile selects")
            rows.append((self.tr("Of these extra"), told.format(count=test.exclusive), False))
            rows.append((self.tr("Overlap"), self._overlap(test), False))
        else:
            rows.append((self.tr("Overlap"), self.tr("with other profiles is being counted…"), False))
        if test.hits.examined:
            told = self.tr("{found} of {examined} examined: {rate}").format(
                found=test.hits.found, examined=test.hits.examined, rate=rate_text(test.hits)
            )
        else:
            told = self.tr("none of them was examined")
        rows.append((self.tr("Found in those examined"), told, False))
        if test.lift is not None:
            lift = self.tr("{times} times the rate of all that was examined").format(times=f"{test.lift:.1f}")
            rows.append((self.tr("That is"), lift, False))
        return rows

    def _overlap(self, test: BackTest) -> str:
        told = [
            self.tr("{profile}: {count}").format(profile=own(one.profile_id), count=one.both)
            for one in test.overlaps[:_OVERLAPS_TOLD]
        ]
        left = len(test.overlaps) - _OVERLAPS_TOLD
        if left > 0:
            told.append(self.tr("{count} more profiles").format(count=left))
        return ", ".join(told) or self.tr("none")

    def _show_items(self, items: Sequence[FoundItem]) -> None:
        if self._items == dict(enumerate(items)) and items:
            return  # they stay as they are, with what is chosen among them
        self._items = dict(enumerate(items))
        self.model.set_ids(list(self._items))
        self.table.setVisible(bool(items))

    def _fetch(self, ids: Sequence[int]) -> Sequence[FoundItem | None]:
        return [self._items.get(one) for one in ids]

    @Slot()
    def _chosen(self) -> None:
        self.days_chosen.emit()

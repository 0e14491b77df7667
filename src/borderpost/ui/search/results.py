"""The list of a search: a field, and the declared items that it finds while somebody types."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from borderpost.ui.announce import announce
from borderpost.ui.desk import Desk
from borderpost.ui.icons import Icon
from borderpost.ui.kit import EmptyState, IconButton, Notice, SearchField, Text, ltr
from borderpost.ui.search.columns import found_columns
from borderpost.ui.search.finder import Finder, Found
from borderpost.ui.story.leaves import Leaves
from borderpost.ui.tables import PagedTableModel, PagedTableView
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.amounts import THIN_SPACE
from borderpost.ui.words.rules import error_sentence
from borderpost.work.ports import FoundItem
from borderpost.work.written import SHORT

_SLOW_MS: Final = 150
_READ_MS: Final = 1_000
_OLDER: Final = "older"


class Results(QWidget):
    """`chosen(FoundItem)`: Enter on a row, or in the field. `read(Found)`: what was found stood there long
    enough to be read, or was left; a text that the next letter replaced was not."""

    chosen = Signal(object)
    read = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found = Found("")
        self._told: Found | None = None
        self.why = Text("", muted=True, wrap=True)
        self.field = SearchField(
            self.tr("Search the declarations"),
            self.tr("Name, address, goods, number: any words, in any script"),
        )
        self.field.setMaxLength(SHORT)
        self.count = Text("", muted=True)
        top = QHBoxLayout()
        top.setSpacing(Space.M)
        top.addWidget(self.field, 1)
        top.addWidget(self.count)
        self.log = IconButton(Icon.LOG, self.tr("Consultation log"), key="F9")
        top.addWidget(self.log)
        self.notice = Notice("", Tone.CRITICAL)
        self.unread = Notice("", Tone.CAUTION)
        self.model: PagedTableModel[FoundItem] = PagedTableModel(found_columns(), self._fetch, self)
        self.table = PagedTableView(self.tr("Declared items"), self.model)
        self.table.set_search(self.field)
        self.empty = EmptyState(Icon.SEARCH, "")
        self.stack = Leaves(self.table, self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        for part in (self.why, self.notice, self.unread):
            column.addWidget(part)
        column.insertLayout(1, top)
        column.addWidget(self.stack, 1)
        self.finder = Finder(desk, self)
        self._slow = _timer(self, _SLOW_MS)
        self._reading = _timer(self, _READ_MS)
        self._listen()
        self.reset()

    def _listen(self) -> None:
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self.choose)
        self.table.opened.connect(self.choose)
        self.finder.found.connect(self._show)
        self.finder.failed.connect(self._failed)
        self._slow.timeout.connect(self._say_slow)
        self._reading.timeout.connect(self.tell_read)

    def reset(self) -> None:
        """Forget what was typed and found."""
        self.field.clear()
        self._typed()
        self._told = None

    def take_focus(self) -> None:
        """Put the focus where somebody types on; what stood there is replaced by the next letter."""
        self.field.setFocus()
        self.field.selectAll()

    def current(self) -> FoundItem | None:
        """Return the item of the current row; none while another search is under way."""
        return None if self.finder.searching else self.model.row_at(self.table.currentIndex().row())

    def numbers(self) -> tuple[str, ...]:
        """Return the numbers of all items found, each once, in their order."""
        return tuple(dict.fromkeys(item.item_id for item in self._found.items))

    def text(self) -> str:
        """Return what stands in the field."""
        return self.field.text().strip()

    @Slot()
    def choose(self) -> None:
        """Choose the item of the current row."""
        item = self.current()
        if item is not None:
            self.chosen.emit(item)

    @Slot()
    def tell_read(self) -> None:
        """Tell what was found, once for each text."""
        self._reading.stop()
        if self._found.text and self._found.text == self.text() and self._found != self._told:
            self._told = self._found
            self.read.emit(self._found)

    def hideEvent(self, event: QHideEvent) -> None:
        """Whatever stands there is left."""
        super().hideEvent(event)
        self.tell_read()

    @Slot()
    def _typed(self) -> None:
        self._reading.stop()
        text = self.text()
        if text:
            self._slow.start()
            self.finder.look_for(text)
        else:
            self.finder.withdraw()
            self._show(Found(""))

    @Slot(object)
    def _show(self, found: Found) -> None:
        self._slow.stop()
        self.notice.set_notice("")
        self._found = found
        self.model.set_ids(range(len(found.items)))
        self._say_unread(found.unread)
        self._say_count(found)
        focused = self.table.hasFocus()
        self.stack.setCurrentWidget(self.table if found.items else self.empty)
        if focused and not found.items:
            self.field.setFocus()
        if found.text:
            self._reading.start()

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self._show(Found(""))
        self.count.setText("")
        self.empty.set_state(Icon.WARNING, self.tr("The declarations could not be searched"))
        self.notice.set_notice(error_sentence(error), Tone.CRITICAL)
        announce(self, self.notice.text(), urgent=True)

    @Slot()
    def _say_slow(self) -> None:
        self.count.setText(self.tr("searching…"))

    def _say_count(self, found: Found) -> None:
        if not found.text:
            self.empty.set_state(
                Icon.SEARCH,
                self.tr("Type what you look for"),
                self.tr("Each word finds what begins with it, in names, addresses, goods and numbers."),
            )
            self.count.setText("")
            return
        shown = f"{len(found.items):,}".replace(",", THIN_SPACE)
        if found.more:
            text = self.tr("The newest {count}; type on for fewer").format(count=shown)
        else:
            text = self.tr("%n items", "", len(found.items)) if len(found.items) != 1 else self.tr("1 item")
        if not found.items:
            todo = self.tr("Search for fewer words or letters. Only items that were declared are found.")
            self.empty.set_state(Icon.SEARCH, self.tr("No declared item matches"), todo)
        self.count.setText(text)
        announce(self.count, text)

    def _say_unread(self, weeks: Sequence[str]) -> None:
        if not weeks:
            self.unread.set_notice("")
            return
        names = ", ".join(self.tr("all before") if week == _OLDER else ltr(week) for week in weeks)
        told = self.tr(
            "Not searched, for they cannot be read: declarations that arrived in {weeks}."
            " Have them fed again."
        )
        self.unread.set_notice(told.format(weeks=names), Tone.CAUTION)

    def _fetch(self, ids: Sequence[int]) -> list[FoundItem | None]:
        return [self._found.items[number] for number in ids]


def _timer(parent: QWidget, milliseconds: int) -> QTimer:
    made = QTimer(parent)
    made.setSingleShot(True)
    made.setInterval(milliseconds)
    return made

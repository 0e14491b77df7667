"""The table that the officer sees: keys walk it, Enter opens, typing searches, nothing is edited in it."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip, QWidget

from borderpost.ui.kit.fields import SearchField
from borderpost.ui.tables.cells import CellPainter
from borderpost.ui.tables.headings import Headings
from borderpost.ui.tables.model import PagedTableModel
from borderpost.ui.tables.rows import paint_rows
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Size, Space


class PagedTableView(look.Themed, QTableView):
    """A read-only table over a PagedTableModel.

    `opened(id)`: Enter or double click. `current_changed(id)`: the current row moved.
    `sort_asked(key, descending)`: a heading was pressed; give the model the ids in that order.
    Letters typed go into the search field given with `set_search`, and Down comes back from there.
    """

    opened = Signal(object)
    current_changed = Signal(object)
    sort_asked = Signal(str, bool)

    def __init__(self, name: str, model: PagedTableModel[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paged = model
        self._search: SearchField | None = None
        self._sorted: tuple[int, bool] | None = None
        self.setModel(model)
        self.setItemDelegate(CellPainter(self))
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        side = self.verticalHeader()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.hide()
        top = Headings(self)
        self.setHorizontalHeader(top)
        top.setHighlightSections(False)
        top.setSectionsClickable(True)
        top.setStretchLastSection(False)
        top.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        top.setAccessibleName(self.tr("Column headings"))
        top.sectionClicked.connect(self._heading_pressed)
        self.doubleClicked.connect(self._double_clicked)
        model.modelReset.connect(self._after_reset)
        self.restyle()

    def set_search(self, field: SearchField) -> None:
        """Send typed letters to this field, and take the focus back when it is left downwards."""
        self._search = field
        field.left_down.connect(self._from_search)

    def current_id(self) -> Any:
        """Return the id of the current row, or None."""
        return self._paged.id_at(self.currentIndex().row())

    def select_id(self, wanted: Any) -> bool:
        """Make the row of an id current and visible; return whether it is in the table."""
        row = self._paged.row_of(wanted)
        if row < 0:
            return False
        self.setCurrentIndex(self._paged.index(row, 0))
        self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
        return True

    def show_sort(self, key: str, descending: bool) -> None:
        """Mark the column that the ids are sorted by."""
        keys = [column.key for column in self._paged.columns]
        self._sorted = (keys.index(key), descending)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(keys.index(key), order)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+Home and Ctrl+End go to the ends, letters go to the search field."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.current_id() is not None:
                self.opened.emit(self.current_id())
        elif control and event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._paged.rowCount():
            row = 0 if event.key() == Qt.Key.Key_Home else self._paged.rowCount() - 1
            self.setCurrentIndex(self._paged.index(row, max(self.currentIndex().column(), 0)))
        elif self._search is not None and _is_typing(event):
            self._search.setFocus()
            self._search.insert(event.text())
        else:
            super().keyPressEvent(event)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Tell which row is current."""
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.current_changed.emit(self._paged.id_at(current.row()))

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the whole text of a cell whose text is cut."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            text = str(index.data() or "") if index.isValid() else ""
            room = self.visualRect(index).width() - 2 * Space.S
            cut = self.fontMetrics().horizontalAdvance(text) > room
            QToolTip.showText(event.globalPos(), text if cut else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is shown; what the mouse is on is left to the style sheet."""
        if self.viewport().underMouse() or not self.isEnabled():
            super().paintEvent(event)
            return
        painter = QPainter(self.viewport())
        changed = event.rect()
        paint_rows(self, self._paged, painter, changed.top(), changed.bottom())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._share_room()

    def restyle(self) -> None:
        """Set row height and column widths for the text size in force."""
        self.verticalHeader().setDefaultSectionSize(look.px(Size.ROW))
        top = self.horizontalHeader()
        for number, column in enumerate(self._paged.columns):
            top.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(number, look.px(column.width))
        self._share_room()

    def _share_room(self) -> None:
        flexible = [number for number, column in enumerate(self._paged.columns) if column.stretch]
        if not flexible:
            return
        fixed = sum(
            self.columnWidth(number)
            for number, column in enumerate(self._paged.columns)
            if not column.stretch
        )
        room = (self.viewport().width() - fixed) // len(flexible)
        for number in flexible:
            self.setColumnWidth(number, max(room, look.px(self._paged.columns[number].width)))

    @Slot(int)
    def _heading_pressed(self, section: int) -> None:
        column = self._paged.columns[section]
        if not column.sortable:
            return
        descending = self._sorted == (section, False)
        self.show_sort(column.key, descending)
        self.sort_asked.emit(column.key, descending)

    @Slot(QModelIndex)
    def _double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(self._paged.id_at(index.row()))

    @Slot()
    def _after_reset(self) -> None:
        if self._paged.rowCount():
            self.setCurrentIndex(self._paged.index(0, 0))

    @Slot()
    def _from_search(self) -> None:
        self.setFocus()
        if self._paged.rowCount() and not self.currentIndex().isValid():
            self.setCurrentIndex(self._paged.index(0, 0))


def _is_typing(event: QKeyEvent) -> bool:
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
    return plain and event.text().isprintable() and bool(event.text().strip())

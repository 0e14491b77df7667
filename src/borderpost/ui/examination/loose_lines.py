"""The goods lines that are in no bag yet, each with a mark whether it goes into the next one."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QListView, QWidget

from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Space

_Index = QModelIndex | QPersistentModelIndex


class LooseLines(QAbstractListModel):
    """`ticked` comes when a line was taken out or in."""

    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[tuple[int, str], ...] = ()
        self._out: set[int] = set()

    def set_lines(self, lines: Sequence[tuple[int, str]]) -> None:
        """Show these pairs of line number and words; what is new goes into the bag until taken out."""
        if tuple(lines) != self._lines:
            self.beginResetModel()
            self._lines = tuple(lines)
            self._out &= {number for number, _ in lines}
            self.endResetModel()

    def tick_all(self) -> None:
        """Let every line go into the next bag."""
        self.beginResetModel()
        self._out.clear()
        self.endResetModel()

    def chosen(self) -> tuple[int, ...]:
        """Return the numbers of the lines that go into the bag."""
        return tuple(number for number, _ in self._lines if number not in self._out)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """One row a line."""
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Space ticks and unticks."""
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words and tick of a line."""
        if not index.isValid() or not 0 <= index.row() < len(self._lines):
            return None
        number, words = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Unchecked if number in self._out else Qt.CheckState.Checked
        return words if role == Qt.ItemDataRole.ToolTipRole else None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick a line."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        number = self._lines[index.row()][0]
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._out.discard(number)
        else:
            self._out.add(number)
        self.dataChanged.emit(index, index, [role])
        self.ticked.emit()
        return True


class LinesView(look.Themed, QListView):
    """Shows the loose lines in as much room as three of them need."""

    def sizeHint(self) -> QSize:
        """As high as the least: a layout with wrapped text in it gives hints, not least sizes, their due."""
        return QSize(look.px(220), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for two lines."""
        return QSize(look.px(160), 2 * (self.fontMetrics().height() + 2 * Space.S) + Space.S)

    def restyle(self) -> None:
        """Measure again."""
        self.updateGeometry()

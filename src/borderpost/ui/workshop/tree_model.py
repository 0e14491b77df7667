"""The tree of a condition as a model: a sentence a node, with a mark where something is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush

from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Role
from borderpost.ui.words.workshop import node_sentence
from borderpost.ui.workshop import nodes

_Index = QModelIndex | QPersistentModelIndex
_WARNING = "⚠ "


@dataclass(frozen=True, slots=True)
class _Entry:
    """A node with its path, and the positions of its parent (-1 for none) and of its parts."""

    path: nodes.Path
    node: Any
    parent: int
    parts: list[int]


class ConditionModel(QAbstractItemModel):
    """A position in the order of the walk is what an index bears: no object of Qt's stands for a node."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[_Entry] = []
        self._positions: dict[nodes.Path, int] = {}
        self._faults: Mapping[nodes.Path, Sequence[str]] = {}

    def set_root(self, root: Any) -> None:
        """Show another tree."""
        self.beginResetModel()
        self._entries = []
        self._positions = {}
        self._faults = {}
        for position, (path, _, node) in enumerate(nodes.walk(root)):
            above = self._positions[path[:-1]] if path else -1
            self._entries.append(_Entry(path, node, above, []))
            self._positions[path] = position
            if above >= 0:
                self._entries[above].parts.append(position)
        self.endResetModel()

    def set_faults(self, faults: Mapping[nodes.Path, Sequence[str]]) -> None:
        """Mark the nodes at these paths; the sentences say what is wrong."""
        self._faults = faults
        for position, entry in enumerate(self._entries):
            index = self.createIndex(entry.path[-1] if entry.path else 0, 0, position)
            self.dataChanged.emit(index, index)

    def path_of(self, index: _Index) -> nodes.Path:
        """Return the path of a node, that of the root for no index."""
        return self._entries[index.internalId()].path if index.isValid() and self._entries else ()

    def index_of(self, path: nodes.Path) -> QModelIndex:
        """Return the index of a path, that of the root where there is none."""
        position = self._positions.get(path, 0)
        if not self._entries:
            return QModelIndex()
        at = self._entries[position].path
        return self.createIndex(at[-1] if at else 0, 0, position)

    def size(self) -> int:
        """Return how many nodes there are."""
        return len(self._entries)

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The part of a node in a row; the root stands alone at the top."""
        if column != 0 or not self._entries:
            return QModelIndex()
        if not parent.isValid():
            return self.createIndex(0, 0, 0) if row == 0 else QModelIndex()
        parts = self._entries[parent.internalId()].parts
        return self.createIndex(row, 0, parts[row]) if 0 <= row < len(parts) else QModelIndex()

    def parent(self, index: _Index | None = None) -> Any:
        """The branch that a node stands in."""
        if index is None:
            return super().parent()
        if not index.isValid() or not 0 <= index.internalId() < len(self._entries):
            return QModelIndex()
        above = self._entries[index.internalId()].parent
        if above < 0:
            return QModelIndex()
        path = self._entries[above].path
        return self.createIndex(path[-1] if path else 0, 0, above)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """One row a part."""
        if not parent.isValid():
            return min(1, len(self._entries))
        return len(self._entries[parent.internalId()].parts)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """One: the sentence."""
        return 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The sentence, its mark, and what is wrong."""
        if not index.isValid() or not 0 <= index.internalId() < len(self._entries):
            return None
        entry = self._entries[index.internalId()]
        faults = self._faults.get(entry.path, ())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return (_WARNING if faults else "") + node_sentence(entry.node)
            case Qt.ItemDataRole.AccessibleTextRole:
                return ". ".join((node_sentence(entry.node), *faults))
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(faults) or None
            case Qt.ItemDataRole.ForegroundRole:
                return QBrush(look.colour(Role.ERROR_TEXT if faults else Role.TEXT))
            case _:
                return None

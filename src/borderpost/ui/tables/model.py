"""A table model that holds every id and only the pages of rows that somebody looks at."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from borderpost.ui.kit.text import ltr
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import TextStyle, Tone

Row = TypeVar("Row")
Id = int | str
_Index = QModelIndex | QPersistentModelIndex

PAGE = 100
KEPT_PAGES = 40

TONE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
WAITING = "…"


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its key, its heading, how a row's text and tone are had, and how it is set.

    Codes and numbers stay left-to-right; wrap dates and amounts within texts with `ltr` yourself.
    `width` is in px at 100 % text size; `stretch` takes what room is left; `code` sets identifiers in the
    code face, left-to-right; `tone` paints the cell as a badge; `sortable` lets its heading be pressed.
    """

    key: str
    title: str
    text: Callable[[Row], str]
    width: int = 120
    tone: Callable[[Row], Tone | None] | None = None
    code: bool = False
    number: bool = False
    stretch: bool = False
    sortable: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """All that is painted of one cell: its words, its tone, and whether it is a code or a number."""

    text: str
    tone: Tone | None = None
    code: bool = False
    number: bool = False


class PagedTableModel(QAbstractTableModel, Generic[Row]):
    """Rows by id. Sorting and filtering happen elsewhere and arrive as a new sequence of ids.

    `fetch(ids)` returns one row (or None, where it is gone) for each id, in the same order. It is called
    on the main thread with at most a page of ids. While `hold()` is in force it is not called: rows already
    here are served as they were, and others show a placeholder.
    """

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        fetch: Callable[[Sequence[Any]], Sequence[Row | None]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._fetch = fetch
        self._ids: Sequence[Any] = ()
        self._pages: OrderedDict[int, Sequence[Row | None]] = OrderedDict()
        self._stale: set[int] = set()
        self._held = False
        self.pages_fetched = 0

    def set_ids(self, ids: Sequence[Any]) -> None:
        """Show these ids in this order."""
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self._stale.clear()
        self.endResetModel()

    def ids(self) -> Sequence[Any]:
        """Return the ids shown, in order."""
        return self._ids

    def id_at(self, row: int) -> Any:
        """Return the id in a row, or None outside the table."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, wanted: Any) -> int:
        """Return the row of an id, or -1."""
        try:
            return self._ids.index(wanted)
        except ValueError:
            return -1

    def row_at(self, row: int) -> Row | None:
        """Return the row's content, fetching its page where needed and allowed."""
        if not 0 <= row < len(self._ids):
            return None
        number, place = divmod(row, PAGE)
        page = self._pages.get(number)
        if (page is None or number in self._stale) and not self._held:
            page = self._load(number)
        if page is None:
            return None
        self._pages.move_to_end(number)
        return page[place]

    def refresh(self) -> None:
        """Read visible rows again; the ids stay. Rows are served stale until they are read."""
        self._stale.update(self._pages)
        self._repaint()

    def hold(self) -> None:
        """Serve what is here while work runs."""
        self._held = True

    def release(self) -> None:
        """Read again after `hold()`."""
        self._held = False
        self.refresh()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """One row an id."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """As many as were given."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles along the top, numbers from 1 down the side."""
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(column)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, tone, font and alignment of a cell."""
        if not index.isValid() or not self.hasIndex(index.row(), index.column()):
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(column)
        if role == Qt.ItemDataRole.FontRole:
            return look.font(TextStyle.CODE) if column.code else None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, TONE_ROLE):
            return None
        row = self.row_at(index.row())
        if row is None:
            return None if role == TONE_ROLE else WAITING
        if role == TONE_ROLE:
            return column.tone(row) if column.tone else None
        text = column.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {text}"
        return ltr(text) if column.code or column.number else text

    def cell(self, row: int, place: int) -> Cell:
        """Return a cell as it is painted; a row that is not here yet shows a placeholder."""
        return _cell(self.columns[place], self.row_at(row))

    def cells(self, row: int) -> list[Cell]:
        """Return all cells of a row as they are painted."""
        found = self.row_at(row)
        return [_cell(column, found) for column in self.columns]

    def _alignment(self, column: Column[Row]) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def _load(self, number: int) -> Sequence[Row | None]:
        wanted = self._ids[number * PAGE : (number + 1) * PAGE]
        page = self._fetch(wanted)
        self.pages_fetched += 1
        self._pages[number] = page
        self._pages.move_to_end(number)
        self._stale.discard(number)
        while len(self._pages) > KEPT_PAGES:
            gone, _ = self._pages.popitem(last=False)
            self._stale.discard(gone)
        return page

    def _repaint(self) -> None:
        if self._ids:
            last = self.index(len(self._ids) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def _cell(column: Column[Row], row: Row | None) -> Cell:
    if row is None:
        return Cell(WAITING, None, column.code, column.number)
    text = column.text(row)
    return Cell(
        ltr(text) if column.code or column.number else text,
        column.tone(row) if column.tone else None,
        column.code,
        column.number,
    )

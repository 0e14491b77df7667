"""The content lines of a declaration as a table, with the current line in full beneath it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from borderpost.domain.declaration import ContentLine
from borderpost.ui.kit import Panel, Paragraph, ltr, selectable
from borderpost.ui.tables import Column, PagedTableModel, PagedTableView
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Size, Space, TextStyle, Tone
from borderpost.ui.words.amounts import isolated, money_text, number_text, weight_text

_ROWS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class _Row:
    line: ContentLine
    tone: Tone | None


class ContentsTable(look.Themed, QWidget):
    """Shows up to thousands of lines; those that a profile named carry its lane."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._heading = 0
        self._model: PagedTableModel[_Row] = PagedTableModel(self._columns(), self._fetch, self)
        self.table = PagedTableView(self.tr("Contents"), self._model)
        self.table.current_changed.connect(self._show_line)
        self._detail = Panel()
        self._words = Paragraph()
        selectable(self._words)
        self._more = Paragraph("", TextStyle.CAPTION, muted=True)
        selectable(self._more)
        for label in (self._words, self._more):
            self._detail.add(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self.table)
        column.addWidget(self._detail)
        self.restyle()

    def show_lines(self, lines: Sequence[ContentLine], lanes: Mapping[int, Tone]) -> None:
        """Show the lines; `lanes` are the tones of those that profiles named, by line number."""
        self._rows = [_Row(line, lanes.get(line.number)) for line in lines]
        # the room first: a scroll bar that comes and goes again has the table painted twice
        self._take_room()
        if self._rows and len(self._rows) == self._model.rowCount():
            # as many as before, as for most parcels: the table need not be built anew
            self._model.refresh()
            self.table.setCurrentIndex(self._model.index(0, 0))
            self.table.scrollToTop()
        else:
            self._model.set_ids(range(len(self._rows)))
        self._show_line(0 if self._rows else None)

    def detail(self) -> str:
        """Return what is said of the current line."""
        return f"{self._words.text()}\n{self._more.text()}".strip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave room for a scroll bar where one is needed."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.restyle()
        else:
            self._show_detail()

    def restyle(self) -> None:
        """Share the room anew at another text size or width."""
        self._heading = self.table.horizontalHeader().sizeHint().height()
        self._take_room()
        self._show_detail()

    def _take_room(self) -> None:
        """Give the table the height of its rows, or of a handful where there are many."""
        shown = min(max(len(self._rows), 1), _ROWS_SHOWN)
        needed = sum(look.px(column.width) for column in self._model.columns)
        crowded = needed > self.width() - 2 * Space.XS
        bar = self.table.horizontalScrollBar().sizeHint().height() if crowded else 0
        policies = Qt.ScrollBarPolicy
        many = len(self._rows) > shown
        self.table.setVerticalScrollBarPolicy(
            policies.ScrollBarAsNeeded if many else policies.ScrollBarAlwaysOff
        )
        self.table.setHorizontalScrollBarPolicy(
            policies.ScrollBarAsNeeded if crowded else policies.ScrollBarAlwaysOff
        )
        self.table.setFixedHeight(look.px(Size.ROW) * shown + self._heading + bar + 2 * Space.XS)

    def _fetch(self, ids: Sequence[int]) -> list[_Row | None]:
        return [self._rows[number] for number in ids]

    def _show_detail(self) -> None:
        """Show the current line in full where the table does not."""
        row = self.table.currentIndex().row()
        said = 0 <= row < len(self._rows)
        if said and not self._more.text():
            room = self.table.columnWidth(1) - 2 * Space.M
            text = _description(self._rows[row])
            said = self.table.fontMetrics().horizontalAdvance(text) > room
        self._detail.setVisible(said)

    @Slot(object)
    def _show_line(self, row: int | None) -> None:
        if row is None or not 0 <= row < len(self._rows):
            return
        line = self._rows[row].line
        description = line.description or self.tr("(no description)")
        self._words.setText(
            self.tr("{number}. {description}").format(number=line.number, description=isolated(description))
        )
        self._words.setAccessibleName(self._words.text())
        more = [
            self.tr("{scheme} {value}").format(scheme=one.scheme.upper(), value=ltr(one.value))
            for one in line.product_ids
        ]
        if line.description_cut:
            more.insert(0, self.tr("The description was longer; its end is lost."))
        self._more.setText(" · ".join(more))
        self._more.setAccessibleName(self._more.text())
        self._more.setVisible(bool(more))
        self._show_detail()

    def _columns(self) -> list[Column[_Row]]:
        return [
            Column(
                "number",
                self.tr("Line"),
                lambda r: str(r.line.number),
                54,
                tone=lambda r: r.tone,
                sortable=False,
            ),
            Column("description", self.tr("Description"), _description, 90, stretch=True, sortable=False),
            Column("quantity", self.tr("Quantity"), _quantity, 74, number=True, sortable=False),
            Column(
                "weight",
                self.tr("Net weight"),
                lambda r: weight_text(r.line.net_weight_kg),
                86,
                number=True,
                sortable=False,
            ),
            Column(
                "value",
                self.tr("Value"),
                lambda r: money_text(r.line.value),
                116,
                number=True,
                sortable=False,
            ),
            Column("hs", self.tr("HS code"), lambda r: r.line.hs_code, 86, code=True, sortable=False),
            Column("origin", self.tr("Origin"), lambda r: r.line.origin_country, 58, sortable=False),
        ]


def _description(row: _Row) -> str:
    text = " ".join(row.line.description.split())
    return f"{text} …" if row.line.description_cut else text


def _quantity(row: _Row) -> str:
    return f"{number_text(row.line.quantity)} {row.line.unit}".strip()

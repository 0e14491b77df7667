"""Paints whole rows of a table, in half of the time that they take cell by cell."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QTableView

from borderpost.ui.tables.cells import paint_cell
from borderpost.ui.tables.model import PagedTableModel
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Role


def paint_rows(
    view: QTableView, model: PagedTableModel[Any], painter: QPainter, top: int, bottom: int
) -> None:
    """Paint the rows between two heights of the viewport as the style sheet has them, without the mouse.

    Whole rows are chosen, none is hidden, and there is no grid.
    """
    columns = [
        (number, view.columnViewportPosition(number), view.columnWidth(number))
        for number in range(len(model.columns))
        if not view.isColumnHidden(number)
    ]
    begins = min((x for _, x, _ in columns), default=0)
    width = sum(width for _, _, width in columns)
    mirrored = view.layoutDirection() == Qt.LayoutDirection.RightToLeft
    chosen = {index.row() for index in view.selectionModel().selectedRows()}
    first, last = view.rowAt(max(top, 0)), view.rowAt(bottom)
    if first < 0:
        return
    for row in range(first, last + 1 if last >= 0 else model.rowCount()):
        y, height = view.rowViewportPosition(row), view.rowHeight(row)
        is_chosen = row in chosen
        if is_chosen:
            painter.fillRect(begins, y, width, height, look.shade(Role.SELECTION))
        elif row & 1:
            painter.fillRect(begins, y, width, height, look.shade(Role.RAISED))
        cells = model.cells(row)
        for number, x, across in columns:
            paint_cell(painter, (x, y, across, height), cells[number], mirrored=mirrored, chosen=is_chosen)

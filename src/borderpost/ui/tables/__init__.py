"""Tables of any size: ids in memory, rows on demand, no widget per row."""

from borderpost.ui.tables.model import Column, PagedTableModel
from borderpost.ui.tables.view import PagedTableView

__all__ = ["Column", "PagedTableModel", "PagedTableView"]

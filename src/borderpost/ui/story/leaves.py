"""A stack that asks only for the room that the page on top needs."""

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget


class Leaves(QStackedWidget):
    """Qt's own stack asks for what its largest page would like, even while that page is hidden."""

    def __init__(self, *pages: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for page in pages:
            self.addWidget(page)
        self.currentChanged.connect(self._turned)

    def hasHeightForWidth(self) -> bool:
        """No: the least height is given for the width in force."""
        return False

    def minimumSizeHint(self) -> QSize:
        """The least that the page on top can do with at the present width."""
        page = self.currentWidget()
        if page is None:
            return QSize(0, 0)
        least = page.minimumSizeHint()
        layout = page.layout()
        if layout is not None and layout.hasHeightForWidth():
            width = max(self.width(), least.width())
            least = QSize(least.width(), layout.minimumHeightForWidth(width))
        return least.expandedTo(page.minimumSize())

    def sizeHint(self) -> QSize:
        """What the page on top would like."""
        page = self.currentWidget()
        return page.sizeHint() if page is not None else QSize(0, 0)

    @Slot()
    def _turned(self) -> None:
        self.updateGeometry()

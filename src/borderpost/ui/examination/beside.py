"""Two groups side by side where there is room, one above the other where there is not."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Space


class Beside(look.Themed, QWidget):
    """`from_width` px at 100 % text size is the width from which both stand side by side.

    `shares` are their parts of the width; a share of 0 takes only what its widget asks for.
    """

    def __init__(
        self,
        first: QWidget,
        second: QWidget,
        *,
        from_width: int,
        shares: tuple[int, int] = (1, 1),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._from_width = from_width
        self._shares = shares
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.M)
        self._row.addWidget(first, shares[0])
        self._row.addWidget(second, shares[1])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.restyle()

    def restyle(self) -> None:
        """Choose by the width and the text size in force."""
        wide = self.width() >= look.px(self._from_width)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != direction:
            self._row.setDirection(direction)
            for number, share in enumerate(self._shares):
                self._row.setStretch(number, share if wide else 0)
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """The width of the wider one: side by side is a luxury."""
        hint = super().minimumSizeHint()
        widths = [
            widget.minimumSizeHint().width()
            for number in range(self._row.count())
            if (item := self._row.itemAt(number)) and (widget := item.widget())
        ]
        return QSize(max(widths, default=0), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose again."""
        super().resizeEvent(event)
        self.restyle()

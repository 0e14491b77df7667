"""Areas that scroll their content only where it cannot be made to fit."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from borderpost.ui.theme.tokens import Space


class FittingArea(QScrollArea):
    """Gives its content the whole view, or the least that it needs at that width, and then scrolls.

    QScrollArea's own resizing asks for the least height of a narrow column of wrapped text even when the
    column is wide, and so scrolls where there is room enough. The area takes no tab stop itself: moving the
    focus inside it scrolls to what has the focus.
    """

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = content
        content.setParent(self.viewport())
        self.viewport().setAutoFillBackground(False)
        content.installEventFilter(self)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the content into the view, now that everything stands where it belongs.

        An area asks its content at once what room it wants. Style sheets are then worked out for all of it,
        and once more at each step by which the area comes into its window: most of a screen's time.
        """
        if self.widget() is None:
            self.setWidget(self._content)
            self._content.setAutoFillBackground(False)
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit again when the content asks for other room."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self._content:
            self._fit()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        """As its content wishes."""
        return self._content.sizeHint()

    def _fit(self) -> None:
        view = self.maximumViewportSize()
        content = self._content
        least = content.minimumSizeHint()
        height = _least_height(content, max(view.width(), least.width()))
        across, down = view.width(), view.height()
        if height > down:
            across -= self.verticalScrollBar().sizeHint().width()
        if least.width() > across:
            down -= self.horizontalScrollBar().sizeHint().height()
            if height > down and across == view.width():
                across -= self.verticalScrollBar().sizeHint().width()
        width = max(across, least.width())
        content.resize(width, max(down, _least_height(content, width)))


class ScrollPage(FittingArea):
    """A column of cards that scrolls when the window is small or the text large.

    With `following` it also scrolls to what gets the focus otherwise than by Tab: from a scan, say.
    """

    def __init__(self, parent: QWidget | None = None, *, following: bool = False) -> None:
        self.content = QWidget()
        super().__init__(self.content, parent)
        self.column = QVBoxLayout(self.content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(Space.M)

        application = QApplication.instance()
        if following and isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    @Slot(QWidget, QWidget)
    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        # the focus moves once more while the window is being taken down
        if new is not None and shiboken6.isValid(self.content) and self.content.isAncestorOf(new):
            # once it is laid out: what was shown a moment ago has no place yet
            QTimer.singleShot(0, self._reveal)

    @Slot()
    def _reveal(self) -> None:
        holder = self.content.focusWidget()
        if holder is not None and holder.hasFocus():
            self.ensureWidgetVisible(holder, 0, Space.XL)

    def add(self, content: QWidget | QLayout, stretch: int = 0) -> None:
        """Append a widget or a layout to the column."""
        if isinstance(content, QWidget):
            self.column.addWidget(content, stretch)
        else:
            self.column.addLayout(content, stretch)


def _least_height(content: QWidget, width: int) -> int:
    layout = content.layout()
    if layout is not None and layout.hasHeightForWidth():
        return layout.minimumHeightForWidth(width)
    return content.minimumSizeHint().height()

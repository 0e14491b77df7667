"""Cards and panels that group what belongs together, and the page that scrolls them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from borderpost.ui.kit.text import Heading, Text
from borderpost.ui.theme.tokens import Space, TextStyle


class Card(QFrame):
    """A bordered group with an optional heading row; put content into `body`.

    `header` is the row of the heading: add chips or buttons to it, after its stretch.
    """

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        outer.setSpacing(Space.M)
        self.header = QHBoxLayout()
        self.header.setSpacing(Space.S)
        self.heading = Heading(title)
        self.note = Text("", TextStyle.CAPTION, muted=True)
        self.header.addWidget(self.heading)
        self.header.addWidget(self.note)
        self.header.addStretch(1)
        self.heading.setVisible(bool(title))
        self.note.setVisible(False)
        outer.addLayout(self.header)
        self.body = QVBoxLayout()
        self.body.setSpacing(Space.S)
        outer.addLayout(self.body, 1)
        self.setAccessibleName(title)

    def set_title(self, title: str, note: str = "") -> None:
        """Change the heading and the quiet remark beside it."""
        self.heading.setText(title)
        self.heading.setVisible(bool(title))
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.setAccessibleName(title)

    def add(self, content: QWidget | QLayout, stretch: int = 0) -> None:
        """Append a widget or a layout to the body."""
        if isinstance(content, QWidget):
            self.body.addWidget(content, stretch)
        else:
            self.body.addLayout(content, stretch)


class Panel(QFrame):
    """A quieter group inside a card or beside one; put content into `body`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        self.body.setSpacing(Space.S)

    def add(self, content: QWidget, stretch: int = 0) -> None:
        """Append a widget."""
        self.body.addWidget(content, stretch)


class ScrollPage(QScrollArea):
    """A column of cards that scrolls when the window is small or the text large.

    It takes no tab stop itself: moving the focus inside it scrolls to what has the focus.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        page = QWidget()
        page.setProperty("page", True)
        self.column = QVBoxLayout(page)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(Space.M)
        self.setWidget(page)

    def add(self, content: QWidget | QLayout, stretch: int = 0) -> None:
        """Append a widget or a layout to the column."""
        if isinstance(content, QWidget):
            self.column.addWidget(content, stretch)
        else:
            self.column.addLayout(content, stretch)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Move the focus and bring the widget that got it into sight."""
        moved = super().focusNextPrevChild(forward)
        holder = self.focusWidget()
        if moved and holder is not None and self.isAncestorOf(holder):
            self.ensureWidgetVisible(holder, Space.XL, Space.XL)
        return moved

"""Cards and panels that group what belongs together."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

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
        # first, so that the heading has a parent: without one it would be shown as a window of its own
        outer.addLayout(self.header)
        self.heading = Heading(title)
        self.note = Text("", TextStyle.CAPTION, muted=True)
        self.header.addWidget(self.heading)
        self.header.addWidget(self.note)
        self.header.addStretch(1)
        self.heading.setVisible(bool(title))
        self.note.setVisible(False)
        self.body = QVBoxLayout()
        self.body.setSpacing(Space.S)
        outer.addLayout(self.body)
        # room to spare goes beneath the content, not between its rows
        outer.addStretch(1)
        self._outer = outer
        self.setAccessibleName(title)

    def set_title(self, title: str, note: str = "") -> None:
        """Change the heading and the quiet remark beside it."""
        self.heading.setText(title)
        self.heading.setVisible(bool(title))
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.setAccessibleName(title)

    def add(self, content: QWidget | QLayout, stretch: int = 0) -> None:
        """Append a widget or a layout to the body; with `stretch` it takes the room left over."""
        if stretch:
            self._outer.setStretch(self._outer.count() - 1, 0)
            self._outer.setStretchFactor(self.body, 1)
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

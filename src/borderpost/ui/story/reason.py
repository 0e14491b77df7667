"""Asks an officer who had no part in an inspection why they read its story."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from borderpost.domain.inspection import Inspection
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, Card, Code, FormField, Text
from borderpost.ui.kit.button import ButtonKind
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Space, TextStyle

_LEAST_LETTERS = 3


class ReasonPanel(look.Themed, QWidget):
    """Enter gives the reason (`given`), Escape goes back (`declined`)."""

    given = Signal(str)
    declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        self._card = Card(self.tr("Open the story of this inspection"))
        self.item = Code("", TextStyle.CODE_LARGE)
        self._card.add(self.item)
        told = self.tr(
            "You had no part in it. Your name, the time and your reason are written to the journal."
        )
        self._card.add(Text(told, muted=True, wrap=True))
        self.editor = QLineEdit()
        self.editor.setMaxLength(200)
        self.editor.setPlaceholderText(self.tr("For example: complaint of the addressee, file 4711"))
        self.field = FormField(self.tr("Why do you read it?"), self.editor, required=True)
        self._card.add(self.field)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addStretch(1)
        self.back = Button(self.tr("Go back"))
        self.read = Button(self.tr("Open the story"), ButtonKind.PRIMARY, Icon.EYE)
        row.addWidget(self.back)
        row.addWidget(self.read)
        self._card.add(row)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._card)
        across.addStretch(1)
        page.addStretch(1)
        page.addLayout(across)
        page.addStretch(2)
        self.setFocusProxy(self.editor)
        self.editor.returnPressed.connect(self._give)
        self.editor.textChanged.connect(self._typed)
        self.read.clicked.connect(self._give)
        self.back.clicked.connect(self.declined)
        self.restyle()

    def ask(self, state: Inspection) -> None:
        """Ask about this inspection."""
        self.item.set_code(state.item_id)
        self.editor.clear()
        self.field.set_error("")
        self.editor.setFocus()

    def restyle(self) -> None:
        """Set the card's width for the text size in force."""
        self._card.setFixedWidth(min(look.px(560), 860))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.declined.emit()
            return
        super().keyPressEvent(event)

    @Slot()
    def _give(self) -> None:
        reason = " ".join(self.editor.text().split())
        if len(reason) < _LEAST_LETTERS:
            self.field.set_error(self.tr("Say in a few words why you read it."))
            self.editor.setFocus()
            return
        self.given.emit(reason)

    @Slot()
    def _typed(self) -> None:
        self.field.set_error("")

"""The question before a profile is put out of force, with the reason that it takes."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, ButtonKind, Card, FormField, Notice, Text
from borderpost.ui.theme.tokens import Tone


class RetireCard(Card):
    """`retired(reason)`: it is meant; `left()`: it is not."""

    retired = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.question = Text("", wrap=True)
        self.reason = QLineEdit()
        self.field = FormField(self.tr("Why"), self.reason, self.tr("In your own words"), required=True)
        self.problem = Notice("", Tone.CRITICAL)
        self.no = Button(self.tr("Go back"))
        self.yes = Button("", ButtonKind.DANGER, Icon.REMOVE)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        for content in (self.question, self.field, self.problem, row):
            self.add(content)
        self.no.clicked.connect(self.left)
        self.yes.clicked.connect(self._give)
        self.reason.returnPressed.connect(self._give)

    def start(self, title: str, question: str, yes: str) -> None:
        """Ask, with the focus on the reason."""
        self.set_title(title)
        self.question.setText(question)
        self.yes.setText(yes)
        self.reason.clear()
        self.field.set_error("")
        self.problem.set_notice("")
        self.reason.setFocus()

    @Slot()
    def _give(self) -> None:
        if not self.reason.text().strip():
            self.field.set_error(self.tr("Give the reason in your own words."))
            self.reason.setFocus()
            return
        self.retired.emit(self.reason.text())

"""The question why an entry shall no longer count, asked in the page; nothing is ever erased."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from borderpost.ui.examination.case import Case
from borderpost.ui.icons import Icon, IconLabel
from borderpost.ui.kit import Button, ButtonKind, FormField, Text
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Radius, Size, Space, TextStyle, Tone
from borderpost.ui.words.rules import error_sentence
from borderpost.work import inspecting


class CorrectionPanel(look.Themed, QFrame):
    """`ask()` shows it with the focus on the reason; Enter takes the entry back, Escape lets it stand."""

    closed = Signal()

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.case = case
        self._entry = ""
        self._before: QWidget | None = None
        self.setObjectName("correction")
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        self._question = Text("", TextStyle.HEADING, wrap=True)
        head.addWidget(IconLabel(Icon.UNDO, Size.ICON), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._question, 1)
        column.addLayout(head)
        column.addWidget(
            Text(self.tr("The entry stays readable in the journal; it no longer counts."), wrap=True)
        )
        self.reason = QLineEdit()
        self._field = FormField(self.tr("Reason for the correction"), self.reason, required=True)
        self.reason.returnPressed.connect(self._take_back)
        column.addWidget(self._field)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addStretch(1)
        self.no = Button(self.tr("Let it stand"))
        self.yes = Button(self.tr("Take it back"), ButtonKind.PRIMARY, Icon.UNDO)
        self.no.clicked.connect(self.close_panel)
        self.yes.clicked.connect(self._take_back)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        column.addLayout(row)
        self.hide()
        self.restyle()

    def ask(self, entry: str, words: str) -> None:
        """Ask for the reason to take an entry back."""
        self._entry = entry
        self._before = self.window().focusWidget()
        self.reason.clear()
        self._field.set_error("")
        question = self.tr("Take back: {words}").format(words=" ".join(words.split()))
        self._question.setText(question)
        self.setAccessibleName(question)
        self.show()
        self.reason.setFocus()

    @Slot()
    def close_panel(self) -> None:
        """Let the entry stand."""
        self._entry = ""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self._before = None
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape lets it stand; Enter belongs to the buttons and the field."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def restyle(self) -> None:
        """Colour the field."""
        colours = look.tone(Tone.CAUTION)
        self.setStyleSheet(
            f"#correction {{ background: {colours.soft}; border: 2px solid {colours.border};"
            f" border-radius: {Radius.LARGE}px; }} #correction > QLabel {{ color: {colours.text}; }}"
        )

    @Slot()
    def _take_back(self) -> None:
        if not self._entry:
            return
        if not self.reason.text().strip():
            self._field.set_error(self.tr("Give the reason in your own words."))
            self.reason.setFocus()
            return
        entry, self._entry = self._entry, ""
        self.case.act(
            inspecting.correct,
            self.close_panel,
            self._failed,
            owner=self,
            entry=entry,
            reason=self.reason.text(),
        )

    def _failed(self, error: BaseException) -> None:
        self._field.set_error(error_sentence(error))

"""A question asked in the page itself, answered by keys; the ordinary flow knows no message boxes."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from borderpost.ui.announce import announce
from borderpost.ui.icons import TONE_ICONS, IconLabel
from borderpost.ui.kit.button import Button, ButtonKind
from borderpost.ui.kit.text import Text
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Radius, Size, Space, TextStyle, Tone


class ConfirmPanel(look.Themed, QFrame):
    """Asks once whether to go on: `ask()` shows it with the focus on the way back, Escape says no.

    After the answer it hides and gives the focus back to where it was.
    """

    confirmed = Signal()
    declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = Tone.CAUTION
        self._before: QWidget | None = None
        self.setObjectName("confirm")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        outer.setSpacing(Space.M)
        self._icon = IconLabel(TONE_ICONS[self._tone], Size.ICON_LARGE)
        outer.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        self._question = Text("", TextStyle.HEADING, wrap=True)
        self._detail = Text("", wrap=True)
        words.addWidget(self._question)
        words.addWidget(self._detail)
        outer.addLayout(words, 1)
        self.no = Button("")
        self.yes = Button("", ButtonKind.PRIMARY)
        self.no.clicked.connect(self._decline)
        self.yes.clicked.connect(self._confirm)
        outer.addWidget(self.no)
        outer.addWidget(self.yes)
        self.hide()
        self.restyle()

    def ask(
        self,
        question: str,
        detail: str = "",
        *,
        yes: str,
        no: str = "",
        tone: Tone = Tone.CAUTION,
        danger: bool = False,
    ) -> None:
        """Show the question; the buttons carry verbs, never a bare yes."""
        self._tone = tone
        self._icon.show_icon(TONE_ICONS[tone], tone=tone)
        self._question.setText(question)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.yes.setText(yes)
        self.yes.set_kind(ButtonKind.DANGER if danger else ButtonKind.PRIMARY)
        self.no.setText(no or self.tr("Go back"))
        self.setAccessibleName(question)
        self._before = self.window().focusWidget()
        self.restyle()
        self.show()
        self.no.setFocus()
        announce(self, f"{question} {detail}".strip(), urgent=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape declines."""
        if event.key() == Qt.Key.Key_Escape:
            self._decline()
            return
        super().keyPressEvent(event)

    def restyle(self) -> None:
        """Colour the field by the tone."""
        colours = look.tone(self._tone)
        self.setStyleSheet(
            f"#confirm {{ background: {colours.soft}; border: 2px solid {colours.border};"
            f" border-radius: {Radius.LARGE}px; }} #confirm > QLabel {{ color: {colours.text}; }}"
        )

    @Slot()
    def _confirm(self) -> None:
        self._leave()
        self.confirmed.emit()

    @Slot()
    def _decline(self) -> None:
        self._leave()
        self.declined.emit()

    def _leave(self) -> None:
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self._before = None

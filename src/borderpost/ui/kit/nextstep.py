"""The bar at the foot of a screen that names the one next step and the keys to other ways on."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

from borderpost.ui.icons import Icon
from borderpost.ui.kit.button import Button, ButtonKind
from borderpost.ui.kit.keys import ShortcutHint
from borderpost.ui.kit.paragraph import Paragraph
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Space, TextStyle

_KEPT = 16


@dataclass(frozen=True, slots=True)
class Step:
    """One way on: the name that a screen knows it by, its words, key and icon, and whether it is open.

    `why_not` says why a step that is not enabled cannot be taken.
    """

    name: str
    text: str
    key: str = ""
    icon: Icon | None = None
    enabled: bool = True
    danger: bool = False
    why_not: str = ""


class NextStepBar(look.Themed, QFrame):
    """Says in a sentence what comes next, with one primary button and the quieter ways beside it.

    `taken` gives the name of the step that the officer took, by button or by key.
    """

    taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        self._lines.setSpacing(Space.S)
        self._sentence = Paragraph("", TextStyle.STRONG)
        self._lines.addWidget(self._sentence, 1)
        self._row = QHBoxLayout()
        self._row.setSpacing(Space.S)
        self._row.addStretch(1)
        self._lines.addLayout(self._row)
        self._buttons: dict[str, tuple[Button, ShortcutHint]] = {}
        self._made: dict[tuple[Step, bool], tuple[Button, ShortcutHint]] = {}
        self._steps: tuple[Step, ...] = ()

    def set_steps(self, sentence: str, primary: Step | None, *others: Step) -> None:
        """Show the sentence, the next step, and the other ways (placed before it)."""
        steps = (*others, *((primary,) if primary else ()))
        self._sentence.setText(sentence)
        self._sentence.setAccessibleName(self.tr("Next: {sentence}").format(sentence=sentence))
        if steps == self._steps:
            self._fold()
            return
        held = next((name for name, (button, _) in self._buttons.items() if button.hasFocus()), None)
        before = list(self._buttons.values())
        self._buttons = {step.name: self._made_for(step, primary=step is primary) for step in steps}
        self._steps = steps
        self._put_up()
        if held in self._buttons:
            self._buttons[held][0].setFocus()
        self._take_down([pair for pair in before if pair not in self._buttons.values()])
        self._fold()

    def button(self, name: str) -> Button:
        """Return the button of a step, for tests and for giving it the focus."""
        return self._buttons[name][0]

    def steps(self) -> tuple[Step, ...]:
        """Return the steps on show, the primary one last."""
        return self._steps

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the sentence above the buttons where both do not fit side by side."""
        super().resizeEvent(event)
        self._fold()

    def restyle(self) -> None:
        """Share the room anew at another text size."""
        self._fold()

    def _fold(self) -> None:
        words = min(self._sentence.fontMetrics().horizontalAdvance(self._sentence.text()), look.px(280))
        beside = self.width() >= words + self._row.sizeHint().width() + 4 * Space.L
        directions = QBoxLayout.Direction
        self._lines.setDirection(directions.LeftToRight if beside else directions.TopToBottom)

    def _made_for(self, step: Step, *, primary: bool) -> tuple[Button, ShortcutHint]:
        """Return the button and key cap of a step, those of before where it was shown already."""
        made = self._made.pop((step, primary), None) or self._make(step, primary=primary)
        self._made[step, primary] = made
        return made

    def _make(self, step: Step, *, primary: bool) -> tuple[Button, ShortcutHint]:
        kind = ButtonKind.DANGER if step.danger else ButtonKind.PRIMARY if primary else ButtonKind.NORMAL
        button = Button(step.text, kind, step.icon, step.key)
        button.setEnabled(step.enabled)
        if not step.enabled and step.why_not:
            button.setToolTip(step.why_not)
            button.setAccessibleDescription(step.why_not)
        hint = ShortcutHint(step.key)
        # the object name carries the step home: a lambda would keep the bar alive through the closure
        button.setObjectName(step.name)
        button.clicked.connect(self._pressed)
        return button, hint

    def _put_up(self) -> None:
        before: Button | None = None
        for place, step in enumerate(self._steps):
            button, hint = self._buttons[step.name]
            at = 1 + 2 * place
            # most stand where they stood for the parcel before
            if self._row.indexOf(button) != at + 1:
                self._row.removeWidget(hint)
                self._row.removeWidget(button)
                self._row.insertWidget(at, hint)
                self._row.insertWidget(at + 1, button)
                if before is not None:
                    QWidget.setTabOrder(before, button)
            before = button
            # a child laid out in a visible parent is shown only later, too late to take the focus over
            button.setVisible(True)
            hint.setVisible(bool(step.key))

    def _take_down(self, pairs: Iterable[tuple[Button, ShortcutHint]]) -> None:
        for pair in pairs:
            for widget in pair:
                self._row.removeWidget(widget)
                widget.hide()
        for known in list(self._made)[:-_KEPT]:
            for widget in self._made.pop(known):
                widget.deleteLater()

    @Slot()
    def _pressed(self) -> None:
        self.taken.emit(self.sender().objectName())

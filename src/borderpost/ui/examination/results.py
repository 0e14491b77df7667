"""The result of a step as three buttons: a letter or an arrow chooses, Enter goes on."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from borderpost.domain.codes import StepResult
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button
from borderpost.ui.kit.keyed import ButtonKey
from borderpost.ui.theme.tokens import Space
from borderpost.ui.words.codes import word

_DRAWINGS = {
    StepResult.CLEAR: Icon.CHECK,
    StepResult.ANOMALY: Icon.FLAG,
    StepResult.INCONCLUSIVE: Icon.INFO,
}


class _ResultButton(Button):
    """A button that stays down; Enter on the one that is down goes on."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the form once this result is chosen."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.isChecked():
                event.ignore()
            else:
                self.click()
            return
        super().keyPressEvent(event)


class ResultChoice(QWidget):
    """No result is chosen before the officer chooses one."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        self._group = QButtonGroup(self)
        self._buttons: dict[StepResult, Button] = {}
        self._letters: dict[str, StepResult] = {}
        for result in StepResult:
            said = word(result)
            at = next((n for n, c in enumerate(said) if c.isalpha() and c.upper() not in self._letters), 0)
            letter = said[at].upper()
            self._letters[letter] = result
            button = _ResultButton(f"{said[:at]}&{said[at:]}")
            # the underlined letter without Qt's own shortcut, which would wait for its animation
            button.setShortcut(QKeySequence())
            ButtonKey(button).set_key(f"Alt+{letter}")
            button.set_drawing(_DRAWINGS[result])
            button.setCheckable(True)
            button.setAccessibleName(said)
            button.setToolTip(letter)
            self._group.addButton(button)
            self._buttons[result] = button
            row.addWidget(button)
        row.addStretch(1)
        self._group.buttonToggled.connect(self._toggled)

    def value(self) -> StepResult | None:
        """Return the result chosen, None before that."""
        return next((result for result, button in self._buttons.items() if button.isChecked()), None)

    def choose(self, result: StepResult) -> None:
        """Choose a result and put the focus on it."""
        self._buttons[result].setChecked(True)

    def clear(self) -> None:
        """Choose none."""
        self._group.setExclusive(False)
        for button in self._buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)

    def begin(self) -> None:
        """Put the focus on the chosen result, else on the first."""
        self._buttons[self.value() or StepResult.CLEAR].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter chooses the result that bears it."""
        result = self._letters.get(event.text().upper()) if event.text() else None
        if result is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.choose(result)
            return
        super().keyPressEvent(event)

    @Slot(QAbstractButton, bool)
    def _toggled(self, button: QAbstractButton, down: bool) -> None:
        if down:
            # Enter then goes on instead of choosing another
            button.setFocus()
            self.chosen.emit()

"""What all parts of the examination have in common."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from borderpost.domain.inspection import Inspection
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.course import Next, Part
from borderpost.ui.icons import Icon
from borderpost.ui.theme.tokens import Space


class Section(QWidget):
    """One part of the examination: a form, and what was recorded with it.

    `left` comes when the officer leaves the form by Escape; `removal_asked` carries an entry and the words
    for it when the officer wants it no longer to count; `changed_plan` when what comes next may be another.
    """

    left = Signal()
    removal_asked = Signal(str, str)
    changed_plan = Signal()

    part: Part

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.case = case
        self._busy = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(Space.M)

    def title(self) -> str:
        """Return the word for this part."""
        raise NotImplementedError

    def renew(self, state: Inspection, coming: Next) -> None:
        """Show the inspection as it stands; `coming` is what is to be done next."""
        raise NotImplementedError

    def begin(self) -> None:
        """Put the focus where the work of this part begins."""
        raise NotImplementedError

    def clear(self) -> None:
        """Forget what was typed: another item was taken up."""
        raise NotImplementedError

    def count(self, state: Inspection) -> int:
        """Return how many things this part holds."""
        raise NotImplementedError

    def submit(self) -> None:
        """Record what the form holds."""
        raise NotImplementedError

    def is_ready(self) -> bool:
        """Tell whether the form holds something that `submit` would record."""
        raise NotImplementedError

    def action(self) -> tuple[str, Icon]:
        """Return the words and the icon of what `submit` does."""
        raise NotImplementedError

    def sentence(self) -> str:
        """Return what is to be done with what stands ready, nothing where the course of things says it."""
        return ""

    def wants_scans(self) -> bool:
        """Tell whether scans are for this part while it is shown."""
        return False

    def take_scan(self, text: str) -> bool:
        """Take a scan; return whether it was of use here."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter records, Escape leaves; both come here when no field had a use for them."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

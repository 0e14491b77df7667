"""Asks why a table that names senders is taken out of the station."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from borderpost.domain.consulting_acts import ConsultationReason
from borderpost.ui.icons import Icon
from borderpost.ui.kit import NextStepBar, Step
from borderpost.ui.search.reason import ReasonPage

_GO_ON, _LEAVE = "go on", "leave"


class SavingWhy(QWidget):
    """`given(ConsultationReason, str)`: the reason and its words; `left()` where it is left alone."""

    given = Signal(object, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = ReasonPage(
            asked=self.tr("Why do you take names of senders out of the station?"),
            told=self.tr(
                "Your name, the time, this reason and the number of senders in the table are written to the"
                " journal."
            ),
        )
        self.bar = NextStepBar()
        self.bar.set_steps(
            self.tr("Say why the table is saved."),
            Step(_GO_ON, self.tr("Choose the file"), "F6", Icon.FOLDER),
            Step(_LEAVE, self.tr("Go back"), "F8", Icon.UNDO),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page, 1)
        column.addWidget(self.bar)
        self.page.given.connect(self.given)
        self.bar.taken.connect(self._take_step)

    def ask(self) -> None:
        """Begin anew, with the check of data quality chosen."""
        self.page.reset()
        self.page.reasons.choose(str(ConsultationReason.QUALITY_CHECK))
        self.page.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves it alone."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    @Slot(str)
    def _take_step(self, name: str) -> None:
        if name == _GO_ON:
            self.page.give()
        else:
            self.left.emit()

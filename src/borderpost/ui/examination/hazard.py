"""What has to be read before a secure item is touched: the profiles' own instructions, once an item."""

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from borderpost.domain.codes import StepType
from borderpost.domain.decisions import hazard_cleared
from borderpost.domain.inspection import Inspection
from borderpost.domain.risk.lane import Lane
from borderpost.ui.kit import ConfirmPanel
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.names import own

_WITHOUT_TOUCH = frozenset({StepType.DOCUMENTARY})
_INSTRUCTIONS_AT_MOST = 5


class HazardPrompt(QWidget):
    """`heeded` comes when the officer has read it and goes on, `left` when the item is left alone."""

    heeded = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heeded: set[tuple[str, str]] = set()
        self._asking = ("", "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.panel = ConfirmPanel()
        self.panel.confirmed.connect(self._confirmed)
        self.panel.declined.connect(self.left)
        column.addWidget(self.panel)

    def stands_before(self, state: Inspection, officer: str, step: StepType) -> bool:
        """Tell whether it has to be read before a step: not for papers, and once an item and officer."""
        if state.lane != Lane.SECURE or step in _WITHOUT_TOUCH or hazard_cleared(state):
            return False
        return (state.id, officer) not in self._heeded

    def ask(self, state: Inspection, officer: str) -> None:
        """Show it; the focus goes to the answer that leaves the item alone."""
        self._asking = (state.id, officer)
        self.panel.ask(
            QCoreApplication.translate("Examination", "Secure item: read this before you touch it"),
            "\n".join(precautions(state)),
            yes=QCoreApplication.translate("Examination", "I have read it and follow it"),
            no=QCoreApplication.translate("Examination", "Leave it alone"),
            tone=Tone.SECURE,
        )

    @Slot()
    def _confirmed(self) -> None:
        self._heeded.add(self._asking)
        self.heeded.emit()


def precautions(state: Inspection) -> list[str]:
    """Return what has to be heeded: the instructions of the profiles that made it secure, then the rule."""
    found: list[str] = []
    hits = state.assessment.get("hits")
    for hit in hits if isinstance(hits, list) else []:
        if not isinstance(hit, dict) or hit.get("lane", Lane.SECURE) != Lane.SECURE:
            continue
        instruction = hit.get("instruction")
        if isinstance(instruction, str) and instruction.strip():
            found.append(own(instruction.strip()))
    rule = QCoreApplication.translate(
        "Examination",
        "Gloves on, nobody beside you, no shaking and no tools. It stays shut until an X-ray, trace,"
        " radiation or spectrometer check is clear; whatever leaks, smokes or ticks is left where it lies.",
    )
    return [*dict.fromkeys(found[:_INSTRUCTIONS_AT_MOST]), rule]

"""The approvals as a screen: the queue, and the proposal that a row opens to."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from borderpost.domain.identifiers import Action, Command
from borderpost.ui.approvals.page import APPROVE, REFUSE, ProposalPage
from borderpost.ui.approvals.queue import WaitingQueue
from borderpost.ui.desk import Desk
from borderpost.ui.shell.signpost import APPROVALS, Signposted
from borderpost.ui.story.leaves import Leaves
from borderpost.work.ports import LogRow


class ApprovalsScreen(Signposted, QWidget):
    """`report_asked(id)` and `examination_asked(id)` lead on; `counted(int)` says how many wait."""

    report_asked = Signal(str)
    examination_asked = Signal(str)
    counted = Signal(int)

    signpost = APPROVALS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.queue = WaitingQueue(desk)
        self.page = ProposalPage(desk)
        self._stack = Leaves(self.queue, self.page)
        column.addWidget(self._stack)
        self.queue.opened.connect(self._open_row)
        self.queue.counted.connect(self.counted)
        self.page.closed.connect(self._back)
        self.page.report_asked.connect(self.report_asked)
        self.page.examination_asked.connect(self.examination_asked)

    def on_shown(self) -> None:
        """Go on where it was left: in the proposal, or on the queue."""
        if self._stack.currentWidget() is self.page:
            self.page.take_focus()
        else:
            self.queue.on_shown()

    def on_action(self, action: Action) -> bool:
        """Do what a command barcode says; an answer is still given by the passphrase alone."""
        if self._stack.currentWidget() is not self.page:
            return False
        answer = self.page.answer
        match action.command:
            case Command.APPROVE | Command.REFUSE:
                name = APPROVE if action.command is Command.APPROVE else REFUSE
                return self.page.take_open(name)
            case Command.BADGE:
                return answer.isVisible() and answer.panel.choose(action.argument)
            case Command.ENTER if answer.isVisible():
                answer.panel.submit.click()
            case Command.CLEAR | Command.NEXT:
                self.page.go_back()
            case _:
                return False
        return True

    def open_proposal(self, inspection: str) -> None:
        """Open what waits for a second officer in one inspection."""
        self._stack.setCurrentWidget(self.page)
        self.page.open_proposal(inspection)

    @Slot(object)
    def _open_row(self, row: LogRow) -> None:
        self.open_proposal(row.id)

    @Slot()
    def _back(self) -> None:
        self._stack.setCurrentWidget(self.queue)
        if self.isVisible():
            self.queue.on_shown()

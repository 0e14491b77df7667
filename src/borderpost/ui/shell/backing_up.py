"""The supervisor's command to copy the station to a stick, at the foot of the navigation."""

from concurrent.futures import Future
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from borderpost.domain.officer import Officer, Role
from borderpost.ui.icons import Icon
from borderpost.ui.shell.window import MainWindow
from borderpost.ui.tasks import Tasks
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.backups import made_sentence, not_made_sentence
from borderpost.ui.words.rules import error_sentence
from borderpost.work.backing_up import MadeBackup, NotBackedUp


class Backups(Protocol):
    """Copies the station, elsewhere than on the main thread."""

    def back_up(self, target: str) -> "Future[MadeBackup]":
        """Copy the station to a folder; fails with NotBackedUp."""
        ...


class BackingUp(QObject):
    """Shown to supervisors; the bench goes on working. `ended` comes with every end, good or bad."""

    ended = Signal()

    def __init__(self, window: MainWindow, tasks: Tasks, backups: Backups) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._backups = backups
        self.button = window.rail.add_foot(Icon.SHIELD, self.tr("Back up"), "Ctrl+B")
        self.button.clicked.connect(self._ask)
        self.button.hide()

    @Slot(object)
    def follow(self, officer: Officer | None) -> None:
        """Offer it to a supervisor, and to nobody else."""
        self.button.setVisible(officer is not None and Role.SUPERVISOR in officer.roles)

    @Slot(str)
    def back_up(self, target: str) -> None:
        """Copy the station to a folder."""
        self.button.setEnabled(False)
        self._window.say(self.tr("The station is being backed up. Leave the stick where it is."))
        self._tasks.run(lambda: self._backups.back_up(target), self._made, self._failed, owner=self)

    @Slot()
    def _ask(self) -> None:
        dialog = QFileDialog(self._window, self.tr("Choose the stick"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.back_up)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _made(self, made: MadeBackup) -> None:
        tone = Tone.CAUTION if made.missing else Tone.POSITIVE
        self._end(made_sentence(made), tone)

    def _failed(self, error: BaseException) -> None:
        text = not_made_sentence(error) if isinstance(error, NotBackedUp) else error_sentence(error)
        self._end(text, Tone.CRITICAL)

    def _end(self, text: str, tone: Tone) -> None:
        self.button.setEnabled(True)
        self._window.say(text, tone)
        self._window.toast.show_message(text, tone)
        self.ended.emit()

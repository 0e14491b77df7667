"""An entry of the navigation that is there for those who may approve profiles, and for nobody else."""

from PySide6.QtCore import QObject, Slot

from borderpost.domain.officer import Officer, Right
from borderpost.ui.desk import Session
from borderpost.ui.shell import MainWindow


class SupervisorsEntry(QObject):
    """Follows who is at the bench; whoever may not see the screen that was left there is led to the bench."""

    def __init__(
        self, window: MainWindow, session: Session, name: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window, self._name = window, name
        window.rail.button(name).hide()
        session.changed.connect(self._follow)

    @Slot(object)
    def _follow(self, officer: Officer | None) -> None:
        if officer is None:
            return
        allowed = officer.may(Right.APPROVE_PROFILES)
        self._window.rail.button(self._name).setVisible(allowed)
        if not allowed and self._window.current_screen() == self._name:
            self._window.show_screen("bench")

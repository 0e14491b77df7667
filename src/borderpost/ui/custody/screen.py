"""Custody as a screen: the list of exhibits, the exhibit that a row or a scan opens to, and the stocktake."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from borderpost.domain.identifiers import Action, Command
from borderpost.domain.officer import Officer
from borderpost.ui.custody.list import ExhibitList
from borderpost.ui.custody.page import ExhibitPage
from borderpost.ui.desk import Desk
from borderpost.ui.log.stocktake import StocktakePage
from borderpost.ui.shell.signpost import CUSTODY, Signposted
from borderpost.ui.story.leaves import Leaves


class CustodyScreen(Signposted, QWidget):
    """`story_asked(id)` leads on to the case; `counted(int)` says how many exhibits need somebody."""

    story_asked = Signal(str)
    counted = Signal(int)

    signpost = CUSTODY

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._officer = desk.session.officer.id if desk.session.anyone else ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.list = ExhibitList(desk)
        self.page = ExhibitPage(desk)
        self.stocktake = StocktakePage(desk)
        self._stack = Leaves(self.list, self.page, self.stocktake)
        column.addWidget(self._stack)
        self.list.opened.connect(self.open_exhibit)
        self.list.stocktake_asked.connect(self._take_stock)
        self.list.counted.connect(self.counted)
        self.page.closed.connect(self._back)
        self.page.story_asked.connect(self.story_asked)
        self.stocktake.closed.connect(self._back)
        desk.session.changed.connect(self._other_officer)

    def on_shown(self) -> None:
        """Go on where it was left."""
        shown = self._stack.currentWidget()
        if shown is self.page:
            self.page.take_focus()
        elif shown is self.stocktake:
            self.stocktake.on_shown()
        else:
            self.list.on_shown()

    def on_action(self, action: Action) -> bool:
        """Do what a command barcode says: a badge chooses the second person, others go on or back."""
        form = self.page.form
        if self._stack.currentWidget() is not self.page:
            return False
        match action.command:
            case Command.BADGE:
                return form.second.isVisible() and form.second.choose(action.argument)
            case Command.ENTER:
                form.press()
            case Command.CLEAR:
                self._back()
            case _:
                return False
        return True

    @Slot(str, str)
    def open_exhibit(self, inspection: str, exhibit: str) -> None:
        """Open an exhibit of a case."""
        self._stack.setCurrentWidget(self.page)
        self.page.open_exhibit(inspection, exhibit)

    @Slot()
    def _take_stock(self) -> None:
        if self.stocktake.count is None:
            self.stocktake.start()
        self._stack.setCurrentWidget(self.stocktake)
        self.stocktake.on_shown()

    @Slot()
    def _back(self) -> None:
        self._stack.setCurrentWidget(self.list)
        if self.isVisible():
            self.list.on_shown()

    @Slot(object)
    def _other_officer(self, officer: object) -> None:
        if not isinstance(officer, Officer):
            return
        # what another officer had open is not what this one works on
        if officer.id != self._officer and self._stack.currentWidget() is self.page:
            self._stack.setCurrentWidget(self.list)
        self._officer = officer.id

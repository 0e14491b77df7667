"""The roster for an access administrator: who may work here, as what, from when to when, and how proven."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from borderpost.ui.announce import announce
from borderpost.ui.desk import Desk
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Card, NextStepBar, Notice, ScrollPage, Step
from borderpost.ui.people.columns import roster_columns
from borderpost.ui.people.officer_form import OfficerForm
from borderpost.ui.people.port import Badges
from borderpost.ui.tables import PagedTableModel, PagedTableView
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.work.ports_access import Enrolled

CHANGE, NEW = "change", "new"
_BESIDE_FROM = 860


class OfficersPage(look.Themed, QWidget):
    """Enter on a row, or F6, begins a change; F7 enrols somebody new."""

    def __init__(self, desk: Desk, badges: Badges, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows: dict[str, Enrolled] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.notice = Notice("", Tone.POSITIVE)
        column.addWidget(self.notice)
        self.model: PagedTableModel[Enrolled] = PagedTableModel(
            roster_columns(lambda: desk.clock().date().isoformat()), self._fetch, self
        )
        self.table = PagedTableView(self.tr("Officers"), self.model)
        self.form = OfficerForm(desk, badges)
        card = Card(self.tr("Officer"))
        card.add(self.form)
        self._form_page = ScrollPage(following=True)
        self._form_page.add(card)
        self._form_page.column.addStretch(1)
        self._panes = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._panes.setSpacing(Space.S)
        self._panes.addWidget(self.table, 5)
        self._panes.addWidget(self._form_page, 3)
        column.addLayout(self._panes, 1)
        self.bar = NextStepBar()
        self.bar.taken.connect(self.take)
        column.addWidget(self.bar)
        self.bar.set_steps(
            self.tr("Choose somebody, or enrol somebody new."),
            Step(CHANGE, self.tr("Change…"), "F6", Icon.OFFICER),
            Step(NEW, self.tr("Enrol somebody…"), "F7", Icon.PLUS),
        )
        self.table.opened.connect(self._begin)
        self.table.current_changed.connect(self._show_current)
        self.form.recorded.connect(self._recorded)
        self.form.left.connect(self.take_focus)
        self.restyle()

    def renew(self) -> None:
        """Read the roster."""
        found = self._desk.pages.enrolled()
        self._rows = {one.officer.id: one for one in found}
        subject = self.form.subject
        chosen = subject.id if subject is not None else self.table.current_id()
        ids = [one.officer.id for one in found]
        if ids == self.model.ids():
            self.model.refresh()
        else:
            self.model.set_ids(ids)
        if not self.table.select_id(chosen) and found:
            self.table.select_id(ids[0])

    @Slot()
    def take_focus(self) -> None:
        """Put the focus on the rows."""
        self.table.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self.form.clear()
        self.notice.set_notice("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape in the form goes back to the rows."""
        if event.key() == Qt.Key.Key_Escape and not self.table.hasFocus():
            self.table.setFocus()
            return
        super().keyPressEvent(event)

    def restyle(self) -> None:
        """Put roster and form side by side where there is room for the text size in force."""
        wide = self.width() >= look.px(_BESIDE_FROM)
        directions = QBoxLayout.Direction
        self._panes.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self.table.setMinimumSize(look.px(300), look.px(160))
        self._form_page.setMinimumSize(look.px(280), look.px(220))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose again."""
        super().resizeEvent(event)
        self.restyle()

    @Slot(str)
    def take(self, name: str) -> None:
        """Take a step."""
        self.notice.set_notice("")
        if name == NEW:
            self.form.show_new()
        else:
            self._begin()

    def _fetch(self, ids: Sequence[str]) -> Sequence[Enrolled | None]:
        return [self._rows.get(one) for one in ids]

    @Slot()
    def _begin(self) -> None:
        self._show_current()
        self.form.begin()

    @Slot()
    def _show_current(self) -> None:
        row = self._rows.get(self.table.current_id() or "")
        if row is not None:
            self.form.show_officer(row.officer)

    @Slot(str)
    def _recorded(self, what: str) -> None:
        subject = self.form.subject
        told = self.tr("Recorded: {what} ({officer})")
        text = told.format(what=what, officer=subject.name if subject is not None else "")
        self.notice.set_notice(text, Tone.POSITIVE)
        announce(self, text)
        self.renew()
        self.table.setFocus()

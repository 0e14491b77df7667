"""The screen for sorting: begun and ended by a key or a barcode, worked by scans alone."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from borderpost.domain.identifiers import Action, Command, s10
from borderpost.domain.officer import Right
from borderpost.domain.scan import RawScan
from borderpost.domain.sorting import Spot
from borderpost.ui.announce import announce
from borderpost.ui.desk import Desk
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Card, Chip, NextStepBar, Notice, Step, Text, ltr
from borderpost.ui.shell.signpost import TROLLEY, Signposted
from borderpost.ui.story.leaves import Leaves
from borderpost.ui.tables import PagedTableModel, PagedTableView
from borderpost.ui.theme.tokens import Space, TextStyle, Tone
from borderpost.ui.trolley.columns import sorted_columns
from borderpost.ui.trolley.model import Became, Row, Sum, TrolleyModel
from borderpost.ui.trolley.sign import BigSign
from borderpost.ui.trolley.spots import SIGNS, SORTED, spot_todo, spot_word
from borderpost.ui.words.rules import error_sentence
from borderpost.ui.words.scans import code_text

_BEGIN, _END, _KEEP, _LIST = "begin", "end", "keep", "list"


class TrolleyScreen(Signposted, QWidget):
    """`sorted_to` carries the name of the sound of each scan, `sorting` whether parcels are being sorted now.

    `waits_changed`: green parcels are from now on only sorted, or released by the scan after them again.
    `release_asked` carries the numbers of the green parcels that were only sorted.
    """

    sorted_to = Signal(str)
    sorting = Signal(bool)
    waits_changed = Signal(bool)
    release_asked = Signal(object)

    signpost = TROLLEY

    def __init__(self, desk: Desk, *, waits: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.title)
        self._desk = desk
        self.model = TrolleyModel(desk, self)
        self._sum: Sum | None = None
        self._build(waits)
        desk.scans.unreadable.connect(self._unreadable)
        desk.session.changed.connect(self._other_officer)
        self.model.shown.connect(self._show_row)
        self.model.changed.connect(self._count)
        self.model.refused.connect(self._refused)
        self.model.not_found.connect(self._not_found)
        self.bar.taken.connect(self.take_step)
        self.waits.toggled.connect(self.waits_changed)
        self._renew()

    def _build(self, waits: bool) -> None:
        self.notice = Notice("", Tone.CRITICAL)
        self.sign = BigSign()
        self.waits = QCheckBox(self.tr("Green parcels are only sorted; nothing is released by the next scan"))
        self.waits.setChecked(waits)
        start = Card(self.tr("Sort parcels by sound and colour"))
        for told in (
            self.tr("Scan one parcel after the other. Word, colour, shape and sound say where each goes."),
            self.tr("A green parcel is released by the scan of the next one; UNDO keeps it back."),
            self.tr("Red, secure, undeclared and unreadable parcels release nothing by themselves."),
        ):
            start.add(Text(told, wrap=True))
        start.add(self.waits)
        start.add(_legend())
        self.total = Text("", TextStyle.HEADING, wrap=True)
        self.list: PagedTableModel[Row] = PagedTableModel(sorted_columns(), self._fetch, self)
        self.table = PagedTableView(self.tr("Sorted parcels"), self.list)
        summed = Card(self.tr("What was sorted"))
        summed.add(self.total)
        summed.add(self.table, 1)
        self._start, self._summed = start, summed
        self._stack = Leaves(start, self.sign, summed)
        self._chips = {spot: Chip("", SIGNS[spot].tone, SIGNS[spot].icon) for spot in SORTED}
        self.counts = QWidget()
        across = QHBoxLayout(self.counts)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(Space.S)
        for chip in self._chips.values():
            across.addWidget(chip)
        across.addStretch(1)
        self.bar = NextStepBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        column.addWidget(self.counts)
        column.addWidget(self.bar)

    def on_shown(self) -> None:
        """Put the focus on the next step."""
        if self.bar.steps():
            self.bar.button(self.bar.steps()[-1].name).setFocus()

    def on_action(self, action: Action) -> bool:
        """Do what a command barcode says; False where it has no meaning while sorting."""
        running = self.model.running
        match action.command:
            case Command.TROLLEY:
                self.begin()
            case Command.TROLLEY_END if running:
                self.end(releases=True)
            case Command.UNDO if running:
                self.keep_back()
            case Command.ENTER if not running:
                self.take_step(self.bar.steps()[-1].name)
            case _:
                return False
        return True

    @Slot(str)
    def take_step(self, name: str) -> None:
        """Take a step by its name, as its key does."""
        if name == _BEGIN:
            self.begin()
        elif name == _END:
            self.end(releases=True)
        elif name == _KEEP:
            self.keep_back()
        elif name == _LIST and self._sum is not None:
            self.release_asked.emit(self._only_sorted(self._sum))

    def begin(self) -> None:
        """Begin to sort, if nobody does already."""
        if self.model.running or not self._desk.session.anyone:
            return
        if not self._desk.session.officer.may(Right.SEE_RECORDS):
            return
        self.notice.set_notice("")
        self.model.begin(waits=self.waits.isChecked())
        self._sum = self.model.sum
        self._desk.scans.want(self._take, self._several)
        self.sign.show_sign(Tone.NEUTRAL, Icon.SCAN, self.tr("SCAN"), self.tr("The first parcel"))
        self._stack.setCurrentWidget(self.sign)
        self.sorting.emit(True)
        self._renew()
        self.on_shown()

    def end(self, *, releases: bool) -> None:
        """End the sorting, and show what came of it."""
        if not self.model.running:
            return
        self._desk.scans.want(None)
        self.model.end(releases=releases)
        self.sorting.emit(False)
        self._stack.setCurrentWidget(self._summed)
        self._count()
        self._renew()
        self.on_shown()
        announce(self, self.total.text())

    def keep_back(self) -> None:
        """The green parcel that waits for the next scan is not released by it."""
        row = self.model.keep_back()
        if row is None:
            self._say(
                self.tr("No green parcel waits. A release is taken back at the bench (F12)."), Tone.CAUTION
            )
            return
        number = s10.format_display(row.text)
        self.sign.show_sign(
            Tone.NEUTRAL, Icon.HOLD, self.tr("KEPT BACK"), self.tr("It is not released"), number
        )
        self.sorted_to.emit(SIGNS[Spot.YELLOW].cue)
        self._renew()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever leaves the screen sorts no longer; what waits for a scan is kept back."""
        super().hideEvent(event)
        if not self.window().isMinimized():
            self.end(releases=False)

    def _take(self, scan: RawScan) -> bool:
        self.model.take(scan)
        return True

    def _several(self, scans: tuple[RawScan, ...]) -> bool:
        """Of several labels in one picture nobody knows which one is in the hand."""
        told = self.tr("{count} labels at once").format(count=len(scans))
        self.sign.show_sign(Tone.NEUTRAL, Icon.WARNING, self.tr("ONE BY ONE"), told)
        self.sorted_to.emit(SIGNS[Spot.UNREADABLE].cue)
        return True

    @Slot(str)
    def _unreadable(self, _device: str) -> None:
        self.model.misread()

    @Slot(object)
    def _show_row(self, row: Row) -> None:
        sign = SIGNS[row.spot]
        number = ltr(s10.format_display(code_text(row.text))) if row.text else ""
        todo = spot_todo(row.spot)
        self.sign.show_sign(sign.tone, sign.icon, spot_word(row.spot), todo, number)
        self.notice.set_notice("")
        self.sorted_to.emit(sign.cue)
        self._renew()
        announce(self, self.sign.accessibleName(), urgent=True)

    @Slot(object)
    def _refused(self, error: BaseException) -> None:
        """A green parcel lies on its trolley and is not released: that stops the hands."""
        sign = SIGNS[Spot.REFUSED]
        if self.model.running:
            self.sign.show_sign(sign.tone, sign.icon, spot_word(Spot.REFUSED), spot_todo(Spot.REFUSED))
            self.sorted_to.emit(sign.cue)
        self._say(error_sentence(error), Tone.CRITICAL)

    @Slot(object)
    def _not_found(self, error: BaseException) -> None:
        self._say(error_sentence(error), Tone.CRITICAL)

    def _say(self, text: str, tone: Tone) -> None:
        self.notice.set_notice(text, tone)
        announce(self, text, urgent=True)

    @Slot()
    def _count(self) -> None:
        counts = self._sum.counts() if self._sum is not None else {}
        misread = self._sum.misread if self._sum is not None else 0
        for spot, chip in self._chips.items():
            count = misread if spot is Spot.UNREADABLE else counts.get(spot, 0)
            told = self.tr("{spot} {count}").format(spot=spot_word(spot), count=count)
            chip.set_chip(told, SIGNS[spot].tone, SIGNS[spot].icon)
            chip.setVisible(count > 0 or spot in (Spot.GREEN, Spot.YELLOW, Spot.RED, Spot.SECURE))
        if self._sum is not None and not self.model.running:
            released = self._sum.became(Became.RELEASED)
            told = self.tr("Sorted: {sorted}. Released: {released}. Not released: {left}.")
            total = len(self._sum.rows)
            self.total.setText(told.format(sorted=total, released=released, left=total - released))
            self.list.set_ids(list(reversed(self._sum.rows)))
            self.list.refresh()
            self._renew()

    def _renew(self) -> None:
        self.counts.setVisible(self._sum is not None)
        if self.model.running:
            waits = self.model.pending is not None
            told = (
                self.tr("The next scan releases the green parcel. F6 or END does so with the last one.")
                if waits
                else self.tr("Scan the next parcel. F6 or END ends the sorting.")
            )
            keep = Step(_KEEP, self.tr("Keep it back"), "F8", Icon.HOLD)
            end = Step(_END, self.tr("End"), "F6", Icon.CHECK)
            self.bar.set_steps(told, end, *((keep,) if waits else ()))
            return
        begin = Step(_BEGIN, self.tr("Begin to sort"), "F6", Icon.SCAN)
        left = self._only_sorted(self._sum) if self._sum is not None else ()
        together = Step(_LIST, self.tr("Release the green ones together"), "F7", Icon.RELEASE)
        told = self.tr("Begin by a key, or scan the command BEGIN SORTING.")
        self.bar.set_steps(told, begin, *((together,) if left else ()))

    def _only_sorted(self, of: Sum) -> tuple[str, ...]:
        rows = of.rows.values()
        return tuple(row.text for row in rows if row.spot is Spot.GREEN and row.became is Became.WAITS)

    def _fetch(self, ids: Sequence[int]) -> list[Row | None]:
        return [self._sum.rows.get(number) if self._sum is not None else None for number in ids]

    @Slot(object)
    def _other_officer(self, officer: object) -> None:
        """Nobody goes on with what another one began."""
        if officer is None:
            self.end(releases=False)
        elif not self.model.running:
            self._sum = None
            self._stack.setCurrentWidget(self._start)
            self._renew()


def _legend() -> QWidget:
    """Return every sign in small, with where its parcels go."""
    legend = QWidget()
    grid = QGridLayout(legend)
    grid.setContentsMargins(0, Space.M, 0, 0)
    grid.setHorizontalSpacing(Space.L)
    grid.setVerticalSpacing(Space.S)
    for row, spot in enumerate(SORTED):
        grid.addWidget(Chip(spot_word(spot), SIGNS[spot].tone, SIGNS[spot].icon), row, 0)
        grid.addWidget(Text(spot_todo(spot), wrap=True), row, 1)
    grid.setColumnStretch(1, 1)
    return legend

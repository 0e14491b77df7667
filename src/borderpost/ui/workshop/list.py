"""The table of profiles with their figures, and beneath it what targeting and the random share found."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from borderpost.domain.risk.bench_profile import BenchProfile
from borderpost.domain.risk.measuring import Figures, Measured
from borderpost.ui.announce import announce
from borderpost.ui.desk import Desk
from borderpost.ui.examination.beside import Beside
from borderpost.ui.icons import Icon
from borderpost.ui.kit import EmptyState, Notice, ScrollPage, SearchField, Text
from borderpost.ui.story.leaves import Leaves
from borderpost.ui.tables import PagedTableModel, PagedTableView
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.rules import error_sentence
from borderpost.ui.words.workshop import rate_text
from borderpost.ui.workshop.columns import profile_columns
from borderpost.ui.workshop.figures import FiguresCard
from borderpost.ui.workshop.port import Workshop
from borderpost.ui.workshop.rows import ProfileRow, rows_of
from borderpost.work.changes import Kind

_DAYS = (30, 90, 365)
_SIDE_BY_SIDE = 1060


class ProfileList(QWidget):
    """`opened(ProfileRow)`: Enter on a row. `counted(int)`: so many wait for a second person."""

    opened = Signal(object)
    counted = Signal(int)
    turned = Signal()

    def __init__(self, desk: Desk, workshop: Workshop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._workshop = workshop
        self._kept: tuple[BenchProfile, ...] = ()
        self._measured: Measured | None = None
        self._measuring: list[bool] = [False]
        self.rows: list[ProfileRow] = []
        self._by_key: dict[str, ProfileRow] = {}
        self.search = SearchField(self.tr("Find a profile"), self.tr("Title or id"))
        self.days = QComboBox()
        self.days.setAccessibleName(self.tr("Figures of"))
        for days in _DAYS:
            self.days.addItem(self.tr("Figures of %n days", "", days), days)
        self.days.setCurrentIndex(1)
        self.notice = Notice("", Tone.CRITICAL)
        self.model: PagedTableModel[ProfileRow] = PagedTableModel(profile_columns(), self._fetch, self)
        self.table = PagedTableView(self.tr("Risk profiles"), self.model)
        self.table.set_search(self.search)
        self.empty = EmptyState(Icon.FLAG, self.tr("There is no such profile"), "")
        self.stream = Text("", muted=True, wrap=True)
        self.figures = FiguresCard()
        top = QHBoxLayout()
        top.setSpacing(Space.M)
        top.addWidget(self.search, 1)
        top.addWidget(self.days)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(top)
        column.addWidget(self.notice)
        self._stack = Leaves(self.table, self.empty)
        beside = ScrollPage()
        beside.add(self.figures)
        column.addWidget(Beside(self._stack, beside, from_width=_SIDE_BY_SIDE, shares=(5, 3)), 1)
        column.addWidget(self.stream)
        self.search.searched.connect(self._show)
        self.days.currentIndexChanged.connect(self.look_up)
        self.table.opened.connect(self._opened)
        self.table.current_changed.connect(self.turned)
        self.turned.connect(self._show_figures)
        desk.tasks.changed.connect(self._heard)

    def on_shown(self) -> None:
        """Read what there is, and put the focus on the rows."""
        self.look_up()
        (self.table if self.table.isVisible() else self.search).setFocus()

    def current(self) -> ProfileRow | None:
        """Return the row chosen."""
        return self._by_key.get(str(self.table.current_id()))

    def row_of(self, profile: str, version: int) -> ProfileRow | None:
        """Return the row of one version of a profile, as read last."""
        return next((row for row in self.rows if (row.id, row.version) == (profile, version)), None)

    @Slot()
    def look_up(self) -> None:
        """Read the profiles of the workshop, and measure them all, beside the screen."""
        self._desk.tasks.run(
            lambda: self._desk.reads.read(lambda pages: pages.bench_profiles()),
            self._read,
            self._failed,
            owner=self,
            key="profiles",
        )
        self._measuring[0] = True
        withdrawn = self._measuring = [False]
        days = int(self.days.currentData())
        self._desk.tasks.run(
            lambda: self._workshop.measured(days, lambda: withdrawn[0]),
            self._measured_now,
            self._failed,
            owner=self,
            key="figures",
        )

    def _read(self, kept: tuple[BenchProfile, ...]) -> None:
        self._kept = kept
        self.notice.set_notice("")
        self._show()

    def _measured_now(self, measured: Measured) -> None:
        self._measured = measured
        told = self.tr(
            "{count} inspections in {days} days. By profiles: {targeted}. By the random draw: {random}."
        )
        self.stream.setText(
            told.format(
                count=measured.inspections,
                days=(measured.until - measured.since).days + 1,
                targeted=self._share(measured.targeted),
                random=self._share(measured.random),
            )
        )
        self._show()

    def _share(self, figures: Figures) -> str:
        if not figures.rate.examined:
            return self.tr("{hits} selected, none examined").format(hits=figures.hits)
        return self.tr("{hits} selected, something found in {found} of {examined} examined, {rate}").format(
            hits=figures.hits,
            found=figures.rate.found,
            examined=figures.rate.examined,
            rate=rate_text(figures.rate),
        )

    @Slot()
    def _show(self) -> None:
        wanted = self.search.text().strip().casefold()
        self.rows = rows_of(self._workshop.in_force(), self._workshop.filed(), self._kept, self._measured)
        shown = [row for row in self.rows if wanted in row.title.casefold() or wanted in row.id]
        keys = [row.key for row in shown]
        self._by_key = {row.key: row for row in shown}
        if keys == list(self.model.ids()):
            self.model.refresh()
        else:
            chosen = self.table.current_id()
            focused = self.table.hasFocus()
            self.model.set_ids(keys)
            if not (chosen and self.table.select_id(chosen)) and keys:
                self.table.select_id(keys[0])
            self._stack.setCurrentWidget(self.table if keys else self.empty)
            if focused:
                self.table.setFocus()
            announce(self, self.tr("%n profiles", "", len(keys)))
        self.counted.emit(sum(row.stage == "proposed" for row in self.rows))
        self.turned.emit()

    @Slot()
    def _show_figures(self) -> None:
        self.figures.show_row(self.current(), self._measured)

    def _fetch(self, keys: Sequence[str]) -> Sequence[ProfileRow | None]:
        return [self._by_key.get(key) for key in keys]

    def _failed(self, error: BaseException) -> None:
        self.notice.set_notice(error_sentence(error), Tone.CRITICAL)

    @Slot(object)
    def _opened(self, _key: object) -> None:
        row = self.current()
        if row is not None:
            self.opened.emit(row)

    @Slot(object)
    def _heard(self, kinds: frozenset[Kind]) -> None:
        if self.isVisible() and kinds & {Kind.PROFILES, Kind.INSPECTIONS}:
            self.look_up()
        elif Kind.PROFILES in kinds:
            self._desk.tasks.run(
                lambda: self._desk.reads.read(lambda pages: pages.bench_profiles()),
                self._read,
                self._failed,
                owner=self,
                key="profiles",
            )

"""A table of made-up parcels that can be scanned or held under a camera that is not there."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from borderpost.ui.icons import Icon
from borderpost.ui.kit import Notice, Step, Text
from borderpost.ui.kit.nextstep import NextStepBar
from borderpost.ui.shell.signpost import TRYOUT, Signposted
from borderpost.ui.tables import Column, PagedTableModel, PagedTableView
from borderpost.ui.theme.tokens import Space, TextStyle, Tone


@dataclass(frozen=True, slots=True)
class TryOutRow:
    """One thing to try: its key, the code on it (empty for a mere picture), and what it shows."""

    key: str
    code: str
    what: str


class TryOutScreen(Signposted, QWidget):
    """Signals: `scan_asked(code)` as if by a hand scanner, `show_asked(key)` to lay it under the camera."""

    scan_asked = Signal(str)
    show_asked = Signal(str)

    signpost = TRYOUT

    def __init__(self, rows: Sequence[TryOutRow], *, camera: bool, parent: QWidget | None = None) -> None:
        """`camera` says whether the demo's own camera is in use; a real one sees what lies under it."""
        super().__init__(parent)
        self._rows = tuple(rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(Text(self.title, TextStyle.TITLE))
        column.addWidget(
            Notice(
                self.tr(
                    "These parcels are made up. Choose one and scan it, as a hand scanner would, or lay it"
                    " under the demo's camera. A real scanner works too."
                ),
                Tone.INFO,
            )
        )
        self.model = PagedTableModel(
            [
                Column("code", self.tr("Code on it"), lambda row: row.code or "–", width=190, code=True),
                Column("what", self.tr("What it shows"), lambda row: row.what, stretch=True),
            ],
            lambda ids: [self._rows[number] for number in ids],
        )
        self.table = PagedTableView(self.title, self.model)
        column.addWidget(self.table, 1)
        self.bar = NextStepBar()
        column.addWidget(self.bar)
        self._camera = camera
        self.table.opened.connect(self._scan_row)
        self.table.current_changed.connect(self._offer)
        self.bar.taken.connect(self._taken)
        self.model.set_ids(range(len(self._rows)))
        self._offer(0)

    def on_shown(self) -> None:
        """Let the arrows choose at once."""
        if self.table.current_id() is None:
            self.table.select_id(0)
        self.table.setFocus()

    def _chosen(self) -> TryOutRow:
        return self._rows[self.table.current_id() or 0]

    @Slot(object)
    def _offer(self, number: object) -> None:
        row = self._rows[number if isinstance(number, int) else 0]
        scan = Step(
            "scan",
            self.tr("Scan it"),
            "F6",
            Icon.SCAN,
            enabled=bool(row.code),
            why_not="" if row.code else self.tr("There is no code on it."),
        )
        if self._camera:
            show = Step("show", self.tr("Lay it under the camera"), "F7", Icon.CAMERA)
            self.bar.set_steps(self.tr("Choose a parcel, then scan it."), scan, show)
        else:
            self.bar.set_steps(self.tr("Choose a parcel, then scan it."), scan)

    @Slot(str)
    def _taken(self, name: str) -> None:
        row = self._chosen()
        if name == "show":
            self.show_asked.emit(row.key)
        elif row.code:
            self.scan_asked.emit(row.code)

    @Slot(object)
    def _scan_row(self, number: object) -> None:
        row = self._rows[number if isinstance(number, int) else 0]
        if row.code:
            self.scan_asked.emit(row.code)
        elif self._camera:
            self.show_asked.emit(row.key)

"""What the bench shows while no parcel is on it: how to bring one up, the camera, and the last few."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from borderpost.ui.bench.number_entry import NUMBER_KEY, PICTURE_KEY
from borderpost.ui.bench.recent import RecentParcels
from borderpost.ui.camera.camera_view import CameraView
from borderpost.ui.camera.preview import CameraPreview
from borderpost.ui.icons import Icon, IconLabel
from borderpost.ui.kit import Card, ScrollPage, ShortcutHint, Text
from borderpost.ui.tables import PagedTableView
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Role, Size, Space, TextStyle

_SIDE_BY_SIDE = 760  # px at 100 % text size
_ROWS_SHOWN = 6


class WaitingPage(look.Themed, QWidget):
    """Asks for the next parcel; `parcel_opened` gives the number of one that was there already."""

    parcel_opened = Signal(str)

    def __init__(
        self, camera: CameraView | None, recent: RecentParcels, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._recent = recent
        self.preview = CameraPreview(camera)
        self.table = PagedTableView(self.tr("Last parcels"), recent.model)
        self.table.opened.connect(self._open)
        self._parcels = Card(self.tr("Last parcels"))
        self._parcels.add(self.table)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(Space.M)
        self._across.addWidget(self._prompt(), 1)
        right = QVBoxLayout()
        right.setSpacing(Space.M)
        right.addWidget(self.preview)
        right.addWidget(self._parcels)
        right.addStretch(1)
        self._across.addLayout(right, 1)
        page = ScrollPage()
        page.add(self._across, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        recent.changed.connect(self._show_recent)
        self._show_recent()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the camera beneath the prompt where both do not fit side by side."""
        super().resizeEvent(event)
        self.restyle()

    def restyle(self) -> None:
        """Share the room anew at another text size."""
        beside = self.width() >= look.px(_SIDE_BY_SIDE)
        directions = QBoxLayout.Direction
        self._across.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        rows = min(max(len(self._recent.parcels()), 1), _ROWS_SHOWN)
        heading = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(look.px(Size.ROW) * rows + heading + 2 * Space.XS)

    def _prompt(self) -> Card:
        card = Card()
        card.setAccessibleName(self.tr("Scan a parcel"))
        column = QVBoxLayout()
        column.setSpacing(Space.M)
        title = Text(self.tr("Scan a parcel"), TextStyle.HERO, wrap=True)
        title.align(Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        column.addWidget(IconLabel(Icon.SCAN, 88, Role.ACCENT), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(title)
        column.addSpacing(Space.M)
        ways = QVBoxLayout()
        ways.setSpacing(Space.M)
        for icon, words, key in (
            (Icon.SCAN, self.tr("Read the label with the hand scanner"), ""),
            (Icon.CAMERA, self.tr("or hold the label under the camera"), ""),
            (Icon.KEYBOARD, self.tr("or type the number"), NUMBER_KEY),
            (Icon.FOLDER, self.tr("or choose a picture of the label, or drop one here"), PICTURE_KEY),
        ):
            ways.addLayout(_way(icon, words, key))
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(ways, 8)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(2)
        card.add(column, 1)
        return card

    @Slot()
    def _show_recent(self) -> None:
        # not at every scan, while a parcel is in its place
        if self.isVisible() or not self._recent.parcels():
            self._recent.bring_up()
            self._parcels.setVisible(bool(self._recent.parcels()))
            self.restyle()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what came meanwhile."""
        super().showEvent(event)
        self._show_recent()

    @Slot(object)
    def _open(self, item_id: str | None) -> None:
        if item_id:
            self.parcel_opened.emit(item_id)


def _way(icon: Icon, words: str, key: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.M)
    row.addWidget(IconLabel(icon, Size.ICON_LARGE, Role.MUTED), 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(Text(words, TextStyle.HEADING, wrap=True), 1)
    if key:
        row.addWidget(ShortcutHint(key), 0, Qt.AlignmentFlag.AlignVCenter)
    return row

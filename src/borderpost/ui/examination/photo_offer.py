"""The offer of a file from the X-ray machine's folder: kept only once an officer says whose it is."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from borderpost.ui.examination.photo_arrivals import Arrivals
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, ButtonKind, Notice
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.amounts import isolated


class ArrivalOffer(QWidget):
    """`taken` carries the path of the file that is of this item."""

    taken = Signal(str)

    def __init__(self, arrivals: Arrivals | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._arrivals = arrivals
        self._open = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        self.notice = Notice("", Tone.INFO)
        self.take = Button(self.tr("It is of this item"), icon=Icon.EXAMINE, key="Alt+X")
        self.take.clicked.connect(self._take)
        self.aside = Button(self.tr("Not of this item"), ButtonKind.QUIET)
        self.aside.clicked.connect(self._put_aside)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.take)
        row.addWidget(self.aside)
        row.addStretch(1)
        column.addWidget(self.notice)
        column.addLayout(row)
        if arrivals is not None:
            arrivals.changed.connect(self._renew)
        self._renew()

    def set_open(self, is_open: bool) -> None:
        """Offer files only while something may be kept."""
        self._open = is_open
        self._renew()

    @Slot()
    def _renew(self) -> None:
        newest = self._arrivals.newest if self._arrivals is not None and self._open else None
        if newest is None or self._arrivals is None:
            self.notice.set_notice("")
            self.hide()
            return
        text = self.tr("An X-ray image has come: {name}").format(name=isolated(newest.name))
        if self._arrivals.count > 1:
            text = f"{text}. {self.tr('%n more before it', '', self._arrivals.count - 1)}"
        self.notice.set_notice(text, Tone.INFO)
        self.show()

    @Slot()
    def _take(self) -> None:
        path = self._arrivals.take() if self._arrivals is not None else None
        if path is not None:
            self.taken.emit(str(path))

    @Slot()
    def _put_aside(self) -> None:
        if self._arrivals is not None:
            self._arrivals.put_aside()

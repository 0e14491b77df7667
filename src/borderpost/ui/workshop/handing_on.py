"""Profiles handed on: written to a signed file, and taken in from one once its key has been compared."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from borderpost.domain.risk.profile_exchange import BadExchange
from borderpost.ui.announce import announce
from borderpost.ui.desk import Desk
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, ButtonKind, Card, Code, FormField, Notice, Text, ltr
from borderpost.ui.preview.handing_out import FilePanel
from borderpost.ui.preview.saving import proposed_path
from borderpost.ui.story.leaves import Leaves
from borderpost.ui.theme.tokens import Space, TextStyle, Tone
from borderpost.ui.words.names import own
from borderpost.ui.words.profile_faults import exchange_sentence
from borderpost.ui.words.rules import error_sentence
from borderpost.ui.workshop.port import Parcel, Workshop
from borderpost.work.changes import Done

_SUFFIX = ".profiles"
_NAMED = 12


class HandingOn(QWidget):
    """`left()`: back to the table."""

    left = Signal()

    def __init__(self, desk: Desk, port: Workshop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._port = port
        self._parcel: Parcel | None = None
        kinds = self.tr("Signed profiles (*.profiles)")
        self.out = FilePanel(self.tr("Hand out all profiles in force"), kinds, _SUFFIX)
        self.into = self._take_in_card()
        self.notice = Notice("", Tone.INFO)
        self._leaf = Leaves(self.out, self.into)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.notice)
        column.addWidget(self._leaf)
        column.addStretch(1)
        self.out.chosen.connect(self._write)
        self.out.left.connect(self.left)
        self.path.returnPressed.connect(self._look)
        self.browse.clicked.connect(self._browse)
        self.take.clicked.connect(self._take)
        self.back.clicked.connect(self.left)

    def _take_in_card(self) -> Card:
        card = Card(self.tr("Take profiles in from a signed file"))
        self.path = QLineEdit()
        self.path.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.field = FormField(self.tr("File"), self.path, self.tr("Whole path; Enter reads it"))
        self.signed = Text("", wrap=True)
        self.key = Code("", TextStyle.CODE_LARGE)
        self.compare = Notice("", Tone.CAUTION)
        self.listed = Text("", wrap=True)
        self.back = Button(self.tr("Go back"))
        self.browse = Button(self.tr("Browse…"), ButtonKind.NORMAL, Icon.FOLDER)
        self.take = Button(self.tr("Propose them here"), ButtonKind.PRIMARY, Icon.NEXT)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addStretch(1)
        for button in (self.back, self.browse, self.take):
            row.addWidget(button)
        for content in (self.field, self.signed, self.key, self.compare, self.listed, row):
            card.add(content)
        return card

    def begin_out(self) -> None:
        """Ask where the file goes."""
        self.notice.set_notice("")
        self._leaf.setCurrentWidget(self.out)
        self.out.ask(proposed_path(f"profiles-{self._desk.place.station}", _SUFFIX))

    def begin_in(self) -> None:
        """Ask for the file."""
        self.notice.set_notice("")
        self._leaf.setCurrentWidget(self.into)
        self._show(None)
        self.path.clear()
        self.path.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    @Slot(str)
    def _write(self, path: str) -> None:
        officer = self._desk.session.officer
        self._desk.tasks.run(
            lambda: self._port.hand_out([], Path(path), officer), self._written, self._failed, owner=self
        )

    def _written(self, fingerprint: str) -> None:
        told = self.tr("Written and signed. The fingerprint of this station's key: {key}")
        self._say(told.format(key=ltr(fingerprint)), Tone.POSITIVE)

    @Slot()
    def _browse(self) -> None:
        kinds = self.tr("Signed profiles (*.profiles);;All files (*)")
        found, _ = QFileDialog.getOpenFileName(self, self.into.heading.text(), self.path.text(), kinds)
        if found:
            self.path.setText(found)
            self._look()

    @Slot()
    def _look(self) -> None:
        self._show(None)
        self.notice.set_notice("")
        path = Path(self.path.text().strip()).expanduser()
        self._desk.tasks.run(
            lambda: self._port.look_into(path), self._show, self._failed, owner=self, key="parcel"
        )

    def _show(self, parcel: Parcel | None) -> None:
        """Show who signed the file, and with which key; only then it can be taken in."""
        self._parcel = parcel
        for widget in (self.signed, self.key, self.listed):
            widget.setVisible(parcel is not None)
        self.take.setEnabled(parcel is not None)
        if parcel is None:
            self.compare.set_notice("")
            return
        self.signed.setText(
            self.tr("Signed by station {station}. The fingerprint of its key:").format(
                station=own(parcel.station)
            )
        )
        self.key.set_code(parcel.fingerprint)
        unknown = self.tr(
            "Nothing of this key was taken in before. Compare it with a report of that station first."
        )
        known = self.tr("Files of this key were taken in before.")
        self.compare.set_notice(
            known if parcel.known else unknown, Tone.POSITIVE if parcel.known else Tone.CAUTION
        )
        told = self.tr("{title} ({id}, version {version}), approved there by {officer}")
        lines = [
            told.format(title=own(one.title), id=ltr(one.id), version=one.version, officer=own(one.approver))
            for one in parcel.profiles[:_NAMED]
        ]
        left = len(parcel.profiles) - _NAMED
        if left > 0:
            lines.append(self.tr("and %n more", "", left))
        self.listed.setText("\n".join(lines))
        self.take.setFocus()
        announce(self, f"{self.signed.text()} {parcel.fingerprint}. {self.compare.text()}", urgent=True)

    @Slot()
    def _take(self) -> None:
        parcel = self._parcel
        if parcel is not None:
            officer = self._desk.session.officer
            self._desk.tasks.run(
                lambda: self._port.take_in(parcel, officer), self._taken, self._failed, owner=self
            )

    def _taken(self, done: Done[tuple[str, ...]]) -> None:
        self._desk.tasks.broadcast(done.changes)
        self._show(None)
        proposed = sum(line.startswith("proposed: ") for line in done.result)
        told = self.tr("{proposed} proposed, {left} left out. A second person puts them in force.")
        text = told.format(proposed=proposed, left=len(done.result) - proposed)
        left_out = [line for line in done.result if not line.startswith("proposed: ")]
        self._say("\n".join((text, *left_out[:_NAMED])), Tone.POSITIVE if proposed else Tone.CAUTION)
        self.back.setFocus()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, BadExchange):
            text = exchange_sentence(error)
        elif isinstance(error, OSError):
            told = self.tr("{file}: {why}")
            text = told.format(file=error.filename or "", why=error.strerror or str(error))
        else:
            text = error_sentence(error)
        self._say(text, Tone.CRITICAL)

    def _say(self, text: str, tone: Tone) -> None:
        self.notice.set_notice(text, tone)
        announce(self, text, urgent=True)

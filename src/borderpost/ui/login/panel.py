"""Officer, passphrase and what became of the attempt: for signing in, unlocking and a second officer."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from borderpost.ui.icons import Icon
from borderpost.ui.kit.button import Button, ButtonKind
from borderpost.ui.kit.fields import FormField, PassphraseField
from borderpost.ui.login.officers import OfficerModel, OfficerPainter
from borderpost.ui.login.presenter import Answer, OfficerCard, Presenter, Verdict
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Space

_SHOWN_OFFICERS = 6


class CredentialPanel(look.Themed, QWidget):
    """Choose an officer with the arrows, type the passphrase, press Enter.

    `accepted` gives the officer's id; `given(id, passphrase)`: it is right, and one of their own has to be
    chosen in its place. With `cancellable`, Escape or the button emits `cancelled`. The
    passphrase is wiped from the field as soon as it has been handed on.
    """

    accepted = Signal(str)
    given = Signal(str, str)
    cancelled = Signal()

    def __init__(
        self,
        presenter: Presenter,
        officers: Sequence[OfficerCard] = (),
        *,
        action: str = "",
        cancellable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._waiting = 0
        self._asked = ""
        self._attempt = 0
        self._model = OfficerModel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(OfficerPainter(self.list))
        self.list.setAccessibleName(self.tr("Officer"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTabKeyNavigation(False)
        column.addWidget(FormField(self.tr("Officer"), self.list))
        self.passphrase = PassphraseField(self.tr("Passphrase"))
        self._field = FormField(self.tr("Passphrase"), self.passphrase)
        column.addWidget(self._field)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addStretch(1)
        self.cancel = Button(self.tr("Go back"))
        self.submit = Button(action or self.tr("Sign in"), ButtonKind.PRIMARY, Icon.NEXT)
        row.addWidget(self.cancel)
        row.addWidget(self.submit)
        column.addLayout(row)
        # only now: a button without a parent would be shown as a window of its own
        self.cancel.setVisible(cancellable)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self.tick)
        self.submit.clicked.connect(self._try)
        self.cancel.clicked.connect(self._cancel)
        self.passphrase.returnPressed.connect(self._try)
        self.list.activated.connect(self._to_passphrase)
        self.list.selectionModel().currentChanged.connect(self._other_officer)
        self.set_officers(officers)
        self.restyle()

    def set_officers(self, officers: Sequence[OfficerCard], chosen: str = "") -> None:
        """Offer these officers, with one of them chosen."""
        self._model.set_officers(officers)
        ids = [officer.officer_id for officer in officers]
        if ids:
            self.list.setCurrentIndex(self._model.index(ids.index(chosen) if chosen in ids else 0))
        self.restyle()
        self._enable()

    def choose(self, badge: str) -> bool:
        """Choose the officer whose id a badge says, in any case of letters, and go on to the passphrase."""
        ids = [officer.officer_id.casefold() for officer in self._model.officers()]
        if self._asked or badge.casefold() not in ids:
            return False
        row = ids.index(badge.casefold())
        if row != self.list.currentIndex().row():
            self.passphrase.wipe()
        self.list.setCurrentIndex(self._model.index(row))
        self.passphrase.setFocus()
        return True

    def chosen(self) -> OfficerCard | None:
        """Return the officer chosen."""
        row = self.list.currentIndex().row()
        officers = self._model.officers()
        return officers[row] if 0 <= row < len(officers) else None

    def reset(self) -> None:
        """Forget what was typed and what went wrong; a wait that is running goes on."""
        self._attempt += 1
        self._asked = ""
        self.passphrase.wipe()
        if not self._waiting:
            self._field.set_error("")
        self._enable()

    def error(self) -> str:
        """Return what is said to be wrong, or nothing."""
        return self._field.error()

    def restyle(self) -> None:
        """Give the list room for its officers at the text size in force."""
        rows = min(max(self._model.rowCount(), 1), _SHOWN_OFFICERS)
        height = self.list.sizeHintForRow(0) if self._model.rowCount() else look.px(48)
        self.list.setFixedHeight(rows * height + 2 * self.list.frameWidth() + Space.XS)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the passphrase; a focus proxy would take the list out of the order of Tab."""
        self.passphrase.setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down choose an officer from the passphrase field too; Escape goes back where it may."""
        if event.key() == Qt.Key.Key_Escape and self.cancel.isVisible():
            self._cancel()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.passphrase.hasFocus():
            step = -1 if event.key() == Qt.Key.Key_Up else 1
            row = min(max(self.list.currentIndex().row() + step, 0), self._model.rowCount() - 1)
            self.list.setCurrentIndex(self._model.index(row))
        else:
            super().keyPressEvent(event)

    @Slot()
    def _try(self) -> None:
        officer = self.chosen()
        if officer is None or self._asked or self._waiting:
            return
        passphrase = self.passphrase.text()
        if not passphrase:
            self._field.set_error(self.tr("Type the passphrase of {name}.").format(name=officer.name))
            self.passphrase.setFocus()
            return
        self.passphrase.wipe()
        self._field.set_error("")
        self._asked = officer.officer_id
        self._attempt += 1
        attempt = self._attempt
        self._enable()

        def done(answer: Answer) -> None:
            # an answer that comes after reset() belongs to nobody any more
            if attempt == self._attempt and answer.verdict is Verdict.GIVEN:
                self.reset()
                self.given.emit(officer.officer_id, passphrase)
            elif attempt == self._attempt:
                self._answered(answer)

        self._presenter.authenticate(officer.officer_id, passphrase, done)

    def _answered(self, answer: Answer) -> None:
        officer_id, self._asked = self._asked, ""
        if answer.verdict is Verdict.ACCEPTED:
            self._field.set_error("")
            self._enable()
            self.accepted.emit(officer_id)
            return
        self._waiting = answer.wait_seconds
        self._verdict = answer.verdict
        self._say()
        if self._waiting:
            self._clock.start()
        self._enable()
        self.passphrase.setFocus()

    def _say(self) -> None:
        words = {
            Verdict.WRONG: self.tr("The passphrase is not right."),
            Verdict.WAIT: self.tr("Too many wrong attempts."),
            Verdict.LOCKED: self.tr("This officer is locked out. A supervisor can unlock."),
            Verdict.NOT_ALLOWED: self.tr("This officer may not do this."),
            Verdict.FAILED: self.tr("The passphrase could not be checked. Try again."),
        }
        text = words[self._verdict]
        if self._waiting:
            text += " " + self.tr("Try again in {seconds} s.").format(seconds=self._waiting)
        self._field.set_error(text)

    def _enable(self) -> None:
        idle = not self._asked and not self._waiting and self.chosen() is not None
        self.submit.setEnabled(idle)
        self.passphrase.setReadOnly(bool(self._asked))
        self.list.setEnabled(not self._asked)

    @Slot()
    def tick(self) -> None:
        """Let one second of the wait pass."""
        self._waiting = max(self._waiting - 1, 0)
        if self._waiting:
            self._say()
        else:
            self._clock.stop()
            self._field.set_error("")
            self._enable()

    @Slot()
    def _to_passphrase(self) -> None:
        self.passphrase.setFocus()

    @Slot()
    def _other_officer(self) -> None:
        if not self._waiting:
            self._field.set_error("")

    @Slot()
    def _cancel(self) -> None:
        self.reset()
        self.cancelled.emit()

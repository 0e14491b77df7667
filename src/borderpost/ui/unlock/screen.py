"""The screen that opens a locked store, or gives a new one its passphrase."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from borderpost.ui.icons import Icon, IconLabel
from borderpost.ui.kit.button import Button, ButtonKind
from borderpost.ui.kit.card import Card
from borderpost.ui.kit.fields import CodeField, FormField, PassphraseField
from borderpost.ui.kit.notice import Notice
from borderpost.ui.kit.scroll import ScrollPage
from borderpost.ui.kit.text import Text
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Role, Size, Space, TextStyle, Tone
from borderpost.ui.unlock.presenter import Secret, UnlockAnswer, Unlocking, UnlockVerdict


class UnlockScreen(look.Themed, QWidget):
    """Asks for the passphrase of the store or the code of its recovery sheet; `opened` when it opened.

    With `new`, the store has no passphrase yet, and one is chosen, typed twice. What was typed is wiped as
    soon as it has been handed on.
    """

    opened = Signal()

    def __init__(
        self, presenter: Unlocking, site: str = "", *, new: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._kind = Secret.NEW_PASSPHRASE if new else Secret.PASSPHRASE
        self._asked = False
        self._shut = False
        self._waiting = 0
        self._card = Card()
        self._card.setAccessibleName(self.tr("Open the store"))
        self._lay_head(site)
        self.state = Notice("", Tone.INFO)
        self._card.add(self.state)
        self.passphrase = PassphraseField(self.tr("Passphrase of this bench"))
        advice = self.tr("At least twelve letters. Four words that nobody would guess are good.")
        self._field = FormField(self.tr("Passphrase of this bench"), self.passphrase, advice if new else "")
        self._card.add(self._field)
        self.again = PassphraseField(self.tr("The same once more"))
        self._again_field = FormField(self.tr("The same once more"), self.again)
        self._card.add(self._again_field)
        self.code = CodeField(self.tr("Recovery code"))
        hint = self.tr("Ten groups of four letters, on the sheet in the safe.")
        self._code_field = FormField(self.tr("Recovery code"), self.code, hint)
        self._card.add(self._code_field)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        self.other = Button(self.tr("Use the recovery sheet"), ButtonKind.QUIET)
        self.submit = Button(
            self.tr("Lock and begin") if new else self.tr("Open"), ButtonKind.PRIMARY, Icon.NEXT
        )
        row.addWidget(self.other)
        row.addStretch(1)
        row.addWidget(self.submit)
        self._card.add(row)
        self._lay_page()
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self.tick)
        self.submit.clicked.connect(self._try)
        self.other.clicked.connect(self._change_kind)
        for editor in (self.passphrase, self.again, self.code):
            editor.returnPressed.connect(self._try)
        self._show_kind()
        self.restyle()

    def _lay_head(self, site: str) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(IconLabel(Icon.LOCK, Size.ICON_HUGE, Role.ACCENT))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(self.tr("Borderpost"), TextStyle.DISPLAY))
        words.addWidget(Text(site or self.tr("Inspection bench"), muted=True))
        head.addLayout(words, 1)
        self._card.add(head)
        self._card.body.addSpacing(Space.S)

    def _lay_page(self) -> None:
        page = ScrollPage()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        page.column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        page.column.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._card)
        middle.addStretch(1)
        page.column.addLayout(middle)
        page.column.addStretch(1)

    def show_state(self, answer: UnlockAnswer) -> None:
        """Say in which state the store was found, before anything was tried."""
        if answer.verdict is UnlockVerdict.DAMAGED:
            self._shut = True
            self.state.set_notice(self._words(answer), Tone.CRITICAL)
        elif answer.verdict is UnlockVerdict.KEY_RING_GONE:
            self.state.set_notice(self._words(answer), Tone.CAUTION)
        self._enable()

    def error(self) -> str:
        """Return what is said to be wrong with what was typed, or nothing."""
        return self._shown_field().error()

    def restyle(self) -> None:
        """Set the card's width for the text size in force."""
        self._card.setFixedWidth(min(look.px(480), 860))

    def showEvent(self, event: QShowEvent) -> None:
        """Put the focus where typing begins."""
        super().showEvent(event)
        self._editor().setFocus()

    @Slot()
    def tick(self) -> None:
        """Let one second of the wait pass."""
        self._waiting = max(self._waiting - 1, 0)
        if self._waiting:
            self._shown_field().set_error(self._wait_words())
        else:
            self._clock.stop()
            self._shown_field().set_error("")
            self._enable()

    @Slot()
    def _change_kind(self) -> None:
        if self._asked or self._kind is Secret.NEW_PASSPHRASE:
            return
        self._wipe()
        self._shown_field().set_error("")
        self._kind = Secret.PASSPHRASE if self._kind is Secret.RECOVERY else Secret.RECOVERY
        self._show_kind()
        self._editor().setFocus()

    def _show_kind(self) -> None:
        by_code = self._kind is Secret.RECOVERY
        self._field.setVisible(not by_code)
        self._again_field.setVisible(self._kind is Secret.NEW_PASSPHRASE)
        self._code_field.setVisible(by_code)
        self.other.setText(self.tr("Use the passphrase") if by_code else self.tr("Use the recovery sheet"))
        self.other.setVisible(self._kind is not Secret.NEW_PASSPHRASE)
        if self._kind is Secret.NEW_PASSPHRASE:
            self.state.set_notice(
                self.tr(
                    "Nothing locks this site yet. Choose the passphrase that opens the bench. Without it, and"
                    " without a recovery sheet, nobody can ever read what is stored here."
                ),
                Tone.CAUTION,
            )

    @Slot()
    def _try(self) -> None:
        if self._asked or self._waiting or self._shut:
            return
        text = self._editor().text()
        if not text.strip():
            self._shown_field().set_error(self.tr("Type it first."))
            self._editor().setFocus()
            return
        if self._kind is Secret.NEW_PASSPHRASE and text != self.again.text():
            self._again_field.set_error(self.tr("This is not the same."))
            self.again.setFocus()
            return
        self._wipe()
        self._shown_field().set_error("")
        self._again_field.set_error("")
        self._asked = True
        self._enable()
        self._presenter.unlock(self._kind, text, self._answered)

    def _answered(self, answer: UnlockAnswer) -> None:
        self._asked = False
        if answer.verdict is UnlockVerdict.OPENED:
            self._enable()
            self.opened.emit()
            return
        self._waiting = answer.wait_seconds
        if answer.verdict is UnlockVerdict.DAMAGED:
            self.show_state(answer)
        else:
            self._shown_field().set_error(self._words(answer))
        if self._waiting:
            self._clock.start()
        self._enable()
        self._editor().setFocus()

    def _words(self, answer: UnlockAnswer) -> str:
        match answer.verdict:
            case UnlockVerdict.WRONG if self._kind is Secret.RECOVERY:
                text = self.tr("This is not the recovery code of this site.")
            case UnlockVerdict.WRONG:
                text = self.tr("The passphrase is not right.")
            case UnlockVerdict.WAIT:
                text = self.tr("Too many wrong attempts.")
            case UnlockVerdict.KEY_RING_GONE:
                text = self.tr(
                    "The key ring of this computer no longer holds this site's key. A passphrase that opens"
                    " by itself, or the recovery sheet, still does."
                )
            case UnlockVerdict.DAMAGED:
                text = self.tr(
                    "The file with this site's keys is damaged or missing. Put it back from a backup, then"
                    " start again. {detail}"
                ).format(detail=answer.detail)
            case UnlockVerdict.TOO_SHORT:
                text = self.tr("This is too short: it needs at least twelve letters.")
            case _:
                text = answer.detail or self.tr("The store could not be opened.")
        return f"{text} {self._wait_words()}" if self._waiting else text

    def _wait_words(self) -> str:
        return self.tr("Try again in {seconds} s.").format(seconds=self._waiting)

    def _editor(self) -> QLineEdit:
        return self.code if self._kind is Secret.RECOVERY else self.passphrase

    def _shown_field(self) -> FormField:
        return self._code_field if self._kind is Secret.RECOVERY else self._field

    def _wipe(self) -> None:
        self.passphrase.wipe()
        self.again.wipe()
        self.code.clear()

    def _enable(self) -> None:
        self.submit.setEnabled(not (self._asked or self._waiting or self._shut))
        self.other.setEnabled(not (self._asked or self._shut))
        for editor in (self.passphrase, self.again, self.code):
            editor.setReadOnly(self._asked)
            editor.setEnabled(not self._shut)

"""The first screen, and the same one as a lock: who works at this bench?"""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from borderpost.ui.icons import Icon, IconLabel
from borderpost.ui.kit.card import Card
from borderpost.ui.kit.notice import Notice
from borderpost.ui.kit.scroll import ScrollPage
from borderpost.ui.kit.text import Text
from borderpost.ui.login.own_words import OwnWordsPanel, Renewal
from borderpost.ui.login.panel import CredentialPanel
from borderpost.ui.login.presenter import OfficerCard, Presenter
from borderpost.ui.login.quick import PinPanel, QuickReturn
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Role, Size, Space, TextStyle, Tone


class LoginScreen(look.Themed, QWidget):
    """Site, station and the credential panel amid the window; `accepted` gives the officer's id."""

    accepted = Signal(str)

    def __init__(
        self,
        presenter: Presenter,
        officers: Sequence[OfficerCard],
        site: str = "",
        station: str = "",
        quick: QuickReturn | None = None,
        renewal: Renewal | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """With `quick`, whoever locked the bench comes back by badge and PIN; with `renewal`, whoever was
        given a passphrase chooses their own."""
        super().__init__(parent)
        self._quick = quick
        self._locked_by = ""
        page = ScrollPage()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        self._card = Card()
        self._card.setAccessibleName(self.tr("Sign in"))
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(IconLabel(Icon.SHIELD, Size.ICON_HUGE, Role.ACCENT))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(self.tr("Borderpost"), TextStyle.DISPLAY))
        place = self.tr("{site} · station {station}").format(site=site, station=station)
        words.addWidget(Text(place if site else self.tr("Inspection bench"), muted=True))
        head.addLayout(words, 1)
        self._card.add(head)
        self._card.body.addSpacing(Space.S)
        self._state = Notice("", Tone.INFO)
        self._card.add(self._state)
        self.panel = CredentialPanel(presenter, officers)
        self._card.add(self.panel)
        self.pin = PinPanel(quick) if quick is not None else None
        if self.pin is not None:
            self._card.add(self.pin)
            self.pin.hide()
            self.pin.accepted.connect(self.accepted)
            self.pin.declined.connect(self._to_passphrase)
            self.pin.spent.connect(self._spent)
        self.own = OwnWordsPanel(renewal) if renewal is not None else None
        if self.own is not None:
            self._card.add(self.own)
            self.own.hide()
            self.own.accepted.connect(self._renewed)
            self.own.declined.connect(self._to_passphrase)
            self.panel.given.connect(self._ask_own)
        demo = Notice(
            self.tr("This is a demo site: each officer's passphrase stands beside the role."), Tone.INFO
        )
        demo.setVisible(any(officer.demo_passphrase for officer in officers))
        self._card.add(demo)
        if not officers:
            self.say(self.tr("The roster is empty: nobody can sign in. A supervisor has to load it anew."))
        page.column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        page.column.addStretch(1)
        # an aligned item would be measured at the full width of the page, and come out too low
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._card)
        middle.addStretch(1)
        page.column.addLayout(middle)
        page.column.addStretch(1)
        self.panel.accepted.connect(self.accepted)
        self.restyle()

    def show_locked(self, officer: str, officer_id: str = "") -> None:
        """Say whose work lies beneath; another officer may sign in too."""
        self._locked_by = officer_id
        self._show_pin(False)
        self._state.set_notice(
            self.tr("Locked by {officer}. The work on the bench is kept.").format(officer=officer), Tone.INFO
        )
        self.panel.reset()

    def show_signed_out(self) -> None:
        """Say nothing of anybody."""
        self._locked_by = ""
        self._show_pin(False)
        self._state.set_notice("")
        self.panel.reset()

    def choose(self, badge: str) -> bool:
        """Choose the officer of a badge, ready for the passphrase, or for the PIN of their own locked bench;
        return whether there is one."""
        self._show_pin(False)
        chosen = self.panel.choose(badge)
        if chosen:
            self._state.set_notice("")
            self._offer_pin()
        return chosen

    def set_officers(self, officers: Sequence[OfficerCard]) -> None:
        """Offer these officers: the roster has changed."""
        before = self.panel.chosen()
        self.panel.set_officers(officers, before.officer_id if before is not None else "")

    def press(self) -> None:
        """Do what the button does that is on show."""
        if self._asks_own() and self.own is not None:
            self.own.submit.click()
            return
        (self.pin if self._asks_pin() and self.pin is not None else self.panel).submit.click()

    def clear(self) -> None:
        """Forget what was typed."""
        self._show_pin(False)
        self.panel.reset()

    def say(self, sentence: str) -> None:
        """Say why a command was not obeyed."""
        self._state.set_notice(sentence, Tone.CAUTION)

    def state(self) -> str:
        """Return what is said above the officers, or nothing."""
        return self._state.text()

    def restyle(self) -> None:
        """Set the card's width for the text size in force."""
        self._card.setFixedWidth(min(look.px(460), 860))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on."""
        if self._asks_own() and self.own is not None:
            self.own.new.setFocus(event.reason())
            return
        (self.pin.pin if self._asks_pin() and self.pin else self.panel.passphrase).setFocus(event.reason())

    def showEvent(self, event: QShowEvent) -> None:
        """Put the focus where typing begins."""
        super().showEvent(event)
        self.panel.passphrase.setFocus()

    def _offer_pin(self) -> None:
        """Ask for the PIN where the officer chosen locked this bench and a PIN may be tried."""
        chosen = self.panel.chosen()
        if self._quick is None or chosen is None or chosen.officer_id != self._locked_by:
            return
        officer = chosen.officer_id

        def answered(may: bool) -> None:
            still = self.panel.chosen()
            if may and self._locked_by == officer and still is not None and still.officer_id == officer:
                self._show_pin(True)

        self._quick.may_return(officer, answered)

    def _asks_own(self) -> bool:
        return self.own is not None and not self.own.isHidden()

    @Slot(str, str)
    def _ask_own(self, officer_id: str, given: str) -> None:
        chosen = self.panel.chosen()
        if self.own is None or chosen is None or chosen.officer_id != officer_id:
            return
        self._show_pin(False)
        self._state.set_notice("")
        self.panel.hide()
        self.own.ask(officer_id, chosen.name, given)
        self.own.show()
        self.own.new.setFocus()

    @Slot(str)
    def _renewed(self, officer_id: str) -> None:
        self._show_pin(False)
        self.accepted.emit(officer_id)

    def _show_pin(self, asks: bool) -> None:
        if self.own is not None:
            self.own.reset()
            self.own.hide()
            self.panel.setVisible(not asks)
        if self.pin is None:
            return
        chosen = self.panel.chosen()
        if asks and chosen is not None:
            self.panel.reset()
            self.pin.ask(chosen.officer_id, chosen.name)
        else:
            self.pin.reset()
        self.panel.setVisible(not asks)
        self.pin.setVisible(asks)
        if self.isVisible():
            (self.pin.pin if asks else self.panel.passphrase).setFocus()

    def _asks_pin(self) -> bool:
        return self.pin is not None and not self.pin.isHidden()

    @Slot()
    def _to_passphrase(self) -> None:
        self._show_pin(False)

    @Slot()
    def _spent(self) -> None:
        self._show_pin(False)
        self.say(self.tr("The PIN does not help any more. Type the passphrase."))

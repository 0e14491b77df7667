"""The first screen, and the same one as a lock: who works at this bench?"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from borderpost.ui.icons import Icon, IconLabel
from borderpost.ui.kit.card import Card
from borderpost.ui.kit.notice import Notice
from borderpost.ui.kit.scroll import ScrollPage
from borderpost.ui.kit.text import Text
from borderpost.ui.login.panel import CredentialPanel
from borderpost.ui.login.presenter import OfficerCard, Presenter
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
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
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

    def show_locked(self, officer: str) -> None:
        """Say whose work lies beneath; another officer may sign in too."""
        self._state.set_notice(
            self.tr("Locked by {officer}. The work on the bench is kept.").format(officer=officer), Tone.INFO
        )
        self.panel.reset()

    def show_signed_out(self) -> None:
        """Say nothing of anybody."""
        self._state.set_notice("")
        self.panel.reset()

    def choose(self, badge: str) -> bool:
        """Choose the officer of a badge, ready for the passphrase; return whether there is one."""
        chosen = self.panel.choose(badge)
        if chosen:
            self._state.set_notice("")
        return chosen

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
        self.panel.passphrase.setFocus(event.reason())

    def showEvent(self, event: QShowEvent) -> None:
        """Put the focus where typing begins."""
        super().showEvent(event)
        self.panel.passphrase.setFocus()

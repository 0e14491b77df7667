"""The bar along the top: where we are, who works here, and how the station is."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from borderpost.ui.icons import Icon, IconLabel
from borderpost.ui.kit.badge import StatusPill
from borderpost.ui.kit.button import Button, ButtonKind
from borderpost.ui.kit.text import Text
from borderpost.ui.theme.tokens import Role, Size, Space, TextStyle, Tone

# Where room is short, what asks for nothing goes down to its shape first.
_LOUDNESS = (Tone.NEUTRAL, Tone.POSITIVE, Tone.INFO)


class TopBar(QFrame):
    """Site and station, state pills in their order of arrival, the officer, and the lock."""

    lock_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("topbar", True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.M, Space.S)
        row.setSpacing(Space.M)
        place = QVBoxLayout()
        place.setSpacing(0)
        self._screen = Text("", TextStyle.TITLE)
        self._site = Text("", TextStyle.CAPTION, muted=True)
        place.addWidget(self._screen)
        place.addWidget(self._site)
        row.addLayout(place)
        row.addStretch(1)
        self._pills = QHBoxLayout()
        self._pills.setSpacing(Space.S)
        row.addLayout(self._pills)
        self._by_name: dict[str, StatusPill] = {}
        self._compact = False
        self._picture = IconLabel(Icon.OFFICER, Size.ICON_LARGE, Role.MUTED)
        row.addSpacing(Space.S)
        row.addWidget(self._picture)
        person = QVBoxLayout()
        person.setSpacing(0)
        self._officer = Text("", TextStyle.STRONG)
        self._role = Text("", TextStyle.CAPTION, muted=True)
        person.addWidget(self._officer)
        person.addWidget(self._role)
        row.addLayout(person)
        self.lock = Button(self.tr("Lock"), ButtonKind.NORMAL, Icon.LOCK, "Ctrl+L")
        self.lock.clicked.connect(self.lock_asked)
        row.addWidget(self.lock)

    def set_screen(self, title: str) -> None:
        """Name the current screen."""
        self._screen.setText(title)

    def set_place(self, site: str, station: str) -> None:
        """Name the site and the station."""
        self._site.setText(self.tr("{site} · station {station}").format(site=site, station=station))

    def set_officer(self, name: str, role: str) -> None:
        """Name the officer who works here."""
        self._officer.setText(name)
        self._role.setText(role)

    def set_status(self, name: str, text: str, tone: Tone, icon: Icon | None = None, tip: str = "") -> None:
        """Show the state of one thing (journal, camera, scanner, exchange); empty text hides its pill."""
        pill = self._by_name.get(name)
        if pill is None:
            pill = StatusPill()
            self._by_name[name] = pill
            self._pills.addWidget(pill)
        pill.set_status(text, tone, icon)
        pill.setToolTip(tip or text)
        pill.setVisible(bool(text))
        self._fold()

    def set_compact(self, compact: bool) -> None:
        """Show states by their shape only, where the window is narrow for its text."""
        self._compact = compact
        self._picture.setVisible(not compact)
        self._site.setVisible(not compact)
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many states in words as there is room for."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Show states by their shape only until the others fit: the quiet ones first, the earliest first."""
        pills = [pill for pill in self._by_name.values() if not pill.isHidden()]
        words = [pill.full_width() - pill.compact_width() for pill in pills]
        shapes = sum(pill.compact_width() + self._pills.spacing() for pill in pills)
        room = 0 if self._compact else self.width() - self._without_pills() - shapes - sum(words)
        loudness = [
            _LOUDNESS.index(one.tone()) if one.tone() in _LOUDNESS else len(_LOUDNESS) for one in pills
        ]
        for at in sorted(range(len(pills)), key=loudness.__getitem__):
            folded = self._compact or room < 0
            if folded:
                room += words[at]
            pills[at].set_compact(folded)

    def _without_pills(self) -> int:
        """Return the width that everything else takes, in pixels."""
        row = self.layout()
        return 0 if row is None else row.sizeHint().width() - self._pills.sizeHint().width()

    def status(self, name: str) -> str:
        """Return the text of a pill, or nothing."""
        pill = self._by_name.get(name)
        return pill.text() if pill else ""

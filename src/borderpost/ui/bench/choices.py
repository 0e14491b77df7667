"""Numbered ways to go on: which of several declarations, or which of several numbers, is meant."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from borderpost.domain.identifiers import s10
from borderpost.ui.bench.filled import Filled
from borderpost.ui.kit import Button, ButtonKind, LaneBadge, ShortcutHint, Text, ltr
from borderpost.ui.theme.tokens import Space
from borderpost.ui.words.amounts import day_text, isolated, shortened, weight_text
from borderpost.ui.words.scans import code_text
from borderpost.work.scanning import Candidate

MOST = 9
"""As many have a key: Alt+1 to Alt+9."""
_LONGEST_NAME, _LONGEST_GOODS = 20, 60


class Choices(QWidget):
    """Buttons with keys Alt+1, Alt+2 …; `chosen` gives the place in the list, from 0."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = Filled(spacing=Space.XS)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._rows)
        self._buttons: list[Button] = []
        self.setVisible(False)

    def offer_numbers(self, numbers: Sequence[str]) -> None:
        """Offer numbers: what a misread one may have been meant to be, or those seen side by side."""
        self._put_up([(s10.format_display(code_text(number)), None) for number in numbers[:MOST]], current=-1)

    def offer_declarations(self, candidates: Sequence[Candidate], current: int) -> None:
        """Offer declarations that bear the same number; the current one is marked."""
        entries = [(self._words(candidate), candidate) for candidate in candidates[:MOST]]
        self._put_up(entries if len(entries) > 1 else [], current)

    def take_down(self) -> None:
        """Offer nothing."""
        self._put_up([], current=-1)

    def buttons(self) -> list[Button]:
        """Return the buttons, in order."""
        return list(self._buttons)

    def choose(self, place: int) -> None:
        """Take the choice at a place, as its key does; none where there is no such place."""
        if 0 <= place < len(self._buttons):
            self.chosen.emit(place)

    def _put_up(self, entries: Sequence[tuple[str, Candidate | None]], current: int) -> None:
        self._buttons = []
        rows: list[QWidget] = []
        for place, (words, candidate) in enumerate(entries):
            key = f"Alt+{place + 1}"
            button = Button(words if candidate else ltr(words).replace("&", "&&"), ButtonKind.NORMAL, key=key)
            button.setObjectName(str(place))
            button.setCheckable(candidate is not None)
            button.setChecked(place == current)
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            button.clicked.connect(self._pressed)
            self._buttons.append(button)
            row = QWidget()
            across = QHBoxLayout(row)
            across.setContentsMargins(0, 0, 0, 0)
            across.setSpacing(Space.S)
            across.addWidget(ShortcutHint(key))
            if candidate is not None:
                across.addWidget(LaneBadge(candidate.assessment.lane))
            across.addWidget(button)
            detail = Text(self._detail(candidate) if candidate else "", wrap=True)
            button.setAccessibleDescription(detail.text())
            across.addWidget(detail, 1)
            rows.append(row)
        self._rows.fill(rows)
        self.setVisible(bool(rows))

    def _words(self, candidate: Candidate) -> str:
        held = candidate.held
        if held is None:
            return self.tr("No declaration")
        declaration = held.declaration
        words = self.tr("{sender} to {addressee}").format(
            sender=_name(declaration.sender.display_name), addressee=_name(declaration.addressee.display_name)
        )
        # an ampersand would be taken for the mark of a key
        return words.replace("&", "&&")

    def _detail(self, candidate: Candidate) -> str:
        if candidate.held is None:
            return ""
        declaration = candidate.held.declaration
        goods = declaration.lines[0].description if declaration.lines else self.tr("no contents")
        weight = weight_text(declaration.gross_weight_kg)
        parts = (
            isolated(shortened(" ".join(goods.split()), _LONGEST_GOODS)),
            weight,
            day_text(candidate.item_date),
        )
        return " · ".join(part for part in parts if part)

    @Slot()
    def _pressed(self) -> None:
        self.chosen.emit(int(self.sender().objectName()))


def _name(text: str) -> str:
    return isolated(shortened(" ".join(text.split()), _LONGEST_NAME)) or "–"

"""A sender or an addressee as an address label would show them."""

from PySide6.QtWidgets import QWidget

from borderpost.domain.declaration import Party
from borderpost.ui.bench.filled import Filled
from borderpost.ui.kit import Panel, Text, ltr, selectable
from borderpost.ui.theme.tokens import Space, TextStyle
from borderpost.ui.words.amounts import isolated


class PartyView(Panel):
    """Each line by itself, in the direction of its own script, at the leading edge."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.setAccessibleName(title)
        self._lines = Filled(spacing=Space.HAIR)
        self.add(Text(title, TextStyle.CAPTION, muted=True))
        self.add(self._lines)
        self.body.addStretch(1)

    def show_party(self, party: Party) -> None:
        """Show whoever was declared; what was not is left out, but a missing name is said."""
        name = party.display_name or self.tr("No name was declared")
        shown: list[QWidget] = [self._line(name, TextStyle.STRONG)]
        if party.company and party.name:
            shown.append(self._line(party.name))
        shown += [self._line(line) for line in party.lines if line.strip()]
        place = " ".join(
            isolated(part) for part in (party.postcode, party.city, party.region) if part.strip()
        )
        shown += [self._line(part) for part in (place, self._country(party.country)) if part]
        for label, value in (
            (self.tr("Telephone {value}"), party.phone),
            (self.tr("E-mail {value}"), party.email),
            (self.tr("Reference {value}"), party.reference),
        ):
            if value:
                shown.append(self._line(label.format(value=ltr(value)), TextStyle.CAPTION))
        self._lines.fill(shown)

    def words(self) -> str:
        """Return everything that it shows, a line each."""
        return "\n".join(line.text() for line in self._lines.held() if isinstance(line, Text))

    def _country(self, code: str) -> str:
        return code or self.tr("No country was declared")

    def _line(self, text: str, style: TextStyle = TextStyle.BODY) -> Text:
        label = Text(text, style, wrap=True)
        selectable(label)
        label.setAccessibleName(f"{self._title}: {text}")
        return label

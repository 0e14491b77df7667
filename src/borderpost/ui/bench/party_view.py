"""A sender or an addressee as an address label would show them."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from borderpost.domain.declaration import Party
from borderpost.ui.bench.reused import Reused
from borderpost.ui.kit import Panel, Paragraph, Text, ltr, selectable
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Space, TextStyle
from borderpost.ui.words.amounts import isolated

_NAME, _CAPTION = TextStyle.STRONG, TextStyle.CAPTION
_WAYS_TO_REACH = 3
_USUAL_LINES = 4  # besides the name, and one of how to reach it


class PartyView(look.Themed, Panel):
    """Each line by itself, in the direction of its own script, at the leading edge.

    It takes the room of a usual address also for a short one: what stands beneath stays where the eye found
    it on the parcel before, and need not be laid out and painted anew.
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        self._usual = 0
        super().__init__(parent)
        self._title = title
        self.setAccessibleName(title)
        self._name = _line(_NAME)
        self._address = Reused(_line, spacing=Space.HAIR)
        self._reached = Reused(lambda: _line(_CAPTION), spacing=Space.HAIR)
        lines = QVBoxLayout()
        lines.setSpacing(Space.HAIR)
        lines.addWidget(self._name)
        lines.addLayout(self._address.box)
        lines.addLayout(self._reached.box)
        self.add(Text(title, _CAPTION, muted=True))
        self.body.addLayout(lines)
        self.body.addStretch(1)
        self.restyle()

    def restyle(self) -> None:
        """Take room for a usual address at the text size in force."""
        captions, name, lines = look.metrics(_CAPTION), look.metrics(_NAME), look.metrics(TextStyle.BODY)
        words = 2 * captions.height() + name.height() + _USUAL_LINES * lines.height()
        self._usual = words + (_USUAL_LINES + 1) * Space.HAIR + 3 * Space.S
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """The room of a usual address, or of this one where it is longer."""
        least = super().minimumSizeHint()
        return QSize(least.width(), max(least.height(), self._usual))

    def make_ready(self) -> None:
        """Make the lines of a long address."""
        self._address.make_ready(_USUAL_LINES + 1)
        self._reached.make_ready(_WAYS_TO_REACH)

    def show_party(self, party: Party) -> None:
        """Show whoever was declared; what was not is left out, but a missing name is said."""
        name = party.display_name or self.tr("No name was declared")
        self._say(self._name, name)
        shown = [party.name] if party.company and party.name else []
        shown += [line for line in party.lines if line.strip()]
        place = " ".join(
            isolated(part) for part in (party.postcode, party.city, party.region) if part.strip()
        )
        shown += [part for part in (place, self._country(party.country)) if part]
        self._address.show_each(shown, self._say)
        reached = (
            (self.tr("Telephone {value}"), party.phone),
            (self.tr("E-mail {value}"), party.email),
            (self.tr("Reference {value}"), party.reference),
        )
        self._reached.show_each(
            [label.format(value=ltr(value)) for label, value in reached if value], self._say
        )

    def words(self) -> str:
        """Return everything that it shows, a line each."""
        lines = (self._name, *self._address.held(), *self._reached.held())
        return "\n".join(line.text() for line in lines)

    def _country(self, code: str) -> str:
        return code or self.tr("No country was declared")

    def _say(self, line: Text, text: str) -> None:
        line.setText(text)
        line.setAccessibleName(f"{self._title}: {text}")


def _line(style: TextStyle = TextStyle.BODY) -> Paragraph:
    label = Paragraph("", style)
    selectable(label)
    return label

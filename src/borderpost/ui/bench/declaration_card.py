"""Everything that was declared for the item, as the officer reads it against the parcel."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from borderpost.domain.declaration import Declaration
from borderpost.domain.money import ARITHMETIC
from borderpost.ui.bench.amendment import Change
from borderpost.ui.bench.contents import ContentsTable
from borderpost.ui.bench.filled import Filled
from borderpost.ui.bench.party_view import PartyView
from borderpost.ui.bench.reused import Reused
from borderpost.ui.icons import Icon
from borderpost.ui.kit import (
    Button,
    ButtonKind,
    Card,
    EmptyState,
    Heading,
    KeyValueGrid,
    Notice,
    Panel,
    Paragraph,
    ShortcutHint,
    Text,
)
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Space, TextStyle, Tone
from borderpost.ui.words.amounts import (
    day_text,
    isolated,
    moment_text,
    money_text,
    shortened,
    total_text,
    weight_text,
)
from borderpost.ui.words.declared import class_word, declared_field, nature_word, warning_sentence
from borderpost.work.ports import Held

CHANGES_KEY = "F9"
_CHANGES_SHOWN = 40
_FACT_WIDTH = 205  # px at 100 % text size
_WARNINGS_SHOWN = 12
_WARNINGS, _FURTHER = 4, (4, 3)
_LONGEST_CHANGE = 160

Fact = tuple[str, str, bool]


class DeclarationCard(look.Themed, Card):
    """Shows one declaration, or that there is none; `changes_button` asks what an amendment changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.changes_button = Button(self.tr("What changed"), ButtonKind.QUIET, Icon.HISTORY, CHANGES_KEY)
        self._changes_hint = ShortcutHint(CHANGES_KEY)
        self.header.addWidget(self._changes_hint)
        self.header.addWidget(self.changes_button)
        self._nothing = EmptyState(
            Icon.MAIL,
            self.tr("No declaration"),
            self.tr("Nothing has arrived for this number, from any source."),
        )
        self._whole = QWidget()
        column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        self._changes = Filled(spacing=Space.XS)
        self._warnings = Reused(Notice, spacing=0)
        self._more_warnings = Text("", muted=True)
        self.sender_view = PartyView(self.tr("Sender"))
        self.addressee_view = PartyView(self.tr("Addressee"))
        parties = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        parties.setSpacing(Space.S)
        parties.addWidget(self.sender_view, 1)
        parties.addWidget(self.addressee_view, 1)
        self.facts = KeyValueGrid(1)
        self.further = KeyValueGrid(2)
        self._contents_heading = Heading("")
        self.contents = ContentsTable()
        self._message = Paragraph("", TextStyle.CAPTION, muted=True)
        column.addWidget(self._changes)
        column.addLayout(parties)
        column.addWidget(self.facts)
        column.addWidget(self._contents_heading)
        column.addWidget(self.contents)
        column.addWidget(self.further)
        warnings = QVBoxLayout()
        warnings.setSpacing(0)
        warnings.addLayout(self._warnings.box)
        warnings.addWidget(self._more_warnings)
        column.addLayout(warnings)
        column.addWidget(self._message)
        # what is too much for one parcel's words: shared out among them it would move them all
        column.addStretch(1)
        self.add(self._nothing)
        self.add(self._whole)
        self._changes.fill([])
        self._columns = 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the facts in as many columns as fit."""
        super().resizeEvent(event)
        self.restyle()

    def restyle(self) -> None:
        """Share the room anew at another text size."""
        columns = max(1, min(3, self.width() // look.px(_FACT_WIDTH)))
        if columns != self._columns:
            self._columns = columns
            self.facts.set_columns(columns)

    def make_ready(self) -> None:
        """Make what a declaration that says much needs."""
        for party in (self.sender_view, self.addressee_view):
            party.make_ready()
        self._warnings.make_ready(_WARNINGS)
        self.further.make_ready(*_FURTHER)

    def containers(self) -> list[QWidget]:
        """Return everything in it that lays out what a declaration changes."""
        return [
            self,
            self._whole,
            self.sender_view,
            self.addressee_view,
            self.facts,
            self.further,
            self.contents,
        ]

    def show_held(self, held: Held | None, lanes: Mapping[int, Tone]) -> None:
        """Show a declaration; `lanes` are the tones of the lines that profiles named."""
        self._nothing.setVisible(held is None)
        self._whole.setVisible(held is not None)
        for widget in (self._changes_hint, self.changes_button):
            widget.setVisible(held is not None and held.versions > 1)
        self._changes.fill([])
        if held is None:
            self.set_title(self.tr("Declaration"))
            return
        declaration = held.declaration
        version = self.tr("version {version}").format(version=declaration.message.version)
        self.set_title(self.tr("Declaration"), version)
        self.sender_view.show_party(declaration.sender)
        self.addressee_view.show_party(declaration.addressee)
        self.facts.set_rows(list(self._always(declaration)))
        further = list(self._where_declared(declaration))
        self.further.set_rows(further)
        self.further.setVisible(bool(further))
        self._contents_heading.setText(self._heading(len(declaration.lines)))
        self.contents.setVisible(bool(declaration.lines))
        self.contents.show_lines(declaration.lines, lanes)
        self._show_warnings(declaration)
        self._message.setText(self._origin(declaration))

    def show_changes(self, changes: list[Change], before: int, after: int) -> None:
        """Show what version `after` says otherwise than version `before`."""
        heading = self.tr("Version {after} against version {before}").format(after=after, before=before)
        panel = Panel()
        panel.add(Text(heading, TextStyle.STRONG))
        for change in changes[:_CHANGES_SHOWN]:
            panel.add(Paragraph(self._change(change)))
        left = len(changes) - _CHANGES_SHOWN
        if left > 0:
            panel.add(Text(self.tr("and {count} more").format(count=left), muted=True))
        if not changes:
            panel.add(Paragraph(self.tr("The content is the same.")))
        self._changes.fill([panel])

    def changes_shown(self) -> bool:
        """Tell whether the changes are on show."""
        return bool(self._changes.held())

    def hide_changes(self) -> None:
        """Take the changes away."""
        self._changes.fill([])

    def _heading(self, lines: int) -> str:
        if lines == 1:
            return self.tr("Contents: 1 line")
        return (
            self.tr("Contents: {count} lines").format(count=lines)
            if lines
            else self.tr("No contents declared")
        )

    def _change(self, change: Change) -> str:
        nothing = self.tr("nothing")
        return self.tr("{field}: was {before}, is now {after}").format(
            field=declared_field(change.field),
            before=isolated(shortened(change.before, _LONGEST_CHANGE)) or nothing,
            after=isolated(shortened(change.after, _LONGEST_CHANGE)) or nothing,
        )

    def _always(self, declaration: Declaration) -> Iterator[Fact]:
        net = [line.net_weight_kg for line in declaration.lines if line.net_weight_kg is not None]
        total = Decimal(0)
        for weight in net:
            total = ARITHMETIC.add(total, weight)
        yield self.tr("Nature"), nature_word(declaration.nature), False
        yield self.tr("Total value"), total_text(line.value for line in declaration.lines), False
        yield self.tr("Gross weight"), weight_text(declaration.gross_weight_kg), False
        yield self.tr("Class"), class_word(declaration.mail_class), False
        yield self.tr("Postage"), money_text(declaration.postage), False
        yield self.tr("Net weight"), weight_text(total) if net else "", False
        yield self.tr("Posted on"), day_text(declaration.posted_on), False
        yield self.tr("From office"), declaration.origin_office, True
        yield self.tr("To office"), declaration.destination_office, True

    def _where_declared(self, declaration: Declaration) -> Iterator[Fact]:
        seller = declaration.seller
        facts: list[Fact] = [
            (self.tr("Insured for"), money_text(declaration.insured_value), False),
            (self.tr("Receptacle"), declaration.receptacle_id, True),
            (self.tr("Other numbers"), ", ".join(declaration.alternate_ids), True),
            (self.tr("Seller"), seller.name, False),
            (self.tr("Platform"), seller.platform, False),
            (self.tr("IOSS number"), seller.ioss, True),
        ]
        documents = ", ".join(f"{one.type} {one.number}".strip() for one in declaration.documents)
        facts.append((self.tr("Documents"), documents, False))
        yield from (fact for fact in facts if fact[1].strip())

    def _show_warnings(self, declaration: Declaration) -> None:
        sentences = list(dict.fromkeys(map(warning_sentence, declaration.warnings)))
        self._warnings.show_each(
            sentences[:_WARNINGS_SHOWN], lambda notice, sentence: notice.set_notice(sentence, Tone.CAUTION)
        )
        left = len(sentences) - _WARNINGS_SHOWN
        self._more_warnings.setText(self.tr("and {count} more oddities").format(count=left))
        self._more_warnings.setVisible(left > 0)

    def _origin(self, declaration: Declaration) -> str:
        message = declaration.message
        return self.tr("Message {id}, version {version}, from {source}, received {when}").format(
            id=message.id,
            version=message.version,
            source=message.source or "–",
            when=moment_text(message.received_at),
        )

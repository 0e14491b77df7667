"""The record of an inspection as cards: why selected, declared, done, found, listed, kept, decided."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from borderpost.domain.risk.assessment_plain import NotAnAssessment, assessment_from_plain
from borderpost.ui.desk import Desk
from borderpost.ui.kit import Card, KeyValueGrid, Notice, ScrollPage
from borderpost.ui.story import told
from borderpost.ui.story.declared import declared_lines, declared_rows
from borderpost.ui.story.photographs import StoryPhotographs
from borderpost.ui.story.story import Story
from borderpost.ui.story.table import FactTable, Heading, Line
from borderpost.ui.words.acts import lane_text
from borderpost.ui.words.indications import indication_sentences
from borderpost.ui.words.names import own
from borderpost.ui.words.reasons import ReasonPart, note_sentences, reason_parts, reason_sentence
from borderpost.work.due import deadlines_of


class RecordPage(ScrollPage):
    """A column of cards that the arrow and page keys scroll; `photograph_opened` gives an entry's id."""

    photograph_opened = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAccessibleName(self.tr("Record of the inspection"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        entry = Heading(self.tr("Entry"), 9)
        officer = Heading(self.tr("Officer"), 20)
        time = Heading(self.tr("Time"), 13)
        number = Heading(self.tr("No."), 6)
        hs = Heading(self.tr("HS code"), 13, code=True)
        self.reasons = self._table(
            self.tr("Why it was selected"),
            (Heading(self.tr("Profile"), 34), Heading(self.tr("Lane"), 12), Heading(self.tr("What matched"))),
        )
        self.declaration = KeyValueGrid(1)
        self.undeclared = Notice()
        self.declared = FactTable(
            self.tr("Declared contents"),
            (
                number,
                Heading(self.tr("Description")),
                Heading(self.tr("Quantity"), 14),
                Heading(self.tr("Net weight"), 15),
                Heading(self.tr("Value"), 17),
                hs,
                Heading(self.tr("Origin"), 9),
            ),
        )
        card = Card(self.tr("Declared"))
        card.add(self.undeclared)
        card.add(self.declaration)
        card.add(self.declared)
        self.add(card)
        self.steps = self._table(
            self.tr("Steps"),
            (time, Heading(self.tr("Step")), Heading(self.tr("Result"), 20), officer, entry),
        )
        self.findings = self._table(self.tr("Findings"), (time, Heading(self.tr("Finding")), officer, entry))
        self.goods = self._table(
            self.tr("Goods listed"),
            (
                number,
                Heading(self.tr("Goods")),
                Heading(self.tr("Quantity"), 16),
                Heading(self.tr("Brand"), 15),
                Heading(self.tr("Right"), 15),
                hs,
                entry,
            ),
        )
        self.photographs = StoryPhotographs(desk)
        self.photographs.opened.connect(self.photograph_opened)
        self._photographs_card = Card(self.tr("Photographs"))
        self._photographs_card.add(self.photographs)
        self.add(self._photographs_card)
        self.bags = self._table(
            self.tr("Bags and seals"),
            (
                Heading(self.tr("Bag"), 30, code=True),
                Heading(self.tr("Seal"), 30, code=True),
                Heading(self.tr("Lines")),
                entry,
            ),
        )
        self.custody = self._table(
            self.tr("Custody"),
            (
                Heading(self.tr("Exhibit"), 15, code=True),
                Heading(self.tr("Place"), 17),
                Heading(self.tr("From"), 12),
                Heading(self.tr("Until"), 12),
                Heading(self.tr("By"), 14),
                Heading(self.tr("Seal"), 12, code=True),
                Heading(self.tr("kg"), 6),
                Heading(self.tr("Alarm"), 12),
            ),
        )
        self.limits = self._table(
            self.tr("Time limits"),
            (
                Heading(self.tr("Left"), 20),
                Heading(self.tr("Last day"), 15),
                Heading(self.tr("What follows")),
                Heading(self.tr("Length"), 20),
            ),
        )
        self.formalities = self._table(
            self.tr("Consents, notices, answers"),
            (time, Heading(self.tr("What was recorded")), officer, entry),
        )
        self.notes = self._table(self.tr("Remarks"), (time, Heading(self.tr("Remark")), officer, entry))
        self.documents = self._table(
            self.tr("Documents"),
            (Heading(self.tr("Time"), 24), Heading(self.tr("Document")), officer, entry),
        )
        self.column.addStretch(1)

    def set_story(self, story: Story, *, afresh: bool) -> None:
        """Show a story; `afresh` says that it has just been opened."""
        _fill(self.reasons, _reason_lines(story))
        self._set_declaration(story)
        _fill(self.steps, told.step_lines(story))
        _fill(self.findings, told.finding_lines(story))
        _fill(self.goods, told.goods_lines(story))
        self.photographs.set_story(story, afresh=afresh)
        self._photographs_card.setVisible(bool(self.photographs.strip.photos()))
        _fill(self.bags, told.bag_lines(story))
        _fill(self.custody, told.custody_lines(story))
        now = self._desk.clock()
        _fill(self.limits, told.limit_lines(deadlines_of(self._desk.law, story.state, now), now))
        _fill(self.formalities, told.formality_lines(story))
        _fill(self.notes, told.note_lines(story))
        _fill(self.documents, told.document_lines(story))
        if afresh:
            self.verticalScrollBar().setValue(0)

    def _table(self, title: str, headings: tuple[Heading, ...]) -> FactTable:
        table = FactTable(title, headings)
        card = Card(title)
        card.add(table)
        self.add(card)
        return table

    def _set_declaration(self, story: Story) -> None:
        declaration = story.state.declaration
        self.declaration.setVisible(declaration is not None)
        self.declared.setVisible(declaration is not None)
        missing = self.tr("No declaration was held for this item when it was taken up.")
        self.undeclared.set_notice("" if declaration is not None else missing)
        if declaration is not None:
            self.declaration.set_rows(declared_rows(declaration, story.state.declaration_digest))
            self.declared.set_lines(declared_lines(declaration))


def _fill(table: FactTable, lines: list[Line]) -> None:
    table.set_lines(lines)
    card = table.parentWidget()
    if card is not None:
        card.setVisible(bool(lines))


def _reason_lines(story: Story) -> list[Line]:
    try:
        assessment = assessment_from_plain(story.state.assessment)
    except NotAnAssessment:
        # of an older program: at least the titles of what hit
        hits = story.state.assessment.get("hits")
        plain = [hit for hit in hits if isinstance(hit, dict)] if isinstance(hits, list) else []
        return [
            Line((own(str(hit.get("title", ""))), lane_text(str(hit.get("lane", ""))), "")) for hit in plain
        ]
    parts: dict[tuple[str, str], list[ReasonPart]] = {}
    for part in reason_parts(assessment):
        parts.setdefault((part.profile, part.version), []).append(part)
    # what a profile tells the officer to do stands once, with the first of its clauses
    lines = [
        Line(
            (part.title, lane_text(part.lane), reason_sentence(part)),
            part.instruction if place == 0 or not part.profile else "",
        )
        for group in parts.values()
        for place, part in enumerate(group)
    ]
    told = (*indication_sentences(assessment.indications), *note_sentences(assessment))
    return lines + [Line(("", "", sentence)) for sentence in told]

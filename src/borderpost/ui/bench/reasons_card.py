"""Why the lane is what it is: each profile that hit, what matched, and what it asks the officer to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from borderpost.domain.declaration import Declaration
from borderpost.domain.risk.assess import RANDOM_LANE
from borderpost.domain.risk.assessment import Assessment, Drawn, Hit, NoteKind
from borderpost.domain.risk.indication import Indication
from borderpost.domain.risk.quality import Quality
from borderpost.ui.bench.reused import Reused
from borderpost.ui.icons import Icon
from borderpost.ui.kit import (
    Card,
    LaneBadge,
    MarkedParagraph,
    Notice,
    Panel,
    Paragraph,
    Rule,
    Text,
    selectable,
)
from borderpost.ui.theme.tokens import Role, Size, Space, TextStyle, Tone
from borderpost.ui.words.indications import indication_sentences, random_sentence, random_title
from borderpost.ui.words.quality import group_sentence, quality_title, shortfall_sentences
from borderpost.ui.words.reasons import hit_parts, note_sentences, reason_sentence

_SENTENCES_SHOWN = 12
_HITS, _SENTENCES = 3, 5


class ReasonsCard(Card):
    """Shows one assessment."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Why"))
        self._hits = Reused(_HitView, spacing=Space.M)
        self._random = _RandomView()
        self._undeclared = _Undeclared()
        self._nothing = Notice(self.tr("No profile found anything against this declaration."), Tone.POSITIVE)
        self._oddities = _Oddities()
        self._quality = _QualityView()
        self._notes_rule = Rule()
        self._notes = Reused(Notice, spacing=Space.M)
        column = QVBoxLayout()
        column.setSpacing(Space.M)
        self.body.addLayout(column)
        column.addLayout(self._hits.box)
        for section in (self._random, self._undeclared, self._nothing, self._oddities, self._quality):
            column.addWidget(section)
        column.addWidget(self._notes_rule)
        column.addLayout(self._notes.box)
        column.addStretch(1)

    def make_ready(self) -> None:
        """Make what a parcel with several reasons needs."""
        for view in self._hits.make_ready(_HITS):
            view.make_ready()
        self._oddities.make_ready()
        self._quality.make_ready()
        self._notes.make_ready(1)

    def containers(self) -> list[QWidget]:
        """Return everything in it that lays out what an assessment changes."""
        return [self, self._random, self._oddities, self._quality, *self._hits.held()]

    def show_assessment(self, assessment: Assessment, declaration: Declaration | None) -> None:
        """Show the hits, the most severe first, then what could not be told."""
        hits, drawn = assessment.hits, assessment.drawn
        self._hits.show_each(list(enumerate(hits)), _show_hit)
        chosen = drawn is not None and drawn.chosen
        if drawn is not None and chosen:
            self._random.show_drawn(drawn, ruled=bool(hits))
        self._random.setVisible(chosen)
        self._undeclared.setVisible(declaration is None)
        self._nothing.setVisible(declaration is not None and not hits)
        if assessment.indications:
            self._oddities.show_indications(assessment.indications)
        self._oddities.setVisible(bool(assessment.indications))
        quality = assessment.quality if assessment.quality and assessment.quality.remarks else None
        if quality is not None:
            self._quality.show_quality(quality)
        self._quality.setVisible(quality is not None)
        sentences = [
            sentence
            for note, sentence in zip(assessment.notes, note_sentences(assessment), strict=True)
            if note.kind is not NoteKind.NO_DECLARATION
        ]
        self._notes_rule.setVisible(bool(sentences))
        self._notes.show_each(sentences, lambda notice, sentence: notice.set_notice(sentence, Tone.INFO))
        count = len(hits)
        note = self.tr("1 profile") if count == 1 else self.tr("{count} profiles").format(count=count)
        self.set_title(self.tr("Why"), note if count else "")


class _Section(QWidget):
    """A column of its own, with a hairline above where something stands before it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rule = Rule()
        self.column = QVBoxLayout()
        self.column.setSpacing(Space.XS)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.M)
        whole.addWidget(self.rule)
        whole.addLayout(self.column)


class _Undeclared(_Section):
    """That nothing was declared, and what to do about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rule.hide()
        nothing = self.tr("Nothing was declared under this number before the parcel arrived.")
        self.column.addWidget(Notice(nothing, Tone.CAUTION))
        instruction = self.tr(
            "Read the form on the parcel (CN 22 or CN 23), compare the number, and examine it."
        )
        self.column.addWidget(_Instruction(instruction))


class _RandomView(_Section):
    """That the item was drawn by chance, told apart from every profile."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(LaneBadge(RANDOM_LANE), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Paragraph(random_title(), TextStyle.HEADING), 1)
        self._sentence = _Sentence()
        instruction = self.tr("Examine it like any other, and record what you find, also if it is nothing.")
        self._source = _source()
        self.column.addLayout(head)
        self.column.addWidget(self._sentence)
        self.column.addWidget(_Instruction(instruction))
        self.column.addWidget(self._source)

    def show_drawn(self, drawn: Drawn, *, ruled: bool) -> None:
        """Show one draw."""
        self.rule.setVisible(ruled)
        self._sentence.setText(random_sentence(drawn))
        self._source.setText(self.tr("Sealed draw {key}").format(key=drawn.key_id))


class _Oddities(_Section):
    """What seems odd beside the profiles, and proves nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentences = Reused(_Sentence, spacing=Space.XS)
        self.column.addWidget(Paragraph(self.tr("Worth a second look"), TextStyle.STRONG))
        self.column.addLayout(self._sentences.box)

    def make_ready(self) -> None:
        """Make the usual sentences."""
        self._sentences.make_ready(_SENTENCES)

    def show_indications(self, indications: tuple[Indication, ...]) -> None:
        """Show the first dozen."""
        self._sentences.show_each(indication_sentences(indications[:_SENTENCES_SHOWN]), _Sentence.setText)


class _QualityView(_Section):
    """How good the declaration is, and what it falls short of."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Paragraph("", TextStyle.STRONG)
        self._group = Paragraph("", muted=True)
        self._sentences = Reused(_Sentence, spacing=Space.XS)
        self.column.addWidget(self._title)
        self.column.addWidget(self._group)
        self.column.addLayout(self._sentences.box)

    def make_ready(self) -> None:
        """Make the usual sentences."""
        self._sentences.make_ready(_SENTENCES)

    def show_quality(self, quality: Quality) -> None:
        """Show one declaration's quality."""
        self._title.setText(quality_title(quality))
        self._group.setText(group_sentence(quality))
        self._sentences.show_each(shortfall_sentences(quality)[:_SENTENCES_SHOWN], _Sentence.setText)


class _HitView(_Section):
    """One profile that hit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lane = LaneBadge()
        self._title = Paragraph("", TextStyle.HEADING)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self._lane, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        self._sentences = Reused(_Sentence, spacing=Space.XS)
        self._more = Text("", muted=True)
        self._instruction = _Instruction()
        self._source = _source()
        self.column.addLayout(head)
        self.column.addLayout(self._sentences.box)
        for widget in (self._more, self._instruction, self._source):
            self.column.addWidget(widget)

    def make_ready(self) -> None:
        """Make the usual sentences."""
        self._sentences.make_ready(_SENTENCES)

    def show_hit(self, hit: Hit, *, ruled: bool) -> None:
        """Show one hit."""
        self.rule.setVisible(ruled)
        self._lane.set_lane(hit.lane)
        self._title.setText(hit.title)
        parts = hit_parts(hit)
        self._sentences.show_each(
            [reason_sentence(part) for part in parts[:_SENTENCES_SHOWN]], _Sentence.setText
        )
        left = len(parts) - _SENTENCES_SHOWN
        self._more.setText(self.tr("and {count} more").format(count=left))
        self._more.setVisible(left > 0)
        self._instruction.say(hit.instruction)
        self._instruction.setVisible(bool(hit.instruction))
        self._source.setText(
            self.tr("Profile {profile}, version {version} · {owner} · {basis}").format(
                profile=hit.profile_id, version=hit.profile_version, owner=hit.owner, basis=hit.legal_basis
            )
        )


def _show_hit(view: _HitView, entry: tuple[int, Hit]) -> None:
    place, hit = entry
    view.show_hit(hit, ruled=place > 0)


def _source() -> Paragraph:
    return Paragraph("", TextStyle.CAPTION, muted=True)


class _Sentence(MarkedParagraph):
    """One reason, with a mark before it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Icon.MARK, size=Size.ICON_SMALL, role=Role.MUTED, indent=Space.XS, parent=parent)
        selectable(self)


class _Instruction(Panel):
    """What the profile asks the officer to do."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = MarkedParagraph(Icon.NEXT, text, TextStyle.STRONG, role=Role.ACCENT)
        self.add(self._words)

    def say(self, text: str) -> None:
        """Ask for something else."""
        self._words.setText(text)

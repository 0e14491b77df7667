"""Why the lane is what it is: each profile that hit, what matched, and what it asks the officer to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from borderpost.domain.declaration import Declaration
from borderpost.domain.risk.assess import RANDOM_LANE
from borderpost.domain.risk.assessment import Assessment, Drawn, Hit, NoteKind
from borderpost.domain.risk.indication import Indication
from borderpost.domain.risk.quality import Quality
from borderpost.ui.bench.filled import Filled
from borderpost.ui.icons import Icon, IconLabel
from borderpost.ui.kit import Card, LaneBadge, Notice, Panel, Rule, Text, selectable
from borderpost.ui.theme.tokens import Role, Size, Space, TextStyle, Tone
from borderpost.ui.words.indications import indication_sentences, random_sentence, random_title
from borderpost.ui.words.quality import group_sentence, quality_title, shortfall_sentences
from borderpost.ui.words.reasons import hit_parts, note_sentences, reason_sentence

_SENTENCES_SHOWN = 12


class ReasonsCard(Card):
    """Shows one assessment."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Why"))
        self._column = Filled(spacing=Space.M)
        self.add(self._column)

    def show_assessment(self, assessment: Assessment, declaration: Declaration | None) -> None:
        """Show the hits, the most severe first, then what could not be told."""
        shown: list[QWidget] = []
        for hit in assessment.hits:
            if shown:
                shown.append(Rule())
            shown.append(_HitView(hit))
        drawn = assessment.drawn
        if drawn is not None and drawn.chosen:
            if shown:
                shown.append(Rule())
            shown.append(_RandomView(drawn))
        if declaration is None:
            shown.append(self._undeclared())
        elif not assessment.hits:
            shown.append(
                Notice(self.tr("No profile found anything against this declaration."), Tone.POSITIVE)
            )
        if assessment.indications:
            shown += [Rule(), _Oddities(assessment.indications)]
        if assessment.quality is not None and assessment.quality.remarks:
            shown += [Rule(), _QualityView(assessment.quality)]
        told = {note.kind for note in assessment.notes} - {NoteKind.NO_DECLARATION}
        if told:
            shown.append(Rule())
            sentences = note_sentences(assessment)
            shown += [
                Notice(sentence, Tone.INFO)
                for note, sentence in zip(assessment.notes, sentences, strict=True)
                if note.kind is not NoteKind.NO_DECLARATION
            ]
        self._column.fill(shown)
        count = len(assessment.hits)
        note = self.tr("1 profile") if count == 1 else self.tr("{count} profiles").format(count=count)
        self.set_title(self.tr("Why"), note if count else "")

    def _undeclared(self) -> QWidget:
        column = Filled(spacing=Space.XS)
        column.fill(
            [
                Notice(
                    self.tr("Nothing was declared under this number before the parcel arrived."), Tone.CAUTION
                ),
                _Instruction(
                    self.tr(
                        "Read the form on the parcel (CN 22 or CN 23), compare the number, and examine it."
                    )
                ),
            ]
        )
        return column


class _RandomView(QWidget):
    """That the item was drawn by chance, told apart from every profile."""

    def __init__(self, drawn: Drawn, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(LaneBadge(RANDOM_LANE), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Text(random_title(), TextStyle.HEADING, wrap=True), 1)
        column.addLayout(head)
        column.addWidget(_Sentence(random_sentence(drawn)))
        column.addWidget(
            _Instruction(
                self.tr("Examine it like any other, and record what you find, also if it is nothing.")
            )
        )
        source = self.tr("Sealed draw {key}").format(key=drawn.key_id)
        column.addWidget(Text(source, TextStyle.CAPTION, muted=True, wrap=True))


class _Oddities(QWidget):
    """What seems odd beside the profiles, and proves nothing."""

    def __init__(self, indications: tuple[Indication, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(Text(self.tr("Worth a second look"), TextStyle.STRONG, wrap=True))
        for sentence in indication_sentences(indications[:_SENTENCES_SHOWN]):
            column.addWidget(_Sentence(sentence))


class _QualityView(QWidget):
    """How good the declaration is, and what it falls short of."""

    def __init__(self, quality: Quality, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(Text(quality_title(quality), TextStyle.STRONG, wrap=True))
        column.addWidget(Text(group_sentence(quality), muted=True, wrap=True))
        for sentence in shortfall_sentences(quality)[:_SENTENCES_SHOWN]:
            column.addWidget(_Sentence(sentence))


class _HitView(QWidget):
    """One profile that hit."""

    def __init__(self, hit: Hit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(LaneBadge(hit.lane), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Text(hit.title, TextStyle.HEADING, wrap=True), 1)
        column.addLayout(head)
        parts = hit_parts(hit)
        for part in parts[:_SENTENCES_SHOWN]:
            column.addWidget(_Sentence(reason_sentence(part)))
        left = len(parts) - _SENTENCES_SHOWN
        if left > 0:
            column.addWidget(Text(self.tr("and {count} more").format(count=left), muted=True))
        if hit.instruction:
            column.addWidget(_Instruction(hit.instruction))
        source = self.tr("Profile {profile}, version {version} · {owner} · {basis}").format(
            profile=hit.profile_id, version=hit.profile_version, owner=hit.owner, basis=hit.legal_basis
        )
        column.addWidget(Text(source, TextStyle.CAPTION, muted=True, wrap=True))


class _Sentence(QWidget):
    """One reason, with a mark before it."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.XS, 0, 0, 0)
        row.setSpacing(Space.S)
        words = Text(sentence, wrap=True)
        selectable(words)
        words.setAccessibleName(sentence)
        row.addWidget(IconLabel(Icon.MARK, Size.ICON_SMALL, Role.MUTED), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)


class _Instruction(Panel):
    """What the profile asks the officer to do."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(IconLabel(Icon.NEXT, Size.ICON, Role.ACCENT), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Text(text, TextStyle.STRONG, wrap=True), 1)
        self.body.addLayout(row)

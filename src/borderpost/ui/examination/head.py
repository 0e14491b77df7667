"""The head of the screen: the item, its lane and why, the declaration in brief, and what forbids opening."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from borderpost.domain.decisions import hazard_cleared
from borderpost.domain.identifiers import s10
from borderpost.domain.inspection import Inspection, Stage
from borderpost.domain.law.clocks import OPEN_STATES, Deadline
from borderpost.domain.risk.assessment_plain import NotAnAssessment, assessment_from_plain
from borderpost.ui.announce import announce
from borderpost.ui.examination.beside import Beside
from borderpost.ui.examination.digest import Digest, digest_of, reason_titles
from borderpost.ui.examination.one_line import OneLine
from borderpost.ui.icons import Icon, pixmap
from borderpost.ui.kit import (
    Button,
    ButtonKind,
    Card,
    Code,
    LaneBadge,
    Notice,
    ShortcutHint,
    StatusPill,
    Text,
)
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Radius, Size, Space, TextStyle, Tone
from borderpost.ui.words.amounts import isolated, shortened
from borderpost.ui.words.codes import word
from borderpost.ui.words.deadlines import deadline_words, left_tone
from borderpost.ui.words.reasons import reason_parts, reason_sentence

_STAGE_TONES = {
    Stage.OPEN: Tone.INFO,
    Stage.AWAITING_APPROVAL: Tone.CAUTION,
    Stage.HELD: Tone.CAUTION,
    Stage.RELEASED: Tone.POSITIVE,
    Stage.REFERRED: Tone.NEUTRAL,
    Stage.SEIZED: Tone.CRITICAL,
    Stage.RETURNED: Tone.NEUTRAL,
    Stage.REFUSED_ENTRY: Tone.CRITICAL,
    Stage.DISPOSED: Tone.CRITICAL,
    Stage.NOT_LOCATED: Tone.CAUTION,
}
_LANES = frozenset({"green", "yellow", "red", "secure"})
_REASONS_NAMED = 2
_GOODS_NAMED = 2
_LONGEST = 90

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why the item was selected: sentences, and what the profiles tell the officer to do."""

    sentences: tuple[str, ...]
    instructions: tuple[str, ...] = ()


def grounds_of(state: Inspection) -> Grounds:
    """Return the reasons that the inspection was opened with; titles alone where the form is another's."""
    try:
        parts = reason_parts(assessment_from_plain(state.assessment))
    except NotAnAssessment:
        return Grounds(reason_titles(state.assessment))
    sentences = dict.fromkeys(reason_sentence(part) for part in parts)
    instructions = dict.fromkeys(part.instruction for part in parts if part.instruction)
    return Grounds(tuple(sentences), tuple(instructions))


def digest_words(digest: Digest | None) -> str:
    """Return the declaration in one line."""
    if digest is None:
        return translate("Examination", "Nothing was declared for this item.")
    way = translate("Examination", "{sender} → {addressee}").format(
        sender=_named(digest.sender, digest.sender_country),
        addressee=_named(digest.addressee, digest.addressee_place),
    )
    weight = translate("Examination", "{weight} kg").format(weight=digest.gross_weight_kg)
    facts = [way, weight if digest.gross_weight_kg else "", digest.value, _goods(digest)]
    return " · ".join(fact for fact in facts if fact)


def _named(name: str, place: str) -> str:
    name = isolated(shortened(name, _LONGEST)) or "–"
    return f"{name} ({isolated(place)})" if place else name


def _goods(digest: Digest) -> str:
    named = [
        isolated(shortened(" ".join(line.description.split()), 60)) for line in digest.lines[:_GOODS_NAMED]
    ]
    if len(digest.lines) > len(named):
        more = translate("Examination", "and {count} more").format(count=len(digest.lines) - len(named))
        named.append(more)
    return ", ".join(named)


class DoNotOpen(look.Themed, QFrame):
    """The warning that stands over a secure item until a hazard check was clear."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("donotopen")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        row.setSpacing(Space.M)
        self._icon = QLabel()
        words = QVBoxLayout()
        words.setSpacing(0)
        self._big = Text(self.tr("DO NOT OPEN"), TextStyle.TITLE)
        self._small = Text(
            self.tr("Only after an X-ray, trace or radiation check with the result Clear."), wrap=True
        )
        words.addWidget(self._big)
        words.addWidget(self._small)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        self.setAccessibleName(f"{self._big.text()}. {self._small.text()}")
        self.restyle()

    def restyle(self) -> None:
        """Colour the field: the strongest that the tone has."""
        colours = look.tone(Tone.SECURE)
        self.setStyleSheet(
            f"#donotopen {{ background: {colours.solid}; border-radius: {Radius.LARGE}px; }}"
            f" #donotopen QLabel {{ color: {colours.on_solid}; }}"
        )
        side = look.px(Size.ICON_LARGE)
        self._icon.setPixmap(pixmap(Icon.LANE_SECURE, colours.on_solid, side, self.devicePixelRatioF()))


class Head(Card):
    """`bench_asked` comes when the officer wants back to the bench."""

    bench_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.body.setSpacing(Space.XS)
        self._warned = ""
        what, way = QWidget(), QWidget()
        row, back = QHBoxLayout(what), QHBoxLayout(way)
        for each in (row, back):
            each.setContentsMargins(0, 0, 0, 0)
            each.setSpacing(Space.M)
        self.badge = LaneBadge("green")
        self.item = Code("", TextStyle.CODE_LARGE)
        self.stage = StatusPill()
        self.bench = Button(self.tr("To the bench"), ButtonKind.QUIET, Icon.SCAN, key="F12")
        self.bench.clicked.connect(self.bench_asked)
        row.addWidget(self.badge)
        row.addWidget(self.item)
        row.addStretch(1)
        back.addWidget(self.stage)
        back.addStretch(1)
        back.addWidget(self.bench)
        back.addWidget(ShortcutHint("F12"))
        self.add(Beside(what, way, from_width=480, shares=(0, 1)))
        self.digest = OneLine()
        self.reasons = OneLine()
        self.instruction = Text("", TextStyle.STRONG, wrap=True)
        self.limits = Notice()
        for line in (self.digest, self.reasons, self.instruction, self.limits):
            self.add(line)
        self.warning = DoNotOpen()
        self.add(self.warning)

    def show_limits(self, deadlines: Sequence[Deadline], now: datetime) -> None:
        """Show the time limit that ends first, and how many more are open."""
        waiting = [one for one in deadlines if one.state in OPEN_STATES]
        if not waiting:
            self.limits.set_notice("")
            return
        first = min(waiting, key=lambda one: one.expires_at)
        text = self.tr("Time limit {words}").format(words=deadline_words(first, now))
        if len(waiting) > 1:
            text = self.tr("{text} (and {count} more, see Law)").format(text=text, count=len(waiting) - 1)
        self.limits.set_notice(text, left_tone(first, now))

    def renew(self, state: Inspection) -> None:
        """Show the item as it stands."""
        self.badge.set_lane(state.lane if state.lane in _LANES else "yellow")
        self.item.set_code(s10.format_display(state.item_id))
        self.stage.set_status(word(state.stage), _STAGE_TONES[state.stage])
        self.digest.setText(digest_words(digest_of(state.declaration)))
        grounds = grounds_of(state)
        named = list(grounds.sentences[:_REASONS_NAMED])
        if len(grounds.sentences) > len(named):
            named.append(self.tr("and {count} more").format(count=len(grounds.sentences) - len(named)))
        self.reasons.setText(self.tr("Selected: {reasons}").format(reasons="; ".join(named)) if named else "")
        self.reasons.set_more("\n".join(grounds.sentences))
        self.reasons.setVisible(bool(named))
        self.instruction.setText(" ".join(grounds.instructions[:_REASONS_NAMED]))
        self.instruction.setVisible(bool(grounds.instructions) and not state.ended)
        forbidden = state.lane == "secure" and not hazard_cleared(state) and not state.ended
        self.warning.setVisible(forbidden)
        if forbidden and self._warned != state.id:
            self._warned = state.id
            announce(self, self.warning.accessibleName(), urgent=True)

"""The head of a story: which item, in which lane, how it stands, and under which number."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from borderpost.domain.inspection import Inspection, Outcome
from borderpost.ui.kit import Code, LaneBadge, StatusPill, Text
from borderpost.ui.story.tones import lane_tone, stage_icon, stage_tone
from borderpost.ui.theme.tokens import Space, TextStyle, Tone
from borderpost.ui.words.amounts import moment_text
from borderpost.ui.words.codes import word
from borderpost.ui.words.names import Names, own


class StoryHead(QFrame):
    """One card across the top of a story; `tells_proposal` is False where the screen shows it by itself."""

    tells_proposal = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        row.setSpacing(Space.L)
        self.lane = LaneBadge(Tone.GREEN, big=True)
        self.item = Code("", TextStyle.CODE_LARGE)
        self._opened = Text("", muted=True, wrap=True)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(self.item)
        words.addWidget(self._opened)
        self.stage = StatusPill()
        self.number = Code("", TextStyle.CODE)
        self._outcome = Text("", TextStyle.BODY, wrap=True)
        state = QHBoxLayout()
        state.setSpacing(Space.S)
        state.addWidget(self.stage)
        state.addWidget(self.number)
        state.addStretch(1)
        decided = QVBoxLayout()
        decided.setSpacing(Space.XS)
        decided.addLayout(state)
        decided.addWidget(self._outcome)
        row.addWidget(self.lane, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 3)
        row.addLayout(decided, 4)

    def set_state(self, state: Inspection, names: Names) -> None:
        """Show how an inspection stands."""
        tone = lane_tone(state.lane)
        self.lane.setVisible(tone is not None)
        if tone is not None:
            self.lane.set_lane(tone)
        self.item.set_code(state.item_id)
        opened = self.tr("Taken up {time} by {officer}; item of {day}")
        self._opened.setText(
            opened.format(
                time=moment_text(state.opened.at, state.opened.offset_minutes),
                officer=own(names.officer(state.opened.officer)),
                day=state.item_date or "–",
            )
        )
        self.stage.set_status(word(state.stage), stage_tone(state.stage), stage_icon(state.stage))
        self.number.set_code(state.outcome.number if state.outcome else "")
        self.number.setVisible(bool(self.number.code()))
        words = self._outcome_words(state, names)
        self._outcome.setText(words)
        self._outcome.setVisible(bool(words))

    def _outcome_words(self, state: Inspection, names: Names) -> str:
        if state.proposal is not None:
            if not self.tells_proposal:
                return ""
            told = self.tr("{disposition}, proposed by {officer}: {reason}")
            return told.format(
                disposition=word(state.proposal.disposition),
                officer=own(names.officer(state.proposal.mark.officer)),
                reason=own(state.proposal.reason) or "–",
            )
        if state.outcome is not None:
            return self._decided(state.outcome, names)
        return self.tr("No outcome yet")

    def _decided(self, outcome: Outcome, names: Names) -> str:
        who = own(names.officer(outcome.mark.officer))
        if outcome.approval is not None:
            both = self.tr("{officer}, approved by {approver}")
            who = both.format(officer=who, approver=own(names.officer(outcome.approval.officer)))
        if not outcome.reason:
            return self.tr("{disposition} by {officer}").format(
                disposition=word(outcome.disposition), officer=who
            )
        told = self.tr("{disposition} by {officer}: {reason}")
        return told.format(disposition=word(outcome.disposition), officer=who, reason=own(outcome.reason))

"""What is proposed, by whom and why, across the top of its story."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from borderpost.domain.inspection import Inspection
from borderpost.domain.photo_set import STANDARD, PhotoSets, missing
from borderpost.ui.icons import Icon, IconLabel
from borderpost.ui.kit import Notice, Panel, Text
from borderpost.ui.theme.tokens import Size, Space, TextStyle, Tone
from borderpost.ui.words.amounts import moment_text
from borderpost.ui.words.codes import word
from borderpost.ui.words.evidence_acts import missing_words
from borderpost.ui.words.names import own


class ProposalStrip(Panel):
    """Hidden while nothing is proposed; what was refused before stands beneath."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        self._icon = IconLabel(Icon.CLOCK, Size.ICON_LARGE)
        self._icon.show_icon(Icon.CLOCK, tone=Tone.CAUTION)
        self.heading = Text("", TextStyle.HEADING, wrap=True)
        self.reason = Text("", wrap=True)
        self._place = Text("", TextStyle.CAPTION, muted=True, wrap=True)
        self.refused = Notice("", Tone.INFO)
        self.lacking = Notice("", Tone.CAUTION)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        for label in (self.heading, self.reason, self._place):
            words.addWidget(label)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.lacking)
        self.body.addWidget(self.refused)
        self.hide()

    def set_state(self, state: Inspection, name_of: Callable[[str], str], sets: PhotoSets = STANDARD) -> None:
        """Show what waits in this inspection, and which photographs its set lacks."""
        proposal = state.proposal
        self.setVisible(proposal is not None)
        if proposal is None:
            return
        heading = self.tr("Proposed: {disposition}").format(disposition=word(proposal.disposition))
        self.heading.setText(heading)
        self.reason.setText(own(proposal.reason))
        place = self.tr("{officer}, {time}, entry {number}").format(
            officer=own(name_of(proposal.mark.officer)),
            time=moment_text(proposal.mark.at, proposal.mark.offset_minutes),
            number=proposal.mark.sequence,
        )
        self._place.setText(place)
        told = self.tr("Refused before by {officer}: {reason}")
        refused = "\n".join(
            told.format(officer=own(name_of(one.mark.officer)), reason=own(one.reason))
            for one in state.refusals
        )
        self.refused.set_notice(refused, Tone.INFO)
        lacking = missing_words(missing(state, sets.shots(proposal.disposition)))
        self.lacking.set_notice(lacking, Tone.CAUTION)
        parts = (heading, own(proposal.reason), lacking, place)
        self.setAccessibleName(". ".join(part for part in parts if part))

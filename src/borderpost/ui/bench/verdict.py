"""The verdict on one scan: lane, reasons, remarks and declaration on one page."""

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from borderpost.domain.inspection import ENDED
from borderpost.domain.risk.assessment import Assessment
from borderpost.ui.bench.band import VerdictBand
from borderpost.ui.bench.choices import Choices
from borderpost.ui.bench.declaration_card import DeclarationCard
from borderpost.ui.bench.plan import current_inspection, numbers_meant
from borderpost.ui.bench.reasons_card import ReasonsCard
from borderpost.ui.bench.remarks import remark_chips, remark_notices
from borderpost.ui.bench.reused import Reused
from borderpost.ui.camera.camera_view import CameraView
from borderpost.ui.camera.preview import CameraPreview
from borderpost.ui.kit import Notice, ScrollPage, lane_meaning
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.amounts import clock_text
from borderpost.ui.words.codes import word
from borderpost.ui.words.scans import kind_word, source_word
from borderpost.work.scanning import Candidate, Scanned

_SIDE_BY_SIDE = 820  # px at 100 % text size
_TITLES_IN_BAND = 3
_NOTICES = 2
_ENTRY_MS = 150
"""So long after a scan was journalled its entry is named: the next parcel may be under the scanner."""


class VerdictPage(look.Themed, QWidget):
    """Shows one candidate of a scan; `candidate_chosen` and `number_chosen` ask for another."""

    candidate_chosen = Signal(int)
    number_chosen = Signal(str)

    def __init__(self, camera: CameraView | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbers: tuple[str, ...] = ()
        self._new_caption = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_ENTRY_MS)
        self._rest.timeout.connect(self._tell_entry)
        self.band = VerdictBand()
        self.notices = Reused(Notice, spacing=0)
        self.choices = Choices()
        self.choices.chosen.connect(self._choice)
        self.reasons = ReasonsCard()
        self.preview = CameraPreview(camera)
        self.declaration = DeclarationCard()
        self.page = ScrollPage()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(Space.M)
        left = QVBoxLayout()
        left.setSpacing(Space.M)
        left.addWidget(self.reasons)
        left.addWidget(self.preview)
        left.addStretch(1)
        self._across.addLayout(left, 5)
        self._across.addWidget(self.declaration, 9)
        self.page.add(self.notices.box)
        self.page.add(self.choices)
        self.page.add(self._across, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.band)
        column.addWidget(self.page, 1)
        self._camera = camera

    def show_verdict(self, scanned: Scanned, place: int, officers: Mapping[str, str]) -> None:
        """Show the candidate at a place of the scan; `officers` are names by id."""
        self._rest.stop()
        chosen = scanned.candidates[place]
        assessment = chosen.assessment
        self.band.show_verdict(
            assessment.lane,
            chosen.item_id,
            self._headline(scanned, chosen),
            self._why(chosen),
            self._caption(scanned),
            remark_chips(scanned),
        )
        notices = remark_notices(scanned, chosen, officers)
        self.notices.show_each(notices, lambda notice, said: notice.set_notice(said.text, said.tone))
        self._numbers = numbers_meant(scanned)
        if self._numbers:
            self.choices.offer_numbers(self._numbers)
        else:
            self.choices.offer_declarations(scanned.candidates, place)
        declaration = chosen.held.declaration if chosen.held else None
        self.reasons.show_assessment(assessment, declaration)
        self.declaration.show_held(chosen.held, _lanes(assessment))
        # without a picture the place is better left to the facts
        self.preview.setVisible(self._camera is not None and self._camera.working)
        self.page.verticalScrollBar().setValue(0)

    def make_ready(self) -> None:
        """Make what parcels usually need, as long as nobody waits for one: to make it then takes longest."""
        self.notices.make_ready(_NOTICES)
        self.band.make_ready()
        self.reasons.make_ready()
        self.declaration.make_ready()

    def containers(self) -> list[QWidget]:
        """Return everything in it that lays out what a verdict changes."""
        return [
            self,
            self.band,
            self.page.content,
            *self.reasons.containers(),
            *self.declaration.containers(),
        ]

    @Slot(object)
    def show_again(self, scanned: Scanned) -> None:
        """Say soon when the parcel was read, and under which entry; all else stays as the officer left it."""
        self._new_caption = self._caption(scanned)
        self._rest.start()

    @Slot()
    def _tell_entry(self) -> None:
        self.band.set_caption(self._new_caption)

    def spoken(self) -> str:
        """Return the verdict as a screen reader says it."""
        parts = (
            self.band.lane.accessibleName(),
            self.band.headline.text(),
            self.band.why.text(),
            self.band.number.code(),
        )
        return ". ".join(dict.fromkeys(part for part in parts if part))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the reasons above the declaration where both do not fit side by side."""
        super().resizeEvent(event)
        self.restyle()

    def restyle(self) -> None:
        """Share the room anew at another text size."""
        beside = self.width() >= look.px(_SIDE_BY_SIDE)
        directions = QBoxLayout.Direction
        self._across.setDirection(directions.LeftToRight if beside else directions.TopToBottom)

    def _headline(self, scanned: Scanned, chosen: Candidate) -> str:
        past = current_inspection(scanned, chosen)
        if past is not None:
            stage = word(past.stage)
            return self.tr("Already inspected: {stage}").format(stage=stage) if past.stage in ENDED else stage
        return self.tr("No declaration") if chosen.held is None else lane_meaning(chosen.assessment.lane)

    def _why(self, chosen: Candidate) -> str:
        titles = list(dict.fromkeys(hit.title for hit in chosen.assessment.hits))
        if not titles:
            return self.tr("Nothing was declared for this number") if chosen.held is None else ""
        shown = " · ".join(titles[:_TITLES_IN_BAND])
        left = len(titles) - _TITLES_IN_BAND
        return shown if left <= 0 else self.tr("{titles} and {count} more").format(titles=shown, count=left)

    def _caption(self, scanned: Scanned) -> str:
        said = self.tr("{kind} · {source}, {time}").format(
            kind=kind_word(scanned.reading.kind),
            source=source_word(scanned.scan.source),
            time=clock_text(scanned.scan.at),
        )
        if not scanned.sequence:
            return said
        entry = self.tr("journal entry {sequence}").format(sequence=scanned.sequence)
        return self.tr("{scan} · {entry}").format(scan=said, entry=entry)

    @Slot(int)
    def _choice(self, place: int) -> None:
        if self._numbers:
            self.number_chosen.emit(self._numbers[place])
        else:
            self.candidate_chosen.emit(place)


def _lanes(assessment: Assessment) -> dict[int, Tone]:
    """Return the tone of each content line that some profile named, the most severe first."""
    tones: dict[int, Tone] = {}
    for hit in assessment.hits:
        for clause in hit.clauses:
            if clause.line is not None and not clause.negated:
                tones.setdefault(clause.line, Tone(hit.lane.value))
    return tones

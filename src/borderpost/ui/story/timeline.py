"""Every entry about an inspection down one line, in words; what was taken back is struck through."""

from dataclasses import dataclass
from datetime import timedelta

from borderpost.domain import acts
from borderpost.domain.codes import Disposition, StepResult
from borderpost.ui.icons import Icon
from borderpost.ui.kit.text import ltr
from borderpost.ui.story.story import Event, Story
from borderpost.ui.story.told import taken_back_words
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.acts import Told, tell, translate
from borderpost.ui.words.amounts import clock_text, day_text
from borderpost.ui.words.names import Names, own

_ICONS: dict[type[acts.Act], Icon] = {
    acts.InspectionOpened: Icon.PARCEL,
    acts.StepRecorded: Icon.EXAMINE,
    acts.FindingRecorded: Icon.FLAG,
    acts.LineRecorded: Icon.BAG,
    acts.PhotographTaken: Icon.PHOTO,
    acts.DocumentKept: Icon.REPORT,
    acts.PhotographAnnotated: Icon.MARK,
    acts.ShotExcused: Icon.PHOTO,
    acts.BagSealed: Icon.SEAL,
    acts.CustodyMoved: Icon.NEXT,
    acts.ExhibitRegistered: Icon.BAG,
    acts.ContainerOpened: Icon.BAG,
    acts.ContainerClosed: Icon.SEAL,
    acts.ExhibitPassed: Icon.NEXT,
    acts.AlarmRaised: Icon.FLAG,
    acts.AlarmAnswered: Icon.CHECK,
    acts.ProposalWithdrawn: Icon.UNDO,
    acts.ReopeningAsked: Icon.UNDO,
    acts.ReopeningAnswered: Icon.APPROVE,
    acts.NoteAdded: Icon.INFO,
    acts.OutcomeRecorded: Icon.RELEASE,
    acts.OutcomeProposed: Icon.CLOCK,
    acts.OutcomeApproved: Icon.APPROVE,
    acts.OutcomeRefused: Icon.REFUSE,
    acts.EntryCorrected: Icon.UNDO,
    acts.DocumentIssued: Icon.REPORT,
    acts.DocumentPrinted: Icon.PRINT,
    acts.RecordConsulted: Icon.EYE,
    acts.DeclarationKept: Icon.SYNC,
    acts.ConsentRecorded: Icon.CHECK,
    acts.NoticeServed: Icon.MAIL,
    acts.AnswerReceived: Icon.MAIL,
    acts.ClockExtended: Icon.CLOCK,
    acts.OverrideAsked: Icon.UNDO,
    acts.OverrideAnswered: Icon.APPROVE,
    acts.MessageQueued: Icon.MAIL,
    acts.MessageWritten: Icon.MAIL,
    acts.MessageAnswered: Icon.CHECK,
    acts.MessageRepeated: Icon.SYNC,
    acts.ReferralReceived: Icon.CHECK,
    acts.ReferralAnswered: Icon.MAIL,
    acts.ItemReferred: Icon.NEXT,
    acts.ReferralWithdrawn: Icon.UNDO,
    acts.ReferralHandedOver: Icon.NEXT,
    acts.AgencyAnswered: Icon.MAIL,
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry as the timeline shows it.

    `place` is its time, officer, number and the beginning of its hash; `struck` is why it no longer counts.
    """

    entry: str
    day: str
    sentence: str
    remark: str
    place: str
    icon: Icon
    tone: Tone
    struck: str = ""

    @property
    def aloud(self) -> str:
        """All of it, for a screen reader."""
        return ". ".join(part for part in (self.sentence, self.remark, self.struck, self.place) if part)


def moments_of(story: Story) -> list[Moment]:
    """Return the entries of a story, oldest first."""
    return [_moment(event, story.names) for event in story.events]


def _moment(event: Event, names: Names) -> Moment:
    entry, act = event.entry, event.act
    told = (
        tell(act, names)
        if act is not None
        else Told(translate("acts", "An act of a newer program"), entry.kind)
    )
    place = translate("acts", "{time} · {officer} · entry {number} · {hash}").format(
        time=clock_text(entry.at, entry.offset_minutes),
        officer=own(names.officer(entry.officer)),
        number=entry.sequence,
        hash=ltr(entry.hash[:12]),
    )
    return Moment(
        entry=entry.id,
        day=_day(event),
        sentence=told.sentence,
        remark=told.remark,
        place=place,
        icon=_ICONS.get(type(act), Icon.MARK) if act is not None else Icon.MARK,
        tone=_tone(act),
        struck=taken_back_words(event, names),
    )


def _day(event: Event) -> str:
    local = event.entry.at + timedelta(minutes=event.entry.offset_minutes)
    return day_text(local.date())


def _tone(act: acts.Act | None) -> Tone:
    match act:
        case acts.StepRecorded(result=StepResult.ANOMALY) | acts.OutcomeRefused() | acts.AlarmRaised():
            return Tone.CRITICAL
        case acts.StepRecorded(result=StepResult.CLEAR) | acts.OutcomeApproved():
            return Tone.POSITIVE
        case acts.StepRecorded() | acts.EntryCorrected() | acts.OutcomeProposed():
            return Tone.CAUTION
        case acts.CustodyMoved(seal_intact=False) | acts.MessageAnswered(accepted=False):
            return Tone.CRITICAL
        case acts.OutcomeRecorded(disposition=Disposition.RELEASE):
            return Tone.POSITIVE
        case acts.InspectionOpened() | acts.FindingRecorded() | acts.LineRecorded() | acts.OutcomeRecorded():
            return Tone.INFO
        case _:
            return Tone.NEUTRAL

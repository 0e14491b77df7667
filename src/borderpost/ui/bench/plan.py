"""What an officer may do with a scanned item now, and which of it is the next step."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from borderpost.domain.decisions import Refusal, Rule
from borderpost.domain.inspection import ENDED, Stage
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.lawful import release_refusals
from borderpost.domain.officer import Officer, Right
from borderpost.domain.risk.lane import Lane
from borderpost.ui.bench.hold_panel import hold_reasons
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Step
from borderpost.ui.words.rules import refusal_sentence, refusal_sentences
from borderpost.work.ports import PastInspection
from borderpost.work.scanning import Candidate, Scanned

translate = QCoreApplication.translate
_A_REASON = "asked for when it is released"

RELEASE, EXAMINE, NEXT, HOLD, TAKE_BACK = "release", "examine", "next", "hold", "take_back"
FIRST_KEY, OTHER_KEY, ASIDE_KEY, HOLD_KEY = "F6", "F7", "Esc", "F8"


@dataclass(frozen=True, slots=True)
class Plan:
    """The sentence for the next step, that step, the other way, and whether releasing asks for a reason.

    `hold` is there where the law has reasons for which the papers alone let a parcel be held, `back` where a
    release may be taken back.
    """

    sentence: str
    primary: Step
    other: Step | None
    confirm_release: bool = False
    hold: Step | None = None
    back: Step | None = None

    def step(self, name: str) -> Step | None:
        """Return the way on of that name, open or not."""
        return next(
            (step for step in (self.primary, self.other, self.hold, self.back) if step and step.name == name),
            None,
        )


def plan_for(scanned: Scanned, chosen: Candidate, officer: Officer, law: LegalPack | None = None) -> Plan:
    """Return what comes next for the chosen candidate of a scan; `law` holds the rows in force alone."""
    past = current_inspection(scanned, chosen)
    lane = chosen.assessment.lane
    if not officer.may(Right.EXAMINE):
        return _looking_only(lane)
    if past is not None and past.stage not in ENDED:
        return _running(past)
    if past is not None and past.stage is not Stage.RELEASED:
        return Plan(
            translate(
                "BenchPlan", "Another officer's decision stands for this item. Find out why it is here again."
            ),
            _examine(FIRST_KEY, translate("BenchPlan", "Examine again")),
            _release(OTHER_KEY, why_not=translate("BenchPlan", "This item was seized or referred.")),
        )
    if past is not None:
        return Plan(
            translate("BenchPlan", "Released already. Take the next parcel."),
            _next(FIRST_KEY),
            _examine(OTHER_KEY, translate("BenchPlan", "Examine again")),
            back=_take_back(officer),
        )
    return _undecided(scanned, chosen, officer, law)


def numbers_meant(scanned: Scanned) -> tuple[str, ...]:
    """Return the numbers that an undeclared one may have been meant to be: the declared ones, if any is."""
    if any(candidate.held for candidate in scanned.candidates):
        return ()
    return scanned.suggestions or scanned.reading.corrections


def current_inspection(scanned: Scanned, chosen: Candidate) -> PastInspection | None:
    """Return the inspection that counts for the item: the one that runs, else the newest that ended."""
    return scanned.counting(chosen)


def _undecided(scanned: Scanned, chosen: Candidate, officer: Officer, law: LegalPack | None) -> Plan:
    lane = chosen.assessment.lane
    no_right = "" if officer.may(Right.CONCLUDE) else refusal_sentence(Refusal(Rule.ROLE, Right.CONCLUDE))
    asks_reason = lane is Lane.RED
    if not no_right:
        told = release_refusals(law, lane, officer, _A_REASON if asks_reason else "")
        no_right = " ".join(refusal_sentences(told))
    if lane is Lane.SECURE:
        return Plan(
            translate("BenchPlan", "Do not open it. Take it to the hazard check."),
            _examine(FIRST_KEY, translate("BenchPlan", "Hazard check")),
            _release(OTHER_KEY, why_not=refusal_sentence(Refusal(Rule.SECURE_RELEASE))),
        )
    if lane is Lane.GREEN:
        return Plan(
            translate("BenchPlan", "Release it."),
            _release(FIRST_KEY, why_not=no_right),
            _examine(OTHER_KEY, translate("BenchPlan", "Examine")),
            hold=_hold(officer, law),
        )
    if numbers_meant(scanned):
        sentence = translate("BenchPlan", "Compare the number with the label and choose the right one above.")
    elif chosen.held is None:
        sentence = translate(
            "BenchPlan", "Nothing was declared. Look for a form on the parcel, and examine it."
        )
    elif lane is Lane.YELLOW:
        sentence = translate("BenchPlan", "Check what was declared against the parcel.")
    else:
        sentence = translate("BenchPlan", "Examine the parcel.")
    return Plan(
        sentence,
        _examine(FIRST_KEY, translate("BenchPlan", "Examine")),
        _release(OTHER_KEY, why_not=no_right),
        confirm_release=asks_reason,
        hold=_hold(officer, law),
    )


def _running(past: PastInspection) -> Plan:
    if past.stage is Stage.AWAITING_APPROVAL:
        sentence = translate("BenchPlan", "A second officer has to answer before anything else is done.")
    elif past.stage is Stage.HELD:
        sentence = translate("BenchPlan", "The item is held. Go on when what was awaited is there.")
    else:
        sentence = translate("BenchPlan", "Its examination has begun. Go on with it.")
    return Plan(
        sentence,
        _examine(FIRST_KEY, translate("BenchPlan", "Go on")),
        _release(OTHER_KEY, why_not=translate("BenchPlan", "It is under examination. Release it there.")),
    )


def _looking_only(lane: Lane) -> Plan:
    why_not = refusal_sentence(Refusal(Rule.ROLE, Right.EXAMINE))
    return Plan(
        translate("BenchPlan", "Your role lets you look parcels up. Others decide on them."),
        _next(FIRST_KEY),
        _examine(OTHER_KEY, translate("BenchPlan", "Examine"), why_not=why_not),
    )


def _release(key: str, *, why_not: str = "") -> Step:
    return Step(
        RELEASE, translate("BenchPlan", "Release"), key, Icon.RELEASE, enabled=not why_not, why_not=why_not
    )


def _hold(officer: Officer, law: LegalPack | None) -> Step | None:
    if law is None or not officer.may(Right.CONCLUDE) or not hold_reasons(law):
        return None
    return Step(HOLD, translate("BenchPlan", "Hold"), HOLD_KEY, Icon.HOLD)


def _take_back(officer: Officer) -> Step | None:
    if not officer.may(Right.CONCLUDE):
        return None
    return Step(TAKE_BACK, translate("BenchPlan", "Take it back"), HOLD_KEY, Icon.UNDO)


def _examine(key: str, words: str, *, why_not: str = "") -> Step:
    return Step(EXAMINE, words, key, Icon.EXAMINE, enabled=not why_not, why_not=why_not)


def _next(key: str) -> Step:
    return Step(NEXT, translate("BenchPlan", "Next parcel"), key, Icon.NEXT)

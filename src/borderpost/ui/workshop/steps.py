"""The steps that a profile's state and an officer's role allow, with the sentence that leads to them."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QCoreApplication

from borderpost.domain.officer import Officer
from borderpost.domain.risk.bench_profile import ProfileStage
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Step
from borderpost.ui.workshop.rows import ProfileRow
from borderpost.work.workshop import may_answer

BACK: Final = "back"
SAVE: Final = "save"
PROPOSE: Final = "propose"
APPROVE: Final = "approve"
REFUSE: Final = "refuse"
CHANGE: Final = "change"
RETIRE: Final = "retire"

translate = QCoreApplication.translate


def steps_of(
    row: ProfileRow | None, *, editing: bool, writes: bool, officers: Iterable[Officer]
) -> tuple[str, Step | None, *tuple[Step, ...]]:
    """Return the sentence, the next step and the other ways on; without a row, nothing is kept yet."""
    back = Step(BACK, translate("workshop", "Back"), "Esc", Icon.UNDO)
    if editing:
        save = Step(SAVE, translate("workshop", "Keep as draft"), "F6", Icon.MARK)
        aside = Step(RETIRE, translate("workshop", "Lay aside…"), "F8", Icon.REMOVE)
        propose = Step(PROPOSE, translate("workshop", "Propose"), "F9", Icon.NEXT)
        told = translate("workshop", "Write it, look at the preview, then propose it.")
        return told, propose, back, *((aside,) if row is not None else ()), save
    stage = row.stage if row is not None else ProfileStage.DRAFT
    if stage is ProfileStage.DRAFT:
        return translate("workshop", "A draft: it judges nothing yet."), None, back
    if stage is ProfileStage.PROPOSED and row is not None and row.kept is not None:
        kept = row.kept
        able = any(may_answer(kept, one) for one in officers)
        nobody = translate("workshop", "Nobody else on this station's roster may put it in force.")
        why_not = "" if able else nobody
        refuse = Step(REFUSE, translate("workshop", "Refuse…"), "F8", Icon.REFUSE, able, why_not=why_not)
        approve = Step(
            APPROVE, translate("workshop", "Put in force…"), "F9", Icon.APPROVE, able, why_not=why_not
        )
        told = translate("workshop", "Waits for a second person: neither its author nor its proposer.")
        return told, approve, back, refuse
    not_mine = "" if writes else translate("workshop", "Your role does not write profiles.")
    change = Step(
        CHANGE, translate("workshop", "Write a new version"), "F6", Icon.PLUS, writes, why_not=not_mine
    )
    if stage is ProfileStage.IN_FORCE:
        retire = Step(RETIRE, translate("workshop", "Retire…"), "F8", Icon.REMOVE, writes, why_not=not_mine)
        return translate("workshop", "It is in force."), change, back, retire
    return translate("workshop", "It judges no longer."), change, back

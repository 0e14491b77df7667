"""For how long the person data of a record are kept, by what the record came to."""

from datetime import date

from borderpost.domain.codes import Disposition, FindingCode
from borderpost.domain.inspection import Inspection, Stage
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.law.terms import RetentionClass

_BY_STAGE = {
    Stage.REFERRED: RetentionClass.REFERRED,
    Stage.RETURNED: RetentionClass.RETURNED,
    Stage.REFUSED_ENTRY: RetentionClass.REFUSED_ENTRY,
    Stage.SEIZED: RetentionClass.SEIZED,
    Stage.DISPOSED: RetentionClass.DISPOSED,
    Stage.NOT_LOCATED: RetentionClass.NOT_LOCATED,
}


def retention_days(pack: LegalPack | None, outcome: RetentionClass, on: date | None = None) -> int | None:
    """Return for how many days after its end a record of this class keeps its person data.

    None where no pack says so, and while the item is under way: then nothing is erased. `on` narrows the pack
    to the rows in force on that day; where several are left, the longest counts.
    """
    if pack is None or outcome is RetentionClass.UNDER_WAY:
        return None
    rows = [row for row in pack.retention if row.outcome is outcome and (on is None or row.holds_on(on))]
    return max((row.days for row in rows), default=None)


def retention_class(state: Inspection | None) -> RetentionClass:
    """Return what a record came to; None stands for a declaration that no inspection was ever opened for."""
    if state is None:
        return RetentionClass.DECLARED_ONLY
    if not state.ended:
        return RetentionClass.UNDER_WAY
    if state.stage in _BY_STAGE:
        return _BY_STAGE[state.stage]
    if state.outcome is not None and state.outcome.disposition is Disposition.RELEASE_WITH_CHARGE:
        return RetentionClass.RELEASED_WITH_CHARGE
    if (
        any(finding.code is not FindingCode.NIL for finding in state.findings)
        or state.lines
        or state.refusals
    ):
        return RetentionClass.RELEASED_WITH_FINDING
    return RetentionClass.RELEASED_WITHOUT_FINDING

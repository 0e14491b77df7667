"""How far an inspection has come, and where a disposition takes it."""

from enum import StrEnum

from borderpost.domain.codes import RULES, Disposition


class Stage(StrEnum):
    """How far an inspection has come."""

    OPEN = "open"
    AWAITING_APPROVAL = "awaiting_approval"
    HELD = "held"
    RELEASED = "released"
    REFERRED = "referred"
    SEIZED = "seized"
    RETURNED = "returned"
    REFUSED_ENTRY = "refused_entry"
    DISPOSED = "disposed"
    NOT_LOCATED = "not_located"


ENDED = frozenset(Stage) - {Stage.OPEN, Stage.AWAITING_APPROVAL, Stage.HELD}
_STAGE_AFTER = {
    Disposition.REFER: Stage.REFERRED,
    Disposition.SEIZE: Stage.SEIZED,
    Disposition.RETURN: Stage.RETURNED,
    Disposition.REFUSE_ENTRY: Stage.REFUSED_ENTRY,
    Disposition.ABANDON: Stage.DISPOSED,
    Disposition.FORFEIT: Stage.DISPOSED,
    Disposition.DESTROY: Stage.DISPOSED,
    Disposition.NOT_LOCATED: Stage.NOT_LOCATED,
}


def stage_after(disposition: Disposition) -> Stage:
    """Return the stage that an inspection reaches with the disposition."""
    if not RULES[disposition].ends_case:
        return Stage.HELD
    return _STAGE_AFTER.get(disposition, Stage.RELEASED)

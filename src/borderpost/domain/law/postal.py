"""What the post is told of an outcome: its event, the code of the decision, and the reason for holding."""

from dataclasses import dataclass

from borderpost.domain.inspection import Outcome
from borderpost.domain.law.guard import hold_reason_for
from borderpost.domain.law.pack import LegalPack


@dataclass(frozen=True, slots=True)
class ForThePost:
    """One outcome in the codes of the post; empty where the pack has none.

    `event` is that of the item's track (EME: held by customs; EDC, EMF: on its way out), `reason_code` the
    post's retention reason, and `reason_text` what it means.
    """

    event: str
    decision_code: str
    reason_code: str = ""
    reason_text: str = ""
    verified: bool = False


def for_the_post(pack: LegalPack, outcome: Outcome) -> ForThePost:
    """Return what the post is told; the pack holds the rows in force when the outcome was recorded."""
    row = pack.allows(outcome.disposition)
    reason = hold_reason_for(pack, outcome.disposition, outcome.hold_reason)
    return ForThePost(
        event=row.postal_event if row else "",
        decision_code=pack.decision_code(outcome.disposition),
        reason_code=reason.postal_code if reason else "",
        reason_text=reason.text if reason else "",
        verified=bool(row and row.verified and (reason is None or reason.verified)),
    )

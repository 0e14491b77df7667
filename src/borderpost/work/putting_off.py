"""Journals that a risk profile was switched off, so that it is known which items it was not asked for."""

from borderpost.domain.acts import ProfileSwitchedOff
from borderpost.domain.risk.guard import SwitchedOff
from borderpost.work.changes import Done
from borderpost.work.ports import Transaction


def put_off(tx: Transaction, *, off: SwitchedOff) -> Done[None]:
    """Journal a profile that failed or took too long; a guard reports each but once."""
    tx.append(
        "",
        ProfileSwitchedOff(
            profile=off.profile_id, version=off.profile_version, reason=off.reason.value, detail=off.detail
        ),
    )
    return Done(None, frozenset())

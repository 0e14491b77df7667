"""Taking in and withdrawing lists of trusted senders: each is an entry, and only what was taken in counts."""

from borderpost.domain.acts import TrustedListTaken
from borderpost.domain.decisions import Refusal, Refused, Rule
from borderpost.domain.risk.trusted import TrustedList
from borderpost.domain.risk.trusted_file import BadTrusted, TrustedProblem
from borderpost.work.changes import Done, Kind
from borderpost.work.ports import Transaction
from borderpost.work.written import LONG, written


def take_list(tx: Transaction, *, listed: TrustedList, trusted_key: str = "") -> Done[TrustedListTaken]:
    """Journal that a list counts from now on, in place of an earlier version; its signature has been checked.

    Its key has to be one by which the list was taken in before, or `trusted_key`. Raise BadTrusted otherwise,
    for a version that is no newer, and for one that has run out.
    """
    known = tx.trusted_lists(listed.id)
    if listed.key != trusted_key and listed.key not in {one.key for one in known}:
        raise BadTrusted(TrustedProblem.UNKNOWN_KEY, listed.key)
    newest = max((one.version for one in known), default=0)
    if listed.version <= newest:
        raise BadTrusted(TrustedProblem.OLD_VERSION, str(newest))
    today = tx.now().date()
    if listed.valid_until < today or listed.issued_on > today:
        raise BadTrusted(TrustedProblem.NOT_IN_FORCE, f"{listed.valid_from} – {listed.valid_until}")
    act = _act(listed)
    tx.append("", act)
    return Done(act, frozenset({Kind.PROFILES}))


def withdraw_list(tx: Transaction, *, list_id: str, reason: str) -> Done[TrustedListTaken]:
    """Journal that a list counts no longer, and why; raise Refused where none of that id counts."""
    reason = written(reason, "reason", LONG)
    known = tx.trusted_lists(list_id)
    newest = known[-1] if known else None
    if newest is None or newest.withdrawn:
        raise Refused([Refusal(Rule.NOT_KNOWN, list_id)])
    if not reason:
        raise Refused([Refusal(Rule.NO_REASON)])
    act = TrustedListTaken(
        **{name: getattr(newest, name) for name in newest.__struct_fields__}
        | {"withdrawn": True, "reason": reason}
    )
    tx.append("", act)
    return Done(act, frozenset({Kind.PROFILES}))


def _act(listed: TrustedList) -> TrustedListTaken:
    return TrustedListTaken(
        list_id=listed.id,
        version=listed.version,
        title=listed.title,
        issuer=listed.issuer,
        issued_on=listed.issued_on.isoformat(),
        valid_from=listed.valid_from.isoformat(),
        valid_until=listed.valid_until.isoformat(),
        senders=len(listed.senders),
        key=listed.key,
        sha256=listed.sha256,
    )

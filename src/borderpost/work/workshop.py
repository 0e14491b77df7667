"""What supervisors do with profiles: write, propose, approve, refuse, retire."""

from collections.abc import Sequence
from dataclasses import replace

from borderpost.domain import acts
from borderpost.domain.decisions import Refusal, Refused, Rule
from borderpost.domain.officer import Officer, Right
from borderpost.domain.risk.bench_profile import BenchProfile, ProfileStage, draft_from_plain, drafted
from borderpost.domain.risk.profile import Profile, WordList, profile_to_plain
from borderpost.domain.risk.profile_reading import profile_set_of
from borderpost.work.changes import Changes, Done, Kind
from borderpost.work.ports import Transaction
from borderpost.work.roster import on_duty
from borderpost.work.written import LONG, written

_CHANGES: Changes = frozenset({Kind.PROFILES})


def write(
    tx: Transaction, *, officer: Officer, profile: Profile, filed_version: int = 0
) -> Done[BenchProfile]:
    """Keep a profile as a draft of this officer.

    A version that was proposed or decided is written no more, and neither is one that a file of the site has
    or is past (`filed_version`): a change is a version more. Its `author` becomes the officer.
    """
    _allow(tx, officer, Right.WRITE_PROFILES)
    before = tx.bench_profile(profile.id, profile.version)
    if before is not None and before.stage is not ProfileStage.DRAFT:
        raise Refused([Refusal(Rule.PROFILE_STAGE, profile.id)])
    if before is None and profile.version <= max(filed_version, _newest(tx, profile.id)):
        raise Refused([Refusal(Rule.PROFILE_VERSION, profile.id)])
    act = acts.ProfileDrafted(
        profile=profile.id, version=profile.version, content=drafted(profile, officer.id)
    )
    tx.append(officer.id, act)
    return Done(_found(tx, profile.id, profile.version), _CHANGES)


def propose(
    tx: Transaction, *, officer: Officer, profile: str, version: int, lists: Sequence[WordList] = ()
) -> Done[BenchProfile]:
    """Put a draft before a second person; `lists` are those that the site's profiles may refer to."""
    _allow(tx, officer, Right.WRITE_PROFILES)
    kept = _found(tx, profile, version)
    if kept.stage is not ProfileStage.DRAFT:
        raise Refused([Refusal(Rule.PROFILE_STAGE, profile)])
    _sound(kept, lists)
    tx.append(officer.id, acts.ProfileProposed(profile=profile, version=version, content=kept.content))
    return Done(_found(tx, profile, version), _CHANGES)


def take_in(
    tx: Transaction, *, officer: str, profile: Profile, station: str, filed_version: int = 0
) -> Done[BenchProfile]:
    """Propose a profile that came in a signed file; whoever approved it there approves nothing here."""
    if profile.version <= max(filed_version, _newest(tx, profile.id)):
        raise Refused([Refusal(Rule.PROFILE_VERSION, profile.id)])
    content = profile_to_plain(replace(profile, approver="-"))
    act = acts.ProfileProposed(
        profile=profile.id,
        version=profile.version,
        content=content,
        imported_from=station,
        approved_there=profile.approver,
    )
    tx.append(officer, act)
    return Done(_found(tx, profile.id, profile.version), _CHANGES)


def approve(
    tx: Transaction,
    *,
    officer: Officer,
    profile: str,
    version: int,
    proposal: str,
    lists: Sequence[WordList] = (),
) -> Done[BenchProfile]:
    """Agree, as the second person, to the proposal that was shown: the profile is in force at once."""
    kept = _proposed(tx, officer, profile, version, proposal)
    sound = replace(_sound(kept, lists), approver=officer.id)
    act = acts.ProfileApproved(
        profile=profile, version=version, proposal=proposal, content=profile_to_plain(sound)
    )
    tx.append(officer.id, act)
    return Done(_found(tx, profile, version), _CHANGES)


def refuse(
    tx: Transaction, *, officer: Officer, profile: str, version: int, proposal: str, reason: str
) -> Done[BenchProfile]:
    """Disagree, as the second person, and say why; the profile is a draft again."""
    _proposed(tx, officer, profile, version, proposal)
    reason = _reason(reason)
    act = acts.ProfileRefused(profile=profile, version=version, proposal=proposal, reason=reason)
    tx.append(officer.id, act)
    return Done(_found(tx, profile, version), _CHANGES)


def retire(tx: Transaction, *, officer: Officer, profile: Profile, reason: str) -> Done[BenchProfile]:
    """Put a profile out of force, whether it was written here or lies in a file; say why.

    A draft that is retired is laid aside.
    """
    _allow(tx, officer, Right.WRITE_PROFILES)
    kept = tx.bench_profile(profile.id, profile.version)
    if kept is not None and kept.stage not in (ProfileStage.IN_FORCE, ProfileStage.DRAFT):
        raise Refused([Refusal(Rule.PROFILE_STAGE, profile.id)])
    if kept is None and _newest(tx, profile.id, decided=True) >= profile.version:
        raise Refused([Refusal(Rule.PROFILE_STAGE, profile.id)])
    act = acts.ProfileRetired(
        profile=profile.id,
        version=profile.version,
        reason=_reason(reason),
        content=profile_to_plain(profile),
    )
    tx.append(officer.id, act)
    return Done(_found(tx, profile.id, profile.version), _CHANGES)


def may_answer(kept: BenchProfile, officer: Officer) -> bool:
    """Tell whether an officer may approve or refuse a profile: whoever wrote or proposed it may not."""
    return officer.may(Right.APPROVE_PROFILES) and officer.id not in kept.writers


def _allow(tx: Transaction, officer: Officer, right: Right) -> None:
    if not on_duty(tx, officer).may(right):
        raise Refused([Refusal(Rule.ROLE)])


def _found(tx: Transaction, profile: str, version: int) -> BenchProfile:
    kept = tx.bench_profile(profile, version)
    if kept is None:
        raise Refused([Refusal(Rule.NOT_KNOWN, f"{profile} {version}")])
    return kept


def _newest(tx: Transaction, profile: str, *, decided: bool = False) -> int:
    """Return the newest version of an id that is kept here, 0 where there is none."""
    stages = {ProfileStage.IN_FORCE, ProfileStage.RETIRED} if decided else set(ProfileStage)
    return max(
        (one.version for one in tx.bench_profiles() if one.id == profile and one.stage in stages), default=0
    )


def _proposed(tx: Transaction, officer: Officer, profile: str, version: int, proposal: str) -> BenchProfile:
    """Return the profile, refusing where what the second person saw is not what now waits."""
    _allow(tx, officer, Right.APPROVE_PROFILES)
    kept = _found(tx, profile, version)
    if kept.stage is not ProfileStage.PROPOSED or kept.proposed is None:
        raise Refused([Refusal(Rule.PROFILE_STAGE, profile)])
    if kept.proposed.entry != proposal:
        raise Refused([Refusal(Rule.STALE)])
    if officer.id in kept.writers:
        raise Refused([Refusal(Rule.OWN_PROFILE)])
    return kept


def _sound(kept: BenchProfile, lists: Sequence[WordList]) -> Profile:
    """Return the profile; refuse where it, or a list that it names, is no good."""
    profile = draft_from_plain(kept.content)
    if not isinstance(profile, Profile):
        raise Refused([Refusal(Rule.PROFILE_FAULTY, one.path) for one in profile])
    _, misfits = profile_set_of([profile], lists)
    if misfits:
        raise Refused([Refusal(Rule.PROFILE_FAULTY, one.path) for one in misfits])
    return profile


def _reason(reason: str) -> str:
    reason = written(reason, "reason", LONG)
    if not reason:
        raise Refused([Refusal(Rule.NO_REASON)])
    return reason

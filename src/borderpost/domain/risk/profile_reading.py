"""Reads profiles and word lists from plain data (TOML on disk, JSON on the wire), and joins them to a set."""

from collections.abc import Iterable, Mapping
from typing import Any as Anything

from borderpost.domain.risk.condition import Operator, comparisons
from borderpost.domain.risk.condition_reading import TERM_LENGTH_LIMIT, read_condition, term_problem
from borderpost.domain.risk.faults import TITLE_LIMIT, Faults
from borderpost.domain.risk.lane import Lane
from borderpost.domain.risk.profile import Profile, ProfileFault, ProfileProblem, WordList
from borderpost.domain.risk.profile_kind import DEFAULT_WEIGHT, WEIGHT_LIMIT, ProfileKind
from borderpost.domain.risk.profile_set import ProfileSet

ENTRIES_LIMIT = 100_000
_PROFILE_KEYS = frozenset(
    {
        "id",
        "version",
        "title",
        "lane",
        "owner",
        "author",
        "approver",
        "valid_from",
        "valid_until",
        "legal_basis",
        "instruction",
        "kind",
        "weight",
        "condition",
    }
)
_LIST_KEYS = frozenset({"id", "version", "title", "owner", "valid_from", "entries"})
_LANES = {lane.value: lane for lane in Lane}
_KINDS = {kind.value: kind for kind in ProfileKind}


def profile_from_plain(
    untrusted: Mapping[str, Anything], name: str = ""
) -> Profile | tuple[ProfileFault, ...]:
    """Return the profile that plain data spells, or all of its faults.

    `name` stands for the profile in the faults where it has no id of its own (the name of its file).
    """
    faults = Faults(_name_of(untrusted, name))
    faults.only(untrusted, _PROFILE_KEYS)
    lane = faults.text(untrusted, "lane", TITLE_LIMIT)
    if lane and lane not in _LANES:
        faults.add("lane", ProfileProblem.UNKNOWN_LANE, lane)
    kind = faults.text(untrusted, "kind", TITLE_LIMIT) if "kind" in untrusted else ProfileKind.TARGETED.value
    if kind and kind not in _KINDS:
        faults.add("kind", ProfileProblem.UNKNOWN_KIND, kind)
    if "condition" not in untrusted:
        faults.add("condition", ProfileProblem.MISSING)
    profile = Profile(
        id=faults.identifier(untrusted),
        version=faults.version(untrusted),
        title=faults.text(untrusted, "title", TITLE_LIMIT),
        lane=_LANES.get(lane, Lane.GREEN),
        owner=faults.text(untrusted, "owner", TITLE_LIMIT),
        author=faults.text(untrusted, "author", TITLE_LIMIT),
        approver=faults.text(untrusted, "approver", TITLE_LIMIT),
        valid_from=faults.day(untrusted, "valid_from"),
        valid_until=faults.day(untrusted, "valid_until"),
        legal_basis=faults.text(untrusted, "legal_basis"),
        instruction=faults.text(untrusted, "instruction"),
        condition=read_condition(untrusted.get("condition", {"field": "item_id", "missing": True}), faults),
        kind=_KINDS.get(kind, ProfileKind.TARGETED),
        weight=faults.whole(untrusted.get("weight", DEFAULT_WEIGHT), "weight", 0, WEIGHT_LIMIT),
    )
    if not faults.found and profile.valid_until < profile.valid_from:
        faults.add("valid_until", ProfileProblem.ENDS_BEFORE_IT_BEGINS, profile.valid_until.isoformat())
    if profile.author and profile.author == profile.approver:
        faults.add("approver", ProfileProblem.SAME_PERSON, profile.approver)
    return tuple(faults.found) or profile


def list_from_plain(untrusted: Mapping[str, Anything], name: str = "") -> WordList | tuple[ProfileFault, ...]:
    """Return the word list that plain data spells, or all of its faults."""
    faults = Faults(_name_of(untrusted, name))
    faults.only(untrusted, _LIST_KEYS)
    word_list = WordList(
        id=faults.identifier(untrusted),
        version=faults.version(untrusted),
        title=faults.text(untrusted, "title", TITLE_LIMIT),
        owner=faults.text(untrusted, "owner", TITLE_LIMIT),
        valid_from=faults.day(untrusted, "valid_from"),
        entries=_entries(untrusted.get("entries"), faults),
    )
    return tuple(faults.found) or word_list


def profile_set_of(
    profiles: Iterable[Profile], lists: Iterable[WordList] = ()
) -> tuple[ProfileSet, tuple[ProfileFault, ...]]:
    """Join profiles and lists to a set; those that do not fit in are left out, and say why."""
    faults: list[ProfileFault] = []
    by_list: dict[str, WordList] = {}
    for word_list in lists:
        if word_list.id in by_list:
            faults.append(ProfileFault(word_list.id, "id", ProfileProblem.DUPLICATE_ID))
        else:
            by_list[word_list.id] = word_list
    by_id: dict[str, Profile] = {}
    for profile in profiles:
        own = _faults_in_set(profile, by_id, by_list)
        faults.extend(own)
        if not own:
            by_id[profile.id] = profile
    return ProfileSet(tuple(by_id.values()), tuple(by_list.values())), tuple(faults)


def _faults_in_set(
    profile: Profile, by_id: Mapping[str, Profile], by_list: Mapping[str, WordList]
) -> list[ProfileFault]:
    if profile.id in by_id:
        return [ProfileFault(profile.id, "id", ProfileProblem.DUPLICATE_ID)]
    faults = Faults(profile.id)
    for place, comparison in comparisons(profile.condition):
        if comparison.word_list and comparison.operator is not Operator.MATCHES_LIST:
            path = f"{place}.{comparison.operator.value}.list"
            word_list = by_list.get(comparison.word_list)
            if word_list is None:
                faults.add(path, ProfileProblem.UNKNOWN_LIST, comparison.word_list)
                continue
            for entry in word_list.entries:
                problem = term_problem(comparison.field, comparison.operator, entry)
                if problem is not None:
                    faults.add(path, problem, entry)
                    break
    return faults.found


def _name_of(untrusted: Mapping[str, Anything], name: str) -> str:
    identifier = untrusted.get("id")
    return identifier[:64] if isinstance(identifier, str) and identifier else name


def _entries(untrusted: object, faults: Faults) -> tuple[str, ...]:
    if untrusted is None:
        faults.add("entries", ProfileProblem.MISSING)
    elif not isinstance(untrusted, list | tuple):
        faults.add("entries", ProfileProblem.WRONG_TYPE, untrusted)
    elif len(untrusted) > ENTRIES_LIMIT:
        faults.add("entries", ProfileProblem.TOO_MANY, str(len(untrusted)))
    else:
        for index, entry in enumerate(untrusted):
            if not isinstance(entry, str):
                faults.add(f"entries[{index}]", ProfileProblem.WRONG_TYPE, entry)
            elif not entry.strip():
                faults.add(f"entries[{index}]", ProfileProblem.EMPTY)
            elif len(entry) > TERM_LENGTH_LIMIT:
                faults.add(f"entries[{index}]", ProfileProblem.TOO_LONG, str(len(entry)))
        return () if faults.found else tuple(dict.fromkeys(untrusted))
    return ()

"""A profile of the workshop and its life: draft, proposed, approved and in force, replaced or retired."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any as Anything

from borderpost.domain import workshop_acts as acts
from borderpost.domain.entry import Entry
from borderpost.domain.mark import Mark, mark_of
from borderpost.domain.risk.profile import Profile, ProfileFault, profile_to_plain
from borderpost.domain.risk.profile_reading import profile_from_plain

NOBODY_YET = "-"
"""Stands for the approver of a profile that nobody has approved."""


class ProfileStage(StrEnum):
    """How far a version of a profile has come."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class BenchProfile:
    """One version of one profile with what became of it.

    `content` is its whole text as plain data. `drafted`, `proposed`, `approved` and `retired` tell by whom
    and when; `refused` and `refusal` tell who did not agree last, and why. `imported_from` names the station
    of the file that it came in, `approved_there` who approved it there.
    """

    id: str
    version: int
    stage: ProfileStage
    content: dict[str, Anything]
    drafted: Mark | None = None
    proposed: Mark | None = None
    approved: Mark | None = None
    refused: Mark | None = None
    retired: Mark | None = None
    refusal: str = ""
    retirement: str = ""
    imported_from: str = ""
    approved_there: str = ""

    def read(self) -> Profile | tuple[ProfileFault, ...]:
        """Return the profile as it judges, or what is wrong with it."""
        return draft_from_plain(self.content)

    @property
    def writers(self) -> frozenset[str]:
        """Who had a hand in it, and so cannot approve it."""
        marks = (self.drafted, self.proposed)
        return frozenset({str(self.content.get("author", "")), *(mark.officer for mark in marks if mark)})


def draft_from_plain(untrusted: Mapping[str, Anything]) -> Profile | tuple[ProfileFault, ...]:
    """Return the profile that plain data spells, though nobody has approved it yet, or all of its faults."""
    filled = dict(untrusted)
    if not filled.get("approver"):
        filled["approver"] = NOBODY_YET
    return profile_from_plain(filled)


def drafted(profile: Profile, author: str) -> dict[str, Anything]:
    """Return the content of a draft: as it is written, by this author, approved by nobody."""
    return profile_to_plain(replace(profile, author=author, approver=NOBODY_YET))


def after(before: BenchProfile | None, entry: Entry, act: acts.WorkshopAct) -> BenchProfile:
    """Return a version of a profile after one more entry about it."""
    mark = mark_of(entry)
    match act:
        case acts.ProfileDrafted():
            kept = before or BenchProfile(act.profile, act.version, ProfileStage.DRAFT, act.content)
            return replace(kept, stage=ProfileStage.DRAFT, content=act.content, drafted=mark, proposed=None)
        case acts.ProfileProposed():
            kept = before or BenchProfile(act.profile, act.version, ProfileStage.PROPOSED, act.content)
            return replace(
                kept,
                stage=ProfileStage.PROPOSED,
                content=act.content,
                proposed=mark,
                imported_from=act.imported_from or kept.imported_from,
                approved_there=act.approved_there or kept.approved_there,
            )
        case acts.ProfileApproved():
            kept = before or BenchProfile(act.profile, act.version, ProfileStage.IN_FORCE, act.content)
            return replace(kept, stage=ProfileStage.IN_FORCE, content=act.content, approved=mark)
        case acts.ProfileRefused():
            kept = before or BenchProfile(act.profile, act.version, ProfileStage.DRAFT, {})
            return replace(kept, stage=ProfileStage.DRAFT, proposed=None, refused=mark, refusal=act.reason)
        case acts.ProfileRetired():
            kept = before or BenchProfile(act.profile, act.version, ProfileStage.RETIRED, act.content)
            return replace(kept, stage=ProfileStage.RETIRED, retired=mark, retirement=act.reason)


def in_force(filed: Iterable[Profile], written: Iterable[BenchProfile]) -> tuple[Profile, ...]:
    """Return the profiles that judge: those of the site's files, and those of the workshop.

    Of each id, the newest version that was approved or retired here stands in for files of that version and
    of earlier ones; a file of a later version counts itself.
    """
    decided: dict[str, BenchProfile] = {}
    for one in written:
        if one.stage in (ProfileStage.IN_FORCE, ProfileStage.RETIRED) and (
            one.id not in decided or decided[one.id].version < one.version
        ):
            decided[one.id] = one
    found: list[Profile] = []
    overtaken: set[str] = set()
    for profile in filed:
        here = decided.get(profile.id)
        if here is None or profile.version > here.version:
            found.append(profile)
            overtaken.add(profile.id)
    for one in decided.values():
        if one.stage is ProfileStage.IN_FORCE and one.id not in overtaken:
            read = one.read()
            if isinstance(read, Profile):
                found.append(read)
    return tuple(found)

"""The rows of the workshop: every profile that judges, waits or has been, with what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from borderpost.domain.risk.bench_profile import BenchProfile, ProfileStage, draft_from_plain
from borderpost.domain.risk.lane import Lane
from borderpost.domain.risk.measuring import Figures, Measured
from borderpost.domain.risk.profile import Profile, profile_to_plain
from borderpost.domain.risk.profile_set import ProfileSet

_ORDER = {
    stage: place
    for place, stage in enumerate(
        (
            ProfileStage.PROPOSED,
            ProfileStage.DRAFT,
            ProfileStage.IN_FORCE,
            ProfileStage.RETIRED,
            ProfileStage.REPLACED,
        )
    )
}
_LANES = {lane.value: place for place, lane in enumerate(reversed(Lane))}


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One version of one profile; `kept` is what the record says of it, None where a file alone has it."""

    content: dict[str, Any]
    stage: ProfileStage
    kept: BenchProfile | None = None
    figures: Figures | None = None

    @property
    def id(self) -> str:
        """The profile's id."""
        return str(self.content.get("id", ""))

    @property
    def version(self) -> int:
        """The profile's version."""
        version = self.content.get("version", 1)
        return version if isinstance(version, int) else 1

    @property
    def key(self) -> str:
        """What the row is known by."""
        return f"{self.id} {self.version}"

    @property
    def title(self) -> str:
        """The profile's title."""
        return str(self.content.get("title", ""))

    @property
    def lane(self) -> str:
        """The profile's lane."""
        return str(self.content.get("lane", ""))


def rows_of(
    in_force: ProfileSet, filed: ProfileSet, kept: Iterable[BenchProfile], measured: Measured | None
) -> list[ProfileRow]:
    """Return the rows: what waits first, then what judges by its lane, then what has been."""
    figures = measured.profiles if measured is not None else {}
    rows = [
        ProfileRow(one.content, one.stage, one, _standing(figures.get(one.id), one.stage)) for one in kept
    ]
    written = {(one.id, one.version) for one in (row.kept for row in rows) if one is not None}
    judging = {(one.id, one.version) for one in in_force}
    for profile in filed:
        if (profile.id, profile.version) not in written:
            judges = (profile.id, profile.version) in judging
            stage = ProfileStage.IN_FORCE if judges else ProfileStage.REPLACED
            rows.append(
                ProfileRow(profile_to_plain(profile), stage, None, _standing(figures.get(profile.id), stage))
            )
    return sorted(
        rows,
        key=lambda row: (
            _ORDER[row.stage],
            _LANES.get(row.lane, 9),
            row.title.casefold(),
            row.id,
            -row.version,
        ),
    )


def next_version(rows: Iterable[ProfileRow], profile: str) -> int:
    """Return the version that a change of a profile bears."""
    return max((row.version for row in rows if row.id == profile), default=0) + 1


def profile_of(row: ProfileRow) -> Profile | None:
    """Return the profile of a row, None where its content is no good."""
    read = draft_from_plain(row.content)
    return read if isinstance(read, Profile) else None


def _standing(figures: Figures | None, stage: ProfileStage) -> Figures | None:
    """Return the figures of what judges or judged; a draft has selected nothing."""
    return figures if stage in (ProfileStage.IN_FORCE, ProfileStage.RETIRED) else None

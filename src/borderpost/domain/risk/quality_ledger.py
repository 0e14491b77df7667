"""Counts how good declarations are by the sender, and by the post that answers for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from borderpost.domain.declaration import Declaration
from borderpost.domain.risk.party_key import party_key
from borderpost.domain.risk.quality import Quality
from borderpost.domain.risk.quality_terms import QualityGroup, Shortfall

_GROUPS = tuple(QualityGroup)


class CountedBy(StrEnum):
    """By what declarations are counted."""

    POST = "post"
    SENDER = "sender"


@dataclass(frozen=True, slots=True)
class QualityCount:
    """Declarations of one sender or post counted: sums of scores by group, and how often each shortfall.

    Of `declarations`, the timeliness of `timed` was known.
    """

    declarations: int = 0
    timed: int = 0
    sums: Mapping[QualityGroup, float] = field(default_factory=dict)
    shortfalls: Mapping[Shortfall, int] = field(default_factory=dict)

    def mean(self, group: QualityGroup) -> float | None:
        """Return the mean score of a group; None where it was never known."""
        known = self.timed if group is QualityGroup.TIMELINESS else self.declarations
        return self.sums.get(group, 0.0) / known if known else None

    @property
    def score(self) -> float | None:
        """The mean of the groups that are known, as of one declaration; None where nothing was counted."""
        known = [mean for group in _GROUPS if (mean := self.mean(group)) is not None]
        return sum(known) / len(known) if known else None

    def joined(self, other: "QualityCount") -> "QualityCount":
        """Return both counts together."""
        return QualityCount(
            self.declarations + other.declarations,
            self.timed + other.timed,
            {
                group: self.sums.get(group, 0.0) + other.sums.get(group, 0.0)
                for group in _GROUPS
                if group in self.sums or group in other.sums
            },
            {
                kind: self.shortfalls.get(kind, 0) + other.shortfalls.get(kind, 0)
                for kind in Shortfall
                if kind in self.shortfalls or kind in other.shortfalls
            },
        )


class _Counting:
    """A count that grows."""

    __slots__ = ("declarations", "name", "shortfalls", "sums", "timed")

    def __init__(self, name: str) -> None:
        self.name = name
        self.declarations = self.timed = 0
        self.sums: dict[QualityGroup, float] = {}
        self.shortfalls: dict[Shortfall, int] = {}

    def add(self, quality: Quality) -> None:
        sums = self.sums
        self.declarations += 1
        for group, score in (
            (QualityGroup.TIMELINESS, quality.timeliness),
            (QualityGroup.ACCURACY, quality.accuracy),
            (QualityGroup.COMPLETENESS, quality.completeness),
            (QualityGroup.CONSISTENCY, quality.consistency),
        ):
            if score is not None:
                sums[group] = sums.get(group, 0.0) + score
        self.timed += quality.timeliness is not None
        for remark in quality.remarks:
            self.shortfalls[remark.shortfall] = self.shortfalls.get(remark.shortfall, 0) + 1

    def told(self) -> QualityCount:
        return QualityCount(self.declarations, self.timed, dict(self.sums), dict(self.shortfalls))


def sender_of(declaration: Declaration) -> str:
    """Return the key by which a sender's declarations are counted; empty where none is named."""
    return party_key(declaration.sender)


def post_of(declaration: Declaration) -> str:
    """Return the country of the post that answers for a declaration: of its office, else of the sender."""
    return declaration.origin_office[:2] or declaration.sender.country


class QualityLedger:
    """Counts by sender and by post, filled declaration by declaration."""

    def __init__(self) -> None:
        self._counts: dict[CountedBy, dict[str, _Counting]] = {by: {} for by in CountedBy}

    def add(self, declaration: Declaration, quality: Quality) -> None:
        """Count one declaration; a sender is called as the first of its declarations calls it."""
        for by, key in (
            (CountedBy.SENDER, sender_of(declaration)),
            (CountedBy.POST, post_of(declaration)),
        ):
            counts = self._counts[by]
            count = counts.get(key)
            if count is None:
                name = declaration.sender.display_name if by is CountedBy.SENDER else key
                count = counts[key] = _Counting(name)
            count.add(quality)

    def counts(self, by: CountedBy) -> dict[str, tuple[str, QualityCount]]:
        """Return the name and the count of every sender or post, by its key."""
        return {key: (count.name, count.told()) for key, count in self._counts[by].items()}

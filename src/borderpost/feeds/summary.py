"""What came of a feed, in figures: rows taken and refused, warnings by source and kind."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from borderpost.domain.declaration import Declaration, WarningKind
from borderpost.domain.intake import Accepted, RejectReason, Row

SOURCES_LIMIT = 1_000
OTHER_SOURCES = "…"
"""The name under which everything is counted that is from the thousand-and-first source on."""


@dataclass(slots=True)
class FeedSummary:
    """Counts of one feed, or of several that were added up; sources are those that the messages name."""

    accepted: Counter[str] = field(default_factory=Counter)
    warnings: Counter[tuple[str, WarningKind]] = field(default_factory=Counter)
    rejected: Counter[RejectReason] = field(default_factory=Counter)

    def add(self, row: Row) -> None:
        """Count a row."""
        self.add_all((row,))

    def add_all(self, rows: Iterable[Row]) -> None:
        """Count rows."""
        sources: list[str] = []
        odd: list[Declaration] = []
        for row in rows:
            if isinstance(row, Accepted):
                sources.append(row.declaration.message.source)
                if row.declaration.warnings:
                    odd.append(row.declaration)
            else:
                self.rejected[row.reason] += 1
        for source, count in Counter(sources).items():
            self.accepted[self._counted_as(source)] += count
        for declaration in odd:
            source = self._counted_as(declaration.message.source)
            for kind in {warning.kind for warning in declaration.warnings}:
                self.warnings[source, kind] += 1

    def _counted_as(self, source: str) -> str:
        return source if source in self.accepted or len(self.accepted) < SOURCES_LIMIT else OTHER_SOURCES

    def update(self, other: "FeedSummary") -> None:
        """Add the counts of another feed."""
        self.accepted.update(other.accepted)
        self.warnings.update(other.warnings)
        self.rejected.update(other.rejected)

    def as_plain(self) -> dict[str, Any]:
        """Return the counts as JSON-able data."""
        return {
            "accepted": dict(self.accepted),
            "warnings": [[source, kind.value, count] for (source, kind), count in self.warnings.items()],
            "rejected": {reason.value: count for reason, count in self.rejected.items()},
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """Return the counts that `as_plain` wrote."""
        return cls(
            Counter(plain["accepted"]),
            Counter({(source, WarningKind(kind)): count for source, kind, count in plain["warnings"]}),
            Counter({RejectReason(reason): count for reason, count in plain["rejected"].items()}),
        )

    @property
    def rows(self) -> int:
        """How many rows there were."""
        return self.accepted.total() + self.rejected.total()

    def by_kind(self) -> Counter[WarningKind]:
        """Return in how many declarations each kind of warning stands, whatever their source."""
        counts: Counter[WarningKind] = Counter()
        for (_, kind), count in self.warnings.items():
            counts[kind] += count
        return counts

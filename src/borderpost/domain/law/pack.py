"""A legal pack: the rows of one jurisdiction, with the prohibitions of the postal convention."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from borderpost.domain.codes import Disposition
from borderpost.domain.law.rows import (
    Agency,
    Calendar,
    Clock,
    DecisionCode,
    DispositionRow,
    HoldReason,
    Notice,
    Offence,
    OpeningGate,
    Override,
    Power,
    Prohibition,
    ReasonRule,
    RetentionRow,
    Row,
    SmallPath,
    Source,
)


@dataclass(frozen=True, slots=True)
class LegalPack:
    """What one jurisdiction allows and asks for; of rows that follow one another in time it holds all."""

    id: str
    version: int
    title: str
    jurisdiction: str
    sources: tuple[Source, ...] = ()
    powers: tuple[Power, ...] = ()
    offences: tuple[Offence, ...] = ()
    dispositions: tuple[DispositionRow, ...] = ()
    prohibitions: tuple[Prohibition, ...] = ()
    reason_rules: tuple[ReasonRule, ...] = ()
    small_paths: tuple[SmallPath, ...] = ()
    opening_gates: tuple[OpeningGate, ...] = ()
    notices: tuple[Notice, ...] = ()
    clocks: tuple[Clock, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    retention: tuple[RetentionRow, ...] = ()
    hold_reasons: tuple[HoldReason, ...] = ()
    decision_codes: tuple[DecisionCode, ...] = ()
    overrides: tuple[Override, ...] = ()
    agencies: tuple[Agency, ...] = ()
    convention: tuple[Prohibition, ...] = ()

    @property
    def edition(self) -> str:
        """How the journal names the pack that a decision was taken under."""
        return f"{self.id}@{self.version}"

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Yield every row with the name of its table."""
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, tuple):
                yield from ((each.name, row) for row in value if isinstance(row, Row))

    def on(self, day: date) -> "LegalPack":
        """Return the pack with the rows that are in force on a day."""
        kept: dict[str, Any] = {
            each.name: tuple(row for row in value if not isinstance(row, Row) or row.holds_on(day))
            for each in fields(self)
            if isinstance(value := getattr(self, each.name), tuple)
        }
        return replace(self, **kept)

    def citation(self, row: Row) -> str:
        """Return how the row's source is cited; the source's id where the pack does not hold it."""
        return next((source.citation for source in self.sources if source.id == row.source), row.source)

    def allows(self, disposition: Disposition) -> DispositionRow | None:
        """Return the row that allows the disposition, None where the pack knows none."""
        return next((row for row in self.dispositions if row.disposition is disposition), None)

    def reasons_to_hold(self, disposition: Disposition) -> tuple[HoldReason, ...]:
        """Return the reasons for which an item can be held so."""
        return tuple(row for row in self.hold_reasons if row.disposition is disposition)

    def decision_code(self, disposition: Disposition) -> str:
        """Return the code for the post, the empty text where the pack has none."""
        return next((row.code for row in self.decision_codes if row.disposition is disposition), "")

    def calendar(self, identifier: str) -> Calendar | None:
        """Return a calendar by its id."""
        return next((row for row in self.calendars if row.id == identifier), None)

"""One chunk of a week's features against all profiles that are asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from borderpost.domain.declaration import Declaration
from borderpost.domain.risk.condition import SAME_FIELDS, comparisons
from borderpost.store.comparison_masks import ComparisonMasks
from borderpost.store.condition_masks import Evaluator, Mask, both
from borderpost.store.features_chunks import Chunk
from borderpost.store.features_columns import Array
from borderpost.store.screening_question import Question, Selected
from borderpost.store.week_file import WeekFile
from borderpost.work.ports_risk import Cancelled

ROWS_BETWEEN_QUESTIONS: Final = 16


@dataclass(slots=True)
class ChunkScreening:
    """One chunk against all profiles that are asked."""

    chunk: Chunk
    week: WeekFile
    question: Question
    compare: ComparisonMasks
    held: dict[int, Array] = field(default_factory=dict)
    doubtful: dict[int, list[int]] = field(default_factory=dict)
    fresh: list[int] = field(default_factory=list)

    def selected(self) -> Selected:
        """Return what holds among the rows of the chunk."""
        chunk, newest = self.chunk, self.question.newest.among(self.chunk)
        rows, arrived = chunk.rows(), chunk.column("arrived").astype(np.int64)
        wanted = self._wanted(arrived)
        asked, odd = both([wanted, newest]), chunk.column("odd")
        # what is told of a part of the days alone is of no use to another question
        self._recall(only=wanted is True)
        if self.fresh:
            self._ask(both([asked, ~odd]))
            for place in np.flatnonzero(_full(asked, len(rows)) & odd).tolist():
                self.doubtful[place] = []
            self._judge(rows)
            if wanted is True:
                self._remember()
        posted = chunk.column("posted").astype(np.int64)
        counted = arrived if asked is True else arrived[asked] if asked is not False else arrived[:0]
        days, counts = np.unique(counted, return_counts=True)
        return Selected(
            week=self.week.week,
            held={position: places for position, places in sorted(self.held.items()) if len(places)},
            rows=rows,
            items=chunk.column("item"),
            arrived=arrived,
            days=np.where(posted == 0, arrived, posted),
            counted=dict(zip(days.tolist(), counts.tolist(), strict=True)),
            item_ids=lambda: chunk.texts("item_ids"),
        )

    def _recall(self, *, only: bool) -> None:
        """Take what is remembered of the profiles; the others are `fresh`."""
        for position in self.question.asked:
            known = self.chunk.recalled(self._name(position)) if only else None
            if known is None:
                self.fresh.append(position)
            else:
                self.held[position] = known

    def _remember(self) -> None:
        for position in self.fresh:
            condition = self.question.profiles.profiles[position].condition
            # what is counted over other items changes with these
            if not any(one.field in SAME_FIELDS for _, one in comparisons(condition)):
                places = self.held.get(position, np.zeros(0, dtype=np.int64))
                self.chunk.remember(self._name(position), places.astype(np.uint32))

    def _name(self, position: int) -> tuple[object, ...]:
        return (self.question.way, self.question.profiles.profiles[position].condition)

    def _wanted(self, arrived: Array) -> Mask:
        since, until = self.question.since.toordinal(), self.question.until.toordinal()
        if since <= self.chunk.span.first_arrived and self.chunk.span.last_arrived <= until:
            return True
        mask: Array = (arrived >= since) & (arrived <= until)
        return mask

    def _ask(self, among: Mask) -> None:
        """Ask all profiles of the rows of a mask, and note where they hold and where they are in doubt."""
        question, chunk = self.question, self.chunk
        if among is False:
            return
        evaluator = Evaluator(self.compare, chunk.item_of_line(), chunk.column("line_count"), question.shared)
        for position in self.fresh:
            if question.cancelled():
                raise Cancelled
            truth = evaluator.truth(question.profiles.profiles[position].condition)
            holds = both([truth.holds, among])
            if holds is False:
                continue
            doubt = both([holds, truth.doubt])
            if doubt is not False:
                for place in np.flatnonzero(_full(doubt, chunk.span.items)).tolist():
                    self.doubtful.setdefault(place, []).append(position)
                holds = _full(holds, chunk.span.items) & ~_full(doubt, chunk.span.items)
            places = np.flatnonzero(_full(holds, chunk.span.items))
            if len(places):
                self.held[position] = places

    def _judge(self, rows: Array) -> None:
        """Let the judge decide what is in doubt."""
        more: dict[int, list[int]] = {}
        for done, (place, positions) in enumerate(self.doubtful.items()):
            if not done % ROWS_BETWEEN_QUESTIONS and self.question.cancelled():
                raise Cancelled
            declaration = self.week.by_row(int(rows[place]))
            asked = positions or to_ask(declaration, self.question, self.fresh)
            for position in self.question.judge.holding(declaration, asked):
                more.setdefault(position, []).append(place)
        for position, places in more.items():
            there = self.held.get(position, np.zeros(0, dtype=np.int64))
            self.held[position] = np.union1d(there, np.array(places, dtype=np.int64))


def _full(mask: Mask, size: int) -> Array:
    return np.full(size, mask, dtype=np.bool_) if isinstance(mask, bool) else mask


def to_ask(declaration: Declaration, question: Question, among: Sequence[int]) -> list[int]:
    """Return those of some profiles, by their positions, that may hold for a declaration."""
    return sorted(set(among).intersection(question.judge.asked_of(declaration)))

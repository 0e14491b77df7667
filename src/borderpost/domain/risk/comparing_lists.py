"""Compares names with watch lists, and descriptions with the terms that say too little about goods."""

from dataclasses import replace

from borderpost.domain.risk.assessment import Clause, NoteKind
from borderpost.domain.risk.comparing import EXPECTED_SHOWN, Met, Obstacle, Test
from borderpost.domain.risk.condition import Comparison
from borderpost.domain.risk.facts import ItemFacts, LineFacts
from borderpost.domain.risk.field_readers import text_reader
from borderpost.domain.risk.watch_match import LEAST_SCORE, WatchMatch

_VAGUE_WORDS = "vague-words"


class WatchTest(Test):
    """Whether a name, company or address comes near to an entry of a watch list."""

    cost = 8

    def __init__(self, comparison: Comparison) -> None:
        super().__init__(comparison)
        self._read = text_reader(comparison.field)
        self._least = LEAST_SCORE if comparison.threshold is None else float(comparison.threshold)
        self.judge = self._judge

    def _judge(self, item: ItemFacts, line: LineFacts | None) -> bool | None:
        found = self._found(item, line)
        return None if found is None else bool(found)

    def _found(self, item: ItemFacts, line: LineFacts | None) -> tuple[WatchMatch, ...] | None:
        text = self._read(item, line)
        if text.blank:
            return ()
        matches = item.watched(self.comparison.word_list, text.original)
        return None if matches is None else tuple(one for one in matches if one.score >= self._least)

    def obstacle(self, item: ItemFacts, line: LineFacts | None) -> Obstacle:
        """Return the name of the list that is wanting."""
        return Obstacle(NoteKind.NO_LIST, self.field, self.comparison.word_list)

    def looked_for(self) -> tuple[str, ...]:
        """Return nothing: the list as a whole is looked for, and the clause names it."""
        return ()

    def met(self, item: ItemFacts, line: LineFacts | None) -> Met:
        """Return the entries that are near, and the name."""
        listed = tuple(dict.fromkeys(one.listed for one in self._found(item, line) or ()))
        return listed[:EXPECTED_SHOWN], self._read(item, line).original, ""

    def clause(self, item: ItemFacts, line: LineFacts | None, *, held: bool) -> Clause:
        """Return what the comparison met, and how near the nearest entry is."""
        clause = replace(super().clause(item, line, held=held), list_id=self.comparison.word_list)
        found = self._found(item, line)
        if not found:
            return clause
        best = found[0]
        return replace(clause, score=f"{best.score:.1f}", weak=best.weak, differs=best.differs)


class VagueTest(Test):
    """Whether a description says too little about the goods."""

    cost = 6

    def __init__(self, comparison: Comparison) -> None:
        super().__init__(comparison)
        self._read = text_reader(comparison.field)
        self.judge = self._judge

    def _judge(self, item: ItemFacts, line: LineFacts | None) -> bool | None:
        text = self._read(item, line)
        if text.blank:
            return False
        found = item.vague(text.original)
        return None if found is None else bool(found)

    def obstacle(self, item: ItemFacts, line: LineFacts | None) -> Obstacle:
        """Return that there are no such terms to look for."""
        return Obstacle(
            NoteKind.NO_LIST, self.field, _VAGUE_WORDS, None if line is None else line.line.number
        )

    def met(self, item: ItemFacts, line: LineFacts | None) -> Met:
        """Return the terms that say too little, and the description."""
        text = self._read(item, line)
        return (item.vague(text.original) or ())[:EXPECTED_SHOWN], text.original, ""

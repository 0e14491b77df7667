"""The condition of a profile as SQL over the features of a week: the second way in which it is judged.

Truth has three values, so that each part is compiled to what makes it hold and to what makes it fail; a row
that is in neither is undecided. Where SQL cannot be exact, both are wider than the truth, and `doubt` says
for which rows: those are judged one by one.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from borderpost.domain.risk.condition import All, Any, Comparison, Condition, EveryLine, Not, SomeLine
from borderpost.store.features_file import LINE_BITS

NEVER: Final = "0"
ALWAYS: Final = "1"
_OF_ITEM: Final = f"l.line BETWEEN (i.row << {LINE_BITS}) AND (i.row << {LINE_BITS} | {(1 << LINE_BITS) - 1})"


@dataclass(frozen=True, slots=True)
class Truth:
    """Expressions, never NULL, over a row `i` of items, and inside of lines over one `l` of lines.

    `few` says that an index leads to the rows for which it holds.
    """

    holds: str
    fails: str
    doubt: str = NEVER
    few: bool = False


UNKNOWN_HERE: Final = Truth(ALWAYS, ALWAYS, ALWAYS)
"""A comparison of which SQL knows nothing: every row is judged for which the others leave it open."""

Compare = Callable[[Comparison], Truth]


def compiled(condition: Condition, compare: Compare, *, in_line: bool = False) -> Truth:
    """Return a condition as SQL; `compare` makes that of a comparison."""
    match condition:
        case All(parts):
            return _all([compiled(part, compare, in_line=in_line) for part in parts])
        case Any(parts):
            return _any([compiled(part, compare, in_line=in_line) for part in parts])
        case Not(part):
            return _opposite(compiled(part, compare, in_line=in_line))
        case SomeLine(part):
            return _some_line(compiled(part, compare, in_line=True))
        case EveryLine(part):
            return _opposite(_some_line(_opposite(compiled(part, compare, in_line=True)), none_holds=True))
        case Comparison():
            truth = compare(condition)
            return _some_line(truth) if condition.field.of_line and not in_line else truth


def both(parts: Iterable[str]) -> str:
    """Return that every part is so."""
    found = [part for part in dict.fromkeys(parts) if part != ALWAYS]
    if NEVER in found:
        return NEVER
    return f"({' AND '.join(found)})" if found else ALWAYS


def either(parts: Iterable[str]) -> str:
    """Return that some part is so."""
    found = [part for part in dict.fromkeys(parts) if part != NEVER]
    if ALWAYS in found:
        return ALWAYS
    return f"({' OR '.join(found)})" if found else NEVER


def no(part: str) -> str:
    """Return that a part is not so."""
    return {NEVER: ALWAYS, ALWAYS: NEVER}.get(part, f"(NOT {part})")


def _all(parts: list[Truth]) -> Truth:
    return Truth(
        both(part.holds for part in parts),
        either(part.fails for part in parts),
        either(part.doubt for part in parts),
        any(part.few for part in parts),
    )


def _any(parts: list[Truth]) -> Truth:
    return Truth(
        either(part.holds for part in parts),
        both(part.fails for part in parts),
        either(part.doubt for part in parts),
        bool(parts) and all(part.few for part in parts),
    )


def _opposite(truth: Truth) -> Truth:
    return Truth(truth.fails, truth.holds, truth.doubt)


def _some_line(truth: Truth, *, none_holds: bool = False) -> Truth:
    """Return that a line answers to it; with `none_holds`, that there is none at all makes it hold, too."""
    if truth.holds == NEVER:
        holds = NEVER
    elif truth.few and not none_holds:
        holds = f"i.row IN (SELECT l.line >> {LINE_BITS} FROM lines l WHERE {truth.holds})"  # noqa: S608
    else:
        holds = _exists(truth.holds)
    fails = no(_exists(no(truth.fails)))
    if none_holds:
        holds, fails = either([holds, "(i.line_count = 0)"]), both([fails, "(i.line_count > 0)"])
    return Truth(holds, fails, _exists(truth.doubt) if truth.doubt != ALWAYS else ALWAYS, truth.few)


def _exists(what: str) -> str:
    if what == NEVER:
        return NEVER
    return f"EXISTS (SELECT 1 FROM lines l WHERE {_OF_ITEM} AND {what})"  # noqa: S608 - made here

"""The anchors of all profiles in tables, by which a declaration finds the few that can hold for it."""

from collections.abc import Callable, Mapping, Sequence

from borderpost.domain.risk.anchors import Anchors
from borderpost.domain.risk.condition import Comparison
from borderpost.domain.risk.facts import ItemFacts
from borderpost.domain.risk.index_tables import Table, make_table, table_key
from borderpost.domain.risk.matchers import Matchers

_SEVERAL: tuple[str, ...] = ("several",)
_SEVERAL_WATCHED: tuple[str, ...] = ("several", "watched")
_FEW = 3
_CHEAP = 2
_MANY = 24


class ProfileIndex:
    """Finds the positions of the profiles that may hold for a declaration, or be undecided.

    Every profile is a bit of a number. A gate holds the profiles that have an anchor in a table; what is
    declared opens it for some of them, and the others are out. Anchors of which any one will do, and which
    lie in several tables, go through a gate of several tables.
    """

    def __init__(self, anchors: Sequence[tuple[Anchors, ...]], matchers: Matchers) -> None:
        self._all = 0
        gates: dict[tuple[str, ...], dict[tuple[str, ...], dict[Comparison, int]]] = {}
        for position, sets in enumerate(anchors):
            if not all(sets):  # it can never hold
                continue
            bit = 1 << position
            self._all |= bit
            for name, one in _by_gate(sets).items():
                tables = gates.setdefault(name, {})
                for anchor in one:
                    table = tables.setdefault(table_key(anchor), {})
                    table[anchor] = table.get(anchor, 0) | bit
        made = [_Gate(tuple(tables.values()), self._all, matchers) for tables in gates.values()]
        self._gates = tuple(sorted(made, key=lambda gate: gate.cost))

    def candidates(self, item: ItemFacts) -> list[int]:
        """Return the positions of all profiles that may hold or be undecided, in ascending order."""
        left = self._all
        for gate in self._gates:
            waiting = left & gate.members
            # A few profiles are judged sooner than a number is made ready to keep them out.
            if waiting and (gate.cheap or waiting.bit_count() > _FEW):
                left &= gate.others | gate.found(item)
        return _positions(left)


class _Gate:
    """The profiles that have anchors in some tables: `members`, and the `others` of the set.

    A gate that is not `cheap` costs more than to judge a few profiles that it would keep out.
    """

    def __init__(
        self, anchors: Sequence[Mapping[Comparison, int]], everyone: int, matchers: Matchers
    ) -> None:
        self.members = 0
        for table in anchors:
            for bits in table.values():
                self.members |= bits
        self.others = everyone & ~self.members
        tables = [make_table(table, matchers) for table in anchors]
        self.cost = sum(table.cost for table in tables)
        self.cheap = self.cost <= _CHEAP
        self.found: Callable[[ItemFacts], int] = tables[0].found if len(tables) == 1 else _any_of(tables)


def _any_of(tables: Sequence[Table]) -> Callable[[ItemFacts], int]:
    looks = [table.found for table in tables]

    def found(item: ItemFacts) -> int:
        bits = 0
        for look in looks:
            bits |= look(item)
        return bits

    return found


def _by_gate(sets: tuple[Anchors, ...]) -> dict[tuple[str, ...], Anchors]:
    """Return one set of anchors for each gate, the rarest where there are several."""
    chosen: dict[tuple[str, ...], Anchors] = {}
    for one in sets:
        tables = {table_key(anchor) for anchor in one}
        if len(tables) == 1:
            (name,) = tables
        else:
            name = _SEVERAL_WATCHED if any(table[0] == "watched" for table in tables) else _SEVERAL
        chosen.setdefault(name, one)
    return chosen


def _positions(bits: int) -> list[int]:
    """Return where a number has bits, in ascending order."""
    found: list[int] = []
    if bits.bit_count() > _MANY:
        text = bin(bits)[:1:-1]
        place = text.find("1")
        while place >= 0:
            found.append(place)
            place = text.find("1", place + 1)
        return found
    while bits:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return found

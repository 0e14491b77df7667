"""The anchors of all profiles in tables, by which a declaration finds the few that can hold for it."""

from collections.abc import Iterable, Sequence

from borderpost.domain.risk.anchors import Anchors
from borderpost.domain.risk.condition import Comparison, Field, Operator
from borderpost.domain.risk.facts import Codes, ItemFacts, LineFacts
from borderpost.domain.risk.field_readers import (
    CodeReader,
    TextReader,
    code_reader,
    comparable,
    is_missing,
    text_reader,
)
from borderpost.domain.risk.matchers import Matchers
from borderpost.domain.risk.words import Folded, pieces

_Groups = dict[str, list[int]]
_ALSO_ASKED = 3
_ITEM_ALONE: tuple[None] = (None,)


class ProfileIndex:
    """Finds the positions of the profiles that may hold for a declaration, or be undecided.

    Profiles with the same anchor form a group: tables lead from what is declared to groups, and groups to
    the profiles of which it is the rarest anchor. A profile found so has to find its other anchors among the
    groups too. `always` are the positions of the profiles that nothing declared rules out.
    """

    def __init__(self, anchors: Sequence[tuple[Anchors, ...]], matchers: Matchers) -> None:
        self.always = [position for position, sets in enumerate(anchors) if not sets]
        self._members: list[list[int]] = []
        self._also: dict[int, tuple[frozenset[int], ...]] = {}
        self._codes: dict[Field, _CodeTable] = {}
        self._texts: dict[Field, _TextTable] = {}
        self._missing: list[tuple[Field, int]] = []
        self._watched: list[tuple[TextReader, str, int]] = []
        self._vague: list[tuple[TextReader, int]] = []
        self._groups: dict[Comparison, int] = {}
        for position, sets in enumerate(anchors):
            if not sets:
                continue
            for anchor in sets[0]:
                self._members[self._group(anchor, matchers)].append(position)
            also = [
                frozenset(self._group(anchor, matchers) for anchor in one)
                for one in sets[1:]
                if not any(anchor.operator is Operator.MATCHES_LIST for anchor in one)
            ]
            if also:
                self._also[position] = tuple(also[:_ALSO_ASKED])
        self._tables: list[_CodeTable | _TextTable] = [*self._codes.values(), *self._texts.values()]

    def _group(self, anchor: Comparison, matchers: Matchers) -> int:
        group = self._groups.get(anchor)
        if group is None:
            group = self._groups[anchor] = len(self._members)
            self._members.append([])
            self._enter(anchor, group, matchers)
        return group

    def _enter(self, anchor: Comparison, group: int, matchers: Matchers) -> None:
        field = anchor.field
        match anchor.operator:
            case Operator.IS_IN | Operator.STARTS_WITH:
                whole = anchor.operator is Operator.IS_IN
                table = self._codes.setdefault(field, _CodeTable(field))
                table.enter({comparable(field, term) for term in matchers.terms(anchor)}, group, whole=whole)
            case Operator.HAS_WORDS | Operator.HAS_PART | Operator.IS_EXACTLY:
                texts = self._texts.setdefault(field, _TextTable(field))
                texts.enter(anchor.operator, matchers.matcher(anchor).keys(), group)
            case Operator.MISSING:
                self._missing.append((field, group))
            case Operator.MATCHES_LIST:
                self._watched.append((text_reader(field), anchor.word_list, group))
            case Operator.IS_VAGUE:
                self._vague.append((text_reader(field), group))

    def candidates(self, item: ItemFacts) -> list[int]:
        """Return the positions of all profiles that may hold or be undecided, in ascending order."""
        groups: set[int] = set()
        for table in self._tables:
            table.find(item, groups)
        for field, group in self._missing:
            if any(is_missing(field, item, line) for line in (item.lines if field.of_line else _ITEM_ALONE)):
                groups.add(group)
        for read, list_id, group in self._watched:
            text = read(item, None)
            # Matches of any score: the profile's own is asked for when it is judged.
            if not text.blank and item.watched(list_id, text.original) != ():
                groups.add(group)
        for read, group in self._vague:
            texts = (read(item, line) for line in item.lines)
            if any(not text.blank and item.vague(text.original) != () for text in texts):
                groups.add(group)
        found: set[int] = set()
        for group in groups:
            found.update(self._members[group])
        also, nothing_else = self._also, ()
        chosen = [
            position
            for position in found
            if not any(groups.isdisjoint(one) for one in also.get(position, nothing_else))
        ]
        return sorted((*self.always, *chosen))


class _CodeTable:
    """Groups by the codes of one field, whole or by how they begin."""

    def __init__(self, field: Field) -> None:
        self._read: CodeReader = code_reader(field)
        self._of_line = field.of_line
        self._whole: _Groups = {}
        self._beginnings: dict[int, _Groups] = {}

    def enter(self, terms: Iterable[str], group: int, *, whole: bool) -> None:
        """Lead from the terms to a group."""
        for term in terms:
            table = self._whole if whole else self._beginnings.setdefault(len(term), {})
            table.setdefault(term, []).append(group)

    def find(self, item: ItemFacts, groups: set[int]) -> None:
        """Add the groups that the codes of an item lead to."""
        if not self._of_line:
            self._add(self._read(item, None), groups)
            return
        seen: set[Codes] = set()
        for line in item.lines:
            codes = self._read(item, line)
            if codes not in seen:
                seen.add(codes)
                self._add(codes, groups)

    def _add(self, codes: Codes, groups: set[int]) -> None:
        for one in codes:
            if one in self._whole:
                groups.update(self._whole[one])
            for length, table in self._beginnings.items():
                found = table.get(one[:length])
                # A code shorter than the beginning looked up is no match: its slice is another length.
                if found is not None:
                    groups.update(found)


class _TextTable:
    """Groups by the words, pieces and whole texts of one field; Latin first, other scripts second."""

    def __init__(self, field: Field) -> None:
        self._read: TextReader = text_reader(field)
        self._of_line = field.of_line
        self._words: tuple[_Groups, _Groups] = ({}, {})
        self._whole: tuple[_Groups, _Groups] = ({}, {})
        self._pieces: tuple[dict[int, _Groups], dict[int, _Groups]] = ({}, {})

    def enter(self, operator: Operator, keys: tuple[frozenset[str], frozenset[str]], group: int) -> None:
        """Lead from words, pieces or texts to a group."""
        for script, terms in enumerate(keys):
            for term in terms:
                match operator:
                    case Operator.HAS_WORDS:
                        table = self._words[script]
                    case Operator.IS_EXACTLY:
                        table = self._whole[script]
                    case _:
                        table = self._pieces[script].setdefault(len(term), {})
                table.setdefault(term, []).append(group)

    def find(self, item: ItemFacts, groups: set[int]) -> None:
        """Add the groups that the texts of an item lead to."""
        lines: Iterable[LineFacts | None] = item.lines if self._of_line else _ITEM_ALONE
        seen: set[str] = set()
        for line in lines:
            text = self._read(item, line)
            if text.original not in seen:
                seen.add(text.original)
                self._add(text, groups)

    def _add(self, text: Folded, groups: set[int]) -> None:
        for script, (words, whole) in enumerate(
            ((text.latin_words, text.latin), (text.script_words, text.script))
        ):
            table = self._words[script]
            for word in words:
                if word in table:
                    groups.update(table[word])
            if whole in self._whole[script]:
                groups.update(self._whole[script][whole])
            for length, by_piece in self._pieces[script].items():
                for piece in by_piece.keys() & pieces(whole, length):
                    groups.update(by_piece[piece])

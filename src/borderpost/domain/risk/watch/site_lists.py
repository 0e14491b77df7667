"""The watch lists of a site, made ready: asked for a name, they answer with the entries that come near it."""

import hashlib
from collections.abc import Iterable
from functools import cached_property, lru_cache

from borderpost.domain.risk.watch.differing import differing
from borderpost.domain.risk.watch.name_index import NameIndex
from borderpost.domain.risk.watch.name_words import NO_WORDS, NameWords
from borderpost.domain.risk.watch.normal_form import (
    NormalForm,
    address_form,
    loses_vowels,
    name_forms,
    script_form,
    skeleton,
)
from borderpost.domain.risk.watch.watch_entry import EntryKind, WatchEntry, WatchList
from borderpost.domain.risk.watch_match import LEAST_SCORE, WatchMatch

NAMES_REMEMBERED = 65_536
MATCHES_LIMIT = 50
_SAME = 100.0
# Consonants alone never make two names the same.
_MOST_OF_A_SKELETON = 90.0
# A name without a legal form may be a firm's: without city and trade, more has to be left of it then.
_LETTERS_OF_A_GUESS = 6

_Name = tuple[WatchEntry, str, bool]
"""An entry, one of its names, and whether the form that stands for it is weak."""
_Found = dict[str, tuple[float, bool, str]]
"""By the id of an entry: score, weak, and the listed name that came nearest."""


class SiteWatchLists:
    """Every list by its id. What was asked is remembered: the same senders come again and again."""

    def __init__(self, lists: Iterable[WatchList] = (), words: NameWords = NO_WORDS) -> None:
        self.lists = tuple(sorted(lists, key=lambda watch_list: watch_list.id))
        self._ready = {watch_list.id: _ReadyList(watch_list, words) for watch_list in self.lists}
        # a set has no order of its own
        self._words = (
            sorted(words.legal_forms),
            sorted(words.generic),
            words.unspaced,
            sorted(words.double_surnames),
            sorted(words.surnames.items()),
        )
        self._contents: dict[str, str] = {}
        self._remembered = lru_cache(maxsize=NAMES_REMEMBERED)(self._compare)

    def __len__(self) -> int:
        return len(self.lists)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 (hex) of all lists, as they are."""
        return hashlib.sha256(repr(self.lists).encode("utf-8", "surrogatepass")).hexdigest()

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all lists."""
        return tuple(one.id for one in self.lists)

    def content_of(self, list_id: str) -> str:
        """Return the SHA-256 (hex) of a list and of the words by which names are made comparable."""
        if list_id not in self._contents:
            listed = [one for one in self.lists if one.id == list_id]
            told = repr((listed, self._words)) if listed else ""
            digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
            self._contents[list_id] = digest if listed else ""
        return self._contents[list_id]

    def has(self, list_id: str) -> bool:
        """Tell whether there is such a list."""
        return list_id in self._ready

    def match(self, list_id: str, name: str) -> tuple[WatchMatch, ...]:
        """Return the entries that score LEAST_SCORE or more, best first; none for a list unknown.

        At most 50 entries. A name that is written as listed, in its own script, is the same one and no
        weak evidence.
        """
        return self._remembered(list_id, name)

    def _compare(self, list_id: str, name: str) -> tuple[WatchMatch, ...]:
        ready = self._ready.get(list_id)
        return () if ready is None else ready.match(name)


class _ReadyList:
    """One list with its indexes: names by normal form and by script, addresses by normal form."""

    def __init__(self, watch_list: WatchList, words: NameWords) -> None:
        self._id = watch_list.id
        self._words = words
        self._entries = {entry.id: entry for entry in watch_list.entries}
        self._by_script: dict[str, list[_Name]] = {}
        names: dict[str, list[_Name]] = {}
        addresses: dict[str, list[_Name]] = {}
        skeletons: dict[str, list[_Name]] = {}
        bare_skeletons: dict[str, list[_Name]] = {}
        for entry in watch_list.entries:
            for name in entry.names:
                own_script = script_form(name)
                if own_script:
                    self._by_script.setdefault(own_script, []).append((entry, name, False))
                if entry.kind is EntryKind.ADDRESS:
                    address = address_form(name)
                    if address is not None:
                        addresses.setdefault(address[0].key, []).append((entry, name, address[0].weak))
                else:
                    for form in name_forms(name, words, firm=entry.kind is EntryKind.COMPANY):
                        names.setdefault(form.key, []).append((entry, name, form.weak))
                    bones = skeleton(name, words)
                    if bones:
                        skeletons.setdefault(bones, []).append((entry, name, True))
                        if loses_vowels(name):
                            bare_skeletons.setdefault(bones, []).append((entry, name, True))
        # Each normal form stands in the index once, however many entries share it.
        self._names = list(names.values())
        self._name_index = NameIndex(tuple(names))
        # A declared name without vowels is compared with all, one with vowels with those that have none.
        self._skeletons = list(skeletons.values())
        self._skeleton_index = NameIndex(tuple(skeletons))
        self._bare_skeletons = list(bare_skeletons.values())
        self._bare_skeleton_index = NameIndex(tuple(bare_skeletons))
        self._addresses = list(addresses.values())
        self._address_index = NameIndex(tuple(addresses))

    def match(self, name: str) -> tuple[WatchMatch, ...]:
        found: _Found = {}
        for entry, listed, _ in self._by_script.get(script_form(name) or " ", ()):
            _keep(found, entry, _SAME, False, listed)
        if len(self._name_index):
            known = name_forms(name, self._words)
            self._match_forms(known, found, guessed=False)
            guessed = tuple(
                form
                for form in name_forms(name, self._words, firm=True)
                if form not in known and len(form.key) >= _LETTERS_OF_A_GUESS
            )
            self._match_forms(guessed, found, guessed=True)
            self._match_skeleton(name, found)
        if len(self._address_index):
            self._match_address(name, found)
        best = sorted(found.items(), key=lambda item: (-item[1][0], item[1][1], item[0]))
        return tuple(
            WatchMatch(self._id, entry_id, listed, name, round(score, 1), weak, differing(listed, name))
            for entry_id, (score, weak, listed) in best[:MATCHES_LIMIT]
        )

    def _match_forms(self, forms: tuple[NormalForm, ...], found: _Found, *, guessed: bool) -> None:
        """Look the forms up; those that take the name for a firm's by a guess match listed firms alone."""
        for form in forms:
            for place, score in self._name_index.find(form.key, LEAST_SCORE):
                for entry, listed, weak in self._names[place]:
                    if not guessed or entry.kind is EntryKind.COMPANY:
                        _keep(found, entry, score, weak or form.weak, listed)

    def _match_skeleton(self, name: str, found: _Found) -> None:
        if loses_vowels(name):
            names, index = self._skeletons, self._skeleton_index
        elif len(self._bare_skeleton_index):
            names, index = self._bare_skeletons, self._bare_skeleton_index
        else:
            return
        for place, score in index.find(skeleton(name, self._words), LEAST_SCORE):
            for entry, listed, _ in names[place]:
                _keep(found, entry, min(score, _MOST_OF_A_SKELETON), True, listed)

    def _match_address(self, name: str, found: _Found) -> None:
        address = address_form(name)
        if address is None:
            return
        form, numbers = address
        for place, score in self._address_index.find(form.key, LEAST_SCORE):
            for entry, listed, weak in self._addresses[place]:
                listed_address = address_form(listed)
                # Number 17 and number 71 of one street are two addresses, however alike they look.
                if listed_address is not None and listed_address[1] == numbers:
                    _keep(found, entry, score, weak or form.weak, listed)


def _keep(found: _Found, entry: WatchEntry, score: float, weak: bool, listed: str) -> None:
    """Keep the best that an entry scored; of two that score the same, what is not weak."""
    held = found.get(entry.id)
    if held is None or (score, not weak) > (held[0], not held[1]):
        found[entry.id] = (score, weak, listed)

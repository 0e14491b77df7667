"""The codes of a week's features, for which columns hold small numbers."""

from bisect import bisect_left
from collections.abc import Iterable

from borderpost.domain.hs import read_hs
from borderpost.domain.risk.facts import code
from borderpost.store.engine import Connection

_CURRENCY = "= "


class WeekCodes:
    """All codes of a week, as they were when it was made."""

    def __init__(self, conn: Connection) -> None:
        self._codes: dict[str, int] = {
            text: number for number, text in conn.execute("SELECT id, text FROM codes")
        }
        self._hs: dict[str, list[int]] = {}
        for text, number in conn.execute("SELECT text, id FROM hs_forms"):
            self._hs.setdefault(text, []).append(number)
        self._in_order = {False: sorted(self._codes), True: sorted(self._hs)}

    @property
    def size(self) -> int:
        """1 more than the largest number."""
        return len(self._codes) + 1

    def currencies(self) -> dict[int, str]:
        """Return the currencies by their numbers."""
        return {
            number: text.removeprefix(_CURRENCY)
            for text, number in self._codes.items()
            if text.startswith(_CURRENCY)
        }

    def numbers(self, terms: Iterable[str], *, hs: bool, whole: bool) -> set[int]:
        """Return the numbers of the codes that are, or begin with, one of some terms."""
        found: set[int] = set()
        in_order = self._in_order[hs]
        for term in terms:
            if whole:
                found.update(self._of(term, hs=hs))
                continue
            place = bisect_left(in_order, term)
            while place < len(in_order) and in_order[place].startswith(term):
                found.update(self._of(in_order[place], hs=hs))
                place += 1
        return found

    def _of(self, text: str, *, hs: bool) -> Iterable[int]:
        if hs:
            return self._hs.get(text, ())
        return (self._codes[text],) if text in self._codes else ()


class CodeNumbers:
    """Small numbers for codes; 0 for none. `fresh` are those that came, `forms` the forms of new HS codes."""

    def __init__(self, known: dict[str, int]) -> None:
        self._known = known
        self._seen: dict[str, int] = {}
        self._seen_hs: dict[str, int] = {}
        self.fresh: list[tuple[int, str]] = []
        self.forms: list[tuple[str, int]] = []

    def number(self, text: str) -> int:
        """Return the number of a code, in the form in which codes are compared."""
        if not text:
            return 0
        number = self._seen.get(text)
        if number is None:
            number = self._seen[text] = self._of(code(text))
        return number

    def raw(self, text: str) -> int:
        """Return the number of a code that is compared as it is written."""
        return self._of(f"{_CURRENCY}{text}") if text else 0

    def hs(self, text: str) -> int:
        """Return the number of an HS code, and note the forms by which it is found."""
        if not text:
            return 0
        number = self._seen_hs.get(text)
        if number is None:
            number = self._seen_hs[text] = self._new_hs(code(text))
        return number

    def _new_hs(self, declared: str) -> int:
        if not declared:
            return 0
        before = len(self.fresh)
        number = self._of(f"hs {declared}")
        if len(self.fresh) > before:
            self.forms += [(form, number) for form in {declared, read_hs(declared).probable}]
        return number

    def _of(self, text: str) -> int:
        number = self._known.get(text)
        if number is None:
            number = self._known[text] = len(self._known) + 1
            self.fresh.append((number, text))
        return number

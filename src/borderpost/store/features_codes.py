"""The codes of a week's features, by which columns hold small numbers for them."""

from bisect import bisect_left
from collections.abc import Iterable

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

"""Counts how often goods of a heading went to one address, by what was declared for its newest items."""

import contextlib
import threading
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from borderpost.domain.item_key import item_key
from borderpost.domain.risk.history import SameKind
from borderpost.domain.risk.value_norms import heading_of
from borderpost.store.compact import Damaged
from borderpost.store.declarations import Declarations
from borderpost.store.engine import DatabaseError
from borderpost.store.folder import SiteFolder
from borderpost.store.same_items import SiteHistory

ITEMS_MOST: Final = 60
"""How many of the newest items of an address are looked into: a shop's shelf is not read for each parcel."""


@dataclass(slots=True)
class GoodsUpTo:
    """Fills `GoodsHistory`: what went to an address, up to and with a day. Made for one item."""

    site: "SiteGoods"
    day: date
    _known: dict[tuple[str, int], dict[str, int]] = field(default_factory=dict)

    def times(self, address_key: str, heading: str, since_days: int) -> int:
        """Count the items of the last days to an address that declare goods of an HS heading."""
        asked = (address_key, since_days)
        if asked not in self._known:
            self._known[asked] = self.site.headings(address_key, self.day, since_days)
        return self._known[asked].get(heading, 0)


class SiteGoods:
    """Looks into earlier items for whichever thread asks, each with connections of its own."""

    def __init__(self, folder: SiteFolder, earlier: SiteHistory) -> None:
        self._folder = folder
        self._earlier = earlier
        self._local = threading.local()

    def up_to(self, day: date) -> GoodsUpTo:
        """Return what went to addresses, up to and with a day."""
        return GoodsUpTo(self, day)

    def headings(self, address_key: str, last: date, days: int) -> dict[str, int]:
        """Return for each heading how many of the newest items to an address declare goods of it."""
        counted = self._earlier.up_to(last).counted
        rows = counted.rows(SameKind.ADDRESS, address_key, last, days, ITEMS_MOST)
        held: Declarations | None = getattr(self._local, "held", None)
        if held is None:
            held = self._local.held = Declarations(self._folder, self._folder.connect_mirror(readonly=True))
        files = {file.week: file for file in held.weeks()} if rows else {}
        found: dict[tuple[str, date], set[str]] = {}
        for week, row in rows:
            with contextlib.suppress(DatabaseError, Damaged, KeyError, OSError):
                declaration = files[week].by_row(row)
                item = item_key(declaration.item_id), declaration.item_date
                # Of several declarations of one item the newest counts.
                if item not in found:
                    found[item] = set(filter(None, map(heading_of, declaration.lines)))
        times: dict[str, int] = {}
        for headings in found.values():
            for heading in headings:
                times[heading] = times.get(heading, 0) + 1
        return times

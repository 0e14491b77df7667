"""Mail without end to measure the store by: canonical rows in the order of their arrival, week by week."""

import copy
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from borderpost.demo.declarations import generate
from borderpost.domain.identifiers.s10 import check_digit

TEMPLATES: Final = 4_000
_AMENDED: Final = 0.03
_APART: Final = 20_000_000
"""How far the numbers of one seed's items lie from those of another's."""
_ROLLS: Final = 500
_A_ROLL_AND_WEEK: Final = 7_000
"""Numbers that a roll may need of each kind in a week; no more than 13 weeks of two seeds have room."""
_LATER: Final = 400
"""How many rows behind an item its amendment comes."""
_SYLLABLES: Final = re.findall(
    "[a-z]+", "ba ka lo mi ren sho ta vel du nor pi zan fe gur hei jo li mon os pra que ri sel tu wen xi yor"
)
_PLACE: Final = "\x01"
_ESCAPED: Final = json.dumps(_PLACE)[1:-1]
_FIRST_MONDAY: Final = date(2026, 8, 24)


@dataclass(frozen=True, slots=True)
class Mail:
    """A seeded run of mail: `items` rows over `weeks` weeks of arrival."""

    items: int
    weeks: int = 13
    seed: int = 7

    @property
    def a_week(self) -> int:
        """How many rows arrive in a week."""
        return -(-self.items // self.weeks)

    @property
    def last_day(self) -> date:
        """The day on which the newest row arrived."""
        return _FIRST_MONDAY + timedelta(weeks=self.weeks, days=-1)

    def count(self, week: int) -> int:
        """How many rows arrive in the week of a number, from 0."""
        return max(0, min(self.a_week, self.items - week * self.a_week))

    def write(self, week: int, path: Path) -> None:
        """Write the rows of a week as JSON Lines."""
        with path.open("wb", buffering=1 << 20) as file:
            file.writelines(self.rows(week))

    def rows(self, week: int) -> Iterator[bytes]:
        """Yield the rows of a week; the same each time."""
        dice = random.Random(f"{self.seed}/{week}")
        templates = _templates()
        names = _names(self.seed)
        rolls = _Rolls(begun=(self.seed % 2 * (self.weeks + 1) + week) * _A_ROLL_AND_WEEK)
        count = self.count(week)
        start = datetime.combine(_FIRST_MONDAY + timedelta(weeks=week), datetime.min.time(), UTC)
        step = timedelta(days=6.9) / max(1, count)
        waiting: list[tuple[int, bytes, tuple[bytes, ...]]] = []
        for number in range(count):
            arrived = (start + number * step).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
            if waiting and waiting[0][0] <= number:
                _, row, values = waiting.pop(0)
                yield row % (values[0], b"2", arrived, *values[1:])
                continue
            template, prefix, country = templates[dice.randrange(len(templates))]
            place = self.seed % 5 * _APART + week * self.a_week + number
            values = (
                b"%016x" % (place * 0x9E3779B97F4A7C15 % (1 << 64)),
                s10(prefix, rolls.next(dice.randrange(_ROLLS), prefix + country), country),
                (start - timedelta(days=dice.randrange(3, 20))).date().isoformat().encode(),
                names[dice.randrange(len(names))],
                b"%d" % dice.randrange(1, 400),
                names[dice.randrange(len(names))],
                b"%d" % dice.randrange(1, 400),
                b"%09d" % dice.randrange(10**9),
            )
            if dice.random() < _AMENDED:
                waiting.append((number + _LATER, template, values))
            yield template % (values[0], b"1", arrived, *values[1:])


class _Rolls:
    """Rolls of labels, each printed upwards, of which the post mixes many."""

    def __init__(self, begun: int) -> None:
        self._begun = begun
        self._used: Counter[tuple[int, str]] = Counter()

    def next(self, roll: int, kind: str) -> int:
        """Return the next serial of a roll and a kind of label."""
        self._used[roll, kind] += 1
        return roll * (100_000_000 // _ROLLS) + self._begun + self._used[roll, kind]


def s10(prefix: str, serial: int, country: str) -> bytes:
    """Return an S10 number with a serial of eight digits."""
    digits = f"{serial:08d}"
    return f"{prefix}{digits}{check_digit(digits)}{country}".encode()


@lru_cache(maxsize=1)
def _templates() -> list[tuple[bytes, str, str]]:
    """Return rows of the demo with places for what differs, each with prefix and country of its number."""
    found = []
    for row in generate(20_261, TEMPLATES, date(2026, 11, 22)):
        item: str = row["item_id"]
        usual = len(item) == 13 and item[2:11].isdigit() and item[11:].isalpha()
        if usual and row["message"]["version"] == 1 and row["lines"] and row["sender"] and row["addressee"]:
            found.append((_with_places(row), item[:2], item[11:]))
    return found


def _with_places(row: dict[str, Any]) -> bytes:
    """Return a row as a template with ten places, in the order in which `rows` fills them."""
    row = copy.deepcopy(row)
    row["message"] = {"id": _PLACE, "version": _PLACE, "source": row["message"]["source"]}
    row["message"]["received_at"] = _PLACE
    row["item_id"] = row["posted_on"] = _PLACE
    row["alternate_ids"] = []
    for role in ("sender", "addressee"):
        party = row[role]
        street = party["lines"][0] if party.get("lines") else "Road"
        row[role] = {"name": _PLACE, "lines": [f"{_PLACE} {street}"]} | {
            name: value for name, value in party.items() if name not in ("name", "lines")
        }
    first = row["lines"][0]
    row["lines"][0] = first | {"product_ids": [{"scheme": "sku", "value": f"SKU-{_PLACE}"}]}
    order = ("message", "item_id", "posted_on", "sender", "addressee", "lines")
    row = {name: row[name] for name in order} | row
    text = json.dumps(row, ensure_ascii=False).replace("%", "%%")
    text = text.replace(f'"version": "{_ESCAPED}"', f'"version": {_ESCAPED}')
    return text.replace(_ESCAPED, "%b").encode() + b"\n"


@lru_cache(maxsize=1)
def _names(seed: int) -> list[bytes]:
    """Return some thousands of names, of people whom nobody knows."""
    dice = random.Random(seed)
    words = ["".join(dice.choices(_SYLLABLES, k=dice.choice((2, 2, 3, 3, 4)))).title() for _ in range(30_000)]
    given = words[:3_000]
    return [f"{dice.choice(given)} {dice.choice(words)}".encode() for _ in range(200_000)]

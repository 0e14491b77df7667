"""How the documents write times, amounts, weights, line numbers and hashes."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal

from borderpost.documents.bidi import needs_ordering
from borderpost.documents.report_record import RecordUnfit
from borderpost.documents.wording import NOTHING
from borderpost.domain.money import Money

THIN = "\u202f"


def shown(text: str) -> str:
    """`text`, or the dash that stands for nothing."""
    return text if text.strip() else NOTHING


def isolated(text: str) -> str:
    """`text` to be put into a sentence: right-to-left text in it does not reorder what stands around."""
    return f"\u2068{text}\u2069" if needs_ordering(text) else text


def joined(*texts: str, by: str = " · ") -> str:
    """The texts that are not empty, each keeping its own direction."""
    return by.join(isolated(text) for text in texts if text.strip())


def moment(at: datetime | None) -> str:
    """A local time with its offset: `2026-11-03 14:22:05 +01:00`; a dash for None."""
    if at is None:
        return NOTHING
    return f"{at:%Y-%m-%d} {at:%H:%M:%S} {offset(at)}"


def moment_in_utc(at: datetime) -> str:
    """The same moment in universal time: `2026-11-03 13:22:05 UTC`."""
    offset(at)
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def moments(start: datetime | None, end: datetime | None) -> str:
    """A start and an end on two lines, the day said once where it is the same."""
    if start is None or end is None:
        return moment(start or end)
    if start.date() == end.date():
        return f"{start:%Y-%m-%d}\n{start:%H:%M:%S}–{end:%H:%M:%S} {offset(start)}"
    return f"{moment(start)}\n{moment(end)}"


def offset(at: datetime) -> str:
    """The offset from UTC: `+01:00`; RecordUnfit where the time does not say."""
    delta = at.utcoffset()
    if delta is None:
        raise RecordUnfit("time", f"{at.isoformat()} does not say its offset from UTC")
    minutes = int(delta.total_seconds() // 60)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def day(on: date | None) -> str:
    """A calendar day: `2026-11-03`; a dash for None."""
    return NOTHING if on is None else on.isoformat()


def number(value: Decimal | None) -> str:
    """A quantity, its thousands parted by a thin space, without trailing zeros after the point."""
    if value is None:
        return NOTHING
    if not value.is_finite():
        return str(value)
    text = f"{value:,f}".replace(",", THIN)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text


def quantity(value: Decimal | None, unit: str) -> str:
    """A quantity with its unit."""
    return NOTHING if value is None else f"{number(value)} {unit}".rstrip()


def kilograms(value: Decimal | None) -> str:
    """A weight in kilograms, as exact as it was given."""
    return NOTHING if value is None else f"{value:f} kg"


def money(value: Money | None) -> str:
    """An amount with its currency, never rounded: `EUR 1 556.52`."""
    if value is None:
        return NOTHING
    amount = value.amount
    text = f"{amount:,f}".replace(",", THIN) if amount.is_finite() else str(amount)
    return f"{value.currency} {text}".strip()


def totals(values: Iterable[Money | None]) -> str:
    """The sum in each currency, one a line, in order of first appearance; empty where there is none."""
    sums: dict[str, Decimal] = {}
    for value in values:
        if value is not None and value.amount.is_finite():
            sums[value.currency] = sums.get(value.currency, Decimal(0)) + value.amount
    return "\n".join(money(Money(amount, currency)) for currency, amount in sums.items())


def line_numbers(numbers: Iterable[int]) -> str:
    """Goods lines one by one, runs shortened: `1, 3–5`."""
    parts: list[str] = []
    ordered = sorted(set(numbers))
    index = 0
    while index < len(ordered):
        end = index
        while end + 1 < len(ordered) and ordered[end + 1] == ordered[end] + 1:
            end += 1
        if end - index >= 2:
            parts.append(f"{ordered[index]}–{ordered[end]}")
        else:
            parts += [str(value) for value in ordered[index : end + 1]]
        index = end + 1
    return ", ".join(parts) or NOTHING


def short_hash(digest: str) -> str:
    """The first twelve characters of a hash, in two groups."""
    return f"{digest[:6]} {digest[6:12]}".strip() or NOTHING


def hash_groups(digest: str) -> list[str]:
    """A hash in groups of eight characters."""
    return [digest[start : start + 8] for start in range(0, len(digest), 8)]

"""What seems odd about a declaration: a reason to look twice beside the profiles, and no proof."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from borderpost.domain.money import Money


class IndicationKind(StrEnum):
    """What seems odd."""

    VALUE_LOW = "value_low"
    VALUE_HIGH = "value_high"
    JUST_BELOW_THRESHOLD = "just_below_threshold"
    SPLIT = "split"
    MANY_TO_ONE_ADDRESS = "many_to_one_address"
    SAME_GOODS_AGAIN = "same_goods_again"
    GIFT_FROM_COMPANY = "gift_from_company"
    SCALE_DISAGREES = "scale_disagrees"
    NET_ABOVE_GROSS = "net_above_gross"
    ROUND_NUMBERS = "round_numbers"
    VALUE_BELOW_POSTAGE = "value_below_postage"


@dataclass(frozen=True, slots=True)
class Indication:
    """One oddity with the values that make it one.

    `actual` is what is declared (for SCALE_DISAGREES: what the scale shows) in `unit` (`GBP/kg`, `GBP`,
    `kg`), `low` and `high` what it is held against: the middle half of `count` declarations for a value, a
    threshold, the declared weight, the postage. For items counted, `count` of them came in `days`, and
    `high` is what nearly all items of the site stay within, where that was learnt. `about`
    is the heading, the company, or the title of the threshold; `origin` a country.
    """

    kind: IndicationKind
    line: int | None = None
    actual: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    count: int = 0
    days: int = 0
    about: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class ValueThreshold:
    """A value below which less is asked of an item (a duty relief, say), in force on the days given.

    Items of one addressee within `days` count as one consignment that was split.
    """

    title: str
    amount: Money
    valid_from: date
    valid_until: date
    days: int = 7
    gifts_only: bool = False

    def holds_on(self, day: date) -> bool:
        """Tell whether the threshold is in force on a day."""
        return self.valid_from <= day <= self.valid_until


def indication_to_plain(indication: Indication) -> dict[str, Any]:
    """Return an indication as JSON-able data; what is empty is left out."""
    plain: dict[str, Any] = {"kind": indication.kind.value}
    for name in ("actual", "low", "high"):
        number: Decimal | None = getattr(indication, name)
        if number is not None:
            plain[name] = str(number)
    for name in ("line", "unit", "count", "days", "about", "origin"):
        value: str | int | None = getattr(indication, name)
        if value:
            plain[name] = value
    return plain


def indication_from_plain(plain: Mapping[str, Any]) -> Indication:
    """Return the indication that was written; raise ValueError, KeyError or TypeError where it is none."""
    numbers = {name: _number(plain[name]) for name in ("actual", "low", "high") if name in plain}
    return Indication(
        IndicationKind(plain["kind"]),
        line=plain.get("line"),
        unit=plain.get("unit", ""),
        count=plain.get("count", 0),
        days=plain.get("days", 0),
        about=plain.get("about", ""),
        origin=plain.get("origin", ""),
        **numbers,
    )


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"{text!r} is no number") from error

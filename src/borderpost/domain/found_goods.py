"""What was declared held against what was found, line by line: only what differs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from borderpost.domain.brands.identity import same_number
from borderpost.domain.goods_acts import LineRecorded
from borderpost.domain.risk.plausibility import scale_bounds


class Aspect(StrEnum):
    """What of a line differs; UNDECLARED and NOT_LISTED are whole lines, GROSS_WEIGHT the whole item."""

    GROSS_WEIGHT = "gross_weight"
    DESCRIPTION = "description"
    CODE = "code"
    HS_CODE = "hs_code"
    QUANTITY = "quantity"
    VALUE = "value"
    WEIGHT = "weight"
    ORIGIN = "origin"
    UNDECLARED = "undeclared"
    MISSING = "missing"
    NOT_LISTED = "not_listed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs. `line` is the declared line (0: none), `found_lines` those of the goods."""

    aspect: Aspect
    line: int = 0
    found_lines: tuple[int, ...] = ()
    declared: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """The differences, in order of the declared lines, and the declared lines that were found as declared."""

    differences: tuple[Difference, ...] = ()
    agreeing: tuple[int, ...] = ()


def compare_goods(
    declaration: Mapping[str, Any] | None,
    found: Sequence[LineRecorded],
    *,
    searched: bool = False,
    scale_kg: str = "",
) -> Compared:
    """Return what differs between a declaration's plain form and the goods listed.

    What a goods line does not say is not compared. A declared line without goods is MISSING once the item was
    `searched` to its end. Never raises, whatever the declaration holds.
    """
    plain = declaration if declaration is not None else {}
    listed = plain.get("lines")
    lines = [_table(one) for one in listed] if isinstance(listed, list) else []
    differences = _gross(_text(plain, "gross_weight_kg"), scale_kg)
    agreeing: list[int] = []
    for number, line in enumerate(lines, start=1):
        goods = [one for one in found if one.declared_line == number]
        if goods:
            odd = _line(number, line, goods)
            differences += odd
            agreeing += [] if odd else [number]
        else:
            aspect = Aspect.MISSING if searched else Aspect.NOT_LISTED
            amount = " ".join(part for part in (_text(line, "quantity"), _text(line, "unit")) if part)
            words = " · ".join(part for part in (_text(line, "description"), amount) if part)
            differences.append(Difference(aspect, number, declared=words))
    for one in found:
        if not 1 <= one.declared_line <= len(lines):
            amount = f"{one.quantity} {one.unit}"
            words = goods_name(one)
            differences.append(Difference(Aspect.UNDECLARED, 0, (one.line,), found=f"{words} · {amount}"))
    return Compared(tuple(differences), tuple(agreeing))


def goods_name(line: LineRecorded) -> str:
    """Return mark and description of found goods; the mark once, where the description names it too."""
    if line.brand.casefold() in line.description.casefold():
        return line.description
    return f"{line.brand} {line.description}".strip()


def _gross(declared: str, scale: str) -> list[Difference]:
    declared_kg, scale_kg = _number(declared), _number(scale)
    bounds = scale_bounds(declared_kg) if declared_kg is not None else None
    if scale_kg is None or bounds is None or bounds[0] <= scale_kg <= bounds[1]:
        return []
    return [Difference(Aspect.GROSS_WEIGHT, declared=f"{declared} kg", found=f"{scale} kg")]


def _line(number: int, line: Mapping[str, Any], goods: Sequence[LineRecorded]) -> list[Difference]:
    lines = tuple(one.line for one in goods)
    odd: list[Difference] = []

    def differs(aspect: Aspect, declared: str, found: str) -> None:
        odd.append(Difference(aspect, number, lines, declared, found))

    declared = _text(line, "description")
    words = dict.fromkeys(goods_name(one) for one in goods)
    if declared and not all(_same(declared, one.description) for one in goods):
        differs(Aspect.DESCRIPTION, declared, "; ".join(words))
    codes = _codes(line)
    scanned = [one.product_code for one in goods if one.product_code]
    if strange := [code for code in scanned if not any(same_number(code, known) for known in codes)]:
        differs(Aspect.CODE, ", ".join(codes), ", ".join(dict.fromkeys(strange)))
    hs_code = _text(line, "hs_code")
    found_hs = [one.hs_code for one in goods if one.hs_code]
    if hs_code and (other := [code for code in found_hs if code[:6] != hs_code[:6]]):
        differs(Aspect.HS_CODE, hs_code, ", ".join(dict.fromkeys(other)))
    quantity, counted = _number(_text(line, "quantity")), _total(one.quantity for one in goods)
    if quantity is not None and counted is not None and counted != quantity:
        units = " / ".join(dict.fromkeys(str(one.unit) for one in goods))
        differs(Aspect.QUANTITY, f"{quantity:f} {_text(line, 'unit')}".strip(), f"{counted:f} {units}")
    odd += _value(number, lines, _table(line.get("value")), goods)
    weight = _number(_text(line, "net_weight_kg"))
    weighed = _total(one.net_weight_kg for one in goods) if all(one.net_weight_kg for one in goods) else None
    bounds = scale_bounds(weight) if weight is not None else None
    if weighed is not None and bounds is not None and not bounds[0] <= weighed <= bounds[1]:
        differs(Aspect.WEIGHT, f"{weight:f} kg", f"{weighed:f} kg")
    origin = _text(line, "origin_country")
    if other := [one.origin_country for one in goods if one.origin_country and one.origin_country != origin]:
        differs(Aspect.ORIGIN, origin, ", ".join(dict.fromkeys(other)))
    return odd


def _value(
    number: int, lines: tuple[int, ...], declared: Mapping[str, Any], goods: Sequence[LineRecorded]
) -> list[Difference]:
    if not all(one.value for one in goods):
        return []
    amount, currency = _number(_text(declared, "amount")), _text(declared, "currency")
    currencies = list(dict.fromkeys(one.currency for one in goods))
    found = _total(one.value for one in goods)
    if amount is None or found is None or (currencies == [currency] and found == amount):
        return []
    told = f"{found:f} {currencies[0]}"
    if len(currencies) > 1:
        told = " + ".join(f"{one.value} {one.currency}" for one in goods)
    return [Difference(Aspect.VALUE, number, lines, f"{amount:f} {currency}", told)]


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _codes(line: Mapping[str, Any]) -> list[str]:
    ids = line.get("product_ids")
    return [value for one in (ids if isinstance(ids, list) else []) if (value := _text(_table(one), "value"))]


def _total(numbers: Any) -> Decimal | None:
    total = Decimal(0)
    for text in numbers:
        number = _number(text)
        if number is None:
            return None
        total += number
    return total


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= 20 else None


def _table(plain: object) -> Mapping[str, Any]:
    return plain if isinstance(plain, Mapping) else {}


def _text(plain: Mapping[str, Any], name: str) -> str:
    value = plain.get(name)
    return value if isinstance(value, str) else ""

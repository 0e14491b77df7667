"""What the examination shows of the declaration and the assessment that an inspection was opened with."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from borderpost.domain.money import Money
from borderpost.ui.words.amounts import money_text, total_text


@dataclass(frozen=True, slots=True)
class DeclaredLine:
    """One declared content line as texts; `codes` are its product identifiers."""

    number: int
    description: str
    quantity: str = ""
    unit: str = ""
    net_weight_kg: str = ""
    value: str = ""
    hs_code: str = ""
    origin: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """A declaration in brief; `value` is the total in each currency."""

    sender: str = ""
    sender_country: str = ""
    addressee: str = ""
    addressee_place: str = ""
    gross_weight_kg: str = ""
    value: str = ""
    lines: tuple[DeclaredLine, ...] = ()


def digest_of(declaration: Mapping[str, Any] | None) -> Digest | None:
    """Return a declaration's plain form (`to_canonical`) in brief; a field that is missing stays empty.

    Entries of other stations and older programs may lack fields, so nothing here raises for want of one.
    """
    if declaration is None:
        return None
    sender, addressee = _mapping(declaration.get("sender")), _mapping(declaration.get("addressee"))
    plain_lines = declaration.get("lines")
    lines = plain_lines if isinstance(plain_lines, list) else []
    return Digest(
        sender=_name(sender),
        sender_country=_text(sender, "country"),
        addressee=_name(addressee),
        addressee_place=" ".join(
            part for part in (_text(addressee, "postcode"), _text(addressee, "city")) if part
        ),
        gross_weight_kg=_text(declaration, "gross_weight_kg"),
        value=total_text(_money(_mapping(_mapping(line).get("value"))) for line in lines),
        lines=tuple(_line(number, _mapping(line)) for number, line in enumerate(lines, start=1)),
    )


def reason_titles(assessment: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the titles of the profiles that hit, each once."""
    hits = assessment.get("hits")
    found = [_text(_mapping(hit), "title") for hit in hits] if isinstance(hits, list) else []
    return tuple(dict.fromkeys(title for title in found if title))


def line_with_code(lines: tuple[DeclaredLine, ...], code: str) -> DeclaredLine | None:
    """Return the first declared line that names the product code; leading zeros of a GTIN do not matter."""
    wanted = code.strip().lstrip("0")
    if not wanted:
        return None
    return next((line for line in lines if any(c.lstrip("0") == wanted for c in line.codes)), None)


def _mapping(plain: object) -> Mapping[str, Any]:
    return plain if isinstance(plain, Mapping) else {}


def _text(plain: Mapping[str, Any], name: str) -> str:
    value = plain.get(name)
    return value if isinstance(value, str) else ""


def _name(party: Mapping[str, Any]) -> str:
    return _text(party, "company") or _text(party, "name")


def _money(plain: Mapping[str, Any]) -> Money | None:
    try:
        return Money(Decimal(_text(plain, "amount")), _text(plain, "currency"))
    except InvalidOperation:
        return None


def _line(number: int, plain: Mapping[str, Any]) -> DeclaredLine:
    money = _money(_mapping(plain.get("value")))
    codes = plain.get("product_ids")
    return DeclaredLine(
        number=number,
        description=_text(plain, "description"),
        quantity=_text(plain, "quantity"),
        unit=_text(plain, "unit"),
        net_weight_kg=_text(plain, "net_weight_kg"),
        value=money_text(money),
        hs_code=_text(plain, "hs_code"),
        origin=_text(plain, "origin_country"),
        codes=tuple(
            code
            for one in (codes if isinstance(codes, list) else [])
            if (code := _text(_mapping(one), "value"))
        ),
    )

"""Goods to be listed as they were typed, and what is wrong with them before anything is recorded."""

import re
from dataclasses import dataclass
from decimal import Decimal

from borderpost.domain.codes import Commodity, IprRight, Package, Unit
from borderpost.domain.countries import is_country
from borderpost.domain.currencies import is_currency
from borderpost.domain.decisions import Refusal, Rule
from borderpost.work.written import DESCRIPTION, LONG, SHORT, is_too_long

_MOST_SERIALS = 500
_PLAIN_DECIMAL = re.compile(r"\d+\.?\d*|\.\d+")
_COUNT = re.compile(r"[1-9][0-9]{0,5}")
_LIMITS = {
    "description": DESCRIPTION,
    "brand": SHORT,
    "right_holder": SHORT,
    "product_code": SHORT,
    "application": SHORT,
    "note": LONG,
}


@dataclass(frozen=True, slots=True)
class Goods:
    """Goods to be listed: one kind of product of one brand. Quantity and weight as they were typed.

    `application` is the number of the right-holder's application for action that covers them; `serials` are
    the numbers of single pieces; `packages` counts the packages of the kind `package`.
    """

    description: str
    quantity: str
    unit: Unit
    commodity: Commodity
    brand: str = ""
    hs_code: str = ""
    ipr_right: IprRight = IprRight.NONE
    right_holder: str = ""
    declared_line: int = 0
    product_code: str = ""
    net_weight_kg: str = ""
    note: str = ""
    application: str = ""
    small_consignment_asked: bool = False
    perishable: bool = False
    value: str = ""
    currency: str = ""
    origin_country: str = ""
    serials: tuple[str, ...] = ()
    package: Package = Package.UNSTATED
    packages: str = ""


def goods_refusals(goods: Goods) -> tuple[Refusal, ...]:
    """Return what is wrong with the fields of a goods line."""
    found: list[Refusal] = []
    if not goods.description.strip():
        found.append(Refusal(Rule.FIELD_MISSING, "description"))
    if not positive(goods.quantity):
        found.append(Refusal(Rule.QUANTITY, "quantity"))
    if goods.net_weight_kg.strip() and not positive(goods.net_weight_kg):
        found.append(Refusal(Rule.QUANTITY, "net_weight_kg"))
    priced = goods.value.strip() or goods.currency.strip()
    if priced and not (positive(goods.value) and is_currency(goods.currency.strip().upper())):
        found.append(Refusal(Rule.QUANTITY, "value"))
    if len(goods.serials) > _MOST_SERIALS or any(is_too_long(one, SHORT) for one in goods.serials):
        found.append(Refusal(Rule.TOO_LONG, "serials"))
    if (origin := goods.origin_country.strip().upper()) and not is_country(origin):
        found.append(Refusal(Rule.QUANTITY, "origin_country"))
    if number := goods.packages.strip():
        if not _COUNT.fullmatch(number):
            found.append(Refusal(Rule.QUANTITY, "packages"))
        if goods.package is Package.UNSTATED:
            found.append(Refusal(Rule.FIELD_MISSING, "package"))
    hs_code = goods.hs_code.strip()
    if hs_code and not (hs_code.isascii() and hs_code.isdigit() and 6 <= len(hs_code) <= 10):
        found.append(Refusal(Rule.QUANTITY, "hs_code"))
    for field, limit in _LIMITS.items():
        if is_too_long(getattr(goods, field), limit):
            found.append(Refusal(Rule.TOO_LONG, field))
    return tuple(found)


def positive(text: str) -> bool:
    """Tell whether the text is a plain positive decimal of sensible size."""
    digits = text.strip()
    return (
        len(digits) <= 20
        and _PLAIN_DECIMAL.fullmatch(digits) is not None
        and 0 < Decimal(digits) < Decimal(10) ** 9
    )


def plain(text: str) -> str:
    """Return a number as it was typed, in the digits that everybody's program reads."""
    return format(Decimal(text.strip()), "f") if text.strip() else ""

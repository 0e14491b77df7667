"""What was declared for an item, as far as a product's identity is held against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class DeclaredProduct:
    """One declared line: its identifiers as pairs of scheme and value."""

    number: int
    description: str = ""
    hs_code: str = ""
    ids: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DeclaredGoods:
    """All declared lines, from which country and by whom they were sent."""

    lines: tuple[DeclaredProduct, ...] = ()
    country: str = ""
    consignors: tuple[str, ...] = ()
    is_declared: bool = False


def declared_goods(plain: Mapping[str, Any] | None) -> DeclaredGoods:
    """Return it from a declaration's plain form; what is missing or of another kind stays empty."""
    if plain is None:
        return DeclaredGoods()
    sender, seller = _table(plain.get("sender")), _table(plain.get("seller"))
    names = (_text(sender, "company"), _text(sender, "name"), _text(seller, "name"))
    listed = plain.get("lines")
    lines = listed if isinstance(listed, list) else []
    return DeclaredGoods(
        lines=tuple(_line(number, _table(line)) for number, line in enumerate(lines, start=1)),
        country=_text(sender, "country"),
        consignors=tuple(name for name in dict.fromkeys(names) if name),
        is_declared=True,
    )


def _line(number: int, plain: Mapping[str, Any]) -> DeclaredProduct:
    ids = plain.get("product_ids")
    pairs = [
        (_text(_table(one), "scheme"), _text(_table(one), "value"))
        for one in (ids if isinstance(ids, list) else [])
    ]
    return DeclaredProduct(
        number,
        _text(plain, "description"),
        _text(plain, "hs_code"),
        tuple(pair for pair in pairs if pair[1]),
    )


def _table(plain: object) -> Mapping[str, Any]:
    return plain if isinstance(plain, Mapping) else {}


def _text(plain: Mapping[str, Any], name: str) -> str:
    value = plain.get(name)
    return value if isinstance(value, str) else ""

"""Reads a brand pack from plain data, and names every fault by file and path."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

import msgspec

from borderpost.domain.brands.faults import BrandFault, BrandProblem
from borderpost.domain.brands.pack import (
    Application,
    BrandPack,
    Contact,
    Dated,
    Feature,
    Picture,
    Prefix,
    Product,
    Route,
    Source,
)
from borderpost.domain.identifiers.checks import mod10

HEAD, PRODUCTS = "brand.toml", "products.csv"
PRODUCT_COLUMNS = ("gtin", "description", "hs_code", "mark", "source", "valid_from", "valid_until")
_TABLES: dict[str, tuple[str, type]] = {
    "prefix": ("prefixes", Prefix),
    "application": ("applications", Application),
    "feature": ("features", Feature),
    "contact": ("contacts", Contact),
    "route": ("routes", Route),
}
_GTIN_LENGTHS = frozenset({8, 12, 13, 14})
_Row = TypeVar("_Row")


class _Head(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: Any
    right_holder: Any
    edition: Any
    issued_on: Any
    marks: Any
    source: dict[str, Any] = msgspec.field(default_factory=dict)
    prefix: list[Any] = msgspec.field(default_factory=list)
    application: list[Any] = msgspec.field(default_factory=list)
    feature: list[Any] = msgspec.field(default_factory=list)
    contact: list[Any] = msgspec.field(default_factory=list)
    route: list[Any] = msgspec.field(default_factory=list)


def pack_from_plain(
    untrusted_head: Mapping[str, Any],
    untrusted_products: Iterable[tuple[int, Mapping[str, str]]] = (),
    pictures: tuple[Picture, ...] = (),
    sha256: str = "",
) -> BrandPack | tuple[BrandFault, ...]:
    """Return the pack, or all of its faults; never raises, whatever the data holds.

    Products come with the number of their line in the file. `pictures` are those that were found sound.
    """
    faults: list[BrandFault] = []
    head = _converted(_Head, untrusted_head, "", faults)
    if head is None:
        return tuple(faults)
    rows: dict[str, list[Any]] = {
        name: _rows(kind, getattr(head, table), table, faults) for table, (name, kind) in _TABLES.items()
    }
    sources = {
        key: source
        for key, one in head.source.items()
        if (source := _converted(Source, one, f"source.{key}", faults)) is not None
    }
    products = _products(untrusted_products, faults)
    plain = {
        "id": head.id,
        "right_holder": head.right_holder,
        "edition": head.edition,
        "issued_on": head.issued_on,
        "marks": head.marks,
        "sources": sources,
        **rows,
        "products": products,
        "pictures": pictures,
        "sha256": sha256,
    }
    pack = _converted(BrandPack, plain, "", faults)
    if pack is not None:
        faults += _misfits(pack)
    return tuple(faults) if faults or pack is None else pack


def pack_to_json(pack: BrandPack) -> bytes:
    """Return a pack as it is kept."""
    return msgspec.json.encode(pack)


def pack_from_json(data: bytes) -> BrandPack:
    """Return a pack that was kept; raise ValueError where it is none."""
    return msgspec.json.decode(data, type=BrandPack)


def gtin14(digits: str) -> str:
    """Return a GTIN in fourteen digits; empty where it has another length or its check digit is wrong."""
    if len(digits) not in _GTIN_LENGTHS or not (digits.isascii() and digits.isdigit()) or not int(digits):
        return ""
    return digits.zfill(14) if mod10(digits[:-1]) == digits[-1] else ""


def _rows(kind: type[_Row], untrusted: list[Any], table: str, faults: list[BrandFault]) -> list[_Row]:
    made = [_converted(kind, one, f"{table}[{number}]", faults) for number, one in enumerate(untrusted, 1)]
    return [one for one in made if one is not None]


def _converted(kind: type[_Row], untrusted: object, path: str, faults: list[BrandFault]) -> _Row | None:
    try:
        return msgspec.convert(untrusted, type=kind)
    except msgspec.ValidationError as error:
        why, _, inner = str(error).partition(" - at ")
        place = inner.strip("`").removeprefix("$").lstrip(".")
        full = ".".join(part for part in (path, place) if part)
        faults.append(BrandFault(HEAD, full, BrandProblem.BAD_VALUE, why))
    except (ValueError, TypeError, RecursionError) as error:
        faults.append(BrandFault(HEAD, path, BrandProblem.BAD_VALUE, str(error)[:200]))
    return None


def _products(untrusted: Iterable[tuple[int, Mapping[str, str]]], faults: list[BrandFault]) -> list[Product]:
    found: list[Product] = []
    for line, row in untrusted:
        path, values = f"line {line}", {name: text for name, text in row.items() if text}
        number = gtin14(values.get("gtin", "").strip())
        if not number:
            detail = values.get("gtin", "")[:40]
            faults.append(BrandFault(PRODUCTS, f"{path}.gtin", BrandProblem.CHECK_DIGIT, detail))
            continue
        wrong: list[BrandFault] = []
        made = _converted(Product, {**_dated(values), "gtin": number}, path, wrong)
        faults += [BrandFault(PRODUCTS, one.path, one.problem, one.detail) for one in wrong]
        if made is not None:
            found.append(made)
    return found


def _dated(values: Mapping[str, str]) -> dict[str, Any]:
    made: dict[str, Any] = dict(values)
    for name in ("valid_from", "valid_until"):
        try:
            made[name] = date.fromisoformat(values[name])
        except (KeyError, ValueError):
            continue  # what is no date is refused by its field
    return made


def _misfits(pack: BrandPack) -> list[BrandFault]:
    """Return what is well formed and does not fit: ids twice, what is not there, days turned round."""
    faults: list[BrandFault] = []

    def fault(file: str, path: str, problem: BrandProblem, detail: str = "") -> None:
        faults.append(BrandFault(file, path, problem, detail))

    for table, (name, _) in _TABLES.items():
        rows = getattr(pack, name)
        for number, row in enumerate(rows, 1):
            if isinstance(row, Dated):
                _check_dates(pack, row, HEAD, f"{table}[{number}]", fault)
        if table in ("feature", "contact"):
            for twice in _twice(row.id for row in rows):
                fault(HEAD, f"{table}.id", BrandProblem.DUPLICATE, twice)
    for product in pack.products:
        _check_dates(pack, product, PRODUCTS, product.gtin, fault)
    for twice in _twice(f"{one.gtin} {one.valid_from}" for one in pack.products):
        fault(PRODUCTS, "gtin", BrandProblem.DUPLICATE, twice)
    for number, prefix in enumerate(pack.prefixes, 1):
        if not 4 <= len(prefix.digits) <= 12:
            fault(HEAD, f"prefix[{number}].digits", BrandProblem.BAD_VALUE, prefix.digits)
    known, contacts = {one.name for one in pack.pictures}, {one.id for one in pack.contacts}
    for number, application in enumerate(pack.applications, 1):
        if application.contact and application.contact not in contacts:
            path = f"application[{number}].contact"
            fault(HEAD, path, BrandProblem.UNKNOWN_CONTACT, application.contact)
    for number, feature in enumerate(pack.features, 1):
        for side in ("genuine_picture", "fake_picture"):
            name = getattr(feature, side)
            if name and name not in known:
                fault(HEAD, f"feature[{number}].{side}", BrandProblem.NO_PICTURE, name)
    return faults


def _check_dates(pack: BrandPack, row: Dated, file: str, path: str, fault: Any) -> None:
    if row.source not in pack.sources:
        fault(file, f"{path}.source", BrandProblem.UNKNOWN_SOURCE, row.source)
    if row.valid_until is not None and row.valid_until < row.valid_from:
        fault(file, f"{path}.valid_until", BrandProblem.ENDS_BEFORE_IT_BEGINS, str(row.valid_until))


def _twice(ids: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return [one for one in ids if one in seen or seen.add(one)]  # type: ignore[func-returns-value]

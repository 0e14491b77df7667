"""Which column of the CSV form carries which field of the canonical form."""

from collections import Counter
from typing import Any

from borderpost.domain.intake import RejectReason
from borderpost.feeds.untrusted_values import RowFault, shown

REQUIRED_COLUMNS = ("item_id", "message_id", "message_version", "received_at")
KEY_COLUMNS = ("item_id", "message_id", "message_version")

_PLAIN = (
    "item_id",
    "mail_class",
    "posted_on",
    "origin_office",
    "destination_office",
    "receptacle_id",
    "nature",
    "gross_weight_kg",
)
_MESSAGE = {
    "message_id": "id",
    "message_version": "version",
    "source": "source",
    "received_at": "received_at",
}
_PARTY = ("name", "company", "city", "region", "postcode", "country", "phone", "email", "reference")
_MONEY = {"postage": "postage", "insured": "insured_value"}
_SELLER = {"seller_name": "name", "seller_platform": "platform", "seller_ioss": "ioss"}
_CONTENT = (
    "description",
    "quantity",
    "unit",
    "net_weight_kg",
    "hs_code",
    "origin_country",
)
_PRODUCT_IDS = ("gtin", "sku", "mpn", "serial")
_CONTENT_COLUMNS = (*_CONTENT, "amount", "currency", *_PRODUCT_IDS)

# What every row of one declaration says alike.
ITEM_COLUMNS = frozenset(
    {
        *_PLAIN,
        *_MESSAGE,
        *_SELLER,
        "alternate_ids",
        *(f"{role}_{name}" for role in ("sender", "addressee") for name in (*_PARTY, "address")),
        *(f"{name}_{part}" for name in _MONEY for part in ("amount", "currency")),
    }
)
COLUMNS = ITEM_COLUMNS | frozenset(_CONTENT_COLUMNS) | {"line"}

Cells = dict[str, str]


def header_of(cells: list[str], required: tuple[str, ...] = REQUIRED_COLUMNS) -> tuple[str, ...]:
    """Return the names of the columns; raise RowFault where the row cannot be the header."""
    names = tuple(cell.strip().lower() for cell in cells)
    for name in required:
        if name not in names:
            raise RowFault(name, RejectReason.NO_HEADER, ", ".join(required))
    if len(set(names)) < len(names):
        times = Counter(names)
        for name in names:
            if name and times[name] > 1:
                raise RowFault(shown(name), RejectReason.DUPLICATE_FIELD)
    return names


def object_of(rows: list[Cells]) -> tuple[dict[str, Any], list[int]]:
    """Return the canonical object that the rows of one declaration spell, still untrusted.

    The second part tells for each content line the index of its row.
    """
    first = rows[0]
    untrusted: dict[str, Any] = {name: first.get(name, "") for name in _PLAIN}
    untrusted["message"] = {field: first.get(column, "") for column, field in _MESSAGE.items()}
    untrusted["alternate_ids"] = first.get("alternate_ids", "").split()
    for role in ("sender", "addressee"):
        party: dict[str, Any] = {name: first.get(f"{role}_{name}", "") for name in _PARTY}
        party["lines"] = first.get(f"{role}_address", "").splitlines()
        untrusted[role] = party
    for column, field in _MONEY.items():
        untrusted[field] = _money(first, f"{column}_amount", f"{column}_currency")
    untrusted["seller"] = {field: first.get(column, "") for column, field in _SELLER.items()}
    content = [(index, row) for index, row in enumerate(rows) if any(map(row.get, _CONTENT_COLUMNS))]
    untrusted["lines"] = [_content_line(row) for _, row in content]
    for row in rows:
        for name, cell in row.items():
            if cell and name not in COLUMNS:
                untrusted[f"column {name}"] = cell
    return untrusted, [index for index, _ in content]


def _money(row: Cells, amount: str, currency: str) -> dict[str, str]:
    return {"amount": row.get(amount, ""), "currency": row.get(currency, "")}


def _content_line(row: Cells) -> dict[str, Any]:
    line: dict[str, Any] = {name: row.get(name, "") for name in _CONTENT}
    line["value"] = _money(row, "amount", "currency")
    line["product_ids"] = [
        {"scheme": scheme, "value": row[scheme]} for scheme in _PRODUCT_IDS if row.get(scheme)
    ]
    return line

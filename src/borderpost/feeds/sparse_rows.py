"""Decodes a usual canonical row of JSON, whether its empty fields are written out, null or left out."""

from types import GenericAlias
from typing import Any

from msgspec import UNSET, DecodeError, Struct, UnsetType, defstruct
from msgspec.json import Decoder
from msgspec.structs import astuple, fields

from borderpost.domain.declaration import MailClass, Nature
from borderpost.feeds.wire_rows import WireLine, WireMessage, WireParty, WireRow, WireSeller

_EMPTY: dict[str, Any] = {
    "alternate_ids": (),
    "lines": (),
    "product_ids": (),
    "documents": (),
    "mail_class": MailClass.UNSTATED,
    "nature": Nature.UNSTATED,
    "value": None,
    "postage": None,
    "insured_value": None,
}


def _sparse(whole: type[Struct], *needed: str, **nested: Any) -> Any:
    """Return the shape of the same object in which all fields but the needed may be null or absent."""
    shape: list[tuple[str, Any] | tuple[str, Any, Any]] = []
    for one in fields(whole):
        kind = nested.get(one.name, one.type)
        shape.append((one.name, kind) if one.name in needed else (one.name, kind | None | UnsetType, UNSET))
    return defstruct(f"Sparse{whole.__name__}", shape, forbid_unknown_fields=True, gc=False, kw_only=True)


def _empties(whole: type[Struct]) -> tuple[Any, ...]:
    return tuple(_EMPTY.get(name, "") for name in whole.__struct_fields__)


_SparseParty = _sparse(WireParty)
_SparseLine = _sparse(WireLine)
_SparseRow = _sparse(
    WireRow,
    "message",
    "item_id",
    "sender",
    "addressee",
    message=_sparse(WireMessage, "id", "version", "received_at"),
    sender=_SparseParty,
    addressee=_SparseParty,
    lines=GenericAlias(tuple, (_SparseLine, ...)),
    seller=_sparse(WireSeller),
)
_MESSAGE, _PARTY, _LINE = _empties(WireMessage), _empties(WireParty), _empties(WireLine)
_SELLER, _ROW = _empties(WireSeller), _empties(WireRow)
_NO_SELLER = WireSeller("", "", "")

decode_whole = Decoder(WireRow).decode
"""Decodes a row that gives every field; raises as msgspec does (ValidationError: another shape)."""

_decode_sparse = Decoder(_SparseRow).decode


def sparse_row(data: bytes) -> tuple[WireRow, int] | None:
    """Return the row, and how many of the names of a whole one are not in it; None where it is not usual."""
    try:
        row = _decode_sparse(data)
    except (DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return _filled_row(row)


def _filled_row(sparse: Any) -> tuple[WireRow, int]:
    values = astuple(sparse)
    absent = values.count(UNSET)
    row = WireRow(*[value or empty for value, empty in zip(values, _ROW, strict=True)])
    row.message, missing = _filled(sparse.message, WireMessage, _MESSAGE)
    absent += missing
    row.sender, missing = _filled(sparse.sender, WireParty, _PARTY)
    absent += missing
    row.addressee, missing = _filled(sparse.addressee, WireParty, _PARTY)
    absent += missing
    if row.lines:
        lines = []
        for one in row.lines:
            # Whether the mark of a cut is there is counted by whoever reads it.
            line, missing = _filled(one, WireLine, _LINE)
            line.description_cut = one.description_cut
            lines.append(line)
            absent += missing - (one.description_cut is UNSET)
        row.lines = tuple(lines)
    if row.seller:
        row.seller, missing = _filled(row.seller, WireSeller, _SELLER)
    else:
        row.seller, missing = _NO_SELLER, len(_SELLER)
    return row, absent + missing


def _filled(sparse: Any, whole: Any, empties: tuple[Any, ...]) -> tuple[Any, int]:
    values = astuple(sparse)
    return whole(*[value or empty for value, empty in zip(values, empties, strict=True)]), values.count(UNSET)

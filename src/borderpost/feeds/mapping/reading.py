"""Reads a whole mapping from plain data (TOML on disk), and tells every fault in it with its path."""

import re
from typing import Any

from borderpost.feeds.mapping.faults import MappingFault, MappingProblem
from borderpost.feeds.mapping.model import Block, Listed, Mapping, MoneyValue, Source, SourceFormat, Value
from borderpost.feeds.mapping.plain_reading import PlainReader
from borderpost.feeds.mapping.source_reading import read_source
from borderpost.feeds.mapping.value_reading import read_listed, read_money, read_value

_KEYS = frozenset({"id", "title", "source", "tables", "fields", "lines", "documents"})
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}").fullmatch
_REPEAT_LIMIT = 100

_MESSAGE = ("id", "version", "source", "received_at")
_ITEM = (
    "item_id",
    "alternate_ids",
    "mail_class",
    "posted_on",
    "origin_office",
    "destination_office",
    "receptacle_id",
    "nature",
    "gross_weight_kg",
    "postage",
    "insured_value",
)
_PARTY = (
    "name",
    "company",
    "lines",
    "city",
    "region",
    "postcode",
    "country",
    "phone",
    "email",
    "reference",
)
_SELLER = ("name", "platform", "ioss")
_OBJECTS = {"message": _MESSAGE, "sender": _PARTY, "addressee": _PARTY, "seller": _SELLER}
_LISTS = frozenset({"alternate_ids", "sender.lines", "addressee.lines"})
_MONEY = frozenset({"postage", "insured_value"})
# The quantity comes first: what is given for one unit is multiplied by it.
_LINE = ("quantity", "description", "unit", "net_weight_kg", "value", "hs_code", "origin_country")
_PRODUCT = ("scheme", "value")
_REQUIRED = ("item_id", "message.id", "message.version", "message.received_at")


def mapping_from_plain(untrusted: dict[str, Any], name: str = "") -> Mapping | tuple[MappingFault, ...]:
    """Return the mapping that plain data spells, or all of its faults.

    `name` stands for the mapping in the faults where it has no id of its own (the name of its file).
    """
    given = untrusted.get("id")
    reader = PlainReader(given if isinstance(given, str) and _ID(given) else name)
    reader.only(untrusted, _KEYS, "")
    identifier = reader.text(untrusted, "id", "")
    if not identifier:
        reader.add("id", MappingProblem.MISSING)
    elif not _ID(identifier):
        reader.add("id", MappingProblem.BAD_ID, identifier)
    source = _source(reader, untrusted)
    reader.fold = source.format is SourceFormat.CSV
    _read_tables(reader, untrusted)
    fields = tuple(_fields(reader, reader.table(untrusted, "fields")))
    lines = _blocks(reader, untrusted, "lines", "", _LINE, ("product_ids",))
    documents = _blocks(reader, untrusted, "documents", "", ("type", "number"), ())
    known = {field for field, _ in fields}
    for required in _REQUIRED:
        if required not in known:
            reader.add(f"fields.{required}", MappingProblem.MISSING)
    if reader.faults:
        return tuple(reader.faults)
    title = reader.text(untrusted, "title", "")
    return Mapping(identifier, title, source, fields, lines, documents)


def _source(reader: PlainReader, untrusted: dict[str, Any]) -> Source:
    if "source" not in untrusted:
        reader.add("source", MappingProblem.MISSING)
        return Source(SourceFormat.CSV)
    return read_source(reader, reader.table(untrusted, "source"))


def _read_tables(reader: PlainReader, untrusted: dict[str, Any]) -> None:
    for name, codes in reader.table(untrusted, "tables").items():
        if type(codes) is not dict or not all(type(code) is str for code in codes.values()):
            reader.add(f"tables.{name}", MappingProblem.WRONG_TYPE, codes)
            continue
        reader.tables[name] = dict(codes)


def _fields(reader: PlainReader, untrusted: dict[str, Any]) -> list[tuple[str, Value | Listed | MoneyValue]]:
    reader.only(untrusted, frozenset({*_ITEM, *_OBJECTS}), "fields.")
    found = [(name, untrusted[name], name) for name in _ITEM if name in untrusted]
    for outer, names in _OBJECTS.items():
        inner = reader.table(untrusted, outer, "fields.")
        reader.only(inner, frozenset(names), f"fields.{outer}.")
        found += [(f"{outer}.{name}", inner[name], f"{outer}.{name}") for name in names if name in inner]
    return [(name, _field(reader, name, plain, f"fields.{path}")) for name, plain, path in found]


def _field(reader: PlainReader, name: str, untrusted: object, path: str) -> Value | Listed | MoneyValue:
    if name in _LISTS:
        return read_listed(reader, untrusted, path)
    if name in _MONEY:
        return read_money(reader, untrusted, path)
    return read_value(reader, untrusted, path)


def _blocks(
    reader: PlainReader,
    untrusted: dict[str, Any],
    name: str,
    path: str,
    fields: tuple[str, ...],
    inner: tuple[str, ...],
) -> tuple[Block, ...]:
    blocks: list[Block] = []
    found = reader.tables_of(untrusted, name, path)
    for index, one in enumerate(found):
        place = f"{path}{name}[{index}]." if len(found) > 1 else f"{path}{name}."
        reader.only(one, frozenset({"each", "split", "repeat", *fields, *inner}), place)
        repeat = reader.whole(one, "repeat", place, 1, _REPEAT_LIMIT, 0)
        numbers = range(1, repeat + 1) if repeat else (0,)
        blocks.extend(_block(reader, _numbered(one, number), place, fields, inner) for number in numbers)
    return tuple(blocks)


def _block(
    reader: PlainReader, untrusted: dict[str, Any], path: str, fields: tuple[str, ...], inner: tuple[str, ...]
) -> Block:
    made: list[tuple[str, Value | MoneyValue | tuple[Block, ...]]] = []
    for field in fields:
        if field in untrusted:
            plain = untrusted[field]
            if field == "value" and fields is _LINE:
                made.append((field, read_money(reader, plain, path + field)))
            else:
                made.append((field, read_value(reader, plain, path + field)))
    made.extend(
        (field, _blocks(reader, untrusted, field, path, _PRODUCT, ()))
        for field in inner
        if field in untrusted
    )
    if not made:
        reader.add(path[:-1], MappingProblem.NO_SOURCE)
    return Block(
        fields=tuple(made),
        each=reader.paths(untrusted, "each", path, downward=True),
        split=reader.text(untrusted, "split", path),
    )


def _numbered(untrusted: Any, number: int) -> Any:
    """Return plain data with {n} in its texts replaced by a number."""
    if not number:
        return untrusted
    if type(untrusted) is str:
        return untrusted.replace("{n}", str(number))
    if type(untrusted) is dict:
        return {name: _numbered(one, number) for name, one in untrusted.items()}
    if type(untrusted) is list:
        return [_numbered(one, number) for one in untrusted]
    return untrusted

"""Reads from a mapping's TOML how the foreign file is written and where its records are."""

from typing import Any

from borderpost.feeds.mapping.faults import MappingProblem
from borderpost.feeds.mapping.model import Layout, Source, SourceFormat
from borderpost.feeds.mapping.plain_reading import PlainReader
from borderpost.feeds.transcoding import known_encoding

_OF_ALL = frozenset({"format", "encoding"})
_OF_FORMAT: dict[SourceFormat, frozenset[str]] = {
    SourceFormat.CSV: frozenset({"delimiter", "columns", "required", "group_by", "skip_lines"}),
    SourceFormat.FIXED: frozenset({"type_at", "layouts", "skip_lines"}),
    SourceFormat.XML: frozenset({"path"}),
    SourceFormat.JSON: frozenset({"path"}),
    SourceFormat.EDIFACT: frozenset({"start", "groups"}),
}
_LAYOUT_KEYS = frozenset({"type", "name", "starts", "ignored", "fields"})
_EVERY_KEY = _OF_ALL.union(*_OF_FORMAT.values())


def read_source(reader: PlainReader, untrusted: dict[str, Any]) -> Source:
    """Return how the file is written; faults go to the reader."""
    path = "source."
    name = reader.text(untrusted, "format", path)
    if name not in tuple(SourceFormat):
        problem = MappingProblem.UNKNOWN_FORMAT if name else MappingProblem.MISSING
        reader.add("source.format", problem, name)
        return Source(SourceFormat.CSV)
    form = SourceFormat(name)
    reader.only(untrusted, _EVERY_KEY, path)
    for key in untrusted.keys() & (_EVERY_KEY - _OF_ALL - _OF_FORMAT[form]):
        reader.add(f"{path}{key}", MappingProblem.NOT_OF_THIS_FORMAT, form.value)
    given = reader.text(untrusted, "encoding", path, "utf-8")
    encoding = known_encoding(given)
    if not encoding:
        reader.add("source.encoding", MappingProblem.UNKNOWN_ENCODING, given)
    delimiter = reader.text(untrusted, "delimiter", path)
    if len(delimiter) > 1 or delimiter in ('"', "\n", "\r"):
        if delimiter:
            reader.add("source.delimiter", MappingProblem.UNKNOWN_CHOICE, delimiter)
        delimiter = ""
    found = Source(
        format=form,
        encoding=encoding,
        path=_record_path(reader, untrusted),
        delimiter=delimiter,
        columns=_names(reader, untrusted, "columns"),
        required=_names(reader, untrusted, "required"),
        group_by=_names(reader, untrusted, "group_by"),
        skip_lines=reader.whole(untrusted, "skip_lines", path, 0, 10_000, 0),
        type_at=reader.span(untrusted["type_at"], "source.type_at") if "type_at" in untrusted else (0, 0),
        layouts=_layouts(reader, untrusted) if form is SourceFormat.FIXED else (),
        start=reader.text(untrusted, "start", path, "UNH" if form is SourceFormat.EDIFACT else ""),
        groups=reader.texts(untrusted, "groups", path),
    )
    if form is SourceFormat.XML and not found.path:
        reader.add("source.path", MappingProblem.MISSING)
    return found


def _record_path(reader: PlainReader, untrusted: dict[str, Any]) -> tuple[str, ...]:
    text = reader.text(untrusted, "path", "source.")
    if not text:
        return ()
    names = tuple(text.strip("/").split("/"))
    if not all(names) or any(set(name) & set("[]@") for name in names):
        reader.add("source.path", MappingProblem.BAD_PATH, text)
        return ("?",)
    return tuple(name.replace("~1", "/").replace("~0", "~") for name in names)


def _names(reader: PlainReader, untrusted: dict[str, Any], key: str) -> tuple[str, ...]:
    names = tuple(name.strip().lower() for name in reader.texts(untrusted, key, "source."))
    for name in {name for name in names if names.count(name) > 1}:
        reader.add(f"source.{key}", MappingProblem.DUPLICATE, name)
    return names


def _layouts(reader: PlainReader, untrusted: dict[str, Any]) -> tuple[Layout, ...]:
    found = reader.tables_of(untrusted, "layouts", "source.")
    layouts: list[Layout] = []
    for index, one in enumerate(found):
        path = f"source.layouts[{index}]."
        reader.only(one, _LAYOUT_KEYS, path)
        fields = reader.table(one, "fields", path)
        layouts.append(
            Layout(
                type=reader.text(one, "type", path),
                name=reader.text(one, "name", path),
                fields=tuple(
                    (name, *reader.span(span, f"{path}fields.{name}")) for name, span in fields.items()
                ),
                starts=reader.flag(one, "starts", path) or len(found) == 1,
                ignored=reader.flag(one, "ignored", path),
            )
        )
        if len(found) > 1 and not layouts[-1].type:
            reader.add(f"{path}type", MappingProblem.MISSING)
        if not (layouts[-1].starts or layouts[-1].ignored or layouts[-1].name):
            reader.add(f"{path}name", MappingProblem.MISSING)
    if sum(layout.starts for layout in layouts) != 1:
        reader.add("source.layouts", MappingProblem.NO_START)
    if len(found) > 1 and "type_at" not in untrusted:
        reader.add("source.type_at", MappingProblem.MISSING)
    for kind in {one.type for one in layouts if [two.type for two in layouts].count(one.type) > 1}:
        reader.add("source.layouts", MappingProblem.DUPLICATE, kind)
    return tuple(layouts)

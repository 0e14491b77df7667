"""Cuts a fixed-width file into records: a line that starts one, and the lines that belong to it."""

from collections.abc import Iterator
from typing import Any

from borderpost.domain.intake import RejectReason
from borderpost.feeds.mapping.model import Layout, Source
from borderpost.feeds.physical_lines import ByteStream, PhysicalLine, physical_lines
from borderpost.feeds.sources.record import RECORD_LIMIT, Skip, SourceRecord, nothing_before
from borderpost.feeds.untrusted_declaration import LINES_LIMIT
from borderpost.feeds.untrusted_values import RowFault


def fixed_source(
    untrusted_stream: ByteStream, source: Source, *, skip: Skip = nothing_before, mended: bool = False
) -> Iterator[SourceRecord]:
    """Yield the records; `mended` is for one that stands alone, without the lines before the first."""
    number = 0
    cutter = _Cutter(source)
    lines = physical_lines(untrusted_stream)
    for line in lines:
        if (not mended and line.number <= source.skip_lines) or not line.data.strip():
            continue
        if cutter.take(line):
            continue
        if cutter.lines:
            number += 1
            if not skip(cutter.lines[-1].end):
                yield cutter.record(number)
        cutter = _Cutter(source)
        if not cutter.take(line):
            number += 1
            yield cutter.refused(number, line)
            cutter = _Cutter(source)
    if cutter.lines:
        number += 1
        if not skip(cutter.lines[-1].end):
            yield cutter.record(number)


class _Cutter:
    """The lines of one record, as they come."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._by_type = {layout.type: layout for layout in source.layouts}
        self._only = source.layouts[0] if len(source.layouts) == 1 else None
        self.lines: list[PhysicalLine] = []
        self._tree: dict[str, Any] = {}
        self._size = 0
        self._fault: RowFault | None = None

    def take(self, line: PhysicalLine) -> bool:
        """Take the line where it belongs to this record, or begins it."""
        if not line.complete:
            return False
        layout, text = self._layout(line)
        if layout is None or text is None:
            return False
        if layout.ignored:
            return True
        if layout.starts:
            if self.lines:
                return False
            self._tree = _fields(text, layout)
        else:
            if not self.lines or len(self.lines) >= LINES_LIMIT or self._size > RECORD_LIMIT:
                return False
            self._tree.setdefault(layout.name, []).append(_fields(text, layout))
        self.lines.append(line)
        self._size += len(line.data)
        return True

    def _layout(self, line: PhysicalLine) -> tuple[Layout | None, str | None]:
        try:
            text = line.data.decode()
        except UnicodeDecodeError:
            return None, None
        if self._only is not None and self._source.type_at == (0, 0):
            return self._only, text
        return self._by_type.get(self._kind(text)), text

    def _kind(self, text: str) -> str:
        first, length = self._source.type_at
        return text[first - 1 : first - 1 + length].strip() if first else ""

    def record(self, number: int) -> SourceRecord:
        """Return the record that the lines make."""
        first = self.lines[0]
        return SourceRecord(
            number=number,
            line=first.number,
            start=first.start,
            end=self.lines[-1].end,
            raw=b"\n".join(line.data for line in self.lines),
            tree=self._tree,
            fault=self._fault,
        )

    def refused(self, number: int, line: PhysicalLine) -> SourceRecord:
        """Return a line that can neither begin a record nor belong to one."""
        if not line.complete:
            fault = RowFault("", RejectReason.TOO_LONG, line.end - line.start)
        else:
            try:
                fault = RowFault("", RejectReason.UNKNOWN_KIND, self._kind(line.data.decode()))
            except UnicodeDecodeError as error:
                ill = f"byte {error.object[error.start]:#04x}"
                fault = RowFault("", RejectReason.NOT_UTF8, ill)
        return SourceRecord(
            number, line.number, line.start, line.end, line.data, fault=fault, complete=line.complete
        )


def _fields(text: str, layout: Layout) -> dict[str, Any]:
    return {name: text[first - 1 : first - 1 + length].strip() for name, first, length in layout.fields}

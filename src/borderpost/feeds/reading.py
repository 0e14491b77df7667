"""The one door for declarations in files: finds out the form and yields what becomes of each row."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import IO

from borderpost.domain.intake import Row
from borderpost.feeds.csv_rows import csv_rows
from borderpost.feeds.json_rows import json_rows

_SNIFFED = 64 * 1024


class FeedFormat(StrEnum):
    """The forms that a file of declarations may have; a rejects file is JSON Lines."""

    JSON_LINES = "jsonl"
    CSV = "csv"


def format_by_name(name: str) -> FeedFormat | None:
    """Tell the form of a file from its name, or None where the name says nothing."""
    match Path(name).suffix.lower():
        case ".csv" | ".tsv":
            return FeedFormat.CSV
        case ".jsonl" | ".ndjson" | ".json":
            return FeedFormat.JSON_LINES
    return None


def format_by_beginning(beginning: bytes) -> FeedFormat:
    """Tell the form of a file from its first bytes."""
    beginning = beginning.removeprefix(b"\xef\xbb\xbf").lstrip()
    first_line, _, _ = beginning.partition(b"\n")
    looks_like_csv = not beginning.startswith((b"{", b"[")) and b"item_id" in first_line.lower()
    return FeedFormat.CSV if looks_like_csv else FeedFormat.JSON_LINES


def format_of(path: Path) -> FeedFormat:
    """Tell the form of a file from its name, or else from its beginning; raise OSError as open does."""
    named = format_by_name(path.name)
    if named is not None:
        return named
    with path.open("rb") as file:
        return format_by_beginning(file.read(_SNIFFED))


def read_declarations(source: Path | IO[bytes], form: FeedFormat | None = None) -> Iterator[Row]:
    """Yield, row by row, a declaration (Accepted) or a refusal with its place and reason (Rejected).

    A path is opened and closed here and its form found out where none is given; a stream of bytes is
    JSON Lines unless told otherwise, and stays open. Memory is bounded by the longest line (16 MiB).
    No content raises; OSError comes through.
    """
    if isinstance(source, Path):
        chosen = form or format_of(source)
        with source.open("rb") as file:
            yield from _rows(file, chosen)
    else:
        yield from _rows(source, form or FeedFormat.JSON_LINES)


def _rows(untrusted_stream: IO[bytes], form: FeedFormat) -> Iterator[Row]:
    return csv_rows(untrusted_stream) if form is FeedFormat.CSV else json_rows(untrusted_stream)

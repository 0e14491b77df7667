"""Ends a feed whose refused rows would fill a disk: nobody mends a million of them by hand."""

from collections.abc import Iterator
from typing import Final

from borderpost.domain.intake import Accepted, Rejected, RejectReason, Row

REFUSED_AT_MOST: Final = 512 * 1024 * 1024
"""Bytes that the refused rows of one feed may take, put aside with all that is needed to read them again."""

_AN_ENTRY: Final = 200
"""About so many bytes go with each refused row: its place, the reason, the sentence."""

_TIMES_THE_FEED: Final = 8
"""What is put aside may always be so many times what was read of the feed."""


def without_flood(rows: Iterator[Row], at_most: int = REFUSED_AT_MOST) -> Iterator[Row]:
    """Yield the rows of a feed, up to where too many are refused; a refusal of the file stands last then.

    Too many they are when they take more than `at_most` bytes and either most rows so far were refused or
    they take many times what was read: two bytes are a row, and a header row of a megabyte goes with each.
    """
    accepted = refused = taken = 0
    for row in rows:
        yield row
        if isinstance(row, Accepted):
            accepted += 1
            continue
        refused += 1
        taken += len(row.untrusted_row) + len(row.header) + _AN_ENTRY
        if taken > at_most and (refused > accepted or taken > _TIMES_THE_FEED * row.end):
            yield _too_many(row, refused, accepted)
            return


def _too_many(row: Rejected, refused: int, accepted: int) -> Rejected:
    told = (
        f"{refused} of its first {refused + accepted} rows are refused, more than can be put aside to be"
        " mended; find out what they have in common, and have it sent again"
    )
    return Rejected(row.line, "", RejectReason.UNREADABLE, told, b"", row.end, row.end, complete=False)

"""A small feed of refused rows fills no disk: it is ended, and told as a whole."""

import io

import pytest

from borderpost.domain.intake import Accepted, Rejected, RejectReason, Row
from borderpost.feeds.feed import read_feed
from borderpost.feeds.reject_sentences import sentence_of
from borderpost.feeds.rejects import rejects_entry

COLUMNS = "item_id,message_id,message_version,received_at"
GOOD = "A{0},m{0},1,2026-11-01T00:00:00Z"
AT_MOST = 100_000


def read(header: str, rows: list[str]) -> list[Row]:
    text = "\n".join([header, *rows, ""])
    return list(read_feed(io.BytesIO(text.encode()), refused_at_most=AT_MOST))


def put_aside(rows: list[Row]) -> int:
    return sum(len(rejects_entry(row)) for row in rows if isinstance(row, Rejected))


@pytest.mark.parametrize("columns", [0, 2_000])
def test_refused_rows_end_the_file_before_they_fill_the_disk(columns: int) -> None:
    header = ",".join([COLUMNS, *(f"column{number}" for number in range(columns))])
    rows = read(header, ["x"] * 50_000)
    last = rows[-1]
    assert isinstance(last, Rejected)
    assert last.reason is RejectReason.UNREADABLE
    assert f"{len(rows) - 1} of its first {len(rows) - 1} rows are refused" in sentence_of(last)
    assert put_aside(rows) < 2 * AT_MOST


def test_what_is_good_is_taken_in_up_to_there_and_told() -> None:
    rows = read(COLUMNS, [GOOD.format(number) for number in range(100)] + ["x"] * 50_000)
    assert sum(isinstance(row, Accepted) for row in rows) == 100
    assert isinstance(rows[-1], Rejected)
    assert " rows are refused" in rows[-1].value


def test_good_rows_between_them_hide_no_flood() -> None:
    header = ",".join([COLUMNS, *(f"{number}{'x' * 60}" for number in range(100))])
    good = GOOD.format(1) + "," * 100
    rows = read(header, [good, good, "x"] * 2_000)
    assert isinstance(rows[-1], Rejected)
    assert rows[-1].reason is RejectReason.UNREADABLE
    assert put_aside(rows) < 9 * (len(rows) * len(good) + AT_MOST)


def test_a_feed_with_many_faults_among_more_that_is_good_is_read_to_its_end() -> None:
    # A refused row takes its own 600 bytes and those of its header: far more than AT_MOST in all.
    bad = f"B{GOOD.format(1)}{'y' * 600}"
    rows = read(COLUMNS, [line for number in range(400) for line in (GOOD.format(number), bad)])
    assert len(rows) == 800
    assert put_aside(rows) > 2 * AT_MOST

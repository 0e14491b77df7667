"""Declarations from CSV: columns in any order, rows of one declaration together, broken rows alone."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.declaration import WarningKind
from borderpost.domain.intake import Accepted, Rejected, RejectReason, Row
from borderpost.feeds.csv_records import LINES_OF_A_RECORD
from borderpost.feeds.reading import FeedFormat, read_declarations
from borderpost.feeds.untrusted_declaration import LINES_LIMIT

HEADER = (
    "item_id,message_id,message_version,received_at,gross_weight_kg,sender_country,line,description,quantity"
)


def line(item: str, number: int = 1, description: str = "Mug", quantity: str = "1", **other: str) -> str:
    cells = [
        item,
        f"m-{item}",
        "1",
        "2026-11-07T16:00:00Z",
        other.get("gross", "0.5"),
        other.get("country", "CN"),
        str(number),
        description,
        quantity,
    ]
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def read(*rows: str, header: str = HEADER, encoding: str = "utf-8") -> list[Row]:
    untrusted = "\n".join([header, *rows]).encode(encoding)
    return list(read_declarations(io.BytesIO(untrusted), FeedFormat.CSV))


def told(rows: list[Row]) -> list[tuple[int, str]]:
    """Each outcome as its line and either the item or the reason."""
    return [(one.line, one.declaration.item_id if isinstance(one, Accepted) else one.reason) for one in rows]


def test_rows_of_one_declaration_become_its_lines() -> None:
    rows = read(line("A"), line("A", 2, "Pen", "3"), line("B"))
    assert told(rows) == [(2, "A"), (4, "B")]
    assert isinstance(rows[0], Accepted)
    declaration = rows[0].declaration
    assert [(one.number, one.description, one.quantity) for one in declaration.lines] == [
        (1, "Mug", Decimal(1)),
        (2, "Pen", Decimal(3)),
    ]
    assert declaration.gross_weight_kg == Decimal("0.5")


def test_columns_come_in_any_order_case_and_delimiter() -> None:
    text = "Quantity;RECEIVED_AT;message_version;message_id;item_id;description;sender_address\r\n"
    text += '2;2026-11-07T16:00:00Z;1;m1;A;"Mug; blue, 5"" high";"5 The Green\r\nLeeds"\r\n'
    (one,) = read_declarations(io.BytesIO(b"\xef\xbb\xbf" + text.encode()), FeedFormat.CSV)
    assert isinstance(one, Accepted)
    assert one.declaration.lines[0].description == 'Mug; blue, 5" high'
    assert one.declaration.sender.lines == ("5 The Green", "Leeds")


def test_a_row_without_contents_is_an_item_without_lines() -> None:
    (one,) = read(line("A", description="", quantity=""))
    assert isinstance(one, Accepted)
    assert one.declaration.lines == ()


def test_an_unknown_column_is_a_warning() -> None:
    rows = read(line("A") + ",red", header=HEADER + ",lines")
    assert isinstance(rows[0], Accepted)
    warnings = [(one.kind, one.field) for one in rows[0].declaration.warnings]
    assert (WarningKind.UNKNOWN_FIELD, "column lines") in warnings


def test_a_bad_line_refuses_its_declaration_and_no_other() -> None:
    rows = read(line("A"), line("B"), line("B", 2, quantity="0"), line("C"))
    assert told(rows) == [(2, "A"), (4, RejectReason.OUT_OF_RANGE), (5, "C")]
    assert isinstance(rows[1], Rejected)
    assert rows[1].field == "lines[1].quantity"
    assert rows[1].header.decode() == HEADER
    assert rows[1].untrusted_row.decode().splitlines() == [line("B"), line("B", 2, quantity="0")]


def test_rows_of_one_declaration_must_agree() -> None:
    rows = read(line("A"), line("A", 2, gross="0.6"), line("B"))
    assert told(rows) == [(3, RejectReason.ROWS_DISAGREE), (4, "B")]
    assert isinstance(rows[0], Rejected)
    assert rows[0].field == "gross_weight_kg"


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("A,too,few", RejectReason.WRONG_CELLS),
        (line("A", 2) + ",too many", RejectReason.WRONG_CELLS),
        ('A,"unclosed', RejectReason.BAD_CSV),
        ('A,"closed"badly,1', RejectReason.BAD_CSV),
    ],
)
def test_a_broken_row_takes_its_own_declaration_along_before_and_behind(
    broken: str, reason: RejectReason
) -> None:
    after = read(line("A"), broken, line("B"))
    assert told(after) == [(3, reason), (4, "B")]
    before = read(broken, line("A", 2), line("B"))
    assert told(before) == [(2, reason), (4, "B")]
    assert isinstance(before[0], Rejected)
    assert before[0].untrusted_row.decode() == f"{broken}\n{line('A', 2)}"


def test_a_broken_row_of_no_known_item_stands_alone() -> None:
    rows = read(line("A"), "???", line("A", 2))
    assert told(rows) == [(2, "A"), (3, RejectReason.WRONG_CELLS), (4, "A")]


def test_a_quotation_mark_never_closed_costs_one_row() -> None:
    many = [line(f"I{n}") for n in range(3 * LINES_OF_A_RECORD)]
    rows = read(line("A"), '"open', *many)
    assert told(rows)[:3] == [(2, "A"), (3, RejectReason.BAD_CSV), (4, "I0")]
    assert len(rows) == 2 + len(many)
    assert told(read('"open'))[-1] == (2, RejectReason.BAD_CSV)


def test_rows_behind_a_quotation_mark_that_closes_wrongly_are_not_lost() -> None:
    rows = read(line("A"), '"open', line("B", description="a, b"), line("C"))
    assert told(rows) == [(2, "A"), (3, RejectReason.BAD_CSV), (4, "B"), (5, "C")]


def test_a_row_that_is_no_utf8_costs_one_row() -> None:
    untrusted = "\n".join([HEADER, line("A", description="M\xfcg"), line("B")]).encode("latin-1")
    rows = list(read_declarations(io.BytesIO(untrusted), FeedFormat.CSV))
    assert told(rows) == [(2, RejectReason.NOT_UTF8), (3, "B")]


def test_without_a_header_every_row_is_refused_and_kept() -> None:
    rows = read(line("A"), header=line("Z"))
    assert told(rows) == [(1, RejectReason.NO_HEADER), (2, RejectReason.NO_HEADER)]
    assert [one.untrusted_row.decode() for one in rows if isinstance(one, Rejected)] == [line("Z"), line("A")]
    assert told(read(header=HEADER + ",line")) == [(1, RejectReason.DUPLICATE_FIELD)]
    assert read(header="") == []


def test_rows_without_an_item_number_are_refused_one_by_one() -> None:
    rows = read(line(""), line(""), line("B"))
    assert told(rows) == [(2, RejectReason.MISSING), (3, RejectReason.MISSING), (4, "B")]


def test_a_declaration_without_end_is_refused_in_parts() -> None:
    rows = read(*[line("A", n) for n in range(LINES_LIMIT + 10)], line("B"))
    assert [reason for _, reason in told(rows)] == [RejectReason.TOO_MANY, RejectReason.TOO_MANY, "B"]


def test_a_long_description_is_cut_not_refused() -> None:
    (one,) = read(line("A", description="x" * 1_000_000))
    assert isinstance(one, Accepted)
    assert one.declaration.lines[0].description_cut


@given(st.lists(st.text(alphabet='A,;"\n\rx1\x00é', max_size=30), max_size=6))
def test_no_text_raises_and_no_good_row_behind_it_is_lost(untrusted: list[str]) -> None:
    rows = read(*untrusted, *["" for _ in range(LINES_OF_A_RECORD)], line("GOOD"))
    assert told(rows)[-1][1] == "GOOD"

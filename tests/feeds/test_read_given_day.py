"""The given day of mail: its faulty rows are refused, all others read, and CSV and JSON say the same."""

import io
import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from borderpost.domain.canonical_declaration import content_digest, from_canonical, to_canonical
from borderpost.domain.declaration import Declaration
from borderpost.domain.intake import Accepted, Rejected
from borderpost.feeds.reading import read_declarations

DAY = Path(__file__).parents[2].parent / "shared" / "data" / "day"
needs_day = pytest.mark.skipif(
    not DAY.is_dir(), reason="the given day of mail (../shared/data/day) is absent"
)


@needs_day
def test_the_faulty_rows_are_rejected_at_the_lines_expected_and_nowhere_else() -> None:
    lines = (DAY / "expected_rejects.tsv").read_text().splitlines()
    expected = [int(line.split("\t")[0]) for line in lines]
    rows = list(read_declarations(DAY / "faulty.jsonl"))
    assert [one.line for one in rows if isinstance(one, Rejected)] == expected
    assert len(rows) == 24


@needs_day
def test_the_given_day_has_no_reject_and_its_csv_says_the_same() -> None:
    day = [one for one in read_declarations(DAY / "declarations.jsonl") if isinstance(one, Accepted)]
    assert len(day) == 5025
    sheet = [one for one in read_declarations(DAY / "declarations.csv") if isinstance(one, Accepted)]
    assert len(sheet) == 500
    for from_csv, from_json in zip(sheet, day, strict=False):
        assert _carried(from_csv.declaration) == _carried(from_json.declaration)


def _carried(declaration: Declaration) -> tuple[object, ...]:
    """What the columns of the given CSV carry."""
    sender, addressee = declaration.sender, declaration.addressee
    return (
        declaration.item_id,
        declaration.message,
        declaration.posted_on,
        declaration.mail_class,
        declaration.origin_office,
        declaration.destination_office,
        declaration.receptacle_id,
        declaration.nature,
        declaration.gross_weight_kg,
        (sender.name, sender.lines, sender.city, sender.country),
        (addressee.name, addressee.lines, addressee.city, addressee.postcode, addressee.country),
        declaration.lines,
    )


@needs_day
def test_every_declaration_of_the_day_survives_its_canonical_form() -> None:
    for one in read_declarations(DAY / "declarations.jsonl"):
        assert isinstance(one, Accepted)
        plain = json.loads(json.dumps(to_canonical(one.declaration)))
        assert from_canonical(plain) == one.declaration
        (row,) = read_declarations(io.BytesIO(json.dumps(plain).encode()))
        assert isinstance(row, Accepted)
        again = row.declaration
        assert replace(again, warnings=()) == replace(one.declaration, warnings=())
        assert content_digest(again) == content_digest(one.declaration)

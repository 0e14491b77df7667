"""Foreign JSON by a mapping: a declaration a line, or the elements of an array in one document."""

import json

import pytest

from borderpost.domain.declaration import WarningKind
from borderpost.domain.intake import Accepted, Rejected, RejectReason
from borderpost.feeds.rejects import rejects_entry
from foreign_feeds import MESSAGE, declarations_of, mapping_of, only, refused, rows_of

FRAME = f"""
id = "post-json"
[source]
format = "json"
[fields]
item_id = "number"
gross_weight_kg = {{ path = "grams", weight_unit = "g" }}
{MESSAGE}
source = "/from"
[lines]
each = "goods"
description = "what"
quantity = "n"
[[lines.product_ids]]
scheme = {{ constant = "gtin" }}
value = "ids[type=gtin]/value"
"""
LINES = mapping_of(FRAME)
DOCUMENT = mapping_of(FRAME.replace('"json"', '"json"\npath = "data/items"'))


def item(number: int, **more: object) -> dict[str, object]:
    return {"number": f"A{number}", "msg": f"m{number}", "grams": 1500, **more}


def document(*items: object, before: object = "P1") -> str:
    return json.dumps(
        {"from": before, "data": {"page": 1, "items": items, "more": [1, {"items": [2]}]}, "end": None}
    )


def test_a_declaration_a_line() -> None:
    rows = rows_of("\n".join(json.dumps(item(number)) for number in range(3)), LINES)
    assert [one.item_id for one in declarations_of(rows)] == ["A0", "A1", "A2"]
    assert [row.line for row in rows] == [1, 2, 3]


@pytest.mark.parametrize(("number", "grams"), [(12.345, "12.345"), ("12,345", "12.345"), (1234, "1234")])
def test_a_number_of_json_keeps_its_point_whatever_marks_the_texts_have(number: object, grams: str) -> None:
    marks = 'weight_unit = "kg", decimal_mark = ",", group_mark = "."'
    mapping = mapping_of(FRAME.replace('weight_unit = "g"', marks))
    declaration = only(rows_of(json.dumps(item(1, grams=number)), mapping))
    assert str(declaration.gross_weight_kg) == grams


def test_an_array_at_the_top_is_told_from_lines() -> None:
    rows = rows_of(json.dumps([item(1), item(2)], indent=1), LINES)
    assert [one.item_id for one in declarations_of(rows)] == ["A1", "A2"]


def test_an_array_somewhere_in_a_document_with_the_fields_before_it() -> None:
    text = document(
        item(1), item(2, goods=[{"what": "Mug", "n": 2, "ids": [{"type": "gtin", "value": "1"}]}])
    )
    first, second = declarations_of(rows_of(text, DOCUMENT))
    assert (first.message.source, first.gross_weight_kg) == ("P1", second.gross_weight_kg)
    assert str(first.gross_weight_kg) == "1.5"
    assert (second.lines[0].description, second.lines[0].product_ids[0].value) == ("Mug", "1")


def test_numbers_keep_their_own_letters_and_are_no_oddity() -> None:
    declaration = only(rows_of('{"number": "A", "msg": 12345678901234567890123, "grams": 0.10}', LINES))
    assert declaration.message.id == "12345678901234567890123"
    assert str(declaration.gross_weight_kg) == "0.0001"
    assert WarningKind.NUMBER_NOT_TEXT not in [one.kind for one in declaration.warnings]


def test_places_are_exact_and_a_bad_element_spares_its_neighbours() -> None:
    text = '{"from": "P1", "data": {"items": [{"number": "A1", "msg": "m"},\n {"number": "A2", msg},\n'
    text += '[1], 7, "x", {"number": "A3", "msg": "m", "number": "A4"}, {"number": "A5", "msg": "m"}]}}'
    rows = rows_of(text, DOCUMENT)
    assert [one.item_id for one in declarations_of(rows)] == ["A1", "A5"]
    assert [(row.line, row.reason) for row in rows if isinstance(row, Rejected)] == [
        (2, RejectReason.NOT_JSON),
        (3, RejectReason.NOT_AN_OBJECT),
        (3, RejectReason.NOT_AN_OBJECT),
        (3, RejectReason.NOT_AN_OBJECT),
        (3, RejectReason.DUPLICATE_FIELD),
    ]
    for row in rows:
        raw = row.raw if isinstance(row, Accepted) else row.untrusted_row
        assert text.encode()[row.end - len(raw) : row.end] == raw


def test_a_refused_element_is_kept_as_an_object_and_read_again() -> None:
    one = refused(rows_of(document(item(1, grams=-5), item(2)), DOCUMENT))
    entry = json.loads(rejects_entry(one))
    assert entry["row"]["grams"] == -5
    entry["row"]["grams"] = 5
    mended = only(rows_of(json.dumps(entry), DOCUMENT))
    assert (mended.item_id, mended.message.source) == ("A1", "P1")


@pytest.mark.parametrize(
    ("untrusted", "reason"),
    [
        ('{"data": {"items": [{"number": "A"}', RejectReason.CUT_OFF),
        ('{"data": {"items": [{"number": "A', RejectReason.CUT_OFF),
        ('{"data": {"items": [', RejectReason.CUT_OFF),
        ('{"data"', RejectReason.CUT_OFF),
        ("", RejectReason.CUT_OFF),
        ('{"data": {"items": []}} x', RejectReason.UNREADABLE),
        ('{"data": {"items": {}}}', RejectReason.UNREADABLE),
        ('{"data": []}', RejectReason.UNREADABLE),
        ("[]", RejectReason.UNREADABLE),
        ("{}", RejectReason.UNREADABLE),
        ('{"from": nonsense, "data": {"items": []}}', RejectReason.UNREADABLE),
        ('{"data": {"items": [,]}}', RejectReason.UNREADABLE),
        ('{"data": {"items": [{} {}]}}', RejectReason.UNREADABLE),
        ('{"data": {"items": []} "x": 1}', RejectReason.UNREADABLE),
    ],
)
def test_what_keeps_a_document_from_being_read_is_told_last(untrusted: str, reason: RejectReason) -> None:
    rows = rows_of(untrusted, DOCUMENT)
    assert isinstance(rows[-1], Rejected)
    assert rows[-1].reason is reason


def test_deep_nesting_is_refused_row_by_row() -> None:
    deep = '{"number": "A", "msg": ' + "[" * 100_000 + "]" * 100_000 + "}"
    rows = rows_of(f'{{"data": {{"items": [{deep}, {json.dumps(item(2))}]}}}}', DOCUMENT)
    assert refused(rows).reason is RejectReason.TOO_DEEP
    assert [one.item_id for one in declarations_of(rows)] == ["A2"]


def test_a_document_is_continued_behind_what_was_kept() -> None:
    text = document(*(item(number) for number in range(20)))
    rows = rows_of(text, DOCUMENT)
    rest = rows_of(text, DOCUMENT, behind=rows[7].end)
    assert [row.line for row in rest] == [1] * 12
    assert next(one.item_id for one in declarations_of(rest)) == "A8"


def test_the_scanner_is_the_same_whatever_the_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    text = document(item(1, note='a "quoted" [word] \\'), item(2, note="é" * 40), item(3))
    whole = rows_of(text, DOCUMENT)
    for size in (1, 2, 5, 17):
        monkeypatch.setattr("borderpost.feeds.sources.json_scanner._CHUNK", size)
        assert rows_of(text, DOCUMENT) == whole

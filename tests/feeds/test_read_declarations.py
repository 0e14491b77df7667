"""Declarations from files: the given day, the faulty rows, and everything that can be wrong with a row."""

import io
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.canonical_declaration import content_digest, from_canonical, to_canonical
from borderpost.domain.declaration import Declaration, MailClass, Nature, WarningKind
from borderpost.domain.intake import Accepted, Rejected, RejectReason, Row
from borderpost.feeds.physical_lines import LINE_LIMIT, physical_lines
from borderpost.feeds.reading import FeedFormat, format_of, read_declarations
from borderpost.feeds.reject_sentences import sentence_of
from borderpost.feeds.untrusted_declaration import LINES_LIMIT


def row(**changes: Any) -> dict[str, Any]:
    """A good declaration as plain data, with changes."""
    plain: dict[str, Any] = {
        "message": {"id": "m1", "version": 1, "source": "POST-CN", "received_at": "2026-11-07T16:00:00Z"},
        "item_id": "RR194156903CN",
        "mail_class": "U",
        "posted_on": "2026-11-05",
        "origin_office": "CNPVGA",
        "nature": "gift",
        "gross_weight_kg": "0.5",
        "sender": {"name": "Li Wei", "country": "CN"},
        "addressee": {"name": "Emma Jones", "country": "GB", "lines": ["5 The Green"]},
        "lines": [content()],
    }
    return {**plain, **changes}


def content(**changes: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "description": "Ceramic mug",
        "quantity": "1",
        "net_weight_kg": "0.4",
        "value": {"amount": "5.00", "currency": "USD"},
        "hs_code": "691200",
        "origin_country": "CN",
    }
    return {**plain, **changes}


def read(*untrusted: bytes | dict[str, Any], form: FeedFormat = FeedFormat.JSON_LINES) -> list[Row]:
    lines = [
        one if isinstance(one, bytes) else json.dumps(one, ensure_ascii=False).encode() for one in untrusted
    ]
    return list(read_declarations(io.BytesIO(b"\n".join(lines)), form))


def accepted(untrusted: bytes | dict[str, Any]) -> Declaration:
    (one,) = read(untrusted)
    assert isinstance(one, Accepted), one
    return one.declaration


def rejected(untrusted: bytes | dict[str, Any]) -> Rejected:
    (one,) = read(untrusted)
    assert isinstance(one, Rejected), one
    assert sentence_of(one).endswith(".")
    return one


def warned(declaration: Declaration) -> dict[str, WarningKind]:
    return {one.field: one.kind for one in declaration.warnings}


def test_a_good_row_is_read_field_by_field() -> None:
    declaration = accepted(row())
    assert declaration.item_id == "RR194156903CN"
    assert declaration.mail_class is MailClass.LETTER_POST
    assert declaration.nature is Nature.GIFT
    assert declaration.gross_weight_kg == Decimal("0.5")
    assert declaration.addressee.lines == ("5 The Green",)
    assert declaration.lines[0].number == 1
    assert declaration.warnings == ()


@pytest.mark.parametrize(
    ("untrusted", "field", "reason"),
    [
        (b'{"item_id": "RR1234', "", RejectReason.NOT_JSON),
        (b'{"a": NaN}', "", RejectReason.NOT_JSON),
        (b'{"a": "\\ud800"}', "", RejectReason.NOT_JSON),
        (b'{"a": "\xff"}', "", RejectReason.NOT_UTF8),
        ('{"item_id": "RR1"}'.encode("utf-16-le"), "", RejectReason.NOT_JSON),
        (b"[" * 100_000, "", RejectReason.TOO_DEEP),
        (b'{"message":' * 200 + b"1" + b"}" * 200, "message.id", RejectReason.MISSING),
        (b"[1, 2]", "", RejectReason.NOT_AN_OBJECT),
        (b"null", "", RejectReason.NOT_AN_OBJECT),
        (row(item_id=""), "item_id", RejectReason.MISSING),
        (row(item_id=None), "item_id", RejectReason.MISSING),
        (row(item_id=12), "item_id", RejectReason.WRONG_TYPE),
        (row(item_id="RR 194"), "item_id", RejectReason.BAD_IDENTIFIER),
        (row(item_id="R\x00R"), "item_id", RejectReason.BAD_IDENTIFIER),
        (row(item_id="R" * 51), "item_id", RejectReason.BAD_IDENTIFIER),
        (row(alternate_ids=["ok", "né"]), "alternate_ids[1]", RejectReason.BAD_IDENTIFIER),
        (row(message=None), "message", RejectReason.MISSING),
        (
            row(message={"id": "a", "version": 0, "received_at": "x"}),
            "message.version",
            RejectReason.OUT_OF_RANGE,
        ),
        (row(message={"id": "a", "version": True}), "message.version", RejectReason.NOT_A_NUMBER),
        (row(message={"id": "a", "version": 1}), "message.received_at", RejectReason.MISSING),
        (
            row(message={"id": "a", "version": 1, "received_at": "2026-11-07T16:00:00"}),
            "message.received_at",
            RejectReason.IMPOSSIBLE_DATE,
        ),
        (row(posted_on="2026-02-30"), "posted_on", RejectReason.IMPOSSIBLE_DATE),
        (row(posted_on="20261107"), "posted_on", RejectReason.IMPOSSIBLE_DATE),
        (row(gross_weight_kg="-0.4"), "gross_weight_kg", RejectReason.OUT_OF_RANGE),
        (row(gross_weight_kg="1e999999"), "gross_weight_kg", RejectReason.OUT_OF_RANGE),
        (row(gross_weight_kg="9" * 5000), "gross_weight_kg", RejectReason.OUT_OF_RANGE),
        (row(gross_weight_kg="Infinity"), "gross_weight_kg", RejectReason.NOT_A_NUMBER),
        (row(gross_weight_kg="0,5"), "gross_weight_kg", RejectReason.NOT_A_NUMBER),
        (row(gross_weight_kg="1_0"), "gross_weight_kg", RejectReason.NOT_A_NUMBER),
        (row(gross_weight_kg="٥"), "gross_weight_kg", RejectReason.NOT_A_NUMBER),
        (row(gross_weight_kg=[1]), "gross_weight_kg", RejectReason.WRONG_TYPE),
        (row(gross_weight_kg=True), "gross_weight_kg", RejectReason.WRONG_TYPE),
        (row(postage={"amount": "1", "currency": "XQZ"}), "postage.currency", RejectReason.UNKNOWN_CURRENCY),
        (row(postage={"amount": "1"}), "postage.currency", RejectReason.MISSING),
        (row(postage={"currency": "USD"}), "postage.amount", RejectReason.MISSING),
        (row(postage="5 USD"), "postage", RejectReason.WRONG_TYPE),
        (row(sender={"country": "China"}), "sender.country", RejectReason.UNKNOWN_COUNTRY),
        (row(sender="Li Wei"), "sender", RejectReason.WRONG_TYPE),
        (row(sender={"name": ["Li"]}), "sender.name", RejectReason.WRONG_TYPE),
        (row(addressee={"lines": [1]}), "addressee.lines[0]", RejectReason.WRONG_TYPE),
        (row(lines="T-shirt"), "lines", RejectReason.WRONG_TYPE),
        (row(lines=["T-shirt"]), "lines[0]", RejectReason.NOT_AN_OBJECT),
        (row(lines=[{}] * (LINES_LIMIT + 1)), "lines", RejectReason.TOO_MANY),
        (row(lines=[content(), content(quantity="0")]), "lines[1].quantity", RejectReason.OUT_OF_RANGE),
        (row(lines=[content(hs_code="61O910")]), "lines[0].hs_code", RejectReason.HS_NOT_DIGITS),
        (row(lines=[content(hs_code="٦١٠٩١٠")]), "lines[0].hs_code", RejectReason.HS_NOT_DIGITS),
        (row(lines=[content(hs_code=691200)]), "lines[0].hs_code", RejectReason.WRONG_TYPE),
        (
            row(lines=[content(value={"amount": "-1", "currency": "USD"})]),
            "lines[0].value.amount",
            RejectReason.OUT_OF_RANGE,
        ),
        (
            row(lines=[content(product_ids=["1"])]),
            "lines[0].product_ids[0]",
            RejectReason.NOT_AN_OBJECT,
        ),
        (json.dumps(row())[:-1].encode() + b', "item_id": "X"}', "item_id", RejectReason.DUPLICATE_FIELD),
        (
            json.dumps(row()).replace('"quantity"', '"unit" : "KG", "unit"').encode(),
            "unit",
            RejectReason.DUPLICATE_FIELD,
        ),
    ],
    ids=lambda value: value.value if isinstance(value, RejectReason) else "",
)
def test_a_bad_row_is_refused_with_its_field_and_reason(
    untrusted: bytes | dict[str, Any], field: str, reason: RejectReason
) -> None:
    one = rejected(untrusted)
    assert (one.field, one.reason) == (field, reason)
    assert one.line == 1


@pytest.mark.parametrize(
    ("changes", "field", "kind"),
    [
        ({"origin_office": "Shanghai"}, "origin_office", WarningKind.UNKNOWN_OFFICE),
        ({"item_id": "RR194156904CN"}, "item_id", WarningKind.CHECK_DIGIT),
        ({"lines": []}, "lines", WarningKind.NO_CONTENTS),
        ({"lines": [content(hs_code="")]}, "lines[0].hs_code", WarningKind.NO_HS_CODE),
        ({"lines": [content(hs_code="779900")]}, "lines[0].hs_code", WarningKind.UNKNOWN_HS_CODE),
        ({"lines": [content(hs_code="12")]}, "lines[0].hs_code", WarningKind.UNKNOWN_HS_CODE),
        ({"lines": [content(hs_code="90210")]}, "lines[0].hs_code", WarningKind.HS_LEADING_ZERO_LOST),
        ({"lines": [content(hs_code="9021000")]}, "lines[0].hs_code", WarningKind.HS_LEADING_ZERO_LOST),
        ({"lines": [content(net_weight_kg="9")]}, "gross_weight_kg", WarningKind.WEIGHTS_DISAGREE),
        ({"lines": [content(description="x" * 513)]}, "lines[0].description", WarningKind.DESCRIPTION_CUT),
        ({"lines": [content(description="a\x00b")]}, "lines[0].description", WarningKind.CONTROL_CHARACTER),
        ({"addressee": {"name": "y" * 600}}, "addressee.name", WarningKind.TEXT_CUT),
        ({"sender": {}}, "sender", WarningKind.NO_NAME),
        ({"sender": None}, "sender", WarningKind.NO_NAME),
        ({"colour": "red"}, "colour", WarningKind.UNKNOWN_FIELD),
        ({"mail_class": "Z"}, "mail_class", WarningKind.UNKNOWN_CODE),
        ({"nature": "present"}, "nature", WarningKind.UNKNOWN_CODE),
        ({"receptacle_id": "BAG1"}, "receptacle_id", WarningKind.UNKNOWN_CODE),
        ({"posted_on": "2026-12-24"}, "posted_on", WarningKind.DATE_IN_FUTURE),
        ({"gross_weight_kg": 0.5}, "gross_weight_kg", WarningKind.NUMBER_NOT_TEXT),
    ],
)
def test_an_odd_row_is_accepted_with_a_warning(
    changes: dict[str, Any], field: str, kind: WarningKind
) -> None:
    assert warned(accepted(row(**changes))) == {field: kind}


def test_a_number_without_quotation_marks_keeps_its_exact_value() -> None:
    plain = json.dumps(row()).replace('"0.5"', "0.1000000000000000055")
    assert accepted(plain.encode()).gross_weight_kg == Decimal("0.1000000000000000055")


def test_a_code_that_lost_its_zero_is_kept_as_it_came() -> None:
    (line,) = accepted(row(lines=[content(hs_code="90210")])).lines
    assert line.hs_code == "90210"


def test_exponents_and_offsets_are_read_by_value() -> None:
    message = {"id": "m", "version": "3", "received_at": "2026-11-07T01:00:00.5+02:00"}
    declaration = accepted(row(gross_weight_kg=" 1.5E+1 ", message=message))
    assert declaration.gross_weight_kg == Decimal(15)
    assert declaration.message.version == 3
    assert declaration.message.received_at.isoformat() == "2026-11-06T23:00:00.500000+00:00"


def test_many_lines_and_every_script_are_read() -> None:
    texts = ["𠜎𠜱𠝹 🧸", "هدية صغيرة", "‏مِرْآة", "Łukasz Żółć", "深圳市"]
    lines = [content(description=texts[n % len(texts)]) for n in range(200)]
    declaration = accepted(row(lines=lines, gross_weight_kg="100"))
    assert [line.description for line in declaration.lines] == [one["description"] for one in lines]
    assert declaration.lines[-1].number == 200


def test_a_description_of_ten_megabytes_is_cut_and_marked() -> None:
    (line,) = accepted(row(lines=[content(description="é" * 5_000_000)])).lines
    assert line.description == "é" * 512
    assert line.description_cut


class _Endless:
    """A stream whose second line never seems to end: it counts what it is asked to hold."""

    def __init__(self, length: int) -> None:
        self.left = length
        self.largest = 0
        self.head = [b'{"bad\n']
        self.tail = [b"\n", json.dumps(row()).encode()]

    def readline(self, size: int, /) -> bytes:
        self.largest = max(self.largest, size)
        if self.head:
            return self.head.pop()
        if self.left:
            given_now = min(size, self.left)
            self.left -= given_now
            return b"x" * given_now
        return self.tail.pop(0) if self.tail else b""


def test_a_line_of_a_gigabyte_is_refused_without_being_held() -> None:
    stream = _Endless(100 * 1024 * 1024)
    lines = list(physical_lines(stream, limit=1024 * 1024))
    assert [(one.number, one.complete) for one in lines] == [(1, True), (2, False), (3, True)]
    assert stream.largest < 2 * 1024 * 1024
    assert (lines[1].start, lines[1].end) == (6, 6 + 100 * 1024 * 1024 + 1)
    assert len(lines[1].data) <= 64 * 1024


def test_an_overlong_row_is_refused_with_its_place() -> None:
    one, good = read(b"{" + b" " * (LINE_LIMIT + 5) + b"}", row())
    assert isinstance(one, Rejected)
    assert (one.reason, one.complete, one.start, one.end) == (RejectReason.TOO_LONG, False, 0, LINE_LIMIT + 8)
    assert isinstance(good, Accepted)
    assert good.line == 2


def test_a_row_of_a_million_tiny_values_is_refused_before_they_take_up_memory() -> None:
    one = rejected(b'{"lines": [' + b"1," * 1_000_001 + b"1]}")
    assert (one.field, one.reason) == ("", RejectReason.TOO_MANY)


def test_a_byte_order_mark_blank_lines_and_windows_endings_do_not_matter() -> None:
    line = json.dumps(row()).encode()
    rows = read(b"\xef\xbb\xbf" + line + b"\r", b"", b"  \r", line)
    assert [(one.line, type(one)) for one in rows] == [(1, Accepted), (4, Accepted)]
    assert rows[-1].end == len(line) * 2 + 3 + 1 + 2 + 4


def test_a_flood_of_unknown_fields_leaves_some_warnings_only() -> None:
    declaration = accepted(row(**{f"field{n}": n for n in range(5000)}))
    assert 0 < len(declaration.warnings) <= 200


def test_the_digest_counts_values_and_not_messages() -> None:
    one = accepted(row())
    other = accepted(
        row(gross_weight_kg="0.500", message={"id": "z", "version": 9, "received_at": "2026-01-01T00:00:00Z"})
    )
    assert content_digest(one) == content_digest(other)
    assert content_digest(one) != content_digest(accepted(row(gross_weight_kg="0.51")))


def test_the_form_is_told_by_name_or_beginning(tmp_path: Path) -> None:
    for name, text, form in [
        ("a.csv", "x", FeedFormat.CSV),
        ("a.jsonl", "x", FeedFormat.JSON_LINES),
        ("a.txt", '\ufeff{"item_id": 1}', FeedFormat.JSON_LINES),
        ("b.txt", "\ufeffmessage_id,Item_ID\n", FeedFormat.CSV),
        ("c.txt", "", FeedFormat.JSON_LINES),
    ]:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        assert format_of(path) is form


@given(st.binary(max_size=400), st.sampled_from(FeedFormat))
def test_no_bytes_raise(untrusted: bytes, form: FeedFormat) -> None:
    _drain(read(untrusted, form=form))


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@st.composite
def twisted_rows(draw: st.DrawFn) -> dict[str, Any]:
    """A good row with some of its values, at any depth, swapped for others."""
    plain = row(lines=[content(), content()], documents=[{"type": "invoice", "number": "1"}])
    for _ in range(draw(st.integers(1, 3))):
        target: Any = plain
        while True:
            keys = list(target) if isinstance(target, dict) else list(range(len(target)))
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            if isinstance(target[key], dict | list) and draw(st.booleans()):
                target = target[key]
                continue
            target[key] = draw(JSON_VALUES)
            break
    return plain


@given(twisted_rows())
def test_no_twisted_row_raises_and_an_accepted_one_survives_its_canonical_form(
    untrusted: dict[str, Any],
) -> None:
    for one in _drain(read(json.dumps(untrusted).encode())):
        if isinstance(one, Accepted):
            assert from_canonical(to_canonical(one.declaration)) == one.declaration


def _drain(rows: list[Row]) -> Iterator[Row]:
    for one in rows:
        if isinstance(one, Rejected):
            assert sentence_of(one)
    return iter(rows)

"""The short way for usual rows says nothing, or exactly what the careful way says."""

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderpost.benchmarks.fuzz import mutated
from borderpost.demo.declarations import generate
from borderpost.domain.declaration import Declaration, WarningKind
from borderpost.feeds.json_rows import careful_declaration
from borderpost.feeds.untrusted_values import RowFault
from borderpost.feeds.usual_rows import LONGEST, usual_declaration

DAY = Path(__file__).parents[2].parent / "shared" / "data" / "day"
needs_day = pytest.mark.skipif(
    not DAY.is_dir(), reason="the given day of mail (../shared/data/day) is absent"
)
DEMO = list(generate(11, 400, date(2026, 11, 22)))
WHOLE = next(one for one in DEMO if len(one["lines"]) == 1 and one["lines"][0]["product_ids"])
# Left out of a sparse row wherever it stands; `source` and the names of a seller among them.
NEEDED = {"message", "id", "version", "received_at", "item_id", "sender", "addressee", "amount", "currency"}


def bytes_of(row: Any, **form: Any) -> bytes:
    return json.dumps(row, **{"ensure_ascii": False, **form}).encode("utf-8", "surrogatepass")


def sparse(row: Any) -> Any:
    """Leave out every empty field, as many writers do."""
    if isinstance(row, dict):
        return {
            name: sparse(one)
            for name, one in row.items()
            if name in NEEDED or (one not in ("", None, []) and sparse(one) != {})
        }
    return [sparse(one) for one in row] if isinstance(row, list) else row


def careful(data: bytes) -> Declaration | None:
    try:
        return careful_declaration(data)
    except (RowFault, RecursionError):
        return None


def agreed(data: bytes) -> bool:
    """Tell whether the short way was taken; where it was, what it says is what the careful way says."""
    usual = usual_declaration(data)
    if usual is not None:
        known = careful(data)
        assert usual == known
        assert repr(usual) == repr(known)
    return usual is not None


def changed(path: tuple[str | int, ...], value: Any) -> bytes:
    row = copy.deepcopy(WHOLE)
    place: Any = row
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return bytes_of(row)


def paths(row: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    pairs = row.items() if isinstance(row, dict) else enumerate(row) if isinstance(row, list) else ()
    found = [path] if path else []
    for step, one in pairs:
        found += paths(one, (*path, step))
    return found


# fmt: off
ODD: list[Any] = [
    None, "", " ", "x", 0, 1, -1, 1.5, True, [], {}, [""], ["x"], [None], {"x": 1}, "x" * 512, "x" * 513,
    " GB", "GB ", "GB", "XK", "ZZ", "EUR", "eur", "1", "0", "0.00", "00.5", "1.50", "1.", ".5", "-0", "-1",
    "1e3", "+1", " 1", "1_0", "١", "NaN", "Infinity", "9" * 15, "9" * 16, "0." + "1" * 12, "0." + "1" * 13,
    "1" * 28, "2026-11-05", "20261105", "2026-02-30", "1899-12-31", "2026-W45-4", "2026-11-07T16:00:00Z",
    "2026-11-07t16:00:00z", "2026-11-07 16:00:00+05:30", "2026-11-07T16:00:00.1234567Z",
    "2026-11-07T24:00:00Z", "2026-W45-4T16:00:00Z", "0001-01-01T00:00:00+23:00",
    "9999-12-31T23:59:59-23:59", "RR473124829GB", "RR473124828GB", "rr473124829gb", "RR-47312482-9GB",
    "RR 473124829 GB", "473124829RRGB", "RR47312482٩GB", "x" * 50, "x" * 51, "ÿ", "a:b", '":', 'a":"b',
    "\\", "\"", "/", "\n", "\r\n", "\t", "\x00", "\x08", "\x0c", "\x1f", "\x7f", "\x80", "\x85", "\x9f",
    "\xa0", "\xa0x", "\u2028", "\ufeff", "\ud800", "𠮷", "691200", "69120", "6912001", "010121", "10121",
    "999999", "6912 ", "69.12", "6912", "CNPVGA", "ZZPVGA", "cnpvga", "A" * 23, "A" * 29, "A" * 30, "U",
    "u", "gift", "Gift", 2**31, 2**31 - 1, 10**30, "7", [{}], [{"scheme": "gtin"}],
    {"amount": "1", "currency": "EUR"}, {"amount": "", "currency": ""}, {"amount": "1", "currency": ""},
    {"amount": "1"}, {"currency": "EUR"}, {"amount": 1, "currency": "EUR"},
    {"amount": "1", "currency": "EUR", "x": ""},
]
# fmt: on


@pytest.mark.parametrize("path", paths(WHOLE), ids=str)
def test_an_odd_value_anywhere_is_read_alike(path: tuple[str | int, ...]) -> None:
    for value in ODD:
        if value != "\ud800":
            agreed(changed(path, value))
        row = json.loads(changed(path, value if value != "\ud800" else ""))
        agreed(bytes_of(row, ensure_ascii=True))
        agreed(bytes_of(sparse(row), separators=(" ,", " :")))
    agreed(bytes_of(WHOLE).replace(b"}", b', "x": 1}', 1))


odd_values = st.sampled_from(ODD) | st.text(max_size=8) | st.integers() | st.floats() | st.none()
numbers = st.decimals(min_value=0, max_value=10**15, places=3).map(str)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(DEMO),
    st.lists(st.tuples(st.integers(0, 10**6), odd_values | numbers), max_size=3),
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, (",", ":"), (" , ", " : ")]),
)
def test_any_row_is_read_alike(
    row: Any, changes: list[tuple[int, Any]], left_out: bool, escaped: bool, separators: Any
) -> None:
    row = copy.deepcopy(row)
    for number, value in changes:
        known = paths(row)
        path = known[number % len(known)]
        place = row
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
    if left_out:
        row = sparse(row)
    agreed(bytes_of(row, ensure_ascii=escaped, separators=separators))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(DEMO), st.integers(0, 2**32), st.booleans())
def test_broken_bytes_are_read_alike(row: Any, seed: int, left_out: bool) -> None:
    agreed(mutated(bytes_of(sparse(row) if left_out else row), seed))


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(DEMO),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.booleans(),
    st.sampled_from(['"%s":', '"%s" :', '"%s"\n:', '"\\u00%s":']),
)
def test_a_name_given_twice_never_passes(
    row: Any, number: int, other: int, left_out: bool, form: str
) -> None:
    row = sparse(row) if left_out else row
    data = bytes_of(row)
    named = [path for path in paths(row) if isinstance(path[-1], str)]
    path, gone = named[number % len(named)], named[other % len(named)]
    place, lost = row, row
    for step in path[:-1]:
        place = place[step]
    name = str(path[-1])
    written = form % (f"{ord(name[0]):02x}{name[1:]}" if "\\u" in form else name)
    object_text, value = bytes_of(place), bytes_of(place[path[-1]])
    twice = object_text[:-1] + b", " + written.encode() + value + b"}"
    doubled = data.replace(object_text, twice, 1)
    assert doubled != data
    assert usual_declaration(doubled) is None
    # With another name left out, there are as many as in a whole row.
    for step in gone[:-1]:
        lost = lost[step]
    pair = bytes_of({gone[-1]: lost[gone[-1]]})[1:-1]
    agreed(doubled.replace(b", " + pair, b"", 1))
    agreed(doubled.replace(pair + b", ", b"", 1))


def test_colons_in_texts_hide_no_second_name() -> None:
    data = bytes_of(WHOLE)
    for text in ('"a:b"', '"\\u003a"', '"\\":"', '"\\":\\":"', '"\\\\"'):
        for name in ("item_id", "mail_class", "posted_on"):
            one = data.replace(b'"mail_class"', f'"receptacle_id": {text}, "{name}"'.encode(), 1)
            assert usual_declaration(one) is None
    # Without the two colons of the moment, two names more make as many colons as in a sound row.
    moment = WHOLE["message"]["received_at"]
    hidden = data.replace(moment.encode(), moment.replace(":", "\\u003a").encode(), 1)
    assert agreed(hidden)
    twice = b'{"item_id": "x", "mail_class": "U", '
    assert usual_declaration(hidden.replace(b"{", twice, 1)) is None


def test_colons_and_quotation_marks_in_texts_do_not_hinder() -> None:
    assert agreed(changed(("sender", "name"), "Care of: Li Wei"))
    assert agreed(changed(("lines", 0, "description"), 'shoes "Zarquet"'))
    assert agreed(bytes_of(WHOLE, indent=2).replace(b"\n", b" "))
    assert agreed(bytes_of(WHOLE, separators=(" , ", " : ")))
    assert agreed(bytes_of(changed_name("Łukasz Nowak"), ensure_ascii=True))


def changed_name(name: str) -> Any:
    return {**WHOLE, "sender": {**WHOLE["sender"], "name": name}}


def test_the_common_oddities_are_noted_on_the_short_way() -> None:
    for path, value, kind in (
        (("lines", 0, "hs_code"), "", WarningKind.NO_HS_CODE),
        (("lines", 0, "hs_code"), "779900", WarningKind.UNKNOWN_HS_CODE),
        (("lines",), [], WarningKind.NO_CONTENTS),
        (("item_id",), "RR473124828GB", WarningKind.CHECK_DIGIT),
        (("origin_office",), "ZZZZZZ", WarningKind.UNKNOWN_OFFICE),
        (("lines", 0, "net_weight_kg"), "99", WarningKind.WEIGHTS_DISAGREE),
    ):
        data = changed(path, value)
        assert agreed(data)
        declaration = usual_declaration(data)
        assert declaration is not None
        assert kind in {one.kind for one in declaration.warnings}


def test_a_long_row_is_left_to_the_careful_way() -> None:
    assert usual_declaration(bytes_of(WHOLE) + b" " * LONGEST) is None


def test_nearly_every_row_of_the_demo_takes_the_short_way() -> None:
    assert sum(agreed(bytes_of(one)) for one in DEMO) > 0.95 * len(DEMO)
    assert sum(agreed(bytes_of(sparse(one))) for one in DEMO) > 0.95 * len(DEMO)


@needs_day
def test_nearly_every_row_of_the_given_day_takes_the_short_way() -> None:
    rows = (DAY / "declarations.jsonl").read_bytes().splitlines()
    assert sum(map(agreed, rows)) > 0.95 * len(rows)
    for row in (DAY / "faulty.jsonl").read_bytes().splitlines():
        agreed(row)

"""An entry has one form of bytes; whatever else is called an entry is refused as such."""

import contextlib
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.entry import (
    GENESIS,
    BadEntry,
    canonical_json,
    decode_body,
    encode_body,
    format_time,
    hash_body,
    parse_time,
    signed_message,
    uuid7,
)

NOW = datetime(2026, 11, 20, 8, 0, 0, 1000, tzinfo=UTC)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=15,
)
MOMENTS = st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)).map(  # noqa: DTZ001
    lambda at: at.replace(tzinfo=UTC)
)


def body(**changes: Any) -> bytes:
    fields: dict[str, Any] = {
        "entry_id": "0" * 32,
        "station": "BP01",
        "sequence": 1,
        "officer": "anna",
        "at": NOW,
        "offset_minutes": 60,
        "kind": "note_added",
        "payload": {"text": "Łódź 王"},
        "previous": GENESIS,
    }
    return encode_body(**(fields | changes))


def forged(**changes: object) -> bytes:
    """The bytes of an entry whose fields were changed by hand, canonical all the same."""
    return json.dumps(
        json.loads(body()) | changes, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()


@given(PLAIN)
def test_plain_data_goes_there_and_back_in_one_form(value: object) -> None:
    once = canonical_json(value)
    assert json.loads(once) == value
    assert canonical_json(json.loads(once)) == once


@given(st.dictionaries(TEXT, st.integers(), min_size=2, max_size=6))
def test_the_order_of_making_does_not_count(value: dict[str, int]) -> None:
    assert canonical_json(dict(reversed(value.items()))) == canonical_json(value)


@pytest.mark.parametrize("value", [1.5, {"a": [0.0]}, [float("nan")], {1: "key"}, {"a": b"bytes"}])
def test_what_has_no_single_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical_json(value)


@given(st.dictionaries(TEXT, PLAIN, max_size=4), MOMENTS, st.integers(-900, 900), st.integers(1, 10**12))
def test_an_entry_comes_back_as_it_was(
    payload: dict[str, Any], at: datetime, offset: int, sequence: int
) -> None:
    made = body(payload=payload, at=at, offset_minutes=offset, sequence=sequence)
    entry = decode_body(made)
    assert (entry.payload, entry.at, entry.offset_minutes) == (payload, at, offset)
    assert (entry.sequence, entry.hash) == (sequence, hash_body(made))
    assert signed_message(entry.hash).endswith(bytes.fromhex(entry.hash))


@given(st.binary(max_size=200))
def test_any_bytes_are_an_entry_or_a_bad_one(untrusted_body: bytes) -> None:
    with pytest.raises(BadEntry):
        decode_body(untrusted_body)


@given(st.dictionaries(st.sampled_from(["v", "at", "seq", "offset", "payload", "kind", "x"]), PLAIN))
def test_any_fields_are_an_entry_or_a_bad_one(changes: dict[str, object]) -> None:
    try:
        entry = decode_body(forged(**changes))
    except BadEntry:
        return
    assert format_time(entry.at) == json.loads(forged(**changes))["at"]


@given(st.integers(0, len(body()) - 1), st.integers(0, 7))
def test_every_flipped_bit_changes_the_hash_or_is_found(place: int, bit: int) -> None:
    changed = bytearray(body())
    changed[place] ^= 1 << bit
    with contextlib.suppress(BadEntry):
        assert decode_body(bytes(changed)).hash != decode_body(body()).hash


@pytest.mark.parametrize(
    "untrusted_body",
    [
        b"[" * 5000,
        b'{"payload":' + b"[" * 900 + b"]" * 900 + b"}",
        forged(v=True),
        forged(v=2),
        forged(seq="1"),
        forged(offset=True),
        forged(at="2026-11-20T8:00:00.1Z"),
        forged(at="2026-11-20 08:00:00"),
        forged(payload={"a": 1.5}),
        forged(extra=1),
        body() + b"\n",
        body().replace(b'"v":1', b'"v":1,"v":1'),
        body().replace(b":", b": ", 1),
        b'{"v":1' + b"0" * 5000 + b"}",
        b"\xff",
    ],
)
def test_known_ways_to_be_no_entry(untrusted_body: bytes) -> None:
    with pytest.raises(BadEntry) as error:
        decode_body(untrusted_body)
    assert error.value.reason


def test_no_depth_of_nesting_is_more_than_a_bad_entry() -> None:
    whole, before = forged(payload={"a": 1}), b'"payload":{"a":'
    # Each part of the reading ends at a depth of its own, a few levels from the others.
    for depth in (100, *range(800, 1010)):
        deep = whole.replace(before + b"1", before + b"[" * depth + b"]" * depth)
        with contextlib.suppress(BadEntry):
            assert decode_body(deep).kind == "note_added"
    with pytest.raises(BadEntry):
        decode_body(deep)


@given(MOMENTS, st.integers(-14 * 60, 14 * 60))
def test_moments_are_written_in_one_form(at: datetime, minutes: int) -> None:
    text = format_time(at.astimezone(timezone(timedelta(minutes=minutes))))
    assert parse_time(text) == at
    assert len(text) == len("2026-11-20T08:00:00.000000Z")


def test_a_moment_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        format_time(datetime(2026, 11, 20))  # noqa: DTZ001


@given(
    st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2500, 1, 1)),  # noqa: DTZ001
    st.binary(min_size=10, max_size=10),
)
def test_an_identifier_is_a_uuid_of_version_7(at: datetime, randomness: bytes) -> None:
    ident = uuid7(at.replace(tzinfo=UTC), randomness)
    assert len(ident) == 32
    assert ident[12] == "7"
    assert ident[16] in "89ab"
    later = uuid7(at.replace(tzinfo=UTC) + timedelta(milliseconds=2), randomness)
    assert ident < later


def test_an_identifier_takes_ten_random_bytes() -> None:
    with pytest.raises(ValueError, match="ten"):
        uuid7(NOW, b"short")

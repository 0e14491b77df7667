"""Packed feeds: read as they are, and never trusted to unpack to something reasonable."""

import gzip
import io
import time
import zlib
from random import Random

import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.intake import Accepted, Rejected, RejectReason
from borderpost.feeds.compressed import FREE_OUTPUT, GZIP_MAGIC, Unpacked, unpacked
from borderpost.feeds.reject_sentences import sentence_of
from foreign_feeds import declarations_of, rows_of

ROW = (
    b'{"message": {"id": "m%d", "version": 1, "received_at": "2026-11-07T16:00:00Z"},'
    b' "item_id": "RR194156903CN"}\n'
)
FEED = b"".join(ROW % number for number in range(200))
CHECKED = {int(zstd.CompressionParameter.checksum_flag): 1}
NOISE = Random(1).randbytes(200_000).hex().encode()


def pack(form: str, data: bytes) -> bytes:
    return gzip.compress(data) if form == "gzip" else zstd.compress(data, options=CHECKED)


@pytest.mark.parametrize("form", ["gzip", "zstd"])
def test_a_packed_feed_is_read_as_it_is(form: str) -> None:
    assert len(declarations_of(rows_of(pack(form, FEED), None))) == 200


@pytest.mark.parametrize("form", ["gzip", "zstd"])
def test_parts_packed_one_by_one_are_one_feed(form: str) -> None:
    half = len(FEED) // 2
    packed = pack(form, FEED[:half]) + pack(form, b"") + pack(form, FEED[half:]) + bytes(512)
    assert [row.end for row in rows_of(packed, None)] == [row.end for row in rows_of(FEED, None)]


@pytest.mark.parametrize("form", ["gzip", "zstd"])
def test_a_packed_feed_that_was_cut_gives_what_it_holds_and_says_so(form: str) -> None:
    packed = pack(form, FEED + ROW.replace(b"%d", NOISE))
    *rows, last = rows_of(packed[: len(packed) - 900], None)
    assert isinstance(last, Rejected)
    assert last.reason is RejectReason.CUT_OFF
    assert "ends before its end" in sentence_of(last)
    assert len(declarations_of(rows)) > 100


@pytest.mark.parametrize("form", ["gzip", "zstd"])
def test_damage_is_named_and_what_stands_before_it_is_kept(form: str) -> None:
    packed = bytearray(pack(form, FEED + NOISE))
    packed[-60_000:-50_000] = b"\xff" * 10_000
    *rows, last = rows_of(bytes(packed), None)
    assert isinstance(last, Rejected)
    assert last.reason is RejectReason.DAMAGED
    assert len(declarations_of(rows)) == 200


@pytest.mark.parametrize("form", ["gzip", "zstd"])
@pytest.mark.parametrize("filler", [b"\n", b"\r\n", b" "])
def test_a_bomb_is_refused_with_a_sentence(form: str, filler: bytes) -> None:
    packed = pack(form, FEED + filler * (3 * FREE_OUTPUT // len(filler)))
    started = time.process_time()
    *rows, last = rows_of(packed, None)
    assert time.process_time() - started < 5
    assert len(declarations_of(rows)) == 200
    assert isinstance(last, Rejected)
    assert last.reason is RejectReason.BOMB
    assert "out of all proportion" in sentence_of(last)


def test_a_whole_feed_may_not_unpack_to_more_than_the_limit() -> None:
    stream = Unpacked(io.BytesIO(gzip.compress(bytes(5000))), GZIP_MAGIC, output_limit=4000)
    while stream.read(1000):
        pass
    assert stream.ended_by is not None
    assert stream.ended_by.reason is RejectReason.BOMB


def test_a_window_beyond_the_limit_is_refused() -> None:
    # A frame header that asks for a window of 2^41 bytes, and a block behind it.
    packed = b"\x28\xb5\x2f\xfd\x00\xf8\x01\x00\x00"
    (last,) = rows_of(packed + bytes(20), None)
    assert isinstance(last, Rejected)
    assert last.reason is RejectReason.DAMAGED


def test_what_is_not_packed_stays_the_stream_that_it_is() -> None:
    stream = io.BytesIO(b"{}")
    assert unpacked(stream) is stream
    assert stream.read() == b"{}"


@given(st.sampled_from(["gzip", "zstd"]), st.binary(max_size=400), st.integers(0, 400), st.binary(max_size=8))
def test_any_damage_to_a_packed_feed_is_told_and_never_raises(
    form: str, data: bytes, at: int, instead: bytes
) -> None:
    packed = bytearray(pack(form, data))
    packed[at : at + len(instead)] = instead
    magic = bytes(packed[:4])
    stream = unpacked(io.BytesIO(bytes(packed)))
    read = stream.read()
    if stream.__class__ is io.BytesIO:
        assert read == packed
    elif bytes(packed) == pack(form, data):
        assert read == data
    assert magic[:2] != GZIP_MAGIC or zlib.crc32(read) is not None


def test_rows_of_a_packed_feed_can_be_continued() -> None:
    packed = gzip.compress(FEED)
    rows = rows_of(packed, None)
    rest = rows_of(packed, None, behind=rows[149].end)
    assert [row.line for row in rest] == list(range(151, 201))
    assert all(isinstance(row, Accepted) for row in rest)

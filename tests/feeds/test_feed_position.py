"""How far a feed was taken in: continued where it ended, read anew where it was changed."""

import json
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.intake import Accepted, Row
from borderpost.feeds.feed import read_feed
from borderpost.feeds.position import (
    PROBE,
    FeedPosition,
    PositionTracker,
    Resumption,
    fingerprint_of,
    position_from_plain,
    resumption,
)


def row(number: int) -> str:
    message = {"id": f"m{number}", "version": 1, "received_at": "2026-11-07T16:00:00Z"}
    return json.dumps({"message": message, "item_id": f"A{number}"}) + "\n"


def feed(*numbers: int) -> str:
    return "".join(row(number) for number in numbers)


def take(file: Path, position: FeedPosition | None, kept: dict[str, int]) -> FeedPosition:
    """Take a file in as an importer does, from its position on; `kept` counts how often each item came."""
    how = resumption(position, file)
    if how is Resumption.NOTHING_NEW:
        assert position is not None
        return position
    start = position if how is Resumption.CONTINUE else None
    tracker = PositionTracker(fingerprint_of(file), "", start)
    for one in read_feed(file, behind=start.end if start else 0):
        tracker.after(one)
        if isinstance(one, Accepted):
            item = one.declaration.item_id
            kept[item] = kept.get(item, 0) + 1
    return tracker.position(complete=True)


def test_a_file_that_was_read_to_its_end_brings_nothing_new(tmp_path: Path) -> None:
    file = tmp_path / "day.jsonl"
    file.write_text(feed(1, 2, 3))
    kept: dict[str, int] = {}
    position = take(file, None, kept)
    assert resumption(position, file) is Resumption.NOTHING_NEW
    assert take(file, position, kept) == position
    assert kept == {"A1": 1, "A2": 1, "A3": 1}


def test_a_file_that_grew_is_continued_and_only_its_last_row_read_twice(tmp_path: Path) -> None:
    file = tmp_path / "day.jsonl"
    file.write_text(feed(*range(1000)))
    kept: dict[str, int] = {}
    position = take(file, None, kept)
    with file.open("a") as more:
        more.write(feed(1000, 1001))
    assert resumption(position, file) is Resumption.CONTINUE
    position = take(file, position, kept)
    assert {item for item, count in kept.items() if count > 1} == {"A999"}
    assert (len(kept), position.rows) == (1002, 1001)


def test_a_row_that_was_cut_in_half_comes_in_whole_with_the_rest(tmp_path: Path) -> None:
    file = tmp_path / "day.jsonl"
    whole = feed(*range(10))
    file.write_text(whole[:-20])
    kept: dict[str, int] = {}
    position = take(file, None, kept)
    assert len(kept) == 9
    file.write_text(whole)
    take(file, position, kept)
    assert kept == {f"A{number}": 1 for number in range(10)}


@pytest.mark.parametrize("change", ["first", "last", "shorter", "other time"])
def test_a_file_that_was_changed_is_read_from_its_start(tmp_path: Path, change: str) -> None:
    file = tmp_path / "day.jsonl"
    text = feed(*range(3000))
    assert len(text) > 2 * PROBE
    file.write_text(text)
    position = take(file, None, {})
    changed = {
        "first": text.replace('"A1"', '"B1"') + feed(5000),
        "last": text.replace('"A2999"', '"B2999"') + feed(5000),
        "shorter": text[:1000],
        "other time": text.replace('"A1500"', '"B1500"'),
    }[change]
    file.write_text(changed)
    os.utime(file, ns=(0, position.fingerprint.mtime_ns + 1))
    assert resumption(position, file) is Resumption.FROM_THE_START


def test_another_mapping_reads_the_file_anew(tmp_path: Path) -> None:
    file = tmp_path / "day.jsonl"
    file.write_text(feed(1))
    position = take(file, None, {})
    assert resumption(position, file, "some-post") is Resumption.FROM_THE_START
    assert resumption(None, file) is Resumption.FROM_THE_START


def test_a_run_that_was_interrupted_is_continued_although_nothing_grew(tmp_path: Path) -> None:
    file = tmp_path / "day.jsonl"
    file.write_text(feed(*range(10)))
    tracker = PositionTracker(fingerprint_of(file))
    rows: list[Row] = list(read_feed(file))
    for one in rows[:5]:
        tracker.after(one)
    position = tracker.position()
    assert resumption(position, file) is Resumption.CONTINUE
    assert (position.rows, position.end) == (4, rows[3].end)
    assert [one.line for one in read_feed(file, behind=position.end)] == [5, 6, 7, 8, 9, 10]


def test_a_position_survives_its_plain_form(tmp_path: Path) -> None:
    file = tmp_path / "day.jsonl"
    file.write_text(feed(1))
    position = take(file, None, {})
    assert position_from_plain(json.loads(json.dumps(position.as_plain()))) == position


KEYS = st.sampled_from(["fingerprint", "mapping", "end", "rows", "complete", "size", "head"])
SIMPLE = st.none() | st.integers(-1, 9) | st.text(max_size=3)


@given(st.dictionaries(KEYS, SIMPLE | st.dictionaries(KEYS, SIMPLE, max_size=3), max_size=4))
def test_anything_else_is_no_position(plain: dict[str, object]) -> None:
    assert position_from_plain(plain) is None


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6), st.integers(0, 400))
def test_wherever_a_feed_was_cut_every_item_comes_in(sizes: list[int], cut: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "day.jsonl"
        whole = feed(*range(sum(sizes)))
        kept: dict[str, int] = {}
        position: FeedPosition | None = None
        for end in sorted({min(cut, len(whole)), *(len(feed(*range(size))) for size in sizes), len(whole)}):
            file.write_text(whole[:end])
            os.utime(file, ns=(0, end))
            position = take(file, position, kept)
        assert set(kept) == {f"A{number}" for number in range(sum(sizes))}

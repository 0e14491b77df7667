"""The rejects file: it keeps every refused row as it came, can be mended, and appears whole or not at all."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.intake import Accepted, Rejected, RejectReason, Row
from borderpost.feeds.reading import FeedFormat, read_declarations
from borderpost.feeds.reject_sentences import sentence_of
from borderpost.feeds.rejects import RejectsFile, rejects_entry

GOOD = (
    '{"message": {"id": "m", "version": 1, "received_at": "2026-11-07T16:00:00Z"},'
    ' "item_id": "RR194156903CN", "gross_weight_kg": "0.5",'
    ' "sender": {"name": "李伟"}, "addressee": {"name": "E"}}'
)
HEADER = "item_id,message_id,message_version,received_at,quantity"


def read(untrusted: bytes, form: FeedFormat = FeedFormat.JSON_LINES) -> list[Row]:
    return list(read_declarations(io.BytesIO(untrusted), form))


def refused(untrusted: bytes, form: FeedFormat = FeedFormat.JSON_LINES) -> Rejected:
    one = read(untrusted, form)[-1]
    assert isinstance(one, Rejected)
    return one


def test_every_reason_has_a_sentence() -> None:
    for reason in RejectReason:
        sentence = sentence_of(Rejected(7, "lines[0].unit", reason, "{odd}", b"", 0, 0))
        assert sentence[0].isupper() or sentence.startswith("lines[0].unit")
        assert sentence.endswith(".")


def test_a_json_row_stays_an_object_that_can_be_mended_in_place() -> None:
    untrusted = GOOD.replace("0.5", "-0.5").encode()
    entry = rejects_entry(refused(untrusted))
    plain = json.loads(entry)
    assert {name: plain[name] for name in ("line", "field", "reason")} == {
        "line": 1,
        "field": "gross_weight_kg",
        "reason": "out_of_range",
    }
    assert plain["sentence"] == "gross_weight_kg is -0.5, which is out of range."
    assert untrusted in entry
    (again,) = read(entry)
    assert isinstance(again, Rejected)
    assert again.untrusted_row == untrusted
    (mended,) = read(entry.replace(b'"-0.5"', b'"0.5"'))
    assert isinstance(mended, Accepted)
    assert mended.declaration.sender.name == "李伟"


@pytest.mark.parametrize(
    "untrusted",
    [b"not json", b"[1, 2]", b'"text"', b"12", b'{"a": NaN}', b'{"a": "\xff"}', b"\x00", b'{"a": 1, "a": 2}'],
)
def test_whatever_came_is_kept_byte_for_byte(untrusted: bytes) -> None:
    (again,) = read(rejects_entry(refused(untrusted)))
    assert isinstance(again, Rejected)
    assert again.untrusted_row == untrusted


@given(st.binary(min_size=1, max_size=60).filter(lambda b: b"\n" not in b and b.strip() != b""))
def test_any_refused_bytes_come_back_the_same(untrusted: bytes) -> None:
    one = refused(untrusted)
    assert b"\n" not in rejects_entry(one)
    (again,) = read(rejects_entry(one))
    assert isinstance(again, Rejected)
    assert again.untrusted_row == one.untrusted_row


def test_csv_rows_keep_their_header_and_can_be_mended() -> None:
    rows = "A,m,1,2026-11-07T16:00:00Z,1\nA,m,1,2026-11-07T16:00:00Z,0"
    one = refused(f"{HEADER}\n{rows}".encode(), FeedFormat.CSV)
    entry = json.loads(rejects_entry(one))
    assert (entry["header"], entry["row"], entry["field"]) == (HEADER, rows, "lines[1].quantity")
    (again,) = read(b"\n" + json.dumps(entry).encode())
    assert isinstance(again, Rejected)
    assert (again.line, again.untrusted_row, again.header) == (2, rows.encode(), HEADER.encode())
    entry["row"] = rows[:-1] + "2"
    (mended,) = read(json.dumps(entry).encode())
    assert isinstance(mended, Accepted)
    assert len(mended.declaration.lines) == 2


def test_a_csv_header_that_will_not_do_is_named_once_for_each_row() -> None:
    one = refused(b"a,b\n1,2", FeedFormat.CSV)
    (again,) = read(rejects_entry(one))
    assert isinstance(again, Rejected)
    assert again.reason is RejectReason.NO_HEADER


@pytest.mark.parametrize(
    "entry",
    [
        b'{"reason": 1, "row": {}}',
        b'{"reason": "x", "row_base64": "%%%"}',
        b'{"reason": "x", "row_base64": 7}',
        b'{"reason": "x", "row": null}',
        b'{"reason": "x", "row": {}, "header": 3}',
        b'{"reason": "x", "row": {"reason": "x", "row": {}}}',
    ],
)
def test_a_spoiled_entry_is_refused_again(entry: bytes) -> None:
    (one,) = read(entry)
    assert isinstance(one, Rejected)


def test_the_file_appears_whole_and_only_when_there_were_rejects(tmp_path: Path) -> None:
    path = tmp_path / "day.rejects.jsonl"
    with RejectsFile(path) as rejects:
        assert rejects.count == 0
    assert list(tmp_path.iterdir()) == []
    with RejectsFile(path) as rejects:
        rejects.write(refused(b"not json"))
        rejects.write(refused(b"[1]"))
        assert not path.exists()
    assert rejects.count == 2
    assert list(tmp_path.iterdir()) == [path]
    assert [one.line for one in read_declarations(path)] == [1, 2]


def test_a_run_that_fails_leaves_an_earlier_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "day.rejects.jsonl"
    path.write_text("earlier")
    with pytest.raises(OSError, match="disk"):
        _fail_midway(path)
    assert path.read_text() == "earlier"
    assert list(tmp_path.iterdir()) == [path]


def _fail_midway(path: Path) -> None:
    with RejectsFile(path) as rejects:
        rejects.write(refused(b"not json"))
        raise OSError("disk")

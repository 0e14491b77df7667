"""What comes back is trusted in nothing: the good is recorded once, the bad set aside with a sentence."""

import contextlib
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.app.exchanging import WHY
from borderpost.domain.codes import Disposition
from borderpost.domain.decisions import Refused
from borderpost.domain.message_state import Delivery, MessageState
from borderpost.exchange.answers import BadAnswer, read_answer
from borderpost.work import messaging
from borderpost.work.messaging import Heard, SaidKind
from exchange.messages_told import Told
from record_dump import assert_whole
from station import ANNA

ID = "0123456789abcdef" * 2
XML = '<Answer xmlns="urn:borderpost:answer:1">{}</Answer>'


def ack(message: str, accepted: bool = True, **more: Any) -> bytes:
    said = {"format": "borderpost answer 1", "message": message, "kind": "acknowledgement"}
    return json.dumps(said | {"accepted": accepted} | more).encode()


def said(message: str, kind: str, **more: Any) -> bytes:
    return json.dumps({"format": "borderpost answer 1", "message": message, "kind": kind} | more).encode()


@pytest.fixture
def held(post: Told) -> MessageState:
    post.hold()
    post.exchange.look()
    return post.messages()[1]


def whys(post: Told) -> dict[str, str]:
    folder = post.inbox / "failed"
    return {path.name: path.read_text("utf-8").strip() for path in folder.glob("*.why.txt")}


def test_an_acknowledgement_is_recorded_once_and_put_away(post: Told, held: MessageState) -> None:
    data = ack(held.id, by="Post of Norrland", at="2026-11-20T10:30:00+02:00", code="OK")
    post.put("a.json", data)
    assert post.exchange.look().heard == 0, "a file is complete when two looks find it unchanged"
    assert post.exchange.look().heard == 1
    now = post.messages()[1]
    assert now.delivery is Delivery.ACCEPTED
    assert now.answer is not None
    assert (now.answer.by, now.answer.at) == ("Post of Norrland", "2026-11-20T08:30:00.000000Z")
    assert [path.name for path in post.inbox.iterdir()] == ["done"]
    post.put("a.json", data)
    done = post.exchange.look(at_once=True)
    assert (done.heard, done.failed) == (1, 0)
    assert post.messages()[1] == now
    assert sorted(path.name for path in (post.inbox / "done").iterdir()) == ["a-2.json", "a.json"]


def test_the_same_as_xml(post: Told, held: MessageState) -> None:
    body = f"<Message>{held.id}</Message><Kind>acknowledgement</Kind><Accepted>false</Accepted>"
    body += "<Code>E17</Code><Text>item  not&#10;known &lt;here&gt;</Text><!-- a remark -->"
    post.put("a.xml", XML.format(body).encode())
    post.exchange.look(at_once=True)
    now = post.messages()[1]
    assert now.delivery is Delivery.REJECTED
    assert now.answer is not None
    assert (now.answer.code, now.answer.text) == ("E17", "item not known <here>")


def test_a_rejection_may_be_followed_by_an_acceptance_and_not_the_other_way(
    post: Told, held: MessageState
) -> None:
    post.put("1.json", ack(held.id, accepted=False, code="E17"))
    post.exchange.look(at_once=True)
    post.station.do(messaging.repeat, message=held.id)
    assert post.exchange.look().written == 1
    post.put("2.json", ack(held.id))
    post.exchange.look(at_once=True)
    post.put("3.json", ack(held.id, accepted=False, code="E18"))
    done = post.exchange.look(at_once=True)
    assert done.failed == 1
    assert post.messages()[1].delivery is Delivery.ACCEPTED
    assert whys(post) == {"3.json.why.txt": "something else was said of this message before, and stands"}
    with pytest.raises(Refused):
        post.station.do(messaging.repeat, message=held.id)


def test_a_referral_gets_its_receipt_and_its_answer_from_files(post: Told) -> None:
    post.conclude("RR473124829GB", Disposition.REFER, reason="food")
    post.exchange.look()
    referral = post.messages()[2]
    post.put("1.json", ack(referral.id))
    post.put("2.json", said(referral.id, "receipt", by="Food Agency, desk 2", number="T-4711"))
    post.put("3.json", said(referral.id, "answer", text="Taken over; the goods stay with us.", code="TO"))
    assert post.exchange.look(at_once=True).heard == 3
    now = post.messages()[2]
    assert now.delivery is Delivery.ACCEPTED
    assert (now.awaits_receipt, now.awaits_reply) == (False, False)
    assert now.receipt is not None
    assert (now.receipt.by, now.receipt.number) == ("Food Agency, desk 2", "T-4711")
    post.put("4.json", said(referral.id, "receipt", by="Somebody else"))
    assert post.exchange.look(at_once=True).failed == 1
    post.station.store.close()
    assert_whole(post.station.folder)


def test_an_officer_records_a_receipt_and_an_answer_from_paper(post: Told) -> None:
    post.conclude("RR473124829GB", Disposition.REFER, reason="food")
    post.exchange.look()
    referral, decided = post.messages()[2], post.messages()[1]
    at = {"officer": ANNA, "message": referral.id}
    with pytest.raises(Refused, match="field_missing:by"):
        post.station.do(messaging.record_receipt, **at, by=" ")
    post.station.do(messaging.record_receipt, **at, by="Food Agency", number="T-1")
    with pytest.raises(Refused, match="stale"):
        post.station.do(messaging.record_receipt, **at, by="Other", number="T-2")
    now = post.station.do(messaging.record_answer, **at, text="We destroy them.")
    assert now.receipt.mark.officer == now.reply.mark.officer == "anna"
    with pytest.raises(Refused, match="not_known"):
        post.station.do(messaging.record_receipt, officer=ANNA, message=decided.id, by="Post")
    with pytest.raises(Refused, match="not_known"):
        post.station.do(messaging.record_answer, officer=ANNA, message=ID, text="?")


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<Answer xmlns="urn:borderpost:answer:1"><Text>&b;</Text></Answer>'
)
FILE_ENTITY = BOMB.replace('<!ENTITY a "ha">', '<!ENTITY a SYSTEM "file:///etc/passwd">')


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "neither JSON nor XML"),
        (b"\xff\xfe<\x00", "neither JSON nor XML"),
        (b"hello", "neither JSON nor XML"),
        (b"{", "cannot be read as JSON"),
        (b"{" * 60_000, "cannot be read as JSON"),
        (b'{"a":' * 10_000, "cannot be read as JSON"),
        (b'{"format":1}', "cannot be read as JSON"),
        (ack(ID, format="other"), "its format is not"),
        (ack(ID, extra=1), "cannot be read as JSON"),
        (ack("../../etc/passwd"), "names no message"),
        (ack(ID.upper()), "names no message"),
        (ack(ID, kind="release"), "cannot be read as JSON"),
        (said(ID, "acknowledgement"), "'accepted' belongs"),
        (said(ID, "receipt", accepted=True, by="x"), "'accepted' belongs"),
        (said(ID, "receipt"), "says in 'by'"),
        (said(ID, "answer"), "says something in 'text'"),
        (ack(ID, text="x" * 4001), "'text' is longer than 4000"),
        (ack(ID, code="x" * 61), "'code' is longer than 60"),
        (ack(ID, at="yesterday"), "'at' is no moment"),
        (ack(ID, at="2026-11-20T10:00:00"), "'at' is no moment"),
        (ack(ID, at="0001-01-01T00:00:00+14:00"), "'at' is no moment"),
        (BOMB.encode(), "a document type"),
        (FILE_ENTITY.encode(), "a document type"),
        (BOMB.encode("utf-16"), "neither JSON nor XML"),
        (b'<?xml version="1.0" encoding="utf-7"?><a/>', "not in UTF-8"),
        (b'<?xml version="1.0" encoding="cp037"?><a/>', "not in UTF-8"),
        (b"<a", "no well-formed XML"),
        (b"<a>" * 20_000, "no well-formed XML"),
        (XML.format("&lol;").encode(), "no well-formed XML"),
        (b"<Answer/>", "its root is not 'Answer'"),
        (XML.format("<Other/>").encode(), "has no place in it"),
        (XML.format("<Code>1</Code><Code>2</Code>").encode(), "twice"),
        (XML.format("<Text><Text/></Text>").encode(), "has no place in it"),
        (XML.format("<Accepted>maybe</Accepted>").encode(), "neither true nor false"),
        (XML.format("<Format>x</Format>").encode(), "twice"),
        (XML.format("").encode(), "it is no answer"),
    ],
)
def test_what_is_no_answer_is_told_in_a_sentence(data: bytes, why: str) -> None:
    with pytest.raises(BadAnswer, match=why):
        read_answer(data)


@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: XML.format(text).encode())))
def test_any_bytes_are_an_answer_or_a_sentence(data: bytes) -> None:
    with contextlib.suppress(BadAnswer):
        read_answer(data)


@given(
    st.fixed_dictionaries(
        {"by": st.text(max_size=250), "text": st.text(max_size=100), "at": st.text(max_size=30)}
    )
)
def test_any_text_in_an_answer_becomes_one_line(more: dict[str, str]) -> None:
    try:
        reply = read_answer(said(ID, "answer", **more))
    except BadAnswer:
        return
    assert reply.kind is SaidKind.ANSWER
    assert "\n" not in reply.text + reply.by
    assert len(reply.by) <= 200


def test_bad_files_are_set_aside_with_a_sentence_and_hold_up_nothing(post: Told, held: MessageState) -> None:
    post.put("bomb.xml", BOMB.encode())
    post.put("large.json", b"{" + b" " * 70_000)
    post.put("other.json", ack(ID))
    post.put("wrong-kind.json", said(held.id, "receipt", by="Post"))
    post.put("a good one.json", ack(held.id))
    post.put("half.json.part", b"{")
    post.put(".hidden", b"{")
    (post.inbox / "folder.json").mkdir()
    (post.inbox / "link.json").symlink_to(post.station.folder.record)
    os.mkfifo(post.inbox / "pipe.json")
    done = post.exchange.look(at_once=True)
    assert (done.heard, done.failed) == (1, 4)
    assert post.messages()[1].delivery is Delivery.ACCEPTED
    assert whys(post) == {
        "bomb.xml.why.txt": "a document type, an entity or a zero byte has no place in it",
        "large.json.why.txt": "it is larger than any answer",
        "other.json.why.txt": "no message of this station bears this id",
        "wrong-kind.json.why.txt": WHY[Heard.NO_REFERRAL],
    }
    left = {path.name for path in post.inbox.iterdir()} - {"done", "failed"}
    assert left == {"half.json.part", ".hidden", "folder.json", "link.json", "pipe.json"}
    assert not post.exchange.look().changed


def test_an_answer_to_what_has_not_gone_out_is_set_aside(post: Told, tmp_path: Path) -> None:
    post.outbox.parent.mkdir(parents=True, exist_ok=True)
    post.outbox.write_bytes(b"in the way")
    post.hold()
    post.exchange.look()
    post.put("early.json", ack(post.messages()[0].id))
    post.exchange.look(at_once=True)
    assert whys(post) == {"early.json.why.txt": "the message of this id has not gone out yet"}

"""What is recorded is told: the right messages, each once, in JSON and in XML of the shape that is known."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from borderpost.app.exchange_settings import BadExchange, read_exchange
from borderpost.app.exchanging import load_layout
from borderpost.app.places import resources_root
from borderpost.domain.codes import Disposition
from borderpost.domain.entry import canonical_json
from borderpost.domain.message_state import Delivery
from borderpost.domain.messages import MessageType
from borderpost.exchange.layout import BadLayout, read_layout
from borderpost.exchange.writing import Unfit, message_xml
from borderpost.store.exporting import export_bundle
from borderpost.store.site import verify_site
from borderpost.work import concluding, messaging, referring
from borderpost.work.basket import basket
from borderpost.work.messaging import Reply, SaidKind, hear
from bundles import members, verified
from exchange.messages_told import Told, told
from record_dump import assert_whole
from station import ANNA, BEN, HandClock, Station, open_station
from station_stories import proposed, seized

SHIPPED = resources_root() / "exchange" / "cusrsp.toml"
NAMESPACE = "urn:borderpost:cusrsp-shaped:1"
MAIL_OBJECT = [
    *("Id", "LocalId", "LocalId2", "PId", "TypeCd", "MailClassCd", "MailCategoryCd", "OrigPostOrgCd"),
    *("DestPostOrgCd", "PostingDt", "MailStateCd", "MailStateRemarks"),
]
RESPONSE = [
    *("DecisionCd", "DecisionReasonCd", "DecisionReasonNm", "ClearanceDt", "Dutiable", "TotalFee"),
    *("CurrencyCd", "Taxes", "ExtraFieldNames", "ExtraFieldValues"),
]


def texts(root: Any) -> Iterator[tuple[str, str]]:
    for element in root.iter():
        assert etree.QName(element).namespace == NAMESPACE
        if len(element) == 0:
            yield etree.QName(element).localname, element.text


def xml_of(post: Told, kind: str) -> Any:
    (state,) = [one for one in post.messages() if one.type == kind]
    return etree.fromstring((post.outbox / f"{state.id}.xml").read_bytes())


def test_holding_is_told_with_the_posts_reason_and_event(post: Told) -> None:
    state = post.hold()
    done = post.exchange.look()
    assert (done.queued, done.written, done.troubles) == (2, 2, [])
    presented, held = post.messages()
    assert [(m.type, m.to, m.delivery) for m in (presented, held)] == [
        ("presented", "post", Delivery.WRITTEN),
        ("held", "post", Delivery.WRITTEN),
    ]
    assert presented.content["event"] == "EDB"
    assert held.content["event"] == "EME"
    decision: Any = held.content["decision"]
    row = post.law.reasons_to_hold(Disposition.HOLD_VALUE)[0]
    assert decision["code"] == post.law.decision_code(Disposition.HOLD_VALUE) != ""
    assert (decision["reason_code"], decision["reason_text"]) == (row.postal_code, row.text)
    assert decision["law"] == state.outcome.law == post.law.edition
    raw = (post.outbox / f"{held.id}.json").read_bytes()
    assert raw == canonical_json(json.loads(raw)) == canonical_json(held.content)
    assert b"secret of the officer" not in raw + (post.outbox / f"{held.id}.xml").read_bytes()
    assert b"anna" not in raw


def test_the_xml_has_the_names_and_the_order_of_the_known_shape(post: Told) -> None:
    post.hold()
    post.exchange.look()
    root = xml_of(post, "held")
    assert etree.QName(root).localname == "CDSView"
    assert [etree.QName(child).localname for child in root] == ["MailObject", "Response"]
    mail, response = root
    (data,) = response
    assert etree.QName(data).localname == "Data"
    for element, known in ((mail, MAIL_OBJECT), (data, RESPONSE)):
        names = [etree.QName(child).localname for child in element]
        assert names == [name for name in known if name in names]
        assert len(set(names)) == len(names)
    found = dict(texts(root))
    (held,) = [one for one in post.messages() if one.type == "held"]
    assert found["Id"] == "RR473124829GB"
    assert (found["LocalId"], found["PId"]) == (held.inspection, held.id)
    assert found["DecisionCd"] == post.law.decision_code(Disposition.HOLD_VALUE)
    assert found["Dutiable"] == "false"
    assert found["ClearanceDt"].endswith("Z")
    assert found["MailStateRemarks"] == "EME"
    names, values = data[-2], data[-1]
    assert len(names) == len(values) == 5
    assert names[0].text == "BorderpostMessage"
    assert values[0].text == held.id


def test_every_disposition_has_its_message(post: Told) -> None:
    chosen = {
        Disposition.RELEASE: "released",
        Disposition.RELEASE_WITH_CHARGE: "released",
        Disposition.HOLD_DOCUMENT: "held",
        Disposition.HOLD_TEST: "held",
        Disposition.REFER: "decided",
    }
    for number, disposition in enumerate(chosen):
        hold = post.law.reasons_to_hold(disposition)
        post.conclude(f"RR{number:09}GB", disposition, hold_reason=hold[0].id if hold else "")
    post.exchange.look()
    decided = [m for m in post.messages() if m.type not in ("presented", "referral")]
    assert [m.type for m in decided] == list(chosen.values())
    dutiable: list[Any] = [m.content["decision"] for m in decided]
    assert [one["dutiable"] for one in dutiable] == [False, True, False, False, False]
    assert dutiable[0]["code"] == post.law.decision_code(Disposition.RELEASE)


def test_a_seizure_is_told_when_it_is_approved_and_not_before(post: Told) -> None:
    waiting = proposed(post.station)
    post.exchange.look()
    assert [m.type for m in post.messages()] == ["presented"]
    post.station.do(
        concluding.approve, officer=BEN, inspection=waiting.id, proposal=waiting.proposal.mark.entry
    )
    post.exchange.look()
    (_, told_now) = post.messages()
    decision: Any = told_now.content["decision"]
    assert (told_now.type, decision["number"]) == ("seized", "BP01-2026-000001")


def test_a_referral_is_a_basket_for_the_agency_and_a_decision_for_the_post(post: Told) -> None:
    state = post.conclude("RR473124829GB", Disposition.REFER, reason="food without papers")
    post.exchange.look()
    _, decided, referral = post.messages()
    assert (decided.type, decided.to) == ("decided", "post")
    assert (referral.type, referral.to, referral.inspection) == ("referral", "agency", state.id)
    assert referral.content["agency"] == "Investigation service", "the only one of the law that takes it"
    assert referral.content["reason"] == "food without papers"
    basket: Any = referral.content["basket"]
    assert set(basket) == {"findings", "lines", "bags", "photographs", "papers"}
    assert referral.awaits_receipt
    assert referral.awaits_reply
    assert f"{referral.id}.xml" not in post.names()
    assert len(post.names()) == 5


def test_a_referral_beside_a_hold_is_told_to_the_agency_alone_and_the_basket_shows_its_answer(
    post: Told,
) -> None:
    state = post.hold()
    post.station.do(
        referring.refer,
        officer=ANNA,
        inspection=state.id,
        agency="trips-to-investigation",
        goods=False,
        reason="do you know the sender?",
        law=post.law,
    )
    post.exchange.look()
    *_, referral = post.messages()
    assert (referral.type, referral.to) == ("referral", "agency")
    assert referral.content["agency"] == "Investigation service"
    said = Reply(referral.id, SaidKind.ANSWER, text="known to us", by="Inspector Vale")
    post.station.do(hear, reply=said)
    now = post.station.clock()
    (row,) = post.station.store.read(lambda pages: basket(pages, post.law, now)).result()
    assert row.message is not None
    assert row.message.reply is not None
    assert row.message.reply.text == "known to us"


def test_a_second_look_tells_nothing_again(post: Told) -> None:
    post.hold()
    post.exchange.look()
    before, entries = post.names(), verify_site(post.station.folder).entries
    for _ in range(3):
        assert not post.exchange.look().changed
    assert post.names() == before
    assert verify_site(post.station.folder).entries == entries


def test_what_was_recorded_before_it_was_switched_on_is_not_told(station: Station) -> None:
    seized(station)
    post = told(station)
    assert post.messages() == ()
    post.hold("RR000000001GB")
    post.exchange.look()
    assert [m.type for m in post.messages()] == ["presented", "held"]


def test_only_the_messages_that_are_switched_on_go_out(station: Station) -> None:
    post = told(station, frozenset({MessageType.HELD}))
    post.hold()
    post.exchange.look()
    assert [m.type for m in post.messages()] == ["held"]
    fewer = told(station, frozenset())
    fewer.hold("RR000000002GB")
    fewer.exchange.look()
    again = told(station, frozenset({MessageType.HELD}))
    assert [m.item_id for m in again.messages()] == ["RR473124829GB"]


def test_verify_and_rebuild_know_the_messages(post: Told) -> None:
    post.hold()
    post.exchange.look()
    before = post.messages()
    post.station.store.close()
    assert_whole(post.station.folder)
    again = open_station(post.station.folder.root, HandClock())
    after = again.store.read(lambda pages: pages.messages_newest(10)).result()[::-1]
    again.store.close()
    assert after == before


def test_a_full_disk_holds_messages_back_and_loses_none(post: Told) -> None:
    post.hold()
    post.outbox.parent.mkdir(parents=True, exist_ok=True)
    post.outbox.write_bytes(b"a file where the folder should be")
    done = post.exchange.look()
    assert done.written == 0
    assert len(done.troubles) == 1
    assert {m.delivery for m in post.messages()} == {Delivery.WAITING}
    post.outbox.unlink()
    assert post.exchange.look().written == 2


def test_a_message_that_does_not_fit_holds_up_no_other(post: Told, station: Station) -> None:
    text = SHIPPED.read_text("utf-8")
    strict = text.replace(
        'from = "item.id"\nrequired', 'from = "item.id"\ncodes = ["RR000000001GB"]\nrequired'
    )
    assert strict != text
    (station.folder.root / "cusrsp.toml").write_text(strict, "utf-8")
    post.hold("RR000000002GB")
    post.hold("RR000000001GB")
    narrow = told(station)
    assert [m.item_id for m in narrow.messages() if m.delivery is Delivery.WAITING] == ["RR000000002GB"] * 2
    done = narrow.exchange.look()
    assert len(done.troubles) == 2
    assert "'MailObject/Id' cannot be" in done.troubles[0]
    (station.folder.root / "cusrsp.toml").unlink()
    told(station)
    assert {m.delivery for m in post.messages()} == {Delivery.WRITTEN}


def test_repeating_writes_the_same_bytes_under_the_same_name(post: Told) -> None:
    post.hold()
    post.exchange.look()
    held = post.messages()[1]
    before = (post.outbox / f"{held.id}.json").read_bytes()
    (post.outbox / f"{held.id}.json").unlink()
    post.station.do(messaging.repeat, message=held.id, reason="lost by the post")
    post.exchange.look()
    assert (post.outbox / f"{held.id}.json").read_bytes() == before
    assert post.messages()[1].times == 2


def test_a_message_is_overdue_when_its_time_is_over(post: Told) -> None:
    post.hold()
    post.exchange.look()
    held = post.messages()[1]
    within = post.exchange.settings.answer_within
    assert not held.is_overdue(post.station.clock(), within)
    assert held.is_overdue(post.station.clock() + timedelta(hours=25), within)


@pytest.mark.parametrize(
    ("section", "why"),
    [
        ([], "has to be a table"),
        ({}, "'exchange.outbox' is missing"),
        ({"outbox": "o", "inbox": "o"}, "two folders apart"),
        ({"outbox": "o", "inbox": "o/in"}, "two folders apart"),
        ({"outbox": ".", "inbox": "../i"}, "own folder"),
        ({"outbox": "o", "inbox": "i", "messages": ["hold"]}, "may name presented, held"),
        ({"outbox": "o", "inbox": "i", "messages": ["referral"]}, "'exchange.agency' is missing"),
        ({"outbox": "o", "inbox": "i", "answer_within_hours": 0}, "from 1 to 8760"),
        ({"outbox": "o", "inbox": "i", "out": 1}, "'exchange.out' is no field"),
    ],
)
def test_a_section_that_cannot_be_used_is_named(section: object, why: str, tmp_path: Path) -> None:
    with pytest.raises(BadExchange, match=why):
        read_exchange(section, tmp_path)


def test_nothing_is_switched_on_by_itself(tmp_path: Path) -> None:
    assert read_exchange(None, tmp_path) is None
    found = read_exchange({"outbox": "o", "inbox": "i"}, tmp_path)
    assert found is not None
    assert found.types == frozenset()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("root = ", "roots = "), "unknown field"),
        (('root = "CDSView"', 'root = "CDS View"'), "no name of an element"),
        (('path = "MailObject/LocalId"', 'path = "MailObject/Id"'), "stands in it twice"),
        (('path = "MailObject/LocalId"', 'path = "Response/LocalId"'), "stands in it twice"),
        (('form = "day"', 'form = "date"'), "Invalid enum value"),
    ],
)
def test_a_layout_that_cannot_be_used_is_refused(change: tuple[str, str], why: str) -> None:
    text = SHIPPED.read_text("utf-8")
    assert change[0] in text
    with pytest.raises(BadLayout, match=why):
        read_layout(text.replace(*change))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ({"item": {"id": ""}}, "'MailObject/Id' has no value"),
        ({"item": {"id": "RR1", "mail_class": "X"}}, "cannot be 'X'"),
        ({"item": {"id": "RR1", "posted_on": "yesterday"}}, "is no day"),
        ({"item": {"id": "RR1"}, "decision": {"decided_at": "2026-11-22"}}, "is no moment"),
        ({"item": {"id": "RR1"}, "decision": {"dutiable": "yes"}}, "neither true nor false"),
        ({"item": {"id": "RR1"}, "decision": {"code": "A\x00B"}}, "is no code"),
    ],
)
def test_a_value_that_does_not_fit_is_named(content: dict[str, Any], why: str) -> None:
    layout = load_layout(Path("nowhere"), resources_root())
    whole = {"case": "c", "message": "m"} | content
    with pytest.raises(Unfit, match=why):
        message_xml(whole, layout)


def test_text_that_xml_cannot_hold_is_replaced_and_markup_stays_text() -> None:
    layout = load_layout(Path("nowhere"), resources_root())
    content = {
        "case": "c",
        "message": "m",
        "item": {"id": "RR1"},
        "decision": {"reason_text": 'a <b>&"\x0b ]]> é 王'},
    }
    root = etree.fromstring(message_xml(content, layout))
    assert dict(texts(root))["DecisionReasonNm"] == 'a <b>&"\ufffd ]]> é 王'


def test_the_evidence_of_a_case_holds_what_others_were_told(post: Told, tmp_path: Path) -> None:
    state = seized(post.station)
    post.exchange.look()
    bundle = tmp_path / "case.evidence"
    export_bundle(post.station.store, state.id, bundle, program="test")
    code, said = verified(bundle)
    assert code == 0, said
    kinds = [
        json.loads(data)["kind"] for name, data in members(bundle).items() if name.startswith("entries/")
    ]
    assert kinds.count("message_queued") == kinds.count("message_written") == 2

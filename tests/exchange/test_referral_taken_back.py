"""A referral that is taken back is told to the agency that was told of it, and to no other."""

from borderpost.domain.messages import MessageType
from borderpost.work import messaging, referring
from borderpost.work.messaging import Reply, SaidKind, hear
from exchange.messages_told import Told, told
from station import ANNA, Station


def referred_beside_a_hold(post: Told) -> str:
    held = post.hold()
    post.station.do(
        referring.refer,
        officer=ANNA,
        inspection=held.id,
        agency="trips-to-investigation",
        goods=False,
        reason="do you know the sender?",
        law=post.law,
    )
    return str(held.id)


def test_an_agency_is_told_that_a_referral_was_taken_back(station: Station) -> None:
    post = told(station, frozenset({MessageType.REFERRAL}))
    inspection = referred_beside_a_hold(post)
    post.exchange.look()
    *_, referral = post.messages()
    (entry,) = [one.entry for one in post.messages() if one.type == "referral"]
    back = {"officer": ANNA, "inspection": inspection, "referral": entry}
    post.station.do(referring.withdraw, **back, reason="known to us now")
    post.exchange.look()
    *_, taken_back = post.messages()
    assert (taken_back.type, taken_back.to) == ("referral_withdrawn", "agency")
    assert taken_back.content["withdraws"] == referral.id
    assert taken_back.content["agency"] == "Investigation service"
    assert taken_back.content["reason"] == "known to us now"
    assert not taken_back.awaits_receipt
    assert not taken_back.awaits_reply
    assert {f"{taken_back.id}.json"} == {name for name in post.names() if taken_back.id in name}
    said = Reply(taken_back.id, SaidKind.RECEIPT, by="Inspector Vale")
    assert post.station.do(hear, reply=said) is messaging.Heard.NO_REFERRAL
    post.exchange.look()
    assert post.messages()[-1].id == taken_back.id


def test_an_agency_that_was_not_told_of_a_referral_is_not_told_that_it_is_taken_back(
    station: Station,
) -> None:
    post = told(station, frozenset({MessageType.HELD}))
    inspection = referred_beside_a_hold(post)
    post.exchange.look()
    state = station.store.read(lambda pages: pages.inspection(inspection)).result()
    (referral,) = state.formalities.referrals
    back = {"officer": ANNA, "inspection": inspection, "referral": referral.id}
    station.do(referring.withdraw, **back, reason="known to us now")
    post.exchange.look()
    assert [one.type for one in post.messages()] == ["held"]

"""Trust eases a yellow item to green where its list says so, and never anything else."""

import contextlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from borderpost.domain.declaration import ContentLine, Declaration, MessageRef, Party, Seller
from borderpost.domain.risk.assessment import Assessment, Drawn, Hit, Note, NoteKind, Selection
from borderpost.domain.risk.assessment_plain import assessment_from_plain, assessment_to_plain
from borderpost.domain.risk.draw import SiteDraw
from borderpost.domain.risk.lane import Lane
from borderpost.domain.risk.profile_kind import ProfileKind
from borderpost.domain.risk.trusted import (
    NoDraws,
    SiteDraws,
    TrustedList,
    TrustedSender,
    TrustedSenders,
    is_eased,
    with_trust,
)
from borderpost.domain.risk.trusted_file import BadTrusted, TrustedProblem, list_from_json, read_signed
from borderpost.domain.risk.trusted_flag import WhyNot

TODAY = date(2026, 11, 20)
SENDER = TrustedSender("s1", "Bright Trading", "CN", reference="REG-77", eases=("gift-in-bulk", "dear-goods"))
LISTED = TrustedList(
    "aeo",
    2,
    "Authorised",
    "HQ",
    date(2026, 11, 1),
    date(2026, 11, 1),
    date(2027, 5, 1),
    Decimal("0.05"),
    (SENDER,),
)
SENDERS = TrustedSenders((LISTED,))
DRAWS = SiteDraws(SiteDraw(b"k" * 32, Decimal(0)))


def declared(number: str = "RX100000003CN", **changes: Any) -> Declaration:
    plain = Declaration(
        message=MessageRef("m", 1, "POST-CN", datetime(2026, 11, 18, tzinfo=UTC)),
        item_id=number,
        posted_on=date(2026, 11, 14),
        sender=Party(company="Bright Trading", country="CN", reference="REG-77"),
        lines=(ContentLine(1, "mugs"),),
    )
    return replace(plain, **changes)


def hit(
    profile: str = "gift-in-bulk", lane: Lane = Lane.YELLOW, kind: ProfileKind = ProfileKind.TARGETED
) -> Hit:
    return Hit(profile, 1, "Title", lane, "", "", "", (), kind)


def judged(
    lane: Lane = Lane.YELLOW, *hits: Hit, drawn: bool = False, notes: tuple[Note, ...] = ()
) -> Assessment:
    return Assessment(
        lane, hits or (hit(),), notes, "", TODAY, drawn=Drawn(drawn, "0.05", "k") if drawn else None
    )


def after(assessment: Assessment, declaration: Declaration | None = None, **how: Any) -> Assessment:
    senders, draws = how.get("senders", SENDERS), how.get("draws", DRAWS)
    day = how.get("day", TODAY)
    return with_trust(assessment, declaration or undrawn(), day, senders, draws)


def undrawn() -> Declaration:
    """Return an item that the draw of the trusted does not choose."""
    for place in range(100):
        one = declared(f"RX10000{place:04d}CN")
        lot = DRAWS.drawn(one.item_id, one.item_date, LISTED.share)
        if lot is not None and not lot.chosen:
            return one
    raise AssertionError("the draw chooses everything")


def test_a_weak_indication_is_eased_to_green_and_told_with_its_source_and_validity() -> None:
    eased = after(judged())
    assert eased.lane is Lane.GREEN
    assert eased.hits == judged().hits, "what selected the item is still told"
    assert eased.selection is Selection.TARGETED
    flag = eased.trusted
    assert flag is not None
    assert (flag.list_id, flag.version, flag.issuer, flag.valid_until) == ("aeo", 2, "HQ", date(2027, 5, 1))
    assert (flag.sender, flag.eased, flag.profiles) == ("Bright Trading", True, ("gift-in-bulk",))
    plain = assessment_to_plain(eased)
    assert is_eased(plain)
    assert assessment_from_plain(json.loads(json.dumps(plain))) == eased
    assert "trusted" not in assessment_to_plain(judged())


@pytest.mark.parametrize(
    ("assessment", "why"),
    [
        (judged(Lane.RED, hit(lane=Lane.RED)), WhyNot.GRAVE),
        (judged(Lane.SECURE, hit(lane=Lane.SECURE)), WhyNot.GRAVE),
        (judged(Lane.RED, drawn=True), WhyNot.DRAWN),
        (judged(Lane.YELLOW, drawn=True), WhyNot.DRAWN),
        (judged(Lane.YELLOW, hit("brand-words")), WhyNot.NOT_LISTED),
        (judged(Lane.YELLOW, hit(), hit("brand-words")), WhyNot.NOT_LISTED),
        (judged(Lane.YELLOW, hit(kind=ProfileKind.RANDOM)), WhyNot.NOT_LISTED),
        (judged(notes=(Note(NoteKind.TOO_SLOW),)), WhyNot.NOT_ASSESSED),
        (judged(Lane.GREEN, hit()), WhyNot.NOTHING_TO_EASE),
    ],
)
def test_trust_eases_nothing_else_and_says_why(assessment: Assessment, why: WhyNot) -> None:
    told = after(assessment)
    assert told.lane is assessment.lane
    assert told.trusted is not None
    assert (told.trusted.eased, told.trusted.why_not) == (False, why)


def test_without_a_draw_nothing_is_eased() -> None:
    told = after(judged(), draws=NoDraws())
    assert told.lane is Lane.YELLOW
    assert told.trusted is not None
    assert told.trusted.why_not is WhyNot.NO_DRAW


def test_a_share_of_what_would_be_eased_is_drawn_all_the_same() -> None:
    drawn = 0
    for place in range(2_000):
        told = after(judged(), declared(f"RX2{place:07d}CN"))
        assert told.trusted is not None
        drawn += told.trusted.why_not is WhyNot.DRAWN
        assert (told.lane is Lane.GREEN) != (told.trusted.why_not is WhyNot.DRAWN)
    assert 60 <= drawn <= 140


@pytest.mark.parametrize(
    "changes",
    [
        {"sender": Party(company="Bright Trading", country="CN")},
        {"sender": Party(company="Bright Trading", country="CN", reference="REG-78")},
        {"sender": Party(company="Other Trading", country="CN", reference="REG-77")},
        {"sender": Party(company="Bright Trading", country="HK", reference="REG-77")},
        {"sender": Party(country="CN", reference="REG-77")},
    ],
)
def test_a_name_alone_or_a_number_alone_is_nobody_trusted(changes: dict[str, Any]) -> None:
    assert after(judged(), declared(**changes)) == judged()


def test_a_sender_is_known_by_the_number_under_which_it_pays_tax() -> None:
    senders = TrustedSenders((LISTED_BY_IOSS,))
    one = replace(
        undrawn(), sender=Party(name="Bright Trading", country="CN"), seller=Seller(ioss="im 276 000 1234")
    )
    assert after(judged(), one, senders=senders).lane is Lane.GREEN
    assert after(judged(), senders=senders).trusted is None


LISTED_BY_IOSS = TrustedList(
    "ioss",
    1,
    "Platform sellers",
    "HQ",
    date(2026, 11, 1),
    date(2026, 11, 1),
    date(2027, 5, 1),
    Decimal("0.05"),
    (TrustedSender("s2", "Bright Trading", "CN", ioss="IM2760001234", eases=("gift-in-bulk",)),),
)


def test_a_list_counts_on_its_days_alone() -> None:
    for day, counts in (
        (date(2026, 10, 31), False),
        (date(2026, 11, 1), True),
        (date(2027, 5, 1), True),
        (date(2027, 5, 2), False),
    ):
        assert (after(judged(), day=day).trusted is not None) == counts


LANES = st.sampled_from(Lane)
HITS = st.lists(
    st.builds(
        hit, st.sampled_from(["gift-in-bulk", "dear-goods", "other"]), LANES, st.sampled_from(ProfileKind)
    ),
    max_size=4,
)


@given(LANES, HITS, st.booleans(), st.sampled_from([None, *NoteKind]), st.integers(0, 9999))
def test_no_grave_lane_and_no_drawn_item_is_ever_eased(
    lane: Lane, hits: list[Hit], drawn: bool, note: NoteKind | None, number: int
) -> None:
    notes = (Note(note),) if note is not None else ()
    before = Assessment(
        lane, tuple(hits), notes, "", TODAY, drawn=Drawn(drawn, "0.05", "k") if drawn else None
    )
    told = after(before, declared(f"RX3{number:07d}CN"))
    if told.lane is not lane:
        assert (lane, told.lane, drawn) == (Lane.YELLOW, Lane.GREEN, False)
        assert {one.profile_id for one in hits} <= set(SENDER.eases)
        assert told.trusted is not None
        assert told.trusted.eased


GOOD: dict[str, Any] = {
    "id": "aeo",
    "version": 1,
    "title": "Authorised",
    "issuer": "HQ",
    "issued_on": "2026-11-01",
    "valid_from": "2026-11-01",
    "valid_until": "2027-05-01",
    "share": "0.05",
    "senders": [
        {"id": "s1", "name": "Bright", "country": "CN", "reference": "R7", "eases": ["gift-in-bulk"]}
    ],
}


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"share": "0.001"}, "share"),
        ({"share": "x"}, "share"),
        ({"share": 0.05}, "share"),
        ({"valid_until": "2026-01-01"}, "valid_until"),
        ({"senders": []}, "senders"),
        ({"senders": [GOOD["senders"][0] | {"reference": " - "}]}, "senders[0].reference"),
        ({"senders": [GOOD["senders"][0], GOOD["senders"][0]]}, "senders[1].id"),
        ({"senders": [GOOD["senders"][0] | {"eases": "all"}]}, "senders[0].eases"),
        ({"senders": [GOOD["senders"][0] | {"lane": "green"}]}, "senders[0].lane"),
        ({"extra": 1}, "extra"),
    ],
)
def test_a_list_that_is_no_good_is_refused_with_each_fault(changes: dict[str, Any], path: str) -> None:
    assert list_from_json(json.dumps(GOOD)).senders[0].reference == "R7"
    with pytest.raises(BadTrusted) as error:
        list_from_json(json.dumps(GOOD | changes))
    assert error.value.problem is TrustedProblem.FAULTY
    assert path in {fault.path for fault in error.value.faults}


@given(st.binary(max_size=300))
def test_any_bytes_are_a_list_or_refused(data: bytes) -> None:
    with pytest.raises(BadTrusted):
        read_signed(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(GOOD)), JSON)
def test_any_value_in_any_place_is_taken_or_refused(place: str, value: Any) -> None:
    with contextlib.suppress(BadTrusted):
        assert list_from_json(json.dumps(GOOD | {place: value})).senders

"""The amount that falls due with a release is checked, recorded, and told to the post."""

from typing import Any

import pytest
from lxml import etree

from borderpost.domain.codes import Disposition
from borderpost.domain.decisions import Refusal, Refused, Rule
from exchange.messages_told import Told


def said_in_xml(post: Told, message: str) -> dict[str, str]:
    root = etree.fromstring((post.outbox / f"{message}.xml").read_bytes())
    return {etree.QName(one).localname: one.text for one in root.iter() if len(one) == 0}


def test_the_charge_that_falls_due_is_told_where_one_was_named(post: Told) -> None:
    post.conclude("RR000000001GB", Disposition.RELEASE_WITH_CHARGE)
    post.conclude("RR000000002GB", Disposition.RELEASE_WITH_CHARGE, charge=" 38,40 gbp")
    post.exchange.look()
    bare, charged = [one for one in post.messages() if one.type == "released"]
    bare_decision: Any = bare.content["decision"]
    decision: Any = charged.content["decision"]
    assert not {"charge_amount", "charge_currency"} & set(bare_decision)
    assert (decision["charge_amount"], decision["charge_currency"]) == ("38.40", "GBP")
    said = [said_in_xml(post, one.id) for one in (bare, charged)]
    assert not {"TotalFee", "CurrencyCd"} & set(said[0])
    assert (said[1]["Dutiable"], said[1]["TotalFee"], said[1]["CurrencyCd"]) == ("true", "38.40", "GBP")


@pytest.mark.parametrize("charge", ["38", "38 XYZ", "-3 EUR", "3 EUR 4", "EUR"])
def test_a_charge_that_is_no_amount_is_refused(post: Told, charge: str) -> None:
    with pytest.raises(Refused) as error:
        post.conclude("RR000000001GB", Disposition.RELEASE_WITH_CHARGE, charge=charge)
    assert error.value.refusals == (Refusal(Rule.QUANTITY, "charge"),)


def test_no_other_outcome_has_a_charge(post: Told) -> None:
    with pytest.raises(Refused) as error:
        post.conclude("RR000000001GB", Disposition.RELEASE, charge="38.40 GBP")
    assert error.value.refusals == (Refusal(Rule.QUANTITY, "charge"),)

"""The canonical form of a declaration: there and back without loss, and one digest for one content."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from borderpost.domain.canonical_declaration import NotCanonical, content_digest, from_canonical, to_canonical
from borderpost.domain.declaration import (
    ContentLine,
    Declaration,
    DeclarationWarning,
    MailClass,
    MessageRef,
    Nature,
    Party,
    ProductId,
    Seller,
    SupportingDocument,
    WarningKind,
)
from borderpost.domain.money import Money

WHOLE = Declaration(
    message=MessageRef("m1", 2, "POST-CN", datetime(2026, 11, 7, 16, 0, tzinfo=UTC)),
    item_id="RR194156903CN",
    alternate_ids=("A1", "B2"),
    mail_class=MailClass.LETTER_POST,
    posted_on=date(2026, 11, 5),
    origin_office="CNPVGA",
    destination_office="GBLALA",
    receptacle_id="CNPVGAGBLALAAUN62406057000088",
    nature=Nature.GIFT,
    gross_weight_kg=Decimal("0.108"),
    postage=Money(Decimal("10.27"), "USD"),
    insured_value=Money(Decimal("0"), "GBP"),
    sender=Party("李伟", "公司", ("街", "号"), "深圳", "广东", "518000", "CN", "+86", "a@b", "REF"),
    addressee=Party(name="محمد"),
    lines=(
        ContentLine(
            1,
            "Mug",
            Decimal("2"),
            "PCE",
            Decimal("0.1"),
            Money(Decimal("5.00"), "CNY"),
            "691200",
            "CN",
            (ProductId("gtin", "1748404255488"),),
            description_cut=True,
        ),
        ContentLine(2),
    ),
    documents=(SupportingDocument("invoice", "INV1"),),
    seller=Seller("S", "P", "IM1"),
    warnings=(DeclarationWarning(WarningKind.NO_HS_CODE, "lines[1].hs_code"),),
)


def test_a_declaration_with_every_field_survives() -> None:
    assert from_canonical(json.loads(json.dumps(to_canonical(WHOLE)))) == WHOLE


def test_moments_are_written_in_utc_and_numbers_without_needless_zeros() -> None:
    moment = datetime(2026, 11, 7, 18, 0, tzinfo=timezone(timedelta(hours=2)))
    plain = to_canonical(replace(WHOLE, message=replace(WHOLE.message, received_at=moment)))
    assert plain["message"]["received_at"] == "2026-11-07T16:00:00Z"
    assert plain["lines"][0]["value"] == {"amount": "5", "currency": "CNY"}
    assert plain["lines"][1]["value"] is None
    assert "warnings" not in to_canonical(replace(WHOLE, warnings=()))


def test_the_digest_is_of_what_is_declared_alone() -> None:
    digest = content_digest(WHOLE)
    other_message = MessageRef("m9", 7, "X", datetime(2020, 1, 1, tzinfo=UTC))
    assert content_digest(replace(WHOLE, message=other_message, warnings=())) == digest
    assert content_digest(replace(WHOLE, gross_weight_kg=Decimal("0.1080"))) == digest
    assert content_digest(replace(WHOLE, gross_weight_kg=None)) != digest
    assert content_digest(replace(WHOLE, lines=WHOLE.lines[::-1])) != digest
    assert digest == "f1f1ef16decbdc8f3b0acf10f3305ea1709dc6c371dd0f9475f8f4e6847265cc"


@pytest.mark.parametrize(
    "changes",
    [
        {"message": None},
        {"lines": [{}]},
        {"lines": 3},
        {"gross_weight_kg": "heavy"},
        {"posted_on": "2026-13-45"},
        {"nature": "present"},
        {"sender": []},
        {"postage": {"amount": "1"}},
        {"warnings": [{"kind": "odd", "field": "", "value": ""}]},
    ],
)
def test_other_data_is_no_canonical_declaration(changes: dict[str, Any]) -> None:
    with pytest.raises(NotCanonical):
        from_canonical(to_canonical(WHOLE) | changes)


@given(st.decimals(0, 10**15, allow_nan=False, allow_infinity=False))
def test_every_number_keeps_its_value(number: Decimal) -> None:
    again = from_canonical(to_canonical(replace(WHOLE, gross_weight_kg=number)))
    assert again.gross_weight_kg == number

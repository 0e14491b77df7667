"""Declarations as stores keep them: arrays in an order that stays, read back exactly."""

from datetime import UTC, date, datetime
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

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

ENCODE = msgspec.msgpack.Encoder().encode
DECODE = msgspec.msgpack.Decoder(Declaration).decode

# The format that stores were written in: a field may only follow at the end, with a default.
ORDER = {
    Money: "amount currency",
    DeclarationWarning: "kind field value",
    MessageRef: "id version source received_at",
    Party: "name company lines city region postcode country phone email reference",
    ProductId: "scheme value",
    ContentLine: "number description quantity unit net_weight_kg value hs_code origin_country product_ids"
    " description_cut",
    SupportingDocument: "type number",
    Seller: "name platform ioss",
    Declaration: "message item_id alternate_ids mail_class posted_on origin_office destination_office"
    " receptacle_id nature gross_weight_kg postage insured_value sender addressee lines documents seller"
    " warnings",
}

texts = st.text(max_size=6)
decimals = st.none() | st.decimals(allow_nan=False)
money = st.none() | st.builds(Money, st.decimals(allow_nan=False), texts)
parties = st.builds(
    Party, texts, texts, st.lists(texts, max_size=2).map(tuple), *[texts] * 3, texts, texts, texts, texts
)
lines = st.builds(
    ContentLine,
    st.integers(1, 99),
    texts,
    decimals,
    texts,
    decimals,
    money,
    texts,
    texts,
    st.lists(st.builds(ProductId, texts, texts), max_size=2).map(tuple),
    st.booleans(),
)
moments = st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(fold=0))
declarations = st.builds(
    Declaration,
    st.builds(MessageRef, texts, st.integers(1, 2**31), texts, moments),
    texts,
    st.lists(texts, max_size=2).map(tuple),
    st.sampled_from(MailClass),
    st.none() | st.dates(),
    texts,
    texts,
    texts,
    st.sampled_from(Nature),
    decimals,
    money,
    money,
    parties,
    parties,
    st.lists(lines, max_size=2).map(tuple),
    st.lists(st.builds(SupportingDocument, texts, texts), max_size=2).map(tuple),
    st.builds(Seller, texts, texts, texts),
    st.lists(st.builds(DeclarationWarning, st.sampled_from(WarningKind), texts, texts), max_size=2).map(
        tuple
    ),
)


@pytest.mark.parametrize("kind", ORDER, ids=lambda kind: kind.__name__)
def test_the_fields_keep_their_order(kind: type[msgspec.Struct]) -> None:
    wanted = tuple(ORDER[kind].split())
    assert kind.__struct_fields__[: len(wanted)] == wanted
    assert kind.__struct_config__.array_like
    for later in kind.__struct_fields__[len(wanted) :]:
        assert later in kind.__struct_defaults__


@given(declarations)
def test_what_is_kept_comes_back_exactly(declaration: Declaration) -> None:
    again = DECODE(ENCODE(declaration))
    assert again == declaration
    assert repr(again) == repr(declaration)
    assert hash(again) == hash(declaration)


def test_what_an_earlier_program_kept_lacks_only_what_came_later() -> None:
    declaration = Declaration(
        MessageRef("m1", 1, "POST-GB", datetime(2026, 11, 2, 9, tzinfo=UTC)),
        "RR473124829GB",
        posted_on=date(2026, 11, 1),
        gross_weight_kg=Decimal("1.50"),
    )
    kept = msgspec.msgpack.decode(ENCODE(declaration))
    assert kept[4] == "2026-11-01"
    assert kept[9] == "1.50"
    assert msgspec.convert(kept[:10], Declaration, str_keys=True) == declaration

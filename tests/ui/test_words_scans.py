"""Codes of scans and declarations have their words, and what is outside of them is shown harmlessly."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.declaration import DeclarationWarning, MailClass, Nature, WarningKind
from borderpost.domain.identifiers import IdentifierKind, Reading, ReadingWarning
from borderpost.domain.money import Money
from borderpost.domain.scan import ScanSource
from borderpost.ui.words.amounts import (
    clock_text,
    isolated,
    moment_text,
    money_text,
    number_text,
    shortened,
    total_text,
    weight_text,
)
from borderpost.ui.words.declared import (
    class_word,
    declared_field,
    nature_word,
    oddity_word,
    warning_sentence,
)
from borderpost.ui.words.scans import code_text, kind_word, remark_word, source_word, warning_sentences
from borderpost.work.scanning import Remark


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (MailClass, class_word),
        (Nature, nature_word),
        (WarningKind, oddity_word),
        (IdentifierKind, kind_word),
        (ScanSource, source_word),
        (Remark, remark_word),
    ],
)
def test_every_code_has_a_word(kind, words) -> None:  # type: ignore[no-untyped-def]
    members: list[StrEnum] = list(kind)
    assert all(words(member).strip() for member in members)


@pytest.mark.parametrize("warning", list(ReadingWarning))
def test_every_oddity_of_a_reading_is_told_once(warning: ReadingWarning) -> None:
    reading = Reading(IdentifierKind.S10, "RX1", "RX1", warnings=(warning,))
    told = warning_sentences(reading)
    assert bool(told) is (warning is not ReadingWarning.UNKNOWN_COUNTRY)


@pytest.mark.parametrize("kind", list(WarningKind))
def test_every_oddity_of_a_declaration_is_a_sentence_with_its_value(kind: WarningKind) -> None:
    sentence = warning_sentence(DeclarationWarning(kind, "lines[2].hs_code", "VALUE"))
    assert sentence.endswith(".")
    assert "{" not in sentence


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("gross_weight_kg", "Gross weight"),
        ("lines[2].hs_code", "Line 3, HS code"),
        ("sender.name", "Sender, Name"),
        ("sender.lines[1]", "Sender, Address line 2"),
        ("seller.ioss", "Seller, IOSS number"),
        ("lines[0].product_ids[1].value", "Line 1, Product number 2, Value"),
        ("invented_field", "invented_field"),
        ("<b>odd</b>[", "<b>odd</b>["),
    ],
)
def test_a_field_of_the_declaration_is_named_as_on_the_screen(path: str, words: str) -> None:
    assert declared_field(path) == words


def test_amounts_and_weights_are_never_rounded() -> None:
    assert money_text(Money(Decimal("1556.520"), "CNY")) == "1\u202f556.520 CNY"
    assert money_text(None) == ""
    assert weight_text(Decimal("0.070")) == "0.070 kg"
    assert number_text(Decimal("12.500")) == "12.5"
    assert number_text(Decimal("-0")) == "0"
    assert number_text(None) == ""
    amounts = [Money(Decimal("12.00"), "USD"), None, Money(Decimal("3.5"), "EUR"), Money(Decimal(1), "USD")]
    assert total_text(amounts) == "13.00 USD + 3.5 EUR"


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_no_number_is_too_odd_to_be_shown(number: Decimal) -> None:
    for text in (number_text(number), weight_text(number), money_text(Money(number, "EUR"))):
        assert 0 < len(text) < 90
    total_text([Money(number, "EUR"), Money(number, "EUR")])


def test_moments_are_told_on_the_clock_of_their_place() -> None:
    at = datetime(2026, 11, 20, 23, 30, 5, tzinfo=UTC)
    assert clock_text(at, 60) == "00:30:05"
    assert moment_text(at, 60) == "2026-11-21 00:30"


@given(st.text(), st.integers(min_value=2, max_value=80))
def test_a_shortened_text_is_a_beginning_of_its_own(text: str, longest: int) -> None:
    cut = shortened(text, longest)
    assert len(cut) <= longest
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]))


def test_only_right_to_left_text_is_set_apart() -> None:
    assert isolated("Zürich 东京") == "Zürich 东京"
    assert isolated("جدة") == "\u2068جدة\u2069"


@given(st.text(max_size=400))
def test_a_code_is_shown_without_anything_that_could_rule_the_screen(text: str) -> None:
    shown = code_text(text)
    inner = shown.removeprefix("\u2068").removesuffix("\u2069")
    assert inner.isprintable()
    assert len(shown) <= 82

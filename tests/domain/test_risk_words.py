"""Whole words and phrases are found in texts of every script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.risk.words import ExactMatcher, WordMatcher, fold


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("lithium", "Lithium-ion power bank"),
        ("power bank", "LITHIUM POWER-BANK, 10000 mAh"),
        ("men's", "Mens shirt"),
        ("müller", "MULLER & Sons"),
        ("Ivanov", "Иван Иванов"),
        ("İstanbul", "istanbul deri"),
        ("Łukasz", "lukasz zolc"),
        ("hauptstrasse", "Hauptstraße 5"),
        ("华强", "深圳市华强贸易有限公司"),
        ("ギフト", "春のギフト包装"),
        ("هدية", "هدية صغيرة"),
        ("подарунок", "Подарунок для мами"),
        ("선물", "생일 선물"),
        ("सूती", "सूती कुर्ता"),
        ("ﬁsh", "FISH"),
    ],
)
def test_a_term_is_found(term: str, text: str) -> None:
    matcher = WordMatcher(["zzz", "other words", term])
    assert matcher.matches(fold(text))
    assert matcher.found(fold(text)) == (term,)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("lit", "Lithium"),
        ("bank power", "power bank"),
        ("power bank", "power cord and bank note"),
        ("gift", "gifted"),
        ("华强", "华丽强大"),
        ("mouse", "MOUSETRAP"),
        ("gift", ""),
    ],
)
def test_a_part_of_a_word_or_words_apart_are_not_found(term: str, text: str) -> None:
    matcher = WordMatcher([term])
    assert not matcher.matches(fold(text))
    assert matcher.found(fold(text)) == ()


def test_several_terms_are_told_each_once() -> None:
    found = WordMatcher(["gas", "butane gas", "lighter"]).found(fold("Butane gas, gas for stoves"))
    assert found == ("butane gas", "gas")


@pytest.mark.parametrize(
    "text", ["gift", " GIFT. ", "«Gift»", "n / a", "礼品", "礼 品!", "Geschenk", "ПОДАРУНОК"]
)
def test_a_text_that_is_one_of_the_terms_and_nothing_else(text: str) -> None:
    assert ExactMatcher(["gift", "N/A", "礼品", "geschenk", "подарунок"]).matches(fold(text))


@pytest.mark.parametrize("text", ["", "   ", "gift box", "a gift", "礼品盒", "...", "😀"])
def test_a_text_that_is_none_of_the_terms(text: str) -> None:
    assert not ExactMatcher(["gift", "N/A", "礼品"]).matches(fold(text))


@given(st.text(max_size=60), st.lists(st.text(max_size=12), max_size=5))
def test_quick_and_telling_answers_agree_on_any_text(text: str, terms: list[str]) -> None:
    folded = fold(text)
    for matcher in (WordMatcher(terms), ExactMatcher(terms)):
        assert matcher.matches(folded) is bool(matcher.found(folded))
        assert set(matcher.found(folded)) <= set(terms)


def test_letters_without_transliteration_are_told_apart() -> None:
    matcher = ExactMatcher(["𐎀𐎁"])
    assert matcher.matches(fold("𐎀𐎁"))
    assert not matcher.matches(fold("𐎂"))
    assert WordMatcher(["𐎀𐎁"]).matches(fold("x 𐎀𐎁"))
    assert fold("´").blank


@given(st.text(max_size=40).filter(lambda text: not fold(text).blank))
def test_every_text_that_has_words_finds_itself(text: str) -> None:
    assert WordMatcher([text]).matches(fold(f"before {text} behind"))
    assert ExactMatcher([text]).matches(fold(text))

"""Every refusal of the law is told in words, with the rule and its source."""

import pytest

from borderpost.domain.decisions import Refusal, Rule
from borderpost.domain.law.small_consignment import SmallCondition
from borderpost.domain.lawful import RULE_OF
from borderpost.ui.words.law import LAW_SENTENCES
from borderpost.ui.words.rules import refusal_sentence


def plain(text: str) -> str:
    return "".join(letter for letter in text if letter not in "\u2066\u2067\u2068\u2069\u200e")


def test_there_is_a_sentence_for_every_way_in_which_the_law_says_no() -> None:
    assert set(LAW_SENTENCES) == set(RULE_OF.values())


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_has_a_sentence(rule: Rule) -> None:
    subject = "small 4 > 3" if rule is Rule.LAW_SMALL_CONDITION else "IPR_SUSPECT"
    said = plain(refusal_sentence(Refusal(rule, subject, "row-1", "Act, s. 1")))
    assert said.endswith("(Act, s. 1; rule row-1)")
    assert "{" not in said


def test_the_worked_refusals_read_as_an_officer_would_say_them() -> None:
    back = Refusal(Rule.LAW_CONVENTION, "drugs.cannabis", "upc-18-8", "Universal Postal Convention, art. 18")
    assert plain(refusal_sentence(back)) == (
        "Forbidden in all mail: Drugs: cannabis. (Universal Postal Convention, art. 18; rule upc-18-8)"
    )
    fourth = Refusal(Rule.LAW_SMALL_CONDITION, "small 4 > 3, 2.4 kg >= 2 kg", "eu-26", "Regulation, art. 26")
    assert plain(refusal_sentence(fourth)) == (
        "No small consignment: it is not small (4 > 3, 2.4 kg >= 2 kg). Take the standard path."
        " (Regulation, art. 26; rule eu-26)"
    )


@pytest.mark.parametrize("condition", SmallCondition)
def test_every_condition_of_the_small_path_is_told(condition: SmallCondition) -> None:
    said = refusal_sentence(Refusal(Rule.LAW_SMALL_CONDITION, f"{condition} 1", "r", "s"))
    assert "{" not in said


def test_the_programs_own_rules_need_no_source() -> None:
    assert refusal_sentence(Refusal(Rule.NO_FINDING)) == "Record what was found."
    assert refusal_sentence(Refusal(Rule.QUANTITY, "net_weight_kg")).startswith("The net weight is not")
    assert "Bag FINE is used" in refusal_sentence(Refusal(Rule.BAG_USED, "FINE"))

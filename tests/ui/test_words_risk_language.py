"""Lists, counted items, vague words and patterns are told in plain sentences; so are profiles put off."""

from dataclasses import replace as changed
from datetime import date
from decimal import Decimal

import pytest

from borderpost.domain.declaration import ContentLine, Declaration, Party, ProductId
from borderpost.domain.money import Money
from borderpost.domain.risk.assess import assess
from borderpost.domain.risk.assessment import Assessment, Note, NoteKind
from borderpost.domain.risk.condition import Comparison, Condition, Field, Not, Operator
from borderpost.domain.risk.history import SameKind, Tally
from borderpost.domain.risk.lane import Lane
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.domain.risk.surroundings import NOTHING_AROUND, Surroundings
from borderpost.domain.risk.watch_match import WatchMatch
from borderpost.ui.words.reasons import note_sentences, reason_parts, reason_sentence
from risk_trees import MESSAGE, PLAIN, RATES, TODAY, FewWords, ListedNames

ITEM = Declaration(
    message=MESSAGE,
    item_id="RX473124829CN",
    posted_on=date(2026, 11, 12),
    sender=Party(name="Heron Bay Ltd", country="CN"),
    addressee=Party(name="Emma Jones", lines=("12 High Street",), postcode="CF10 1AA"),
    lines=(ContentLine(1, "gift", product_ids=(ProductId("gtin", "04012345678901"),)),),
)


class Counted:
    """Seven items of every sender and address in any number of days."""

    def count(self, kind: SameKind, key: str, since_days: int) -> Tally:
        """Return the same tally for all."""
        return Tally(7, (Money(Decimal(90), "CNY"),))


class Weak(ListedNames):
    """A list whose every match is weak."""

    def match(self, list_id: str, name: str) -> tuple[WatchMatch, ...]:
        """Return one weak match."""
        return (WatchMatch(list_id, "e1", "大鹭湾", name, 91.25, weak=True, differs=("ltd",)),)


AROUND = Surroundings(ListedNames({"watched": ("Heron Bay",)}), Counted(), FewWords(("gift",)))


def told(condition: Condition, around: Surroundings = AROUND) -> Assessment:
    return assess(ITEM, ProfileSet((changed(PLAIN, condition=condition),)), RATES, TODAY, around=around)


def counted(field: Field, operator: Operator, threshold: str, currency: str = "") -> Comparison:
    return Comparison(field, operator, threshold=Decimal(threshold), currency=currency, within_days=30)


WATCHED = Comparison(Field.SENDER_NAME, Operator.MATCHES_LIST, word_list="watched")
VAGUE = Comparison(Field.LINE_DESCRIPTION, Operator.IS_VAGUE)


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        (
            WATCHED,
            "Sender's name is “Heron Bay Ltd”, near “Heron Bay” on the watch list watched"
            " (score 88.0 of 100; differs by “order”)",
        ),
        (
            Not(Comparison(Field.ADDRESSEE_NAME, Operator.MATCHES_LIST, word_list="watched")),
            "Addressee's name is “Emma Jones”, near no entry of the watch list watched",
        ),
        (VAGUE, "Description of line 1 is “gift”, which says too little about the goods: “gift”"),
        (
            counted(Field.SAME_SENDER_ITEMS, Operator.AT_LEAST, "5"),
            "Number of items of the same sender in 30 days is 7: 5 or more",
        ),
        (
            counted(Field.SAME_ADDRESS_VALUE, Operator.BELOW, "135", "GBP"),
            "Value of all items to the same address in 30 days is 10.00 GBP, below 135 GBP"
            " (declared: 90 CNY)",
        ),
        (
            Comparison(Field.SENDER_NAME, Operator.HAS_PART, ("ron",)),
            "Sender's name has “ron” in it (“Heron Bay Ltd”)",
        ),
        (
            Comparison(Field.SENDER_NAME, Operator.MATCHES_PATTERN, ("ltd$",)),
            "Sender's name is “Heron Bay Ltd”, which matches the pattern “ltd$”",
        ),
        (
            Not(Comparison(Field.ITEM_ID, Operator.MATCHES_PATTERN, ("^L",))),
            "Item number is RX473124829CN, which does not match the pattern “^L”",
        ),
        (
            Comparison(Field.POSTED_DAYS_AGO, Operator.ABOVE, threshold=Decimal(7)),
            "Days since posting is 10, above 7",
        ),
        (
            Comparison(Field.LINE_GTIN, Operator.STARTS_WITH, ("401",)),
            "Trade item number (GTIN) of line 1 is 04012345678901, which begins with 401",
        ),
    ],
)
def test_a_reason_is_one_plain_sentence(condition: Condition, sentence: str) -> None:
    assert [reason_sentence(part) for part in reason_parts(told(condition))] == [sentence]


def test_weak_evidence_is_called_weak() -> None:
    (part,) = reason_parts(told(WATCHED, Surroundings(Weak({"watched": ()}))))
    assert reason_sentence(part).endswith(
        "(score 91.2 of 100; differs by “ltd”; weak: compared by its transliteration)"
    )


@pytest.mark.parametrize(
    ("condition", "around", "sentence"),
    [
        (WATCHED, NOTHING_AROUND, "Sender's name could not be judged: there is no list watched (p)"),
        (
            VAGUE,
            NOTHING_AROUND,
            "Description of line 1 could not be judged: there is no list vague-words (p)",
        ),
        (
            counted(Field.SAME_SENDER_ITEMS, Operator.AT_LEAST, "5"),
            NOTHING_AROUND,
            "Number of items of the same sender could not be judged:"
            " earlier items cannot be counted here (p)",
        ),
    ],
)
def test_what_is_not_to_hand_is_said(condition: Condition, around: Surroundings, sentence: str) -> None:
    assert note_sentences(told(condition, around)) == [sentence]


def test_a_profile_that_was_switched_off_is_named_with_its_reason() -> None:
    notes = (
        Note(NoteKind.FAILED, value="ValueError: odd", profiles=("p1",)),
        Note(NoteKind.TOO_SLOW, value="31 ms", profiles=("p2",)),
    )
    assert note_sentences(Assessment(Lane.GREEN, (), notes, "", TODAY)) == [
        "Profile p1 failed and is switched off: ValueError: odd",
        "Profile p2 took too long and is switched off: 31 ms",
    ]

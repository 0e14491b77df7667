"""Every way in which a profile can match is told in a plain sentence with the value that it met."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from borderpost.domain.declaration import (
    ContentLine,
    Declaration,
    DeclarationWarning,
    MailClass,
    MessageRef,
    Nature,
    Party,
    WarningKind,
)
from borderpost.domain.money import Money, RateTable
from borderpost.domain.risk.assess import assess
from borderpost.domain.risk.assessment import Assessment, Clause, Note, NoteKind
from borderpost.domain.risk.condition import (
    OPERATORS_OF,
    Comparison,
    Condition,
    Field,
    FieldKind,
    Not,
    Operator,
)
from borderpost.domain.risk.lane import Lane
from borderpost.domain.risk.profile import Profile
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.ui.words.reason_fields import FIELDS, reason_field
from borderpost.ui.words.reasons import note_sentences, reason_parts, reason_sentence

RATES = RateTable("GBP", date(2026, 11, 19), {"USD": Decimal("1.25")})
LINE = ContentLine(
    1,
    "Zarquet running shoes",
    Decimal(12),
    "PAIR",
    Decimal("8.000"),
    Money(Decimal("12.00"), "USD"),
    "6404110",
    "CN",
)
ITEM = Declaration(
    message=MessageRef("m1", 1, "POST-CN", datetime(2026, 11, 18, tzinfo=UTC)),
    item_id="RX473124829CN",
    mail_class=MailClass.PARCEL,
    nature=Nature.GIFT,
    gross_weight_kg=Decimal("9.000"),
    sender=Party(name="Li Wei", country="CN"),
    lines=(LINE,),
    warnings=(DeclarationWarning(WarningKind.NO_HS_CODE, "lines[0].hs_code"),),
)


def told(condition: Condition, item: Declaration | None = ITEM) -> Assessment:
    profile = Profile(
        "p1",
        3,
        "Title",
        Lane.RED,
        "owner",
        "a",
        "b",
        date(2026, 1, 1),
        date(2027, 1, 1),
        "law",
        "Open.",
        condition,
    )
    return assess(item, ProfileSet((profile,)), RATES, date(2026, 11, 20))


def sentences(condition: Condition, item: Declaration = ITEM) -> list[str]:
    return [reason_sentence(part) for part in reason_parts(told(condition, item))]


def money(field: Field, operator: Operator, threshold: str) -> Comparison:
    return Comparison(field, operator, threshold=Decimal(threshold), currency="GBP")


def number(field: Field, operator: Operator, threshold: str) -> Comparison:
    return Comparison(field, operator, threshold=Decimal(threshold))


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        (
            money(Field.LINE_VALUE_PER_KG, Operator.BELOW, "3"),
            "Value per kilogram of line 1 is 1.20 GBP, below 3 GBP (declared: 12.00 USD / 8.000 kg)",
        ),
        (
            money(Field.TOTAL_VALUE, Operator.AT_LEAST, "9"),
            "Total value is 9.60 GBP: 9 GBP or more (declared: 12.00 USD)",
        ),
        (
            money(Field.LINE_VALUE_PER_UNIT, Operator.AT_MOST, "1"),
            "Value per unit of line 1 is 0.80 GBP: 1 GBP or less (declared: 12.00 USD / 12)",
        ),
        (number(Field.GROSS_WEIGHT, Operator.ABOVE, "5"), "Gross weight is 9.000 kg, above 5 kg"),
        (number(Field.LINE_QUANTITY, Operator.ABOVE, "10"), "Quantity of line 1 is 12, above 10"),
        (
            Not(number(Field.LINE_COUNT, Operator.ABOVE, "3")),
            "Number of content lines is 1, not above 3",
        ),
        (
            Comparison(Field.LINE_DESCRIPTION, Operator.HAS_WORDS, ("zarquet", "gucci")),
            "Description of line 1 contains “zarquet” (“Zarquet running shoes”)",
        ),
        (
            Comparison(Field.SENDER_NAME, Operator.IS_EXACTLY, ("LI WEI",)),
            "Sender's name is exactly “LI WEI”",
        ),
        (
            Not(Comparison(Field.LINE_DESCRIPTION, Operator.HAS_WORDS, ("spare part",))),
            "Description of line 1 is “Zarquet running shoes”, without any of “spare part”",
        ),
        (
            Comparison(Field.SENDER_NAME, Operator.SHORTER_THAN, threshold=Decimal(8)),
            "Sender's name is “Li Wei”: fewer than 8 letters",
        ),
        (
            Comparison(Field.LINE_HS_CODE, Operator.STARTS_WITH, ("6404",)),
            "HS code of line 1 is 6404110, which begins with 6404",
        ),
        (Comparison(Field.NATURE, Operator.IS_IN, ("gift", "other")), "Nature of the item is Gift"),
        (Comparison(Field.MAIL_CLASS, Operator.IS_IN, ("C",)), "Mail class is Parcel"),
        (
            Comparison(Field.WARNINGS, Operator.IS_IN, ("no_hs_code",)),
            "Oddity of the declaration is no HS code",
        ),
        (
            Not(Comparison(Field.SENDER_COUNTRY, Operator.IS_IN, ("GB", "FR"))),
            "Sender's country is CN, which is none of GB, FR",
        ),
        (
            Not(Comparison(Field.ADDRESSEE_COUNTRY, Operator.IS_IN, ("GB",))),
            "Addressee's country is none of GB (nothing is declared)",
        ),
        (Comparison(Field.ADDRESSEE_NAME, Operator.MISSING), "Addressee's name is not declared"),
        (Not(Comparison(Field.SENDER_NAME, Operator.MISSING)), "Sender's name is declared: “Li Wei”"),
        (Comparison(Field.POSTAGE, Operator.MISSING), "Postage is not declared"),
    ],
)
def test_a_reason_is_one_plain_sentence(condition: Condition, sentence: str) -> None:
    assert sentences(condition) == [sentence]


def test_a_part_names_profile_clause_field_value_and_instruction() -> None:
    (part,) = reason_parts(told(money(Field.LINE_VALUE_PER_KG, Operator.BELOW, "3")))
    assert (part.profile, part.version, part.title, part.instruction, part.lane, part.line) == (
        "p1",
        "3",
        "Title",
        "Open.",
        Lane.RED,
        1,
    )
    assert part.field == "Value per kilogram of line 1"
    assert part.clause == "is below 3 GBP"
    assert part.value == "1.20 GBP (declared: 12.00 USD / 8.000 kg)"


def test_an_item_that_nobody_declared_has_that_as_its_reason() -> None:
    (part,) = reason_parts(told(Comparison(Field.SENDER_NAME, Operator.MISSING), None))
    assert part.profile == ""
    assert part.lane is Lane.YELLOW
    assert reason_sentence(part) == "Nothing was declared under this number"


def test_what_could_not_be_judged_is_said_with_its_cause() -> None:
    unknown = structs.replace(
        ITEM, lines=(structs.replace(LINE, value=Money(Decimal(3), "XAF")), structs.replace(LINE, number=2))
    )
    assert note_sentences(told(money(Field.LINE_VALUE, Operator.BELOW, "1"), unknown)) == [
        "Value of line 1 could not be judged: there is no exchange rate for XAF (p1)"
    ]
    without = structs.replace(ITEM, gross_weight_kg=None, lines=())
    assert note_sentences(told(number(Field.GROSS_WEIGHT, Operator.ABOVE, "1"), without)) == [
        "Gross weight could not be judged: no weight is declared (p1)"
    ]


def test_obstacles_on_many_lines_are_one_sentence() -> None:
    note = Note(NoteKind.ZERO_WEIGHT, "line.value_per_kg", "", 4, 3, ("p1", "p2"))
    assessment = Assessment(Lane.GREEN, (), (note,), "", date(2026, 11, 20))
    assert note_sentences(assessment) == [
        "Value per kilogram of line 4 and 2 further lines could not be judged:"
        " the declared weight is zero (p1, p2)"
    ]


def test_a_long_description_is_shown_around_the_word_that_matched() -> None:
    text = "cotton cloth in many colours " * 12 + "zarquet shoes " + "and more cloth " * 12
    (sentence,) = sentences(
        Comparison(Field.LINE_DESCRIPTION, Operator.HAS_WORDS, ("zarquet",)),
        structs.replace(ITEM, lines=(structs.replace(LINE, description=text),)),
    )
    assert "zarquet shoes" in sentence.split("(", 1)[1]
    assert len(sentence) < 220


def test_right_to_left_values_are_set_apart() -> None:
    arabic = structs.replace(ITEM, lines=(structs.replace(LINE, description="حذاء zarquet"),))
    (sentence,) = sentences(Comparison(Field.LINE_DESCRIPTION, Operator.HAS_WORDS, ("zarquet",)), arabic)
    assert "\u2068حذاء zarquet\u2069" in sentence


def test_every_field_has_a_word() -> None:
    assert set(FIELDS) == set(Field)
    assert reason_field(Field.LINE_HS_CODE, 3) == "HS code of line 3"
    assert len({reason_field(field, 1 if field.of_line else None) for field in Field}) == len(Field)


@given(
    st.sampled_from(Field),
    st.data(),
    st.booleans(),
    st.text(max_size=300),
    st.text(max_size=40),
    st.lists(st.text(max_size=60), max_size=25),
)
def test_no_clause_that_a_journal_can_hold_breaks_a_sentence(
    field: Field, data: st.DataObject, negated: bool, actual: str, declared: str, terms: list[str]
) -> None:
    operator = data.draw(st.sampled_from(sorted(OPERATORS_OF[field.kind])))
    clause = Clause(field, operator, tuple(terms), actual, "lines", 1, "GBP/kg", declared, negated)
    hit = replace(_hit(), clauses=(clause,))
    (part,) = reason_parts(Assessment(Lane.RED, (hit,), (), "", date(2026, 11, 20)))
    assert reason_sentence(part).startswith(part.field)
    assert field.kind is not FieldKind.MONEY or "/kg" not in part.clause or "/kg" in "".join(terms)


def _hit():  # type: ignore[no-untyped-def]
    return told(Comparison(Field.SENDER_NAME, Operator.IS_EXACTLY, ("Li Wei",))).hits[0]

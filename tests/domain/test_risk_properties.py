"""Any tree on any declaration: nothing raises, and a condition and its opposite never both hold."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given, settings
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
from borderpost.domain.money import Money, RateTable
from borderpost.domain.risk.assess import assess
from borderpost.domain.risk.assessment_plain import (
    assessment_from_plain,
    assessment_to_plain,
)
from borderpost.domain.risk.condition import (
    OPERATORS_OF,
    All,
    Any,
    Comparison,
    Condition,
    EveryLine,
    Field,
    FieldKind,
    Not,
    Operator,
    SomeLine,
)
from borderpost.domain.risk.lane import Lane
from borderpost.domain.risk.profile import Profile
from borderpost.domain.risk.profile_set import ProfileSet

TODAY = date(2026, 11, 22)
RATES = RateTable("GBP", date(2026, 11, 20), {"CNY": Decimal("9"), "USD": Decimal("1.25")})
PLAIN = Profile(
    id="p",
    version=1,
    title="t",
    lane=Lane.RED,
    owner="o",
    author="a",
    approver="b",
    valid_from=date(2026, 1, 1),
    valid_until=date(2026, 12, 31),
    legal_basis="law",
    instruction="look",
    condition=All(()),
)
MESSAGE = MessageRef("m1", 1, "POST-CN", datetime(2026, 11, 7, tzinfo=UTC))

NUMBERS = (
    st.none() | st.decimals(allow_nan=True, allow_infinity=True) | st.sampled_from([Decimal(0), Decimal(3)])
)
MONEY = st.none() | st.builds(
    Money,
    st.decimals(allow_nan=True, allow_infinity=True)
    | st.sampled_from([Decimal("1E+999999"), Decimal("sNaN")]),
    st.sampled_from(["GBP", "CNY", "XAF", ""]),
)
WORDS = st.sampled_from(["gift", "power bank", "محمد عبد الله", "礼品 盒", "", "\u202e\ud800x"]) | st.text(
    max_size=8
)
CODES = st.sampled_from(["CN", "GB", "850760", "90210", "", "z z"])
PARTIES = st.builds(
    Party, name=WORDS, company=WORDS, lines=st.tuples(WORDS), city=WORDS, postcode=WORDS, country=CODES
)
LINES = st.builds(
    ContentLine,
    number=st.integers(-1, 3),
    description=WORDS,
    quantity=NUMBERS,
    unit=CODES,
    net_weight_kg=NUMBERS,
    value=MONEY,
    hs_code=CODES,
    origin_country=CODES,
    product_ids=st.tuples(st.builds(ProductId, CODES, WORDS)),
)
DECLARATIONS = st.builds(
    Declaration,
    message=st.just(MESSAGE),
    item_id=CODES,
    alternate_ids=st.tuples(CODES),
    mail_class=st.sampled_from(MailClass),
    origin_office=CODES,
    nature=st.sampled_from(Nature),
    gross_weight_kg=NUMBERS,
    postage=MONEY,
    insured_value=MONEY,
    sender=PARTIES,
    addressee=PARTIES,
    lines=st.lists(LINES, max_size=3).map(tuple),
    documents=st.tuples(st.builds(SupportingDocument, WORDS, WORDS)),
    seller=st.builds(Seller, WORDS, WORDS, WORDS),
    warnings=st.just((DeclarationWarning(WarningKind.NO_CONTENTS, "lines"),)),
)


@st.composite
def leaves(draw: st.DrawFn, *, of_line: bool) -> Comparison:
    field = draw(st.sampled_from([one for one in Field if one.of_line or not of_line]))
    operator = draw(st.sampled_from(sorted(OPERATORS_OF[field.kind])))
    if operator is Operator.MISSING:
        return Comparison(field, operator)
    if field.kind in (FieldKind.NUMBER, FieldKind.MONEY) or operator is Operator.SHORTER_THAN:
        threshold = draw(st.sampled_from([Decimal(0), Decimal(3), Decimal("1.5")]))
        currency = draw(st.sampled_from(["GBP", "XAF"])) if field.kind is FieldKind.MONEY else ""
        return Comparison(field, operator, threshold=threshold, currency=currency)
    return Comparison(field, operator, tuple(draw(st.lists(WORDS | CODES, min_size=1, max_size=3))))


def trees(*, of_line: bool = False) -> st.SearchStrategy[Condition]:
    def branch(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return st.builds(All, parts) | st.builds(Any, parts) | st.builds(Not, inner)

    if of_line:
        return st.recursive(leaves(of_line=True), branch, max_leaves=3)
    of_lines = trees(of_line=True)
    return st.recursive(
        leaves(of_line=False) | st.builds(SomeLine, of_lines) | st.builds(EveryLine, of_lines),
        branch,
        max_leaves=5,
    )


@settings(deadline=None)
@given(DECLARATIONS, trees())
def test_nothing_raises_and_a_tree_and_its_opposite_never_both_hold(
    declaration: Declaration, tree: Condition
) -> None:
    conditions = {"it": tree, "opposite": Not(tree), "either": Any((tree, Not(tree)))}
    joined = ProfileSet(tuple(replace(PLAIN, id=name, condition=one) for name, one in conditions.items()))
    assessment = assess(declaration, joined, RATES, TODAY)
    hit = {one.profile_id for one in assessment.hits}
    assert hit in ({"it", "either"}, {"opposite", "either"}, set())
    assert bool(hit) is not bool(assessment.notes)
    for one in assessment.hits:
        for clause in one.clauses:
            assert clause.operator in OPERATORS_OF[clause.field.kind]
    assert assessment_from_plain(json.loads(json.dumps(assessment_to_plain(assessment)))) == assessment

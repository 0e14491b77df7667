"""Condition trees and declarations of every kind, odd ones above all, and what they are judged by."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

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
from borderpost.domain.risk.condition import (
    SAME_FIELDS,
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
    operators_of,
)
from borderpost.domain.risk.history import SameKind, Tally
from borderpost.domain.risk.lane import Lane
from borderpost.domain.risk.profile import Profile
from borderpost.domain.risk.surroundings import NOTHING_AROUND, Surroundings
from borderpost.domain.risk.watch_match import WatchMatch

TODAY = date(2026, 11, 22)
RATES = RateTable("GBP", date(2026, 11, 20), {"CNY": Decimal("9"), "USD": Decimal("1.25")})
MESSAGE = MessageRef("m1", 1, "POST-CN", datetime(2026, 11, 7, tzinfo=UTC))
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


@dataclass(frozen=True)
class ListedNames:
    """A watch list engine of few names: a name is near where it holds the listed one."""

    listed: dict[str, tuple[str, ...]]

    def has(self, list_id: str) -> bool:
        """Tell whether there is such a list."""
        return list_id in self.listed

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all lists."""
        return tuple(self.listed)

    def content_of(self, list_id: str) -> str:
        """Return the names themselves: whoever has others answers otherwise."""
        return repr(self.listed[list_id]) if list_id in self.listed else ""

    def match(self, list_id: str, name: str) -> tuple[WatchMatch, ...]:
        """Return the listed names that stand in the name; the whole name scores 100."""
        found = [
            WatchMatch(list_id, f"e{number}", one, name, 100.0 if one == name else 88.0, differs=("order",))
            for number, one in enumerate(self.listed.get(list_id, ()))
            if one in name
        ]
        return tuple(sorted(found, key=lambda match: -match.score))


@dataclass(frozen=True)
class CountedItems:
    """A history that has counted already, by kind."""

    tallies: dict[SameKind, Tally] = field(default_factory=dict)

    def count(self, kind: SameKind, key: str, since_days: int) -> Tally:
        """Return the tally of the kind; none in a single day."""
        return Tally() if not key or since_days == 1 else self.tallies.get(kind, Tally())


@dataclass(frozen=True)
class FewWords:
    """Vague terms that count where they are the whole description."""

    terms: tuple[str, ...]

    def vague(self, description: str) -> tuple[str, ...]:
        """Return the term that the description is."""
        return tuple(term for term in self.terms if term == description)


WATCHED = ListedNames({"watched": ("power", "محمد", "z")})
COUNTED = CountedItems(
    {
        SameKind.SENDER: Tally(4, (Money(Decimal(27), "CNY"), Money(Decimal(5), "GBP")), 1),
        SameKind.ADDRESS: Tally(2, (Money(Decimal(7), "XAF"),)),
    }
)
AROUND = Surroundings(WATCHED, COUNTED, FewWords(("gift", "礼品 盒")))
AROUNDS = st.sampled_from(
    [AROUND, NOTHING_AROUND, Surroundings(history=COUNTED), Surroundings(watch=WATCHED)]
)

NUMBERS = (
    st.none() | st.decimals(allow_nan=True, allow_infinity=True) | st.sampled_from([Decimal(0), Decimal(3)])
)
MONEY = st.none() | st.builds(
    Money,
    st.decimals(allow_nan=True, allow_infinity=True)
    | st.sampled_from([Decimal(3), Decimal("1E+999999"), Decimal("sNaN")]),
    st.sampled_from(["GBP", "CNY", "XAF", ""]),
)
WORDS = st.sampled_from(
    [
        "gift",
        "power bank",
        "a power bank, superpower",
        "محمد عبد الله",
        "礼品 盒",
        "",
        "\u202e\ud800x",
        " ",
        "żółw",
    ]
) | st.text(max_size=8)
CODES = st.sampled_from(["CN", "GB", "cn ", "850760", "90210", "", "z z", "00123", "123", "gtin"])
PARTIES = st.builds(
    Party,
    name=WORDS,
    company=WORDS,
    lines=st.tuples(WORDS),
    city=WORDS,
    region=WORDS,
    postcode=WORDS,
    country=CODES,
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
    product_ids=st.tuples(st.builds(ProductId, CODES, WORDS | CODES)),
)
DECLARATIONS = st.builds(
    Declaration,
    message=st.just(MESSAGE),
    item_id=CODES,
    alternate_ids=st.tuples(CODES),
    mail_class=st.sampled_from(MailClass),
    posted_on=st.none() | st.dates(date(2026, 11, 1), date(2026, 12, 1)),
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
_PATTERNS = st.sampled_from(["gi?ft$", "^c", r"\d{5}", "(p|o)+w", ".", "礼|ż"])


@st.composite
def leaves(draw: st.DrawFn, *, of_line: bool) -> Comparison:
    """Return a comparison of any field with any operator that it takes."""
    # By the operator first: there are few fields for some operators, and many for others.
    fields = [one for one in Field if one.of_line or not of_line]
    operator = draw(st.sampled_from(sorted({each for one in fields for each in operators_of(one)})))
    whole = draw(st.sampled_from([one for one in fields if operator in operators_of(one)]))
    if operator in (Operator.MISSING, Operator.IS_VAGUE):
        return Comparison(whole, operator)
    if operator is Operator.MATCHES_PATTERN:
        return Comparison(whole, operator, (draw(_PATTERNS),))
    if operator is Operator.MATCHES_LIST:
        least = draw(st.sampled_from([None, Decimal(90)]))
        return Comparison(
            whole, operator, word_list=draw(st.sampled_from(["watched", "gone"])), threshold=least
        )
    if whole.kind in (FieldKind.NUMBER, FieldKind.MONEY) or operator is Operator.SHORTER_THAN:
        threshold = draw(st.sampled_from([Decimal(0), Decimal(3), Decimal("1.5")]))
        currency = draw(st.sampled_from(["GBP", "XAF"])) if whole.kind is FieldKind.MONEY else ""
        days = draw(st.sampled_from([1, 30])) if whole in SAME_FIELDS else 0
        return Comparison(whole, operator, threshold=threshold, currency=currency, within_days=days)
    if draw(st.integers(0, 4)) == 0:
        return Comparison(whole, operator, word_list="words")
    return Comparison(whole, operator, tuple(draw(st.lists(WORDS | CODES, min_size=1, max_size=12))))


WORD_LIST = ("power", "gift", "CN", "85", "礼品", "超")
"""The entries of the list `words`."""


def trees(*, of_line: bool = False) -> st.SearchStrategy[Condition]:
    """Return trees of modest size, with every kind of branch."""

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

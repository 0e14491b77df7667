"""A description that says nothing is told from one that says enough, with the word that says nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.risk.profile import WordList
from borderpost.domain.risk.vague import VagueDescriptions, Vagueness

TODAY = date(2026, 11, 22)
TERMS = ("Gift", "Party accessories", "accessories", "parts", "N/A", "礼品", "подарок", "Zubehör", "glass")
LIST = WordList("words", 1, "Words", "Site", date(2026, 1, 1), TERMS)
LATER = WordList("later", 1, "Words", "Site", date(2027, 1, 1), ("toys",))
VAGUE = VagueDescriptions([LIST, LATER], ["and", "pcs", "of", "new"], TODAY)


@pytest.mark.parametrize(
    ("description", "vagueness", "terms"),
    [
        ("gift", Vagueness.WHOLE, ("Gift",)),
        ("  GIFTS! ", Vagueness.WHOLE, ("Gift",)),
        ("n / a", Vagueness.WHOLE, ("N/A",)),
        ("party accessory", Vagueness.PRECISE, ()),
        ("Party Accessories", Vagueness.WHOLE, ("Party accessories",)),
        ("Zubehor", Vagueness.WHOLE, ("Zubehör",)),
        ("礼 品", Vagueness.WHOLE, ("礼品",)),
        ("Подарок", Vagueness.WHOLE, ("подарок",)),
        ("Glass", Vagueness.WHOLE, ("glass",)),
        ("new parts, 2 pcs", Vagueness.ALL_GENERIC, ("parts",)),
        ("Gift and accessories", Vagueness.ALL_GENERIC, ("Gift", "accessories")),
        ("gift gift", Vagueness.ALL_GENERIC, ("Gift",)),
        ("bicycle brake parts", Vagueness.EMBEDDED, ("parts",)),
        ("glass vase, hand-blown", Vagueness.EMBEDDED, ("glass",)),
        ("礼品盒", Vagueness.EMBEDDED, ("礼品",)),
        ("cotton shirt", Vagueness.PRECISE, ()),
        ("gifted", Vagueness.PRECISE, ()),
        ("new pcs", Vagueness.PRECISE, ()),
        ("toys", Vagueness.PRECISE, ()),
        ("12345", Vagueness.NO_WORDS, ()),
        ("---", Vagueness.NO_WORDS, ()),
        ("", Vagueness.PRECISE, ()),
    ],
)
def test_how_vague_it_is_and_by_which_word(
    description: str, vagueness: Vagueness, terms: tuple[str, ...]
) -> None:
    finding = VAGUE.judge(description)
    assert (finding.vagueness, finding.terms) == (vagueness, terms)
    assert VAGUE.vague(description) == (terms if vagueness.too_vague else ())


def test_a_list_counts_from_its_day_on() -> None:
    assert VagueDescriptions([LATER], [], date(2027, 1, 1)).vague("toys") == ("toys",)
    assert VAGUE.vague("toys") == ()


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    finding = VAGUE.judge(text)
    assert set(finding.terms) <= set(TERMS)


@given(st.sampled_from(TERMS), st.sampled_from(["", " ", "!", "  \n"]))
def test_every_term_alone_is_vague(term: str, behind: str) -> None:
    assert VAGUE.judge(term + behind).vagueness is Vagueness.WHOLE

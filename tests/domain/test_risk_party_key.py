"""Keys of parties and addresses: one for all spellings of the same one, empty where too little is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.declaration import Party
from borderpost.domain.risk.party_key import address_key, party_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            Party("Emma JONES", country="GB", postcode="CF10 1AA"),
            Party("Jones, Émma", (), (), "", "", "cf101aa", "gb"),
        ),
        (
            Party("Иванов Пётр", country="RU", city="Москва"),
            Party("Petr Ivanov", country="RU", city="Moskva"),
        ),
        (Party("Li", company="Heron Bay Ltd"), Party("Wang", company="HERON BAY, LTD.")),
    ],
)
def test_spellings_of_one_party_have_one_key(one: Party, other: Party) -> None:
    assert party_key(one) == party_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Party("Emma Jones", postcode="CF10 1AA"), Party("Emma Jones", postcode="CF10 1AB")),
        (Party("Emma Jones", country="GB"), Party("Emma Jones", country="IE")),
        (Party("王伟"), Party("李娜")),
    ],
)
def test_different_parties_have_different_keys(one: Party, other: Party) -> None:
    assert party_key(one) != party_key(other)


def test_the_address_is_the_same_whoever_lives_there_and_however_the_street_is_shortened() -> None:
    long = Party("A", lines=("12 High Street", "Flat 3"), postcode="CF10 1AA", country="GB")
    short = Party("B", lines=("Flat 3, 12 High St.",), postcode="cf101aa", country="GB")
    next_door = Party("B", lines=("Flat 3, 14 High St.",), postcode="cf101aa", country="GB")
    assert address_key(long) == address_key(short) != ""
    assert address_key(long) != address_key(next_door)


def test_too_little_makes_no_key() -> None:
    assert party_key(Party(country="GB", postcode="CF10 1AA")) == ""
    assert party_key(Party("...", country="GB")) == ""
    assert address_key(Party(lines=("12 High Street",), country="GB")) == ""
    assert address_key(Party(postcode="CF10 1AA", country="GB")) == ""


@given(
    st.builds(Party, st.text(), st.text(), st.tuples(st.text()), st.text(), st.text(), st.text(), st.text())
)
def test_no_text_raises(party: Party) -> None:
    assert len(party_key(party)) <= 700
    assert len(address_key(party)) <= 700

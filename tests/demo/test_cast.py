"""The named parcels: numbers that never move, and each of them what its name says."""

from datetime import date

import pytest

from borderpost.demo import goods
from borderpost.demo.cast import CastMember, cast
from borderpost.demo.declarations import generate
from borderpost.domain.identifiers import s10

TODAY = date(2026, 11, 22)


@pytest.fixture
def parcels() -> dict[str, CastMember]:
    return {member.key: member for member in cast(TODAY)}


def test_the_numbers_do_not_depend_on_the_day(parcels: dict[str, CastMember]) -> None:
    later = {member.key: member for member in cast(date(2028, 2, 29))}
    assert {key: member.label for key, member in parcels.items()} == {k: m.label for k, m in later.items()}
    assert parcels["red"].label == "CC007382613CN"


def test_every_label_is_a_valid_number_save_the_misprinted(parcels: dict[str, CastMember]) -> None:
    for key, member in parcels.items():
        read = s10.parse(member.label)
        assert read is not None
        assert read.valid == (key != "misprinted")
    assert parcels["misprinted"].label != parcels["misprinted"].item_id


def test_every_lane_is_there(parcels: dict[str, CastMember]) -> None:
    assert {member.lane for member in parcels.values()} == {"green", "yellow", "red", "secure", ""}
    for member in parcels.values():
        assert bool(member.clauses) == (member.lane in {"yellow", "red", "secure"})


def test_the_parcels_are_what_they_are_called(parcels: dict[str, CastMember]) -> None:
    def versions(key: str) -> list[tuple[str, int]]:
        return [(d["message"]["id"], d["message"]["version"]) for d in parcels[key].declarations]

    assert parcels["undeclared"].declarations == ()
    (first, one), (second, two) = versions("amended")
    assert (first, one, two) == (second, 1, 2)
    assert len({message for message, _ in versions("several")}) == 2
    early, late = (date.fromisoformat(d["posted_on"]) for d in parcels["reissued"].declarations)
    assert (late - early).days > 365
    assert any(
        mark in parcels["red"].declarations[0]["lines"][0]["description"] for mark in goods.INVENTED_BRANDS
    )
    assert parcels["vague"].declarations[0]["lines"][0]["description"] in goods.VAGUE
    assert parcels["watched"].declarations[0]["sender"]["company"] == goods.WATCHED_SENDER


def test_drawn_mail_never_takes_a_number_of_the_cast(parcels: dict[str, CastMember]) -> None:
    taken = {member.label for member in parcels.values()} | {member.item_id for member in parcels.values()}
    assert not any(each["item_id"] in taken for each in generate(1, 10_000, TODAY))

"""The sealed draw: the same at every bench, neither to be foreseen nor denied, and as large as it says."""

import hashlib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.risk.draw import (
    DayKey,
    SiteDraw,
    draw,
    is_sealed_by,
    may_be_shown,
    shown_key,
)

SECRET = hashlib.sha256(b"the site's own").digest()
OTHER = hashlib.sha256(b"another site's").digest()
DAY = date(2026, 11, 22)
NUMBERS = [f"RR{number:09}GB" for number in range(40_000)]


def chosen(secret: bytes, share: str, day: date = DAY) -> set[str]:
    site = SiteDraw(secret, Decimal(share))
    return {number for number in NUMBERS if site.of(number, day).chosen}


def test_about_the_share_is_drawn_and_every_bench_draws_the_same() -> None:
    first = chosen(SECRET, "0.02")
    # four standard deviations about 800
    assert 688 <= len(first) <= 912
    assert chosen(SECRET, "0.02") == first


def test_another_day_and_another_site_draw_others() -> None:
    first = chosen(SECRET, "0.02")
    for other in (chosen(SECRET, "0.02", date(2026, 11, 23)), chosen(OTHER, "0.02")):
        assert len(first & other) <= 45


def test_a_larger_share_keeps_what_the_smaller_drew() -> None:
    assert chosen(SECRET, "0.01") < chosen(SECRET, "0.05")


def test_neither_blanks_nor_small_letters_draw_anew() -> None:
    site = SiteDraw(SECRET, Decimal("0.5"))
    assert site.of("rr 123 456 785 gb", DAY) == site.of("RR123456785GB", DAY)


@pytest.mark.parametrize(("share", "all_of_them"), [("0", False), ("1", True)])
def test_nothing_and_everything_are_shares_too(share: str, all_of_them: bool) -> None:
    site = SiteDraw(SECRET, Decimal(share))
    assert {site.of(number, DAY).chosen for number in NUMBERS[:500]} == {all_of_them}


SITE = SiteDraw(SECRET, Decimal("0.02"))


@given(st.text(), st.dates())
def test_no_number_breaks_it_and_the_probability_is_told(item_id: str, day: date) -> None:
    drawn = SITE.of(item_id, day)
    assert drawn.probability == 0.02
    assert drawn.key_id == SITE.key_of(day).id


def test_a_key_that_is_shown_is_held_against_the_seal_and_drawn_by_again() -> None:
    shown = shown_key(DAY, SITE.key_of(DAY).key)
    assert shown == SITE.key_of(DAY)
    assert is_sealed_by(shown, SITE.seal)
    assert is_sealed_by(shown, SITE.seal.upper())
    assert not is_sealed_by(SiteDraw(OTHER, Decimal("0.02")).key_of(DAY), SITE.seal)
    assert not is_sealed_by(DayKey(date(2026, 11, 23), shown.key, shown.seal), SITE.seal)
    assert not is_sealed_by(shown, "ü")
    assert draw(shown, NUMBERS[7], Decimal("0.02")) == SITE.of(NUMBERS[7], DAY)
    assert SITE.key_of(DAY).key.hex() not in SITE.key_of(DAY).id + SITE.seal


def test_one_seal_binds_all_days_and_a_shown_key_gives_no_later_one_away() -> None:
    days = [date(2020, 1, 1), date(2026, 11, 21), DAY, date(2099, 12, 31)]
    assert all(is_sealed_by(SITE.key_of(day), SITE.seal) for day in days)
    keys = {SITE.key_of(day).key for day in days}
    assert len(keys) == len(days)
    assert SiteDraw(SECRET, Decimal("0.5")).seal == SITE.seal


def test_a_key_is_shown_when_what_it_drew_is_long_past() -> None:
    assert may_be_shown(date(2026, 8, 24), DAY)
    assert not may_be_shown(date(2026, 8, 25), DAY)


@pytest.mark.parametrize("share", ["-0.1", "1.01", "NaN", "Infinity"])
def test_what_is_no_share_is_refused(share: str) -> None:
    with pytest.raises(ValueError, match="no share"):
        SiteDraw(SECRET, Decimal(share))
    with pytest.raises(ValueError, match="no share"):
        draw(SITE.key_of(DAY), "X", Decimal(share))


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        SiteDraw(b"short", Decimal("0.02"))

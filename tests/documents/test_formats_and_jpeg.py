"""How figures are written, and what is read from a photograph's first bytes."""

import io
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as given_by
from PIL import Image

from borderpost.documents import formats
from borderpost.documents.jpeg import jpeg_facts
from borderpost.domain.money import Money
from documents.report_samples import jpeg


def test_times_carry_their_offset():
    at = datetime(2026, 3, 1, 9, 5, 7, tzinfo=timezone(-timedelta(hours=3, minutes=30)))
    assert formats.moment(at) == "2026-03-01 09:05:07 -03:30"
    assert formats.moment_in_utc(at) == "2026-03-01 12:35:07 UTC"
    assert formats.moment(None) == "–"
    assert formats.moments(at, at + timedelta(hours=1)) == "2026-03-01\n09:05:07–10:05:07 -03:30"
    assert formats.moments(at, at + timedelta(days=1)).count("\n") == 1
    assert formats.moments(None, datetime(2026, 1, 1, tzinfo=UTC)) == "2026-01-01 00:00:00 +00:00"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "–"),
        (Decimal("24.00"), "24"),
        (Decimal("1234567.5"), "1\u202f234\u202f567.5"),
        (Decimal("-0.250"), "-0.25"),
        (Decimal("1E+3"), "1\u202f000"),
        (Decimal("NaN"), "NaN"),
    ],
)
def test_quantities(value, written):
    assert formats.number(value) == written


def test_amounts_are_never_rounded():
    assert formats.money(Money(Decimal("10800.00"), "EUR")) == "EUR 10\u202f800.00"
    assert formats.money(Money(Decimal("0.1234"), "BHD")) == "BHD 0.1234"
    usd, eur = Money(Decimal("1.10"), "USD"), Money(Decimal(2), "EUR")
    assert formats.totals([usd, None, eur, usd]) == "USD 2.20\nEUR 2"
    assert formats.totals([None, Money(Decimal("NaN"), "EUR")]) == ""


def test_goods_lines_are_named_one_by_one():
    assert formats.line_numbers([1, 2]) == "1, 2"
    assert formats.line_numbers([5, 1, 3, 4]) == "1, 3–5"
    assert formats.line_numbers([]) == "–"


def test_hashes():
    assert formats.short_hash("0123456789abcdef") == "012345 6789ab"
    assert formats.short_hash("") == "–"
    assert formats.hash_groups("a" * 64) == ["a" * 8] * 8


@pytest.mark.parametrize(("mode", "components"), [("RGB", 3), ("L", 1), ("CMYK", 4)])
def test_a_jpeg_tells_its_size(mode, components):
    out = io.BytesIO()
    Image.new(mode, (33, 21)).save(out, "JPEG")
    facts = jpeg_facts(out.getvalue())
    assert facts is not None
    assert (facts.width, facts.height, facts.components) == (33, 21, components)
    assert facts.inverted == (mode == "CMYK")


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_jpeg_tells_how_it_was_held(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
    facts = jpeg_facts(out.getvalue())
    assert facts is not None
    assert facts.orientation == orientation


@given(given_by.binary(max_size=200))
def test_bytes_that_are_no_picture_are_told(data):
    assert jpeg_facts(data) is None or data.startswith(b"\xff\xd8")
    assert jpeg_facts(b"\xff\xd8" + data) is None or len(data) > 10


@given(given_by.integers(0, 600))
def test_a_picture_cut_short_raises_nothing(length):
    jpeg_facts(jpeg(1, (16, 16))[:length])


def test_right_to_left_text_in_a_list_keeps_its_place():
    assert formats.joined("a", "", "b") == "a · b"
    assert formats.joined("a", "אב", "7", by=", ") == "a, \u2068אב\u2069, 7"

"""The one function that says what a scan is: symbology, format, check digit."""

import pytest

from borderpost.domain.identifiers import (
    Check,
    IdentifierKind,
    ReadingWarning,
)
from borderpost.domain.identifiers.symbology import Family, family_of
from identifier_scans import GS, kinds, scan

# --- symbology first ---------------------------------------------------------------------------------


@pytest.mark.parametrize("symbology", ["", "]E0", "]C0", "]X0"])
def test_an_article_is_no_message_of_an_internal_identifier(symbology: str) -> None:
    readings = scan("9780471117094", symbology)
    assert kinds(readings) == [IdentifierKind.GTIN, IdentifierKind.ISBN]
    assert readings[0].check is Check.PASSED
    assert readings[0].warnings == ()
    assert readings[1].display == "978-0-471-11709-4"
    assert kinds(scan("4006381333931", symbology)) == [IdentifierKind.GTIN]


@pytest.mark.parametrize("text", ["9812345678", "98123456789", "4211234567", "42112345678"])
def test_ten_or_eleven_digits_are_no_gs1_message(text: str) -> None:
    assert IdentifierKind.GS1_MESSAGE not in kinds(scan(text))
    assert IdentifierKind.GS1_MESSAGE not in kinds(scan(text, "]C0"))


def test_the_symbology_decides_between_an_article_and_a_parcel() -> None:
    text = "012345678905"  # right as an article; made right as an Express number below
    assert scan(text, "]E0")[0].kind is IdentifierKind.GTIN
    both = "000000000062"
    rivals = scan(both)
    assert {r.kind for r in rivals} >= {IdentifierKind.CARRIER, IdentifierKind.GTIN} or len(rivals) == 1
    assert kinds(scan(both, "]E0")) == [IdentifierKind.GTIN]


def test_rivals_with_equal_proof_are_marked_ambiguous() -> None:
    for serial in range(200_000):
        text = f"{serial:011d}"
        readings = scan(text + str(-(3 * sum(map(int, text[::-2])) + sum(map(int, text[-2::-2]))) % 10))
        passed = [r for r in readings if r.check is Check.PASSED]
        if {r.kind for r in passed} == {IdentifierKind.CARRIER, IdentifierKind.GTIN}:
            assert all(ReadingWarning.AMBIGUOUS in r.warnings for r in passed)
            return
    pytest.fail("no number was both")


@pytest.mark.parametrize("text", [f"420{78745}{GS}9400111206206406260787", "420787459400111206206406260787"])
@pytest.mark.parametrize("symbology", ["]C1", "", "]C0"])
def test_a_postal_number_after_its_routing_is_read_with_and_without_separator(
    text: str, symbology: str
) -> None:
    first = scan(text, symbology)[0]
    assert (first.carrier, first.text) == ("USPS", "9400111206206406260787")
    assert first.check is Check.PASSED
    assert first.detail("zip") == "78745"
    assert first.detail("barcode") == "420787459400111206206406260787"
    assert first.display == "9400 1112 0620 6406 2607 87"


@pytest.mark.parametrize(
    ("text", "symbology"),
    [
        ("00376104250021234569", "]C1"),
        ("00376104250021234569", "]C0"),
        ("(00)376104250021234569", ""),
        ("376104250021234569", ""),
    ],
)
def test_a_logistic_unit(text: str, symbology: str) -> None:
    first = scan(text, symbology)[0]
    assert (first.kind, first.text, first.check) == (
        IdentifierKind.SSCC,
        "376104250021234569",
        Check.PASSED,
    )
    assert first.is_item


def test_a_wrong_logistic_unit_is_marked_so() -> None:
    for text, symbology in [("00376104250021234568", "]C1"), ("376104250021234568", "")]:
        first = scan(text, symbology)[0]
        assert (first.kind, first.check) == (IdentifierKind.SSCC, Check.FAILED)


@pytest.mark.parametrize("symbology", ["]d2", "]Q3", "]C1", "]e0"])
def test_a_gs1_message(symbology: str) -> None:
    article, message = scan(f"010952012345678810ABC{GS}2112", symbology)
    assert (article.kind, article.text, article.embedded_from) == (
        IdentifierKind.GTIN,
        "09520123456788",
        IdentifierKind.GS1_MESSAGE,
    )
    assert message.display == "(01)09520123456788(10)ABC(21)12"
    assert (message.detail("10"), message.detail("21")) == ("ABC", "12")


def test_a_gs1_message_that_cannot_be_read_still_gives_its_article() -> None:
    readings = scan(f"0109504000059101{GS}99999{GS}8200", "]d2")
    assert readings[0].kind is IdentifierKind.GTIN
    assert ReadingWarning.MALFORMED_MESSAGE in readings[0].warnings
    broken = scan("hello", "]C1")
    assert kinds(broken) == [IdentifierKind.UNKNOWN]
    assert broken[0].warnings == (ReadingWarning.MALFORMED_MESSAGE,)


def test_an_item_in_a_free_field_of_a_gs1_message() -> None:
    first = scan(f"010952012345678891RR473124829GB{GS}10A", "]d2")[0]
    assert (first.kind, first.text, first.embedded_from) == (
        IdentifierKind.S10,
        "RR473124829GB",
        IdentifierKind.GS1_MESSAGE,
    )


def test_a_digital_link() -> None:
    article, link = scan("https://id.gs1.org/01/09521141123454/10/ABC?11=221223", "]Q1")
    assert (article.kind, article.text) == (IdentifierKind.GTIN, "09521141123454")
    assert (link.kind, link.detail("10")) == (IdentifierKind.DIGITAL_LINK, "ABC")


@pytest.mark.parametrize("text", ["http://[", "https://example.org/01/123", "https://", "http://a/01/%zz"])
def test_other_addresses_are_themselves(text: str) -> None:
    assert kinds(scan(text, "]Q1")) == [IdentifierKind.UNKNOWN]


def test_retail_symbols() -> None:
    assert scan("02345673", "]E0")[0].text == "023456000073"
    with_addon = scan("978073520044951299", "]E3")
    assert with_addon[0].text == "9780735200449"
    assert with_addon[0].detail("addon") == "51299"
    journal = scan("9771144875007", "]E0")
    assert kinds(journal) == [IdentifierKind.GTIN, IdentifierKind.ISSN]
    assert journal[1].display == "1144-875X"
    wrong = scan("4006381333932", "]E0")
    assert [(r.kind, r.check) for r in wrong] == [(IdentifierKind.GTIN, Check.FAILED)]
    odd = scan("RR473124829GB", "]E0")[0]
    assert odd.kind is IdentifierKind.S10
    assert ReadingWarning.UNEXPECTED_SYMBOLOGY in odd.warnings


def test_a_device_that_leaves_the_prefix_in_the_data() -> None:
    assert scan("]C0RR473124829GB")[0].text == "RR473124829GB"
    assert scan("]E04006381333931")[0].kind is IdentifierKind.GTIN
    assert family_of("]d2") is Family.GS1
    assert family_of("nonsense") is Family.UNSTATED


# --- format and check digit ---------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["RR473124829GB", "rr 473 124 829 gb\r\n", "\x02RR473124829GB\x03"])
def test_an_s10_however_it_comes(text: str) -> None:
    readings = scan(text)
    assert kinds(readings) == [IdentifierKind.S10]
    first = readings[0]
    assert (first.text, first.display, first.check, first.is_item) == (
        "RR473124829GB",
        "RR 473 124 829 GB",
        Check.PASSED,
        True,
    )
    assert first.detail("country") == "GB"


def test_an_s10_goes_before_carriers_that_number_alike() -> None:
    assert kinds(scan("LX842103759CN")) == [IdentifierKind.S10]


def test_a_failed_check_digit_is_a_reading_marked_so() -> None:
    readings = scan("RB123456786US")
    assert [(r.kind, r.check) for r in readings] == [(IdentifierKind.S10, Check.FAILED)]


def test_a_receptacle_and_a_despatch() -> None:
    assert kinds(scan("CNBJSAJPKIXAAUN60123004000153")) == [IdentifierKind.RECEPTACLE]
    assert kinds(scan("CNBJSAJPKIXAAUN60123")) == [IdentifierKind.DESPATCH]
    assert set(kinds(scan("JPKIXA"))) == {IdentifierKind.IMPC, IdentifierKind.UNKNOWN}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("176-12345675", IdentifierKind.AIR_WAYBILL),
        ("35-387923-425263-3", IdentifierKind.IMEI),
        ("490154203237518", IdentifierKind.IMEI),
        ("IM3720000224", IdentifierKind.IOSS),
        ("ISBN 0-471-11709-9", IdentifierKind.ISBN),
        ("978-0-471-11709-4", IdentifierKind.ISBN),
        ("YT2229521272164446", IdentifierKind.CARRIER),
    ],
)
def test_other_families(text: str, kind: IdentifierKind) -> None:
    readings = [r for r in scan(text) if r.kind is kind]
    assert readings
    assert readings[0].check is not Check.FAILED


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("176-12345676", IdentifierKind.AIR_WAYBILL),
        ("49-015420-323751-7", IdentifierKind.IMEI),
        ("ISBN 0-471-11709-8", IdentifierKind.ISBN),
        ("https://id.gs1.org/01/09521141123455", IdentifierKind.DIGITAL_LINK),
    ],
)
def test_other_families_failed(text: str, kind: IdentifierKind) -> None:
    assert [(r.kind, r.check) for r in scan(text) if r.kind is kind] == [(kind, Check.FAILED)]


def test_a_number_of_the_import_shop_names_a_member_state() -> None:
    (reading,) = [r for r in scan("IM3720000224") if r.kind is IdentifierKind.IOSS]
    assert (reading.check, reading.detail("member_state_code")) == (Check.NONE, "372")
    assert IdentifierKind.IOSS not in kinds(scan("IM9990000224"))


def test_an_unknown_text_is_itself() -> None:
    (reading,) = scan("  Hello, parcel \n")
    assert (reading.kind, reading.text, reading.check) == (
        IdentifierKind.UNKNOWN,
        "Hello, parcel",
        Check.NONE,
    )
    assert not reading.is_item
    (opaque,) = scan("J18CGB2ASYB29KX2DDAD5JG5SWL45AHNZ", "]C0")
    assert (opaque.kind, opaque.is_item) == (IdentifierKind.UNKNOWN, True)

"""Foreign fixed-width and EDIFACT files by a mapping."""

import pytest

from borderpost.domain.intake import Accepted, Rejected, RejectReason
from borderpost.feeds.rejects import rejects_entry
from foreign_feeds import MESSAGE, declarations_of, mapping_of, only, refused, rows_of

SIMPLE = mapping_of(f"""
id = "fixed-simple"
[source]
format = "fixed"
[[source.layouts]]
fields = {{ number = [1, 13], msg = [14, 4], grams = [18, 6], what = [24, 20] }}
[fields]
item_id = "number"
gross_weight_kg = {{ path = "grams", weight_unit = "g" }}
{MESSAGE}
[lines]
description = "what"
""")
TYPED = mapping_of(f"""
id = "fixed-typed"
[source]
format = "fixed"
type_at = [1, 2]
[[source.layouts]]
type = "00"
ignored = true
[[source.layouts]]
type = "10"
starts = true
fields = {{ number = [3, 13], msg = [16, 4] }}
[[source.layouts]]
type = "20"
name = "goods"
fields = {{ what = [3, 10], n = [13, 3] }}
[fields]
item_id = "number"
{MESSAGE}
[lines]
each = "goods"
description = "what"
quantity = {{ path = "n", implied_decimals = 1 }}
""")


def test_one_kind_of_line() -> None:
    rows = rows_of("RR194156903CN0001001500Kéramik mug\nRR194156903CN0002\n\n", SIMPLE)
    first, second = declarations_of(rows)
    assert (first.item_id, first.message.id, str(first.gross_weight_kg)) == ("RR194156903CN", "0001", "1.5")
    assert first.lines[0].description == "Kéramik mug"
    assert (second.message.id, second.lines) == ("0002", ())


def test_lines_of_several_kinds_make_one_record() -> None:
    text = "00header\n10RR194156903CN0001\n20Mug       010\n20Cup       025\n10RR194156903CN0002\n00trailer\n"
    rows = rows_of(text, TYPED)
    first, second = declarations_of(rows)
    assert [(one.description, str(one.quantity)) for one in first.lines] == [("Mug", "1.0"), ("Cup", "2.5")]
    assert second.lines == ()
    assert [row.line for row in rows] == [2, 5]


def test_a_line_of_no_known_kind_is_refused_alone() -> None:
    text = "20Lost      010\n10RR194156903CN0001\n99?\n20Late      010\n10RR194156903CN0002\n"
    rows = rows_of(text, TYPED)
    assert [(row.line, row.reason) for row in rows if isinstance(row, Rejected)] == [
        (1, RejectReason.UNKNOWN_KIND),
        (3, RejectReason.UNKNOWN_KIND),
        (4, RejectReason.UNKNOWN_KIND),
    ]
    assert len(declarations_of(rows)) == 2


def test_a_refused_record_is_mended_in_place() -> None:
    text = "10RR194156903CN0001\n20Mug       0x0\n"
    one = refused(rows_of(text, TYPED))
    assert one.field == "lines[0].quantity"
    entry = rejects_entry(one).replace(b"0x0", b"010")
    assert only(rows_of(entry, TYPED)).lines[0].quantity == 1


def test_control_characters_and_zero_bytes_are_marked() -> None:
    declaration = only(rows_of("RR194156903CN0001001500Mug\0\x1b[2J\n", SIMPLE))
    assert declaration.lines[0].description == "Mug\ufffd\ufffd[2J"


EDIFACT = mapping_of("""
id = "post-edifact"
[source]
format = "edifact"
start = "UNH"
groups = ["GID"]
[fields]
item_id = "RFF[1=AAQ]/1/2"
gross_weight_kg = "MEA[1=WT]/3/2"
[fields.message]
id = "BGM/2"
version = { constant = "1" }
source = "/UNB/2"
received_at = { join = ["/UNB/4/1", "/UNB/4/2"], with = "", moment = ["%y%m%d%H%M"] }
[fields.sender]
name = "NAD[1=CZ]/4"
[fields.addressee]
name = "NAD[1=CN]/4"
[lines]
each = "GID"
description = "FTX/4"
quantity = "1"
""")
INTERCHANGE = (
    "UNA:+.? 'UNB+UNOC:3+POSTCN+CUSTGB+261107:1600+1'\n"
    "UNH+1+CUSDEC:D:96B:UN'BGM+787+M-1+9'RFF+AAQ:RR194156903CN'NAD+CZ+++Li ?'Wei?'+x'NAD+CN+++Emma'\n"
    "MEA+WT++KGM:0.5'GID+2'FTX+AAA+++Mug:blue'GID+1'FTX+AAA+++Cup'UNS+S'CNT+5:2'UNT+12+1'\n"
    "UNH+2+CUSDEC:D:96B:UN'BGM+787+M-2+9'RFF+AAQ:RR194156917CN'UNT+4+2'\n"
    "UNZ+2+1'\n"
)


def test_segments_composites_and_groups() -> None:
    rows = rows_of(INTERCHANGE, EDIFACT)
    first, second = declarations_of(rows)
    assert (first.item_id, first.message.id, first.message.source) == ("RR194156903CN", "M-1", "POSTCN")
    assert first.message.received_at.isoformat() == "2026-11-07T16:00:00+00:00"
    assert (first.sender.name, first.addressee.name) == ("Li 'Wei'", "Emma")
    assert [(one.description, one.quantity) for one in first.lines] == [("Mug", 2), ("Cup", 1)]
    assert (second.item_id, second.lines) == ("RR194156917CN", ())
    for row in rows:
        assert isinstance(row, Accepted)
        assert INTERCHANGE.encode()[row.end - len(row.raw) : row.end] == row.raw


@pytest.mark.parametrize("path", ["NAD[1=CZ]/4", "NAD[1=CZ]/4/1"])
@pytest.mark.parametrize("element", ["Li", "Li:Wei"])
def test_the_first_component_is_found_where_it_is_the_only_one(path: str, element: str) -> None:
    mapping = mapping_of(f"""
id = "edi"
[source]
format = "edifact"
[fields]
item_id = "BGM/2/1"
[fields.message]
id = "BGM/2"
version = {{ constant = "1" }}
received_at = {{ generated = "arrival" }}
[fields.sender]
name = "{path}"
""")
    declaration = only(rows_of(f"UNH+1+X'BGM+787+M-1'NAD+CZ+++{element}'UNT+3+1'", mapping))
    assert (declaration.item_id, declaration.sender.name) == ("M-1", "Li")


def test_other_service_characters() -> None:
    other = INTERCHANGE.replace("UNA:+.? '", "").translate(str.maketrans("'+:?", "~*^#")).replace("'", "~")
    rows = rows_of("UNA^*.# ~" + other, EDIFACT)
    assert [one.item_id for one in declarations_of(rows)] == ["RR194156903CN", "RR194156917CN"]


def test_a_refused_message_is_mended_with_its_interchange() -> None:
    one = refused(rows_of(INTERCHANGE.replace("KGM:0.5", "KGM:half"), EDIFACT))
    assert one.field == "gross_weight_kg"
    mended = only(rows_of(rejects_entry(one).replace(b"half", b"0.5"), EDIFACT))
    assert (mended.item_id, mended.message.source) == ("RR194156903CN", "POSTCN")


@pytest.mark.parametrize(
    ("untrusted", "reason"),
    [
        (INTERCHANGE[:200], RejectReason.CUT_OFF),
        ("UNA+++++++++", RejectReason.UNREADABLE),
        ("UNA", RejectReason.UNREADABLE),
        ("UNAabcdef", RejectReason.UNREADABLE),
        ("x" * 2_000_000, RejectReason.UNREADABLE),
    ],
)
def test_what_keeps_an_interchange_from_being_read(untrusted: str, reason: RejectReason) -> None:
    rows = rows_of(untrusted, EDIFACT)
    assert isinstance(rows[-1], Rejected)
    assert rows[-1].reason is reason


def test_a_segment_like_advice_inside_a_message_changes_nothing() -> None:
    text = INTERCHANGE.replace("NAD+CN+++Emma'", "NAD+CN+++Emma''UNA+~~~~~'")
    assert len(declarations_of(rows_of(text, EDIFACT))) == 2


@pytest.mark.parametrize("segment", ["1+x'", "+'", "fax+1'", "LONG+1'"])
def test_what_is_no_segment_spoils_one_message(segment: str) -> None:
    rows = rows_of(INTERCHANGE.replace("FTX+AAA+++Cup'", segment), EDIFACT)
    assert refused(rows).reason is RejectReason.BAD_EDIFACT
    assert [one.item_id for one in declarations_of(rows)] == ["RR194156917CN"]


def test_bytes_that_are_no_text_spoil_one_message() -> None:
    rows = rows_of(INTERCHANGE.encode().replace(b"Emma", b"Em\xffa"), EDIFACT)
    assert refused(rows).reason is RejectReason.NOT_UTF8
    assert [one.item_id for one in declarations_of(rows)] == ["RR194156917CN"]

"""Foreign CSV by a mapping: columns, groups of rows, and everything that a mapping does to values."""

from decimal import Decimal

import pytest

from borderpost.domain.declaration import Declaration, MailClass, Nature, WarningKind
from borderpost.domain.intake import Accepted, Rejected, RejectReason
from borderpost.domain.money import Money
from borderpost.feeds.reject_sentences import sentence_of
from borderpost.feeds.rejects import rejects_entry
from foreign_feeds import MESSAGE, declarations_of, mapping_of, only, refused, rows_of

FRAME = f"""
id = "some-post"
[source]
format = "csv"
[tables.nature]
31 = "gift"
[fields]
item_id = "Number"
{MESSAGE}
"""


def one(cells: str, fields: str = "", *, columns: str = "") -> Declaration:
    """The declaration of a single row; its columns are named by the header given."""
    header, row = cells.split("\n")
    return only(rows_of(f"Number,msg,{header}\nRR194156903CN,m1,{row}\n", mapping_of(FRAME + fields)))


def line_field(cells: str, field: str) -> Declaration:
    return one(cells, f"[lines]\n{field}")


def test_columns_in_any_order_and_case_by_any_delimiter() -> None:
    mapping = mapping_of(FRAME + '[fields.sender]\nname = "Sender Name"')
    for delimiter in ",;\t|":
        text = delimiter.join(["SENDER NAME", "msg", "number"]) + "\n" + delimiter.join(["Li", "m", "A1"])
        declaration = only(rows_of(text, mapping))
        assert (declaration.item_id, declaration.sender.name) == ("A1", "Li")


def test_a_file_without_a_header_row_has_its_columns_named() -> None:
    toml = FRAME.replace(
        '"csv"', '"csv"\ncolumns = ["Number", "msg", "junk"]\nskip_lines = 2\ndelimiter = ";"'
    )
    rows = rows_of("Export of the day\n\nA1;m1;x\nA2;m2;y\n", mapping_of(toml))
    assert [one.item_id for one in declarations_of(rows)] == ["A1", "A2"]
    assert [row.line for row in rows] == [3, 4]


def test_a_header_row_that_lacks_what_is_required_is_refused() -> None:
    toml = FRAME.replace('"csv"', '"csv"\nrequired = ["Number", "msg"]')
    rows = rows_of("Nummer,msg\nA1,m1\n", mapping_of(toml))
    assert [row.reason for row in rows if isinstance(row, Rejected)] == [RejectReason.NO_HEADER] * 2


def test_rows_that_stand_together_are_one_declaration() -> None:
    toml = FRAME.replace('"csv"', '"csv"\ngroup_by = ["Number", "msg"]')
    mapping = mapping_of(toml + '[lines]\neach = "rows"\ndescription = "What"\nquantity = "N"\n')
    rows = rows_of("Number,msg,What,N\nA1,m,Mug,1\nA1,m,Cup,2\nA2,m,Pan,1\nA1,m,Pot,1\n", mapping)
    assert [[line.description for line in one.lines] for one in declarations_of(rows)] == [
        ["Mug", "Cup"],
        ["Pan"],
        ["Pot"],
    ]
    assert [row.line for row in rows] == [2, 4, 5]


def test_rows_of_one_item_that_disagree_about_it_are_refused_together_and_can_be_mended() -> None:
    toml = FRAME.replace('"csv"', '"csv"\ngroup_by = ["Number"]')
    mapping = mapping_of(toml + '[lines]\neach = "rows"\ndescription = "What"\n')
    rows = rows_of("Number,msg,What\nA1,m1,Mug\nA1,m2,Cup\nA2,m3,Pan\n", mapping)
    one = refused(rows)
    assert (one.reason, one.line, one.value) == (RejectReason.ROWS_DISAGREE, 2, "m2")
    assert one.untrusted_row == b"A1,m1,Mug\nA1,m2,Cup"
    mended = rejects_entry(one).replace(b"m2", b"m1")
    assert len(only(rows_of(mended, mapping)).lines) == 2


def test_several_goods_in_one_row() -> None:
    fields = '[lines]\nrepeat = 3\ndescription = "what {n}"\nunit = { path = "unit {n}", default = "PCE" }\n'
    declaration = one("what 1,unit 1,what 2,what 3\nMug,SET,,Cup", fields)
    assert [(line.description, line.unit) for line in declaration.lines] == [("Mug", "SET"), ("Cup", "PCE")]


def test_goods_listed_in_one_cell() -> None:
    fields = """[lines]
each = "goods"
split = ";"
description = { path = ".", split = ":", part = 1 }
quantity = { path = ".", split = ":", part = 2 }
origin_country = "../origin"
"""
    declaration = one("goods,origin\nMug:2;;Cup: 1,CN", fields)
    assert [(one.description, one.quantity, one.origin_country) for one in declaration.lines] == [
        ("Mug", 2, "CN"),
        ("Cup", 1, "CN"),
    ]


def test_codes_by_a_table() -> None:
    mapped = '[fields.seller]\nname = "x"\n'
    toml = FRAME.replace("item_id =", 'nature = { path = "kind", table = "nature" }\nitem_id =') + mapped
    natures = {
        code: only(rows_of(f"Number,msg,kind\nA,m,{code}\n", mapping_of(toml))).nature
        for code in ("31", "32", "gift", "")
    }
    assert natures == {"31": Nature.GIFT, "32": Nature.UNSTATED, "gift": Nature.GIFT, "": Nature.UNSTATED}
    other = mapping_of(toml.replace('table = "nature"', 'table = "nature", other = "other"'))
    assert only(rows_of("Number,msg,kind\nA,m,32\n", other)).nature is Nature.OTHER


@pytest.mark.parametrize(
    ("written", "unit", "kilograms"),
    [
        ("1500", '"g"', "1.5"),
        ("1.5", '"kg"', "1.5"),
        ("250000", '"mg"', "0.25"),
        ("2", '"lb"', "0.90718474"),
        ("1500", '{ path = "u" }', "1.5"),
    ],
)
def test_weights_become_kilograms(written: str, unit: str, kilograms: str) -> None:
    declaration = line_field(f"w,u\n{written},GRM", f'net_weight_kg = {{ path = "w", weight_unit = {unit} }}')
    assert declaration.lines[0].net_weight_kg == Decimal(kilograms)


def test_a_weight_in_an_unknown_unit_is_refused() -> None:
    mapping = mapping_of(FRAME + '[lines]\nnet_weight_kg = { path = "w", weight_unit = { path = "u" } }')
    one = refused(rows_of("Number,msg,w,u\nA,m,5,stone\n", mapping))
    assert (one.field, one.reason) == ("lines[0].net_weight_kg", RejectReason.NOT_A_NUMBER)


def test_what_is_given_for_one_unit_is_taken_for_the_line() -> None:
    fields = """quantity = "n"
net_weight_kg = { path = "w", weight_unit = "g", per = "unit" }
value = { amount = { path = "v", per = "unit" }, currency = "c" }
"""
    line = line_field("n,w,v,c\n3,150,2.50,EUR", fields).lines[0]
    assert (line.net_weight_kg, line.value) == (Decimal("0.45"), Money(Decimal("7.5"), "EUR"))
    declaration = line_field("n,w,v,c\n,150,2.50,EUR", fields)
    assert declaration.lines[0].net_weight_kg == Decimal("0.15")
    kinds = [warning.kind for warning in declaration.warnings]
    assert kinds.count(WarningKind.QUANTITY_ASSUMED) == 2


def test_a_currency_may_be_assumed_and_is_marked() -> None:
    field = 'value = { amount = "v", currency = "c", assumed_currency = "CNY" }'
    assumed = line_field("v,c\n5,", field)
    assert assumed.lines[0].value == Money(Decimal(5), "CNY")
    assert (WarningKind.CURRENCY_ASSUMED, "lines[0].value.currency") in [
        (warning.kind, warning.field) for warning in assumed.warnings
    ]
    given = line_field("v,c\n5,USD", field)
    assert given.lines[0].value == Money(Decimal(5), "USD")
    assert WarningKind.CURRENCY_ASSUMED not in [warning.kind for warning in given.warnings]
    assert (
        line_field("v,c,description\n,USD,x", field + '\ndescription = "description"').lines[0].value is None
    )


@pytest.mark.parametrize(
    ("written", "how", "number"),
    [
        ('"1.234,50"', 'decimal_mark = ",", group_mark = "."', "1234.5"),
        ("1'234.50", 'group_mark = "\'"', "1234.5"),
        ("1 500.250", 'decimal_mark = ",", group_mark = " "', "1500.25"),
        ("0000123450", "implied_decimals = 2", "1234.5"),
        ("7", "implied_decimals = 3", "0.007"),
    ],
)
def test_numbers_as_others_write_them(written: str, how: str, number: str) -> None:
    declaration = line_field(f"n,d\n{written},x", f'quantity = {{ path = "n", {how} }}')
    assert declaration.lines[0].quantity == Decimal(number)


def test_a_decimal_point_where_a_comma_is_agreed_is_left_alone() -> None:
    declaration = line_field("n,d\n1.5,x", 'quantity = { path = "n", decimal_mark = "," }')
    assert declaration.lines[0].quantity == Decimal("1.5")


@pytest.mark.parametrize(("written", "is_refused"), [("1.500", True), ("12.345", True), ("0.500", False)])
def test_a_point_that_may_part_thousands_where_a_comma_is_agreed_is_refused(
    written: str, is_refused: bool
) -> None:
    mapping = mapping_of(FRAME + '[[lines]]\nquantity = { path = "n", decimal_mark = "," }')
    (row,) = rows_of(f"Number,msg,n\nA,m,{written}\n", mapping)
    assert isinstance(row, Rejected) == is_refused
    if isinstance(row, Rejected):
        assert f"{written} (a decimal point, or thousands?)" in sentence_of(row)


@pytest.mark.parametrize(
    ("written", "forms", "zone", "moment"),
    [
        ("07.11.2026 16:00", "%d.%m.%Y %H:%M", "+08:00", "2026-11-07T08:00:00+00:00"),
        ("07.11.2026 16:00", "%d.%m.%Y %H:%M", "Asia/Kolkata", "2026-11-07T10:30:00+00:00"),
        ("2026-11-07T16:00:00+02:00", "iso", "UTC", "2026-11-07T14:00:00+00:00"),
        ("1793980800", "epoch", "UTC", "2026-11-06T16:00:00+00:00"),
        ("1793980800000", "epoch_ms", "UTC", "2026-11-06T16:00:00+00:00"),
    ],
)
def test_moments_in_any_form_and_zone(written: str, forms: str, zone: str, moment: str) -> None:
    toml = FRAME.replace(
        '{ generated = "arrival" }', f'{{ path = "at", moment = ["{forms}"], zone = "{zone}" }}'
    )
    declaration = only(rows_of(f"Number,msg,at\nA,m,{written}\n", mapping_of(toml)))
    assert declaration.message.received_at.isoformat() == moment


def test_days_in_any_form_and_one_in_none_is_refused() -> None:
    toml = FRAME.replace(
        "item_id =", 'posted_on = { path = "day", date = ["%d/%m/%Y", "%Y%m%d"] }\nitem_id ='
    )
    rows = rows_of("Number,msg,day\nA,m,07/11/2026\nB,m,20261107\nC,m,Nov 7\nD,m,\n", mapping_of(toml))
    assert [str(one.posted_on) for one in declarations_of(rows)] == ["2026-11-07", "2026-11-07", "None"]
    assert refused(rows).reason is RejectReason.IMPOSSIBLE_DATE


def test_texts_joined_cut_and_chosen() -> None:
    fields = """[fields.sender]
name = { join = ["first", "middle", "last"], with = " " }
city = { first = ["town", { constant = "unknown town" }] }
postcode = { path = "city and code", cut = [1, 5] }
country = { path = "land", case = "upper", default = "CN" }
lines = ["street", { path = "more", split = ";" }]
"""
    cells = "first,middle,last,town,city and code,land,street,more\nLi,,Wei,,12345 X,gb,1 Road,a; b;"
    sender = one(cells, fields).sender
    assert (sender.name, sender.city, sender.postcode, sender.country, sender.lines) == (
        "Li Wei",
        "unknown town",
        "12345",
        "GB",
        ("1 Road", "a", "b"),
    )


def test_versions_by_the_number_of_the_record_or_by_a_moment() -> None:
    counted = FRAME.replace('{ path = "ver", default = "1" }', '{ generated = "record_number" }')
    rows = rows_of("Number,msg\nA,m\nA,m\n", mapping_of(counted))
    assert [one.message.version for one in declarations_of(rows)] == [1, 2]
    dated = FRAME.replace('{ path = "ver", default = "1" }', '{ path = "at", seconds = ["iso"] }')
    rows = rows_of("Number,msg,at\nA,m,2000-01-01T00:01:00\nA,m,2026-11-07\n", mapping_of(dated))
    assert [one.message.version for one in declarations_of(rows)] == [60, 847324800]


def test_a_message_without_a_number_is_named_by_its_bytes() -> None:
    toml = FRAME.replace('id = "msg"', 'id = { generated = "digest" }')
    first, again, other = declarations_of(rows_of("Number,x\nA,1\nA,1\nA,2\n", mapping_of(toml)))
    assert first.message == again.message
    assert first.message.id != other.message.id


def test_a_cell_like_a_formula_is_kept_and_marked() -> None:
    fields = '[fields.sender]\nname = "name"\nphone = "phone"\n[lines]\ndescription = "what"'
    declaration = one('name,phone,what\n"=HYPERLINK(""http://x"")",+86 10 1234,@SUM(A1)', fields)
    assert declaration.sender.name == '=HYPERLINK("http://x")'
    assert [one.field for one in declaration.warnings if one.kind is WarningKind.FORMULA_CELL] == [
        "sender.name",
        "lines[0].description",
    ]


@pytest.mark.parametrize("cell", ["=1+1", "+1+cmd|x", "-2+3+cmd|' /C calc'!A0", " =A1", "@SUM(1)"])
def test_what_a_spreadsheet_would_run_is_marked(cell: str) -> None:
    declaration = one(f"name,other\n{cell},x", '[fields.sender]\nname = "name"')
    assert WarningKind.FORMULA_CELL in [one.kind for one in declaration.warnings]


def test_a_line_without_a_product_identifier_is_a_line_all_the_same() -> None:
    fields = """[lines]
description = "what"
[[lines.product_ids]]
scheme = { constant = "gtin" }
value = "ean"
"""
    (line,) = one("what,ean\nMug,", fields).lines
    assert (line.description, line.product_ids) == ("Mug", ())
    (line,) = one("what,ean\n,4006381333931", fields).lines
    assert [one.value for one in line.product_ids] == ["4006381333931"]
    assert one("what,ean\n,", fields).lines == ()


@pytest.mark.parametrize("cell", ["-5", "+44 (0)20 7946", "-", "- -", "+", "=", "Li = Wei", "a@b.c"])
def test_telephone_numbers_and_dashes_are_no_formulas(cell: str) -> None:
    declaration = one(f"name,other\n{cell},x", '[fields.sender]\nname = "name"')
    assert WarningKind.FORMULA_CELL not in [one.kind for one in declaration.warnings]


def test_the_canonical_csv_marks_formulas_too() -> None:
    text = "item_id,message_id,message_version,received_at,sender_name\nA,m,1,2026-11-07T16:00:00Z,=1+cmd|x\n"
    declaration = only(rows_of(text, None))
    assert declaration.warnings[0].kind is WarningKind.FORMULA_CELL


def test_encodings_that_a_mapping_declares() -> None:
    toml = FRAME + '[fields.sender]\nname = "name"\n'
    for encoding, name in [
        ("latin-1", "Zoë"),
        ("cp1252", "Zoë €"),
        ("utf-16", "李伟"),
        ("gb18030", "李伟"),
        ("shift_jis", "山田"),
        ("koi8-r", "Иван"),
    ]:
        mapping = mapping_of(toml.replace('"csv"', f'"csv"\nencoding = "{encoding}"'))
        data = f"Number,msg,name\nA,m,{name}\n".encode(encoding)
        assert only(rows_of(data, mapping)).sender.name == name


def test_bytes_that_mean_nothing_in_the_encoding_spoil_only_their_row() -> None:
    toml = FRAME.replace('"csv"', '"csv"\nencoding = "cp1252"') + '[fields.sender]\nname = "name"\n'
    rows = rows_of(b"Number,msg,name\nA,m,Zo\xeb\nB,m,\x81\nC,m,x\n", mapping_of(toml))
    assert [one.item_id for one in declarations_of(rows)] == ["A", "C"]
    one = refused(rows)
    assert (one.reason, one.value, one.line) == (RejectReason.NOT_UTF8, "byte 0x81", 3)
    (again,) = rows_of(rejects_entry(one), mapping_of(toml))
    assert isinstance(again, Rejected)
    assert again.untrusted_row == one.untrusted_row == b"B,m,\x81"


def test_a_byte_order_mark_knows_better_than_the_mapping() -> None:
    mapping = mapping_of(FRAME + '[fields.sender]\nname = "name"\n')
    data = "Number,msg,name\nA,m,Zoë\n".encode("utf-16")
    assert only(rows_of(data, mapping)).sender.name == "Zoë"


def test_every_rule_of_the_canonical_form_holds() -> None:
    mapping = mapping_of(FRAME.replace("item_id =", 'mail_class = "class"\nitem_id ='))
    rows = rows_of("Number,msg,class\nA,m,U\n,m,U\nA,,U\nB,m,Q\n\n", mapping)
    accepted = declarations_of(rows)
    assert [one.mail_class for one in accepted] == [MailClass.LETTER_POST, MailClass.UNSTATED]
    assert [(row.field, row.reason) for row in rows if isinstance(row, Rejected)] == [
        ("item_id", RejectReason.MISSING),
        ("message.id", RejectReason.MISSING),
    ]


def test_a_refused_row_keeps_its_mapping_and_is_read_by_it_again() -> None:
    mapping = mapping_of(FRAME + '[lines]\nquantity = "n"\n')
    one = refused(rows_of("Number,msg,n\nA,m,1\nB,m,many\n", mapping))
    assert one.origin is not None
    assert (one.origin.mapping, one.origin.record) == ("some-post", 2)
    entry = rejects_entry(one).replace(b"many", b"5")
    assert only(rows_of(entry, mapping)).lines[0].quantity == 5
    found = only(rows_of(entry, None, find_mapping={"some-post": mapping}.get))
    assert found.message.received_at.isoformat() == "2026-11-22T08:30:00+00:00"
    (unread,) = rows_of(entry, None)
    assert isinstance(unread, Rejected)
    assert (unread.reason, unread.value) == (RejectReason.NO_MAPPING, "some-post")
    assert only(rows_of(rejects_entry(unread), mapping)).item_id == "B"


def test_a_row_whose_version_conflicts_can_be_written_aside_like_any_other() -> None:
    mapping = mapping_of(FRAME)
    (row,) = rows_of("Number,msg\nA,m\n", mapping)
    assert isinstance(row, Accepted)
    entry = rejects_entry(row.refused("message.version", RejectReason.VERSION_CONFLICT, "m version 1"))
    assert only(rows_of(entry, mapping)).item_id == "A"

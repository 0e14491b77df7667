"""Foreign XML by a mapping: streamed, exact in its places, with one bad record sparing its neighbours."""

import io
import json
import tracemalloc
from datetime import UTC, datetime

import pytest

from borderpost.domain.intake import Accepted, Rejected, RejectReason, Row
from borderpost.feeds.feed import read_feed
from borderpost.feeds.reject_sentences import sentence_of
from borderpost.feeds.rejects import rejects_entry
from borderpost.feeds.sources.xml_pieces import XmlPieces
from foreign_feeds import declarations_of, mapping_of, only, refused, rows_of

MAPPING = mapping_of("""
id = "post-xml"
[source]
format = "xml"
path = "Items/Item"
[fields]
item_id = "@id"
alternate_ids = ["Other"]
[fields.message]
id = ["Msg", "../none"]
version = { path = "Ver", default = "1" }
source = "/Post/Head/From"
received_at = { path = "/Post/Head/Sent", moment = ["iso"] }
[fields.sender]
name = "Party[@role=CZ]/Name"
[fields.addressee]
name = "Party[@role=CN]/Name"
lines = { path = "Party[@role=CN]/Line" }
[lines]
each = ["Bag", "Piece"]
description = "Text"
quantity = "@n"
origin_country = "../Origin"
value = { amount = "Worth", currency = "Worth/@cur" }
""")

HEAD = """<?xml version="1.0"?>
<Post xmlns="urn:post"><Head><From>P1</From><Sent>2026-11-07T16:00:00Z</Sent></Head><Items>
"""
FOOT = "</Items></Post>"


def item(number: int, inside: str = "") -> str:
    return (
        f'<Item id="A{number}"><Msg>m{number}</Msg><Party role="CZ"><Name>Li</Name></Party>'
        f'<Party role="CN"><Name>Emma</Name><Line>5 The Green</Line><Line>Flat 2</Line></Party>'
        f'<Bag><Origin>CN</Origin><Piece n="2"><Text>Mug</Text><Worth cur="EUR">5</Worth></Piece>'
        f'<Piece n="1"><Text>Cup</Text></Piece></Bag>'
        f'<Bag><Origin>VN</Origin><Piece n="3"><Text>Pan</Text></Piece></Bag>{inside}</Item>\n'
    )


def document(*items: str) -> str:
    return HEAD + "".join(items) + FOOT


def test_fields_conditions_and_nested_pieces() -> None:
    declaration = only(rows_of(document(item(1)), MAPPING))
    assert (declaration.item_id, declaration.message.id, declaration.message.source) == ("A1", "m1", "P1")
    assert declaration.message.received_at == datetime(2026, 11, 7, 16, tzinfo=UTC)
    assert (declaration.sender.name, declaration.addressee.name) == ("Li", "Emma")
    assert declaration.addressee.lines == ("5 The Green", "Flat 2")
    assert [(one.description, one.quantity, one.origin_country) for one in declaration.lines] == [
        ("Mug", 2, "CN"),
        ("Cup", 1, "CN"),
        ("Pan", 3, "VN"),
    ]
    assert declaration.lines[0].value is not None


def test_the_place_of_every_record_is_exact_to_the_byte() -> None:
    text = document(item(1), "<!-- <Item id='no'> </Item> -->", item(2), "<Item/>", item(3).strip()).encode()
    rows = rows_of(text, MAPPING)
    assert [row.line for row in rows] == [3, 4, 5, 5]
    for row in rows:
        raw = row.raw if isinstance(row, Accepted) else row.untrusted_row
        assert raw.startswith(b"<Item")
        assert text[row.end - len(raw) : row.end] == raw
    assert [row.field for row in rows if isinstance(row, Rejected)] == ["message.id"]


def test_a_record_that_is_not_well_formed_spares_its_neighbours_and_can_be_mended() -> None:
    bad = item(2).replace("</Msg>", "</Mgs>")
    rows = rows_of(document(item(1), bad, item(3)), MAPPING)
    assert [one.item_id for one in declarations_of(rows)] == ["A1", "A3"]
    one = refused(rows)
    assert (one.reason, one.line, one.untrusted_row.decode()) == (RejectReason.BAD_XML, 4, bad.strip())
    mended = only(rows_of(rejects_entry(one).replace(b"</Mgs>", b"</Msg>"), MAPPING))
    assert (mended.item_id, mended.message.source) == ("A2", "P1")
    assert refused(rows_of(rejects_entry(one), MAPPING)).reason is RejectReason.BAD_XML


@pytest.mark.parametrize(
    "bad",
    [
        "<Item id='x'><Msg></Item>",
        "<Item id='x' id='y'></Item>",
        "<Item id=x></Item>",
        "<Item id='x'>&unknown;</Item>",
        "<Item id='x'>\0</Item>",
        "<Item id='x'>",
        "</Item>",
        "<Item id='x'>&#xFFFF;</Item>",
        "<Item id='x'>a < b</Item>",
        "</Items>",
        "<Item id='x'><q:y/></Item></Post>",
        "<![CDATA[ <Item> ]]",
    ],
)
def test_no_bad_record_takes_more_than_itself(bad: str) -> None:
    rows = rows_of(document(item(1), item(2), bad + "\n", item(3), item(4)), MAPPING)
    kept = [one.item_id for one in declarations_of(rows)]
    assert kept[:2] == ["A1", "A2"]
    assert kept[-1] == "A4"
    assert any(isinstance(row, Rejected) for row in rows)


@pytest.mark.parametrize(
    "odd",
    [
        '<q:Item id="A2"><Msg>m2</Msg></q:Item>',
        '<Item id="A2"><q:Msg>m2</q:Msg></Item>',
        '<Item q:id="A2"><Msg>m2</Msg></Item>',
        '<q:Note/><Item id="A2"><Msg>m2</Msg></Item>',
        '</Items><q:Note/><Items><Item id="A2"><Msg>m2</Msg></Item>',
    ],
)
@pytest.mark.parametrize("behind", ["", "<Count>3</Count>", "<Gone><Item/></Gone>"])
def test_a_prefix_that_stands_for_nothing_changes_nothing(odd: str, behind: str) -> None:
    text = document(item(1), odd, item(3)).replace("</Post>", f"{behind}</Post><!-- end -->\n")
    for whole in (text, text.replace("<Post ", "<Post q:schema='x' "), text.replace("Post", "q:Post")):
        rows = rows_of(whole, MAPPING)
        assert [one.item_id for one in declarations_of(rows)] == ["A1", "A2", "A3"]
        assert len(rows) == 3


def test_a_prefix_that_stands_for_nothing_hides_no_file_that_was_cut_off_and_no_second_document() -> None:
    odd = item(1, "<q:Other>X</q:Other>")
    for cut in (document(odd)[: -len("</Post>")], document(odd) + item(2), HEAD + odd):
        reasons = [row.reason for row in rows_of(cut, MAPPING) if isinstance(row, Rejected)]
        assert RejectReason.CUT_OFF in reasons


@pytest.mark.parametrize("odd", ["<Item xml:id='1 2' id='A2'><Msg>m2</Msg></Item>", "<Note xmlns:k='a b'/>"])
def test_what_the_parser_only_complains_of_costs_nothing(odd: str) -> None:
    rows = rows_of(document(item(1), odd), MAPPING)
    assert not [row for row in rows if isinstance(row, Rejected)]


def test_a_tag_of_two_prefixes_is_told() -> None:
    rows = rows_of(document(item(1), '<a:b:Item id="A2"><Msg>m2</Msg></a:b:Item>', item(3)), MAPPING)
    assert [one.item_id for one in declarations_of(rows)] == ["A1", "A3"]
    assert any(isinstance(row, Rejected) for row in rows)


def test_a_declared_encoding_is_read_and_an_unknown_one_refused() -> None:
    text = document(item(1)).replace('"1.0"', '"1.0" encoding="windows-1252"').replace("Emma", "Émma €")
    assert only(rows_of(text.encode("cp1252"), MAPPING)).addressee.name == "Émma €"
    text = document(item(1)).replace("Emma", "李伟")
    assert only(rows_of(text.encode("utf-16"), MAPPING)).addressee.name == "李伟"
    odd = text.replace('"1.0"', '"1.0" encoding="x-klingon"').encode()
    one = refused(rows_of(odd, MAPPING))
    assert one.reason is RejectReason.UNREADABLE
    assert "x-klingon" in sentence_of(one)


BOMB = """<?xml version="1.0"?>
<!DOCTYPE Post [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<Post><Items><Item id="&b;"><Msg>&b;</Msg></Item></Items></Post>"""
OUTSIDE = (
    '<!DOCTYPE Post [<!ENTITY x SYSTEM "file:///etc/passwd">]><Post><Items><Item>&x;</Item></Items></Post>'
)


@pytest.mark.parametrize(
    "untrusted",
    [
        BOMB,
        OUTSIDE,
        "<!-- x -->" + OUTSIDE,
        "\n<?pi?>" + OUTSIDE,
        '<!DOCTYPE Post SYSTEM "http://x/y.dtd"><Post/>',
    ],
)
def test_a_document_type_is_refused_whatever_it_says(untrusted: str) -> None:
    (one,) = rows_of(untrusted, MAPPING)
    assert isinstance(one, Rejected)
    assert one.reason is RejectReason.DOCTYPE


@pytest.mark.parametrize("untrusted", [b"", b"  ", b"hello", b"{}", b"<", b"<!--", b"\0<Post/>", b"<?xml"])
def test_what_is_no_xml_is_refused_as_a_whole(untrusted: bytes) -> None:
    (one,) = rows_of(untrusted, MAPPING)
    assert isinstance(one, Rejected)
    assert one.reason in (RejectReason.UNREADABLE, RejectReason.CUT_OFF)


def test_a_file_that_was_cut_gives_its_whole_records() -> None:
    text = document(item(1), item(2))
    *rows, last = rows_of(text[: text.index("A2") + 20], MAPPING)
    assert [one.item_id for one in declarations_of(rows)] == ["A1"]
    assert isinstance(last, Rejected)
    assert (last.reason, last.complete) == (RejectReason.CUT_OFF, False)
    *rows, last = rows_of(text.removesuffix("</Items></Post>"), MAPPING)
    assert len(declarations_of(rows)) == 2
    assert isinstance(last, Rejected)
    assert last.reason is RejectReason.CUT_OFF


def test_a_feed_that_was_cut_is_continued_behind_what_was_kept() -> None:
    text = document(*(item(number) for number in range(50)))
    rows = rows_of(text[: len(text) // 2], MAPPING)
    kept = [row for row in rows if isinstance(row, Accepted)]
    rest = rows_of(text, MAPPING, behind=kept[-1].end)
    assert len(kept) + len(rest) == 50
    assert next(one.item_id for one in declarations_of(rest)) == f"A{len(kept)}"


def test_each_container_has_what_stands_before_it() -> None:
    def batch(source: str, *items: str) -> str:
        head = f"<Head><From>{source}</From><Sent>2026-11-07</Sent></Head>"
        return f"<Post>{head}<Items>{''.join(items)}</Items></Post>"

    batches = "".join(batch(f"P{number}", item(number), item(number + 100)) for number in range(30))
    mapping = mapping_of(
        'id = "batches"\n[source]\nformat = "xml"\npath = "Item"\n[fields]\nitem_id = "@id"\n'
        '[fields.message]\nid = "Msg"\nversion = { constant = "1" }\nsource = "/All/Post/Head/From"\n'
        'received_at = { path = "/All/Post/Head/Sent", moment = ["iso"] }\n'
    )
    rows = rows_of(f"<All>{batches}</All>", mapping)
    assert [one.message.source for one in declarations_of(rows)] == [
        f"P{number}" for number in range(30) for _ in range(2)
    ]


def test_memory_does_not_grow_with_the_file() -> None:
    class Endless(io.RawIOBase):
        def __init__(self, count: int) -> None:
            super().__init__()
            self._parts = iter(
                [HEAD.encode(), *[b"".join(item(n).encode() for n in range(50))] * count, FOOT.encode()]
            )
            self._held = b""

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            self._held = self._held or next(self._parts, b"")
            taken, self._held = self._held[: len(buffer)], self._held[len(buffer) :]
            buffer[: len(taken)] = taken
            return len(taken)

    def peak(count: int) -> int:
        tracemalloc.start()
        try:
            rows = sum(1 for _ in read_feed(io.BufferedReader(Endless(count)), MAPPING))
            assert rows == 50 * count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(12) < 1.3 * peak(3) + 200_000


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
def test_pieces_are_whole_whatever_the_chunks(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("borderpost.feeds.sources.xml_pieces._CHUNK", size)
    text = document(item(1), "<x:Item >y</x:Item\n><Items2/>", item(2)).encode()
    pieces = XmlPieces(io.BytesIO(text), "Item")
    parts = list(pieces)
    assert b"".join(parts) == text
    assert sum(pieces.begins_record(part) for part in parts) == 3
    assert sum(pieces.ends_record(part) for part in parts) == 3
    rows: list[Row] = rows_of(document(item(1), item(2)), MAPPING)
    assert len(rows) == (2 if size >= 64 else len(rows))


@pytest.mark.parametrize(
    "header",
    [
        '<Post a="&none;"><Items>',
        "<Post><Items><b></c>",
        "<!DOCTYPE Post [<!ENTITY a 'b'>]><Post><Items>",
        "<Post " + " ".join(f"a{number}='1'" for number in range(300)) + "><Items>",
    ],
)
def test_whatever_a_mended_row_has_before_it_costs_that_row_alone(header: str) -> None:
    entry = json.loads(
        rejects_entry(refused(rows_of(HEAD + item(1).replace("Msg>", "Mgs>", 1) + FOOT, MAPPING)))
    )
    lines = [json.dumps(entry | {"header": header, "row": item(1)}), json.dumps(entry | {"row": item(2)})]
    bad, good = rows_of("\n".join(lines), MAPPING)
    assert isinstance(bad, Rejected)
    assert isinstance(good, Accepted)

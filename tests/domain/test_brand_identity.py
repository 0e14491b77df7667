"""A product code held against what was declared and against right-holders' packs."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.brands.declared_goods import DeclaredGoods, declared_goods
from borderpost.domain.brands.identity import Answer, Identity, Question, compare, same_number
from borderpost.domain.brands.product_code import ProductCode, product_code
from borderpost.domain.identifiers import CarrierTable, parse_carrier_table
from borderpost.domain.scan import RawScan, ScanSource
from brand_packs import BAG, FOREIGN, OTHER_SHOE, SHOE, TODAY, declared, gtin, orvelisse, zarquet

NO_CARRIERS: CarrierTable = parse_carrier_table()
PACKS = (zarquet(), orvelisse())


def read(text: str, symbology: str = "", source: ScanSource = ScanSource.WEDGE) -> ProductCode | None:
    scan = RawScan(text.encode(), source, datetime(2026, 11, 20, tzinfo=UTC), symbology, "test")
    return product_code(scan, NO_CARRIERS)


def code(text: str, symbology: str = "") -> ProductCode:
    found = read(text, symbology)
    assert found is not None
    return found


def answers(identity: Identity) -> tuple[Answer, ...]:
    return tuple(one.answer for one in identity.verdicts)


def test_what_right_holder_and_sender_say_alike_agrees_all_through() -> None:
    sent = declared(SHOE, country="VN", consignor="ZARQUET LOGISTICS (Hanoi)")
    told = compare(code(SHOE), sent, PACKS, TODAY)
    assert answers(told) == (Answer.AGREES, Answer.THEIRS, Answer.ROUTE_KNOWN, Answer.COVERED)
    assert told.holder is PACKS[0]
    assert told.line == 1
    assert told.application is not None
    assert told.application.number == "AFA-2026-0117"
    assert told.verdict(Question.NUMBER).source == "Right-holder's handbook"
    assert told.verdict(Question.NUMBER).against == (SHOE.zfill(14), "Runner 4")


@pytest.mark.parametrize(
    ("scanned", "sent", "wanted"),
    [
        # the number is the holder's, but another than declared
        (OTHER_SHOE, declared(SHOE), (Answer.DECLARED_OTHERWISE, Answer.THEIRS_UNLISTED)),
        # goods that claim to be Zarquet's bear nobody's number
        (FOREIGN, declared(), (Answer.NO_IDS_DECLARED, Answer.NOT_THEIRS)),
        # or that of another right-holder
        (BAG, declared(FOREIGN), (Answer.DECLARED_OTHERWISE, Answer.ANOTHERS)),
        # nothing declared, nothing claimed
        (FOREIGN, DeclaredGoods(), (Answer.NO_DECLARATION, Answer.NO_HOLDER)),
        (SHOE[:-1] + "0", declared(SHOE), (Answer.DECLARED_OTHERWISE, Answer.BAD_CHECK_DIGIT)),
    ],
)
def test_each_mismatch_has_a_word_of_its_own(
    scanned: str, sent: DeclaredGoods, wanted: tuple[Answer, Answer]
) -> None:
    assert answers(compare(code(scanned), sent, PACKS, TODAY))[:2] == wanted


def test_a_mark_read_off_the_goods_names_the_holder() -> None:
    told = compare(code(FOREIGN), declared(words="bag"), PACKS, TODAY, mark_seen="orvelisse paris")
    assert told.holder is PACKS[1]
    assert told.mark == "Orvelisse"
    assert told.verdict(Question.NUMBER).answer is Answer.NOT_THEIRS


def test_a_holder_named_by_the_officer_goes_before_all() -> None:
    told = compare(code(SHOE), declared(SHOE), PACKS, TODAY, chosen="orvelisse")
    assert told.holder is PACKS[1]
    assert told.verdict(Question.NUMBER).answer is Answer.ANOTHERS
    assert told.verdict(Question.NUMBER).against[0] == "Zarquet Athletic AG"


def test_of_several_marks_declared_the_number_says_which() -> None:
    sent = declared(words="Zarquet shoes and Orvelisse bag")
    assert compare(code(BAG), sent, PACKS, TODAY).holder is PACKS[1]
    assert compare(code(SHOE), sent, PACKS, TODAY).holder is PACKS[0]


def test_part_of_a_word_is_no_mark() -> None:
    assert compare(code(FOREIGN), declared(words="Zarquetish shoes"), PACKS, TODAY).holder is None


def test_routes() -> None:
    def route(country: str, consignor: str = "Zarquet Logistics") -> Answer:
        sent = declared(SHOE, country=country, consignor=consignor)
        return compare(code(SHOE), sent, PACKS, TODAY).verdict(Question.ROUTE).answer

    assert route("PT") is Answer.ROUTE_KNOWN
    assert route("PT", "Lotus Trading") is Answer.ROUTE_UNKNOWN
    assert route("CN") is Answer.ROUTE_UNKNOWN
    assert route("") is Answer.ROUTES_NOT_TOLD
    told = compare(code(BAG), declared(BAG, words="Orvelisse bag"), PACKS, TODAY)
    assert told.verdict(Question.ROUTE).answer is Answer.ROUTES_NOT_TOLD


def test_an_application_covers_its_goods_in_its_time() -> None:
    def application(hs_code: str, day: date = TODAY) -> Answer:
        sent = declared(OTHER_SHOE, hs_code=hs_code)
        return compare(code(OTHER_SHOE), sent, PACKS, day).verdict(Question.APPLICATION).answer

    assert application("640411") is Answer.COVERED
    assert application("420221") is Answer.OTHER_GOODS
    assert application("") is Answer.GOODS_UNKNOWN
    assert application("640411", date(2026, 1, 31)) is Answer.NOT_IN_FORCE
    assert application("640411", date(2026, 2, 1)) is Answer.COVERED
    assert application("640411", date(2027, 1, 31)) is Answer.COVERED
    assert application("640411", date(2027, 2, 1)) is Answer.NOT_IN_FORCE
    bare = compare(code(BAG), declared(BAG, words="Orvelisse"), PACKS, TODAY)
    assert bare.verdict(Question.APPLICATION).answer is Answer.NO_APPLICATION


def test_codes_of_every_carrier() -> None:
    shoe = f"0{SHOE}"
    element = code(f"01{shoe}21SN-77\x1d10LOT9", "]d2")
    assert (element.gtin, element.serial, element.batch, element.unit) == (shoe, "SN-77", "LOT9", "SN-77")
    assert code(f"https://id.example.org/01/{shoe}/21/SN-77").serial == "SN-77"
    assert code("21SN-78", "]C1").serial == "SN-78"
    assert code(SHOE, "]E0").gtin == shoe
    phone = code("490154203237518")
    assert (phone.imei, phone.check_holds, phone.number) == ("490154203237518", True, "490154203237518")
    assert code("490154203237517").check_holds is False
    assert read("RX473124829DE") is None
    assert read("(00)340123450000000010", "]C1") is None
    assert read("EB-2026-004417") is None


def test_a_serial_number_that_was_declared_agrees() -> None:
    plain = {"lines": [{"description": "x", "product_ids": [{"scheme": "serial", "value": "SN-77"}]}]}
    told = compare(code("21sn-77", "]C1"), declared_goods(plain), PACKS, TODAY)
    assert told.verdict(Question.DECLARATION).answer is Answer.AGREES
    assert told.verdict(Question.NUMBER).answer is Answer.NO_ARTICLE_NUMBER


@given(st.from_regex(r"[0-9]{12}", fullmatch=True).filter(lambda text: int(text) > 0), st.integers(0, 3))
def test_a_number_agrees_with_itself_however_it_is_written(twelve: str, zeros: int) -> None:
    number = gtin(twelve)
    assert same_number(number, "0" * zeros + number)
    told = compare(ProductCode(number, number.zfill(14), number), declared(number), PACKS, TODAY)
    assert told.verdict(Question.DECLARATION).answer is Answer.AGREES


@given(
    st.text(max_size=60),
    st.lists(st.text(max_size=20), max_size=3),
    st.text(max_size=40),
    st.sampled_from(["", "640411", "4202", "nonsense"]),
    st.dates(),
)
def test_whatever_is_scanned_each_question_is_answered_once(
    text: str, ids: list[str], words: str, hs_code: str, day: date
) -> None:
    scanned = read(text)
    if scanned is None:
        scanned = ProductCode(text)
    told = compare(scanned, declared(*ids, words=words, hs_code=hs_code), PACKS, day)
    assert [one.question for one in told.verdicts] == list(Question)
    by_application = told.verdict(Question.APPLICATION)
    assert (by_application.answer is Answer.COVERED) == (told.application is not None)
    if told.application is not None:
        assert told.application.holds_on(day)
        assert told.hs_code.startswith(told.application.hs)
    if told.verdict(Question.NUMBER).answer in (Answer.THEIRS, Answer.THEIRS_UNLISTED):
        assert told.holder is not None
        assert told.holder.product(scanned.gtin, day) or told.holder.prefix_of(scanned.gtin, day)


@given(
    st.recursive(
        st.none() | st.text() | st.integers(),
        lambda x: (
            st.lists(x)
            | st.dictionaries(
                st.sampled_from(["lines", "sender", "seller", "product_ids", "value", "country", "company"]),
                x,
            )
        ),
    )
)
def test_a_declaration_of_any_shape_is_read(plain: object) -> None:
    assert declared_goods({"lines": plain, "sender": plain, "seller": plain}).is_declared

"""Any declared item is found by typing: names, addresses, goods and numbers, in whatever script."""

import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from anyascii import anyascii
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from borderpost.domain.declaration import (
    ContentLine,
    Declaration,
    Party,
    ProductId,
    Seller,
    SupportingDocument,
)
from borderpost.store.declarations import Declarations
from borderpost.store.search_text import match_of, search_text
from borderpost.store.site import SiteFolder
from borderpost.store.still_said import StillSaid
from borderpost.work.ports import FoundItem
from declared import MUG, declare, mug, reading
from station import site_folder

NAMES = {
    "RR473124829GB": "Łukasz Nowak, ul. Piotrkowska 4, Łódź",
    "RR000000013DE": "Jürgen Groß, Straße des 17. Juni, Köln",
    "RR000000027CN": "王小明 北京市朝阳区建国路八十七号",
    "RR000000035RU": "Пётр Кузьмин, улица Ленина",
    "RR000000044EG": "مُحَمَّد العلي",
    "RR000000058JP": "とうきょうと 渋谷区 ﾔﾏﾀﾞ太郎",
    "RR000000061KR": "김민준 서울특별시",
    "RR000000075IE": "Seán O'Neill-Byrne",
    "RR000000089GB": "Cafe\u0301 Noe\u0308l",
    "RR000000092US": "🩰shoes🪿duck",
    "RR000000101IN": "हिन्दी पुस्तक",
    "RR000000115VN": "Nguyễn Thị Hồng Đào",
}


@pytest.fixture
def folder(tmp_path: Path) -> SiteFolder:
    return site_folder(tmp_path)


@pytest.fixture(scope="module")
def find(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], list[str]]]:
    """Return what finds the items of `NAMES` by what is typed."""
    folder = site_folder(tmp_path_factory.mktemp("named") / "site")
    declare(
        folder,
        *(
            mug(item_id, item_id=item_id, sender=Party(name=name), addressee=Party())
            for item_id, name in NAMES.items()
        ),
    )
    with reading(folder) as declarations:
        yield lambda typed: [item.item_id for item in search(declarations, typed)]


def never() -> bool:
    return False


def search(declarations: Declarations, typed: str, limit: int = 100) -> list[FoundItem]:
    return declarations.search(typed, limit, never)


def found(folder: SiteFolder, typed: str) -> list[FoundItem]:
    with reading(folder) as declarations:
        return search(declarations, typed)


@pytest.mark.parametrize(
    ("typed", "item"),
    [
        ("Łódź", "RR473124829GB"),
        ("lodz", "RR473124829GB"),
        ("LODZ nowak", "RR473124829GB"),
        ("łu pio", "RR473124829GB"),
        ("Groß", "RR000000013DE"),
        ("gross", "RR000000013DE"),
        ("jurgen", "RR000000013DE"),
        ("Juergen", "RR000000013DE"),
        ("STRASSE juni", "RR000000013DE"),
        ("koeln", "RR000000013DE"),
        ("王小明", "RR000000027CN"),
        ("小明", "RR000000027CN"),
        ("朝阳", "RR000000027CN"),
        ("北京市朝阳区建国路", "RR000000027CN"),
        ("beijing", "RR000000027CN"),
        ("chaoyang", "RR000000027CN"),
        ("wang xiaoming", "RR000000027CN"),
        ("Wáng", "RR000000027CN"),
        ("Пётр", "RR000000035RU"),
        ("петр", "RR000000035RU"),
        ("kuzmin", "RR000000035RU"),
        ("Kuz'min", "RR000000035RU"),
        ("lenina", "RR000000035RU"),
        ("محمد", "RR000000044EG"),
        ("مُحَمَّد", "RR000000044EG"),
        ("العلي", "RR000000044EG"),
        ("mhmd", "RR000000044EG"),
        ("渋谷", "RR000000058JP"),
        ("とうきょう", "RR000000058JP"),
        ("ヤマダ", "RR000000058JP"),
        ("ﾔﾏﾀﾞ", "RR000000058JP"),
        ("yamada", "RR000000058JP"),
        ("민준", "RR000000061KR"),
        ("seoul", "RR000000061KR"),
        ("O'Neill", "RR000000075IE"),
        ("O’Neill", "RR000000075IE"),
        ("sean byrne", "RR000000075IE"),
        ("neill-byrne", "RR000000075IE"),
        ("café", "RR000000089GB"),
        ("cafe noel", "RR000000089GB"),
        ("shoes duck", "RR000000092US"),
        ("हिन्दी", "RR000000101IN"),
        ("nguyen dao", "RR000000115VN"),
        ("Ｎｇｕｙｅｎ", "RR000000115VN"),
        ("Hồng", "RR000000115VN"),
    ],
)
def test_names_of_all_scripts_are_found_as_written_and_in_latin_letters(
    find: Callable[[str], list[str]], typed: str, item: str
) -> None:
    assert find(typed) == [item]


@pytest.mark.parametrize("typed", ["明小", "neill nowak", "odz", "nguyen x", "京北"])
def test_words_that_nobody_declared_find_nothing(find: Callable[[str], list[str]], typed: str) -> None:
    assert find(typed) == []


def test_one_character_of_han_does_not_find_every_word_that_begins_so(folder: SiteFolder) -> None:
    declare(
        folder,
        mug("han", item_id="RR000000013DE", sender=Party(name="李雷")),
        mug("latin", item_id="RR000000027CN", sender=Party(name="Li Wei")),
        mug("other", item_id="RR000000035RU", sender=Party(name="Lisa Lindt")),
    )
    assert {item.item_id for item in found(folder, "李")} == {"RR000000013DE", "RR000000027CN"}


@pytest.mark.parametrize(
    "typed", ["", "   ", '"', "*", "()", "-", "\x00", "_", "\ud800", "’", "🩰", "\u200f\u2066", "^", ":"]
)
def test_what_holds_no_word_finds_nothing(find: Callable[[str], list[str]], typed: str) -> None:
    assert find(typed) == []


@pytest.mark.parametrize(
    "typed",
    [
        '"nowak"',
        "nowak*",
        "nowak (",
        "text: nowak",
        "- nowak",
        "^nowak",
        "nowak\x00lukasz",
        "nowak\ud800",
        "NOWAK_PIOTRKOWSKA",
        "{nowak}",
        "nowak;--",
        "'nowak'",
    ],
)
def test_the_language_of_the_index_is_no_language_here(folder: SiteFolder, typed: str) -> None:
    text = "Łukasz Nowak text Piotrkowska"
    declare(folder, mug(sender=Party(name=text)))
    assert [item.item_id for item in found(folder, typed)] == [MUG.item_id]


@pytest.mark.parametrize("typed", ["nowak AND mug", "nowak OR zebra", "NEAR(nowak mug)", "NOT nowak"])
def test_words_of_its_language_are_words(folder: SiteFolder, typed: str) -> None:
    declare(folder, mug())
    assert found(folder, typed) == []
    declare(folder, mug("m2", item_id="RR000000013DE", words="mug AND OR NEAR NOT zebra"))
    assert [item.item_id for item in found(folder, typed)] == ["RR000000013DE"]


def test_very_long_text_is_cut_and_words_beyond_the_eighth_narrow_nothing(
    find: Callable[[str], list[str]],
) -> None:
    assert find("nowak " + "x" * 100_000) == []
    assert find("nowak " * 8 + "zebra") == ["RR473124829GB"]
    assert find("漢" * 5_000) == []


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=40) | st.text("\"*()-^:{}+ \x00ANDORNEAT'’_.,/\\ñß漢字कि\u19b0\u0301\u064b", max_size=30)
)
def test_no_text_is_a_fault(find: Callable[[str], list[str]], typed: str) -> None:
    assert len(find(typed)) <= len(NAMES)


INDEX = StillSaid()
_WORDS = st.text(
    st.characters(categories=("L", "Nd", "Mn", "Zs", "Po", "So"), max_codepoint=0xFFFF),
    min_size=1,
    max_size=12,
)


@settings(max_examples=600)
@given(_WORDS, st.integers(1, 6))
def test_whatever_is_declared_is_found_by_its_beginning(name: str, letters: int) -> None:
    match = match_of(unicodedata.normalize("NFC", name)[:letters])
    assert not match or INDEX.says(mug(sender=Party(name=name), addressee=Party(), words=""), match)


NUMBERED = replace(
    MUG,
    item_id="JJD000390007882823",
    alternate_ids=("1Z-999-AA1", "4711 0815"),
    lines=(ContentLine(1, "mug", product_ids=(ProductId("gtin", "4006381333931"),)),),
    documents=(SupportingDocument("licence", "L/2026/77"),),
    seller=Seller("Bright Mugs", ioss="IM2760000742"),
    addressee=Party(name="Wei", phone="+86 138 0013 8000", email="wei@example.org"),
)


@pytest.mark.parametrize(
    "typed",
    [
        "JJD000390007882823",
        "jjd0003",
        "JJD 0003 9000 7882 823",
        "1Z999AA1",
        "1z-999",
        "4711 0815",
        "47110815",
        "40063813",
        "4006 3813 33",
        "L/2026/77",
        "IM2760000742",
        "bright mugs",
        "138 0013",
        "wei@example.org",
        "+86 138",
        "example",
    ],
)
def test_numbers_are_found_however_they_are_grouped(folder: SiteFolder, typed: str) -> None:
    declare(folder, NUMBERED)
    assert [item.item_id for item in found(folder, typed)] == ["JJD000390007882823"]


@pytest.mark.parametrize("typed", ["RR4", "rr 473", "RR473124829GB", "RR 473 124 829 GB", "rr-4731"])
def test_an_s10_number_is_found_by_its_beginning(folder: SiteFolder, typed: str) -> None:
    declare(folder, MUG, mug("m2", item_id="RX000000013DE"))
    assert [item.item_id for item in found(folder, typed)] == [MUG.item_id]


def test_two_letters_are_the_beginning_of_a_name_and_not_of_half_of_all_numbers(folder: SiteFolder) -> None:
    numbered = [mug(f"n{n}", item_id=f"LI{n:09d}CN", addressee=Party()) for n in range(30)]
    declare(folder, *numbered, mug("wei", item_id="RR000000013DE", addressee=Party(name="Li Wei")))
    with reading(folder) as declarations:
        (item,) = search(declarations, "Li", limit=20)
        assert item.addressee == "Li Wei"
        assert len(search(declarations, "LI0", limit=20)) == 20


def arrived(declaration: Declaration, day: int) -> Declaration:
    moment = datetime(2026, 11, day, 9, tzinfo=UTC)
    return replace(declaration, message=replace(declaration.message, received_at=moment))


def test_an_amended_item_is_found_once_as_it_is_declared_now(folder: SiteFolder) -> None:
    declare(
        folder,
        arrived(mug(), 2),
        arrived(mug(version=2, words="bone china mug"), 9),
        arrived(mug(version=3, words="bone china cup"), 16),
    )
    (now,) = found(folder, "nowak")
    assert (now.goods, now.amended_since) == ("bone china cup", False)
    (item,) = found(folder, "china")
    assert (item.goods, item.amended_since) == ("bone china cup", False)


def test_what_only_an_earlier_version_says_is_marked(folder: SiteFolder) -> None:
    other = Party(name="Anna Schmidt", country="DE")
    declare(folder, arrived(mug(), 2), arrived(mug(version=2, words="bone china mug", sender=other), 9))
    (item,) = found(folder, "ceramic")
    assert (item.sender, item.goods, item.amended_since) == ("Anna Schmidt", "bone china mug", True)
    (item,) = found(folder, "nowak mug")
    assert item.amended_since
    (item,) = found(folder, "schmidt")
    assert not item.amended_since


def test_an_older_version_that_comes_late_is_marked_too(folder: SiteFolder) -> None:
    declare(folder, mug(version=2, words="china cup"), mug(words="tin cup"))
    assert [item.amended_since for item in found(folder, "tin")] == [True]
    assert [(item.goods, item.amended_since) for item in found(folder, "cup")] == [("china cup", False)]


def test_a_number_that_was_amended_away_leads_to_the_number_of_now_with_a_mark(folder: SiteFolder) -> None:
    declare(folder, mug(), mug(version=2, item_id="CC000000005DE"))
    (item,) = found(folder, "RR4731")
    assert (item.item_id, item.amended_since) == ("CC000000005DE", True)
    (item,) = found(folder, "CC0000")
    assert not item.amended_since


def test_newest_arrival_stands_first_over_all_weeks(folder: SiteFolder) -> None:
    days = (3, 17, 10)
    for day in days:
        declare(folder, arrived(mug(f"m{day}", item_id=f"RR{day:09d}GB"), day))
    assert [item.item_id[2:11] for item in found(folder, "mug")] == ["000000017", "000000010", "000000003"]


def test_a_search_that_is_given_up_finds_nothing_and_the_next_is_whole(folder: SiteFolder) -> None:
    declare(folder, *(mug(f"m{n}", item_id=f"RR{n:09d}GB") for n in range(50)))
    with reading(folder) as declarations:
        asked = iter(range(1000))
        assert declarations.search("mug", 100, lambda: next(asked) > 10) == []
        assert len(search(declarations, "mug")) == 50


def test_plain_letters_cost_no_second_look() -> None:
    assert search_text(replace(MUG, addressee=Party(), sender=Party(name="Emma Jones"))).isascii()


def test_every_letter_with_an_accent_is_found_as_written_and_in_latin_letters() -> None:
    said = StillSaid()
    for letter in map(chr, (*range(0x80, 0x530), *range(0x1E00, 0x2000))):
        same = unicodedata.normalize("NFKC", letter)
        if not same.isalpha():
            continue
        word, plain = f"x{letter}y", "".join(filter(str.isalnum, anyascii(f"x{same}y")))
        declared = mug(sender=Party(name=word), addressee=Party())
        assert said.says(declared, match_of(word)), word
        assert said.says(declared, match_of(plain)), (word, plain)
    said.close()

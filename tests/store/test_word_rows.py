"""The rows that answer a question to a week's words are those that the engine finds, by whichever way."""

import random
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from borderpost.domain.declaration import Declaration, Party
from borderpost.store.search_text import question_of
from borderpost.store.site import SiteFolder
from borderpost.store.still_said import StillSaid
from borderpost.store.week_file import WeekFile
from borderpost.store.word_pieces import (
    Span,
    Unfamiliar,
    both,
    once,
    pieces_of,
    rows_in,
    structure_of,
)
from borderpost.store.word_question import in_words
from borderpost.store.word_rows import WordRows
from declared import declare, mug, reading
from station import site_folder

BATCH = 2000
BATCHES = 4
PART = 350
SMALL_PAGE = 64
OFTEN = ["street", "strasse", "Straße", "shenzhen", "sku", "mail"]
SOMETIMES = [
    "stroll",
    "lantern",
    "Łódź",
    "улица",
    "улей",
    "深圳市南山区",
    "とうきょう",
    "mug-12",
    "47-11",
    "x",
]


def text_of(number: int, dice: random.Random) -> str:
    often = dice.sample(OFTEN, dice.randint(0, 4))
    sometimes = [word for word in SOMETIMES if dice.random() < 0.08]
    name = "".join(dice.choices("abcdefgh", k=dice.randint(1, 5)))
    return " ".join([*often, *sometimes, name, f"SKU-{number * 7919 % 100_000:05d}"])


def declared(batch: int) -> list[Declaration]:
    dice = random.Random(batch)
    numbers = range(batch * BATCH, (batch + 1) * BATCH)
    return [
        mug(f"m{n}", item_id=f"RR{n:09d}GB", words=text_of(n, dice), sender=Party(), addressee=Party())
        for n in numbers
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    """A week of many pieces, of which each has many small pages."""
    folder = site_folder(tmp_path_factory.mktemp("words") / "site")
    declare(folder, mug("first", words="first"))
    in_index(folder, f"INSERT INTO words(words, rank) VALUES ('pgsz', {SMALL_PAGE})")
    for batch in range(BATCHES):
        declare(folder, *declared(batch))
    return folder


def in_index(folder: SiteFolder, statement: str) -> None:
    (week,) = folder.weeks()
    conn = folder.connect_week(week, readonly=False)
    conn.execute(statement)
    conn.close()


@pytest.fixture(scope="module")
def week(folder: SiteFolder) -> Iterator[WeekFile]:
    with reading(folder) as declarations:
        (week,) = declarations.weeks()
        yield week


SAID = StillSaid()


def found(
    week: WeekFile, typed: str, cancelled: Callable[[], bool] = lambda: False, wanted: int = 50
) -> list[int]:
    question = question_of(typed)
    assert question is not None
    return list(WordRows(question, SAID, cancelled, wanted).of(week))


def by_engine(week: WeekFile, typed: str) -> list[int]:
    question = question_of(typed)
    assert question is not None
    return list(week.rows_with_words(in_words(question)))


def by_reading(week: WeekFile, typed: str) -> list[int]:
    """Return the rows of plain words that are in the texts, found by reading every one."""
    wanted = typed.lower().split()
    rows = []
    for row, declaration in enumerate(week.all(), start=1):
        words = declaration.lines[0].description.lower().replace("-", " ").split()
        if all(any(word.startswith(one) for word in words) for one in wanted):
            rows.append(row)
    return rows[::-1]


def test_the_week_is_one_of_pieces_with_many_pages(week: WeekFile) -> None:
    pieces = pieces_of(structure_of(week.conn))
    assert len(pieces) >= BATCHES
    assert min(piece.pages for piece in pieces[:BATCHES]) > 64


@pytest.mark.parametrize(
    "typed",
    [
        "sku",
        "str",
        "stre",
        "street",
        "street sku",
        "sku mail stra",
        "stroll street",
        "lantern",
        "x",
        "abc",
        "mail a",
        "lantern stroll",
        "street lantern x sku",
        "lantern stroll x street",
        "lantern stroll mug street",
        "lantern stroll street shenzhen mail sku",
    ],
)
def test_rows_are_those_whose_texts_say_the_words(week: WeekFile, typed: str) -> None:
    assert found(week, typed) == by_reading(week, typed) == by_engine(week, typed)


@pytest.mark.parametrize("wanted", [1, 50])
@pytest.mark.parametrize(
    "typed",
    ["улица lantern street mail", "stroll x street shenzhen mail sku strasse", "lantern x street mail sku"],
)
def test_few_rows_beside_frequent_words_are_told_by_their_texts(
    week: WeekFile, typed: str, wanted: int
) -> None:
    assert found(week, typed, wanted=wanted) == by_engine(week, typed) != []


WORDS = [*OFTEN, *SOMETIMES, "SKU-07919", "SKU-9", "nowhere", "stray", "abcde", "hgf"]
TYPED = st.lists(
    st.builds(lambda word, letters: word[:letters], st.sampled_from(WORDS), st.integers(1, 12)),
    min_size=1,
    max_size=4,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TYPED, st.sampled_from((1, 30, 10_000)))
def test_rows_are_those_that_the_engine_finds(week: WeekFile, words: list[str], wanted: int) -> None:
    typed = " ".join(words)
    if question_of(typed) is not None:
        assert found(week, typed, wanted=wanted) == by_engine(week, typed)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("abstrekuSKU07919ul\u0443\u043b\u6df1", min_size=1, max_size=5), st.integers(0, BATCHES - 1))
def test_each_piece_holds_the_rows_that_the_engine_finds_in_it(week: WeekFile, text: str, place: int) -> None:
    piece = pieces_of(structure_of(week.conn))[place]
    (term,) = SAID.terms(text)
    begin = b"0" + term.encode()
    span = Span(begin, begin[:-1] + bytes([begin[-1] + 1]))
    rows = rows_in(week.conn, (piece,), span).tolist()
    newest = 1 + (BATCHES - place) * BATCH
    in_batch = range(newest - BATCH + 1, newest + 1)
    assert rows == [row for row in reversed(list(week.rows_with_words(f'"{term}"*'))) if row in in_batch]


@pytest.mark.parametrize("statement", ["('optimize')", "('merge', 60)", "('merge', -16)"])
def test_merged_and_half_merged_pieces_give_the_same(tmp_path: Path, statement: str) -> None:
    folder = site_folder(tmp_path)
    declare(folder, mug("first", words="first"))
    in_index(folder, f"INSERT INTO words(words, rank) VALUES ('pgsz', {SMALL_PAGE})")
    for batch in range(3):
        declare(folder, *declared(batch)[:PART])
    columns = "words" if "," not in statement else "words, rank"
    in_index(folder, f"INSERT INTO words({columns}) VALUES {statement}")
    declare(folder, *declared(3)[:PART])
    with reading(folder) as declarations:
        (week,) = declarations.weeks()
        for typed in ("sku", "street", "street mail", "stroll street", "stro", "a"):
            assert found(week, typed) == by_engine(week, typed), typed


def test_what_an_import_adds_while_rows_are_read_comes_with_the_next_question(tmp_path: Path) -> None:
    folder = site_folder(tmp_path)
    declare(folder, mug("first", words="first"))
    in_index(folder, f"INSERT INTO words(words, rank) VALUES ('pgsz', {SMALL_PAGE})")
    for batch in range(3):
        declare(folder, *declared(batch)[:PART])
    with reading(folder) as declarations:
        (week,) = declarations.weeks()
        before = by_engine(week, "street")
        question = question_of("street")
        assert question is not None
        rows = WordRows(question, SAID, lambda: False, 20).of(week)
        some = list(islice(rows, 5))
        in_index(folder, "INSERT INTO words(words) VALUES ('optimize')")
        # they take the numbers of the pieces that were merged
        for batch in range(3, 6):
            declare(folder, *declared(batch)[:PART])
        assert some + list(rows) == before
        assert found(week, "street") == by_engine(week, "street") != before


def test_one_that_is_given_up_reads_no_further(week: WeekFile) -> None:
    assert found(week, "street", lambda: True) == []
    asked = iter(range(1000))
    some = found(week, "street", lambda: next(asked) >= 2)
    assert some == by_engine(week, "street")[: len(some)]
    assert 0 < len(some) <= 3 * BATCH


@pytest.mark.parametrize(
    "structure",
    [b"", b"\0\0\0\1", b"\0\0\0\1\xff\0\0\1\1\1\0", b"\0\0\0\1\1\1\0\1\1\1\1\5", b"\0\0\0\1\1\1\0\0\2\1\1\5"],
)
def test_a_structure_of_another_kind_is_left_to_the_engine(structure: bytes) -> None:
    with pytest.raises(Unfamiliar):
        pieces_of(structure)


ROWS = st.lists(st.integers(1, 500), max_size=60).map(lambda rows: sorted(set(rows)))


@given(ROWS, ROWS)
def test_rows_of_both_and_rows_once(some: list[int], others: list[int]) -> None:
    one, other = np.array(some, np.int64), np.array(others, np.int64)
    assert both(one, other).tolist() == sorted(set(some) & set(others))
    assert once(np.concatenate((other, one))).tolist() == sorted({*some, *others})

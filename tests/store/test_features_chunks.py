"""Features in columns: what is packed comes back, joined runs are as one, and keys lead where they should."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.declaration import Declaration
from borderpost.store.engine import Connection, immediate, in_memory
from borderpost.store.features_chunks import Chunk, Kept, add_chunk, spans
from borderpost.store.features_codes import CodeNumbers
from borderpost.store.features_columns import Columns, joined, pack, unpack
from borderpost.store.features_file import begin
from borderpost.store.features_keys import posting_key
from borderpost.store.features_of import FeatureMaker
from store.weeks_of_mail import letter

DAY = date(2026, 11, 18)

_AMOUNTS = st.none() | st.sampled_from([0.0, 1.0, 254.0, 255.0, 0.125, 1e11, -3.5, 0.1]) | st.floats(0, 1e6)


@given(st.lists(_AMOUNTS))
def test_amounts_come_back_to_the_last_digit(amounts: list[float | None]) -> None:
    column = np.array(amounts, dtype=np.float64)
    assert np.array_equal(unpack(pack(column)), column, equal_nan=True)


@given(st.lists(st.integers(-(2**62), 2**63 - 1)) | st.lists(st.integers(0, 256)))
def test_whole_numbers_come_back(numbers: list[int]) -> None:
    assert unpack(pack(np.array(numbers, dtype=np.int64))).tolist() == numbers


@given(st.lists(st.booleans()))
def test_flags_come_back(flags: list[bool]) -> None:
    assert unpack(pack(np.array(flags, dtype=np.bool_))).tolist() == flags


def made(declarations: list[Declaration], first_row: int = 1) -> Columns:
    maker = FeatureMaker(CodeNumbers({}))
    for row, declaration in enumerate(declarations, first_row):
        maker.add(row, declaration)
    return maker.taken().columns()


@pytest.fixture
def conn() -> Iterator[Connection]:
    opened = in_memory()
    begin(opened)
    yield opened
    opened.close()


def chunks(conn: Connection, kept: Kept) -> list[Chunk]:
    return [Chunk(conn, 1, span, kept) for span in spans(conn)]


def test_joined_runs_are_as_one() -> None:
    mail = [letter(number, DAY) for number in range(40)]
    whole, apart = made(mail), joined(made(mail[:15]), made(mail[15:], 16))
    for name, column in whole.numbers.items():
        if name not in ("sender", "addressee"):
            assert np.array_equal(column, apart.numbers[name], equal_nan=column.dtype.kind == "f"), name
    assert (whole.texts, whole.item_ids) == (apart.texts, apart.item_ids)


def test_there_are_few_chunks_and_every_row_is_in_one(conn: Connection) -> None:
    mail = [letter(number, DAY) for number in range(60)]
    for place, one in enumerate(mail):
        with immediate(conn):
            add_chunk(conn, made([one], place + 1))
    found = chunks(conn, Kept(1 << 20))
    assert len(found) < 8
    assert [row for chunk in found for row in chunk.rows().tolist()] == list(range(1, 61))
    assert [number for chunk in found for number in chunk.texts("item_ids")] == [one.item_id for one in mail]


def test_keys_lead_to_all_that_has_them_in_however_many_buckets(conn: Connection) -> None:
    mail = [letter(number, DAY) for number in range(3_000)]
    with immediate(conn):
        add_chunk(conn, made(mail))
    (chunk,) = chunks(conn, Kept(1 << 10))
    assert chunk.span.buckets > 0
    numbers = [posting_key("text latin", str(number)) for number in (7, 2_999, 5_000)]
    assert [chunk.texts()[place] for place in chunk.found("text", numbers)] == [
        "mug number 7",
        "mug number 2999",
    ]
    assert len(chunk.found("text", [posting_key("text latin", "mug")])) == 3_000
    assert len(chunk.found("party", numbers)) == 0


def test_what_does_not_fit_into_memory_is_let_go_and_read_again() -> None:
    kept, read = Kept(100), []

    def make(name: str) -> str:
        def read_it() -> tuple[str, int]:
            read.append(name)
            return name, 60

        return kept.get((name,), read_it)

    assert [make(name) for name in ("a", "a", "b", "a")] == ["a", "a", "b", "a"]
    assert read == ["a", "b", "a"]


def test_nothing_is_kept_of_weeks_that_are_gone_or_were_made_anew() -> None:
    kept, read = Kept(1 << 20), []

    def look(token: int) -> None:
        def read_it() -> tuple[int, int]:
            read.append(token)
            return token, 60

        kept.get((token, "column"), read_it)

    for week, token in (("2026-W46", 1), ("2026-W47", 2)):
        kept.begin_week(week, token)
        look(token)
    kept.forget_others(["2026-W47"])
    kept.begin_week("2026-W47", 2)
    look(1)
    look(2)
    assert read == [1, 2, 1]
    kept.begin_week("2026-W47", 3)
    look(2)
    assert read == [1, 2, 1, 2]

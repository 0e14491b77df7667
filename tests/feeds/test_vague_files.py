"""Lists of vague descriptions are read as shipped and as published; a bad one does not stop the others."""

from datetime import date
from pathlib import Path

import pytest

from borderpost.domain.risk.profile import ProfileProblem
from borderpost.domain.risk.vague import Vagueness
from borderpost.feeds.vague_files import load_vague_words

TODAY = date(2026, 11, 22)
CHECKOUT = Path(__file__).parents[2]
OFFICIAL = CHECKOUT.parent / "shared" / "data" / "stop-words.txt"


def test_the_shipped_list_is_good() -> None:
    loaded = load_vague_words([CHECKOUT / "resources" / "words" / "vague.toml"], TODAY)
    assert loaded.faults == ()
    assert loaded.words.vague("Gifts and parts, 3 pcs") == ("gift", "parts")
    assert loaded.words.vague("日用品") == ("日用品",)
    assert loaded.words.judge("Gift card holder").vagueness is Vagueness.EMBEDDED


@pytest.mark.skipif(not OFFICIAL.is_file(), reason="the published list of stop words is not there")
def test_a_published_list_is_read() -> None:
    loaded = load_vague_words([OFFICIAL], TODAY)
    assert loaded.faults == ()
    assert len(loaded.words.lists[0].entries) > 100
    assert loaded.words.vague("FREIGHT ALL KINDS") == ("Freight All Kinds",)
    assert loaded.words.judge("steel screws M4").vagueness is Vagueness.EMBEDDED


def test_a_text_file_may_say_from_when_on_it_holds(tmp_path: Path) -> None:
    (tmp_path / "Vague 2027.txt").write_text("# valid_from: 2027-01-01\ntoys\n", encoding="utf-8")
    loaded = load_vague_words([tmp_path / "Vague 2027.txt"], TODAY)
    assert loaded.faults == ()
    assert loaded.words.vague("toys") == ()
    later = load_vague_words([tmp_path / "Vague 2027.txt"], date(2027, 1, 1))
    assert later.words.vague("toys") == ("toys",)


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.toml", b"id =", ProfileProblem.NOT_TOML),
        ("a.toml", b'id = "a"\nfillers = 3\n', ProfileProblem.WRONG_TYPE),
        ("a.txt", b"\xff\xfe\x00", ProfileProblem.NOT_READABLE),
        ("a.txt", b"# valid_from: soon\nx\n", ProfileProblem.BAD_DATE),
        ("gone.txt", None, ProfileProblem.NOT_READABLE),
    ],
)
def test_a_file_that_is_no_good_is_named(
    tmp_path: Path, name: str, data: bytes | None, problem: ProfileProblem
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text("stuff\n", encoding="utf-8")
    loaded = load_vague_words([tmp_path / name, tmp_path / "good.txt"], TODAY)
    assert problem in {fault.problem for fault in loaded.faults}
    assert loaded.words.vague("stuff") == ("stuff",)

"""Watch lists come from files of three forms, and nothing in a file stops the others."""

import json
from pathlib import Path

import pytest

from borderpost.domain.risk.profile import ProfileProblem
from borderpost.domain.risk.watch.name_words import NO_WORDS
from borderpost.feeds.watch_list_files import load_name_words, load_watch_lists

HEAD = 'id = "{id}"\nversion = 1\ntitle = "T"\nowner = "O"\nvalid_from = 2026-01-01\n'
RESOURCES = Path(__file__).parents[2] / "resources"


def test_entries_stand_in_the_head_in_csv_or_in_json_lines(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(
        HEAD.format(id="a") + '[[entry]]\nid = "1"\nkind = "person"\nname = "Li Wei"\naliases = ["Wei Li"]\n',
        encoding="utf-8",
    )
    (tmp_path / "b.toml").write_text(HEAD.format(id="b") + 'entries = "b.csv"\n', encoding="utf-8")
    (tmp_path / "b.csv").write_text(
        "\ufeffid,kind,name,aliases,source,listed_on\n"
        '7,company,"Heron Bay, Ltd",Heron Bay;HB,gazette,2026-02-01\n'
        "8,company,Bad,,,,,,\n\n"
        "9,person,Ольга,,,\n",
        encoding="utf-8",
    )
    (tmp_path / "c.toml").write_text(HEAD.format(id="c") + 'entries = "c.jsonl"\n', encoding="utf-8")
    rows = [json.dumps({"id": "x", "kind": "address", "name": "12 High Street"}), "{", "[]", "\udcff"]
    (tmp_path / "c.jsonl").write_bytes("\n".join(rows).encode("utf-8", "surrogateescape"))
    loaded = load_watch_lists(tmp_path, NO_WORDS)
    assert {one.id: len(one.entries) for one in loaded.lists.lists} == {"a": 1, "b": 2, "c": 1}
    assert loaded.lists.match("b", "Olga")[0].entry_id == "9"
    assert [(fault.profile, fault.path, fault.problem) for fault in loaded.faults] == [
        ("b", "b.csv: row 3", ProfileProblem.TOO_MANY),
        ("c", "c.jsonl: row 2", ProfileProblem.NOT_READABLE),
        ("c", "c.jsonl: row 3", ProfileProblem.WRONG_TYPE),
        ("c", "c.jsonl: row 4", ProfileProblem.NOT_READABLE),
    ]


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        ("id = ", ProfileProblem.NOT_TOML),
        (HEAD.format(id="a") + 'entries = "../secret.csv"', ProfileProblem.WRONG_TYPE),
        (HEAD.format(id="a") + "entries = 3", ProfileProblem.WRONG_TYPE),
        (HEAD.format(id="a") + 'entries = "gone.csv"', ProfileProblem.NOT_READABLE),
        (HEAD.format(id="a") + "entry = 3", ProfileProblem.WRONG_TYPE),
        (HEAD.format(id="a") + "colour = 3", ProfileProblem.UNKNOWN_KEY),
    ],
)
def test_a_file_that_is_no_good_is_named(tmp_path: Path, head: str, problem: ProfileProblem) -> None:
    (tmp_path / "a.toml").write_text(head, encoding="utf-8")
    loaded = load_watch_lists(tmp_path, NO_WORDS)
    assert [fault.problem for fault in loaded.faults] == [problem]


def test_two_lists_of_one_name_are_one_too_many(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.toml").write_text(HEAD.format(id="same"), encoding="utf-8")
    loaded = load_watch_lists(tmp_path, NO_WORDS)
    assert len(loaded.lists) == 1
    assert [fault.problem for fault in loaded.faults] == [ProfileProblem.DUPLICATE_ID]


def test_no_folder_is_no_list(tmp_path: Path) -> None:
    assert len(load_watch_lists(tmp_path / "gone", NO_WORDS).lists) == 0


def test_the_words_of_names_that_are_shipped_are_good(tmp_path: Path) -> None:
    words, faults = load_name_words(RESOURCES / "words" / "names.toml")
    assert faults == ()
    assert words.version >= 1
    assert {"ltd", "gmbh", "as"} <= words.legal_forms
    (tmp_path / "bad.toml").write_text("trades = 7", encoding="utf-8")
    assert load_name_words(tmp_path / "bad.toml")[0] is NO_WORDS

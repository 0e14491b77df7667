"""The shape of the repository: its top level, and modules small enough to be read."""

import ast
import shutil
import subprocess
from pathlib import Path

import pytest

from architecture.sources import CHECKOUT, PACKAGE, TESTS, Source, sources

TOP_LEVEL = {
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "SECURITY.md",
    "docs",
    "packaging",
    "pyinstaller.spec",
    "pyproject.toml",
    "requirements-dev.in",
    "requirements-dev.lock",
    "requirements-rivals.in",
    "requirements-rivals.lock",
    "requirements.in",
    "requirements.lock",
    "resources",
    "run",
    "src",
    "test",
    "tests",
}
LINES_AT_MOST = 400
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "stuff"}


def tracked(*under: str) -> list[str]:
    if shutil.which("git") is None or not (CHECKOUT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--", *under],
        cwd=CHECKOUT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [name for name in listed.stdout.split("\0") if name]


def test_top_level_holds_the_known_entries_and_no_other() -> None:
    entries = {name.split("/", 1)[0] for name in tracked()}
    assert {name for name in entries if not name.startswith(".")} == TOP_LEVEL


def test_nothing_tracked_is_a_cache_a_build_or_a_database() -> None:
    unwanted = (".pyc", ".sqlite", ".db", ".log", ".orig", ".rej", ".so", ".ttf", ".otf", ".ttc")
    assert [name for name in tracked() if name.endswith(unwanted)] == []


@pytest.mark.parametrize("folder", [PACKAGE, TESTS], ids=["src", "tests"])
def test_every_module_opens_with_a_sentence_saying_what_it_is(folder: Path) -> None:
    def sentence(source: Source) -> str:
        return (ast.get_docstring(source.tree) or "").split("\n\n")[0].strip()

    wrong = [
        source.at(source.tree) for source in sources(folder) if not sentence(source).endswith((".", "?"))
    ]
    assert wrong == []


@pytest.mark.parametrize("folder", [PACKAGE, TESTS], ids=["src", "tests"])
def test_no_module_is_too_long_to_be_read_at_once(folder: Path) -> None:
    lengths = {str(source.path.relative_to(CHECKOUT)): source.text.count("\n") for source in sources(folder)}
    assert {name: lines for name, lines in lengths.items() if lines > LINES_AT_MOST} == {}


@pytest.mark.parametrize("folder", [PACKAGE, TESTS], ids=["src", "tests"])
def test_no_module_has_a_name_that_says_nothing(folder: Path) -> None:
    named = [path for path in folder.rglob("*") if path.stem in NO_NAMES and path.name != "__pycache__"]
    assert named == []


def test_test_files_have_names_of_their_own() -> None:
    names = [path.name for path in TESTS.rglob("test_*.py")]
    assert sorted({name for name in names if names.count(name) > 1}) == []

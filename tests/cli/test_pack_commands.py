"""Legal packs at the terminal: checked by name or folder, and the table in the documentation."""

import shutil
from pathlib import Path

import pytest

from borderpost.app.packs import named_pack
from borderpost.cli import main
from legal_packs import PACKS

DOCUMENT = Path(__file__).parents[2] / "docs" / "dispositions.md"


def test_a_shipped_pack_has_no_faults_and_says_what_it_lacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pack", "check", "eu", "--site", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "European Union (eu@1):" in out
    assert "It can be used." in out
    assert "1  outcomes that it does not offer" in out
    assert "FORFEIT (Forfeited)" in out
    assert "8  agencies that nobody can reach: write who is called there into contact." in out
    assert "  retention: eu-keep-released-without-finding" in out
    assert max(map(len, out.splitlines())) <= 110


@pytest.mark.parametrize("pack", ["eu", "uk", "us", "trips"])
def test_every_shipped_pack_lacks_nothing_that_stops_the_work(
    pack: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pack", "check", pack]) == 0
    out = capsys.readouterr().out
    for sentence in (
        "without a code for the post",
        "nothing can be seized",
        "no power to examine",
        "nothing stands before opening",
        "no time limit",
        "nobody is named",
        "no time after which they are erased",
    ):
        assert sentence not in out, sentence


def test_the_sites_own_pack_comes_first_and_its_faults_are_told_by_path(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "packs" / "eu"
    shutil.copytree(PACKS / "eu", mine)
    clocks = mine / "notices-and-clocks.toml"
    clocks.write_text(clocks.read_text().replace('span = "working_days"', 'span = "moons"', 1))
    assert main(["pack", "check", "eu", "--site", str(tmp_path)]) == 1
    error = capsys.readouterr().err
    assert "pack 'eu', notices-and-clocks.toml: clocks[0].span: cannot be used" in error
    assert main(["pack", "check", str(mine)]) == 1


OWN_AGENCY = """
[[agencies]]
id = "our-lab"
source = "site"
valid_from = 2026-01-01
verified = true
name = "Laboratory of the Republic"
kind = "medicines"
contact = "desk@example.org"
"""


def test_a_site_names_its_own_agencies_in_the_place_of_the_packs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "agencies.toml").write_text(OWN_AGENCY)
    assert main(["pack", "check", "eu", "--site", str(tmp_path)]) == 0
    assert "agencies" not in capsys.readouterr().out
    (row,) = named_pack("eu", tmp_path).agencies
    assert (row.name, row.contact) == ("Laboratory of the Republic", "desk@example.org")
    (tmp_path / "agencies.toml").write_text(OWN_AGENCY.replace('"medicines"', '"alchemy"'))
    assert main(["pack", "check", "eu", "--site", str(tmp_path)]) == 1
    assert "agencies.toml: agencies[0].kind: cannot be used" in capsys.readouterr().err


def test_a_pack_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "check", "atlantis", "--site", str(tmp_path)]) == 2
    assert "there is no legal pack 'atlantis'; there are: eu, trips, uk, us" in capsys.readouterr().err
    assert main(["pack"]) == 2


def test_the_table_in_the_documentation_is_what_the_packs_say(tmp_path: Path) -> None:
    day = DOCUMENT.read_text().split("as in force on ")[1][:10]
    written = tmp_path / "table.md"
    assert main(["pack", "table", "--day", day, "--out", str(written)]) == 0
    assert written.read_text() == DOCUMENT.read_text(), (
        "run: borderpost pack table --out docs/dispositions.md"
    )


def test_the_table_goes_to_the_terminal_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "table"]) == 0
    assert "| Seize | `SEIZE` |" in capsys.readouterr().out
    assert main(["pack", "table", "--out", str(tmp_path / "none" / "x.md")]) == 2

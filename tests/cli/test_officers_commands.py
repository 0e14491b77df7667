"""The commands of the roster: it is listed, and its first administrator enrolled, once."""

from datetime import date
from pathlib import Path

import pytest

from app.site_maker import make_site
from borderpost.cli import main


@pytest.fixture
def made(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    make_site(root, date(2026, 11, 20))
    return root


def test_the_first_administrator_is_enrolled_once_and_listed(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = tmp_path / "words"
    words.write_text("short\n", encoding="utf-8")
    asked = ["--new-passphrase-file", str(words), "--site", str(made)]
    assert main(["officers", "first-administrator", "ada", "Ada Berg", *asked]) == 2
    assert "ten letters" in capsys.readouterr().err
    words.write_text("seven quick test words\n", encoding="utf-8")
    assert main(["officers", "first-administrator", "ada", "Ada Berg", *asked]) == 0
    assert "Ada Berg may administer access" in capsys.readouterr().out
    assert main(["officers", "first-administrator", "eve", "Eve Duarte", *asked]) == 2
    assert "somebody administers access already" in capsys.readouterr().err
    assert main(["officers", "list", "--site", str(made)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "ada\tAda Berg\tadministrator\t… – …\t-" in lines
    assert main(["verify", "--site", str(made)]) == 0


def test_a_folder_that_is_no_site_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["officers", "list", "--site", str(tmp_path)]) == 2
    assert "site.toml" in capsys.readouterr().err

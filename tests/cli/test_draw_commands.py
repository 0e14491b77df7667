"""The commands of the random draw: a day is shown and checked, a secret lent and taken, values learnt."""

from pathlib import Path

import pytest

from app.site_maker import make_site
from borderpost.cli import main
from borderpost.store.site import local_clock

SHARE = "0.02"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("draw") / "site"
    make_site(root, local_clock().date())
    return root


def shown(made: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    assert main(["draw", "show", "2026-01-15", "--reason", "court", "--site", str(made)]) == 0
    return dict(line.split(" ", 1) for line in capsys.readouterr().out.splitlines())


def test_a_day_is_shown_and_checked_without_a_site(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = shown(made, capsys)
    assert told["share"] == SHARE
    items = [f"RR{number:09}GB" for number in range(400)]
    assert main(["draw", "check", told["day"], told["key"], told["seal"], SHARE, *items]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "The key of 2026-01-15 is the one that was sealed."
    assert 0 < sum(line.endswith(": drawn") for line in lines[1:]) < 25
    assert main(["draw", "check", "2026-01-16", told["key"], told["seal"], SHARE]) == 2
    assert "not the key of 2026-01-16" in capsys.readouterr().err


def test_a_day_that_is_not_long_past_is_not_shown(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    today = local_clock().date().isoformat()
    assert main(["draw", "show", today, "--site", str(made)]) == 2
    assert "may still come" in capsys.readouterr().err


def test_a_second_bench_draws_by_the_secret_of_the_first(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = shown(made, capsys)
    assert main(["draw", "lend", "--site", str(made)]) == 0
    (tmp_path / "lent").write_text(capsys.readouterr().out, encoding="ascii")
    other = tmp_path / "other"
    make_site(other, local_clock().date())
    (other / "demo" / "draw.secret").unlink()
    assert shown(other, capsys)["seal"] != told["seal"]
    assert main(["draw", "take", str(tmp_path / "lent"), "--site", str(other)]) == 0
    capsys.readouterr()
    assert shown(other, capsys) == told
    (tmp_path / "lent").write_text("no secret", encoding="ascii")
    assert main(["draw", "take", str(tmp_path / "lent"), "--site", str(other)]) == 2
    (other / "keys" / "draw.box").write_text("AAAA", encoding="ascii")
    assert main(["draw", "lend", "--site", str(other)]) == 2
    assert "take it again" in capsys.readouterr().err


def test_values_are_learnt(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draw", "learn", "--site", str(made)]) == 0
    assert capsys.readouterr().out.startswith("Learnt from ")
    assert (made / "norms.json").is_file()


def test_a_site_that_is_none_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["show", "2026-01-15"], ["lend"], ["learn"]):
        assert main(["draw", *words, "--site", str(tmp_path)]) == 2
        assert "borderpost: " in capsys.readouterr().err

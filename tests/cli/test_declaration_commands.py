"""`purge` and `check-declarations` as a person or a scheduler gives them."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from borderpost.app.places import SITE_FILE, resources_root
from borderpost.cli import main
from borderpost.store.lock import FolderLock
from borderpost.store.site import SiteFolder
from declared import declare
from station import PASSPHRASE, HandClock, open_station
from store.weeks_of_mail import feed_file, in_items, letter

TODAY = datetime.now().astimezone().date()
OLD = TODAY - timedelta(days=120)


def week_of_old() -> str:
    year, week, _ = OLD.isocalendar()
    return f"{year}-W{week:02d}"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SiteFolder:
    """A site that is no demo, with one week whose time is over."""
    monkeypatch.setitem(os.environ, "BORDERPOST_PASSPHRASE", PASSPHRASE)
    root = tmp_path / "site"
    open_station(root, HandClock()).store.close()
    describe(root)
    folder = open_station(root, HandClock())
    folder.store.close()
    declare(folder.folder, *[letter(n, OLD) for n in range(7)], today=OLD)
    declare(folder.folder, letter(50, TODAY), today=TODAY)
    return folder.folder


def describe(root: Path, more: str = "") -> None:
    told = (resources_root() / "demo" / SITE_FILE).read_text("utf-8")
    told = told.replace("demo = true\n", more).replace("BP04", "BP01")
    (root / SITE_FILE).write_text(told, "utf-8")


def said(site: SiteFolder, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main([words[0], "--site", str(site.root), *words[1:]])
    return code, "".join(capsys.readouterr())


def test_what_would_be_erased_is_told_and_left(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = said(site, capsys, "purge", "--dry-run")
    assert code == 0
    assert "kept for 90 days" in told
    assert f"{week_of_old()}: 7 declarations (7 from POST-GB) would be erased." in told
    assert len(site.weeks()) == 2


def test_what_is_due_is_erased_once(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = said(site, capsys, "purge")
    assert (code, len(site.weeks())) == (0, 1)
    assert f"{week_of_old()}: 7 declarations (7 from POST-GB) erased." in told
    assert "Nothing is older" in said(site, capsys, "purge")[1]


def test_a_site_may_keep_them_longer(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    describe(site.root, "keep_declarations_days = 200\n")
    code, told = said(site, capsys, "purge")
    assert code == 0
    assert "kept for 200 days (site)" in told
    assert len(site.weeks()) == 2


@pytest.mark.parametrize("wrong", ['"200"', "0", "-5", "true"])
def test_days_that_are_none_are_refused(
    site: SiteFolder, capsys: pytest.CaptureFixture[str], wrong: str
) -> None:
    describe(site.root, f"keep_declarations_days = {wrong}\n")
    code, told = said(site, capsys, "purge")
    assert code == 2
    assert "'keep_declarations_days' has to be a whole number of days" in told
    assert len(site.weeks()) == 2


def test_beside_an_open_bench_or_an_import_nothing_is_erased(
    site: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    with FolderLock(site.lock):
        assert said(site, capsys, "purge")[0] == 2
    with FolderLock(site.importing):
        code, told = said(site, capsys, "purge")
    assert code == 2
    assert "at work on this folder" in told
    assert len(site.weeks()) == 2


def test_without_new_mail_the_clock_is_not_believed(
    site: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in site.declarations.glob(f"{TODAY.isocalendar().year}-W{TODAY.isocalendar().week:02d}*"):
        path.unlink()
    code, told = said(site, capsys, "purge")
    assert code == 1
    assert "--trust-clock" in told
    assert len(site.weeks()) == 1
    assert said(site, capsys, "purge", "--trust-clock")[0] == 0
    assert site.weeks() == []


def test_late_rows_are_counted_by_import(
    site: SiteFolder, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = feed_file(tmp_path / "late.jsonl", [letter(n, OLD) for n in range(100, 103)])
    code, told = said(site, capsys, "import", str(file))
    assert code == 0
    assert "3 older than the time for which declarations are kept" in told


def test_whole_weeks_are_told_and_a_damaged_one_is_set_aside(
    site: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(site, capsys, "check-declarations") == (0, "2 of 2 weeks are whole.\n")
    in_items(site, week_of_old())
    code, told = said(site, capsys, "check-declarations")
    assert code == 1
    assert "damaged pages:" in told
    assert f"damaged/{week_of_old()}-1.db" in told.replace(os.sep, "/")
    assert "1 of 2 weeks are whole." in told
    assert said(site, capsys, "check-declarations")[0] == 0


def test_a_damaged_week_that_is_in_use_is_left_to_the_next_import(
    site: SiteFolder, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    in_items(site, week_of_old())
    with FolderLock(site.importing):
        code, told = said(site, capsys, "check-declarations")
    assert code == 1
    assert "the next import sets it aside" in told
    file = feed_file(tmp_path / "new.jsonl", [letter(60, TODAY)])
    assert "damaged and set aside" in said(site, capsys, "import", str(file))[1]

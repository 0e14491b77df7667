"""Files of declarations come in once, whatever is wrong with them and however often they are fed."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from borderpost.app.importing import ImportReport, RejectsNotWritten, import_file
from borderpost.app.telling import import_lines
from borderpost.domain.canonical_declaration import content_digest, to_canonical
from borderpost.domain.declaration import DESCRIPTION_LIMIT
from borderpost.store.engine import DatabaseError
from borderpost.store.message_versions import Kept
from borderpost.store.site import SiteFolder
from declared import mug, reading
from station import site_folder
from store.disks import small_disk


@pytest.fixture
def site(tmp_path: Path) -> SiteFolder:
    return site_folder(tmp_path / "site")


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    folder = tmp_path / "feed"
    folder.mkdir()
    return folder


def written(file: Path, *rows: dict[str, Any] | bytes) -> Path:
    lines = [row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows]
    file.write_bytes(b"\n".join(lines) + b"\n")
    return file


def plain(
    message: str = "m1", version: int = 1, words: str = "ceramic mug", **changes: Any
) -> dict[str, Any]:
    return to_canonical(mug(message, version, words)) | changes


def held(site: SiteFolder) -> list[tuple[Any, ...]]:
    """Everything that the store holds, in the order of the messages."""
    with reading(site) as declarations:
        rows = [one for week in declarations.weeks() for one in week.all()]
        assert len(rows) == declarations.tally().items
    return sorted(
        (one.message.id, one.message.version, one.item_id, one.item_date, content_digest(one)) for one in rows
    )


def words(site: SiteFolder) -> list[str]:
    with reading(site) as declarations:
        return [held.declaration.lines[0].description for held in declarations.find("RR473124829GB")]


def rejects(report: ImportReport) -> list[dict[str, Any]]:
    assert report.rejects is not None
    return [json.loads(line) for line in report.rejects.read_bytes().splitlines()]


def test_a_day_of_mail_comes_in_once(site: SiteFolder, feed: Path, shared_data: Path) -> None:
    told: list[tuple[int, int]] = []
    file = shared_data / "day" / "declarations.jsonl"
    first = import_file(site, file, rejects_folder=feed, progress=lambda *at: told.append(at))
    assert (first.rejected, first.rejects) == (0, None)
    assert first.kept.total() == first.rows == len(file.read_bytes().splitlines())
    assert told[-1][1] == file.stat().st_size
    assert sorted(told) == told
    before = held(site)
    again = import_file(site, file, rejects_folder=feed)
    assert again.kept == {Kept.SAME: first.rows}
    assert held(site) == before
    assert list(feed.iterdir()) == []


def test_a_day_of_mail_comes_in_as_a_table(site: SiteFolder, feed: Path, shared_data: Path) -> None:
    file = shared_data / "day" / "declarations.csv"
    for kind in (Kept.NEW, Kept.SAME):
        report = import_file(site, file, rejects_folder=feed)
        assert (report.kept, report.rejected) == ({kind: 500}, 0)


def test_faulty_rows_are_rejected_at_their_lines_and_nowhere_else(
    site: SiteFolder, feed: Path, shared_data: Path
) -> None:
    with (shared_data / "day" / "expected_rejects.tsv").open(encoding="utf-8") as file:
        expected = [int(row[0]) for row in csv.reader(file, delimiter="\t")]
    report = import_file(site, shared_data / "day" / "faulty.jsonl", rejects_folder=feed)
    found = rejects(report)
    assert [row["line"] for row in found] == expected
    assert all(row["sentence"] for row in found)
    whole = len((shared_data / "day" / "faulty.jsonl").read_bytes().splitlines())
    assert report.kept.total() == whole - len(expected)


def test_an_amendment_replaces_the_content(site: SiteFolder, feed: Path) -> None:
    import_file(site, written(feed / "one.jsonl", plain()))
    report = import_file(site, written(feed / "two.jsonl", plain(version=2, words="bone china")))
    assert report.kept == {Kept.AMENDED: 1}
    assert words(site) == ["bone china"]
    late = import_file(site, feed / "one.jsonl")
    assert late.kept == {Kept.SAME: 1}
    assert words(site) == ["bone china"]


def test_the_same_version_with_other_content_is_rejected_and_names_the_message(
    site: SiteFolder, feed: Path
) -> None:
    report = import_file(site, written(feed / "a.jsonl", plain(), plain(words="gold"), plain("m2")))
    assert (report.kept[Kept.NEW], report.rejected) == (2, 1)
    (conflict,) = rejects(report)
    assert (conflict["line"], conflict["field"]) == (2, "message.version")
    assert "m1" in json.dumps(conflict)
    assert conflict["row"]["lines"][0]["description"] == "gold"


def test_rejects_that_were_mended_come_in(site: SiteFolder, feed: Path) -> None:
    bad = plain(gross_weight_kg="-1")
    report = import_file(site, written(feed / "day.jsonl", plain("m2"), bad, b"{broken"))
    assert report.rejects == feed / "day.jsonl.rejects.jsonl"
    lines = rejects(report)
    lines[0]["row"]["gross_weight_kg"] = "1"
    mended = written(report.rejects, *lines)
    again = import_file(site, mended)
    assert again.kept == {Kept.NEW: 1}
    assert again.rejected == 1
    assert again.rejects is not None
    assert words(site).count("ceramic mug") == 2


def test_rejects_that_somebody_mends_are_never_written_over(site: SiteFolder, feed: Path) -> None:
    file = written(feed / "day.jsonl", plain(gross_weight_kg="-1"))
    first = import_file(site, file)
    assert import_file(site, file).rejects == first.rejects
    assert len(list(feed.iterdir())) == 2
    assert first.rejects is not None
    first.rejects.write_bytes(b"half mended")
    second = import_file(site, file)
    assert second.rejects == feed / "day.jsonl.rejects-2.jsonl"
    assert import_file(site, file).rejects == second.rejects
    assert first.rejects.read_bytes() == b"half mended"
    assert len(list(feed.iterdir())) == 3


KILLED = """
import os, signal, sys
from pathlib import Path
from borderpost.app.importing import import_file
from station import site_folder
def killed(done, whole):
    if done > int(sys.argv[4]):
        os.kill(os.getpid(), signal.SIGKILL)
site, file, rejects = map(Path, sys.argv[1:4])
import_file(site_folder(site), file, rejects_folder=rejects, progress=killed, batch_rows=500)
"""


def test_an_import_that_was_killed_is_simply_fed_again(site: SiteFolder, feed: Path, tmp_path: Path) -> None:
    rows: list[Any] = [plain(f"m{n}", words=f"mug {n}") for n in range(2500)]
    rows[1200] = rows[2400] = b"{broken"
    file = written(feed / "day.jsonl", *rows)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(site.root), str(file), str(feed), str(file.stat().st_size // 2)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert 0 < len(held(site)) < 2498
    report = import_file(site, file)
    assert report.kept.total() == 2498
    assert report.resumed_at > 0
    assert [row["line"] for row in rejects(report)] == [1201, 2401]
    whole = site_folder(tmp_path / "whole")
    import_file(whole, file)
    assert held(site) == held(whole)


def cut_off(site: SiteFolder, file: Path, rejects_folder: Path) -> None:
    """Import a file in batches of ten rows until most of it is in."""

    def cut(done: int, size: int) -> None:
        if done > size * 0.7:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_file(site, file, rejects_folder=rejects_folder, progress=cut, batch_rows=10)


def test_feeds_of_one_name_that_were_cut_off_do_not_mix_their_rejects(
    site: SiteFolder, feed: Path, tmp_path: Path
) -> None:
    files = []
    for post, broken in (("gb", b"{one"), ("de", b"{another, and a longer one")):
        rows: list[Any] = [plain(f"{post}{n}") for n in range(60)]
        rows[3] = rows[15] = broken
        (tmp_path / post).mkdir()
        files.append(written(tmp_path / post / "day.jsonl", *rows))
    for file in files:
        cut_off(site, file, feed)
    reports = [import_file(site, file, rejects_folder=feed) for file in files]
    assert [[row["row"] for row in rejects(report)] for report in reports] == [
        ["{one"] * 2,
        ["{another, and a longer one"] * 2,
    ]


def test_a_description_of_ten_megabytes_gets_a_clear_answer(site: SiteFolder, feed: Path) -> None:
    report = import_file(site, written(feed / "a.jsonl", plain(words="x" * 10**7), plain("m2")))
    assert report.rows == 2
    assert report.kept.total() + report.rejected == 2
    assert all(len(text) <= DESCRIPTION_LIMIT for text in words(site))
    assert report.warnings or report.rejected


@pytest.mark.parametrize(
    "odd",
    [
        plain(words="🧸" * 512),
        plain(words="\u202eתיבה בעברית\u202c"),
        plain(words="half \ud800 letter"),
        plain(words="nul \x00 nul"),
        plain(sender={"name": "\udfff", "country": "GB"}),
        plain(item_id="RR\ud800"),
        plain(message={"id": "m\ud800", "version": 1, "source": "x", "received_at": "2026-11-07T16:00:00Z"}),
        plain(message={"id": "m", "version": 2**63, "source": "x", "received_at": "2026-11-07T16:00:00Z"}),
        plain(message={"id": "m", "version": 1, "source": "x", "received_at": "0001-01-01T00:00:00+23:59"}),
        plain(message={"id": "m", "version": 1, "source": "x", "received_at": "9999-12-31T23:59:59-23:59"}),
        plain(lines=[{"description": "x", "quantity": "1" * 400}]),
        plain(lines=[{"description": "x", "quantity": "1e999999"}]),
        plain(gross_weight_kg="1e-999999"),
        plain(alternate_ids=["\ud800", "A" * 10**5]),
        plain(lines=[{"description": "🧸" * 512}] * 200),
        json.dumps(plain(x="y")).encode().replace(b'"y"', b"[" * 3000 + b"]" * 3000),
        b"\xff\xfe\x00",
        b"",
    ],
)
def test_whatever_a_row_holds_it_is_kept_or_rejected(
    site: SiteFolder, feed: Path, odd: dict[str, Any] | bytes
) -> None:
    report = import_file(site, written(feed / "a.jsonl", odd, plain("good")))
    assert "ceramic mug" in words(site)
    assert report.kept.total() + report.rejected == (1 if odd == b"" else 2)
    if report.rejected:
        assert len(rejects(report)) == report.rejected


def test_a_file_that_cannot_be_read_changes_nothing(site: SiteFolder, feed: Path) -> None:
    with pytest.raises(OSError, match="none"):
        import_file(site, feed / "none.jsonl")
    (feed / "folder.jsonl").mkdir()
    with pytest.raises(IsADirectoryError):
        import_file(site, feed / "folder.jsonl")
    assert [p.name for p in feed.iterdir()] == ["folder.jsonl"]


def test_rejects_that_cannot_be_written_are_told_and_the_file_can_be_fed_again(
    site: SiteFolder, feed: Path, tmp_path: Path
) -> None:
    file = written(feed / "day.jsonl", plain(), b"{broken")
    with pytest.raises(RejectsNotWritten, match="--rejects"):
        import_file(site, file, rejects_folder=tmp_path / "missing")
    report = import_file(site, file)
    assert (report.kept, report.rejected) == ({Kept.SAME: 1}, 1)


def test_rejects_that_a_full_disk_does_not_take_are_told_as_such(
    site: SiteFolder, feed: Path, tmp_path: Path
) -> None:
    file = written(feed / "day.jsonl", plain(), *[b"{broken" + b"x" * 1_000] * 200)
    with small_disk(tmp_path / "small", kib=64) as disk:
        with pytest.raises(RejectsNotWritten, match="No space left"):
            import_file(site, file, rejects_folder=disk)
        assert list(disk.iterdir()) == []
    report = import_file(site, file)
    assert (report.kept, report.rejected) == ({Kept.SAME: 1}, 200)


def test_a_mirror_that_is_none_is_told_and_nothing_is_lost(site: SiteFolder, feed: Path) -> None:
    site.mirror.write_bytes(b"this is no database, and long enough to be looked at as one" * 100)
    with pytest.raises(DatabaseError):
        import_file(site, written(feed / "a.jsonl", plain(), b"{broken"))
    assert [p.name for p in feed.iterdir()] == ["a.jsonl"]


def test_what_was_told_to_be_kept_is_durable(site: SiteFolder, feed: Path, tmp_path: Path) -> None:
    """It is in the files, even beside a bench."""
    import_file(site, written(feed / "first.jsonl", plain("m0")))
    with reading(site) as bench:
        assert bench.tally().items == 1
        report = import_file(site, written(feed / "a.jsonl", plain()))
        assert report.kept.total() == 1
        copy_alone(site, tmp_path)


def copy_alone(site: SiteFolder, tmp_path: Path) -> None:
    (tmp_path / "alone").mkdir()
    shutil.copytree(site.vault_file.parent, tmp_path / "alone" / "keys")
    alone = site_folder(tmp_path / "alone")
    for file in (site.mirror, *site.declarations.glob("*.db")):
        target = alone.root / file.relative_to(site.root)
        target.parent.mkdir(exist_ok=True)
        shutil.copy(file, target)
        if (log := file.with_name(f"{file.name}-wal")).exists():
            shutil.copy(log, target.with_name(log.name))
    assert held(alone) == held(site)


def test_a_clock_that_stands_behind_the_feed_is_told(site: SiteFolder, feed: Path) -> None:
    file = written(feed / "late.jsonl", plain())
    arrived = datetime.fromisoformat(plain()["message"]["received_at"]).date()
    for apart, told in ((0, False), (1, False), (2, True), (700, True)):
        report = import_file(site, file, today=arrived - timedelta(days=apart))
        assert (report.newest == arrived) is told
        assert any(str(arrived) in line for line in import_lines(report)) is told

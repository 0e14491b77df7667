"""Whatever troubles the record is told to the officer at the bench in a sentence, and loses nothing."""

import contextlib
import random
import resource
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.site_maker import make_site
from borderpost.app.importing import import_file
from borderpost.app.opening import open_site
from borderpost.app.running import opened
from borderpost.app.unlocking import Secrets, unlock
from borderpost.app.workstation import Workstation
from borderpost.demo import site as demo
from borderpost.demo.cast import cast
from borderpost.devices.scene_source import SceneSource
from borderpost.devices.wedge_typist import type_scan
from borderpost.domain.item_key import item_key
from borderpost.store import journal
from borderpost.store.recovery import recover
from borderpost.store.salvage import PAGE, Salvage
from borderpost.store.site import SiteFolder, local_clock, verify_site
from borderpost.ui.examination.course import Part
from borderpost.ui.kit import Notice
from borderpost.work.ports import Transaction
from station import HandClock
from store.disks import small_disk
from store.weeks_of_mail import in_items, in_words
from ui.desk_maker import picture, settle

TODAY = datetime.now().astimezone().date()
PATIENCE = 15_000  # milliseconds that a busy machine may take


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sites") / "site"
    make_site(root, TODAY)
    return root


class Bench:
    """The program on a site, with an officer at the scanner."""

    def __init__(self, root: Path, qapp: QApplication, qtbot: QtBot, clock: Callable[[], datetime]) -> None:
        self.site = open_site(root, clock=clock)
        # damage is looked for also while parcels are scanned
        self.site.store.quiet.seconds = 0.0
        self.qtbot = qtbot
        hints = {officer.id: officer.passphrase for officer in demo.officers()}
        self.station = Workstation(
            qapp, self.site, camera_source=SceneSource(name="Bench camera"), hints=hints, sounds=False
        )
        qtbot.addWidget(self.station.window)
        self.station.show()
        self.station.window.activateWindow()
        qtbot.waitUntil(self.station.window.isActiveWindow, timeout=PATIENCE)

    def log_in(self) -> None:
        login = self.station.login
        login.choose("adeyemi")
        login.panel.passphrase.setText(dict(self.station.desk.hints)["adeyemi"])
        login.panel.submit.click()
        self.qtbot.waitUntil(lambda: self.station.session.anyone, timeout=PATIENCE)
        settle(self.station.desk)

    def scan(self, text: str) -> None:
        type_scan(self.station.window.windowHandle(), text)
        settle(self.station.desk)

    def press(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.station.window, key)
        settle(self.station.desk)

    @property
    def said(self) -> str:
        return self.station.bench.banner.said()

    def standing(self, name: str) -> str:
        return self.station.window.troubles.text(name)

    def notices(self) -> str:
        """What the bench says about the scan in sentences."""
        page = self.station.bench.findChildren(Notice)
        return " ".join(notice.text() for notice in page if notice.isVisible())

    def shown(self) -> str:
        chosen = self.station.bench.chosen()
        return chosen.item_id if chosen else ""

    def entries(self) -> list[str]:
        with contextlib.closing(self.site.folder.connect_record(readonly=True)) as conn:
            return [entry.kind for entry in journal.entries(conn)]

    def close(self) -> None:
        settle(self.station.desk)
        self.station.window.close()


Opens = Callable[..., Bench]


@pytest.fixture
def at_bench(folder: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Opens]:
    benches: list[Bench] = []

    def open_it(root: Path | None = None, clock: Callable[[], datetime] = local_clock) -> Bench:
        if root is None:
            root = tmp_path / "site"
        if not root.exists() or not any(root.iterdir()):
            shutil.copytree(folder, root, dirs_exist_ok=True)
        benches.append(Bench(root, qapp, qtbot, clock))
        return benches[-1]

    yield open_it
    for bench in benches:
        bench.close()


def parcel(number: int = 0) -> str:
    """Return the label of one of the named parcels that can be examined."""
    return [member.label for member in cast(TODAY) if member.lane in ("red", "yellow")][number]


@contextlib.contextmanager
def no_file_grows() -> Iterator[None]:
    """Let every write behind the end of what is there fail, by the system itself."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_told_and_the_scan_is_tried_again(at_bench: Opens, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", kib=12_000) as disk:
        bench = at_bench(disk / "site")
        bench.log_in()
        filler = disk / "filler"
        with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))
        number = parcel()
        for _ in range(400):
            bench.scan(number)
            if "not looked up" in bench.said:
                break
        assert "the disk is full" in bench.said
        assert "the disk is full" in bench.standing("disk")
        assert not bench.shown()
        filler.unlink()
        assert bench.station.bench.entry.field.text() == number
        bench.station.bench.entry.field.setFocus()
        bench.press(Qt.Key.Key_Return)
        assert bench.shown() == item_key(number)
        bench.qtbot.waitUntil(lambda: bench.standing("disk") == "", timeout=PATIENCE)
        bench.close()
        assert verify_site(bench.site.folder).holds


def test_a_failing_write_is_told_and_what_stands_on_the_screen_is_kept(at_bench: Opens) -> None:
    bench = at_bench()
    bench.log_in()
    bench.scan(parcel())
    shown, before = bench.shown(), bench.entries()
    assert shown
    with no_file_grows():
        bench.station.bench.take_step("examine")
        settle(bench.station.desk)
    assert "the disk failed while writing" in bench.said
    assert "the disk failed" in bench.standing("disk")
    assert bench.shown() == shown
    assert bench.entries() == before
    bench.station.bench.take_step("examine")
    settle(bench.station.desk)
    # meanwhile the post may be told of it
    assert bench.entries()[: len(before) + 1] == [*before, "inspection_opened"]
    # what changed is told apart from what the scan found
    bench.qtbot.waitUntil(lambda: bench.standing("disk") == "", timeout=PATIENCE)
    assert bench.station.window.current_screen() == "examination"


def test_the_examination_keeps_what_was_entered_and_photographed(at_bench: Opens, tmp_path: Path) -> None:
    bench = at_bench()
    bench.log_in()
    bench.scan(parcel())
    bench.station.bench.take_step("examine")
    settle(bench.station.desk)
    screen = bench.station.examination
    file = tmp_path / "label.jpg"
    file.write_bytes(picture(40))
    before = bench.entries()
    screen.show_part(Part.PHOTOGRAPHS)
    with no_file_grows():
        screen.photos.add_files([str(file)])
        settle(bench.station.desk)
    assert "not recorded" in screen.photos.problem.text()
    assert screen.photos.again.isVisible()
    assert bench.entries() == before
    file.unlink()
    screen.photos.again.click()
    settle(bench.station.desk)
    assert bench.entries() == [*before, "photograph_taken"]
    assert not screen.photos.again.isVisible()
    assert not screen.photos.problem.text()


def test_a_disk_that_takes_no_writing_any_more(at_bench: Opens) -> None:
    """SQLite is told to write no more: what it answers is what it answers on a protected disk."""

    def protect(on: bool) -> Callable[[Transaction], None]:
        def job(tx: Transaction) -> None:
            tx.record.execute(f"PRAGMA query_only={int(on)}")  # type: ignore[attr-defined]

        return job

    bench = at_bench()
    bench.log_in()
    bench.site.store.submit(protect(True)).result(20)
    bench.scan(parcel())
    assert "the disk takes no writing" in bench.said
    assert "takes no writing" in bench.standing("disk")
    bench.site.store.read(lambda _: None).result(20)
    bench.site.store._writer.submit(lambda opened: opened.record.execute("PRAGMA query_only=0")).result(20)
    bench.scan(parcel())
    assert bench.shown() == item_key(parcel())
    # what changed is told apart from what the scan found
    bench.qtbot.waitUntil(lambda: bench.standing("disk") == "", timeout=PATIENCE)


def test_a_disk_that_is_protected_at_the_start_is_told(folder: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", kib=12_000) as disk:
        shutil.copytree(folder, disk / "site")
        open_site(disk / "site").close()
        disk.protect()
        said: list[str] = []
        assert opened(disk / "site", Secrets(), said.append) is None
        assert "the disk takes no writing" in said[0]
        disk.protect(False)
        site = opened(disk / "site", Secrets(), said.append)
        assert site is not None
        site.close()


def test_a_clock_that_jumps_back_is_told_once(at_bench: Opens) -> None:
    clock = HandClock(datetime.now().astimezone())
    bench = at_bench(clock=clock)
    bench.log_in()
    bench.scan(parcel())
    assert not bench.standing("clock")
    clock.at -= timedelta(hours=3)
    bench.scan(parcel(1))
    bench.qtbot.waitUntil(lambda: bool(bench.standing("clock")), timeout=PATIENCE)
    assert "went back by 3 h" in bench.standing("clock")
    assert bench.shown() == item_key(parcel(1))
    bench.station.window.troubles.seen_button("clock").click()
    assert not bench.standing("clock")
    bench.scan(parcel(2))
    assert not bench.standing("clock")
    assert bench.entries().count("clock_set_back") == 1


def spoil(folder: SiteFolder, *, newest: bool) -> None:
    """Put noise in the place of the page on which the newest, or the second, entry stands."""
    salvage = Salvage(folder.record, folder.keys().key_of("record.db"))
    places: dict[int, int] = {}
    for number, versions in salvage._versions.items():
        page = salvage._plain(versions[0]) if number > 1 else None
        if page and page[0] == 0x0D:
            for row in salvage._rows_on(page):
                places[row.sequence] = number
    number = places[max(places)] if newest else places[1]
    data = bytearray(folder.record.read_bytes())
    data[(number - 1) * PAGE : number * PAGE] = random.Random(number).randbytes(PAGE)
    folder.record.write_bytes(data)


def work_a_while(bench: Bench) -> None:
    bench.log_in()
    for number in range(3):
        bench.scan(parcel(number))
    bench.station.bench.take_step("examine")
    settle(bench.station.desk)


def test_a_damaged_record_is_opened_for_reading_and_recovered(at_bench: Opens) -> None:
    first = at_bench()
    work_a_while(first)
    root = first.site.folder.root
    first.close()
    spoil(unlock(SiteFolder(root), Secrets(), demo=True), newest=True)
    bench = at_bench(root)
    assert "The record of this station is damaged" in bench.standing("record")
    bench.log_in()
    bench.scan(parcel(1))
    assert "the record is damaged and can only be read" in bench.said
    assert not bench.shown()
    pages = bench.station.desk.pages
    assert pages.waiting_ids() == []
    bench.close()
    made = recover(unlock(SiteFolder(root), Secrets(), demo=True), at=local_clock(), program="test")
    assert made.lost
    again = at_bench(root)
    assert not again.standing("record")
    again.log_in()
    again.scan(parcel(2))
    assert again.shown() == item_key(parcel(2))


def test_damage_that_the_start_does_not_meet_is_found_beside_the_work(at_bench: Opens) -> None:
    first = at_bench()
    work_a_while(first)
    root = first.site.folder.root
    first.close()
    unlocked = unlock(SiteFolder(root), Secrets(), demo=True)
    with contextlib.closing(unlocked.connect_record()) as conn:
        (page,) = conn.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'exhibit_numbers'").fetchone()
    data = bytearray(unlocked.record.read_bytes())
    data[(page - 1) * PAGE + 100] ^= 1
    unlocked.record.write_bytes(data)
    bench = at_bench(root)
    bench.qtbot.waitUntil(lambda: bool(bench.standing("record")), timeout=PATIENCE)
    number = len(bench.entries())
    bench.log_in()
    bench.scan(parcel(1))
    assert "can only be read" in bench.said
    assert len(bench.entries()) == number


def test_damaged_declarations_are_told_over_every_screen_until_they_are_fed_again(
    at_bench: Opens, qtbot: QtBot
) -> None:
    bench = at_bench()
    folder = bench.site.folder
    bench.log_in()
    bench.scan(parcel(0))
    assert bench.standing("weeks") == ""
    assert "week" not in bench.notices()
    bench.close()
    for week in folder.weeks():
        in_items(folder, week)
    bench = at_bench(folder.root)
    bench.log_in()
    bench.scan(parcel(1))
    qtbot.waitUntil(lambda: bench.standing("weeks") != "", timeout=PATIENCE)
    assert "an item may be declared although none is found" in bench.standing("weeks")
    assert "Have the feeds of that week taken in again" in bench.notices()
    assert bench.station.bench.chosen() is not None
    with contextlib.closing(folder.connect_record(readonly=True)) as conn:
        scans = [
            entry.payload["weeks_missing"] for entry in journal.entries(conn) if entry.kind == "item_scanned"
        ]
    assert scans[0] == []
    assert set(scans[1]) & set(folder.weeks())
    # the others are met by the check beside the work
    weeks = folder.weeks()
    qtbot.waitUntil(lambda: all(week in bench.standing("weeks") for week in weeks), timeout=PATIENCE)
    report = import_file(folder, folder.root / "cast.jsonl", rejects_folder=folder.root)
    assert report.set_aside
    bench.scan(parcel(2))
    qtbot.waitUntil(lambda: bench.standing("weeks") == "", timeout=PATIENCE)
    assert bench.shown()
    assert "week" not in bench.notices()


def test_pages_that_nobody_asked_for_are_checked_beside_the_bench(at_bench: Opens, qtbot: QtBot) -> None:
    site = at_bench()
    root = site.site.folder.root
    site.close()
    folder = site.site.folder
    in_words(folder, folder.weeks()[0])
    bench = at_bench(root)
    qtbot.waitUntil(lambda: folder.weeks()[0] in bench.standing("weeks"), timeout=PATIENCE)

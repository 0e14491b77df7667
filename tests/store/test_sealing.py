"""A stolen disk tells nothing; a store in clear comes under lock whatever interrupts it; damage is found."""

import contextlib
import math
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from borderpost.domain.codes import PhotoSubject
from borderpost.domain.inspection import Inspection
from borderpost.store import keys
from borderpost.store.condition import DamagedRecord
from borderpost.store.engine import WrongKey, connect, is_plain
from borderpost.store.intake import Intake
from borderpost.store.keys import NoStationKey
from borderpost.store.quarantine import set_week_aside
from borderpost.store.site import SiteFolder, prepare, rebuild_site, verify_site
from borderpost.store.verify import Fault
from declared import MUG, TODAY, declare, mug, reading
from record_dump import Dump, assert_whole, dump
from station import HandClock, Station, open_station, site_folder
from station_stories import opened, photograph, seized
from store.plain_store import put_back
from store.weeks_of_mail import in_items

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01 a photograph of shoes " + bytes(range(256)) * 300
NAMES = ("Łukasz", "Nowak", "lukasz", "nowak", "王伟贸易", "Zarquet", "zarquet", "Anna Ríos", "RR473124829GB")
KILLS = 20


def needles() -> Iterator[tuple[str, bytes]]:
    """Every declared thing as it would stand in clear: in three encodings, and as a photograph begins."""
    for name in NAMES:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            yield f"{name} in {encoding}", name.encode(encoding)
    yield "the beginning of a JPEG", JPEG[:10]
    yield "the middle of a JPEG", b"a photograph of shoes"
    yield "a signing key", b"PRIVATE KEY"
    yield "a database in clear", b"SQLite format 3"


def in_clear(root: Path, copy: Path) -> list[str]:
    """Return what stands in clear in which file; a copy is read, since reading itself would undo locks."""
    subprocess.run(["cp", "-r", str(root), str(copy)], check=True)
    files = [path for path in copy.rglob("*") if path.is_file()]
    assert files
    found = []
    for path in files:
        data = path.read_bytes()
        found += [f"{path.name}: {what}" for what, needle in needles() if needle in data]
    return found


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary files for this test alone."""
    made = tmp_path / "temporary"
    made.mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR", "TEMP"):
        monkeypatch.setenv(name, str(made))
    return made


def test_a_stolen_disk_tells_nothing(
    tmp_path: Path, temporary: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    root = tmp_path / "site"
    station = open_station(root, HandClock())
    declare(station.folder, MUG)
    state = seized(station)
    photograph(station, opened(station, "CC000000005DE").id, JPEG, PhotoSubject.PRODUCT)
    logs = [root / f"{name}.db-wal" for name in ("record", "mirror")]
    assert any(log.exists() and log.stat().st_size for log in logs), "it is to be looked at while it is open"
    assert in_clear(root, tmp_path / "while open") == []
    assert station.store.read(lambda pages: pages.inspection(state.id)).result(20) is not None
    station.store.close()
    rebuild_site(station.folder)
    assert in_clear(root, tmp_path / "closed") == []
    assert list(temporary.rglob("*")) == []
    assert not any(name in caplog.text for name in NAMES)


def test_declarations_lie_nowhere_in_clear(
    tmp_path: Path, temporary: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither while they are taken in, with a dictionary learnt from them, nor searched, nor set aside."""
    caplog.set_level("DEBUG")
    folder = site_folder(tmp_path / "site")
    mail = [mug(f"m{number}", words=f"mug {number}") for number in range(1200)]
    with Intake(folder, today=TODAY) as intake:
        intake.keep(mail)
        (log,) = folder.declarations.glob("*.db-wal")
        assert log.stat().st_size, "it is to be looked at while it is open"
        assert in_clear(folder.root, tmp_path / "while taken in") == []
        with reading(folder) as declarations:
            assert declarations.search("nowak", 10, lambda: False)
            assert len(declarations.find(MUG.item_id)) == 1200
            assert in_clear(folder.root, tmp_path / "while searched") == []
    (week,) = folder.weeks()
    in_items(folder, week)
    with reading(folder) as declarations:
        declarations.find(MUG.item_id)
        assert declarations.broken
    set_week_aside(folder, week)
    declare(folder, *mail)
    assert in_clear(folder.root, tmp_path / "set aside") == []
    assert list(temporary.rglob("*")) == []
    assert not any(name in caplog.text for name in NAMES)


def test_the_test_would_see_a_store_in_clear(tmp_path: Path) -> None:
    put_back("0.1.0", tmp_path / "site", [JPEG])
    found = " ".join(in_clear(tmp_path / "site", tmp_path / "copy"))
    for what in ("Nowak in utf-8", "beginning of a JPEG", "signing key", "database in clear"):
        assert what in found


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    """A closed site whose journal holds a seizure."""
    station = open_station(tmp_path_factory.mktemp("sealed") / "site", HandClock())
    declare(station.folder, MUG)
    seized(station)
    station.store.close()
    return station.folder


@pytest.fixture
def copy(closed: SiteFolder, tmp_path: Path) -> SiteFolder:
    shutil.copytree(closed.root, tmp_path / "copy")
    return site_folder(tmp_path / "copy")


def test_a_flipped_byte_anywhere_in_the_record_is_found(copy: SiteFolder) -> None:
    whole = copy.record.read_bytes()
    dice = random.Random(20261122)
    places = [0, 15, 16, 4095, 4096, len(whole) - 1, len(whole) - 64, len(whole) - 80]
    places += [dice.randrange(len(whole)) for _ in range(60)]
    named = 0
    for place in places:
        damaged = bytearray(whole)
        damaged[place] ^= 1 << dice.randrange(8)
        copy.record.write_bytes(bytes(damaged))
        verdict = verify_site(copy)
        assert not verdict.holds, place
        # without the pages that hold its schema nothing of a database opens
        if place >= 4096 and verdict.fault is not Fault.DAMAGED_FILE:
            named += 1
            assert verdict.pages == (place // 4096 + 1,)
    assert named > 40
    copy.record.write_bytes(whole)
    assert verify_site(copy).holds


def test_a_page_without_entries_is_told_apart_from_a_wrong_entry(copy: SiteFolder) -> None:
    conn = copy.connect_record()
    conn.execute("CREATE TABLE beside(x)")
    conn.execute("INSERT INTO beside VALUES (zeroblob(100000))")
    conn.close()
    data = bytearray(copy.record.read_bytes())
    data[-5000] ^= 1
    copy.record.write_bytes(bytes(data))
    verdict = verify_site(copy)
    assert (verdict.fault, verdict.wrong, verdict.entries) == (Fault.DAMAGED_PAGES, 0, 10)


def test_a_record_that_is_cut_off_is_found(copy: SiteFolder) -> None:
    os.truncate(copy.record, copy.record.stat().st_size - 3 * 4096)
    assert not verify_site(copy).holds


def test_a_wrong_key_is_told(copy: SiteFolder) -> None:
    with pytest.raises(WrongKey, match=r"record\.db does not open with this station's key"):
        connect(copy.record, durable=True, key=bytes(32))
    with pytest.raises(WrongKey):
        connect(copy.record, durable=True, readonly=True, key=copy.keys().key_of("mirror.db"))


def test_two_stations_cannot_read_one_another(copy: SiteFolder, tmp_path: Path) -> None:
    other = open_station(tmp_path / "other", HandClock())
    seized(other)
    sha256 = other.store.evidence.keep(JPEG)
    other.store.close()
    for name in ("record.db", "mirror.db", "evidence", "station.key"):
        assert copy.keys().key_of(name) != other.folder.keys().key_of(name)
    shutil.copyfile(other.folder.record, copy.record)
    verdict = verify_site(copy)
    assert verdict.fault is Fault.DAMAGED_FILE
    assert "another station's" in verdict.detail
    shutil.copyfile(other.folder.key, copy.key)
    with pytest.raises(NoStationKey, match="another station"):
        keys.load_or_make(copy, may_make=True)
    assert sha256 not in {path.stem for path in other.folder.evidence.rglob("*")}


def test_a_clear_file_put_into_a_sealed_folder_is_not_believed(copy: SiteFolder, tmp_path: Path) -> None:
    planted = put_back("0.1.0", tmp_path / "planted")
    shutil.copyfile(planted.record, copy.record)
    with pytest.raises(DamagedRecord, match="does not open with this station's key"):
        prepare(copy, station="BP01", program="test", facility="", clock=HandClock())
    shutil.copyfile(planted.mirror, copy.mirror)
    with pytest.raises(WrongKey):
        copy.connect_mirror()


def without_exhibits(dumped: Dump) -> Dump:
    """Return a dump without the exhibits, which opening an earlier store works out."""
    states = [msgspec.msgpack.decode(bytes(row[-1]), type=Inspection) for row in dumped["inspections"]]
    rows = [row[:-1] for row in dumped["inspections"]]
    return {**dumped, "inspections": rows, "states": [(replace(state, exhibits=()),) for state in states]}


def sealed_as_before(folder: SiteFolder, before: object, tmp_path: Path) -> None:
    """Assert that everything is there that was, and nothing of it in clear."""
    assert folder.is_sealed()
    assert verify_site(folder).holds
    assert without_exhibits(dump(folder, "zarquet")) == without_exhibits(before)
    station = open_station(folder.root, HandClock())
    for data in PHOTOGRAPHS:
        assert station.store.evidence.read(station.store.evidence.keep(data)) == data
    with reading(folder) as declarations:
        assert [held.versions for held in declarations.find("1Z999")] == [2]
    station.store.close()
    assert in_clear(folder.root, tmp_path) == []
    left = {path.name for path in folder.root.rglob("*") if path.is_file() and "evidence" not in path.parts}
    weeks = {path.name for path in folder.declarations.iterdir()}
    known = {"record.db", "mirror.db", "lock", "importing", "station.key", "vault.json", "vault.lock"}
    assert left <= known | weeks


PHOTOGRAPHS = [JPEG + bytes([number]) for number in range(8)]
ROWS = 4000
SEALER = """
import os, sys
from pathlib import Path
from declared import reading
from station import site_folder
from borderpost.store.sealing import seal
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        seal(site_folder(Path(line.strip())))
        os._exit(0)
    print(child, flush=True)
    os.waitpid(child, 0)
    print("ended", flush=True)
"""


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    """A store of version 0.1.0 of some size, with a write-ahead log that a killed program has left."""
    root = tmp_path_factory.mktemp("plain")
    folder = put_back("0.1.0", root / "site", PHOTOGRAPHS)
    for path, statement in (
        (folder.record, "PRAGMA user_version=7"),
        (
            folder.mirror,
            "INSERT INTO declarations(message_id, version, current, item_id, item_date, digest, content)"
            f" WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS})"
            " SELECT 'x' || i, 1, 1, 'RR473124829GB', '2026-11-01', 'd', randomblob(400) FROM n",
        ),
    ):
        conn = connect(path, durable=True, key=None)
        conn.execute(statement)
        subprocess.run(["cp", str(path), str(path) + "-wal", str(root)], check=True)
        conn.close()
        for name in (path.name, f"{path.name}-wal"):
            shutil.move(root / name, folder.root / name)
    assert (folder.root / "record.db-wal").stat().st_size
    assert is_plain(folder.record)
    return folder


def test_a_plain_store_comes_under_lock(plain: SiteFolder, tmp_path: Path) -> None:
    root = tmp_path / "site"
    shutil.copytree(plain.root, root)
    # read where it lies in clear, in another copy
    shutil.copytree(plain.root, tmp_path / "read")
    before = dump(SiteFolder(tmp_path / "read"), "zarquet")
    head = verify_site(SiteFolder(tmp_path / "read"))
    open_station(root, HandClock()).store.close()
    folder = site_folder(root)
    assert verify_site(folder).head_hash == head.head_hash
    sealed_as_before(folder, before, tmp_path / "sealed")
    assert_whole(folder, "zarquet")


def test_killed_at_any_moment_the_sealing_is_completed_at_the_next_start(
    plain: SiteFolder, tmp_path: Path, checkout: Path
) -> None:
    shutil.copytree(plain.root, tmp_path / "read")
    before = dump(SiteFolder(tmp_path / "read"), "zarquet")
    environment = os.environ | {"PYTHONPATH": f"{checkout / 'src'}:{checkout / 'tests'}"}
    dice = random.Random(20261122)
    states = set()
    with subprocess.Popen(
        [sys.executable, "-c", SEALER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as sealer:
        shutil.copytree(plain.root, tmp_path / "timed")
        whole = sealed_by(sealer, tmp_path / "timed", None)
        for number in range(KILLS // 2):
            root = tmp_path / f"killed {number}"
            shutil.copytree(plain.root, root)
            # killed, and killed again while it makes up for it
            for _ in range(2):
                whole = min(whole, sealed_by(sealer, root, dice.uniform(0, whole)))
                states.add(tuple(sorted(p.name for p in root.iterdir())))
            open_station(root, HandClock()).store.close()
            sealed_as_before(site_folder(root), before, tmp_path / f"copy {number}")
        assert sealer.stdin is not None
        sealer.stdin.close()
    assert len(states) > 1, "the kills came at different moments"


def sealed_by(sealer: subprocess.Popen[str], root: Path, seconds: float | None) -> float:
    """Let a process of its own seal a folder, killed after so many seconds; return how long it took where
    it came to its end."""
    assert sealer.stdin is not None
    assert sealer.stdout is not None
    sealer.stdin.write(f"{root}\n")
    sealer.stdin.flush()
    child = int(sealer.stdout.readline())
    began = time.monotonic()
    timer = threading.Timer(seconds if seconds is not None else 600, _kill, [child])
    timer.start()
    assert sealer.stdout.readline() == "ended\n"
    taken = time.monotonic() - began
    timer.cancel()
    timer.join()
    return taken if seconds is None or taken < seconds else math.inf


def _kill(child: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)


@pytest.mark.parametrize("moment", ["copied", "set aside", "put in place"])
def test_every_state_in_between_is_completed(plain: SiteFolder, tmp_path: Path, moment: str) -> None:
    """The four steps of a database, stopped behind each."""
    shutil.copytree(plain.root, tmp_path / "read")
    before = dump(SiteFolder(tmp_path / "read"), "zarquet")
    done = tmp_path / "done"
    shutil.copytree(plain.root, done)
    open_station(done, HandClock()).store.close()
    root = tmp_path / "site"
    shutil.copytree(plain.root, root)
    shutil.copytree(done / "keys", root / "keys", dirs_exist_ok=True)
    vault = site_folder(root).keys()
    vault.forget("sealed")
    # the log belongs to the clear file as long as that bears its name
    conn = connect(root / "record.db", durable=True, key=None)
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    conn.close()
    if moment == "copied":
        (root / "record.db.sealing").write_bytes(b"half a copy")
    else:
        (root / "record.db").rename(root / "record.db.plain")
        target = "record.db.sealing" if moment == "set aside" else "record.db"
        shutil.copyfile(done / "record.db", root / target)
    open_station(root, HandClock()).store.close()
    sealed_as_before(site_folder(root), before, tmp_path / "copy")


def test_a_plain_store_without_its_key_is_left_as_it_is(plain: SiteFolder, tmp_path: Path) -> None:
    root = tmp_path / "site"
    shutil.copytree(plain.root, root)
    (root / "keys" / "station.pem").unlink()
    with pytest.raises(NoStationKey):
        open_station(root, HandClock())
    assert is_plain(root / "record.db")


def test_decayed_evidence_is_carried_over_and_told(plain: SiteFolder, tmp_path: Path) -> None:
    root = tmp_path / "site"
    shutil.copytree(plain.root, root)
    victim = next(path for path in (root / "evidence").rglob("*") if path.is_file())
    victim.chmod(0o600)
    victim.write_bytes(b"decayed")
    station: Station = open_station(root, HandClock())
    with pytest.raises(Exception, match="no longer what was captured"):
        station.store.evidence.read(victim.name)
    station.store.close()

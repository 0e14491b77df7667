"""Where a bench's evidence comes from: files looked at first, and a folder watched for X-ray images."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from borderpost.app.bench_evidence import BenchEvidence
from borderpost.app.eyes import Eyes
from borderpost.domain.evidence_codes import FileForm
from borderpost.ui.desk import NoPicture, ScanRouter
from borderpost.work.bench_settings import BadSettings, BenchSettings, from_plain, to_plain


class Settings(QObject):
    """A bench whose settings change when told to."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.settings = BenchSettings()

    def watch(self, folder: str) -> None:
        """Choose another folder."""
        self.settings = replace(self.settings, xray_folder=folder)
        self.changed.emit()


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[BenchEvidence]:
    eyes = Eyes(ScanRouter(), list_cameras=tuple, list_ports=list)
    made = BenchEvidence(eyes)
    yield made
    made.close()
    eyes.stop()


def _picture(form: str = "PNG", shade: int = 40) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (640, 480), (shade, 80, 120)).save(data, form)
    return data.getvalue()


def test_files_are_looked_at_and_kept_as_they_are(bench: BenchEvidence, tmp_path: Path) -> None:
    for name, data, form in (
        ("a.jpg", _picture("JPEG"), FileForm.JPEG),
        ("b.tif", _picture("TIFF"), FileForm.TIFF),
        ("c.pdf", b"%PDF-1.7\n%%EOF\n", FileForm.PDF),
    ):
        (tmp_path / name).write_bytes(data)
        still = bench.stills.load(str(tmp_path / name)).result(timeout=20)
        assert (still.data, still.form, still.name) == (data, form, name)
        assert bool(still.small) == (form is FileForm.JPEG)


@pytest.mark.parametrize(("data", "key"), [(b"text", "not_an_image"), (bytes(70 * 2**20), "too_large")])
def test_what_is_no_evidence_is_refused(bench: BenchEvidence, tmp_path: Path, data: bytes, key: str) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(data)
    with pytest.raises(NoPicture) as error:
        bench.stills.load(str(path)).result(timeout=20)
    assert (error.value.sentence_key, error.value.detail) == (key, "x.png")
    with pytest.raises(NoPicture):
        bench.stills.load(str(tmp_path / "gone.png")).result(timeout=20)


def test_codes_are_read_off_a_picture_and_none_off_anything_else(bench: BenchEvidence) -> None:
    assert bench.stills.codes(_picture()).result(timeout=60) == ()
    assert bench.stills.codes(b"no picture").result(timeout=20) == ()


def test_what_comes_into_the_folder_is_told_and_left_there(
    bench: BenchEvidence, qtbot: QtBot, tmp_path: Path
) -> None:
    before = tmp_path / "yesterday.png"
    before.write_bytes(_picture())
    settings = Settings()
    bench.follow(settings)
    assert bench.arrivals.newest is None
    settings.watch(str(tmp_path))
    assert bench._watch is not None
    qtbot.waitUntil(lambda: bench._watch is not None and bench._watch.has_begun, timeout=10_000)
    (tmp_path / "scan.part").write_bytes(b"half")
    (tmp_path / "notes.txt").write_text("no image")
    new = tmp_path / "today.tif"
    with qtbot.waitSignal(bench.arrivals.changed, timeout=15_000):
        new.write_bytes(_picture("TIFF"))
    assert bench.arrivals.newest == new
    assert bench.arrivals.count == 1
    assert new.exists()
    assert before.exists()
    settings.watch("")
    assert bench._watch is None


def test_a_folder_that_is_not_there_is_waited_for(bench: BenchEvidence, qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings()
    settings.watch(str(tmp_path / "share"))
    bench.follow(settings)
    (tmp_path / "share").mkdir()
    qtbot.waitUntil(lambda: bench._watch is not None and bench._watch.has_begun, timeout=10_000)
    with qtbot.waitSignal(bench.arrivals.changed, timeout=15_000):
        (tmp_path / "share" / "scan.png").write_bytes(_picture())


def test_the_folder_is_a_setting_of_the_bench() -> None:
    settings = BenchSettings(xray_folder="/media/xray")
    assert from_plain(to_plain(settings)) == settings
    assert from_plain({}).xray_folder == ""
    for bad in (3, ["x"], "x" * 2_000):
        with pytest.raises(BadSettings):
            from_plain({"xray_folder": bad})

"""Odd declarations, from the feed to the window: each is judged and shown with a sentence, none fails."""

import contextlib
import json
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.site_maker import make_site
from borderpost.app.importing import import_file
from borderpost.app.opening import open_site
from borderpost.app.unlocking import Secrets, unlock
from borderpost.app.workstation import Workstation
from borderpost.demo import site as demo
from borderpost.demo.cast import cast
from borderpost.devices.scene_source import SceneSource
from borderpost.devices.wedge_typist import type_scan, type_text
from borderpost.domain.identifiers import s10
from borderpost.domain.risk.assessment import NoteKind
from borderpost.store.site import SiteFolder
from borderpost.ui.words.reasons import note_sentences
from ui.desk_maker import settle

TODAY = datetime.now().astimezone().date()
PATIENCE = 30_000  # milliseconds that a busy machine may take
OFFICER = "adeyemi"
HINTS = {officer.id: officer.passphrase for officer in demo.officers()}
PLAIN = next(one for one in cast(TODAY) if one.key == "green").declarations[0]


def odd(serial: int, **changes: Any) -> dict[str, Any]:
    """Return a declaration under a number of its own."""
    digits = f"{serial:08}"
    item = f"CC{digits}{s10.check_digit(digits)}DE"
    message = {**PLAIN["message"], "id": f"odd-{serial}"}
    return {**PLAIN, "message": message, "item_id": item, "receptacle_id": "", **changes}


def line(**changes: Any) -> dict[str, Any]:
    """Return a content line."""
    return {**PLAIN["lines"][0], **changes}


def value(amount: str, currency: str = "GBP") -> dict[str, str]:
    """Return money as a feed has it."""
    return {"amount": amount, "currency": currency}


ARABIC = {**PLAIN["sender"], "name": "محمد عبد الله \u202eالحسن", "city": "القاهرة", "country": "EG"}
HEBREW = {**PLAIN["addressee"], "name": "רבקה כהן", "lines": ["רחוב הרצל 17"]}
ODD: dict[str, dict[str, Any]] = {
    "no rate": odd(40_000_001, lines=[line(value=value("12", "XAF"))]),
    "weight zero": odd(40_000_002, gross_weight_kg="0", lines=[line(net_weight_kg="0")]),
    "value zero": odd(40_000_003, lines=[line(value=value("0"))]),
    "ten thousand lines": odd(
        40_000_004,
        lines=[
            line(description=f"steel spoon {number}", value=value("1.5", "XAF")) for number in range(10_000)
        ],
    ),
    "right to left": odd(
        40_000_005, sender=ARABIC, addressee=HEBREW, lines=[line(description="ملاعق فولاذية")]
    ),
    "nothing": odd(40_000_006, sender={}, addressee={}, lines=[], gross_weight_kg=None, postage=None),
}
SENTENCES = {
    "no rate": ["there is no exchange rate for XAF"],
    "weight zero": ["the declared weight is zero", "Weight is zero"],
    "value zero": ["Value is zero", "below the postage"],
    "ten thousand lines": ["there is no exchange rate for XAF"],
    "right to left": ["محمد", "רבקה כהן"],
    "nothing": ["Number of content lines is 0"],
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sites") / "site"
    make_site(root, TODAY)
    feed = root / "odd.jsonl"
    feed.write_text("".join(json.dumps(each) + "\n" for each in ODD.values()), "utf-8")
    report = import_file(unlock(SiteFolder(root), Secrets(), demo=True), feed, rejects_folder=root)
    assert not report.rejected
    return root


@pytest.mark.parametrize("key", ODD)
def test_the_judge_answers_and_names_no_failure(root: Path, key: str) -> None:
    with contextlib.closing(open_site(root)) as site:
        held = site.store.submit(lambda tx: tx.find(ODD[key]["item_id"])).result(timeout=20)
        told = site.assess(held[0].declaration)
    assert len(held[0].declaration.lines) == len(ODD[key]["lines"])
    kinds = {note.kind for note in told.notes}
    assert not kinds & {NoteKind.FAILED, NoteKind.TOO_SLOW}
    assert told.quality is not None
    assert len(note_sentences(told)) == len(told.notes)
    assert (NoteKind.NO_RATE in kinds) is (key in ("no rate", "ten thousand lines"))
    assert (NoteKind.ZERO_WEIGHT in kinds) is (key == "weight zero")


@pytest.fixture
def bench(root: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Workstation]:
    station = Workstation(
        qapp, open_site(root), camera_source=SceneSource(name="Bench camera"), hints=HINTS, sounds=False
    )
    qtbot.addWidget(station.window)
    station.show()
    station.window.activateWindow()
    yield station
    settle(station.desk)
    station.window.close()


def test_the_window_shows_each_with_a_sentence(bench: Workstation, qtbot: QtBot) -> None:
    bench.login.choose(OFFICER)
    bench.login.panel.passphrase.setFocus()
    type_text(bench.window.windowHandle(), HINTS[OFFICER] + "\r")
    qtbot.waitUntil(lambda: bench.session.anyone, timeout=PATIENCE)
    settle(bench.desk)
    for key, declared in ODD.items():
        item = str(declared["item_id"])
        type_scan(bench.window.windowHandle(), item)
        qtbot.waitUntil(partial(_shows, bench, item), timeout=PATIENCE)
        settle(bench.desk)
        words = _words(bench)
        assert [each for each in SENTENCES[key] if each not in words] == []


def _shows(station: Workstation, item: str) -> bool:
    chosen = station.bench.chosen()
    return chosen is not None and chosen.item_id == item


def _words(station: Workstation) -> str:
    """Return all that can be read at the bench, without the marks that part directions."""
    marks = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f"))
    labels = station.bench.findChildren(QLabel, options=Qt.FindChildOption.FindChildrenRecursively)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(station.window)).translate(marks)

"""In the real window: messages go out beside the work, the top bar counts them, the story tells of them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.site_maker import make_site
from borderpost.app.opening import open_site
from borderpost.app.workstation import Workstation
from borderpost.domain.codes import Disposition, StepResult, StepType
from borderpost.domain.inspection import Inspection
from borderpost.store.site import local_clock
from borderpost.work import concluding, inspecting
from borderpost.work.inspecting import Subject
from ui.desk_maker import settle


@pytest.fixture
def station(tmp_path: Path, qapp: QApplication) -> Iterator[Workstation]:
    root = tmp_path / "site"
    make_site(root, local_clock().date())
    made = Workstation(qapp, open_site(root), sounds=False)
    made.show()
    yield made
    settle(made.desk)
    made.window.idle.stop()
    made.stop()
    settle(made.desk)
    made.window.close()


def hold(station: Workstation) -> Inspection:
    officer = station.session.officer
    law = station.site.law
    subject = Subject("RR473124829GB", "2026-11-01", "red", {"lane": "red"}, None)

    def job(tx: object) -> Inspection:
        state = inspecting.open_inspection(tx, officer=officer, subject=subject).result  # type: ignore[arg-type]
        at = {"officer": officer, "inspection": state.id}
        inspecting.record_step(tx, **at, step=StepType.XRAY, result=StepResult.ANOMALY)  # type: ignore[arg-type]
        done = concluding.conclude(tx, **at, disposition=Disposition.HOLD_VALUE, reason="low", law=law)  # type: ignore[arg-type]
        return done.result

    return station.site.store.submit(job).result()


def test_a_held_item_is_told_beside_the_work_and_its_story_says_so(
    station: Workstation, qtbot: QtBot
) -> None:
    top, outbox = station.window.top, station.site.folder.root / "exchange" / "outbox"
    officers = station.desk.pages.officers()
    anna = next(one for one in officers if "officer" in one.roles)
    station.session.begin(anna)
    station.window.open_bench(anna.name, "")
    qtbot.waitUntil(lambda: station.site.messenger is not None)
    qtbot.waitUntil(lambda: _kinds(station).count("messages_chosen") == 1, timeout=10_000)
    assert top.status("messages") == ""
    state = hold(station)
    qtbot.waitUntil(lambda: top.status("messages") == "Messages waiting: 2", timeout=10_000)
    files = sorted(outbox.glob("*.json"))
    held = next(f for f in files if json.loads(f.read_bytes())["type"] == "held")
    station.log.story.open_story(state.id)
    view = station.log.story.view
    qtbot.waitUntil(lambda: view.story is not None)
    told = [moment.sentence for moment in view.timeline.moments()]
    assert any(one.startswith("Message to the post: held by customs") and "EME" in one for one in told)
    assert told.count("The message was put into the outbox") == 2
    inbox = outbox.parent / "inbox"
    inbox.mkdir()
    body = {"format": "borderpost answer 1", "kind": "acknowledgement", "accepted": False, "text": "unknown"}
    (inbox / "1.json").write_text(json.dumps(body | {"message": held.stem}), encoding="utf-8")
    qtbot.waitUntil(lambda: top.status("messages") == "Messages to look at: 1", timeout=10_000)
    qtbot.waitUntil(
        lambda: "The message was rejected" in [m.sentence for m in view.timeline.moments()], timeout=10_000
    )
    settle(station.desk)


def _kinds(station: Workstation) -> list[str]:
    entries = station.site.store.submit(lambda tx: tx.entries_after(0, 100)).result()
    return [entry.kind for entry in entries]

"""The whole program by its keys: a profile is written, tried out, proposed, approved, met, retired."""

import shutil
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.keyboard import press
from app.site_maker import make_site
from borderpost.app.opening import open_site
from borderpost.app.workstation import Workstation
from borderpost.demo import site as demo
from borderpost.demo.cast import cast
from borderpost.devices.scene_source import SceneSource
from borderpost.devices.wedge_typist import type_scan, type_text
from borderpost.domain.risk.bench_profile import ProfileStage
from borderpost.ui.login.panel import CredentialPanel
from ui.desk_maker import settle
from ui.walk import assert_named

TODAY = datetime.now().astimezone().date()
PATIENCE = 15_000  # milliseconds that a busy machine may take
OFFICER, APPROVER, SUPERVISOR = "adeyemi", "brandt", "castellanos"
HINTS = {officer.id: officer.passphrase for officer in demo.officers()}
CONTROL = Qt.KeyboardModifier.ControlModifier
GREEN = next(one for one in cast(TODAY) if one.key == "green")
WORD = max(str(GREEN.declarations[0]["lines"][0]["description"]).split(), key=len).lower()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sites") / "site"
    make_site(root, TODAY)
    return root


@pytest.fixture
def root(folder: Path, tmp_path: Path) -> Path:
    shutil.copytree(folder, tmp_path / "site")
    return tmp_path / "site"


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


class Keys:
    """Hands at the keyboard of the whole window."""

    def __init__(self, station: Workstation, qtbot: QtBot) -> None:
        self.station = station
        self._qtbot = qtbot

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1
    ) -> None:
        for _ in range(times):
            press(self.station, key, held)

    def write(self, text: str) -> None:
        """Type into what has the focus, in place of what stands there."""
        holder = QApplication.focusWidget()
        assert isinstance(holder, QLineEdit | QPlainTextEdit)
        self.press(Qt.Key.Key_A, CONTROL)
        type_text(self.station.window.windowHandle(), text)
        self._qtbot.waitUntil(lambda: _text_of(holder) == text, timeout=PATIENCE)
        settle(self.station.desk)

    def choose(self, box: QComboBox, text: str, beginning: str) -> None:
        """Choose in a box by typing the beginning of an entry."""
        type_text(self.station.window.windowHandle(), beginning)
        self._qtbot.waitUntil(lambda: box.currentText() == text, timeout=PATIENCE)
        settle(self.station.desk)

    def tab_to(self, wanted: QWidget) -> None:
        """Reach a field by Tab alone."""
        # a window of a test before may still be on its way out
        self.station.window.activateWindow()
        self._qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=PATIENCE)
        for _ in range(90):
            if QApplication.focusWidget() is wanted:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not reach {wanted}")

    def sign_in(self, officer: str) -> None:
        self.station.login.choose(officer)
        self.give(self.station.login.panel, officer)
        self._qtbot.waitUntil(lambda: self.station.session.anyone, timeout=PATIENCE)
        settle(self.station.desk)

    def give(self, panel: CredentialPanel, officer: str) -> None:
        panel.passphrase.setFocus()
        type_text(self.station.window.windowHandle(), HINTS[officer] + "\r")

    def lane_of(self, item_id: str) -> str:
        """Scan an item at the bench and return the lane that it shows."""
        seen = self.station.bench.chosen()
        type_scan(self.station.window.windowHandle(), item_id)
        bench = self.station.bench
        self._qtbot.waitUntil(
            lambda: bench.chosen() is not None and bench.chosen() is not seen, timeout=PATIENCE
        )
        chosen = self.station.bench.chosen()
        assert chosen is not None
        return str(chosen.assessment.lane)


def within(card: QWidget) -> bool:
    """Tell whether the focus is in a card."""
    holder = QApplication.focusWidget()
    return holder is not None and card.isAncestorOf(holder)


def _text_of(widget: QLineEdit | QPlainTextEdit) -> str:
    return widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()


@pytest.fixture
def keys(bench: Workstation, qtbot: QtBot) -> Keys:
    return Keys(bench, qtbot)


def write_profile(keys: Keys, title: str = "Things of that kind") -> None:
    """Write a profile for the word in the green parcel, by keys alone."""
    page = keys.station.workshop.screen.page
    keys.press(Qt.Key.Key_F7)
    editor = page.builder.comparison
    assert QApplication.focusWidget() is editor.field
    keys.choose(editor.field, "Description (line)", "Desc")
    keys.tab_to(editor.values)
    keys.write(WORD)
    for widget, text in (
        (page.form.title, title),
        (page.form.id, "that-kind"),
        (page.form.legal_basis, "Order 1"),
        (page.form.instruction, "Look twice."),
    ):
        keys.tab_to(widget)
        keys.write(text)
    keys.tab_to(page.form.lane)
    keys.choose(page.form.lane, "Red", "Re")
    assert page.form.plain()["lane"] == "red"


def previewed(keys: Keys, qtbot: QtBot) -> str:
    page = keys.station.workshop.screen.page
    qtbot.waitUntil(lambda: not page.trial.waiting and page.preview.sentence.isVisible(), timeout=PATIENCE)
    settle(keys.station.desk)
    return page.preview.sentence.text()


def test_a_profile_lives_from_its_first_word_to_its_retirement(
    bench: Workstation, keys: Keys, qtbot: QtBot, root: Path
) -> None:
    keys.sign_in(SUPERVISOR)
    screen = bench.workshop.screen
    assert bench.window.rail.button("workshop").isVisible()
    assert keys.lane_of(GREEN.item_id) == "green"
    keys.press(Qt.Key.Key_R, CONTROL)
    assert screen.list.model.rowCount() == len(bench.site.risk.filed)
    write_profile(keys)
    sentence = previewed(keys, qtbot)
    assert sentence.startswith("Would have selected ")
    assert int(sentence.split()[3]) >= 1
    shown = [screen.page.preview.model.row_at(row) for row in range(screen.page.preview.model.rowCount())]
    assert GREEN.item_id in [one.item_id for one in shown if one is not None]
    keys.press(Qt.Key.Key_F6)
    assert screen.page.row is not None
    assert screen.page.row.stage is ProfileStage.DRAFT
    keys.press(Qt.Key.Key_F9)
    assert screen.page.row.stage is ProfileStage.PROPOSED
    # its author cannot put it in force, and nothing of it judges yet
    assert keys.lane_of(GREEN.item_id) == "green"
    keys.press(Qt.Key.Key_R, CONTROL)
    keys.press(Qt.Key.Key_F9)
    panel = screen.page.answer.panel
    assert [card.officer_id for card in (panel.chosen(),) if card] == [APPROVER]
    keys.give(panel, APPROVER)
    qtbot.waitUntil(
        lambda: screen.page.row is not None and screen.page.row.stage is ProfileStage.IN_FORCE,
        timeout=PATIENCE,
    )
    assert keys.lane_of(GREEN.item_id) == "red"
    chosen = bench.bench.chosen()
    assert chosen is not None
    assert ("that-kind", 1) in [(hit.profile_id, hit.profile_version) for hit in chosen.assessment.hits]
    keys.press(Qt.Key.Key_R, CONTROL)
    qtbot.waitUntil(
        lambda: screen.page.row is not None and screen.page.row.stage is ProfileStage.IN_FORCE,
        timeout=PATIENCE,
    )
    keys.press(Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: within(screen.page.retiring), timeout=PATIENCE)
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(screen.page.retiring.field.error()), timeout=PATIENCE)
    keys.write("season over")
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: screen.page.row is not None and screen.page.row.stage is ProfileStage.RETIRED,
        timeout=PATIENCE,
    )
    assert keys.lane_of(GREEN.item_id) == "green"


def test_what_was_put_in_force_judges_after_the_next_start(
    bench: Workstation, keys: Keys, qtbot: QtBot, root: Path, qapp: QApplication
) -> None:
    keys.sign_in(SUPERVISOR)
    keys.press(Qt.Key.Key_R, CONTROL)
    write_profile(keys)
    keys.press(Qt.Key.Key_F9)
    keys.press(Qt.Key.Key_F9)
    keys.give(bench.workshop.screen.page.answer.panel, APPROVER)
    qtbot.waitUntil(lambda: len(bench.site.risk.profiles) > len(bench.site.risk.filed), timeout=PATIENCE)
    settle(bench.desk)
    bench.window.close()
    again = open_site(root)
    try:
        assert "that-kind" in [one.id for one in again.risk.profiles]
        assert again.profile_faults == ()
    finally:
        again.close()


def test_a_refused_profile_is_a_draft_again_with_the_reason(
    bench: Workstation, keys: Keys, qtbot: QtBot
) -> None:
    keys.sign_in(SUPERVISOR)
    keys.press(Qt.Key.Key_R, CONTROL)
    write_profile(keys)
    keys.press(Qt.Key.Key_F9)
    page = bench.workshop.screen.page
    keys.press(Qt.Key.Key_F8)
    keys.write("too wide")
    keys.give(page.answer.panel, APPROVER)
    qtbot.waitUntil(lambda: page.row is not None and page.row.stage is ProfileStage.DRAFT, timeout=PATIENCE)
    assert "too wide" in page.life.text()
    assert page.editing


def test_what_is_wrong_is_marked_and_nothing_is_kept(bench: Workstation, keys: Keys) -> None:
    keys.sign_in(SUPERVISOR)
    keys.press(Qt.Key.Key_R, CONTROL)
    keys.press(Qt.Key.Key_F7)
    page = bench.workshop.screen.page
    assert "condition.all[0].is_in" in page.builder.faults.text()
    keys.press(Qt.Key.Key_F9)
    assert page.row is None
    assert page.form.fields["title"].error()
    assert QApplication.focusWidget() is page.form.title
    assert not bench.desk.pages.bench_profiles()
    keys.press(Qt.Key.Key_Escape)
    assert bench.workshop.screen.stack.currentWidget() is bench.workshop.screen.table


def test_the_text_and_the_tree_are_one(bench: Workstation, keys: Keys, qtbot: QtBot) -> None:
    keys.sign_in(SUPERVISOR)
    keys.press(Qt.Key.Key_R, CONTROL)
    keys.press(Qt.Key.Key_F7)
    builder = bench.workshop.screen.page.builder
    keys.press(Qt.Key.Key_E, CONTROL)
    keys.write('any = [\n{ field = "gross_weight_kg", above = 2 },\n{ field = "nature", is_in = ["junk"] } ]')
    assert builder.faults.text().startswith("condition.any[1].is_in[0]: ")
    keys.write('field = "nature", is_in')
    assert builder.broken is not None
    keys.press(Qt.Key.Key_E, CONTROL)
    assert builder.in_text
    keys.write(
        'any = [{ field = "gross_weight_kg", above = 2 }, { not = { field = "nature", missing = true }}]'
    )
    keys.press(Qt.Key.Key_E, CONTROL)
    assert QApplication.focusWidget() is builder.tree
    assert previewed(keys, qtbot)
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [next(iter(part)) for part in builder.condition()["any"]] == ["not", "field"]
    keys.press(Qt.Key.Key_Delete, CONTROL)
    assert builder.condition() == {"any": [{"not": {"field": "nature", "missing": True}}]}
    keys.press(Qt.Key.Key_N, CONTROL)
    assert QApplication.focusWidget() is builder.comparison.field


def test_an_edit_calls_a_trial_off_that_is_under_way(bench: Workstation, keys: Keys, qtbot: QtBot) -> None:
    keys.sign_in(SUPERVISOR)
    keys.press(Qt.Key.Key_R, CONTROL)
    keys.press(Qt.Key.Key_F7)
    page = bench.workshop.screen.page
    gate, seen = threading.Event(), []
    # whoever asks before the trial keeps it waiting on the thread of the screening
    bench.workshop.workshop._screening.ask(lambda _: gate.wait(PATIENCE / 1000))
    page.trial.done.connect(seen.append)
    keys.tab_to(page.builder.comparison.values)
    type_text(bench.window.windowHandle(), "CN")
    qtbot.waitUntil(lambda: page.trial._wish is not None, timeout=PATIENCE)
    first = page.trial._wish
    assert first is not None
    type_text(bench.window.windowHandle(), ", HK")
    qtbot.waitUntil(lambda: first.withdrawn, timeout=PATIENCE)
    gate.set()
    qtbot.waitUntil(lambda: bool(seen) and not page.trial.waiting, timeout=PATIENCE)
    settle(bench.desk)
    assert [one.exclusive is None for one in seen] == [True, False]
    assert page.builder.condition() == {"all": [{"field": "sender.country", "is_in": ["CN", "HK"]}]}


def test_officers_see_nothing_of_it_and_approvers_write_nothing(bench: Workstation, keys: Keys) -> None:
    keys.sign_in(OFFICER)
    assert not bench.window.rail.button("workshop").isVisible()
    keys.press(Qt.Key.Key_R, CONTROL)
    assert bench.window.current_screen() == "bench"
    keys.press(Qt.Key.Key_L, CONTROL)
    keys.sign_in(APPROVER)
    keys.press(Qt.Key.Key_R, CONTROL)
    assert bench.window.current_screen() == "workshop"
    keys.press(Qt.Key.Key_F7)
    assert bench.workshop.screen.stack.currentWidget() is bench.workshop.screen.table
    keys.press(Qt.Key.Key_F6)
    assert not bench.workshop.screen.page.editing


def test_profiles_are_handed_out_and_a_file_is_taken_in_once_its_key_is_shown(
    bench: Workstation, keys: Keys, qtbot: QtBot, tmp_path: Path
) -> None:
    keys.sign_in(SUPERVISOR)
    keys.press(Qt.Key.Key_R, CONTROL)
    handing = bench.workshop.screen.handing
    file = tmp_path / "out.profiles"
    keys.press(Qt.Key.Key_F9)
    keys.write(str(file))
    keys.press(Qt.Key.Key_Return)
    key = bench.site.key_fingerprint
    assert key in handing.notice.text()
    assert_named(handing)
    keys.press(Qt.Key.Key_Escape)
    keys.press(Qt.Key.Key_F8)
    keys.write(str(file))
    keys.press(Qt.Key.Key_Return)
    assert handing.key.text().strip("\u2066\u2069") == key
    assert "was taken in before" in handing.compare.text()
    assert QApplication.focusWidget() is handing.take
    keys.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: handing.notice.text().startswith("0 proposed, "), timeout=PATIENCE)
    settle(bench.desk)
    file.write_bytes(file.read_bytes().replace(b"Look", b"Book"))
    keys.tab_to(handing.path)
    keys.press(Qt.Key.Key_Return)
    assert "signature does not hold" in handing.notice.text()
    assert not handing.take.isEnabled()


@pytest.mark.parametrize(
    ("scale", "direction"),
    [(1.0, Qt.LayoutDirection.LeftToRight), (2.0, Qt.LayoutDirection.RightToLeft)],
)
def test_it_fits_a_small_window_in_both_directions(
    bench: Workstation, keys: Keys, scale: float, direction: Qt.LayoutDirection, qapp: QApplication
) -> None:
    bench.window.setLayoutDirection(direction)
    bench.window.resize(1024, 768)
    bench.theme.set_text_scale(scale)
    keys.sign_in(SUPERVISOR)
    keys.press(Qt.Key.Key_R, CONTROL)
    screen = bench.workshop.screen
    assert_named(screen)
    keys.press(Qt.Key.Key_F6)
    assert_named(screen)
    page = screen.page
    assert page.area.horizontalScrollBar().maximum() == 0
    assert page.bar.isVisible()
    room = bench.window.rect()
    assert room.contains(page.bar.mapTo(bench.window, page.bar.rect().center()))

"""Signing in by keys alone, with every way that it can go wrong said in words."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.ui.login import Answer, CredentialPanel, LoginScreen, OfficerCard, Verdict
from borderpost.ui.theme.theme import Theme, ThemeChoice
from ui.walk import assert_all_reached, assert_named

OFFICERS = [
    OfficerCard("o-1", "Amara Okafor", "Customs officer", "blue heron river"),
    OfficerCard("o-2", "Li Wei 李伟", "Customs officer", "seven paper boats"),
    OfficerCard("o-3", "نادية حسن", "Approver", "quiet amber lamp"),
]


class Guard:
    """Knows the passphrases of the cards; answers when it is told to."""

    def __init__(self, refusal: Answer | None = None) -> None:
        self.refusal = refusal or Answer(Verdict.WRONG)
        self.asked: list[tuple[str, str]] = []
        self.waiting: list[Callable[[], None]] = []
        self.at_once = True

    def authenticate(self, officer_id: str, passphrase: str, done: Callable[[Answer], None]) -> None:
        self.asked.append((officer_id, passphrase))
        right = (officer_id, passphrase) in {(card.officer_id, card.demo_passphrase) for card in OFFICERS}
        answer = Answer(Verdict.ACCEPTED) if right else self.refusal
        if self.at_once:
            done(answer)
        else:
            self.waiting.append(lambda: done(answer))


@pytest.fixture
def guard() -> Guard:
    return Guard()


@pytest.fixture
def screen(qapp: QApplication, guard: Guard, qtbot: QtBot) -> LoginScreen:
    Theme(qapp, ThemeChoice.LIGHT)
    made = LoginScreen(guard, OFFICERS, "Mail centre North", "B-07")
    made.resize(1024, 768)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.panel.passphrase.hasFocus)
    return made


def test_a_roster_without_officers_is_said(qapp: QApplication, guard: Guard, qtbot: QtBot) -> None:
    made = LoginScreen(guard, [], "Mail centre North", "B-07")
    qtbot.addWidget(made)
    assert "nobody can sign in" in made.state()


def test_an_officer_signs_in_by_keys_alone(screen: LoginScreen, guard: Guard, qtbot: QtBot) -> None:
    field = screen.panel.passphrase
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    qtbot.keyClicks(field, "seven paper boats")
    with qtbot.waitSignal(screen.accepted) as accepted:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert accepted.args == ["o-2"]
    assert field.text() == ""


def test_a_wrong_passphrase_is_said_and_wiped(screen: LoginScreen, qtbot: QtBot) -> None:
    field = screen.panel.passphrase
    qtbot.keyClicks(field, "red heron")
    with qtbot.assertNotEmitted(screen.accepted):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert screen.panel.error() == "The passphrase is not right."
    assert field.text() == ""
    assert field.hasFocus()
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert screen.panel.error() == ""


def test_an_empty_passphrase_is_not_even_tried(screen: LoginScreen, guard: Guard, qtbot: QtBot) -> None:
    qtbot.keyClick(screen.panel.passphrase, Qt.Key.Key_Return)
    assert guard.asked == []
    assert "Amara Okafor" in screen.panel.error()


def test_the_wait_after_failures_counts_down_and_holds(
    screen: LoginScreen, guard: Guard, qtbot: QtBot
) -> None:
    guard.refusal = Answer(Verdict.WAIT, wait_seconds=2)
    panel = screen.panel
    qtbot.keyClicks(panel.passphrase, "red heron")
    qtbot.keyClick(panel.passphrase, Qt.Key.Key_Return)
    assert panel.error() == "Too many wrong attempts. Try again in 2 s."
    assert not panel.submit.isEnabled()
    qtbot.keyClicks(panel.passphrase, "blue heron river")
    qtbot.keyClick(panel.passphrase, Qt.Key.Key_Return)
    assert len(guard.asked) == 1
    panel.tick()
    assert panel.error() == "Too many wrong attempts. Try again in 1 s."
    panel.tick()
    assert panel.error() == ""
    with qtbot.waitSignal(screen.accepted):
        qtbot.keyClick(panel.passphrase, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.LOCKED, "locked out"),
        (Verdict.NOT_ALLOWED, "may not do this"),
        (Verdict.FAILED, "could not be checked"),
    ],
)
def test_every_other_refusal_has_its_words(
    verdict: Verdict, words: str, screen: LoginScreen, guard: Guard, qtbot: QtBot
) -> None:
    guard.refusal = Answer(verdict)
    qtbot.keyClicks(screen.panel.passphrase, "red heron")
    qtbot.keyClick(screen.panel.passphrase, Qt.Key.Key_Return)
    assert words in screen.panel.error()


def test_one_attempt_at_a_time_and_a_late_answer_signs_nobody_in(
    screen: LoginScreen, guard: Guard, qtbot: QtBot
) -> None:
    guard.at_once = False
    panel = screen.panel
    qtbot.keyClicks(panel.passphrase, "blue heron river")
    qtbot.keyClick(panel.passphrase, Qt.Key.Key_Return)
    assert not panel.submit.isEnabled()
    qtbot.keyClick(panel.passphrase, Qt.Key.Key_Return)
    assert len(guard.waiting) == 1
    screen.show_signed_out()
    with qtbot.assertNotEmitted(screen.accepted):
        guard.waiting[0]()
    assert panel.submit.isEnabled()


def test_the_lock_says_whose_work_lies_beneath(screen: LoginScreen) -> None:
    assert not screen.state()
    screen.show_locked("Amara Okafor")
    assert "Amara Okafor" in screen.state()
    screen.show_signed_out()
    assert not screen.state()


def test_the_login_is_named_and_reached(screen: LoginScreen) -> None:
    assert_named(screen)
    assert_all_reached(screen)


def test_a_second_officer_approves_or_goes_back(guard: Guard, qtbot: QtBot) -> None:
    panel = CredentialPanel(guard, OFFICERS[1:], action="Approve", cancellable=True)
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.activateWindow()
    panel.setFocus()
    qtbot.waitUntil(panel.passphrase.hasFocus)
    panel.set_officers(OFFICERS[1:], chosen="o-3")
    qtbot.keyClicks(panel.passphrase, "quiet amber lamp")
    with qtbot.waitSignal(panel.accepted) as accepted:
        qtbot.keyClick(panel.passphrase, Qt.Key.Key_Return)
    assert accepted.args == ["o-3"]
    with qtbot.waitSignal(panel.cancelled):
        qtbot.keyClick(panel.passphrase, Qt.Key.Key_Escape)
    assert_named(panel)
    assert_all_reached(panel)


def test_a_panel_without_officers_cannot_be_submitted(guard: Guard, qtbot: QtBot) -> None:
    panel = CredentialPanel(guard)
    qtbot.addWidget(panel)
    assert panel.chosen() is None
    assert not panel.submit.isEnabled()

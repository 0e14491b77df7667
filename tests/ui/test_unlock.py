"""The unlock screen: by keys alone, and every way that it can go wrong said in words."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.ui.theme.theme import Theme, ThemeChoice
from borderpost.ui.unlock import Secret, UnlockAnswer, UnlockScreen, UnlockVerdict
from ui.walk import assert_all_reached, assert_named

WORDS = "blue harbour crane"


class Guard:
    """Knows one passphrase."""

    def __init__(self) -> None:
        self.refusal = UnlockAnswer(UnlockVerdict.WRONG)
        self.asked: list[tuple[Secret, str]] = []

    def unlock(self, kind: Secret, text: str, done: Callable[[UnlockAnswer], None]) -> None:
        self.asked.append((kind, text))
        done(UnlockAnswer(UnlockVerdict.OPENED) if text == WORDS else self.refusal)


@pytest.fixture
def guard() -> Guard:
    return Guard()


def shown(guard: Guard, qapp: QApplication, qtbot: QtBot, *, new: bool = False) -> UnlockScreen:
    Theme(qapp, ThemeChoice.LIGHT)
    made = UnlockScreen(guard, "Mail centre North · B-07", new=new)
    made.resize(1024, 768)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.passphrase.hasFocus)
    return made


def type_in(screen: UnlockScreen, qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(screen.passphrase, text)
    qtbot.keyClick(screen.passphrase, Qt.Key.Key_Return)


def test_the_passphrase_opens_and_is_wiped(guard: Guard, qapp: QApplication, qtbot: QtBot) -> None:
    screen = shown(guard, qapp, qtbot)
    with qtbot.waitSignal(screen.opened):
        type_in(screen, qtbot, WORDS)
    assert screen.passphrase.text() == ""
    assert guard.asked == [(Secret.PASSPHRASE, WORDS)]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (UnlockAnswer(UnlockVerdict.WRONG), "The passphrase is not right."),
        (UnlockAnswer(UnlockVerdict.WRONG, 5), "Try again in 5 s."),
        (UnlockAnswer(UnlockVerdict.WAIT, 9), "Too many wrong attempts. Try again in 9 s."),
        (UnlockAnswer(UnlockVerdict.KEY_RING_GONE), "no longer holds this site's key"),
        (UnlockAnswer(UnlockVerdict.FAILED, detail="the disk is full"), "the disk is full"),
    ],
)
def test_every_failure_has_its_sentence(
    answer: UnlockAnswer, words: str, guard: Guard, qapp: QApplication, qtbot: QtBot
) -> None:
    screen = shown(guard, qapp, qtbot)
    guard.refusal = answer
    type_in(screen, qtbot, "wrong")
    assert words in screen.error()
    assert screen.submit.isEnabled() == (not answer.wait_seconds)
    for _ in range(answer.wait_seconds):
        screen.tick()
    assert screen.submit.isEnabled()


def test_a_damaged_vault_shuts_the_screen(guard: Guard, qapp: QApplication, qtbot: QtBot) -> None:
    screen = shown(guard, qapp, qtbot)
    screen.show_state(UnlockAnswer(UnlockVerdict.DAMAGED, detail="vault.json"))
    assert "damaged or missing" in screen.state.text()
    assert "vault.json" in screen.state.text()
    assert not screen.submit.isEnabled()
    assert not screen.passphrase.isEnabled()


def test_the_sheet_is_a_button_away(guard: Guard, qapp: QApplication, qtbot: QtBot) -> None:
    screen = shown(guard, qapp, qtbot)
    qtbot.mouseClick(screen.other, Qt.MouseButton.LeftButton)
    assert screen.code.hasFocus()
    qtbot.keyClicks(screen.code, "AAAA-BBBB")
    qtbot.keyClick(screen.code, Qt.Key.Key_Return)
    assert guard.asked == [(Secret.RECOVERY, "AAAA-BBBB")]
    assert screen.error() == "This is not the recovery code of this site."


def test_a_new_passphrase_is_typed_twice(guard: Guard, qapp: QApplication, qtbot: QtBot) -> None:
    screen = shown(guard, qapp, qtbot, new=True)
    assert "Nothing locks this site yet" in screen.state.text()
    type_in(screen, qtbot, WORDS)
    assert guard.asked == []
    qtbot.keyClicks(screen.again, WORDS)
    with qtbot.waitSignal(screen.opened):
        qtbot.keyClick(screen.again, Qt.Key.Key_Return)
    assert guard.asked == [(Secret.NEW_PASSPHRASE, WORDS)]


@pytest.mark.parametrize("new", [False, True])
def test_the_screen_is_named_and_reached(guard: Guard, qapp: QApplication, qtbot: QtBot, new: bool) -> None:
    screen = shown(guard, qapp, qtbot, new=new)
    assert_named(screen)
    assert_all_reached(screen)

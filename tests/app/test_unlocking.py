"""A site's store opens by what was agreed, asks for it where it is missing, and says why it stays shut."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.app.asking import Unlocker, UnlockWindow, ask_and_open, found_state
from borderpost.app.opening import OpenSite, open_site
from borderpost.app.places import SITE_FILE, BadSite, resources_root
from borderpost.app.unlocking import (
    BadPassphraseFile,
    NoVault,
    Secrets,
    WeakPassphrase,
    locked_sentence,
    read_passphrase,
    unlock,
)
from borderpost.store.site import SiteFolder
from borderpost.store.vault import BadVault, NoKeyRing, Opener, VaultLocked, make_vault
from borderpost.ui.unlock import Secret, UnlockAnswer, UnlockScreen, UnlockVerdict
from station import PASSPHRASE, QUICK_COST, HandClock


class Ring:
    """A key ring in memory."""

    def __init__(self, there: bool = True) -> None:
        self.there = there
        self.secrets: dict[str, bytes] = {}

    def _check(self) -> None:
        if not self.there:
            raise NoKeyRing

    def read(self, account: str) -> bytes | None:
        self._check()
        return self.secrets.get(account)

    def write(self, account: str, secret: bytes) -> None:
        self._check()
        self.secrets[account] = secret

    def forget(self, account: str) -> None:
        self._check()
        self.secrets.pop(account, None)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A real site, as an administration would describe it."""
    made = tmp_path / "site"
    made.mkdir()
    text = (resources_root() / "demo" / SITE_FILE).read_text(encoding="utf-8")
    (made / SITE_FILE).write_text(text.replace("demo = true", "demo = false"), encoding="utf-8")
    (made / "rates.toml").write_bytes((resources_root() / "rates" / "demo.toml").read_bytes())
    (made / "profiles").mkdir()
    return made


@pytest.fixture
def locked(root: Path) -> Path:
    """The same with a vault that the tests' passphrase opens."""
    make_vault(SiteFolder(root).vault_file).set_passphrase(PASSPHRASE, cost=QUICK_COST)
    return root


def test_a_real_site_without_vault_wants_a_passphrase(root: Path) -> None:
    with pytest.raises(NoVault, match="set-passphrase"):
        open_site(root)
    with pytest.raises(WeakPassphrase):
        open_site(root, given=Secrets("too short"))
    assert not SiteFolder(root).vault_file.exists()
    open_site(root, given=Secrets("four words are enough")).close()
    with pytest.raises(VaultLocked):
        open_site(root)
    open_site(root, given=Secrets("four words are enough")).close()


def test_a_real_site_does_not_work_behind_an_open_door(root: Path) -> None:
    make_vault(SiteFolder(root).vault_file, demo=True)
    with pytest.raises(BadSite, match="stands open"):
        open_site(root)


def test_the_key_ring_opens_without_a_word(locked: Path) -> None:
    ring = Ring()
    folder = unlock(SiteFolder(locked), Secrets(PASSPHRASE))
    folder.keys().set_key_ring(ring)
    open_site(locked, given=Secrets(ring=ring)).close()
    ring.secrets.clear()
    with pytest.raises(VaultLocked) as error:
        open_site(locked, given=Secrets(ring=ring))
    assert error.value.ring_gone
    state = found_state(error.value)
    assert state is not None
    assert state.verdict is UnlockVerdict.KEY_RING_GONE
    open_site(locked, given=Secrets(PASSPHRASE, ring=Ring(there=False))).close()


def test_a_vault_that_is_gone_is_not_made_anew_over_a_locked_store(locked: Path) -> None:
    open_site(locked, given=Secrets(PASSPHRASE)).close()
    SiteFolder(locked).vault_file.unlink()
    for given in (Secrets(), Secrets(PASSPHRASE)):
        with pytest.raises(BadVault, match="missing"):
            open_site(locked, given=given)
    assert not SiteFolder(locked).vault_file.exists()


@pytest.mark.parametrize(
    ("openers", "gone", "given", "words"),
    [
        ((Opener.PASSPHRASE,), False, Secrets(), "--passphrase-file"),
        ((Opener.PASSPHRASE,), False, Secrets("x"), "passphrase is not right"),
        ((Opener.KEY_RING, Opener.PASSPHRASE), True, Secrets(), "BORDERPOST_PASSPHRASE"),
        ((Opener.KEY_RING, Opener.RECOVERY), True, Secrets(), "no longer holds its key"),
        ((Opener.BOTH,), True, Secrets("x"), "no longer holds its key"),
        ((Opener.BOTH,), False, Secrets("x"), "passphrase is not right"),
        ((Opener.RECOVERY,), False, Secrets(recovery="x"), "not its recovery code"),
    ],
)
def test_every_shut_vault_has_its_sentence(
    tmp_path: Path, openers: tuple[Opener, ...], gone: bool, given: Secrets, words: str
) -> None:
    error = VaultLocked(openers, ring_gone=gone)
    assert words in locked_sentence(SiteFolder(tmp_path), given, error)


def test_a_passphrase_is_the_first_line_of_its_file(tmp_path: Path) -> None:
    file = tmp_path / "passphrase"
    for content in (b"blue harbour crane\n", b"blue harbour crane\r\nnot this", b"blue harbour crane"):
        file.write_bytes(content)
        assert read_passphrase(file) == "blue harbour crane"
    for content in (b"", b"\nsecond", b"\xff\xfe"):
        file.write_bytes(content)
        with pytest.raises(BadPassphraseFile):
            read_passphrase(file)
    with pytest.raises(BadPassphraseFile, match="cannot be read"):
        read_passphrase(tmp_path / "none")


class Asked:
    """Collects answers."""

    def __init__(self) -> None:
        self.answers: list[UnlockAnswer] = []

    def __call__(self, answer: UnlockAnswer) -> None:
        self.answers.append(answer)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def unlocker(root: Path, clock: Callable[[], datetime]) -> Unlocker:
    return Unlocker(lambda given: open_site(root, given=given), clock=clock)


def tell(each: Unlocker, qtbot: QtBot, text: str, kind: Secret = Secret.PASSPHRASE) -> UnlockAnswer:
    asked = Asked()
    each.unlock(kind, text, asked)
    qtbot.waitUntil(lambda: bool(asked.answers), timeout=20_000)
    return asked.answers[0]


def test_wrong_passphrases_slow_the_next_one_down(
    locked: Path, qapp: QApplication, qtbot: QtBot, clock: HandClock
) -> None:
    each = unlocker(locked, clock)
    waits = [tell(each, qtbot, "wrong").wait_seconds for _ in range(3)]
    assert waits == [0, 0, 5]
    assert tell(each, qtbot, PASSPHRASE).verdict is UnlockVerdict.WAIT
    clock.at += timedelta(seconds=6)
    assert tell(each, qtbot, PASSPHRASE).verdict is UnlockVerdict.OPENED
    assert isinstance(each.site, OpenSite)
    each.site.close()
    each.close()


def test_the_screen_opens_the_store_by_passphrase_and_by_sheet(
    locked: Path, qapp: QApplication, qtbot: QtBot, clock: HandClock
) -> None:
    code = unlock(SiteFolder(locked), Secrets(PASSPHRASE)).keys().new_recovery_code()
    for kind, text in ((Secret.PASSPHRASE, PASSPHRASE), (Secret.RECOVERY, code.lower())):
        each = unlocker(locked, clock)
        screen = UnlockScreen(each, "Hall 3")
        qtbot.addWidget(screen)
        with qtbot.waitExposed(screen):
            screen.show()
        if kind is Secret.RECOVERY:
            screen.other.click()
        editor = screen.code if kind is Secret.RECOVERY else screen.passphrase
        qtbot.keyClicks(editor, "wrong words")
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda shown=screen: bool(shown.error()), timeout=20_000)
        qtbot.keyClicks(editor, text)
        with qtbot.waitSignal(screen.opened, timeout=20_000):
            qtbot.keyClick(editor, Qt.Key.Key_Return)
        assert each.site is not None
        each.site.close()
        each.close()


def test_every_other_trouble_reaches_the_screen(
    locked: Path, qapp: QApplication, qtbot: QtBot, clock: HandClock
) -> None:
    each = unlocker(locked, clock)
    vault = SiteFolder(locked).vault_file
    whole = vault.read_bytes()
    vault.write_bytes(whole.replace(b'"box"', b'"bax"'))
    assert tell(each, qtbot, PASSPHRASE).verdict is UnlockVerdict.DAMAGED
    vault.write_bytes(whole)
    open_site(locked, given=Secrets(PASSPHRASE)).close()
    (locked / "record.db").write_bytes(b"no database at all" * 500)
    answer = tell(each, qtbot, PASSPHRASE)
    assert answer.verdict is UnlockVerdict.FAILED
    assert "record.db" in answer.detail
    each.close()


def test_a_site_that_opens_after_the_window_was_closed_is_closed(
    locked: Path, qapp: QApplication, qtbot: QtBot, clock: HandClock
) -> None:
    each = unlocker(locked, clock)
    asked = Asked()
    each.unlock(Secret.PASSPHRASE, PASSPHRASE, asked)
    each.close()
    QApplication.processEvents()
    assert asked.answers == []
    open_site(locked, given=Secrets(PASSPHRASE)).close()


def window_in_front() -> UnlockWindow | None:
    return next(
        (w for w in QApplication.topLevelWidgets() if isinstance(w, UnlockWindow) and w.isVisible()), None
    )


@pytest.mark.parametrize("opens", [True, False])
def test_the_workstation_asks_before_it_comes_up(
    locked: Path, qapp: QApplication, qtbot: QtBot, opens: bool
) -> None:
    """The window types the passphrase, or is closed, as soon as it stands."""

    def act() -> None:
        window = window_in_front()
        if window is None:
            return
        clock.stop()
        if opens:
            screen = window.findChild(UnlockScreen)
            assert screen is not None
            qtbot.keyClicks(screen.passphrase, PASSPHRASE)
            qtbot.keyClick(screen.passphrase, Qt.Key.Key_Return)
        else:
            window.close()

    clock = QTimer()
    clock.timeout.connect(act)
    clock.start(10)
    site = ask_and_open(qapp, locked, VaultLocked((Opener.PASSPHRASE,)))
    assert (site is not None) == opens
    if site is not None:
        assert site.folder.is_sealed()
        site.close()
    assert window_in_front() is None

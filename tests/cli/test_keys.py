"""The commands that set what opens a store, and the commands that need it open."""

import io
import json
from pathlib import Path

import pypdf
import pytest

from borderpost.app.keys_command import KeysRequest, KeysVerb, keys
from borderpost.cli import main
from borderpost.store.site import SiteFolder
from borderpost.store.vault import NoKeyRing, Opener, VaultLocked, open_vault, openers_of
from documents import pages
from station import PASSPHRASE, HandClock, open_station
from station_stories import seized


class Ring:
    """A key ring in memory, or none."""

    def __init__(self, there: bool = True) -> None:
        self.there = there
        self.secrets: dict[str, bytes] = {}

    def read(self, account: str) -> bytes | None:
        return self.secrets.get(account)

    def write(self, account: str, secret: bytes) -> None:
        if not self.there:
            raise NoKeyRing("no backend")
        self.secrets[account] = secret

    def forget(self, account: str) -> None:
        self.secrets.pop(account, None)


class Desk:
    """Gives the commands on one site and keeps what they said."""

    def __init__(self, folder: SiteFolder, ring: Ring) -> None:
        self.folder = folder
        self.ring = ring
        self.said: list[str] = []

    def __call__(self, verb: str, **files: Path) -> int:
        self.said = []
        request = KeysRequest(KeysVerb(verb), self.folder.root, **files)
        return keys(request, say=self.said.append, complain=self.said.append, ring=self.ring)

    def text(self) -> str:
        return "\n".join(self.said)


@pytest.fixture
def folder(tmp_path: Path) -> SiteFolder:
    station = open_station(tmp_path / "site", HandClock())
    seized(station)
    station.store.close()
    return SiteFolder(tmp_path / "site")


@pytest.fixture
def desk(folder: SiteFolder) -> Desk:
    return Desk(folder, Ring())


@pytest.fixture
def old(tmp_path: Path) -> Path:
    file = tmp_path / "old"
    file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return file


@pytest.fixture
def new(tmp_path: Path) -> Path:
    file = tmp_path / "new"
    file.write_text("four other words here\n", encoding="utf-8")
    return file


@pytest.fixture(autouse=True)
def _nothing_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BORDERPOST_PASSPHRASE", raising=False)


def verify(folder: SiteFolder, *given: str) -> int:
    return main(["verify", "--site", str(folder.root), *given])


def test_a_locked_store_is_a_sentence_and_an_exit_code(
    folder: SiteFolder,
    old: Path,
    new: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert verify(folder) == 2
    assert "give its passphrase by --passphrase-file" in capsys.readouterr().err
    assert verify(folder, "--passphrase-file", str(new)) == 2
    assert "the passphrase is not right" in capsys.readouterr().err
    assert verify(folder, "--passphrase-file", str(old)) == 0
    monkeypatch.setenv("BORDERPOST_PASSPHRASE", PASSPHRASE)
    assert verify(folder) == 0
    assert main(["rebuild", "--site", str(folder.root)]) == 0
    folder.vault_file.write_bytes(b"{}")
    assert verify(folder) == 2
    assert "damaged" in capsys.readouterr().err


def test_the_status_tells_what_opens(desk: Desk) -> None:
    assert desk("status") == 0
    assert "the passphrase" in desk.text()
    assert "no recovery sheet" in desk.text()


def test_a_new_passphrase(desk: Desk, old: Path, new: Path, folder: SiteFolder) -> None:
    assert desk("set-passphrase", passphrase_file=new, new_passphrase_file=new) == 2
    assert "not right" in desk.text()
    assert desk("set-passphrase", passphrase_file=old, new_passphrase_file=new) == 0
    assert verify(folder, "--passphrase-file", str(new)) == 0
    assert verify(folder, "--passphrase-file", str(old)) == 2


def test_a_short_passphrase_is_refused_and_nothing_changes(desk: Desk, old: Path, tmp_path: Path) -> None:
    before = desk.folder.vault_file.read_bytes()
    short = tmp_path / "short"
    short.write_text("short", encoding="utf-8")
    assert desk("set-passphrase", passphrase_file=old, new_passphrase_file=short) == 2
    assert "at least 12" in desk.text()
    assert desk.folder.vault_file.read_bytes() == before


def test_without_terminal_and_file_nothing_is_asked(desk: Desk, old: Path) -> None:
    assert desk("set-passphrase", passphrase_file=old) == 2
    assert "--new-passphrase-file" in desk.text()
    assert desk("use-key-ring") == 2
    assert "--passphrase-file" in desk.text()


def test_the_key_ring_alone_and_both_together(desk: Desk, old: Path, folder: SiteFolder) -> None:
    assert desk("use-key-ring", passphrase_file=old) == 0
    assert open_vault(folder.vault_file, ring=desk.ring)
    assert desk("both", passphrase_file=old) == 0
    assert openers_of(folder.vault_file) == (Opener.BOTH,)
    for given in ({"ring": desk.ring}, {"passphrase": PASSPHRASE}):
        with pytest.raises(VaultLocked):
            open_vault(folder.vault_file, **given)
    assert open_vault(folder.vault_file, passphrase=PASSPHRASE, ring=desk.ring)
    assert len(desk.ring.secrets) == 1, "what opens nothing any more is not left in the key ring"


def test_a_computer_without_key_ring_says_so(desk: Desk, old: Path, folder: SiteFolder) -> None:
    desk.ring.there = False
    before = folder.vault_file.read_bytes()
    for verb in ("use-key-ring", "both"):
        assert desk(verb, passphrase_file=old) == 2
        assert "no key ring" in desk.text()
    assert folder.vault_file.read_bytes() == before


def code_of(sheet: Path) -> str:
    (code,) = [text for kind, text in pages.codes(sheet.read_bytes(), 150) if kind == "QRCode"]
    return code


def test_the_sheet_is_one_page_that_opens_the_store(
    qapp: object, desk: Desk, old: Path, new: Path, tmp_path: Path, folder: SiteFolder
) -> None:
    sheet = tmp_path / "sheet.pdf"
    assert desk("recovery-sheet", passphrase_file=old, sheet=sheet) == 0
    assert desk("recovery-sheet", passphrase_file=old, sheet=sheet) == 2, "nothing is written over"
    reader = pypdf.PdfReader(io.BytesIO(sheet.read_bytes()))
    assert len(reader.pages) == 1
    text = reader.pages[0].extract_text()
    code = code_of(sheet)
    assert all(group in text for group in code.split("-"))
    assert "open-with-recovery" in text
    typed = tmp_path / "code"
    typed.write_text(code.lower(), encoding="utf-8")
    assert desk("open-with-recovery", code_file=typed, new_passphrase_file=new) == 0
    assert verify(folder, "--passphrase-file", str(new)) == 0
    typed.write_text("AAAA-" * 9 + "AAAA", encoding="utf-8")
    assert desk("open-with-recovery", code_file=typed, new_passphrase_file=new) == 2
    assert "not its recovery code" in desk.text()


def test_the_sheet_opens_when_the_key_ring_is_gone(
    qapp: object, desk: Desk, old: Path, new: Path, tmp_path: Path, folder: SiteFolder
) -> None:
    sheet, typed = tmp_path / "sheet.pdf", tmp_path / "code"
    assert desk("both", passphrase_file=old) == 0
    assert desk("recovery-sheet", passphrase_file=old, sheet=sheet) == 0
    desk.ring.secrets.clear()
    assert desk("set-passphrase", passphrase_file=old, new_passphrase_file=new) == 2
    assert "no longer holds its key" in desk.text()
    typed.write_text(code_of(sheet), encoding="utf-8")
    assert desk("open-with-recovery", code_file=typed, new_passphrase_file=new) == 0
    assert verify(folder, "--passphrase-file", str(new)) == 0


def test_a_change_of_the_master_key(
    qapp: object, desk: Desk, old: Path, tmp_path: Path, folder: SiteFolder
) -> None:
    before = json.loads(folder.vault_file.read_bytes())
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    assert desk("recovery-sheet", passphrase_file=old, sheet=first) == 0
    assert desk("change", passphrase_file=old, sheet=second) == 0
    after = json.loads(folder.vault_file.read_bytes())
    assert set(after["files"]) == set(before["files"])
    assert not set(after["files"].values()) & set(before["files"].values())
    assert verify(folder, "--passphrase-file", str(old)) == 0
    assert open_vault(folder.vault_file, recovery=code_of(second))
    with pytest.raises(VaultLocked):
        open_vault(folder.vault_file, recovery=code_of(first))


def test_a_new_site_gets_its_vault(tmp_path: Path, new: Path) -> None:
    desk = Desk(SiteFolder(tmp_path / "fresh"), Ring())
    assert desk("status") == 0
    assert "nothing locks" in desk.text()
    assert desk("set-passphrase", new_passphrase_file=new) == 0
    assert openers_of(desk.folder.vault_file) == (Opener.PASSPHRASE,)


def test_a_new_passphrase_that_is_named_is_the_one_that_is_set(
    desk: Desk, old: Path, new: Path, tmp_path: Path
) -> None:
    fresh = Desk(SiteFolder(tmp_path / "fresh"), Ring())
    assert fresh("set-passphrase", passphrase_file=old, new_passphrase_file=new) == 0
    open_vault(fresh.folder.vault_file, passphrase="four other words here")
    assert desk("both", passphrase_file=old, new_passphrase_file=new) == 0
    open_vault(desk.folder.vault_file, passphrase="four other words here", ring=desk.ring)


def test_a_sheet_needs_the_name_of_its_file(folder: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "recovery-sheet", "--site", str(folder.root)]) == 2
    assert "needs the name of a file" in capsys.readouterr().err

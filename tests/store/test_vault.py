"""The vault opens by what it was given, by nothing else, and forgets for good."""

import json
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.store import boxes
from borderpost.store.boxes import WrongSecret
from borderpost.store.key_ring import SystemKeyRing
from borderpost.store.vault import (
    BadVault,
    Cost,
    KeyRing,
    NoKeyRing,
    Opener,
    Vault,
    VaultChanged,
    VaultLocked,
    make_vault,
    open_vault,
    openers_of,
)
from borderpost.store.vault_file import VaultFile, read_vault, write_vault

QUICK = Cost(1, 64, 1)


@dataclass
class Ring:
    """A key ring in memory; absent where `there` is false."""

    there: bool = True
    secrets: dict[str, bytes] = field(default_factory=dict)

    def read(self, account: str) -> bytes | None:
        if not self.there:
            raise NoKeyRing
        return self.secrets.get(account)

    def write(self, account: str, secret: bytes) -> None:
        if not self.there:
            raise NoKeyRing
        self.secrets[account] = secret

    def forget(self, account: str) -> None:
        if not self.there:
            raise NoKeyRing
        self.secrets.pop(account, None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "vault.json"


@pytest.fixture
def vault(path: Path) -> Vault:
    made = make_vault(path)
    made.set_passphrase("blue harbour crane", cost=QUICK)
    return made


def test_the_passphrase_opens_and_another_does_not(vault: Vault) -> None:
    key = vault.key_of("record.db")
    assert open_vault(vault.path, passphrase="blue harbour crane").key_of("record.db") == key
    for wrong in ("", "blue harbour cranes", "Blue harbour crane"):
        with pytest.raises(VaultLocked) as error:
            open_vault(vault.path, passphrase=wrong)
        assert error.value.openers == (Opener.PASSPHRASE,)


def test_a_new_passphrase_takes_the_place_of_the_old(vault: Vault) -> None:
    key = vault.key_of("record.db")
    vault.set_passphrase("green river barge", cost=QUICK)
    assert open_vault(vault.path, passphrase="green river barge").key_of("record.db") == key
    with pytest.raises(VaultLocked):
        open_vault(vault.path, passphrase="blue harbour crane")


def test_the_recovery_sheet_opens_a_vault_whose_passphrase_is_lost(vault: Vault) -> None:
    key = vault.key_of("record.db")
    code = vault.new_recovery_code()
    typed = code.lower().replace("-", " ").replace("o", "0")
    assert open_vault(vault.path, recovery=typed).key_of("record.db") == key
    second = vault.new_recovery_code()
    with pytest.raises(VaultLocked):
        open_vault(vault.path, recovery=code)
    assert open_vault(vault.path, recovery=second)


def test_the_key_ring_opens_by_itself_until_it_is_gone(vault: Vault) -> None:
    ring = Ring()
    vault.set_key_ring(ring)
    assert open_vault(vault.path, ring=ring)
    with pytest.raises(VaultLocked):
        open_vault(vault.path, ring=Ring())
    with pytest.raises(VaultLocked):
        open_vault(vault.path, ring=Ring(there=False))
    assert open_vault(vault.path, passphrase="blue harbour crane", ring=Ring(there=False))


def test_both_together_and_neither_alone(vault: Vault) -> None:
    ring = Ring()
    vault.set_both("green river barge", ring, cost=QUICK)
    assert openers_of(vault.path) == (Opener.BOTH,)
    assert open_vault(vault.path, passphrase="green river barge", ring=ring)
    for passphrase, other in (("green river barge", None), ("", ring), ("green river barge", Ring())):
        with pytest.raises(VaultLocked):
            open_vault(vault.path, passphrase=passphrase, ring=other)


def test_a_machine_without_key_ring_says_so_and_keeps_the_passphrase(vault: Vault) -> None:
    before = vault.path.read_bytes()
    with pytest.raises(NoKeyRing):
        vault.set_key_ring(Ring(there=False))
    assert vault.path.read_bytes() == before


def test_this_machine_has_a_key_ring_or_says_that_it_has_none() -> None:
    ring: KeyRing = SystemKeyRing()
    try:
        ring.write("borderpost-test", b"x" * 32)
    except NoKeyRing as error:
        why = str(error)
    else:
        why = ""
    if why:
        assert ". " not in why, "one sentence, and none of what to install"
        return
    assert ring.read("borderpost-test") == b"x" * 32
    ring.forget("borderpost-test")
    assert ring.read("borderpost-test") is None


def test_each_file_has_a_key_of_its_own_and_a_forgotten_one_does_not_return(vault: Vault) -> None:
    first, second = vault.key_of("2026-W46.db"), vault.key_of("2026-W47.db")
    assert first != second
    vault.forget("2026-W46.db")
    again = open_vault(vault.path, passphrase="blue harbour crane")
    assert not again.has_key("2026-W46.db")
    assert again.key_of("2026-W46.db") != first
    assert again.key_of("2026-W47.db") == second


def test_a_change_of_the_master_key_keeps_the_files_and_shuts_the_old_ways(vault: Vault) -> None:
    ring = Ring()
    vault.set_key_ring(ring)
    old_code = vault.new_recovery_code()
    key = vault.key_of("record.db")
    old_ring = Ring(secrets=dict(ring.secrets))
    code = vault.change_master("new words here", ring, cost=QUICK)
    for opened in (
        open_vault(vault.path, passphrase="new words here"),
        open_vault(vault.path, ring=ring),
        open_vault(vault.path, recovery=code),
    ):
        assert opened.key_of("record.db") == key
    for passphrase, other, recovery in (
        ("blue harbour crane", None, ""),
        ("", old_ring, ""),
        ("", None, old_code),
    ):
        with pytest.raises(VaultLocked):
            open_vault(vault.path, passphrase=passphrase, ring=other, recovery=recovery)


def test_a_sheet_that_could_not_be_written_leaves_the_earlier_one_good(vault: Vault) -> None:
    vault.set_passphrase("correct horse battery", cost=QUICK)
    code = vault.new_recovery_code()
    told: list[str] = []

    def no_paper(new: str) -> None:
        assert open_vault(vault.path, recovery=code)
        told.append(new)
        raise OSError("no paper")

    with pytest.raises(OSError, match="no paper"):
        vault.new_recovery_code(no_paper)
    with pytest.raises(OSError, match="no paper"):
        vault.change_master("correct horse battery", cost=QUICK, written=no_paper)
    assert open_vault(vault.path, recovery=code)
    assert open_vault(vault.path, passphrase="correct horse battery")
    assert vault.new_recovery_code(told.append) == told[-1]
    assert len(set(told)) == 3
    assert open_vault(vault.path, recovery=told[-1])


def test_the_last_way_in_cannot_be_taken_away(vault: Vault) -> None:
    vault.new_recovery_code()
    with pytest.raises(ValueError, match="shut the station out"):
        vault.remove(Opener.PASSPHRASE)


def test_a_key_boxed_for_one_file_does_not_open_as_anothers(vault: Vault) -> None:
    vault.key_of("record.db")
    vault.key_of("mirror.db")
    data = json.loads(vault.path.read_bytes())
    data["files"]["record.db"] = data["files"]["mirror.db"]
    write_vault(vault.path, VaultFile(data["id"], data["slots"], data["files"]))
    with pytest.raises(WrongSecret):
        open_vault(vault.path, passphrase="blue harbour crane").key_of("record.db")


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b'{"format":1}', b"\xff\xfe", b'{"format":9,"slots":[]}']
)
def test_a_damaged_vault_is_named(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(BadVault):
        open_vault(path, passphrase="x")


def test_no_secret_stands_in_the_file(vault: Vault) -> None:
    code = vault.new_recovery_code()
    key = vault.key_of("record.db")
    text = vault.path.read_text()
    for secret in ("blue harbour crane", code, key.hex()):
        assert secret not in text


@given(st.binary(min_size=20, max_size=20))
def test_a_recovery_code_is_read_back(secret: bytes) -> None:
    assert boxes.read_recovery_code(boxes.recovery_code(secret)) == secret


@given(
    st.binary(min_size=20, max_size=20),
    st.integers(0, 39),
    st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
)
def test_a_mistyped_recovery_code_is_found_out(secret: bytes, place: int, letter: str) -> None:
    code = boxes.recovery_code(secret).replace("-", "")
    typed = code[:place] + letter + code[place + 1 :]
    if typed != code:
        with pytest.raises(WrongSecret):
            boxes.read_recovery_code(typed)


def test_two_programs_ask_for_a_new_key_at_once_and_get_the_same(vault: Vault) -> None:
    vaults = [open_vault(vault.path, passphrase="blue harbour crane") for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda one: one.key_of("2026-W47.db"), vaults))
    assert len(set(keys)) == 1
    assert open_vault(vault.path, passphrase="blue harbour crane").key_of("2026-W47.db") == keys[0]


def test_a_vault_that_another_program_has_changed_is_not_written_over(vault: Vault) -> None:
    other = open_vault(vault.path, passphrase="blue harbour crane")
    other.set_passphrase("green river barge", cost=QUICK)
    with pytest.raises(VaultChanged):
        vault.key_of("record.db")
    with pytest.raises(VaultChanged):
        vault.new_recovery_code()
    assert open_vault(vault.path, passphrase="green river barge")


def test_a_key_that_could_not_be_written_locks_nothing(vault: Vault, tmp_path: Path) -> None:
    shutil.move(vault.path.parent, tmp_path / "away")
    vault.path.parent.write_bytes(b"a file where the folder was")
    with pytest.raises(OSError, match="keys"):
        vault.key_of("record.db")
    assert not vault.has_key("record.db")
    with pytest.raises(OSError, match="keys"):
        vault.change_master("green river barge", cost=QUICK)
    vault.path.parent.unlink()
    shutil.move(tmp_path / "away", vault.path.parent)
    vault.key_of("record.db")
    assert open_vault(vault.path, passphrase="blue harbour crane").has_key("record.db")


def test_a_flipped_bit_anywhere_is_damage_and_no_wrong_passphrase(vault: Vault) -> None:
    vault.key_of("record.db")
    whole = vault.path.read_bytes()
    for place in range(0, len(whole), 3):
        damaged = bytearray(whole)
        damaged[place] ^= 1
        vault.path.write_bytes(bytes(damaged))
        try:
            opened = open_vault(vault.path, passphrase="blue harbour crane")
        except BadVault:
            continue
        # a bit of the layout between the words
        assert json.loads(bytes(damaged)) == json.loads(whole)
        assert opened.has_key("record.db")


@pytest.mark.parametrize("cost", [{"memory_kib": 1 << 30}, {"time": 10**6}, {"lanes": 0}, {"salt": ""}])
def test_a_vault_that_would_cost_too_much_to_try_is_none(vault: Vault, cost: dict[str, Any]) -> None:
    data = json.loads(vault.path.read_bytes())
    slots = [slot | cost for slot in data["slots"]]
    write_vault(vault.path, VaultFile(data["id"], slots, data["files"]))
    with pytest.raises(BadVault):
        open_vault(vault.path, passphrase="blue harbour crane")


def test_a_key_ring_that_swallows_secrets_is_none(vault: Vault) -> None:
    class Sink(Ring):
        def write(self, account: str, secret: bytes) -> None:
            pass

    before = vault.path.read_bytes()
    with pytest.raises(NoKeyRing, match="does not keep"):
        vault.set_key_ring(Sink())
    assert vault.path.read_bytes() == before


def test_the_same_words_composed_otherwise_open(vault: Vault) -> None:
    vault.set_passphrase("caf\u00e9 harbour crane", cost=QUICK)
    assert open_vault(vault.path, passphrase="cafe\u0301 harbour crane")


def test_a_locked_vault_stands_open_no_more(path: Path) -> None:
    demo = make_vault(path, demo=True)
    key = demo.key_of("record.db")
    assert open_vault(path).key_of("record.db") == key
    demo.set_passphrase("blue harbour crane", cost=QUICK)
    with pytest.raises(VaultLocked):
        open_vault(path)


def test_a_key_that_is_forgotten_stays_so_while_other_threads_ask_for_it(path: Path) -> None:
    vault = make_vault(path)
    vault.set_passphrase("seven quick test words", cost=QUICK)
    over = threading.Event()

    def ask(*, again: bool) -> None:
        while not over.is_set():
            vault.known_key("week.db", again=again)

    with ThreadPoolExecutor(3) as pool:
        asking = [pool.submit(ask, again=again) for again in (True, True, False)]
        try:
            for _ in range(60):
                vault.key_of("week.db")
                vault.forget("week.db")
                assert not vault.has_key("week.db")
                assert "week.db" not in read_vault(path).files
        finally:
            over.set()
        for one in asking:
            one.result()


def test_nobody_who_asks_for_a_key_waits_for_a_change_or_sees_half_of_one(vault: Vault) -> None:
    key = vault.key_of("week.db")
    vault.new_recovery_code()
    with ThreadPoolExecutor(1) as another:

        def in_the_middle(_: str) -> None:
            asked = another.submit(lambda: (vault.key_of("week.db"), vault.has_key("week.db"), vault.names()))
            assert asked.result(timeout=20) == (key, True, ("week.db",))
            assert another.submit(vault.openers).result() == (Opener.PASSPHRASE, Opener.RECOVERY)

        vault.change_master("another set of words", cost=QUICK, written=in_the_middle)
        assert vault.openers() == (Opener.RECOVERY, Opener.PASSPHRASE)
        assert another.submit(vault.key_of, "week.db").result() == key

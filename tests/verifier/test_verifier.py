"""The verifier alone, as a stranger runs it: what holds is accepted, whatever was touched is refused."""

import ast
import contextlib
import json
import re
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from borderpost.domain.entry import canonical_json, hash_body, signed_message
from borderpost.domain.merkle import CompactRange, leaf_hash
from bundles import VERIFIER, Members, entry_paths, members, pack, refused, relisted, verified, with_proofs
from station import HandClock, open_station
from station_stories import seized
from verifier.made_bundle import Made, export

STRANGER = Ed25519PrivateKey.from_private_bytes(b"\7" * 32)


def test_what_the_station_recorded_is_accepted(made: Made) -> None:
    code, said = verified(made.path, "--key", made.fingerprint)
    assert (code, said.splitlines()[-1]) == (0, "ACCEPTED."), said
    assert "DOES NOT HOLD" not in said
    assert "7 photographs and documents are, byte for byte" in said
    assert f"The station's key is the given one, {made.fingerprint}" in said
    assert "by the station's own clock" in said


def test_any_unzip_program_opens_it(made: Made) -> None:
    with contextlib.closing(zipfile.ZipFile(made.path)) as opened:
        assert opened.testzip() is None
        assert {info.compress_type for info in opened.infolist()} == {zipfile.ZIP_STORED}


def test_one_byte_changed_anywhere(made: Made, tmp_path: Path) -> None:
    """One process for all, or it would take minutes: every 97th byte, then the first and the last hundred."""
    driver = (
        "import contextlib, io, pathlib, runpy, sys\n"
        "main = runpy.run_path(sys.argv[1])['main']\n"
        "whole, target = pathlib.Path(sys.argv[2]).read_bytes(), pathlib.Path(sys.argv[3])\n"
        "ends = [*range(100), *range(len(whole) - 100, len(whole))]\n"
        "for at in [*range(0, len(whole), 97), *ends]:\n"
        "    target.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1:])\n"
        "    with contextlib.redirect_stdout(io.StringIO()) as said:\n"
        "        code = main([str(target)])\n"
        "    assert code in (1, 2) and 'REFUSED' in said.getvalue(), (at, code, said.getvalue())\n"
        "print('all refused')\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", driver, str(VERIFIER), str(made.path), str(tmp_path / "flipped")],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={},
    )
    assert (done.stdout, done.stderr) == ("all refused\n", "")


def test_an_entry_dropped(made: Made, tmp_path: Path) -> None:
    files = made.files
    gone = entry_paths(files)[4]
    del files[gone]
    refused(pack(files, tmp_path / "x"), f"{gone} was dropped", "entry \\d+ was dropped")

    def forget(proofs: dict[str, Any]) -> None:
        proofs["entries"] = [each for each in proofs["entries"] if each["sequence"] != int(gone[8:-5])]

    files = with_proofs(files, forget)
    refused(pack(relisted(files), tmp_path / "y"), "the signature of the list of files is not good")


def test_two_entries_swapped(made: Made, tmp_path: Path) -> None:
    files = made.files
    one, other = entry_paths(files)[3:5]
    files[one], files[other] = files[other], files[one]
    refused(pack(files, tmp_path / "x"), f"{one} is another file", "entries were swapped")
    refused(pack(relisted(files), tmp_path / "y"), "entries were swapped", "does not follow")
    reordered = made.files
    reordered[one] = reordered.pop(one)
    refused(pack(reordered, tmp_path / "z"), "files are out of order: some were swapped")


def test_a_photograph_replaced(made: Made, tmp_path: Path) -> None:
    files = made.files
    path = next(name for name in files if name.startswith("photographs/"))
    files[path] = b"another picture"
    refused(pack(files, tmp_path / "x"), f"{path} is another file", "photograph of entry \\d+ was replaced")
    refused(pack(relisted(files), tmp_path / "y"), "photograph of entry \\d+ was replaced")
    del files[path]
    refused(pack(relisted(files), tmp_path / "z"), "photograph of entry \\d+ is missing")
    added = {**made.files, f"photographs/{'0' * 64}.jpg": b"x"}
    refused(pack(relisted(added), tmp_path / "w"), "is named by no entry")


def test_a_forged_signature(made: Made, tmp_path: Path) -> None:
    def forge(proofs: dict[str, Any]) -> None:
        digest = hash_body(made.files[entry_paths(made.files)[5]])
        proofs["entries"][5]["signature"] = STRANGER.sign(signed_message(digest)).hex()

    files = relisted(with_proofs(made.files, forge))
    refused(pack(files, tmp_path / "x"), "the signature of entry \\d+ is not good")


def test_a_changed_entry_signed_by_nobody(made: Made, tmp_path: Path) -> None:
    files = made.files
    path = entry_paths(files)[5]
    body = json.loads(files[path])
    files[path] = canonical_json({**body, "officer": "zed"})
    refused(
        pack(relisted(files), tmp_path / "x"),
        "the signature of entry \\d+ is not good",
        "is not in the journal",
    )


def test_a_chain_signed_again_by_another_key(made: Made, tmp_path: Path) -> None:
    def sign_all(proofs: dict[str, Any]) -> None:
        for each in proofs["entries"]:
            body = made.files[f"entries/{each['sequence']:09d}.json"]
            each["signature"] = STRANGER.sign(signed_message(hash_body(body))).hex()

    files = relisted(with_proofs(made.files, sign_all), STRANGER)
    refused(
        pack(files, tmp_path / "x"), "the signature of entry 1 is not good", "the list of files is not good"
    )


def test_a_whole_journal_of_another_key_is_known_by_its_key(made: Made, tmp_path: Path) -> None:
    """Whoever makes up everything can make it fit; but not under the key that stands on the reports."""
    files = forged_whole(made)
    code, said = verified(pack(files, tmp_path / "x"))
    assert code == 0, said
    assert "Compare the station's key" in said
    assert made.fingerprint not in said
    refused(tmp_path / "x", "signed by another key", options=("--key", made.fingerprint))


@pytest.mark.parametrize("option", ["--key", "--witness"])
@pytest.mark.parametrize("given", ["", " ", "none"])
def test_an_empty_fingerprint_is_not_taken_for_none(made: Made, option: str, given: str) -> None:
    """A variable that is empty in somebody's script is no leave to accept every key."""
    refused(made.path, "the given (one|key)", options=(option, given))


def test_the_key_is_taken_as_it_is_printed(made: Made) -> None:
    key = made.fingerprint.upper()
    grouped = " ".join(key[start : start + 4] for start in range(0, len(key), 4))
    assert verified(made.path, "--key", grouped)[0] == 0


@pytest.mark.parametrize("text", ["", "\n", "signed 00\n", "borderpost checkpoint 1\n"])
def test_a_file_without_a_checkpoint_compares_nothing(made: Made, tmp_path: Path, text: str) -> None:
    paper = tmp_path / "checkpoint.txt"
    paper.write_text(text)
    refused(made.path, "the given checkpoint is not", options=("--checkpoint", str(paper)))


def test_a_name_that_steers_a_terminal_is_shown_without_that(made: Made, tmp_path: Path) -> None:
    files = made.files
    manifest = json.loads(files["manifest.json"])
    manifest["files"].append(
        {"path": "x\x1b[2J\x1b[H\nACCEPTED.\n\x9b8m\u202e", "size": 1, "sha256": "0" * 64}
    )
    files["manifest.json"] = canonical_json(manifest)
    code, said = verified(pack(files, tmp_path / "x"))
    assert code == 1
    assert "ACCEPTED." not in said.splitlines()
    assert not {"\x1b", "\x9b", "\u202e"} & set(said)


def forged_whole(made: Made) -> Members:
    """A bundle of which every entry follows on the one before, under a key of one's own."""
    files = made.files
    bodies, previous, tree, proofs = {}, "0" * 64, CompactRange(), []
    key = STRANGER.public_key().public_bytes_raw().hex()
    leaves = []
    for number, path in enumerate(entry_paths(files), start=1):
        body = json.loads(files.pop(path))
        body |= {"seq": number, "previous": previous}
        if number == 1:
            body["payload"]["public_key"] = key
        data = canonical_json(body)
        previous = hash_body(data)
        bodies[f"entries/{number:09d}.json"] = data
        leaves.append(leaf_hash(data))
        tree, _ = tree.grown(leaves[-1])
        signature = STRANGER.sign(signed_message(previous)).hex()
        proofs.append({"sequence": number, "signature": signature, "inclusion": []})
    for index, proof in enumerate(proofs):
        proof["inclusion"] = [step.hex() for step in naive_path(index, leaves)]
    text = json.loads(files["proofs.json"])["checkpoints"][-1]["text"]
    text = re.sub(r"size \d+", f"size {len(proofs)}", text)
    text = re.sub(r"root \w+", f"root {tree.root().hex()}", text)
    text = re.sub(r"key \w+", f"key {key}", text)
    checkpoint = {
        "text": text,
        "signature": STRANGER.sign(text.encode()).hex(),
        "cosignatures": [],
        "consistency": [],
    }
    files["proofs.json"] = canonical_json({"entries": proofs, "checkpoints": [checkpoint]})
    manifest = json.loads(files["manifest.json"]) | {"size": len(proofs)}
    files["manifest.json"] = canonical_json(manifest)
    opened = json.loads(bodies["entries/000000002.json"])
    files["seen.json"] = canonical_json({"sequence": 2, **opened["payload"]})
    return relisted({**files, **bodies}, STRANGER)


def naive_path(index: int, leaves: list[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    middle = 1 << (len(leaves) - 1).bit_length() - 1
    near, far = (leaves[:middle], leaves[middle:]) if index < middle else (leaves[middle:], leaves[:middle])
    tree = CompactRange()
    for leaf in far:
        tree, _ = tree.grown(leaf)
    return [*naive_path(index % middle if index >= middle else index, near), tree.root()]


def test_a_checkpoint_of_another_journal(made: Made, tmp_path: Path) -> None:
    station = open_station(tmp_path / "other", HandClock())
    for number in range(3):
        seized(station, f"RR47312482{number}GB", number + 2)
    other = export(station, tmp_path / "other.evidence")
    station.store.close()
    theirs = json.loads(members(other.path)["proofs.json"])["checkpoints"]

    def exchange(proofs: dict[str, Any]) -> None:
        proofs["checkpoints"] = theirs

    files = relisted(with_proofs(made.files, exchange))
    refused(pack(files, tmp_path / "x"), "is not in the journal", "by a key not in force")
    paper = tmp_path / "checkpoint.txt"
    paper.write_text(theirs[-1]["text"])
    refused(made.path, "the given checkpoint is not", options=("--checkpoint", str(paper)))
    own = json.loads(made.files["proofs.json"])["checkpoints"][-1]
    paper.write_text(own["text"] + f"signed {own['signature']}\n")
    assert verified(made.path, "--checkpoint", str(paper))[0] == 0


def test_an_earlier_checkpoint_of_another_journal(made: Made, tmp_path: Path) -> None:
    def bend(proofs: dict[str, Any]) -> None:
        first = proofs["checkpoints"][0]
        first["text"] = re.sub(r"root \w+", f"root {'ab' * 32}", first["text"])

    files = relisted(with_proofs(made.files, bend))
    refused(
        pack(files, tmp_path / "x"), "is of another journal than the newest", "signature of the checkpoint"
    )


@pytest.mark.parametrize("share", [0.0, 0.001, 0.2, 0.5, 0.9, 0.999])
def test_a_bundle_cut_short(made: Made, tmp_path: Path, share: float) -> None:
    whole = made.path.read_bytes()
    cut = tmp_path / "cut"
    cut.write_bytes(whole[: int(len(whole) * share)])
    refused(cut, "cut short")
    cut.write_bytes(whole + b"x")
    assert verified(cut)[0] == 2


@pytest.mark.parametrize(
    "path", ["../entries/000000001.json", "/etc/passwd", "entries/../../x.json", "C:\\x", "entries\\1.json"]
)
def test_a_path_that_climbs_out(made: Made, tmp_path: Path, path: str) -> None:
    files = made.files
    refused(pack(relisted({**files, path: b"{}"}), tmp_path / "x"), "climb out")
    assert [each.name for each in tmp_path.iterdir()] == ["x"]


def test_a_compressed_bomb(made: Made, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb"
    with contextlib.closing(zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED)) as packed:
        for name, data in made.files.items():
            packed.writestr(name, data)
        packed.writestr(f"photographs/{'0' * 64}.jpg", b"\0" * 100_000_000)
    assert bomb.stat().st_size < 1_000_000
    refused(bomb, "compressed; nothing in a bundle is")


def test_a_text_that_claims_to_be_enormous(tmp_path: Path) -> None:
    size, name = 0xFFFF_FFF0, b"manifest.json"
    path = tmp_path / "x"
    path.write_bytes(
        struct.pack("<4s5H3I2H", b"PK\3\4", 10, 0, 0, 0, 0x21, 0, size, size, len(name), 0) + name
    )
    refused(path, "cut short")


@pytest.mark.parametrize("data", [b"", b"PK", b"%PDF-1.7", b"\0" * 4096, b"PK\5\6" + bytes(18)])
def test_what_is_no_bundle_at_all(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(data)
    refused(path)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("manifest.json", b"[]"),
        ("manifest.json", b"{" * 100_000),
        ("proofs.json", b'{"entries":[],"checkpoints":[]}'),
        ("proofs.json", b'{"checkpoints":[],"entries":[1.5]}'),
        ("seen.json", b'{"a":1,"a":2}'),
        ("case.json", b'"\\ud800"'),
    ],
)
def test_texts_that_are_none(made: Made, tmp_path: Path, name: str, data: bytes) -> None:
    files = made.files
    files[name] = data
    refused(pack(files if name == "manifest.json" else relisted(files), tmp_path / "x"))


def test_it_is_small_and_stands_alone() -> None:
    source = VERIFIER.read_text("utf-8")
    assert source.count("\n") <= 400
    tree = ast.parse(source)
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    others = {name.split(".")[0] for name in names} - set(sys.stdlib_module_names)
    assert others == {"cryptography"}


def test_it_reads_and_writes_nothing_else(made: Made, tmp_path: Path) -> None:
    bundle = tmp_path / "case.evidence"
    shutil.copy(made.path, bundle)
    assert verified(bundle)[0] == 0
    assert [each.name for each in tmp_path.iterdir()] == ["case.evidence"]

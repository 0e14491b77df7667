"""Checks an evidence bundle of Borderpost, alone: without Borderpost, without a network, trusting nobody.

Written from docs/evidence-bundle.md and nothing else. `main` prints what `Bundle.check` found.
Exit codes: 0 everything holds, 1 something does not, 2 the file or an option cannot be read as what it is.
"""

import argparse
import hashlib
import json
import re
import struct
import sys
import zlib
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LARGEST_TEXT = 64 * 1024 * 1024  # bytes of a file that is read as text; photographs are only hashed
PATH = re.compile(
    r"manifest\.json|manifest\.sig|proofs\.json|case\.json|seen\.json|entries/[0-9]{9,12}\.json"
    r"|photographs/[0-9a-f]{64}\.(?:jpg|png|tif)|documents/[0-9a-f]{64}\.(?:pdf|jpg|png|tif)"
)
TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"
NAME = r"[^\x00-\x1f\x7f\u0085\u2028\u2029]{1,100}"
CHECKPOINT = re.compile(
    rf"borderpost checkpoint 1\nstation (?P<station>{NAME})\nsize (?P<size>[1-9][0-9]{{0,17}})\n"
    rf"root (?P<root>[0-9a-f]{{64}})\nat (?P<at>{TIME})\nkey (?P<key>[0-9a-f]{{64}})\n"
)
COSIGNATURE = re.compile(
    rf"borderpost cosignature 1\ncheckpoint (?P<checkpoint>[0-9a-f]{{64}})\nby (?P<by>{NAME})\n"
    rf"at (?P<at>{TIME})\nkey (?P<key>[0-9a-f]{{64}})\n"
)
HEX64 = re.compile(r"[0-9a-f]{64}")
UNSEEN = r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]"  # steers a terminal
ENTRY = {"v": int, "id": str, "station": str, "seq": int, "officer": str, "at": str, "offset": int}
ENTRY |= {"kind": str, "payload": dict, "previous": str}
MANIFEST = {"format": str, "station": str, "inspection": str, "number": str, "size": int, "made_at": str}
MANIFEST |= {"program": str, "absent": list, "files": list}
CHECKPOINT_FIELDS = {"text": str, "signature": str, "cosignatures": list, "consistency": list}
KEY_KINDS = ("station_opened", "key_rotated", "record_recovered")


class Unreadable(Exception):
    """The bundle has not the form of one, so that nothing more can be said of it."""


class Archive:
    """Reads a zip archive of one form from its first byte to its last, and writes nothing anywhere."""

    def __init__(self, file: BinaryIO, length: int) -> None:
        self.sizes: dict[str, int] = {}
        self.hashes: dict[str, str] = {}
        self.texts: dict[str, bytes] = {}
        self._file = file
        central, at, head = b"", 0, self._take(4)
        while head == b"PK\3\4":
            fields = struct.unpack("<5H3I2H", self._take(26))
            crc, packed, size, path_length = fields[5:9]
            if fields[2] != 0 or packed != size:
                raise Unreadable("a file in it is compressed; nothing in a bundle is, so it is not unpacked")
            if fields != (10, 0, 0, 0, 0x21, crc, size, size, path_length, 0):
                raise Unreadable(f"the heading at byte {at} has not the form that it has in a bundle")
            path = self._take(path_length).decode("ascii", "backslashreplace")
            if PATH.fullmatch(path) is None or path in self.sizes:
                raise Unreadable(
                    f"{path!r} is no path of a bundle: it may climb out of it, or is there twice"
                )
            if at + size > min(length, 0xFFFFFFFF):
                raise Unreadable("it is cut short, in the middle of a file")
            self._read(path, size, crc)
            fields = (10, 10, 0, 0, 0, 0x21, crc, size, size, path_length, 0, 0, 0, 0, 0, at)
            central += struct.pack("<4s6H3I5H2I", b"PK\1\2", *fields) + path.encode()
            at += 30 + path_length + size
            head = self._take(4)
        count = len(self.sizes) & 0xFFFF
        central += struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(central), at & 0xFFFFFFFF, 0)
        if head + file.read(len(central)) != central:
            raise Unreadable("it is cut short, or the list at its end is not that of the files in it")

    def parsed(self, path: str) -> Any:
        """Read the JSON text under a path, which has to be there."""
        if path not in self.texts:
            raise Unreadable(f"{path} is not in it")
        return parse(self.texts[path], path)

    def _read(self, path: str, size: int, crc: int) -> None:
        is_text = not path.startswith(("photographs/", "documents/"))
        if is_text and size > LARGEST_TEXT:
            raise Unreadable(f"{path} is larger than {LARGEST_TEXT} bytes")
        whole, summed, left, kept = hashlib.sha256(), 0, size, []
        while left:
            part = self._take(min(left, 1 << 20))
            whole.update(part)
            summed, left = zlib.crc32(part, summed), left - len(part)
            kept += [part] if is_text else []
        if summed != crc:
            raise Unreadable(f"{path} is damaged: its bytes do not give its checksum")
        self.sizes[path], self.hashes[path] = size, whole.hexdigest()
        if is_text:
            self.texts[path] = b"".join(kept)

    def _take(self, count: int) -> bytes:
        data = self._file.read(count)
        if len(data) != count:
            raise Unreadable("it is cut short")
        return data


def parse(data: bytes, name: str) -> Any:
    """Read JSON that is in the one form that is hashed: sorted keys, no blanks, UTF-8, no fractions."""
    try:
        # a fraction becomes something that cannot be written again
        value = json.loads(data.decode("utf-8"), parse_float=Unreadable, parse_constant=Unreadable)
        again = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise Unreadable(f"{name} is not the text that it should be ({error})") from error
    if again != data:
        raise Unreadable(f"{name} is not in canonical form")
    return value


def shaped(value: Any, name: str, kinds: dict[str, Any]) -> dict[str, Any]:
    """Return an object that has exactly these fields, of these kinds."""
    good = isinstance(value, dict) and set(value) == set(kinds)
    if not good or any(type(value[key]) is not kind for key, kind in kinds.items()):
        raise Unreadable(f"{name} has not the fields that it should have")
    return dict(value)


def steps(untrusted: list[Any]) -> list[bytes]:
    """Return the steps of a proof."""
    if not all(isinstance(step, str) and HEX64.fullmatch(step) for step in untrusted):
        raise Unreadable("a proof is not made of hashes")
    return [bytes.fromhex(step) for step in untrusted]


def signed_by(key: str, signature: str, message: bytes) -> bool:
    """Tell whether an Ed25519 signature (hex) is the key's (hex) for the message."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(key: str) -> str:
    """Return the name of a key as it is printed: the first 32 digits of the SHA-256 of its bytes."""
    return hashlib.sha256(bytes.fromhex(key)).hexdigest()[:32] if HEX64.fullmatch(key) else "none"


def node(left: bytes, right: bytes) -> bytes:
    """RFC 9162, 2.1.1."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def climb(fn: int, sn: int, path: list[bytes], old: bytes, new: bytes) -> tuple[bytes, bytes] | None:
    """RFC 9162, 2.1.3.2 and 2.1.4.2, which climb a tree alike: from a leaf, or from two trees at once."""
    for step in path:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            old, new = node(step, old), node(step, new)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            new = node(new, step)
        fn, sn = fn >> 1, sn >> 1
    return (old, new) if sn == 0 else None


def included(leaf: bytes, index: int, size: int, path: list[bytes], root: bytes) -> bool:
    """Tell whether the leaf is number `index`, from 0, of the tree of this size and root."""
    top = climb(index, size - 1, path, leaf, leaf) if 0 <= index < size else None
    return top is not None and top[1] == root


def consistent(first: int, first_root: bytes, second: int, second_root: bytes, path: list[bytes]) -> bool:
    """Tell whether the first tree is the beginning of the second."""
    if first == second or not 0 < first < second:
        return first == second and not path and first_root == second_root
    path = [first_root, *path] if first & (first - 1) == 0 else path
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    return bool(path) and climb(fn, sn, path[1:], path[0], path[0]) == (first_root, second_root)


class Bundle:
    """A bundle and what was found: what holds, what is wrong, and what one should know."""

    def __init__(self, archive: Archive) -> None:
        self.holds: list[str] = []
        self.wrong: list[str] = []
        self.notes: list[str] = []
        self.archive = archive
        self.manifest = shaped(archive.parsed("manifest.json"), "manifest.json", MANIFEST)
        if self.manifest["format"] != "borderpost evidence 1":
            raise Unreadable(f"its form {self.manifest['format']!r} is not known to this program")
        proofs = {"entries": list, "checkpoints": list}
        self.proofs = shaped(archive.parsed("proofs.json"), "proofs.json", proofs)
        self.entries: list[dict[str, Any]] = []
        self.keys: list[tuple[int, str]] = []  # from which entry on which key signs
        self.checkpoints: list[dict[str, Any]] = []

    def need(self, condition: bool, wrong: str) -> bool:
        """Note what is wrong unless the condition is met; tell whether it is."""
        if not condition:
            self.wrong.append(wrong)
        return condition

    def check(self, key: str | None, witness: str | None, checkpoint: str | None) -> None:
        """Check everything; the three are what the reader knows from elsewhere: nothing is not empty."""
        self._files_are_those_listed()
        self._entries_are_in_form_and_signed()
        self._checkpoints_are_signed()
        self._all_in_one_tree()
        self._files_are_those_recorded()
        self._summaries_are_of_this_case()
        self._compare(key, witness, checkpoint)

    def _files_are_those_listed(self) -> None:
        kinds = {"path": str, "size": int, "sha256": str}
        listed = {e["path"]: e for e in [shaped(f, "a file", kinds) for f in self.manifest["files"]]}
        there, order = self.archive, ["manifest.json", "manifest.sig", *sorted(listed)]
        for path in sorted(set(there.sizes) ^ set(order)):
            self.need(False, f"{path} was {'dropped from' if path in order else 'added to'} the files listed")
        ordered = [path for path in there.sizes if path in order] == [p for p in order if p in there.sizes]
        self.need(ordered and list(listed) == order[2:], "files are out of order: some were swapped")
        for path in set(listed) & set(there.sizes):
            same = listed[path] == {"path": path, "size": there.sizes[path], "sha256": there.hashes[path]}
            self.need(same, f"{path} is another file than the one listed")

    def _entries_are_in_form_and_signed(self) -> None:
        kinds, need = {"sequence": int, "signature": str, "inclusion": list}, self.need
        proofs = {e["sequence"]: e for e in [shaped(p, "a proof", kinds) for p in self.proofs["entries"]]}
        last: dict[str, Any] = {"seq": -1, "hash": ""}
        paths = [path for path in self.archive.texts if path.startswith("entries/")]
        for path in sorted(paths, key=lambda path: int(path[8:-5])):
            body, digest = self.archive.texts[path], self.archive.hashes[path]
            entry = shaped(parse(body, path), path, ENTRY)
            number, kind, payload = entry["seq"], entry["kind"], entry["payload"]
            proof = proofs.pop(number, {"signature": "", "inclusion": []})
            leaf = hashlib.sha256(b"\0" + body).digest()
            entry |= {"hash": digest, "leaf": leaf, "path": steps(proof["inclusion"])}
            need(path == f"entries/{number:09d}.json", f"{path} holds entry {number}: entries were swapped")
            known = entry["v"] == 1 and bool(re.fullmatch(TIME, entry["at"]))
            need(known, f"entry {number} has no known form")
            need(entry["station"] == self.manifest["station"], f"entry {number} is of another station")
            about = payload.get("inspection") == self.manifest["inspection"]
            need(about or kind in KEY_KINDS, f"entry {number} is not about this case")
            gap = last["seq"] + 1 < number
            follows = gap or (last["seq"] < number and entry["previous"] == last["hash"])
            need(follows, f"entry {number} does not follow on the one before it")
            if kind in KEY_KINDS and not self.keys:
                self.keys.append((0, str(payload.get("public_key", ""))))
            message = b"borderpost journal entry 1\n" + bytes.fromhex(digest)
            good = signed_by(self._key_at(number), proof["signature"], message)
            if not need(good, f"the signature of entry {number} is not good"):
                revoked = any(signed_by(old, proof["signature"], message) for _, old in self.keys)
                need(not revoked, f"entry {number} bears the signature of a key no longer in force")
            if kind == "key_rotated":
                self.keys.append((number + 1, str(payload.get("public_key", ""))))
            self.entries.append(entry)
            last = entry
        for number in proofs:
            need(False, f"entry {number} was dropped: its proof is there, and it is not")

    def _key_at(self, sequence: int) -> str:
        return next((key for since, key in reversed(self.keys) if since <= sequence), "")

    def _checkpoints_are_signed(self) -> None:
        need = self.need
        for untrusted in self.proofs["checkpoints"]:
            each = shaped(untrusted, "a checkpoint", CHECKPOINT_FIELDS)
            text, parts = each["text"].encode(), CHECKPOINT.fullmatch(each["text"])
            if parts is None:
                raise Unreadable("a checkpoint has not the form of one")
            made = {**each, **parts.groupdict(), "size": int(parts["size"]), "witnesses": []}
            name = f"the checkpoint over {made['size']} entries"
            need(made["station"] == self.manifest["station"], f"{name} is of another station")
            need(made["key"] == self._key_at(made["size"] + 1), f"{name} is by a key not in force then")
            need(signed_by(made["key"], each["signature"], text), f"the signature of {name} is not good")
            for witness in each["cosignatures"]:
                shaped(witness, "a cosignature", {"text": str, "signature": str})
                seen = COSIGNATURE.fullmatch(witness["text"])
                if seen is None:
                    raise Unreadable("a cosignature has not the form of one")
                good = signed_by(seen["key"], witness["signature"], witness["text"].encode())
                good = good and seen["checkpoint"] == hashlib.sha256(text).hexdigest()
                if need(good, f"the cosignature of {seen['by']} on {name} is not good"):
                    made["witnesses"].append(seen)
            self.checkpoints.append(made)
        sizes = [each["size"] for each in self.checkpoints]
        if not sizes or sorted(set(sizes)) != sizes or not self.entries:
            raise Unreadable("it has no entry or no checkpoint, or they are out of order")
        need(sizes[-1] == self.manifest["size"], "the newest checkpoint is not that of the files listed")
        text = f"borderpost evidence manifest 1\nsha256 {self.archive.hashes['manifest.json']}\n".encode()
        signature = self.archive.texts.get("manifest.sig", b"").decode("ascii", "replace")
        good = signed_by(self.checkpoints[-1]["key"], signature, text)
        if need(good, "the signature of the list of files is not good: anything may be missing or added"):
            self.holds.append("The station has signed the list of files: none is missing, none was added.")

    def _all_in_one_tree(self) -> None:
        newest = self.checkpoints[-1]
        size, root = newest["size"], bytes.fromhex(newest["root"])
        for entry in self.entries:
            inside = included(entry["leaf"], entry["seq"] - 1, size, entry["path"], root)
            self.need(inside, f"entry {entry['seq']} is not in the journal that the newest checkpoint is of")
        for each in self.checkpoints:
            before, count = bytes.fromhex(each["root"]), each["size"]
            same = consistent(count, before, size, root, steps(each["consistency"]))
            self.need(same, f"the checkpoint over {count} entries is of another journal than the newest")
        if self.wrong:
            return
        self.holds.append(f"{len(self.entries)} entries stand unchanged in the station's journal of {size}.")
        sealed = next(each for each in self.checkpoints if each["size"] >= self.entries[-1]["seq"])
        self.holds.append(f"They stand there since {sealed['at']} at the latest, by the station's own clock.")
        for each in self.checkpoints:
            count = sum(entry["seq"] <= each["size"] for entry in self.entries)
            for seen in each["witnesses"]:
                by = f"{seen['by']} (key {fingerprint(seen['key'])})"
                self.holds.append(f"{count} of them stood there on {seen['at']}: {by} has cosigned that.")
        if not any(each["witnesses"] for each in self.checkpoints):
            self.notes.append("No other station has cosigned: the times rest on this station's word.")

    def _files_are_those_recorded(self) -> None:
        there, whole, named, photographs = self.archive, 0, set(), set()
        for entry in self.entries:
            kind, said, number = entry["kind"], entry["payload"], entry["seq"]
            sha256, what = str(said.get("sha256", "")), "document" if "doc" in kind else "photograph"
            issued = kind == "document_issued" and said.get("document") != "evidence_bundle"
            if kind == "photograph_annotated":
                over = (str(said.get("photograph")), sha256) in photographs
                self.need(over, f"the marks of entry {number} are over no photograph that was taken before")
            if not issued and kind not in ("photograph_taken", "document_kept"):
                continue
            photographs |= {(entry["id"], sha256)} if what == "photograph" else set()
            path = next((name for name in there.sizes if name.startswith(f"{what}s/{sha256}.")), "")
            what = f"the {what} of entry {number}"
            named.add(path)
            if path in there.hashes:
                whole += self.need(there.hashes[path] == sha256, f"{what} was replaced: it has another hash")
            elif issued and sha256 in self.manifest["absent"]:
                self.notes.append(f"{what} is not in the bundle: the station does not hold it.")
            else:
                lost = ": the station says that it lost it" if sha256 in self.manifest["absent"] else ""
                self.need(False, f"{what} is missing{lost}")
        for path in sorted(set(there.sizes) - set(there.texts) - named):
            self.need(False, f"{path} is named by no entry")
        self.holds.append(f"{whole} photographs and documents are, byte for byte, those of the entries.")

    def _summaries_are_of_this_case(self) -> None:
        opened = [entry for entry in self.entries if entry["kind"] == "inspection_opened"]
        told = [{"sequence": entry["seq"], **entry["payload"]} for entry in opened]
        same = [self.archive.parsed("seen.json")] == told
        self.need(same, "seen.json is not what the entry says that opened the case")
        case = self.archive.parsed("case.json")
        is_this = isinstance(case, dict) and case.get("id") == self.manifest["inspection"]
        self.need(is_this, "case.json is the summary of another case")

    def _compare(self, key: str | None, witness: str | None, checkpoint: str | None) -> None:
        mine, current = [fingerprint(k) for _, k in self.keys], fingerprint(self.checkpoints[-1]["key"])
        if key is None:
            self.notes.append(f"Compare the station's key {current} with its reports, or give that by --key.")
        elif self.need(key in mine, f"it is signed by another key ({current}) than the given one ({key})"):
            self.holds.append(f"The station's key is the given one, {key}.")
        seen = {fingerprint(w["key"]) for each in self.checkpoints for w in each["witnesses"]}
        self.need(witness is None or witness in seen, f"the given key {witness} has not cosigned")
        known = checkpoint is None or checkpoint in [each["text"] for each in self.checkpoints]
        self.need(known, "the given checkpoint is not of this bundle, but of another journal or moment")


def main(arguments: list[str] | None = None) -> int:
    """Check the bundle that the command line names, and say in plain words what holds."""
    parser = argparse.ArgumentParser("borderpost-verify", description="Check an evidence bundle, offline.")
    add = parser.add_argument
    add("bundle", type=Path, metavar="FILE.evidence")
    add("--key", metavar="FINGERPRINT", help="the station's key, as on its reports")
    add("--witness", metavar="FINGERPRINT", help="a key that has to have cosigned")
    add("--checkpoint", type=Path, metavar="FILE", help="a checkpoint known from elsewhere, as text")
    given = parser.parse_args(arguments)
    try:
        known = given.checkpoint.read_text("utf-8").partition("signed ")[0] if given.checkpoint else None
        with given.bundle.open("rb") as file:
            bundle = Bundle(Archive(file, given.bundle.stat().st_size))
        key, witness = (text and text.replace(" ", "").lower() for text in (given.key, given.witness))
        bundle.check(key, witness, known)
    except (OSError, UnicodeDecodeError, Unreadable) as error:
        sys.stdout.write(f"REFUSED: {given.bundle}: {error}.\n")
        return 2
    for mark, lines in (("HOLDS", bundle.holds), ("DOES NOT HOLD", bundle.wrong), ("NOTE", bundle.notes)):
        sys.stdout.writelines(f"{mark}: {re.sub(UNSEEN, '?', line)}\n" for line in lines)
    sys.stdout.write("REFUSED: not what the station recorded.\n" if bundle.wrong else "ACCEPTED.\n")
    return 1 if bundle.wrong else 0


if __name__ == "__main__":
    sys.exit(main())

"""Bundles for tests: taken apart, changed by those who would deceive, and put together again."""

import contextlib
import hashlib
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from borderpost.domain.entry import canonical_json
from borderpost.store.bundle import manifest_text
from borderpost.store.plain_zip import archive

VERIFIER = Path(__file__).parents[1] / "packaging" / "verifier" / "borderpost_verify.py"
Members = dict[str, bytes]


def verified(bundle: Path, *options: str) -> tuple[int, str]:
    """Run the verifier as a stranger would: isolated, and without this program."""
    done = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), str(bundle), *options],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        cwd=bundle.parent,
        env={"PYTHONIOENCODING": "utf-8"},
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def members(bundle: Path) -> Members:
    """Return the files of a bundle, in order."""
    with contextlib.closing(zipfile.ZipFile(bundle)) as opened:
        return {info.filename: opened.read(info) for info in opened.infolist()}


def pack(files: Members, path: Path) -> Path:
    """Write files in the form of a bundle, with checksums that fit."""
    path.write_bytes(b"".join(archive(files.items())))
    return path


def relisted(files: Members, key: Ed25519PrivateKey | None = None) -> Members:
    """Return the files with a list that fits them; signed anew where there is a key."""
    manifest = json.loads(files["manifest.json"])
    inner = {name: data for name, data in sorted(files.items()) if not name.startswith("manifest.")}
    manifest["files"] = [
        {"path": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in inner.items()
    ]
    listed = canonical_json(manifest)
    signature = files["manifest.sig"]
    if key is not None:
        signature = key.sign(manifest_text(listed).encode()).hex().encode()
    return {"manifest.json": listed, "manifest.sig": signature, **inner}


def with_proofs(files: Members, change: Callable[[dict[str, Any]], None]) -> Members:
    """Return the files with changed proofs."""
    proofs = json.loads(files["proofs.json"])
    change(proofs)
    return {**files, "proofs.json": canonical_json(proofs)}


def refused(path: Path, *reasons: str, options: tuple[str, ...] = ()) -> None:
    """See the verifier refuse a bundle, and say all of these reasons (patterns)."""
    code, said = verified(path, *options)
    assert code in (1, 2), said
    assert "REFUSED" in said
    for reason in reasons:
        assert re.search(reason, said), said


def entry_paths(files: Members) -> list[str]:
    """Return the entries of a bundle by their paths, in order."""
    return sorted(name for name in files if name.startswith("entries/"))

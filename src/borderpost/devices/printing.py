"""The system's printers: a PDF is handed over as it is, so that type stays sharp and barcodes readable."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_PATIENCE_SECONDS = 20


class CannotPrint(Exception):
    """The system did not take the document; the text says why, in the system's own words where it has any."""


def printers() -> list[str]:
    """Return the names of the printers that the system knows, the default one first."""
    if sys.platform == "win32":
        return ["default"]
    if shutil.which("lpstat") is None:
        return []
    names = _lines("lpstat", "-e")
    default = next((line.rpartition(":")[2].strip() for line in _lines("lpstat", "-d") if ":" in line), "")
    return sorted(names, key=lambda name: (name != default, name))


def print_pdf(pdf: bytes, *, printer: str, title: str) -> str:
    """Hand a PDF to a printer and return the name of the job; raise CannotPrint where it is refused."""
    handle, name = tempfile.mkstemp(prefix="borderpost-", suffix=".pdf")
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(pdf)
        if sys.platform == "win32":
            os.startfile(path, "print")  # noqa: S606 - our own file, the system's own viewer
            return path.name
        return _lp(path, printer, title)
    finally:
        if sys.platform != "win32":
            path.unlink(missing_ok=True)


def _lp(path: Path, printer: str, title: str) -> str:
    if shutil.which("lp") is None:
        raise CannotPrint("this station has no printing system (the program 'lp' is missing)")
    try:
        done = subprocess.run(
            ["lp", "-d", printer, "-t", title, "--", str(path)],
            capture_output=True,
            text=True,
            timeout=_PATIENCE_SECONDS,
            check=False,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired as error:
        raise CannotPrint("the printing system does not answer") from error
    if done.returncode != 0:
        raise CannotPrint(done.stderr.strip() or "the printing system refused the document")
    # "request id is Q-12 (1 file(s))"
    words = done.stdout.split()
    return words[3] if len(words) > 3 else done.stdout.strip()


def _lines(*command: str) -> list[str]:
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=_PATIENCE_SECONDS,
            check=False,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired:
        return []
    return [line.strip() for line in done.stdout.splitlines() if line.strip()]

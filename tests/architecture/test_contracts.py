"""Each contract of import-linter fails when it is broken, so a contract that is kept means something."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from architecture.sources import CHECKOUT, PACKAGE

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"
BREACHES = [
    ("house", "domain/breach.py", "import borderpost.work"),
    ("house", "work/breach.py", "import borderpost.store"),
    ("house", "store/breach.py", "import borderpost.feeds"),
    ("house", "ui/breach.py", "import borderpost.tour"),
    ("house", "utils/__init__.py", ""),
    ("screens", "ui/breach.py", "import borderpost.devices"),
    ("qt", "documents/breach.py", "from PySide6 import QtCore"),
    ("qt", "work/breach.py", "import shiboken6"),
    ("domain", "domain/breach.py", "import sqlite3"),
    ("domain", "domain/breach.py", "import time"),
    ("domain", "domain/breach.py", "from pathlib import Path"),
    ("circles", "work/breach.py", "import borderpost.work.breach_too"),
]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with its contracts, to do damage in."""
    top = tmp_path_factory.mktemp("house")
    shutil.copy(CHECKOUT / "pyproject.toml", top)
    shutil.copytree(PACKAGE, top / "src" / "borderpost", ignore=shutil.ignore_patterns("__pycache__"))
    return top


def broken(house: Path, contract: str) -> bool:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            LINT,
            "--no-logo",
            "--contract",
            contract,
            "--cache-dir",
            str(house / "cache"),
        ],
        cwd=house,
        env={**os.environ, "PYTHONPATH": str(house / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Contracts: " in done.stdout, done.stdout + done.stderr
    return done.returncode != 0 and "1 broken" in done.stdout


@pytest.mark.parametrize(("contract", "path", "line"), BREACHES)
def test_a_breach_is_seen(house: Path, contract: str, path: str, line: str) -> None:
    package = house / "src" / "borderpost"
    breach = package / path
    written = {breach: f'"""A breach."""\n\n{line}\n'}
    if contract == "circles":
        written[breach.with_name("breach_too.py")] = '"""A breach."""\n\nimport borderpost.work.breach\n'
    assert not broken(house, contract)
    for file, text in written.items():
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    try:
        assert broken(house, contract)
    finally:
        for file in written:
            file.unlink()
        if breach.parent.name == "utils":
            breach.parent.rmdir()

"""The rooms below the screens work on a machine without Qt: importing them loads none of it."""

import json
import os
import subprocess
import sys

import pytest

from architecture.sources import CHECKOUT, PACKAGE

ROOMS = ("domain", "work", "store", "feeds", "exchange", "documents", "demo")
IMPORT_ALL = """
import importlib, json, sys
for name in json.loads(sys.argv[1]):
    importlib.import_module(name)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules} & {"PySide6", "shiboken6"})))
"""


@pytest.mark.parametrize("room", ROOMS)
def test_importing_every_module_of_the_room_loads_no_qt(room: str) -> None:
    folder = PACKAGE / room
    modules = [
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted(folder.rglob("*.py"))
    ]
    assert modules
    done = subprocess.run(
        [sys.executable, "-P", "-W", "error", "-c", IMPORT_ALL, json.dumps(modules)],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []


def test_the_command_line_loads_nothing_before_it_is_asked() -> None:
    # what tells of a command's arguments and of its end is the command line in parts, and imports as little
    script = (
        "import sys; import borderpost.cli; borderpost.cli.build_parser(); "
        "print([name for name in sys.modules if name.startswith('borderpost.')"
        " and name not in ('borderpost.cli', 'borderpost.app', 'borderpost.app.carrying_out')"
        " and not name.endswith('_arguments')])"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", script],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"

"""The command line as a person at a terminal meets it."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from borderpost import __version__
from borderpost.cli import build_parser, main

COMMANDS = [
    "run",
    "tour",
    "import",
    "feed",
    "pack",
    "bundle",
    "checkpoint",
    "shift-report",
    "draw",
    "purge",
    "check-declarations",
    "features",
    "quality",
    "officers",
    "outbox",
    "profiles",
    "trusted",
    "brands",
    "verify",
    "backup",
    "restore",
    "recover",
    "rebuild",
    "keys",
    "bench",
]


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert end.value.code == 0
    assert re.findall(r"^ {4}([\w-]+)(?: |$)", capsys.readouterr().out, re.MULTILINE) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_tells_of_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([command, "--help"])
    assert end.value.code == 0
    assert f"borderpost {command}" in capsys.readouterr().out


@pytest.mark.parametrize("given", [["inport"], ["import"], ["tour", "--speed"], ["bench"]])
def test_what_is_not_understood_is_refused_with_the_usage(
    given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(given)
    assert end.value.code == 2
    assert "usage: borderpost" in capsys.readouterr().err


@pytest.mark.parametrize("given", [["import"], ["tour", "--declarations"], ["tour", "--frames"]])
def test_a_file_that_is_not_there_is_named(
    given: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "day.jsonl"
    assert main([*given, str(missing)]) == 2
    assert str(missing) in capsys.readouterr().err


def test_the_record_of_a_checkout_stays_in_it(checkout: Path) -> None:
    assert build_parser().parse_args(["verify"]).site == checkout / "build" / "site"
    assert build_parser().parse_args(["tour"]).out == checkout / "build" / "tour"


def test_the_module_runs_from_any_folder(checkout: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "borderpost", "--version"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(checkout / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"borderpost {__version__}\n"


def test_run_script_lists_the_same_commands_and_its_own(checkout: Path) -> None:
    done = subprocess.run([checkout / "run", "--help"], capture_output=True, text=True, check=True)
    assert re.findall(r"^ {4}([\w-]+)(?: |$)", done.stdout, re.MULTILINE) == [*COMMANDS, "lock"]


def test_ctrl_c_ends_it_without_a_traceback(checkout: Path, tmp_path: Path) -> None:
    bench = subprocess.Popen(
        [sys.executable, "-P", "-m", "borderpost", "--site", str(tmp_path / "site")],
        env={**os.environ, "PYTHONPATH": str(checkout / "src"), "QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.PIPE,
        text=True,
        # A shell starts what it sends to the background with Ctrl+C turned off, and that is handed down.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert bench.stderr is not None
    assert "Making the demo site" in bench.stderr.readline()
    bench.send_signal(signal.SIGINT)
    assert bench.stderr.read() == ""
    bench.stderr.close()
    assert bench.wait() == 130

"""The command lines of `bundle`, `checkpoint` and `shift-report`: what may be asked, and who carries it out.

Nothing heavy is imported before a command is carried out.
"""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from borderpost.app.carrying_out import carried_out, say

_CHECKPOINT_FILES: Final = {"show": (0, 1), "cosign": (2,), "import": (1,)}
"""How many files each verb takes."""

Command = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]
"""Adds a command by its name, its handler and its summary."""


def add_evidence_commands(command: Command, takes_site: Callable[[argparse.ArgumentParser], None]) -> None:
    """Add these commands to the command line."""
    bundle = command("bundle", _make_bundle, "write the evidence bundle of a case, for anyone to check")
    bundle.add_argument("case", metavar="CASE", help="the number of its seizure report, or its inspection")
    bundle.add_argument("target", type=Path, metavar="TARGET", help="a file, or a folder to put it into")
    takes_site(bundle)
    checkpoint = command(
        "checkpoint", _handle_checkpoint, "sign the whole journal, and let other stations sign it"
    )
    checkpoint.add_argument(
        "verb",
        choices=tuple(_CHECKPOINT_FILES),
        metavar="WHAT",
        help="show [FILE]; cosign FILE TARGET, of another station; import FILE, which another one cosigned",
    )
    checkpoint.add_argument("files", type=Path, nargs="*", metavar="FILE")
    checkpoint.add_argument(
        "--key", default="", metavar="FINGERPRINT", help="the other station's key, compared by you"
    )
    checkpoint.add_argument(
        "--since", type=int, action="append", default=[], metavar="N", help="prove from N entries on, too"
    )
    takes_site(checkpoint)
    shift = command("shift-report", _make_shift_report, "write the report of a day, with a signed checkpoint")
    shift.add_argument("target", type=Path, metavar="FILE.pdf", help="where to write it")
    shift.add_argument("--day", type=date.fromisoformat, metavar="YYYY-MM-DD", help="default: today")
    takes_site(shift)


def _make_shift_report(chosen: argparse.Namespace) -> int:
    from borderpost.app.shift_report import make_shift_report

    return carried_out(
        lambda: make_shift_report(chosen.site, chosen.target, chosen.day, chosen.passphrase_file, say)
    )


def _make_bundle(chosen: argparse.Namespace) -> int:
    from borderpost.app import evidence_command as commands

    return carried_out(
        lambda: commands.make_bundle(chosen.site, chosen.case, chosen.target, chosen.passphrase_file, say)
    )


def _handle_checkpoint(chosen: argparse.Namespace) -> int:
    from borderpost.app import evidence_command as commands

    if len(chosen.files) not in _CHECKPOINT_FILES[chosen.verb]:
        _complain(f"checkpoint {chosen.verb}: give its files; 'borderpost checkpoint --help' tells which")
        return 2
    site, files, passphrase_file = chosen.site, chosen.files, chosen.passphrase_file

    def carry_out() -> None:
        if chosen.verb == "show":
            target = files[0] if files else None
            commands.show_checkpoint(site, target, chosen.since, passphrase_file, say)
        elif chosen.verb == "cosign":
            commands.cosign_checkpoint(site, files[0], files[1], chosen.key, passphrase_file, say)
        else:
            commands.import_cosignature(site, files[0], chosen.key, passphrase_file, say)

    return carried_out(carry_out)


def _complain(why: str) -> None:
    sys.stderr.write(f"borderpost: {why}\n")

"""The command lines of `purge` and `check-declarations`: what may be asked, and who carries it out.

Nothing heavy is imported before a command is carried out.
"""

import argparse
from collections.abc import Callable

Command = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]
"""Adds a command by its name, its handler and its summary."""


def add_declaration_commands(command: Command, takes_site: Callable[[argparse.ArgumentParser], None]) -> None:
    """Add both commands to the command line."""
    purge = command("purge", _purge, "erase declarations whose time is over, as an open bench does every day")
    purge.add_argument("--dry-run", action="store_true", help="only tell what would be erased")
    purge.add_argument(
        "--trust-clock",
        action="store_true",
        help="erase although nothing has arrived for a month: this computer's clock is right",
    )
    takes_site(purge)
    check = command(
        "check-declarations", _check, "read every page of every week, and set damaged weeks aside"
    )
    takes_site(check)


def _purge(chosen: argparse.Namespace) -> int:
    """Erase what is due; 0 where it was done, 1 where it was withheld, 2 on an error."""
    from borderpost.app.declaration_command import purge_declarations

    return purge_declarations(
        site=chosen.site,
        passphrase_file=chosen.passphrase_file,
        dry_run=chosen.dry_run,
        trust_clock=chosen.trust_clock,
        say=print,
    )


def _check(chosen: argparse.Namespace) -> int:
    """Check every week; 0 where all are whole, 1 where one was set aside, 2 on an error."""
    from borderpost.app.declaration_command import check_declarations

    return check_declarations(site=chosen.site, passphrase_file=chosen.passphrase_file, say=print)

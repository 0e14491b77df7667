"""The command line of `officers`: who is on the roster, and the first who may change it.

Nothing heavy is imported before a command is carried out.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

from borderpost.app.carrying_out import carried_out, say
from borderpost.app.evidence_arguments import Command


def add_officers_commands(command: Command, takes_site: Callable[[argparse.ArgumentParser], None]) -> None:
    """Add the command, with a word for each thing that may be asked."""
    officers = command("officers", lambda _: 2, "list the roster, and enrol its first administrator")
    verbs = officers.add_subparsers(title="what", metavar="WHAT", required=True)
    told = "list who is on the roster, as what and from when to when"
    listed = verbs.add_parser("list", help=told, description=told)
    listed.set_defaults(handler=_list)
    takes_site(listed)
    told = "enrol an access administrator where there is none; they enrol everybody else"
    first = verbs.add_parser("first-administrator", help=told, description=told)
    first.set_defaults(handler=_first)
    first.add_argument("id", metavar="ID", help="small letters, digits, dot, hyphen")
    first.add_argument("name", metavar="NAME")
    first.add_argument(
        "--new-passphrase-file",
        type=Path,
        required=True,
        metavar="FILE",
        help="holds the administrator's first passphrase; destroy it then",
    )
    takes_site(first)


def _list(chosen: argparse.Namespace) -> int:
    from borderpost.app import officers_command as commands

    return carried_out(lambda: commands.list_officers(chosen.site, chosen.passphrase_file, say))


def _first(chosen: argparse.Namespace) -> int:
    from borderpost.app import officers_command as commands

    return carried_out(
        lambda: commands.first_administrator(
            chosen.site, chosen.passphrase_file, chosen.id, chosen.name, chosen.new_passphrase_file, say
        )
    )

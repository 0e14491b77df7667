"""The command line of `profiles`: hand out, take in and check signed files of profiles.

Nothing heavy is imported before a command is carried out.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

from borderpost.app.carrying_out import carried_out, say
from borderpost.app.evidence_arguments import Command


def add_profile_commands(command: Command, takes_site: Callable[[argparse.ArgumentParser], None]) -> None:
    """Add the command, with a word for each thing that may be asked."""
    profiles = command("profiles", lambda _: 2, "hand risk profiles out in a signed file, and take them in")
    verbs = profiles.add_subparsers(title="what", metavar="WHAT", required=True)

    def verb(
        name: str, handler: Callable[[argparse.Namespace], int], summary: str
    ) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser = verbs.add_parser(name, help=summary, description=summary)
        added.set_defaults(handler=handler)
        return added

    export = verb("export", _export, "write profiles in force to a file that this station signs")
    export.add_argument("file", type=Path, metavar="FILE")
    export.add_argument("profiles", nargs="*", metavar="ID", help="which (default: all that are in force)")
    takes_site(export)
    take = verb("import", _import, "propose the profiles of a signed file, for a second person to approve")
    take.add_argument("file", type=Path, metavar="FILE")
    take.add_argument(
        "--key", default="", metavar="FINGERPRINT", help="the signing station's key, compared by you"
    )
    takes_site(take)
    check = verb("check", _check, "say who signed a file and what is in it; nothing is taken in")
    check.add_argument("file", type=Path, metavar="FILE")


def _export(chosen: argparse.Namespace) -> int:
    from borderpost.app import profile_command as commands

    return carried_out(
        lambda: commands.export_profiles(
            chosen.site, chosen.passphrase_file, chosen.file, chosen.profiles, say
        )
    )


def _import(chosen: argparse.Namespace) -> int:
    from borderpost.app import profile_command as commands

    return carried_out(
        lambda: commands.import_profiles(chosen.site, chosen.passphrase_file, chosen.file, chosen.key, say)
    )


def _check(chosen: argparse.Namespace) -> int:
    from borderpost.app import profile_command as commands

    return carried_out(lambda: commands.check_profiles(chosen.file, say))

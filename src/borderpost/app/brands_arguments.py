"""The command line of `brands`: check, take in and list right-holders' packs.

Nothing heavy is imported before a command is carried out.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

from borderpost.app.carrying_out import carried_out, say
from borderpost.app.evidence_arguments import Command


def add_brand_commands(command: Command, takes_site: Callable[[argparse.ArgumentParser], None]) -> None:
    """Add the command, with a word for each thing that may be asked."""
    brands = command("brands", lambda _: 2, "check, take in and list what right-holders told customs")
    verbs = brands.add_subparsers(title="what", metavar="WHAT", required=True)

    def verb(
        name: str, handler: Callable[[argparse.Namespace], int], summary: str
    ) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser = verbs.add_parser(name, help=summary, description=summary)
        added.set_defaults(handler=handler)
        return added

    check = verb("check", _check, "name every fault of a pack, or of each pack in a folder")
    check.add_argument("folder", type=Path, metavar="FOLDER")
    take = verb("import", _import, "take a pack in, or each pack in a folder; a bench may be at work")
    take.add_argument("folder", type=Path, metavar="FOLDER")
    takes_site(take)
    takes_site(verb("list", _list, "name the editions that are held, and which is in use"))


def _check(chosen: argparse.Namespace) -> int:
    from borderpost.app import brands_command as commands

    return carried_out(lambda: commands.check_brands(chosen.folder, say))


def _import(chosen: argparse.Namespace) -> int:
    from borderpost.app import brands_command as commands

    return carried_out(
        lambda: commands.import_brands(chosen.site, chosen.passphrase_file, chosen.folder, say)
    )


def _list(chosen: argparse.Namespace) -> int:
    from borderpost.app import brands_command as commands

    def listed() -> bool:
        commands.list_brands(chosen.site, chosen.passphrase_file, say)
        return True

    return carried_out(listed)

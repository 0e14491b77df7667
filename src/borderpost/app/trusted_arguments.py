"""The command line of `trusted`: sign, check, take in, list and withdraw lists of trusted senders.

Nothing heavy is imported before a command is carried out.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

from borderpost.app.carrying_out import carried_out, say
from borderpost.app.evidence_arguments import Command


def add_trusted_commands(command: Command, takes_site: Callable[[argparse.ArgumentParser], None]) -> None:
    """Add the command, with a word for each thing that may be asked."""
    trusted = command("trusted", lambda _: 2, "take lists of trusted senders in, and see what they eased")
    verbs = trusted.add_subparsers(title="what", metavar="WHAT", required=True)

    def verb(
        name: str, handler: Callable[[argparse.Namespace], int], summary: str
    ) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser = verbs.add_parser(name, help=summary, description=summary)
        added.set_defaults(handler=handler)
        return added

    take = verb("import", _import, "take a signed list in; it counts from the next start on")
    take.add_argument("file", type=Path, metavar="FILE")
    take.add_argument("--key", default="", metavar="FINGERPRINT", help="the issuer's key, compared by you")
    takes_site(take)
    check = verb("check", _check, "say who signed a list and what is in it; nothing is taken in")
    check.add_argument("file", type=Path, metavar="FILE")
    told = verb("list", _list, "say which lists count here, and until when")
    takes_site(told)
    back = verb("withdraw", _withdraw, "let a list count no longer")
    back.add_argument("list_id", metavar="ID")
    back.add_argument("--reason", default="", metavar="WHY", help="for the journal")
    takes_site(back)
    eased = verb("eased", _eased, "say of every scan that a list eased which sender and profiles it was")
    takes_site(eased)
    sign = verb("sign", _sign, "sign a list that is written as JSON with this station's key")
    sign.add_argument("file", type=Path, metavar="LIST.json")
    sign.add_argument("out", type=Path, metavar="FILE")
    takes_site(sign)


def _import(chosen: argparse.Namespace) -> int:
    from borderpost.app import trusted_command as commands

    return carried_out(
        lambda: commands.import_list(chosen.site, chosen.passphrase_file, chosen.file, chosen.key, say)
    )


def _check(chosen: argparse.Namespace) -> int:
    from borderpost.app import trusted_command as commands

    return carried_out(lambda: commands.check_list(chosen.file, say))


def _list(chosen: argparse.Namespace) -> int:
    from borderpost.app import trusted_command as commands

    return carried_out(lambda: commands.tell_lists(chosen.site, chosen.passphrase_file, say))


def _withdraw(chosen: argparse.Namespace) -> int:
    from borderpost.app import trusted_command as commands

    return carried_out(
        lambda: commands.withdraw(chosen.site, chosen.passphrase_file, chosen.list_id, chosen.reason, say)
    )


def _eased(chosen: argparse.Namespace) -> int:
    from borderpost.app import trusted_command as commands

    return carried_out(lambda: commands.tell_eased(chosen.site, chosen.passphrase_file, say))


def _sign(chosen: argparse.Namespace) -> int:
    from borderpost.app import trusted_command as commands

    return carried_out(
        lambda: commands.sign_list(chosen.site, chosen.passphrase_file, chosen.file, chosen.out, say)
    )

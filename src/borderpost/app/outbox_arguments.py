"""The command line of `outbox`: what may be asked of the messages to others, and who carries it out.

Nothing heavy is imported before a command is carried out.
"""

import argparse
from collections.abc import Callable

from borderpost.app.carrying_out import carried_out, say
from borderpost.app.evidence_arguments import Command

Handler = Callable[[argparse.Namespace], int]


def add_outbox_commands(command: Command, takes_site: Callable[[argparse.ArgumentParser], None]) -> None:
    """Add the command, with a word for each thing that may be asked."""
    outbox = command("outbox", lambda _: 2, "show the messages to the post and other agencies, and send them")
    verbs = outbox.add_subparsers(title="what", metavar="WHAT", required=True)

    def verb(name: str, handler: Handler, summary: str) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser = verbs.add_parser(name, help=summary, description=summary)
        added.set_defaults(handler=handler)
        takes_site(added)
        return added

    listed = verb(
        "list", _list, "list messages with what came back, the newest first; 1 where one needs a look"
    )
    listed.add_argument(
        "--limit", type=int, default=50, metavar="N", help="at most so many (default: %(default)s)"
    )
    verb("send", _send, "queue what is to be told, put it into the outbox, and take in what came back, once")
    retry = verb("retry", _retry, "put messages that were rejected, or are overdue, into the outbox again")
    retry.add_argument("messages", nargs="+", metavar="ID", help="the beginning of an id, as 'list' shows it")
    retry.add_argument("--reason", default="", metavar="WHY", help="why, for the journal")


def _list(chosen: argparse.Namespace) -> int:
    from borderpost.app import outbox_command as commands

    limit = max(1, chosen.limit)
    return carried_out(lambda: commands.show(chosen.site, chosen.passphrase_file, limit, say))


def _send(chosen: argparse.Namespace) -> int:
    from borderpost.app import outbox_command as commands

    return carried_out(lambda: commands.send(chosen.site, chosen.passphrase_file, say))


def _retry(chosen: argparse.Namespace) -> int:
    from borderpost.app import outbox_command as commands

    return carried_out(
        lambda: commands.retry(chosen.site, chosen.passphrase_file, chosen.messages, chosen.reason, say)
    )

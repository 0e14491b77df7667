"""The command line of `draw`: what may be asked of the random draw, and who carries it out.

Nothing heavy is imported before a command is carried out.
"""

import argparse
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from borderpost.app.carrying_out import carried_out, say
from borderpost.app.evidence_arguments import Command

Handler = Callable[[argparse.Namespace], int]


def add_draw_commands(command: Command, takes_site: Callable[[argparse.ArgumentParser], None]) -> None:
    """Add the command, with a word for each thing that may be asked."""
    draw = command("draw", lambda _: 2, "show and check the random draw, and learn what goods are worth")
    verbs = draw.add_subparsers(title="what", metavar="WHAT", required=True)

    def verb(
        name: str, handler: Callable[[argparse.Namespace], int], summary: str
    ) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser = verbs.add_parser(name, help=summary, description=summary)
        added.set_defaults(handler=handler)
        return added

    show = verb("show", _show, "show the key of a day that is 90 days past, and journal that it was shown")
    show.add_argument("day", type=date.fromisoformat, metavar="YYYY-MM-DD")
    show.add_argument("--reason", default="", metavar="WHY", help="why it is shown, for the journal")
    takes_site(show)
    check = verb("check", _check, "prove a shown key against the journal's seal, and draw items again")
    check.add_argument("day", type=date.fromisoformat, metavar="YYYY-MM-DD")
    check.add_argument("key", type=_key, metavar="KEY", help="64 hex digits")
    check.add_argument("seal", metavar="SEAL", help="as the journal has it")
    check.add_argument("share", type=_share, metavar="SHARE", help="as the journal has it")
    check.add_argument("items", nargs="*", metavar="ITEM", help="item numbers to draw again")
    lend = verb("lend", _lend, "write the secret of the draw out, for another bench of this site")
    takes_site(lend)
    take = verb("take", _take, "draw by the secret of another bench of this site from now on")
    take.add_argument("file", type=Path, metavar="FILE", help="what 'draw lend' wrote")
    takes_site(take)
    learn = verb(
        "learn",
        _learn,
        "learn from the declarations held what goods are worth, and what comes to one address",
    )
    takes_site(learn)


def _show(chosen: argparse.Namespace) -> int:
    from borderpost.app import draw_command as commands

    return carried_out(
        lambda: commands.show(chosen.site, chosen.passphrase_file, chosen.day, chosen.reason, say)
    )


def _check(chosen: argparse.Namespace) -> int:
    from borderpost.app import draw_command as commands

    return carried_out(
        lambda: commands.check(chosen.day, chosen.key, chosen.seal, chosen.share, chosen.items, say)
    )


def _lend(chosen: argparse.Namespace) -> int:
    from borderpost.app import draw_command as commands

    return carried_out(lambda: commands.lend(chosen.site, chosen.passphrase_file, say))


def _take(chosen: argparse.Namespace) -> int:
    from borderpost.app import draw_command as commands

    return carried_out(lambda: commands.take(chosen.site, chosen.passphrase_file, chosen.file, say))


def _learn(chosen: argparse.Namespace) -> int:
    from borderpost.app import draw_command as commands

    today = date.today()  # noqa: DTZ011 - the site's own day
    return carried_out(lambda: commands.learn(chosen.site, chosen.passphrase_file, today, say))


def _key(text: str) -> bytes:
    key = bytes.fromhex(text)
    if len(key) != 32:
        raise ValueError("a key has 64 hex digits")
    return key


def _share(text: str) -> Decimal:
    try:
        share = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not share.is_finite() or not 0 <= share <= 1:
        raise ValueError(text)
    return share

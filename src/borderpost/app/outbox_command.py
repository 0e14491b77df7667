"""Carries out the commands around messages to others: list them, send them, put them out again."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from borderpost.app.at_terminal import VAULT_TROUBLES, StaysShut
from borderpost.app.carrying_out import NotDone
from borderpost.app.exchanging import Exchange
from borderpost.app.opening import OpenSite, open_site
from borderpost.app.places import SITE_FILE, BadSite
from borderpost.app.unlocking import secrets_at_hand
from borderpost.domain.decisions import Refused
from borderpost.domain.message_state import Delivery, MessageState
from borderpost.exchange.writing import Unfit
from borderpost.feeds.rates_file import BadRates
from borderpost.store.engine import DatabaseError
from borderpost.store.lock import FolderInUse
from borderpost.store.site import BadRecord
from borderpost.store.vault import VaultLocked
from borderpost.work import messaging
from borderpost.work.troubles import NotRead, NotRecorded

Say = Callable[[str], None]
_ID_SHOWN = 12


@contextlib.contextmanager
def _opened(site: Path, passphrase_file: Path | None) -> Iterator[tuple[OpenSite, Exchange]]:
    try:
        opened = open_site(site, given=secrets_at_hand(passphrase_file))
        with contextlib.closing(opened):
            if opened.exchange is None:
                raise NotDone(f"{site}: nobody is told anything here; '[exchange]' in {SITE_FILE} sets that")
            yield opened, opened.exchange
    except (*VAULT_TROUBLES, BadSite, BadRates, BadRecord, FolderInUse, StaysShut, VaultLocked) as error:
        raise NotDone(str(error)) from error
    except (NotRecorded, NotRead) as error:
        raise NotDone(f"{site}: {error}") from error
    except DatabaseError as error:
        raise NotDone(f"{site}: the store cannot be used ({error})") from error
    except OSError as error:
        raise NotDone(f"{error.filename or site}: {error.strerror or error}") from error


def show(site: Path, passphrase_file: Path | None, limit: int, say: Say) -> bool:
    """Print the newest messages; tell whether none of them needs a look; raise NotDone."""
    with _opened(site, passphrase_file) as (opened, exchange):
        found = opened.store.read(lambda pages: pages.messages_newest(limit)).result()
        now, well = opened.clock(), True
        for state in found:
            line, good = _line(state, exchange, now)
            say(line)
            well = well and good
        if not found:
            say("No messages.")
        return well


def send(site: Path, passphrase_file: Path | None, say: Say) -> bool:
    """Look once, as the workstation does all the time; tell whether all went well; raise NotDone."""
    with _opened(site, passphrase_file) as (_, exchange):
        done = exchange.look(at_once=True)
        say(f"Queued {done.queued}, put into {exchange.settings.outbox}: {done.written}.")
        say(f"Taken in from {exchange.settings.inbox}: {done.heard}, set aside: {done.failed}.")
        for trouble in done.troubles:
            say(f"  {trouble}")
        return not done.troubles


def retry(site: Path, passphrase_file: Path | None, messages: Sequence[str], reason: str, say: Say) -> bool:
    """Put messages into the outbox again, under their ids; raise NotDone where one cannot be."""
    with _opened(site, passphrase_file) as (opened, exchange):
        known = opened.store.read(lambda pages: pages.messages_open()).result()
        for beginning in messages:
            found = [state for state in known if state.id.startswith(beginning.lower())]
            if len(beginning) < 4 or len(found) != 1:
                raise NotDone(f"{beginning}: {'several' if found else 'no'} open messages begin so")
            try:
                verb = partial(messaging.repeat, message=found[0].id, reason=reason)
                opened.store.submit(verb).result()
            except Refused as error:
                raise NotDone(f"{beginning}: it cannot go out again ({error})") from error
        done = exchange.look(at_once=True)
        say(f"Put into {exchange.settings.outbox}: {done.written}.")
        for trouble in done.troubles:
            say(f"  {trouble}")
        return not done.troubles


def _line(state: MessageState, exchange: Exchange, now: datetime) -> tuple[str, bool]:
    """Return a message in one line, and whether nobody has to look at it."""
    how, good = str(state.delivery), True
    if state.delivery is Delivery.REJECTED and state.answer is not None:
        said = " ".join(part for part in (state.answer.code, state.answer.text) if part)
        how, good = f"rejected ({said})" if said else "rejected", False
    elif state.is_overdue(now, exchange.settings.answer_within):
        how, good = "overdue", False
    elif state.delivery is Delivery.WAITING:
        try:
            exchange.texts(state)
        except (Unfit, TypeError, ValueError) as error:
            how, good = f"cannot be written ({error})", False
    if state.to == "agency" and state.delivery is Delivery.ACCEPTED:
        how += ", goods confirmed" if state.receipt else ", goods not confirmed"
        how += ", answered" if state.reply else ", no answer"
    at = state.queued.at.strftime("%Y-%m-%d %H:%M")
    return f"{state.id[:_ID_SHOWN]}  {at}  {state.item_id}  {state.type} to {state.to}: {how}", good

"""What a site says of its exchange: which messages go out, the folders, and when an answer is due."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from borderpost.domain.messages import MessageType

_KNOWN: Final = frozenset({"outbox", "inbox", "messages", "agency", "answer_within_hours"})


class BadExchange(ValueError):
    """The section of the exchange cannot be used; the sentence names the field."""


@dataclass(frozen=True, slots=True)
class ExchangeSettings:
    """Which messages go out (none by default), where they are put, and where answers are looked for.

    `agency` is to whom goods are referred; `answer_within` is how long an acknowledgement may take.
    """

    outbox: Path
    inbox: Path
    types: frozenset[MessageType] = frozenset()
    agency: str = ""
    answer_within: timedelta = timedelta(hours=24)


def read_exchange(section: object, root: Path) -> ExchangeSettings | None:
    """Return the settings of a section of `site.toml`; None where there is none; raise BadExchange.

    Paths are taken from the site's folder.
    """
    if section is None:
        return None
    if not isinstance(section, dict):
        raise BadExchange("'exchange' has to be a table")
    if unknown := sorted(set(section) - _KNOWN):
        raise BadExchange(f"'exchange.{unknown[0]}' is no field of this section")
    outbox, inbox = _folder(section, "outbox", root), _folder(section, "inbox", root)
    if outbox == inbox or outbox in inbox.parents or inbox in outbox.parents:
        raise BadExchange("'exchange.outbox' and 'exchange.inbox' have to be two folders apart")
    if root.resolve() in (outbox, inbox):
        raise BadExchange("the site's own folder is neither an outbox nor an inbox")
    types = _types(section)
    agency = section.get("agency", "")
    if not isinstance(agency, str):
        raise BadExchange("'exchange.agency' has to be a text")
    if MessageType.REFERRAL in types and not agency.strip():
        raise BadExchange("'exchange.agency' is missing: it names to whom goods are referred")
    return ExchangeSettings(outbox, inbox, types, agency.strip(), _hours(section))


def _folder(section: dict[str, Any], key: str, root: Path) -> Path:
    value = section.get(key)
    if not isinstance(value, str) or not value.strip():
        raise BadExchange(f"'exchange.{key}' is missing; it has to name a folder")
    return (root / value).resolve()


def _types(section: dict[str, Any]) -> frozenset[MessageType]:
    names = section.get("messages", [])
    if not isinstance(names, list):
        raise BadExchange("'exchange.messages' has to be a list")
    try:
        return frozenset(MessageType(name) for name in names)
    except ValueError as error:
        known = ", ".join(MessageType)
        raise BadExchange(f"'exchange.messages' may name {known}") from error


def _hours(section: dict[str, Any]) -> timedelta:
    hours = section.get("answer_within_hours", 24)
    if not isinstance(hours, int) or isinstance(hours, bool) or not 1 <= hours <= 8760:
        raise BadExchange("'exchange.answer_within_hours' has to be a whole number from 1 to 8760")
    return timedelta(hours=hours)

"""Acts by which declarations leave the store, and by which those of a case stay in its record."""

from typing import Any

import msgspec

from borderpost.domain.act_base import ActBase


class DeclarationKept(ActBase, frozen=True, tag="declaration_kept"):
    """A declaration of the item that came or was amended after it was taken up, copied into the record before
    the week of its arrival was erased."""

    inspection: str
    declaration: dict[str, Any]
    digest: str
    week: str


class DeclarationsPurged(ActBase, frozen=True, tag="declarations_purged"):
    """The declarations that arrived in a week are erased from here on, their time being over.

    `days` is how long they were kept after the week's last day, `basis` what says so. `items`, `messages` and
    `sources` count what the week held, `kept` the declarations that were copied into records of cases,
    `aside` the damaged files of the week that go with it; `unread` is true where the week's file was damaged
    and could not be counted. `file` tells the erased file from another that bore its name.
    """

    week: str
    items: int
    messages: int
    sources: dict[str, int] = msgspec.field(default_factory=dict)
    days: int = 0
    basis: str = ""
    kept: int = 0
    aside: int = 0
    unread: bool = False
    file: str = ""

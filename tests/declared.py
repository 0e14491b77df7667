"""Declarations for tests, and their way into the mirror of a station."""

import contextlib
from datetime import UTC, date, datetime
from typing import Any

from msgspec.structs import replace

from borderpost.domain.declaration import ContentLine, Declaration, MessageRef, Party
from borderpost.store import mirror
from borderpost.store.engine import immediate
from borderpost.store.mirror import Kept
from borderpost.store.mirror_schema import migrate_mirror
from borderpost.store.site import SiteFolder

MUG = Declaration(
    message=MessageRef("m1", 1, "POST-GB", datetime(2026, 11, 2, 9, tzinfo=UTC)),
    item_id="RR473124829GB",
    posted_on=date(2026, 11, 1),
    sender=Party(name="Łukasz Nowak", country="GB"),
    addressee=Party(company="王伟贸易", country="CN"),
    lines=(ContentLine(1, "ceramic mug"),),
)


def mug(message: str = "m1", version: int = 1, words: str = "ceramic mug", **changes: Any) -> Declaration:
    """Return the declaration of a mug, with changes."""
    reference = replace(MUG.message, id=message, version=version)
    lines = (ContentLine(1, words),)
    return replace(MUG, message=reference, lines=lines, **changes)


def declare(folder: SiteFolder, *declarations: Declaration) -> list[Kept]:
    """Hand declarations to the mirror as a feed does."""
    folder.root.mkdir(exist_ok=True)
    with contextlib.closing(folder.connect_mirror()) as conn:
        migrate_mirror(conn)
        with immediate(conn):
            return [mirror.put(conn, declaration) for declaration in declarations]

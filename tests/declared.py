"""Declarations for tests, and their way into the store of a station."""

import contextlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from msgspec.structs import replace

from borderpost.domain.declaration import ContentLine, Declaration, MessageRef, Party
from borderpost.store.declarations import Declarations
from borderpost.store.intake import Intake
from borderpost.store.message_versions import Kept
from borderpost.store.site import SiteFolder

TODAY = date(2026, 11, 22)

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


def declare(
    folder: SiteFolder, *declarations: Declaration, today: date = TODAY, finish: bool = False
) -> list[Kept]:
    """Hand declarations in as a feed does; with `finish`, as one that came to its end."""
    folder.root.mkdir(exist_ok=True)
    with Intake(folder, today=today) as intake:
        kept = intake.keep(declarations)
        if finish:
            intake.finish()
        return kept


@contextlib.contextmanager
def reading(folder: SiteFolder) -> Iterator[Declarations]:
    """Hold what is declared open for reading."""
    with contextlib.closing(folder.connect_mirror(readonly=True)) as mirror:
        declarations = Declarations(folder, mirror)
        with contextlib.closing(declarations):
            yield declarations

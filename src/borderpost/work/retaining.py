"""What is recorded before a week of declarations is erased: how much it held, and what cases need of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from borderpost.domain.acts import DeclarationKept, DeclarationsPurged
from borderpost.domain.canonical_declaration import content_digest, to_canonical
from borderpost.domain.declaration import Declaration
from borderpost.domain.law.keeping import Keeping
from borderpost.work.changes import Done, Kind
from borderpost.work.ports import Transaction


@dataclass(frozen=True, slots=True)
class Week:
    """What a week that is to be erased holds; `file` tells its file from any other that bore its name.

    `unread` is true where the file is damaged, so that nobody can say what it held; `aside` counts damaged
    files of the week that were set aside.
    """

    week: str
    items: int = 0
    messages: int = 0
    sources: dict[str, int] = field(default_factory=dict)
    file: str = ""
    unread: bool = False
    aside: int = 0


def record_purge(
    tx: Transaction, *, week: Week, keeping: Keeping, belonging: Sequence[tuple[str, Declaration]]
) -> Done[bool]:
    """Record that a week is erased from here on, having copied what cases need of it into their records.

    `belonging` are inspections with declarations. Where the journal says of the very file already that it is
    erased, which a killed program could not carry out, nothing is recorded: the result is False then.
    """
    kept = 0
    for inspection, declaration in belonging:
        state, digest = tx.inspection(inspection), content_digest(declaration)
        if state is None or digest in (state.declaration_digest, *state.declarations_kept):
            continue
        canonical = to_canonical(declaration)
        act = DeclarationKept(inspection=inspection, declaration=canonical, digest=digest, week=week.week)
        tx.append("", act)
        kept += 1
    changes = frozenset({Kind.INSPECTIONS}) if kept else frozenset[Kind]()
    if week.file and (week.file, week.items) in tx.purged(week.week):
        return Done(False, changes)
    tx.append(
        "",
        DeclarationsPurged(
            week=week.week,
            items=week.items,
            messages=week.messages,
            sources=week.sources,
            days=keeping.days,
            basis=keeping.basis,
            kept=kept,
            aside=week.aside,
            unread=week.unread,
            file=week.file,
        ),
    )
    return Done(True, changes | {Kind.DECLARATIONS})

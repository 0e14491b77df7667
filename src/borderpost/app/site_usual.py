"""How much usually comes to an address or addressee of a site: learnt from its newest mail, and kept."""

import json
from datetime import date
from decimal import Decimal
from typing import Final

from borderpost.domain.money import RateTable
from borderpost.domain.risk.profile import ProfileFault
from borderpost.domain.risk.usual import NotUsual, Usual, UsualLearner
from borderpost.feeds.threshold_files import load_thresholds, load_unusual_share
from borderpost.store.declarations import Declarations
from borderpost.store.files import write_durably
from borderpost.store.folder import SiteFolder

USUAL_FILE: Final = "usual.json"
_LIMIT: Final = 1024 * 1024
_WEEKS: Final = 8
"""Declarations arrive before their items do: what came in these weeks holds the mail of the newest days."""


def learn_usual(folder: SiteFolder, rates: RateTable, today: date) -> Usual | None:
    """Learn from the newest declarations that a site holds; None where it holds none."""
    file = folder.root / "thresholds.toml"
    thresholds, _ = load_thresholds(file)
    share, _ = load_unusual_share(file)
    learner = UsualLearner(rates, today, (threshold.days for threshold in thresholds))
    mirror = folder.connect_mirror(readonly=True)
    held = Declarations(folder, mirror)
    try:
        for week in held.weeks()[:_WEEKS]:
            for declaration in week.all():
                learner.learn(declaration)
    finally:
        held.close()
        mirror.close()
    return learner.usual(share)


def save_usual(folder: SiteFolder, usual: Usual | None) -> None:
    """Keep what was learnt; it is there from the next start on. Nothing learnt leaves the old as it is."""
    if usual is not None:
        write_durably(folder.root / USUAL_FILE, json.dumps(usual.to_plain()).encode("utf-8"))


def load_usual(folder: SiteFolder, currency: str) -> tuple[Usual | None, tuple[str, ...]]:
    """Return what was learnt, and why it cannot be used."""
    path = folder.root / USUAL_FILE
    if not path.is_file():
        return None, ()
    try:
        if path.stat().st_size > _LIMIT:
            raise NotUsual(f"more than {_LIMIT} bytes")
        usual = Usual.from_plain(json.loads(path.read_bytes()))
    except (OSError, ValueError, RecursionError) as error:
        return None, (f"{path.name}: what is usual for an address is not known ({error})",)
    if usual.currency != currency:
        return None, (f"{path.name}: it is in {usual.currency}, the rates are in {currency}; learn it anew",)
    return usual, ()


def share_of(folder: SiteFolder) -> tuple[Decimal, tuple[ProfileFault, ...]]:
    """Return what share of the items may be called unusual, and what is wrong with what the site says."""
    return load_unusual_share(folder.root / "thresholds.toml")

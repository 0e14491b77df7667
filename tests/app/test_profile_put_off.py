"""At an open site a profile that fails is named with the item, and the journal tells of it once."""

import contextlib
from datetime import UTC, date, datetime
from pathlib import Path

from app.site_maker import make_site
from borderpost.app.opening import open_site
from borderpost.domain.acts import ProfileSwitchedOff, act_of
from borderpost.domain.risk.assessment import NoteKind
from borderpost.domain.risk.facts import ItemFacts, LineFacts
from borderpost.store import journal
from declared import MUG


def test_a_profile_that_fails_is_named_and_journalled(tmp_path: Path) -> None:
    make_site(tmp_path / "site", date(2026, 11, 22))
    clock = datetime(2026, 11, 22, 9, tzinfo=UTC)
    with contextlib.closing(open_site(tmp_path / "site", clock=lambda: clock)) as site:

        def break_down(item: ItemFacts, line: LineFacts | None) -> bool:
            raise ZeroDivisionError("odd")

        profiles = site.risk.profiles
        assert profiles.index
        position = profiles.index.candidates(ItemFacts(MUG, site.risk.rates, clock.date()))[0]
        profiles.judges[position].judge = break_down
        for _ in range(2):
            (note,) = (one for one in site.assess(MUG).notes if one.kind is NoteKind.FAILED)
            assert note.profiles == (profiles.profiles[position].id,)
        site.store.submit(lambda tx: tx.now()).result()
        with contextlib.closing(site.folder.connect_record(readonly=True)) as conn:
            acts = [act_of(entry) for entry in journal.entries(conn)]
    told = [act for act in acts if isinstance(act, ProfileSwitchedOff)]
    assert [(act.profile, act.reason, act.detail) for act in told] == [
        (note.profiles[0], "failed", "ZeroDivisionError: odd")
    ]

"""Whatever an earlier version stored is opened, goes on, and verifies."""

import contextlib
from pathlib import Path

import pytest

from borderpost.domain.inspection import Stage
from borderpost.store import mirror
from borderpost.store.intake import Intake
from borderpost.store.mirror_schema import migrate_mirror
from borderpost.store.moving import declaration_of, move_declarations
from borderpost.store.sealing import seal
from borderpost.store.site import SiteFolder, StationStore, prepare, verify_site
from borderpost.work import concluding, session
from borderpost.work.ports import LogFilter
from declared import reading
from record_dump import assert_whole
from station import BEN, HandClock, Station, site_folder
from store.plain_store import STORED, put_back


@pytest.fixture(params=STORED)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> SiteFolder:
    """The site as that version left it, in clear, with the vault in which its keys will be."""
    put_back(request.param, tmp_path / "site")
    return site_folder(tmp_path / "site")


def test_there_is_a_store_of_every_version() -> None:
    assert "0.1.0" in STORED


def test_an_earlier_store_is_opened_goes_on_and_verifies(folder: SiteFolder) -> None:
    assert verify_site(folder).holds
    clock = HandClock()
    key = prepare(folder, station="BP01", program="test", facility="Hall 3", clock=clock)
    station = Station(folder, StationStore(folder, key=key, station="BP01", clock=clock), clock)
    pages = station.store.open_pages()
    rows = pages.log_rows(pages.log_ids(LogFilter(text="zarq"), lambda: False))
    assert {row.stage for row in rows} == {Stage.SEIZED, Stage.AWAITING_APPROVAL}
    (waiting,) = [row for row in rows if row.stage is Stage.AWAITING_APPROVAL]
    state = pages.inspection(waiting.id)
    pages.close()
    assert state is not None
    assert state.proposal is not None
    attempt = station.do(
        session.authenticate, officer_id="ben", passphrase="pass-ben", passphrases=station.passphrases
    )
    assert attempt.officer == BEN
    agreed = station.do(
        concluding.approve, officer=BEN, inspection=state.id, proposal=state.proposal.mark.entry
    )
    assert agreed.outcome.number.endswith("-000002")
    station.store.close()
    assert_whole(folder, "zarquet", "bag1", "lukasz")


def test_what_was_declared_to_an_earlier_version_is_carried_over_and_leaves_nothing_behind(
    folder: SiteFolder,
) -> None:
    prepare(folder, station="BP01", program="test", facility="Hall 3", clock=HandClock())
    with reading(folder) as declarations:
        (held,) = declarations.find("1Z999")
        assert (held.versions, held.declaration.lines[0].description) == (2, "bone china mug")
        assert [d.message.version for d in declarations.history("m1")] == [1, 2]
        assert declarations.tally().items > 1
    with contextlib.closing(folder.connect_mirror(readonly=True)) as conn:
        assert len(mirror.officers(conn)) == 3
        tables = {name for (name,) in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        assert "declarations" not in tables
        assert conn.execute("PRAGMA freelist_count").fetchone() == (0,)


def test_carrying_over_may_be_cut_off_anywhere(folder: SiteFolder) -> None:
    clock = HandClock()
    seal(folder)
    with contextlib.closing(folder.connect_mirror()) as conn:
        migrate_mirror(conn)
        contents = [content for (content,) in conn.execute("SELECT content FROM declarations ORDER BY row")]
    with Intake(folder, today=clock().date()) as intake:
        half = [declaration_of(content) for content in contents[: len(contents) // 2]]
        intake.keep([one for one in half if one is not None])
    assert move_declarations(folder, clock().date()) == len(contents)
    assert move_declarations(folder, clock().date()) == 0
    with reading(folder) as declarations:
        assert declarations.tally().items == len(contents)

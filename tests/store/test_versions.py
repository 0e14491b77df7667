"""Whatever an earlier version stored is opened, goes on, and verifies."""

import contextlib
from pathlib import Path

import pytest

from borderpost.domain.inspection import Stage
from borderpost.store import mirror
from borderpost.store.site import SiteFolder, StationStore, prepare, verify_site
from borderpost.work import concluding, session
from borderpost.work.ports import LogFilter
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


def test_an_earlier_mirror_is_read(folder: SiteFolder) -> None:
    with contextlib.closing(folder.connect_mirror(readonly=True)) as conn:
        (held,) = mirror.find(conn, "1Z999")
        assert (held.versions, held.declaration.lines[0].description) == (2, "bone china mug")
        assert [d.message.version for d in mirror.history(conn, "m1")] == [1, 2]
        assert len(mirror.officers(conn)) == 3

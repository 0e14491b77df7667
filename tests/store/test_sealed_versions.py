"""Whatever an earlier version locked away is opened, found, gone on with and verified, page by page."""

import contextlib
import zipfile
from pathlib import Path

import pytest

from borderpost.domain.inspection import Stage
from borderpost.domain.risk.history import SameKind, history_key
from borderpost.store import mirror
from borderpost.store.message_versions import Kept
from borderpost.store.same_items import SiteHistory
from borderpost.store.site import SiteFolder, StationStore, prepare, verify_site
from borderpost.store.week_check import damage_of
from borderpost.work import concluding
from borderpost.work.ports import LogFilter
from declared import MUG, TODAY, declare, mug, reading
from record_dump import assert_whole
from station import BEN, HandClock, Station, site_folder

STORED = sorted((Path(__file__).parent / "versions").glob("*.sealed.zip"))


@pytest.fixture(params=STORED, ids=lambda file: file.name)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> SiteFolder:
    """The site as that version left it, under lock, and opened by its passphrase."""
    with zipfile.ZipFile(request.param) as packed:
        packed.extractall(tmp_path / "site")
    return site_folder(tmp_path / "site")


def test_there_is_a_locked_store() -> None:
    assert STORED


def test_the_record_of_an_earlier_version_goes_on(folder: SiteFolder) -> None:
    assert verify_site(folder).holds
    clock = HandClock()
    key = prepare(folder, station="BP01", program="test", facility="Hall 3", clock=clock)
    station = Station(folder, StationStore(folder, key=key, station="BP01", clock=clock), clock)
    pages = station.store.open_pages()
    rows = pages.log_rows(pages.log_ids(LogFilter(), lambda: False))
    states = {row.stage: pages.inspection(row.id) for row in rows}
    pages.close()
    assert states.keys() == {Stage.SEIZED, Stage.AWAITING_APPROVAL}
    seized, waiting = states[Stage.SEIZED], states[Stage.AWAITING_APPROVAL]
    assert seized is not None
    assert station.store.evidence.read(seized.photographs[0].sha256)
    assert waiting is not None
    assert waiting.proposal is not None
    agreed = station.do(
        concluding.approve, officer=BEN, inspection=waiting.id, proposal=waiting.proposal.mark.entry
    )
    assert agreed.outcome.number.endswith("-000002")
    station.store.close()
    assert_whole(folder)
    with contextlib.closing(folder.connect_mirror(readonly=True)) as conn:
        assert len(mirror.officers(conn)) == 3


def test_what_was_declared_to_an_earlier_version_is_found_and_amended(folder: SiteFolder) -> None:
    assert [damage_of(folder, week) for week in folder.weeks()] == [""]
    with reading(folder) as declarations:
        assert [held.versions for held in declarations.find("1Z999")] == [2]
        assert [item.item_id for item in declarations.search("bone", 10, lambda: False)] == [MUG.item_id]
    assert SiteHistory(folder).up_to(TODAY).count(SameKind.SENDER, _sender(), 366).items == 2
    again = [MUG, mug("m2", item_id="CC000000005DE"), mug(version=3, words="tin mug")]
    assert declare(folder, *again, finish=True) == [Kept.SAME, Kept.SAME, Kept.AMENDED]
    with reading(folder) as declarations:
        assert [held.declaration.lines[0].description for held in declarations.find(MUG.item_id)] == [
            "tin mug"
        ]
        assert [item.item_id for item in declarations.search("tin", 10, lambda: False)] == [MUG.item_id]


def _sender() -> str:
    return history_key(SameKind.SENDER, MUG)

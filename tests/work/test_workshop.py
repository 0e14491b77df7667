"""The life of a profile at the bench, and who may do what with it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from borderpost.domain.decisions import Refused, Rule
from borderpost.domain.officer import Officer, Role
from borderpost.domain.risk.bench_profile import BenchProfile, ProfileStage, in_force
from borderpost.domain.risk.condition import Comparison, Field, Operator
from borderpost.domain.risk.profile import Profile, WordList
from borderpost.store import mirror
from borderpost.store.engine import immediate
from borderpost.store.site import rebuild_site
from borderpost.work import workshop
from borderpost.work.ports import Credential
from record_dump import assert_whole
from station import ANNA, BEN, QUICK, SUE, HandClock, Station, open_station
from workshop_profiles import LONG_AGO, profile

KIM = Officer("kim", "Kim Duarte", frozenset({Role.SUPERVISOR}))


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = open_station(tmp_path / "site", HandClock())
    connection = made.folder.connect_mirror()
    with immediate(connection):
        everybody = (ANNA, BEN, SUE, KIM)
        mirror.put_roster(connection, [Credential(one, QUICK.make("pass")) for one in everybody])
    connection.close()
    yield made
    made.store.close()


def refused(bench: Station, verb: object, **arguments: object) -> set[Rule]:
    with pytest.raises(Refused) as caught:
        bench.do(verb, **arguments)
    return {one.rule for one in caught.value.refusals}


def proposed(station: Station, which: Profile | None = None, by: Officer = SUE) -> BenchProfile:
    which = which or profile()
    station.do(workshop.write, officer=by, profile=which)
    kept: BenchProfile = station.do(workshop.propose, officer=by, profile=which.id, version=which.version)
    return kept


def approved(station: Station, which: Profile | None = None, by: Officer = BEN) -> BenchProfile:
    kept = proposed(station, which)
    assert kept.proposed is not None
    done: BenchProfile = station.do(
        workshop.approve, officer=by, profile=kept.id, version=kept.version, proposal=kept.proposed.entry
    )
    return done


def kept_all(station: Station) -> tuple[BenchProfile, ...]:
    kept: tuple[BenchProfile, ...] = station.store.submit(lambda tx: tx.bench_profiles()).result(timeout=20)
    return kept


def test_a_profile_is_written_proposed_approved_and_retired(station: Station) -> None:
    draft = station.do(workshop.write, officer=SUE, profile=profile())
    assert draft.stage is ProfileStage.DRAFT
    assert in_force([], kept_all(station)) == ()
    standing = approved(station)
    assert standing.stage is ProfileStage.IN_FORCE
    (judging,) = in_force([], kept_all(station))
    assert (judging.author, judging.approver, judging.condition) == ("sue", "ben", profile().condition)
    gone = station.do(workshop.retire, officer=KIM, profile=judging, reason="season over")
    assert (gone.stage, gone.retirement) == (ProfileStage.RETIRED, "season over")
    assert in_force([], kept_all(station)) == ()


def test_a_new_version_takes_the_place_of_the_one_in_force(station: Station) -> None:
    approved(station)
    approved(station, profile(version=2, title="Ceramics"))
    assert [(one.version, one.stage) for one in kept_all(station)] == [
        (1, ProfileStage.REPLACED),
        (2, ProfileStage.IN_FORCE),
    ]
    assert [one.title for one in in_force([], kept_all(station))] == ["Ceramics"]


@pytest.mark.parametrize(("filed", "title"), [(1, "here"), (2, "here"), (3, "file")])
def test_the_later_version_judges_be_it_in_a_file_or_of_the_workshop(
    station: Station, filed: int, title: str
) -> None:
    approved(station, profile(version=2, title="here"))
    found = in_force([profile(version=filed, title="file")], kept_all(station))
    assert [one.title for one in found] == [title]


def test_a_profile_of_a_file_is_retired_until_the_file_has_a_later_version(station: Station) -> None:
    filed = profile(approver="m.brandt", author="a.okafor")
    station.do(workshop.retire, officer=SUE, profile=filed, reason="found nothing")
    assert in_force([filed], kept_all(station)) == ()
    later = profile(version=2)
    assert in_force([later], kept_all(station)) == (later,)
    assert refused(station, workshop.retire, officer=SUE, profile=filed, reason="x") == {Rule.PROFILE_STAGE}


def test_whoever_wrote_or_proposed_it_cannot_approve_it(station: Station) -> None:
    station.do(workshop.write, officer=SUE, profile=profile())
    kept = station.do(workshop.propose, officer=KIM, profile="ceramics", version=1)
    which = {"profile": "ceramics", "version": 1, "proposal": kept.proposed.entry}
    for officer in (SUE, KIM):
        assert refused(station, workshop.approve, officer=officer, **which) == {Rule.OWN_PROFILE}
        assert refused(station, workshop.refuse, officer=officer, reason="x", **which) == {Rule.OWN_PROFILE}
    assert refused(station, workshop.approve, officer=ANNA, **which) == {Rule.ROLE}
    assert not workshop.may_answer(kept, SUE)
    assert workshop.may_answer(kept, BEN)


def test_officers_and_approvers_write_none(station: Station) -> None:
    for officer in (ANNA, BEN):
        assert refused(station, workshop.write, officer=officer, profile=profile()) == {Rule.ROLE}


def test_what_was_not_shown_is_not_approved(station: Station) -> None:
    kept = proposed(station)
    which = {"profile": "ceramics", "version": 1}
    assert refused(station, workshop.approve, officer=BEN, proposal="other", **which) == {Rule.STALE}
    assert kept.proposed is not None
    back = station.do(workshop.refuse, officer=BEN, proposal=kept.proposed.entry, reason="too wide", **which)
    assert (back.stage, back.refusal) == (ProfileStage.DRAFT, "too wide")
    assert refused(station, workshop.approve, officer=BEN, proposal=kept.proposed.entry, **which) == {
        Rule.PROFILE_STAGE
    }


def test_a_proposal_is_written_no_more_and_versions_go_up(station: Station) -> None:
    proposed(station)
    assert refused(station, workshop.write, officer=SUE, profile=profile()) == {Rule.PROFILE_STAGE}
    approved(station, profile(version=3))
    assert refused(station, workshop.write, officer=SUE, profile=profile(version=2)) == {Rule.PROFILE_VERSION}
    new = profile(id="knives", version=4)
    assert refused(station, workshop.write, officer=SUE, profile=new, filed_version=4) == {
        Rule.PROFILE_VERSION
    }


def test_a_list_that_is_not_there_keeps_a_profile_back(station: Station) -> None:
    which = profile(condition=Comparison(Field.LINE_DESCRIPTION, Operator.HAS_WORDS, word_list="pots"))
    station.do(workshop.write, officer=SUE, profile=which)
    asked = {"officer": SUE, "profile": which.id, "version": 1}
    assert refused(station, workshop.propose, **asked) == {Rule.PROFILE_FAULTY}
    pots = WordList("pots", 1, "Pots", "Centre", LONG_AGO, ("pot",))
    assert station.do(workshop.propose, lists=[pots], **asked).stage is ProfileStage.PROPOSED


def test_an_imported_profile_waits_for_a_second_person_here(station: Station) -> None:
    away = profile(author="a.okafor", approver="m.brandt", version=5)
    kept = station.do(workshop.take_in, officer="sue", profile=away, station="BP02")
    assert (kept.stage, kept.imported_from, kept.approved_there) == (
        ProfileStage.PROPOSED,
        "BP02",
        "m.brandt",
    )
    assert refused(station, workshop.take_in, officer="sue", profile=away, station="BP02") == {
        Rule.PROFILE_VERSION
    }
    done = station.do(workshop.approve, officer=KIM, profile=away.id, version=5, proposal=kept.proposed.entry)
    read = done.read()
    assert isinstance(read, Profile)
    assert (read.author, read.approver) == ("a.okafor", "kim")


def test_the_projection_is_made_again_from_the_journal(station: Station) -> None:
    approved(station)
    approved(station, profile(version=2))
    proposed(station, profile(id="knives"))
    before = kept_all(station)
    station.store.close()
    rebuild_site(station.folder)
    pages = Station(station.folder, station.store, station.clock).store.open_pages()
    assert pages.bench_profiles() == before
    pages.close()
    assert_whole(station.folder, "Ceramics")

"""Declarations are looked up by number, replaced by amendment, and kept in every version."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from borderpost.domain.declaration import Declaration
from borderpost.store.files import mark_changed
from borderpost.store.message_versions import Kept
from borderpost.store.site import SiteFolder
from declared import MUG, TODAY, declare, mug, reading
from station import site_folder

NUMBER = MUG.item_id


@pytest.fixture
def folder(tmp_path: Path) -> SiteFolder:
    return site_folder(tmp_path)


def found(folder: SiteFolder, number: str = NUMBER) -> list[tuple[str, int]]:
    """What stands under a number: the words of the first line, and how many versions there are."""
    with reading(folder) as declarations:
        return [(held.declaration.lines[0].description, held.versions) for held in declarations.find(number)]


def history(folder: SiteFolder, message: str = "m1") -> list[tuple[int, str]]:
    with reading(folder) as declarations:
        return [(d.message.version, d.lines[0].description) for d in declarations.history(message)]


def put(folder: SiteFolder, declaration: Declaration) -> Kept:
    (kept,) = declare(folder, declaration)
    return kept


def arrived(declaration: Declaration, day: date) -> Declaration:
    moment = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return replace(declaration, message=replace(declaration.message, received_at=moment))


def test_a_declaration_comes_back_as_it_was(folder: SiteFolder) -> None:
    assert put(folder, MUG) is Kept.NEW
    with reading(folder) as declarations:
        (held,) = declarations.find(NUMBER)
        assert held.declaration == MUG
        assert declarations.find("RR473124829FR") == ()


@pytest.mark.parametrize("typed", ["rr473124829gb", "RR 473 124 829 GB", "RR-473124829-GB"])
def test_a_number_is_found_as_it_is_printed(folder: SiteFolder, typed: str) -> None:
    put(folder, MUG)
    assert len(found(folder, typed)) == 1


def test_an_amendment_replaces_the_content_and_keeps_the_history(folder: SiteFolder) -> None:
    put(folder, mug())
    assert put(folder, mug(version=3, words="bone china mug")) is Kept.AMENDED
    assert found(folder) == [("bone china mug", 2)]
    assert history(folder) == [(1, "ceramic mug"), (3, "bone china mug")]
    with reading(folder) as declarations:
        assert declarations.tally().messages == 1


def test_an_older_version_that_comes_late_does_not_count(folder: SiteFolder) -> None:
    assert put(folder, mug(version=3, words="newest")) is Kept.NEW
    assert put(folder, mug(version=2, words="late")) is Kept.SUPERSEDED
    assert put(folder, mug(words="first")) is Kept.SUPERSEDED
    assert found(folder) == [("newest", 3)]
    assert [version for version, _ in history(folder)] == [1, 2, 3]


def test_the_same_version_once_more_changes_nothing_and_another_content_is_not_believed(
    folder: SiteFolder,
) -> None:
    put(folder, mug())
    assert put(folder, mug()) is Kept.SAME
    assert put(folder, mug(words="a second truth")) is Kept.CONFLICT
    put(folder, mug(version=2, words="second"))
    assert put(folder, mug()) is Kept.SAME
    assert put(folder, mug(version=2, words="third")) is Kept.CONFLICT
    assert found(folder) == [("second", 2)]


def test_one_batch_may_hold_a_version_twice_and_its_amendment(folder: SiteFolder) -> None:
    batch = [mug(), mug(), mug(words="other"), mug("m2", words="alone"), mug(version=2, words="second")]
    assert declare(folder, *batch) == [Kept.NEW, Kept.SAME, Kept.CONFLICT, Kept.NEW, Kept.AMENDED]
    assert sorted(found(folder)) == [("alone", 1), ("second", 2)]
    simple = [mug("m3"), mug("m3"), mug("m3", words="other")]
    assert declare(folder, *simple) == [Kept.NEW, Kept.SAME, Kept.CONFLICT]


def test_several_messages_for_one_number_stand_side_by_side_newest_item_first(folder: SiteFolder) -> None:
    put(folder, mug("old", words="old", posted_on=date(2024, 1, 1)))
    put(folder, mug("new", words="new"))
    assert found(folder) == [("new", 1), ("old", 1)]


def test_alternates_lead_to_the_item_until_an_amendment_takes_them_away(folder: SiteFolder) -> None:
    put(folder, mug(alternate_ids=("1Z-999", "RR473124829GB")))
    assert len(found(folder, "1z999")) == 1
    put(folder, mug(version=2, item_id="CC000000005DE", alternate_ids=("2Y",)))
    assert (found(folder, "1Z999"), found(folder, NUMBER)) == ([], [])
    assert found(folder, "2Y") == found(folder, "CC000000005DE") == [("ceramic mug", 2)]


def test_versions_that_came_in_different_weeks_belong_together(folder: SiteFolder) -> None:
    first, second, third = (arrived(mug(version=n, words=f"v{n}"), date(2026, 11, n * 7)) for n in (1, 2, 3))
    assert declare(folder, third, first) == [Kept.NEW, Kept.SUPERSEDED]
    assert put(folder, second) is Kept.SUPERSEDED
    assert len(folder.weeks()) == 3
    assert found(folder) == [("v3", 3)]
    assert [version for version, _ in history(folder)] == [1, 2, 3]


def test_a_message_that_is_sent_again_in_another_week_is_one(folder: SiteFolder) -> None:
    declare(folder, arrived(mug(), date(2026, 11, 3)))
    assert put(folder, arrived(mug(), date(2026, 11, 12))) is Kept.SAME
    assert found(folder) == [("ceramic mug", 1)]
    with reading(folder) as declarations:
        assert declarations.tally().items == 1


def test_a_feed_that_comes_again_in_another_week_is_counted_once(folder: SiteFolder) -> None:
    one, other = (
        [arrived(mug(f"m{number}", item_id=f"A{number}"), date(2026, 11, day)) for number in numbers]
        for day, numbers in ((3, range(500)), (12, range(250, 750)))
    )
    declare(folder, *one)
    assert declare(folder, *other) == [Kept.SAME] * 250 + [Kept.NEW] * 250
    assert declare(folder, *other) == [Kept.SAME] * 500
    amended = replace(other[-1], message=replace(other[-1].message, version=2))
    assert put(folder, amended) is Kept.AMENDED
    with reading(folder) as declarations:
        assert declarations.tally().items == 751
        assert declarations.tally().messages == 750


def test_another_content_of_a_version_that_comes_in_another_week_is_not_believed(folder: SiteFolder) -> None:
    declare(folder, arrived(mug(), date(2026, 11, 3)))
    assert put(folder, arrived(mug(words="a second truth"), date(2026, 11, 12))) is Kept.CONFLICT
    assert found(folder) == [("ceramic mug", 1)]
    assert history(folder) == [(1, "ceramic mug")]


def test_feeding_again_after_the_mirror_was_lost_tells_what_was_amended(folder: SiteFolder) -> None:
    second = mug(version=2, words="v2", item_id="CC000000005DE")
    third = arrived(mug(version=3, words="v3", item_id="CC000000005DE"), date(2026, 11, 12))
    declare(folder, mug(), second, third)
    for file in folder.root.glob("mirror.db*"):
        file.unlink()
    fed = [declare(folder, one)[0] for one in (second, third, mug())]
    assert fed == [Kept.SAME] * 3
    assert (found(folder), found(folder, "CC000000005DE")) == ([], [("v3", 3)])
    assert put(folder, replace(second, lines=mug(words="other").lines)) is Kept.CONFLICT
    assert [version for version, _ in history(folder)] == [1, 2, 3]
    with reading(folder) as declarations:
        assert (declarations.tally().items, declarations.tally().messages) == (3, 1)


def test_each_week_of_arrival_has_a_file_and_dates_that_were_made_up_share_one(folder: SiteFolder) -> None:
    days = [date(2026, 11, 22), date(2026, 11, 15), date(2030, 1, 1), date(1999, 1, 1), date(1970, 5, 5)]
    for number, day in enumerate(days):
        put(folder, arrived(mug(f"m{number}"), day))
    assert folder.weeks() == ["2026-W47", "2026-W46", "older"]
    assert len(found(folder)) == 5


def test_a_week_that_comes_or_goes_is_noticed_by_whoever_reads(folder: SiteFolder) -> None:
    put(folder, arrived(mug(), date(2026, 11, 3)))
    with reading(folder) as declarations:
        assert len(declarations.find(NUMBER)) == 1
        put(folder, arrived(mug("m2"), date(2026, 11, 12)))
        assert len(declarations.find(NUMBER)) == 2
        put(folder, arrived(mug("m3"), date(2026, 11, 12)))
        assert len(declarations.find(NUMBER)) == 3
        folder.week_file("2026-W46").unlink()
        assert len(declarations.find(NUMBER)) == 1


def test_a_folder_marked_changed_twice_at_once_shows_two_changes(folder: SiteFolder) -> None:
    put(folder, MUG)
    times = []
    for _ in range(200):
        mark_changed(folder.declarations)
        times.append(folder.declarations.stat().st_mtime_ns)
    assert len(set(times)) == 200


def test_a_week_that_cannot_be_read_is_named_and_the_others_are_read(folder: SiteFolder) -> None:
    put(folder, arrived(mug(), date(2026, 11, 3)))
    put(folder, arrived(mug("m2"), date(2026, 11, 12)))
    folder.week_file("2026-W46").write_bytes(b"rubbish" * 4000)
    with reading(folder) as declarations:
        assert len(declarations.find(NUMBER)) == 1
        assert list(declarations.broken) == ["2026-W46"]


def test_a_week_whose_key_was_forgotten_is_gone(folder: SiteFolder) -> None:
    put(folder, MUG)
    folder.keys().forget("declarations/2026-W45.db")
    with reading(folder) as declarations:
        assert declarations.find(NUMBER) == ()
        assert list(declarations.broken) == ["2026-W45"]


def test_the_newest_arrival_is_told(folder: SiteFolder) -> None:
    put(folder, MUG)
    put(folder, arrived(mug("m2"), TODAY))
    with reading(folder) as declarations:
        assert declarations.tally().newest == "2026-11-22T09:00:00+00:00"


@settings(max_examples=15)
@given(st.permutations([0, 1, 2, 3, 4, 5, 2, 5]), st.integers(1, 8), st.booleans())
def test_versions_in_any_order_and_any_batches_come_to_the_same(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], size: int, weeks: bool
) -> None:
    folder = site_folder(tmp_path_factory.mktemp("versions"))
    batch = [version_of(version, weeks) for version in order]
    for start in range(0, len(batch), size):
        declare(folder, *batch[start : start + size])
    assert found(folder) == [("words 5", 6)]
    assert [version for version, _ in history(folder)] == [0, 1, 2, 3, 4, 5]


def version_of(version: int, weeks: bool) -> Declaration:
    day = date(2026, 11, 1 + version * 3 if weeks else 2)
    return arrived(mug(version=version, words=f"words {version}"), day)

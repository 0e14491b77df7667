"""Legal packs on disk: the shipped ones are whole, and a bad one is named by file and path."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.law.completeness import gaps_of
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.law.pack_faults import Gap, PackFault, PackProblem
from borderpost.domain.law.pack_reading import pack_from_plain
from borderpost.feeds.pack_files import find_pack, load_pack, pack_names
from legal_packs import CONVENTION, NAMES, PACKS, TODAY, in_force, shipped


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_pack_is_whole_and_every_row_names_a_source_that_is_cited(name: str) -> None:
    pack = shipped(name)
    assert pack.id == name
    known = {source.id for source in pack.sources}
    for _table, row in pack.rows():
        assert row.source in known
        assert pack.citation(row) != row.source
    grave = {gap.gap for gap in gaps_of(pack, TODAY)} - {Gap.UNVERIFIED, Gap.NO_DISPOSITION, Gap.NO_CONTACT}
    assert grave == set()


def test_the_convention_stands_in_every_pack() -> None:
    assert {row.id for row in in_force("us").convention} == {"upc-18-8", "upc-18-2"}
    assert all(shipped(name).convention == shipped("trips").convention for name in NAMES)


def test_what_was_not_read_is_flagged() -> None:
    clocks = {row.id: row.verified for name in NAMES for row in shipped(name).clocks}
    assert clocks["us-decide"]
    assert clocks["eu-26-view"]
    assert not clocks["eu-23-view-perishable"]
    assert not clocks["us-seizure"]
    for name in NAMES:
        assert not any(row.verified for row in (*shipped(name).retention, *shipped(name).hold_reasons))


def test_a_pack_is_found_by_folder_or_name(tmp_path: Path) -> None:
    assert pack_names([PACKS]) == NAMES
    assert find_pack("eu", [PACKS]) == PACKS / "eu"
    assert find_pack(str(PACKS / "uk"), []) == PACKS / "uk"
    for bad in ("", "xx", "../packs/eu/../..", "convention", ".", "..", str(tmp_path), "\0"):
        assert find_pack(bad, [PACKS]) is None


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    shutil.copytree(PACKS / "trips", tmp_path / "mine")
    return tmp_path / "mine"


def faults(folder: Path) -> list[tuple[str, str, PackProblem]]:
    found = load_pack(folder, CONVENTION)
    assert not isinstance(found, LegalPack)
    return [(fault.file, fault.path, fault.problem) for fault in found]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("pack", "version = 1", "version = 0", ("pack", "id", PackProblem.BAD_VALUE)),
        ("pack", 'jurisdiction = "none"', "", ("pack", "", PackProblem.MISSING)),
        (
            "notices-and-clocks",
            'span = "working_days"',
            'span = "fortnights"',
            ("notices-and-clocks", "clocks[0].span", PackProblem.BAD_VALUE),
        ),
        (
            "notices-and-clocks",
            'calendar = "weekdays"',
            'calendar = "moons"',
            ("notices-and-clocks", "clocks[0].calendar", PackProblem.UNKNOWN_CALENDAR),
        ),
        (
            "notices-and-clocks",
            'time_zone = "UTC"',
            'time_zone = "Mars/Base"',
            ("notices-and-clocks", "calendars[0].time_zone", PackProblem.UNKNOWN_ZONE),
        ),
        (
            "notices-and-clocks",
            "length = 10",
            "length = -1",
            ("notices-and-clocks", "clocks[0].length", PackProblem.OUT_OF_RANGE),
        ),
        (
            "dispositions",
            'lifts = ["trips-59-export"]',
            'lifts = ["upc-18-8"]',
            ("dispositions", "overrides[0].lifts", PackProblem.CONVENTION_STANDS),
        ),
        (
            "dispositions",
            'lifts = ["trips-59-export"]',
            'lifts = ["trips-60"]',
            ("dispositions", "overrides[0].lifts", PackProblem.UNKNOWN_RULE),
        ),
        (
            "dispositions",
            "at_most_kg = 0.030",
            "at_most_kg = nan",
            ("dispositions", "opening_gates[0].at_most_kg", PackProblem.OUT_OF_RANGE),
        ),
        (
            "dispositions",
            'disposition = "REL_DUTY"',
            'disposition = "REL"',
            ("dispositions", "dispositions[1].disposition", PackProblem.OVERLAP),
        ),
        (
            "dispositions",
            'id = "trips-rel-duty"',
            'id = "upc-18-8"',
            ("dispositions", "dispositions[1].id", PackProblem.DUPLICATE_ID),
        ),
        (
            "dispositions",
            'source = "trips-55"',
            'source = "hearsay"',
            ("dispositions", "dispositions[5].source", PackProblem.UNKNOWN_SOURCE),
        ),
        (
            "post-and-retention",
            "[[retention]]\n",
            "[[retentions]]\n",
            ("post-and-retention", "retentions", PackProblem.UNKNOWN_TABLE),
        ),
        (
            "post-and-retention",
            "[[retention]]",
            "[[retention",
            ("post-and-retention", "", PackProblem.NOT_TOML),
        ),
    ],
)
def test_a_fault_is_named_by_file_and_path(
    mine: Path, file: str, old: str, new: str, expected: tuple[str, str, PackProblem]
) -> None:
    path = mine / f"{file}.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    assert expected in faults(mine)


def test_a_row_that_ends_before_it_begins_and_a_second_head_are_faults(mine: Path) -> None:
    text = (mine / "post-and-retention.toml").read_text()
    ending = text.replace("verified = false", "valid_until = 2019-01-01\nverified = false", 1)
    (mine / "post-and-retention.toml").write_text(ending)
    assert [fault[2] for fault in faults(mine)] == [PackProblem.ENDS_BEFORE_IT_BEGINS]
    (mine / "again.toml").write_text('id = "two"\nversion = 1\ntitle = "t"\njurisdiction = "j"\n')
    assert ("pack", "id", PackProblem.HEAD_TWICE) in faults(mine)


def test_rows_may_follow_one_another_in_time(mine: Path) -> None:
    text = (mine / "dispositions.toml").read_text()
    first = text.split("\n\n")[1]
    earlier = first.replace("verified", "valid_until = 2026-12-31\nverified")
    later = first.replace("2020-01-01", "2027-01-01").replace('"Power to', '"New power to')
    (mine / "dispositions.toml").write_text(text.replace(first, f"{earlier}\n\n{later}"))
    pack = load_pack(mine, CONVENTION)
    assert isinstance(pack, LegalPack)
    assert len([row for row in pack.dispositions if row.id == "trips-rel"]) == 2
    assert len([row for row in pack.on(TODAY).dispositions if row.id == "trips-rel"]) == 1


def test_a_folder_without_files_and_a_convention_that_is_gone_are_faults(tmp_path: Path, mine: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert faults(tmp_path / "empty")[0][2] is PackProblem.NO_FILES
    gone = load_pack(mine, tmp_path / "empty")
    assert isinstance(gone, tuple)
    assert PackProblem.NO_FILES in {fault.problem for fault in gone}


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
tables = st.sampled_from(
    ["id", "version", "clocks", "calendars", "dispositions", "retention", "sources", "x"]
)


@given(st.dictionaries(tables, plain, max_size=5))
def test_whatever_a_file_holds_the_answer_is_a_pack_or_faults(untrusted: dict[str, object]) -> None:
    found = pack_from_plain([("any", untrusted)], ((), ()))
    assert isinstance(found, LegalPack) or all(isinstance(fault, PackFault) for fault in found)

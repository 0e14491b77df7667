"""Mappings as they are written: what may stand in them, and every fault told with its path."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.feeds.mapping.faults import MappingFault, MappingProblem, mapping_sentence
from borderpost.feeds.mapping.files import FILE_LIMIT, find_mapping, load_mapping
from borderpost.feeds.mapping.model import Mapping, SourceFormat
from borderpost.feeds.mapping.paths import BadPath, read_path
from borderpost.feeds.mapping.reading import mapping_from_plain
from foreign_feeds import MESSAGE, mapping_of

SHIPPED = Path(__file__).parents[2] / "resources" / "mappings"
GOOD = f"""
id = "some-post"
[source]
format = "csv"
[tables.nature]
31 = "gift"
[fields]
item_id = "Number"
nature = {{ path = "Kind", table = "nature" }}
{MESSAGE}
"""


def faults_of(change: str = "", **replaced: str) -> dict[str, MappingProblem]:
    text = GOOD
    for old, new in replaced.items():
        text = text.replace(old, new)
    found = mapping_from_plain(tomllib.loads(text + change))
    assert isinstance(found, tuple), "the mapping is good"
    assert all(mapping_sentence(fault).startswith("mapping 'some-post': ") for fault in found)
    return {fault.path: fault.problem for fault in found}


def test_a_good_mapping_is_read() -> None:
    mapping = mapping_of(GOOD)
    assert (mapping.id, mapping.source.format) == ("some-post", SourceFormat.CSV)
    assert [name for name, _ in mapping.fields] == [
        "item_id",
        "nature",
        "message.id",
        "message.version",
        "message.received_at",
    ]


@pytest.mark.parametrize(
    ("change", "path", "problem"),
    [
        ('[lines]\neach = "../Up"\nquantity = "N"', "lines.each", MappingProblem.NO_UPWARDS),
        (
            '[lines]\nquantity = { path = "N", par = "unit" }',
            "lines.quantity.par",
            MappingProblem.UNKNOWN_KEY,
        ),
        ('[lines]\nquantity = "A[b"', "lines.quantity", MappingProblem.BAD_PATH),
        ("[lines]\nquantity = 7", "lines.quantity", MappingProblem.WRONG_TYPE),
        ("[lines]\nquantity = {}", "lines.quantity", MappingProblem.NO_SOURCE),
        ('[lines]\neach = "rows"', "lines", MappingProblem.NO_SOURCE),
        ('[lines]\nvalue = "A"', "lines.value", MappingProblem.WRONG_TYPE),
        ('[lines]\nvalue = { amount = "A" }', "lines.value.currency", MappingProblem.MISSING),
        (
            '[lines]\nvalue = { amount = "A", assumed_currency = "EURO" }',
            "lines.value.assumed_currency",
            MappingProblem.UNKNOWN_CURRENCY,
        ),
        (
            '[[lines]]\nquantity = "N"\n[[lines]]\nunit = { path = "U", table = "units" }',
            "lines[1].unit.table",
            MappingProblem.UNKNOWN_TABLE,
        ),
        (
            '[lines]\nnet_weight_kg = { path = "W", weight_unit = "stone" }',
            "lines.net_weight_kg.weight_unit",
            MappingProblem.UNKNOWN_UNIT,
        ),
        (
            '[lines]\nnet_weight_kg = { path = "W", per = "box" }',
            "lines.net_weight_kg.per",
            MappingProblem.UNKNOWN_CHOICE,
        ),
        (
            '[lines]\nhs_code = { path = "H", cut = [0, 6] }',
            "lines.hs_code.cut",
            MappingProblem.BAD_SPAN,
        ),
        ('[documents]\ntype = "T"\nkind = "K"', "documents.kind", MappingProblem.UNKNOWN_KEY),
        ('[fields.sender]\nname = { join = "A" }', "fields.sender.name.join", MappingProblem.WRONG_TYPE),
        ('[fields.sender]\nsurname = "A"', "fields.sender.surname", MappingProblem.UNKNOWN_KEY),
        ("[surplus]", "surplus", MappingProblem.UNKNOWN_KEY),
    ],
)
def test_every_fault_is_told_with_its_path(change: str, path: str, problem: MappingProblem) -> None:
    assert faults_of(change)[path] is problem


@pytest.mark.parametrize(
    ("old", "new", "path", "problem"),
    [
        ('"csv"', '"xlsx"', "source.format", MappingProblem.UNKNOWN_FORMAT),
        ('"csv"', '"csv"\npath = "a"', "source.path", MappingProblem.NOT_OF_THIS_FORMAT),
        ('"csv"', '"csv"\nencoding = "utf-7"', "source.encoding", MappingProblem.UNKNOWN_ENCODING),
        ('"csv"', '"csv"\ncolumns = ["a", "A"]', "source.columns", MappingProblem.DUPLICATE),
        ('"csv"', '"xml"', "source.path", MappingProblem.MISSING),
        ('"csv"', '"fixed"', "source.layouts", MappingProblem.NO_START),
        ('"some-post"', '"Some Post"', "id", MappingProblem.BAD_ID),
        ('item_id = "Number"', "", "fields.item_id", MappingProblem.MISSING),
        ('31 = "gift"', "31 = 7", "tables.nature", MappingProblem.WRONG_TYPE),
        (
            '{ path = "Kind", table = "nature" }',
            '{ path = "Kind", date = ["%Q"] }',
            "fields.nature.date",
            MappingProblem.BAD_DATE_FORM,
        ),
        (
            '{ path = "Kind", table = "nature" }',
            '{ path = "Kind", date = ["iso"], zone = "Mars/Olympus" }',
            "fields.nature.zone",
            MappingProblem.UNKNOWN_ZONE,
        ),
    ],
)
def test_every_fault_of_the_frame_is_told(old: str, new: str, path: str, problem: MappingProblem) -> None:
    found = mapping_from_plain(tomllib.loads(GOOD.replace(old, new)), "some-post")
    assert isinstance(found, tuple)
    assert {fault.path: fault.problem for fault in found}[path] is problem


def test_every_problem_has_a_sentence() -> None:
    for problem in MappingProblem:
        assert mapping_sentence(MappingFault("m", "a.b", problem, "{odd}")).startswith("mapping 'm': a.b: ")


def test_a_file_that_cannot_be_a_mapping_says_why(tmp_path: Path) -> None:
    path = tmp_path / "post.toml"
    assert isinstance(load_mapping(path), tuple)
    for content, problem in [
        (b"id = ", MappingProblem.NOT_TOML),
        (b"\xff", MappingProblem.NOT_TOML),
        (b"#" * (FILE_LIMIT + 1), MappingProblem.TOO_LARGE),
    ]:
        path.write_bytes(content)
        found = load_mapping(path)
        assert isinstance(found, tuple)
        assert found[0].problem is problem


def test_a_mapping_is_found_by_its_file_or_its_id(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(GOOD, encoding="utf-8")
    assert find_mapping("own", (tmp_path, SHIPPED)) == tmp_path / "own.toml"
    assert find_mapping("cusitm-xml", (tmp_path, SHIPPED)) == SHIPPED / "cusitm-xml.toml"
    assert find_mapping(str(tmp_path / "own.toml"), ()) == tmp_path / "own.toml"
    assert find_mapping("../own", (tmp_path / "deeper",)) is None
    assert find_mapping("none", (tmp_path,)) is None


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_mapping_is_good_and_bears_the_name_of_its_file(path: Path) -> None:
    found = load_mapping(path)
    assert isinstance(found, Mapping)
    assert found.id == path.stem


@pytest.mark.parametrize("text", ["", "/", "a//b", "a[", "a]", "a[=b]", "a[0]", "a[1][2]", "a/" * 40 + "a"])
def test_what_is_no_path_is_refused(text: str) -> None:
    with pytest.raises(BadPath):
        read_path(text)


PLAIN: st.SearchStrategy[Any] = st.recursive(
    st.text(max_size=8) | st.integers() | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(st.sampled_from(["source", "tables", "fields", "lines", "documents", "id", "title"]), PLAIN)
def test_no_plain_data_makes_the_reader_raise(key: str, untrusted: Any) -> None:
    found = mapping_from_plain({**tomllib.loads(GOOD), key: untrusted})
    assert isinstance(found, Mapping | tuple)

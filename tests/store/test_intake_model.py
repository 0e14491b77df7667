"""Whatever order feeds, amendments, other numbers and erased weeks come in: what is found is what a plain
dictionary tells."""

import contextlib
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from borderpost.domain.declaration import Declaration
from borderpost.store.declarations import Declarations
from borderpost.store.message_versions import Kept
from borderpost.store.purging import erase_week
from borderpost.store.site import SiteFolder
from borderpost.store.weeks import week_of
from declared import TODAY, declare, mug
from station import site_folder

NUMBERS = ("RR473124829GB", "CC000000005DE", "1Z-999")
START = date(2026, 10, 26)  # the Monday of week 44


class Said(NamedTuple):
    """A version of a message as it is fed."""

    message: str
    version: int
    number: str
    other: str
    week: int

    def declaration(self) -> Declaration:
        day = START + timedelta(weeks=self.week, days=self.version % 7)
        made = mug(
            self.message,
            self.version,
            f"words {self.number} {self.other} {self.version}",
            item_id=self.number,
            alternate_ids=(self.other,) if self.other else (),
        )
        moment = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        return replace(made, message=replace(made.message, received_at=moment))


SAID = st.builds(
    Said,
    st.sampled_from(("m1", "m2")),
    st.sampled_from((0, 1, 2, 3, 2**62)),
    st.sampled_from(NUMBERS),
    st.sampled_from(("", *NUMBERS)),
    st.integers(0, 3),
)
STEPS = st.lists(
    st.one_of(st.lists(SAID, min_size=1, max_size=4), st.just("finish"), st.just("erase")), max_size=8
)


class Model:
    """What is held, as a dictionary of messages, by version."""

    def __init__(self) -> None:
        self.held: dict[str, dict[int, Said]] = {}

    def take(self, said: Said) -> Kept | None:
        versions = self.held.setdefault(said.message, {})
        known = versions.get(said.version)
        if known is not None:
            same = known[:4] == said[:4]
            # a first version is compared within its week alone
            return None if known.week != said.week else Kept.SAME if same else Kept.CONFLICT
        became = (
            Kept.NEW if not versions else Kept.AMENDED if said.version > max(versions) else Kept.SUPERSEDED
        )
        versions[said.version] = said
        return became

    def erase(self, week: int) -> None:
        for versions in self.held.values():
            for version in [v for v, said in versions.items() if said.week == week]:
                del versions[version]

    def found(self, number: str) -> set[tuple[str, int, int]]:
        return {
            (message, max(versions), len(versions))
            for message, versions in self.held.items()
            if versions and number in versions[max(versions)][2:4]
        }


def once_each(steps: list[list[Said] | str]) -> list[list[Said] | str]:
    """Say of each version of a message, wherever it comes, what was said of it first."""
    first: dict[tuple[str, int], Said] = {}
    return [
        step if isinstance(step, str) else [first.setdefault(said[:2], said) for said in step]
        for step in steps
    ]


@settings(max_examples=30, deadline=None)
@given(STEPS)
def test_what_is_found_is_what_a_dictionary_tells(
    tmp_path_factory: pytest.TempPathFactory, steps: list[list[Said] | str]
) -> None:
    folder, model = site_folder(tmp_path_factory.mktemp("model")), Model()
    declare(folder)
    with contextlib.closing(folder.connect_mirror(readonly=True)) as mirror:
        reader = Declarations(folder, mirror)
        with contextlib.closing(reader):
            for step in once_each(steps):
                if step == "erase":
                    weeks = folder.weeks()[-1:]
                    for name in weeks:
                        erase_week(folder, name)
                        model.erase(next(n for n in range(4) if week_named(n) == name))
                elif step == "finish":
                    declare(folder, finish=True)
                else:
                    assert isinstance(step, list)
                    expected = [model.take(said) for said in step]
                    kept = declare(folder, *[said.declaration() for said in step], finish=len(step) > 2)
                    assert kept == expected
                    reader.read_filters()
                compare(reader, model, folder)


def week_named(number: int) -> str:
    return week_of(START + timedelta(weeks=number), TODAY)


def compare(reader: Declarations, model: Model, folder: SiteFolder) -> None:
    for number in NUMBERS:
        found = [
            (h.declaration.message.id, h.declaration.message.version, h.versions) for h in reader.find(number)
        ]
        assert len(found) == len(set(found))
        assert set(found) == model.found(number)
    with contextlib.closing(folder.connect_mirror(readonly=True)) as mirror:
        fresh = Declarations(folder, mirror)
        with contextlib.closing(fresh):
            assert [list(fresh.find(n)) for n in NUMBERS] == [list(reader.find(n)) for n in NUMBERS]
    for message, versions in model.held.items():
        assert [d.message.version for d in reader.history(message)] == sorted(versions)

"""What a batch has taken in counts from then on, be it written already or waiting to be."""

from pathlib import Path

import pytest

from borderpost.store import week_writer
from borderpost.store.intake import Intake
from borderpost.store.message_versions import Kept
from declared import TODAY, declare, mug, reading
from station import site_folder


@pytest.mark.parametrize("at_once", [1, 2, 3, 12_500])
def test_pieces_of_a_batch_know_one_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(week_writer, "_WRITTEN_AT_ONCE", at_once)
    folder = site_folder(tmp_path / "site")
    folder.root.mkdir(exist_ok=True)
    with Intake(folder, today=TODAY) as intake:
        with intake.batch() as batch:
            first = [mug(name, words=f"{name} kettle", item_id=f"NO{name}") for name in ("a", "b", "c")]
            assert batch.keep(first) == [Kept.NEW] * 3
            again = [
                mug("d", item_id="NOd"),
                first[1],
                mug("c", words="another", item_id="NOc"),
                mug("a", 2, words="copper pan", item_id="NOa"),
                first[0],
            ]
            assert batch.keep(again) == [Kept.NEW, Kept.SAME, Kept.CONFLICT, Kept.AMENDED, Kept.SAME]
        assert intake.keep([first[2], mug("c", words="x")]) == [Kept.SAME, Kept.CONFLICT]
    with reading(folder) as declarations:
        assert declarations.tally().items == 5
        for name, words, versions in (("a", "copper pan", 2), ("b", "b kettle", 1), ("c", "c kettle", 1)):
            (held,) = declarations.find(f"NO{name}")
            assert (held.declaration.lines[0].description, held.versions) == (words, versions)


def test_what_waited_when_a_batch_was_given_up_is_not_kept(tmp_path: Path) -> None:
    folder = site_folder(tmp_path / "site")
    folder.root.mkdir(exist_ok=True)
    with Intake(folder, today=TODAY) as intake:
        with pytest.raises(KeyboardInterrupt):
            _begun_and_cut_off(intake)
        assert intake.keep([mug("b")]) == [Kept.NEW]
    assert declare(folder, mug("a"), mug("b")) == [Kept.NEW, Kept.SAME]
    with reading(folder) as declarations:
        assert declarations.tally().items == 2


def _begun_and_cut_off(intake: Intake) -> None:
    with intake.batch() as batch:
        assert batch.keep([mug("a"), mug("b")]) == [Kept.NEW] * 2
        raise KeyboardInterrupt

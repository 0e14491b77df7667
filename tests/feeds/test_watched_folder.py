"""The watched folder: only complete files are taken, and each ends where it can be found."""

import os
from pathlib import Path
from threading import Event, Thread

import pytest

from borderpost.feeds.watched_folder import Ending, Taken, WatchedFolder, watch


def names(files: list[Path]) -> list[str]:
    return [file.name for file in files]


def test_a_file_is_taken_once_two_looks_find_it_unchanged(tmp_path: Path) -> None:
    folder = WatchedFolder(tmp_path)
    assert folder.look() == []
    (tmp_path / "a.jsonl").write_text("1")
    assert folder.look() == []
    (tmp_path / "a.jsonl").write_text("12")
    assert folder.look() == []
    assert names(folder.look()) == ["a.jsonl"]


def test_a_renamed_file_is_complete_at_once(tmp_path: Path) -> None:
    folder = WatchedFolder(tmp_path)
    part = tmp_path / "a.jsonl.part"
    part.write_text("1")
    assert folder.look() == []
    assert folder.look() == []
    part.rename(tmp_path / "a.jsonl")
    assert names(folder.look()) == ["a.jsonl"]


def test_what_is_no_feed_is_passed_over(tmp_path: Path) -> None:
    secret = tmp_path.parent / f"{tmp_path.name}-secret"
    secret.write_text("x")
    for name in (".hidden", "x.tmp", "x.PART"):
        (tmp_path / name).write_text("1")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.jsonl").symlink_to(secret)
    os.mkfifo(tmp_path / "pipe")
    folder = WatchedFolder(tmp_path)
    folder.look()
    assert folder.look() == []


def test_the_oldest_comes_first(tmp_path: Path) -> None:
    for number, name in enumerate(["b", "a", "c"]):
        (tmp_path / name).write_text("1")
        os.utime(tmp_path / name, (1000 + number, 1000 + number))
    folder = WatchedFolder(tmp_path)
    folder.look()
    assert names(folder.look()) == ["b", "a", "c"]


def test_what_was_taken_goes_to_its_folder_and_never_over_another(tmp_path: Path) -> None:
    folder = WatchedFolder(tmp_path)
    for content in ("one", "two"):
        file = tmp_path / "a.jsonl"
        file.write_text(content)
        folder.put_away(file, Taken(Ending.DONE))
    assert {file.name: file.read_text() for file in folder.done.iterdir()} == {
        "a.jsonl": "one",
        "a-2.jsonl": "two",
    }
    (tmp_path / "b.jsonl").write_text("three")
    rejects = folder.done / "b.jsonl.rejects.jsonl"
    rejects.write_text("{}")
    target = folder.put_away(tmp_path / "b.jsonl", Taken(Ending.FAILED, "It is damaged.", (rejects,)))
    assert sorted(names(list(folder.failed.iterdir()))) == [
        "b.jsonl",
        "b.jsonl.rejects.jsonl",
        "b.jsonl.why.txt",
    ]
    assert target.with_name("b.jsonl.why.txt").read_text() == "It is damaged.\n"


def test_what_is_for_later_stays_and_is_offered_again(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    folder = WatchedFolder(tmp_path)
    folder.look()
    (file,) = folder.look()
    assert folder.put_away(file, Taken(Ending.LATER)) == file
    assert folder.look() == [file]


def test_an_inbox_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="gone"):
        WatchedFolder(tmp_path / "gone").look()


def test_watching_takes_what_comes_until_it_is_stopped(tmp_path: Path) -> None:
    stop = Event()
    taken: list[str] = []

    def take(file: Path, rejects: Path) -> Taken:
        assert rejects == tmp_path / "done"
        taken.append(file.read_text())
        return Taken(Ending.DONE)

    def told(file: Path, _: Taken) -> None:
        assert file.parent == tmp_path / "done"
        if len(taken) == 3:
            stop.set()

    for number in range(3):
        (tmp_path / f"{number}.jsonl").write_text(str(number))
    watcher = Thread(
        target=watch, args=(WatchedFolder(tmp_path), take, stop), kwargs={"interval_s": 0.01, "told": told}
    )
    watcher.start()
    watcher.join(timeout=10)
    assert not watcher.is_alive()
    assert sorted(taken) == ["0", "1", "2"]
    assert [file.name for file in tmp_path.iterdir()] == ["done"]


@pytest.mark.parametrize("how", ["longer", "another", "gone"])
def test_what_is_changed_while_it_is_taken_is_not_put_away_unread(tmp_path: Path, how: str) -> None:
    file, other = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    file.write_text("first")
    other.write_text("other")
    os.utime(file, (1000, 1000))
    stop = Event()
    seen: list[str] = []
    ends: dict[str, list[Ending]] = {"a.jsonl": [], "b.jsonl": []}

    def take(taken: Path, _rejects: Path) -> Taken:
        first = taken.name == "a.jsonl" and "first" not in seen
        seen.append(taken.read_text())
        if first and how == "longer":
            file.write_text("first and more")
        elif first:
            file.unlink()
            if how == "another":
                (tmp_path / ".new").write_text("third")
                (tmp_path / ".new").rename(file)
        return Taken(Ending.DONE)

    def told(taken: Path, came_of_it: Taken) -> None:
        ends[taken.name].append(came_of_it.ending)
        if Ending.DONE in ends["b.jsonl"] and (how == "gone" or Ending.DONE in ends["a.jsonl"]):
            stop.set()

    watch(WatchedFolder(tmp_path), take, stop, interval_s=0.01, told=told)
    assert ends["a.jsonl"][0] is Ending.LATER
    assert seen[2:] == {"longer": ["first and more"], "another": ["third"], "gone": []}[how]


def test_a_stop_is_heard_between_two_looks(tmp_path: Path) -> None:
    stop = Event()
    watcher = Thread(
        target=watch,
        args=(WatchedFolder(tmp_path), lambda *_: Taken(Ending.DONE), stop),
        kwargs={"interval_s": 60},
    )
    watcher.start()
    stop.set()
    watcher.join(timeout=5)
    assert not watcher.is_alive()

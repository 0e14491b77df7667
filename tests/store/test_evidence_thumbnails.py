"""Small pictures are kept apart and sealed: whoever loses or changes one loses nothing."""

from pathlib import Path

from borderpost.store.evidence_thumbnails import ThumbnailFolder

KEY = b"k" * 32
SHA = "ab" * 32
SMALL = b"\xff\xd8\xff a small picture"


def _files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_a_small_picture_is_found_again_by_its_size(tmp_path: Path) -> None:
    kept = ThumbnailFolder(tmp_path / "thumbnails", KEY)
    assert kept.find(SHA, 256) is None
    kept.put(SHA, 256, SMALL)
    assert kept.find(SHA, 256) == SMALL
    assert kept.find(SHA, 128) is None
    assert ThumbnailFolder(tmp_path / "thumbnails", KEY).find(SHA, 256) == SMALL
    kept.put(SHA, 256, b"another")
    assert kept.find(SHA, 256) == b"another"


def test_nothing_of_it_is_in_clear(tmp_path: Path) -> None:
    kept = ThumbnailFolder(tmp_path, KEY)
    kept.put(SHA, 256, SMALL)
    (file,) = _files(tmp_path)
    assert SMALL not in file.read_bytes()
    assert SHA[:16] not in str(file)
    assert ThumbnailFolder(tmp_path, b"x" * 32).find(SHA, 256) is None


def test_one_that_was_changed_cut_or_taken_is_none(tmp_path: Path) -> None:
    kept = ThumbnailFolder(tmp_path, KEY)
    kept.put(SHA, 256, SMALL)
    (file,) = _files(tmp_path)
    whole = file.read_bytes()
    for spoilt in (whole[:-1], b"", whole[:40], bytes([whole[0] ^ 1]) + whole[1:], whole + bytes(10**7)):
        file.write_bytes(spoilt)
        assert kept.find(SHA, 256) is None
    file.write_bytes(whole)
    assert kept.find(SHA, 256) == SMALL
    file.unlink()
    assert kept.find(SHA, 256) is None


def test_one_in_the_place_of_another_is_none(tmp_path: Path) -> None:
    kept = ThumbnailFolder(tmp_path, KEY)
    kept.put(SHA, 256, SMALL)
    (first,) = _files(tmp_path)
    other = "cd" * 32
    kept.put(other, 256, b"of another parcel")
    (second,) = set(_files(tmp_path)) - {first}
    first.write_bytes(second.read_bytes())
    assert kept.find(SHA, 256) is None
    assert kept.find(other, 256) == b"of another parcel"


def test_a_disk_that_refuses_keeps_none(tmp_path: Path) -> None:
    (tmp_path / "thumbnails").write_text("in the way")
    kept = ThumbnailFolder(tmp_path / "thumbnails", KEY)
    kept.put(SHA, 256, SMALL)
    assert kept.find(SHA, 256) is None
    roomy = ThumbnailFolder(tmp_path / "roomy", KEY)
    roomy.put(SHA, 256, bytes(10**7))
    assert not _files(tmp_path / "roomy")

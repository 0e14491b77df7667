"""The folder of a brand pack, and everything hostile that can lie in it."""

import os
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from borderpost.demo.brand_pictures import write_brands
from borderpost.domain.brands.faults import BrandProblem
from borderpost.feeds.brand_files import BrandFolder, brand_folders, load_brand

RESOURCES = Path(__file__).parents[2] / "resources" / "brands"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("brands")
    write_brands(RESOURCES, folder)
    return folder


@pytest.fixture
def pack(drawn: Path, tmp_path: Path) -> Path:
    """A sound pack of one feature, to be spoiled."""
    folder = tmp_path / "orvelisse"
    (folder / "pictures").mkdir(parents=True)
    for file in (drawn / "orvelisse").rglob("*.*"):
        (folder / file.relative_to(drawn / "orvelisse")).write_bytes(file.read_bytes())
    return folder


def problems(folder: Path) -> set[tuple[str, BrandProblem]]:
    read = load_brand(folder)
    assert not isinstance(read, BrandFolder)
    return {(fault.file, fault.problem) for fault in read}


def png(width: int, height: int) -> bytes:
    """Return a small file that claims to be a large picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(min(width * height, 1000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_the_shipped_packs_are_sound_once_their_pictures_are_drawn(drawn: Path) -> None:
    assert [each.name for each in brand_folders(drawn)] == ["orvelisse", "tiqvane", "zarquet"]
    for folder in brand_folders(drawn):
        read = load_brand(folder)
        assert isinstance(read, BrandFolder), read
        assert {one.sha256 for one in read.pack.pictures} == set(read.pictures)
        assert all(feature.genuine_picture and feature.fake_picture for feature in read.pack.features)
        assert brand_folders(folder) == (folder,)


def test_the_hash_of_a_pack_is_that_of_all_its_files(pack: Path) -> None:
    one, again = load_brand(pack), load_brand(pack)
    assert isinstance(one, BrandFolder)
    assert one == again
    with (pack / "products.csv").open("a") as file:
        file.write("\n")
    other = load_brand(pack)
    assert isinstance(other, BrandFolder)
    assert other.pack.sha256 != one.pack.sha256


def test_links_lead_nowhere(pack: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes((pack / "pictures" / "plate-fake.png").read_bytes())
    (pack / "pictures" / "plate-fake.png").unlink()
    (pack / "pictures" / "plate-fake.png").symlink_to(secret)
    assert problems(pack) == {("plate-fake.png", BrandProblem.CLIMBS_OUT)}
    os.mkfifo(pack / "pictures" / "pipe.png")
    assert ("pipe.png", BrandProblem.CLIMBS_OUT) in problems(pack)


def test_a_linked_folder_of_pictures_is_not_entered(pack: Path, tmp_path: Path) -> None:
    (pack / "pictures").rename(tmp_path / "elsewhere")
    (pack / "pictures").symlink_to(tmp_path / "elsewhere")
    assert ("pictures", BrandProblem.CLIMBS_OUT) in problems(pack)


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("plate-fake.png", png(60_000, 60_000), BrandProblem.TOO_LARGE),
        ("plate-fake.png", png(4_000, 4_000), BrandProblem.TOO_LARGE),
        ("plate-fake.png", png(100, 100), BrandProblem.BAD_PICTURE),
        ("plate-fake.png", b"GIF89a" + bytes(100), BrandProblem.BAD_PICTURE),
        ("plate-fake.png", b"", BrandProblem.BAD_PICTURE),
        ("plate-fake.png", bytes(4 * 1024 * 1024 + 1), BrandProblem.TOO_LARGE),
        ("note.svg", b"<svg/>", BrandProblem.UNKNOWN_FILE),
    ],
)
def test_a_picture_that_is_none_or_a_bomb_is_refused(
    pack: Path, name: str, data: bytes, problem: BrandProblem
) -> None:
    (pack / "pictures" / name).write_bytes(data)
    assert (name, problem) in problems(pack)


def test_files_that_are_missing_strange_or_too_large(pack: Path) -> None:
    (pack / "run.sh").write_text("echo")
    assert problems(pack) == {("run.sh", BrandProblem.UNKNOWN_FILE)}
    (pack / "run.sh").unlink()
    (pack / "brand.toml").write_bytes(b"#" * (1024 * 1024 + 1))
    assert problems(pack) == {("brand.toml", BrandProblem.TOO_LARGE)}
    (pack / "brand.toml").unlink()
    assert problems(pack) == {("brand.toml", BrandProblem.NO_FILE)}
    assert load_brand(pack / "nowhere")


def test_a_table_of_articles_with_other_columns_or_torn_rows(pack: Path) -> None:
    (pack / "products.csv").write_text("gtin,words\n1,2\n")
    assert problems(pack) == {("products.csv", BrandProblem.NOT_CSV)}
    (pack / "products.csv").write_text('gtin,description\n1,"open\n')
    assert problems(pack) == {("products.csv", BrandProblem.NOT_CSV)}
    (pack / "products.csv").write_text("gtin,description\n1,2,3,4\n")
    assert problems(pack) == {("products.csv", BrandProblem.NOT_CSV)}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.binary(max_size=200), st.sampled_from(["brand.toml", "products.csv", "pictures/plate-fake.png"]))
def test_no_bytes_in_any_file_make_it_raise(pack: Path, data: bytes, name: str) -> None:
    kept = (pack / name).read_bytes()
    (pack / name).write_bytes(data)
    assert load_brand(pack) is not None
    (pack / name).write_bytes(kept[: len(kept) // 2] + data)
    assert load_brand(pack) is not None
    (pack / name).write_bytes(kept)

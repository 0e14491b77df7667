"""Brand packs by the command line: checked, taken in as editions that never change, listed."""

import contextlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from borderpost.app.brands_library import SiteBrands
from borderpost.cli import main
from borderpost.demo.brand_pictures import write_brands
from borderpost.store import brands
from station import PASSPHRASE, site_folder

RESOURCES = Path(__file__).parents[2] / "resources" / "brands"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drawn")
    write_brands(RESOURCES, folder)
    return folder


@pytest.fixture
def packs(drawn: Path, tmp_path: Path) -> Path:
    return shutil.copytree(drawn, tmp_path / "packs")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BORDERPOST_PASSPHRASE", PASSPHRASE)
    (tmp_path / "site").mkdir()
    site_folder(tmp_path / "site")
    return tmp_path / "site"


def run(*arguments: object) -> int:
    return main(["brands", *map(str, arguments)])


def change(pack: Path, old: str, new: str) -> None:
    head = pack / "brand.toml"
    text = head.read_text("utf-8")
    assert old in text
    head.write_text(text.replace(old, new, 1), "utf-8")


def test_packs_are_taken_in_and_listed(packs: Path, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list", "--site", site) == 0
    assert run("check", packs) == 0
    assert "zarquet: Zarquet Athletic AG, edition 2026-2" in capsys.readouterr().out
    assert run("import", packs, "--site", site) == 0
    assert run("import", packs / "zarquet", "--site", site) == 0
    assert "zarquet: is here already" in capsys.readouterr().out
    assert run("list", "--site", site) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    library = SiteBrands(site_folder(site))
    with contextlib.closing(library):
        found = {pack.id: pack for pack in library.packs()}
        assert set(found) == {"orvelisse", "tiqvane", "zarquet"}
        assert library.picture(found["zarquet"].pictures[0].sha256).startswith(b"\x89PNG")
        assert library.picture("0" * 64) == b""


def test_an_edition_never_changes_and_an_older_one_does_not_come_back(
    packs: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    zarquet = packs / "zarquet"
    library = SiteBrands(site_folder(site))
    assert library.packs() == ()
    assert run("import", zarquet, "--site", site) == 0
    first = library.packs()[0]
    change(zarquet, "Ottilie Brandweer", "Somebody Else")
    assert run("import", zarquet, "--site", site) == 1
    assert "held already with other content" in capsys.readouterr().out
    change(zarquet, 'edition = "2026-2"', 'edition = "2026-3"')
    assert run("import", zarquet, "--site", site) == 0
    # a bench that is open sees it at its next scan, and the older edition is still there as it was
    assert library.packs()[0].contacts[0].name == "Somebody Else"
    with brands.open_brands(site_folder(site), readonly=True) as conn:
        assert brands.pack_of(conn, first.sha256) == first
    library.close()
    change(zarquet, 'edition = "2026-3"', 'edition = "2026-1"')
    change(zarquet, "issued_on = 2026-09-01", "issued_on = 2026-01-01")
    assert run("import", zarquet, "--site", site) == 1
    assert "is older than the edition that is held" in capsys.readouterr().out


def test_faults_are_told_by_file_and_place(
    packs: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(packs / "zarquet", 'digits = "9521101"', 'digits = "95x"')
    (packs / "tiqvane" / "pictures" / "dial-fake.png").unlink()
    assert run("import", packs, "--site", site) == 1
    told = capsys.readouterr().out
    assert "zarquet/brand.toml: prefix[1].digits: cannot be used" in told
    assert "tiqvane/brand.toml: feature[1].fake_picture: names a picture that is not there" in told
    assert "orvelisse: taken in" in told
    assert run("check", packs / "zarquet") == 1
    assert run("check", packs / "nothing") == 2
    assert "there is no such folder" in capsys.readouterr().err


def test_what_is_kept_is_encrypted(packs: Path, site: Path) -> None:
    assert run("import", packs, "--site", site) == 0
    assert b"Zarquet" not in (site / "brands.db").read_bytes()


def test_a_damaged_file_of_packs_leaves_the_bench_without_them(packs: Path, site: Path) -> None:
    assert run("import", packs, "--site", site) == 0
    for left in site.glob("brands.db-*"):
        left.unlink()
    (site / "brands.db").write_bytes(bytes(8192))
    library = SiteBrands(site_folder(site))
    assert library.packs() == ()
    assert library.picture("0" * 64) == b""
    assert run("list", "--site", site) == 2
    assert run("import", packs, "--site", site) == 2


def test_a_pack_is_kept_with_the_moment_it_came(packs: Path, site: Path) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    assert run("import", packs / "tiqvane", "--site", site) == 0
    with brands.open_brands(site_folder(site), readonly=True) as conn:
        ((brand, edition, _, at),) = brands.editions(conn)
    assert (brand, edition) == ("tiqvane", "2025-1")
    assert datetime.fromisoformat(at) >= before

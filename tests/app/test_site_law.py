"""A site works under the legal pack that it names, and does not open under one that is no good."""

import shutil
from pathlib import Path

import pytest

from borderpost.app.packs import site_law
from borderpost.app.places import BadSite, SiteConfig, read_site
from legal_packs import PACKS

DESCRIPTION = """administration = "A"
office = "O"
office_code = "C"
facility = "F"
station = "S1"
bench = "B"
"""


def described(root: Path, more: str = "") -> SiteConfig:
    (root / "site.toml").write_text(DESCRIPTION + more)
    return read_site(root / "site.toml")


def test_a_site_that_names_no_pack_works_under_the_neutral_one(tmp_path: Path) -> None:
    assert site_law(described(tmp_path), tmp_path).id == "trips"


def test_a_site_works_under_the_pack_that_it_names_and_its_own_copy_comes_first(tmp_path: Path) -> None:
    config = described(tmp_path, 'legal_pack = "uk"\n')
    assert site_law(config, tmp_path).title == "United Kingdom"
    shutil.copytree(PACKS / "uk", tmp_path / "packs" / "uk")
    head = tmp_path / "packs" / "uk" / "pack.toml"
    head.write_text(head.read_text().replace('"United Kingdom"', '"Our own reading"', 1))
    assert site_law(config, tmp_path).title == "Our own reading"


@pytest.mark.parametrize("name", ["atlantis", "convention", "../trips"])
def test_a_pack_that_is_not_there_keeps_the_site_shut_and_says_which_there_are(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(BadSite, match=r"'legal_pack': there is no legal pack .*eu, trips, uk, us"):
        site_law(described(tmp_path, f'legal_pack = "{name}"\n'), tmp_path)


def test_a_pack_with_a_fault_keeps_the_site_shut_and_names_the_place(tmp_path: Path) -> None:
    shutil.copytree(PACKS / "eu", tmp_path / "packs" / "eu")
    file = tmp_path / "packs" / "eu" / "dispositions.toml"
    file.write_text(file.read_text().replace('source = "upc-20"', 'source = "hearsay"', 1))
    with pytest.raises(BadSite, match=r"dispositions.toml: dispositions\[3\].source: names a source"):
        site_law(described(tmp_path, 'legal_pack = "eu"\n'), tmp_path)


def test_a_pack_that_is_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSite, match="legal_pack"):
        described(tmp_path, "legal_pack = 3\n")

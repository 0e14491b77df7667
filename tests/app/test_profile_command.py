"""Signed files of profiles by the command line: from one station to another, and what is no good."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.site_maker import make_site
from borderpost.app.opening import OpenSite, open_site
from borderpost.app.places import SITE_FILE
from borderpost.cli import main
from borderpost.domain.risk.bench_profile import ProfileStage
from borderpost.domain.risk.profile_exchange import BadExchange, read_signed
from borderpost.store.cosigning import fingerprint

TODAY = datetime.now().astimezone().date()


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two stations; the second has no profiles of its own in its files but one list."""
    root = tmp_path_factory.mktemp("sites")
    make_site(root / "one", TODAY)
    make_site(root / "two", TODAY)
    for file in (root / "two" / "profiles").glob("*.toml"):
        file.unlink()
    description = root / "two" / SITE_FILE
    text = description.read_text("utf-8")
    description.write_text(text.replace('station = "', 'station = "X', 1), "utf-8")
    return root


@pytest.fixture
def folder(sites: Path, tmp_path: Path) -> Path:
    shutil.copytree(sites, tmp_path / "sites")
    return tmp_path / "sites"


def run(*arguments: object) -> int:
    return main(["profiles", *map(str, arguments)])


def opened(root: Path) -> OpenSite:
    return open_site(root)


def test_profiles_go_from_one_station_to_another(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = folder / "out.profiles"
    assert run("export", file, "--site", folder / "one") == 0
    said = capsys.readouterr().out
    key = said.split("fingerprint of the key ")[1].split()[0]
    assert run("check", file) == 0
    assert key in capsys.readouterr().out
    two = folder / "two"
    assert run("import", file, "--site", two) == 2
    heard = capsys.readouterr()
    assert key in heard.err
    assert "--key" in heard.err
    assert run("import", file, "--site", two, "--key", "0" * 32) == 2
    assert run("import", file, "--site", two, "--key", key) == 0
    told = capsys.readouterr().out
    assert "proposed: " in told
    site = opened(two)
    try:
        kept = site.store.read(lambda pages: pages.bench_profiles()).result()
        assert kept
        assert {one.stage for one in kept} == {ProfileStage.PROPOSED}
        assert {one.approved_there for one in kept} == {"demo-supervisor"}
        assert len(site.risk.profiles) == 0
    finally:
        site.close()
    # the key is known now, and what is here already stays as it is
    assert run("import", file, "--site", two) == 0
    assert "is here already" in capsys.readouterr().out


def test_a_single_profile_is_handed_out_by_its_id(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = folder / "one.profiles"
    assert run("export", file, "dangerous-goods", "--site", folder / "one") == 0
    assert [one.id for one in read_signed(file.read_bytes()).exchange.profiles] == ["dangerous-goods"]
    assert run("export", file, "no-such", "--site", folder / "one") == 2
    assert "not in force here: no-such" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("spoilt", "sentence"),
    [
        (lambda data: data.replace(b"Look", b"Book").replace(b"lane", b"lane"), ""),
        (lambda data: data.replace(b'"version":1', b'"version":2', 1), "the signature does not hold"),
        (lambda data: data[:-20], "this is no signed file of profiles"),
        (lambda data: b"", "this is no signed file of profiles"),
        (lambda data: b"\xff\xfe" + data, "this is no signed file of profiles"),
        (lambda data: data.replace(b'"lane":"red"', b'"lane":"mauve"', 1), "lane: 'mauve' is no lane"),
    ],
)
def test_a_spoilt_file_gets_a_sentence_and_nothing_is_taken_in(
    sites: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], spoilt: object, sentence: str
) -> None:
    assert callable(spoilt)
    good = sites / "good.profiles"
    if not good.exists():
        assert run("export", good, "--site", sites / "one") == 0
    file = tmp_path / "spoilt.profiles"
    file.write_bytes(spoilt(good.read_bytes()))
    expected = 0 if file.read_bytes() == good.read_bytes() else 2
    assert run("check", file) == expected
    if expected:
        assert sentence in capsys.readouterr().err


def test_no_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", tmp_path / "none") == 2
    assert "No such file" in capsys.readouterr().err


@given(st.binary(max_size=200), st.integers(0, 10_000), st.integers(0, 255))
def test_no_bytes_are_an_exception(noise: bytes, place: int, value: int) -> None:
    form = (
        b"borderpost profiles 1\nstation A\nkey " + b"0" * 64 + b"\nat 2026-11-22T10:00:00.000000Z\nby x\n"
        b'{"profiles":[{}],"lists":[]}\nsignature ' + b"0" * 128 + b"\n"
    )
    changed = bytearray(form)
    changed[place % len(changed)] = value
    for untrusted in (noise, form, bytes(changed), form + noise):
        with pytest.raises(BadExchange):
            read_signed(untrusted)


def test_the_fingerprint_is_that_of_reports() -> None:
    assert len(fingerprint("00" * 32)) == 32

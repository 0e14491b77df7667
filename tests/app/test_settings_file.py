"""The bench's settings: kept durably, validated, and never a reason not to open."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.app.settings_file import SETTINGS_FILE, read_settings, write_settings
from borderpost.work.bench_settings import (
    BAUDS,
    THEMES,
    BadSettings,
    BenchSettings,
    CameraSettings,
    LookSettings,
    SerialChoice,
    SoundSettings,
    WedgeChoices,
    from_plain,
    to_plain,
)

SET = BenchSettings(
    camera=CameraSettings("/dev/v4l/by-id/usb-Maker_Bench-video-index0", exposure=156.0, auto_focus=False),
    wedge=WedgeChoices(gap_ms=20.5, prefix="~", framed=False, layout="fr", gs_key=0x01000037),
    serial=(SerialChoice(0x0C2E, 0x0B6A, "A17"), SerialChoice(port="ttyS0", baud=115200)),
    sounds=SoundSettings(on=False, volume=0.25),
    look=LookSettings("dark", 1.5),
)

printable = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=8)
settings = st.builds(
    BenchSettings,
    camera=st.builds(
        CameraSettings,
        st.text(max_size=40),
        auto_exposure=st.none() | st.booleans(),
        exposure=st.none() | st.floats(-13, 5000),
        auto_focus=st.none() | st.booleans(),
        focus=st.none() | st.floats(0, 255),
    ),
    wedge=st.builds(
        WedgeChoices,
        gap_ms=st.floats(5, 50),
        prefix=printable,
        suffix=printable,
        framed=st.booleans(),
        ending_required=st.booleans(),
        layout=st.sampled_from(["us", "fr", "physical"]),
        gs_key=st.integers(0, 0x1FFFFFF),
        minds_caps_lock=st.booleans(),
    ),
    serial=st.lists(
        st.builds(SerialChoice, port=st.text(min_size=1, max_size=9), baud=st.sampled_from(BAUDS)),
        max_size=3,
        unique_by=lambda choice: choice.port,
    ).map(tuple),
    sounds=st.builds(SoundSettings, st.booleans(), st.floats(0, 1)),
    look=st.builds(LookSettings, st.sampled_from(THEMES), st.floats(1, 2)),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def test_what_is_set_is_there_again(tmp_path: Path) -> None:
    assert read_settings(tmp_path).settings == BenchSettings()
    write_settings(tmp_path, SET)
    read = read_settings(tmp_path)
    assert (read.settings, read.problem) == (SET, "")
    assert [entry.name for entry in tmp_path.iterdir()] == [SETTINGS_FILE]


@given(settings)
def test_every_setting_survives_the_file(made: BenchSettings) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(made)))) == made


@pytest.mark.parametrize(
    "bad",
    [b"", b"{", b"[]", b"\xff\xfe", b'{"wedge": {"gap_ms": 500}}', b'{"version": 9}', b"[" * 100_000, b"NaN"],
)
def test_a_bad_file_is_kept_aside_and_the_bench_opens(tmp_path: Path, bad: bytes) -> None:
    (tmp_path / SETTINGS_FILE).write_bytes(bad)
    read = read_settings(tmp_path)
    assert read.settings == BenchSettings()
    assert "kept as bench.bad-1.json" in read.problem
    assert (tmp_path / "bench.bad-1.json").read_bytes() == bad
    write_settings(tmp_path, SET)
    (tmp_path / SETTINGS_FILE).write_bytes(b"again")
    assert "bench.bad-2.json" in read_settings(tmp_path).problem


def test_a_folder_in_the_files_place_is_said(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).mkdir()
    read = read_settings(tmp_path)
    assert read.settings == BenchSettings()
    assert "cannot be read" in read.problem


@pytest.mark.parametrize(
    ("field", "plain"),
    [
        ("wedge.gap_ms", {"wedge": {"gap_ms": "35"}}),
        ("wedge.gap_ms", {"wedge": {"gap_ms": True}}),
        ("wedge.framed", {"wedge": {"framed": 1}}),
        ("wedge.prefix", {"wedge": {"prefix": "\x02"}}),
        ("wedge.layout", {"wedge": {"layout": "klingon"}}),
        ("serial.port", {"serial": [{}]}),
        ("serial", {"serial": [{"port": "a"}, {"port": "a", "baud": 19200}]}),
        ("serial.baud", {"serial": [{"port": "a", "baud": 12}]}),
        ("sounds.volume", {"sounds": {"volume": float("nan")}}),
        ("look.theme", {"look": {"theme": "pink"}}),
        ("look.text_scale", {"look": {"text_scale": 9}}),
        ("camera.exposure", {"camera": {"exposure": 1e300}}),
    ],
)
def test_what_no_bench_can_have_is_named(field: str, plain: dict[str, Any]) -> None:
    with pytest.raises(BadSettings) as refused:
        from_plain(plain)
    assert refused.value.field == field


def test_a_later_versions_names_are_passed_over() -> None:
    assert from_plain({"wedge": {"gap_ms": 40, "later": 1}, "more": {}}).wedge.gap_ms == 40.0


@given(st.dictionaries(st.sampled_from(["camera", "wedge", "serial", "sounds", "look"]), json_values))
def test_nothing_that_json_can_hold_raises_anything_else(untrusted: dict[str, Any]) -> None:
    try:
        made = from_plain(untrusted)
    except BadSettings:
        return
    assert from_plain(to_plain(made)) == made

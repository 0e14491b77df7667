"""Settings of a site that were written to bring the program down: each is refused by the name of its file."""

from pathlib import Path

import pytest

from borderpost.app.custody_limits import FILE as LIMITS
from borderpost.app.custody_limits import site_tolerance
from borderpost.app.photo_sets import FILE as SETS
from borderpost.app.photo_sets import site_photo_sets
from borderpost.app.places import BadSite, read_site
from borderpost.exchange.layout import BadLayout, read_layout

HOSTILE = ("a = " + "[" * 30_000, f"a = {'9' * 20_000}", "a = 2026-99-99", "a = \x00")


@pytest.mark.parametrize("text", HOSTILE, ids=("deep", "long", "day", "nul"))
def test_hostile_settings_are_refused_by_name(tmp_path: Path, text: str) -> None:
    for name in (SETS, LIMITS, "site.toml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(BadSite, match=SETS):
        site_photo_sets(tmp_path)
    with pytest.raises(BadSite, match=LIMITS):
        site_tolerance(tmp_path)
    with pytest.raises(BadSite, match="site"):
        read_site(tmp_path / "site.toml")
    with pytest.raises(BadLayout):
        read_layout(text)

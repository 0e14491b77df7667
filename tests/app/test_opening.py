"""A station's folder is opened for what it is; the demo site never takes a real one's place."""

from datetime import date
from pathlib import Path

import pytest

from app.site_maker import make_site
from borderpost.app.opening import make_demo_site, open_site
from borderpost.app.places import SITE_FILE, BadSite

TODAY = date(2026, 11, 22)


def test_a_record_that_lost_its_description_does_not_become_the_demo(tmp_path: Path) -> None:
    root = tmp_path / "site"
    make_site(root, TODAY)
    open_site(root).close()
    (root / SITE_FILE).unlink()
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    with pytest.raises(BadSite, match=SITE_FILE):
        make_demo_site(root, TODAY, tell=lambda text: None)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before

"""How much a weight may drift is the site's to say, and a file that says nonsense is named."""

from pathlib import Path

import pytest

from borderpost.app.custody_limits import FILE, site_tolerance
from borderpost.app.places import BadSite
from borderpost.domain.custody.tolerance import STANDARD, Tolerance


def test_the_shipped_figures_hold_until_a_site_has_its_own(tmp_path: Path) -> None:
    assert site_tolerance(tmp_path) == STANDARD
    (tmp_path / FILE).write_text("[weight]\ngrams = 2\n")
    assert site_tolerance(tmp_path) == Tolerance(2, STANDARD.permille)


@pytest.mark.parametrize(
    "content", ["[weight]\ngrams = -1\n", "weight = 3\n", "no toml", "[weight]\nkg = 1\n"]
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content)
    with pytest.raises(BadSite, match=FILE):
        site_tolerance(tmp_path)

"""The page that shows a day of mail by lanes, with the reasons."""

from pathlib import Path

import pytest

from borderpost.benchmarks.day import day_page

DAY = Path(__file__).parents[2].parent / "shared" / "data" / "day" / "declarations.jsonl"


@pytest.fixture
def some(tmp_path: Path) -> Path:
    """The first items of the invented day."""
    if not DAY.is_file():
        pytest.skip("the invented day of mail is not beside the checkout (../shared/data/day)")
    file = tmp_path / "declarations.jsonl"
    with DAY.open("rb") as whole:
        file.write_bytes(b"".join(whole.readline() for _ in range(300)))
    return file


def test_items_of_every_lane_are_shown_with_their_reasons(some: Path) -> None:
    page = day_page(some, shown=3)
    lanes = [line for line in page.splitlines() if line.startswith("## ")]
    assert lanes == ["## Green", "## Yellow", "## Red", "## Secure"]
    assert "invented" in page
    told = page.split("## Red")[1].split("## Secure")[0].splitlines()
    items = [place for place, line in enumerate(told) if line.startswith("* **")]
    assert 0 < len(items) <= 3
    assert all(told[place + 1].startswith("  * ") for place in items)

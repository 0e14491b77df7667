"""The guide to mappings: its example is a good mapping and reads what it says."""

import re
from pathlib import Path

from borderpost.domain.declaration import Nature
from borderpost.feeds.mapping.value_reading import VALUE_KEYS
from foreign_feeds import mapping_of, only, rows_of

GUIDE = (Path(__file__).parents[2] / "docs" / "feeds.md").read_text(encoding="utf-8")


def test_the_example_reads_a_row_as_it_says() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    header = (
        "Barcode;Category;Posted;Grams;Postage;Cur;MessageNo;Amended;First;Last;Street;Country;What;Pieces"
    )
    row = "RR194156903CN;31;05.11.2026;1500;4,50;;;05.11.2026 10:00:00;Zoë;Li;1 Road;cn;Mug;2"
    declaration = only(
        rows_of(
            f"{header};Weight;Price;EAN\n{row};150;5;4006381333931\n".encode("cp1252"), mapping_of(example)
        )
    )
    assert (declaration.sender.name, declaration.sender.country, declaration.nature) == (
        "Zoë Li",
        "CN",
        Nature.GIFT,
    )
    assert (str(declaration.gross_weight_kg), str(declaration.lines[0].net_weight_kg)) == ("1.5", "0.3")
    assert declaration.lines[0].value is not None
    assert (str(declaration.lines[0].value.amount), declaration.lines[0].value.currency) == ("10", "EUR")
    assert declaration.message.version == 847188000


def test_every_key_of_a_value_is_in_the_guide() -> None:
    assert [key for key in sorted(VALUE_KEYS) if f"`{key}" not in GUIDE] == []

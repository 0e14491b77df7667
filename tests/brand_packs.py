"""Brand packs of invented right-holders, and what was declared, for tests."""

from datetime import date
from typing import Any

from borderpost.domain.brands.declared_goods import DeclaredGoods, DeclaredProduct
from borderpost.domain.brands.pack import BrandPack
from borderpost.domain.brands.pack_reading import pack_from_plain
from borderpost.domain.identifiers.checks import mod10

TODAY = date(2026, 11, 20)


def gtin(twelve: str) -> str:
    """Return the GTIN-13 of twelve digits."""
    return twelve + mod10(twelve)


SHOE, OTHER_SHOE, BAG = gtin("952110100042"), gtin("952110100777"), gtin("952220200015")
FOREIGN = gtin("400638133393")


def zarquet_plain() -> dict[str, Any]:
    """Return a right-holder of shoes: one product, routes from two countries, an application for shoes."""
    return {
        "id": "zarquet",
        "right_holder": "Zarquet Athletic AG",
        "edition": "2026-2",
        "issued_on": date(2026, 9, 1),
        "marks": ["Zarquet"],
        "source": {"handbook": {"title": "Right-holder's handbook", "verified": True}},
        "prefix": [{"digits": "9521101", "source": "handbook", "valid_from": date(2020, 1, 1)}],
        "application": [
            {
                "number": "AFA-2026-0117",
                "office": "Customs IPR desk",
                "goods": "Footwear",
                "hs": ["64"],
                "rights": ["trade_mark", "design"],
                "small_consignments": True,
                "contact": "desk",
                "source": "handbook",
                "valid_from": date(2026, 2, 1),
                "valid_until": date(2027, 1, 31),
            }
        ],
        "feature": [
            {
                "id": "ring",
                "title": "The ring",
                "genuine": "Closed and stitched",
                "fake": "Open and glued",
                "hs": ["64"],
                "source": "handbook",
                "valid_from": date(2020, 1, 1),
            }
        ],
        "contact": [{"id": "desk", "name": "Ana Brix", "phone": "+41 00 000 00 00"}],
        "route": [
            {
                "countries": ["VN", "PT"],
                "consignors": ["Zarquet Logistics"],
                "source": "handbook",
                "valid_from": date(2020, 1, 1),
            }
        ],
    }


def zarquet(**changes: Any) -> BrandPack:
    """Return the pack, with other values where they are given."""
    rows = [
        (
            2,
            {
                "gtin": SHOE,
                "description": "Runner 4",
                "hs_code": "640411",
                "mark": "Zarquet",
                "source": "handbook",
                "valid_from": "2024-01-01",
            },
        )
    ]
    made = pack_from_plain({**zarquet_plain(), **changes}, rows)
    assert isinstance(made, BrandPack), made
    return made


def orvelisse() -> BrandPack:
    """Return a right-holder of bags, who has told neither routes nor an application."""
    made = pack_from_plain(
        {
            "id": "orvelisse",
            "right_holder": "Maison Orvelisse",
            "edition": "7",
            "issued_on": date(2026, 1, 1),
            "marks": ["Orvelisse"],
            "source": {"letter": {"title": "Letter of January"}},
            "prefix": [{"digits": "9522202", "source": "letter", "valid_from": date(2020, 1, 1)}],
        }
    )
    assert isinstance(made, BrandPack), made
    return made


def declared(
    *ids: str,
    words: str = "Zarquet style sneakers",
    hs_code: str = "640411",
    country: str = "CN",
    consignor: str = "Lotus Trading",
) -> DeclaredGoods:
    """Return a declaration of one line with these identifiers, and a second line without any."""
    lines = (
        DeclaredProduct(1, words, hs_code, tuple(("gtin", one) for one in ids)),
        DeclaredProduct(2, "Shoe boxes", "481920"),
    )
    return DeclaredGoods(lines, country, (consignor,), is_declared=True)

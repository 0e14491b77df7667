"""The demo's declarations: the same for a seed, well formed, with every oddity among them."""

import json
import unicodedata
from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from biip.gtin import Gtin

from borderpost.demo import goods
from borderpost.demo.declarations import generate
from borderpost.demo.origins import ORIGINS
from borderpost.demo.stories import RARE
from borderpost.domain.identifiers import s10

TODAY = date(2026, 11, 22)
Json = dict[str, Any]


def as_bytes(declarations: list[Json]) -> bytes:
    return "\n".join(json.dumps(each, ensure_ascii=False) for each in declarations).encode()


@pytest.fixture(scope="module")
def mail() -> list[Json]:
    return list(generate(11, 10_000, TODAY))


@pytest.fixture(scope="module")
def by_item(mail: list[Json]) -> dict[str, list[Json]]:
    items: dict[str, list[Json]] = defaultdict(list)
    for each in mail:
        items[each["item_id"]].append(each)
    return items


def test_a_seed_gives_the_same_bytes_and_another_seed_gives_others() -> None:
    first = as_bytes(list(generate(5, 300, TODAY)))
    assert first == as_bytes(list(generate(5, 300, TODAY)))
    assert first != as_bytes(list(generate(6, 300, TODAY)))


@pytest.mark.parametrize("count", [0, 1, 2, 37, 400])
def test_the_count_is_exact(count: int) -> None:
    assert sum(1 for _ in generate(3, count, TODAY)) == count


def test_a_short_run_already_tells_every_story() -> None:
    told = list(generate(3, 500, TODAY))
    assert any(len(each["lines"]) == 200 for each in told)
    assert any(each["mail_class"] == "T" for each in told)
    assert {each["message"]["version"] for each in told} == {1, 2}
    assert len(RARE) == len(set(RARE))


def test_numbers_are_decimal_text_and_nothing_is_negative(mail: list[Json]) -> None:
    for each in mail:
        figures = [each["gross_weight_kg"], each["postage"]["amount"]]
        for line in each["lines"]:
            assert Decimal(line["quantity"]) > 0
            figures += [line["net_weight_kg"], line["value"]["amount"]]
        for figure in figures:
            assert isinstance(figure, str)
            assert Decimal(figure) >= 0


def test_item_numbers_have_their_check_digit(mail: list[Json]) -> None:
    numbered = [each["item_id"] for each in mail if not each["item_id"].startswith("YT")]
    assert len(numbered) > 9_800
    for number in numbered:
        item = s10.parse(number)
        assert item is not None
        assert item.valid


def test_receptacles_have_29_characters_and_name_both_offices(mail: list[Json]) -> None:
    for each in mail:
        if each["receptacle_id"]:
            assert len(each["receptacle_id"]) == 29
            assert each["receptacle_id"].startswith(each["origin_office"] + each["destination_office"])
            assert each["receptacle_id"][13] == each["mail_class"]
            assert each["receptacle_id"][15] == each["posted_on"][3]


def test_product_numbers_are_valid_gtins(mail: list[Json]) -> None:
    gtins = [
        p["value"]
        for each in mail
        for line in each["lines"]
        for p in line["product_ids"]
        if p["scheme"] == "gtin"
    ]
    assert len(gtins) > 2_000
    for value in gtins:
        assert Gtin.parse(value).value == value


def test_nothing_was_posted_or_received_in_the_future(mail: list[Json]) -> None:
    end_of_today = datetime(2026, 11, 22, 12, tzinfo=UTC)
    for each in mail:
        received = datetime.fromisoformat(each["message"]["received_at"])
        assert received <= end_of_today
        assert date.fromisoformat(each["posted_on"]) <= received.date()


def test_a_message_is_named_once(mail: list[Json]) -> None:
    names = [(each["message"]["id"], each["message"]["version"]) for each in mail]
    assert len(names) == len(set(names))


def test_amendments_follow_what_they_amend(mail: list[Json]) -> None:
    seen: dict[str, Json] = {}
    amended = 0
    for each in mail:
        message = each["message"]
        if message["version"] > 1:
            amended += 1
            assert seen[message["id"]]["message"]["received_at"] < message["received_at"]
            assert seen[message["id"]]["lines"] != each["lines"]
        seen[message["id"]] = each
    assert amended > 200


def test_numbers_return_after_more_than_a_year(by_item: dict[str, list[Json]]) -> None:
    returned = 0
    for declarations in by_item.values():
        days = sorted({date.fromisoformat(each["posted_on"]) for each in declarations})
        if len(days) > 1:
            assert (days[1] - days[0]).days > 365
            returned += 1
    assert returned > 80


def test_some_items_have_several_declarations(by_item: dict[str, list[Json]]) -> None:
    several = [
        declarations
        for declarations in by_item.values()
        if len({each["message"]["id"] for each in declarations}) > 1
        and len({each["posted_on"] for each in declarations}) == 1
    ]
    assert len(several) > 80


def test_some_orders_are_split_below_the_threshold(mail: list[Json]) -> None:
    orders: dict[str, set[str]] = defaultdict(set)
    for each in mail:
        orders[json.dumps([each["sender"], each["addressee"], each["posted_on"]])].add(each["item_id"])
    assert sum(len(items) >= 3 for items in orders.values()) > 30


def test_values_tell_the_undervalued_from_the_rest(mail: list[Json]) -> None:
    per_pound = {origin.currency: origin.per_pound for origin in ORIGINS}
    undervalued = {row.description for row in goods.UNDERVALUED}
    caught = 0
    for each in mail:
        for line in each["lines"]:
            amount, currency = line["value"]["amount"], line["value"]["currency"]
            per_kg = float(amount) / per_pound[currency] / float(line["net_weight_kg"])
            base = line["description"].removesuffix(" (corrected)")
            if base in undervalued:
                assert per_kg < 3
                caught += 1
            else:
                assert per_kg > 10, line
    assert caught > 200


@pytest.mark.parametrize(
    "script",
    [
        "LATIN",
        "CYRILLIC",
        "GREEK",
        "CJK",
        "HIRAGANA",
        "KATAKANA",
        "HANGUL",
        "ARABIC",
        "HEBREW",
        "THAI",
        "DEVANAGARI",
    ],
)
def test_every_script_is_there(mail: list[Json], script: str) -> None:
    letters = {
        c for each in mail[:3000] for c in each["sender"]["name"] + each["sender"]["company"] if c.isalpha()
    }
    assert any(unicodedata.name(letter, "").startswith(script) for letter in letters)


def test_the_rest_of_the_oddities_are_there(mail: list[Json]) -> None:
    descriptions = {line["description"] for each in mail for line in each["lines"]}
    assert any(ord(c) > 0xFFFF for text in descriptions for c in text)
    assert any(ord(c) > 0xFFFF for each in mail for c in each["sender"]["name"])
    assert any(unicodedata.bidirectional(text[0]) in {"R", "AL"} for text in descriptions)
    assert set(goods.VAGUE) <= descriptions
    assert {row.description for row in (*goods.BRANDED, *goods.PRECURSORS, *goods.HAZARDOUS)} <= descriptions
    assert {"C", "E", "U", "T"} == {each["mail_class"] for each in mail}
    assert any(each["alternate_ids"] for each in mail)
    assert any(not each["lines"] for each in mail)
    assert any(each["nature"] == "gift" and each["sender"]["company"] for each in mail)
    assert any(each["sender"]["company"] == goods.WATCHED_SENDER for each in mail)
    assert any(each["seller"]["ioss"] for each in mail)
    assert any(each["insured_value"] for each in mail)

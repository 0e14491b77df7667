"""Features of many declarations as columns: numbers in their smallest form, packed, and joined together."""

from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
import numpy as np
from backports import zstd
from numpy.typing import NDArray

Array = NDArray[Any]

NUMBERS: Final = (
    "row",
    "arrived",
    "posted",
    "missing",
    "version",
    "line_count",
    "mail_class",
    "nature",
    "origin_office",
    "origin_country",
    "destination_office",
    "source",
    "sender_country",
    "addressee_country",
    "sender",
    "addressee",
    "currency",
    "message",
    "item",
)
"""Columns of items that hold whole numbers. A day is its ordinal, and 0 where there is none."""
FLAGS: Final = ("odd", "net_complete", "value_complete")
AMOUNTS: Final = ("gross", "net", "value")
"""Columns of items that hold decimal numbers, and not-a-number where there is none."""
LINE_NUMBERS: Final = (
    "line.text",
    "line.hs",
    "line.origin",
    "line.unit",
    "line.currency",
    "line.missing",
)
LINE_AMOUNTS: Final = ("line.quantity", "line.weight", "line.value")
ITEM_COLUMNS: Final = (*NUMBERS, *FLAGS, *AMOUNTS)
LINE_COLUMNS: Final = (*LINE_NUMBERS, *LINE_AMOUNTS)
LISTS: Final = ("texts", "item_ids")
"""Columns that hold texts: the descriptions, each once, and the numbers of the items."""

SPACES: Final = ("text", "party", "item", "line")
"""What a word or code leads to: the place of a description, party, item or line in its columns."""

_LEVEL: Final = 1
_DECIMALS: Final = (0, 2, 3)
_AS_IT_IS: Final = "."
_HEAD: Final = 4
_WHOLE_LIMIT: Final = 1e9
_KINDS: Final = tuple(np.dtype(kind) for kind in ("|u1", "<u2", "<u4", "<i8"))
_encode = msgspec.msgpack.Encoder().encode
_texts_of = msgspec.msgpack.Decoder(list[str]).decode


@dataclass(slots=True)
class Columns:
    """The features of some declarations of a week, in the order of their rows.

    `numbers` has every column of items and lines by its name. A text has the place at which it stands in
    `texts`, and a line the same and 1 more, or 0. A party has twice the place of the item in which it came
    first, and 1 more where it was its addressee. `postings` has by space the keys (63 bits) and, beside each,
    what it leads to.
    """

    numbers: dict[str, Array]
    texts: list[str]
    item_ids: list[str]
    postings: dict[str, tuple[Array, Array]] = field(default_factory=dict)

    @property
    def items(self) -> int:
        """How many declarations there are."""
        return len(self.item_ids)

    @property
    def lines(self) -> int:
        """How many lines they have."""
        return len(self.numbers["line.text"])


def joined(first: Columns, second: Columns) -> Columns:
    """Return the columns of two runs of declarations as those of one."""
    places = {text: place for place, text in enumerate(first.texts)}
    moved = np.array(
        [0, *(places.setdefault(text, len(places)) + 1 for text in second.texts)], dtype=np.int64
    )
    after = {"text": 0, "party": first.items << 1, "item": first.items, "line": first.lines}
    later = dict(second.numbers)
    later["line.text"] = moved[later["line.text"].astype(np.int64)]
    for party in ("sender", "addressee"):
        later[party] = later[party].astype(np.int64) + after["party"]
    postings = {}
    for space in first.postings.keys() | second.postings.keys():
        keys, places_of = first.postings.get(space, _NO_POSTINGS)
        more, their_places = second.postings.get(space, _NO_POSTINGS)
        their_places = moved[their_places.astype(np.int64) + 1] - 1 if space == "text" else their_places
        postings[space] = (
            np.concatenate((keys, more)),
            np.concatenate((places_of, their_places.astype(np.int64) + after[space])),
        )
    return Columns(
        {name: np.concatenate((column, later[name])) for name, column in first.numbers.items()},
        list(places),
        first.item_ids + second.item_ids,
        postings,
    )


_NO_POSTINGS = (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))


def pack(column: Array) -> bytes:
    """Return a column of whole numbers, amounts or flags as bytes."""
    places = _AS_IT_IS
    if column.dtype.kind == "f":
        scaled = _scaled(column)
        if scaled is not None:
            places, column = scaled
    elif column.dtype != np.bool_:
        column = _smallest(column)
    head = f"{column.dtype.str}{places}".encode()
    return head + zstd.compress(column.tobytes(), _LEVEL)


def unpack(content: bytes) -> Array:
    """Return the column that was packed: whole numbers in the smallest form that has room for them."""
    kind, places = content[: _HEAD - 1].decode(), chr(content[_HEAD - 1])
    column: Array = np.frombuffer(zstd.decompress(memoryview(content)[_HEAD:]), dtype=kind)
    if places == _AS_IT_IS:
        return column
    amounts: Array = column / 10.0 ** int(places)
    amounts[column == np.iinfo(column.dtype).max] = np.nan
    return amounts


def pack_texts(texts: list[str]) -> bytes:
    """Return a list of texts as bytes."""
    return zstd.compress(_encode(texts), _LEVEL)


def unpack_texts(content: bytes) -> list[str]:
    """Return the texts that were packed."""
    return _texts_of(zstd.decompress(content))


def _smallest(column: Array) -> Array:
    if not len(column):
        return column.astype(_KINDS[0])
    if column.min() < 0:
        return column.astype(_KINDS[-1])
    most = int(column.max())
    return column.astype(_kind_for(most))


def _kind_for(most: int) -> np.dtype[Any]:
    return next(kind for kind in _KINDS if most <= np.iinfo(kind).max)


def _scaled(amounts: Array) -> tuple[str, Array] | None:
    """Return amounts as whole numbers of hundredths or thousandths, where that gives back each of them; the
    largest number of the form stands for none."""
    there = amounts[~np.isnan(amounts)]
    if len(there) and (there.min() < 0 or there.max() >= _WHOLE_LIMIT):
        return None
    for decimals in _DECIMALS:
        scale = 10.0**decimals
        whole = np.rint(there * scale)
        if (whole / scale == there).all():
            most = int(whole.max()) + 1 if len(whole) else 0
            kind = _kind_for(most)
            full = np.full(len(amounts), np.iinfo(kind).max, dtype=kind)
            full[~np.isnan(amounts)] = whole.astype(kind)
            return str(decimals), full
    return None

"""What a mapping uses of its source: the columns of the item, and the values that are made on the way."""

from collections.abc import Iterator

from borderpost.feeds.mapping.model import Block, Generated, Listed, Mapping, MoneyValue, Value
from borderpost.feeds.mapping.paths import Path


def columns_of_the_item(mapping: Mapping) -> frozenset[str]:
    """Return the first names of all paths outside of lines and documents: what an item's rows say alike."""
    values = (value for _, source in mapping.fields for value in _values(source))
    return frozenset(path.steps[0].name for value in values for path in _paths(value) if path.steps)


def asks_for(mapping: Mapping, kind: Generated) -> bool:
    """Tell whether any field of the item is generated in this way."""
    return any(
        part.generated is kind
        for _, source in mapping.fields
        for value in _values(source)
        for part in _with_parts(value)
    )


def _values(source: "Value | Listed | MoneyValue | tuple[Block, ...]") -> Iterator[Value]:
    if isinstance(source, Value):
        yield source
    elif isinstance(source, Listed):
        yield from source.values
    elif isinstance(source, MoneyValue):
        yield source.amount
        yield source.currency


def _with_parts(value: Value) -> Iterator[Value]:
    yield value
    for part in value.parts:
        yield from _with_parts(part)
    if isinstance(value.weight_unit, Value):
        yield from _with_parts(value.weight_unit)


def _paths(value: Value) -> Iterator[Path]:
    for part in _with_parts(value):
        yield from part.paths

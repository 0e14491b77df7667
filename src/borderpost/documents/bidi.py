"""The order in which a line of mixed left-to-right and right-to-left text is drawn (UAX #9)."""

import re
from collections.abc import Sequence

_NEEDS_ORDERING = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def needs_ordering(text: str) -> bool:
    """Whether any character of `text` may be drawn elsewhere than in its logical place."""
    return _NEEDS_ORDERING.search(text) is not None


def levels(text: str) -> tuple[int, list[int]]:
    """The paragraph level (0 left-to-right, 1 right-to-left) and the level of every character.

    The first strong character decides the paragraph.
    """
    if not needs_ordering(text):
        return 0, [0] * len(text)
    from fpdf.bidi import BidiParagraph

    paragraph = BidiParagraph(text)
    base: int = paragraph.base_embedding_level
    result = [-1] * len(text)
    for character in paragraph.get_characters():
        result[character.character_index] = character.embedding_level
    # Characters that rule X9 removes take the level of what they follow.
    previous = base
    for index, level in enumerate(result):
        if level < 0:
            result[index] = previous
        else:
            previous = level
    return base, result


def visual_order(run_levels: Sequence[int]) -> list[int]:
    """The indices of the runs of one line from left to right (rule L2)."""
    order = list(range(len(run_levels)))
    if not run_levels:
        return order
    odd = [level for level in run_levels if level % 2]
    if not odd:
        return order
    for level in range(max(run_levels), min(odd) - 1, -1):
        start = 0
        while start < len(order):
            if run_levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and run_levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return order

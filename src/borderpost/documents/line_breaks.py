"""Where a line of text may end: after spaces, hyphens and slashes, between ideographs, never in a cluster."""

import unicodedata

_NOT_AT_START = frozenset(
    ")]}»›”’!%,.:;?،؛؟۔。、，．：；！？％）］｝〉》」』】〕〗〙〛”’…‥ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ・°℃"
)
_NOT_AT_END = frozenset("([{«‹“‘（［｛〈《「『【〔〖〘〚￥$£€")
_JOINERS = frozenset("\u200d\u2060\ufeff")


def is_ideograph(character: str) -> bool:
    """Whether a line may break beside this character without a space (Han, Kana, Hangul, full width)."""
    code = ord(character)
    return (
        0x2E80 <= code <= 0xA4CF
        or 0xAC00 <= code <= 0xD7A3
        or 0xF900 <= code <= 0xFAFF
        or 0xFE30 <= code <= 0xFE4F
        or 0xFF00 <= code <= 0xFFEF
        or 0x20000 <= code <= 0x3FFFF
    )


def extends_cluster(text: str, index: int) -> bool:
    """Whether the character at `index` belongs to the one before it (marks, joiners, modifiers)."""
    if index == 0:
        return False
    character = text[index]
    if character in _JOINERS or text[index - 1] == "\u200d":
        return True
    code = ord(character)
    if 0xFE00 <= code <= 0xFE0F or 0x1F3FB <= code <= 0x1F3FF or 0xE0100 <= code <= 0xE01EF:
        return True
    return unicodedata.category(character) in ("Mn", "Me", "Mc")


def segments(text: str) -> list[tuple[int, int]]:
    """Cut `text` into (start, end) slices at the places where a line may end."""
    result: list[tuple[int, int]] = []
    start = 0
    for index in range(1, len(text)):
        if _may_break(text, index):
            result.append((start, index))
            start = index
    if text:
        result.append((start, len(text)))
    return result


def clusters(text: str) -> list[tuple[int, int]]:
    """Cut `text` into the smallest slices that must stay together."""
    result: list[tuple[int, int]] = []
    start = 0
    for index in range(1, len(text)):
        if not extends_cluster(text, index):
            result.append((start, index))
            start = index
    if text:
        result.append((start, len(text)))
    return result


def _may_break(text: str, index: int) -> bool:
    before, after = text[index - 1], text[index]
    if after == " " or after in _NOT_AT_START or extends_cluster(text, index):
        return False
    if before in (" ", "\u200b", "\u3000"):
        return True
    if before in _NOT_AT_END:
        return False
    if is_ideograph(before) or is_ideograph(after):
        return True
    if before in "-‐–—/" and index > 1 and text[index - 2] != " ":
        return after.isalpha() or before in "—/" or (text[index - 2].isalpha() and after.isalnum())
    return before in ";,؛،" and after.isalpha()

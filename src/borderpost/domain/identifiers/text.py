"""The text of a scan, made comparable without changing what it says."""

import unicodedata

_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_OUTER = "".join(map(chr, range(0x1D))) + "\x1e\x1f\x7f " + _INVISIBLE + "\u00a0\u3000\u0085"
_TO_UPPER = {ord(c): ord(c) - 32 for c in "abcdefghijklmnopqrstuvwxyz"}


def trimmed(text: str) -> str:
    """`text` without the control characters and blanks around it; the GS1 separator stays."""
    return text.strip(_OUTER)


def capitals(text: str) -> str:
    """`text` with its ASCII letters in capitals; no other letter turns into an ASCII one."""
    return text.translate(_TO_UPPER)


def tight(text: str) -> str:
    """`text` in ASCII capitals without any blank, as identifiers are compared.

    Full-width forms and the digits of other scripts become ASCII, as an input method may have keyed
    them; no letter is exchanged for another of the same look.
    """
    if not text.isascii():
        text = "".join(map(_plain, text))
    return "".join(text.split()).translate(_TO_UPPER)


def _plain(character: str) -> str:
    if character.isascii():
        return character
    if character in _INVISIBLE:
        return ""
    if character in _HYPHENS:
        return "-"
    if "\uff01" <= character <= "\uff5e":
        return chr(ord(character) - 0xFEE0)
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)

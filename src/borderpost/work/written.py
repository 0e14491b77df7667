"""What an officer wrote or scanned into a field, made fit for the record or refused, never cut."""

import re
from typing import Final

from borderpost.domain.decisions import Refusal, Refused, Rule

SHORT: Final = 200
"""Letters in a field of one line: a name, a number, a place."""
DESCRIPTION: Final = 512
LONG: Final = 4000
"""Letters in a remark or a reason."""

_HALF_LETTERS = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def written(text: str, field: str, limit: int = SHORT) -> str:
    """Return the text as the record keeps it; raise Refused (TOO_LONG, by the field) where it is too long.

    Blanks around it and control characters, which nobody typed, fall away; half a letter, which no
    encoding can keep, is shown as a replacement.
    """
    kept = _kept(text)
    if len(kept) > limit:
        raise Refused([Refusal(Rule.TOO_LONG, field)])
    return kept


def is_too_long(text: str, limit: int = SHORT) -> bool:
    """Tell whether the record would refuse the text."""
    return len(_kept(text)) > limit


def _kept(text: str) -> str:
    return _CONTROLS.sub("", _HALF_LETTERS.sub("\ufffd", text.replace("\r\n", "\n"))).strip()

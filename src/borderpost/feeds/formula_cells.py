"""Notes cells that a spreadsheet would run as a formula; they are kept as the text that they are."""

import re
from typing import Any

from borderpost.domain.declaration import DeclarationWarning, WarningKind
from borderpost.feeds.untrusted_values import shown

# A telephone number or an amount also begins with a sign; a formula holds more than figures.
_FORMULA = re.compile(r"\s*(?:[=@]\s*\S|[+\-][0-9 ().,/+\-]*[^0-9 ().,/+\-])").match


def formula_notes(untrusted: dict[str, Any]) -> list[DeclarationWarning]:
    """Return a warning for each text in a canonical object that begins like a formula."""
    notes: list[DeclarationWarning] = []
    _walk(untrusted, "", notes)
    return notes


def _walk(value: Any, path: str, notes: list[DeclarationWarning]) -> None:
    if type(value) is str:
        if value and value.lstrip()[:1] in ("=", "+", "-", "@") and _FORMULA(value):
            notes.append(DeclarationWarning(WarningKind.FORMULA_CELL, path, shown(value)))
    elif type(value) is dict:
        for name, inner in value.items():
            # Nearly every text begins with a letter or a figure, and no formula does.
            if inner and not (type(inner) is str and inner[0].isalnum()):
                _walk(inner, f"{path}.{name}" if path else name, notes)
    elif type(value) is list:
        for index, inner in enumerate(value):
            _walk(inner, f"{path}[{index}]", notes)

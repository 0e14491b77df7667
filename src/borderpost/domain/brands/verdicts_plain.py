"""Verdicts on a product as the journal keeps them, and back."""

from collections.abc import Iterable, Mapping
from typing import Any

from borderpost.domain.brands.identity import Answer, Question, Verdict


def verdicts_to_plain(verdicts: Iterable[Verdict]) -> list[dict[str, Any]]:
    """Return verdicts as JSON-able data; what is empty is left out."""
    return [
        {
            "question": str(one.question),
            "answer": str(one.answer),
            **({"scanned": one.scanned} if one.scanned else {}),
            **({"against": list(one.against)} if one.against else {}),
            **({"source": one.source} if one.source else {}),
            **({"line": one.line} if one.line else {}),
        }
        for one in verdicts
    ]


def verdicts_from_plain(plain: Iterable[Mapping[str, Any]]) -> tuple[Verdict, ...]:
    """Return the verdicts that an entry holds; those of a later program, which this one does not know, are
    left out."""
    found: list[Verdict] = []
    for one in plain:
        try:
            against = tuple(str(each) for each in one.get("against", ()))
            found.append(
                Verdict(
                    Question(one["question"]),
                    Answer(one["answer"]),
                    str(one.get("scanned", "")),
                    against,
                    str(one.get("source", "")),
                    int(one.get("line", 0)),
                )
            )
        except (KeyError, ValueError, TypeError):
            continue
    return tuple(found)

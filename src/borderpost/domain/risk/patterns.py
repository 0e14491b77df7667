"""Patterns that texts and codes can be compared with, by an engine whose time grows with the text alone."""

from typing import Any as Anything

import re2

PATTERN_LENGTH_LIMIT = 500
PROGRAM_LIMIT = 1_000
TEXT_LIMIT = 4_096
_MEMORY = 4 << 20


class BadPattern(ValueError):
    """A pattern that the engine does not take, or that would need too much memory."""


class Pattern:
    """A pattern made ready; capitals make no difference, and it may match anywhere. Raises BadPattern.

    The syntax is that of RE2: no references back and no looking around.
    """

    def __init__(self, pattern: str) -> None:
        if len(pattern) > PATTERN_LENGTH_LIMIT:
            raise BadPattern(f"more than {PATTERN_LENGTH_LIMIT} characters")
        options = re2.Options()
        options.case_sensitive = False
        options.log_errors = False
        options.never_capture = True
        options.max_mem = _MEMORY
        try:
            self._compiled: Anything = re2.compile(pattern, options)
        except (re2.error, UnicodeError) as error:
            raise BadPattern(_reason(error)) from error
        if self._compiled.programsize > PROGRAM_LIMIT:
            raise BadPattern(f"needs {self._compiled.programsize} steps")

    def matches(self, text: str) -> bool:
        """Tell whether the pattern is found in the first 4,096 characters of a text."""
        shortened = text[:TEXT_LIMIT]
        try:
            return self._compiled.search(shortened) is not None
        except UnicodeEncodeError:
            return self._compiled.search(shortened.encode("utf-8", "replace").decode()) is not None


def _reason(error: Exception) -> str:
    told = error.args[0] if error.args else ""
    return told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)

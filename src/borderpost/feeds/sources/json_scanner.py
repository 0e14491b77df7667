"""Finds where values of a JSON stream begin and end, without ever holding more than one of them."""

import re
from typing import IO

from borderpost.feeds.sources.record import RECORD_LIMIT

_CHUNK = 64 * 1024
_SPACE = re.compile(rb"[ \t\r\n]*+")
# Within a value only strings and brackets matter; a string that is not closed yet is a lone quotation mark.
_MARK = re.compile(rb"\"(?:[^\"\\]++|\\.)*+\"|[\"{}\[\]]", re.DOTALL)
_STRING = re.compile(rb"\"(?:[^\"\\]++|\\.)*+\"", re.DOTALL)
_SCALAR = re.compile(rb"[^ \t\r\n,\]}\[{\":]++")


class NotWellFormed(Exception):
    """The stream is no JSON here; the rest of it cannot be made out."""


class Ends(Exception):
    """The stream ends within a value."""


class TooLong(Exception):
    """A single value is longer than a record may be."""


class JsonScanner:
    """A place in a stream of JSON: the byte offset and the line at which the next token begins."""

    def __init__(self, untrusted_stream: IO[bytes]) -> None:
        self._stream = untrusted_stream
        self._buffer = b""
        self._at = 0
        self._ended = False
        self.offset = 0
        self.line = 1
        if self.peek() == b"\xef":
            self._advance(3)

    def _fill(self, count: int = 0) -> bool:
        """Read more; the part of the buffer that is done with is dropped."""
        chunk = b"" if self._ended else self._stream.read(max(_CHUNK, count))
        self._ended = not chunk
        self._buffer = self._buffer[self._at :] + chunk
        self._at = 0
        return bool(chunk)

    def _advance(self, count: int) -> bytes:
        taken = self._buffer[self._at : self._at + count]
        self._at += len(taken)
        self.offset += len(taken)
        self.line += taken.count(b"\n")
        return taken

    def peek(self) -> bytes:
        """Return the first byte of the next token; empty at the end of the stream."""
        while True:
            match = _SPACE.match(self._buffer, self._at)
            if match is not None and match.end() > self._at:
                self._advance(match.end() - self._at)
            if self._at < len(self._buffer):
                return self._buffer[self._at : self._at + 1]
            if not self._fill():
                return b""

    def take(self, wanted: bytes) -> bool:
        """Take the next token where it is this single byte."""
        if self.peek() != wanted:
            return False
        self._advance(1)
        return True

    def string(self) -> bytes:
        """Take a string, with its quotation marks."""
        if self.peek() != b'"':
            raise NotWellFormed("a name is missing")
        return self._matched(_STRING)

    def _matched(self, pattern: re.Pattern[bytes]) -> bytes:
        while (match := pattern.match(self._buffer, self._at)) is None:
            if len(self._buffer) - self._at > RECORD_LIMIT:
                raise TooLong
            if not self._fill_doubling():
                raise Ends
        return self._advance(match.end() - self._at)

    def _fill_doubling(self) -> bool:
        """Read about as much again as is held, so that scanning anew stays cheap."""
        return self._fill(len(self._buffer) - self._at)

    def value(self) -> bytes:
        """Take a whole value as it stands, whether what is in it is well-formed or not."""
        first = self.peek()
        if first == b'"':
            return self.string()
        if first in (b"{", b"["):
            return self._bracketed()
        if not first:
            raise Ends
        while True:
            match = _SCALAR.match(self._buffer, self._at)
            if match is None:
                raise NotWellFormed(f"a value is missing before {first.decode('latin-1')!r}")
            if match.end() < len(self._buffer) or not self._fill_doubling():
                return self._advance(match.end() - self._at)
            if len(self._buffer) - self._at > RECORD_LIMIT:
                raise TooLong

    def _bracketed(self) -> bytes:
        depth = 0
        seen = 0
        while True:
            position = self._at + seen
            while (match := _MARK.search(self._buffer, position)) is not None:
                mark = match[0]
                if mark == b'"':
                    break
                position = match.end()
                if mark in (b"{", b"["):
                    depth += 1
                elif mark in (b"}", b"]"):
                    depth -= 1
                    if depth == 0:
                        return self._advance(position - self._at)
            seen = (position if match is not None else len(self._buffer)) - self._at
            if len(self._buffer) - self._at > RECORD_LIMIT:
                raise TooLong
            if not self._fill_doubling():
                raise Ends

    def rest(self, most: int) -> bytes:
        """Return what is held of the rest of the stream, at most so many bytes."""
        return self._buffer[self._at : self._at + most]

"""The bytes of a serial scanner, arriving in any pieces, put together into codes."""

from dataclasses import dataclass, field

_STX, _ETX = 0x02, 0x03
_ENDINGS = b"\r\n"


@dataclass(slots=True)
class SerialLines:
    """Collects bytes until CR or LF ends a code, or ETX one that began with STX.

    Within STX … ETX every byte is data. `longest` bounds a code in bytes: what is longer is noise (a wrong
    baud rate), is thrown away up to the next ending, and counted in `overruns`.
    """

    longest: int = 8192
    overruns: int = 0
    _buffer: bytearray = field(default_factory=bytearray)
    _framed: bool = False
    _skipping: bool = False

    def feed(self, untrusted_bytes: bytes) -> tuple[bytes, ...]:
        """Take the next piece; gives the codes it completes, without their endings, none of them empty."""
        done: list[bytes] = []
        for byte in untrusted_bytes:
            if byte == _STX and not self._framed:
                done += self._take()
                self._framed = True
            elif (byte == _ETX) if self._framed else (byte in _ENDINGS):
                done += self._take()
            else:
                self._buffer.append(byte)
                if len(self._buffer) > self.longest:
                    self._overrun()
        return tuple(done)

    def silence(self) -> tuple[bytes, ...]:
        """Nothing more came for a while: what a scanner without an ending has sent is a code.

        A frame that was not closed is a torn one, and dropped.
        """
        if self._framed:
            self._drop()
            return ()
        return self._take()

    @property
    def is_waiting(self) -> bool:
        """Whether bytes lie here that no ending has closed."""
        return bool(self._buffer) or self._framed

    def _take(self) -> tuple[bytes, ...]:
        code, skipping = bytes(self._buffer), self._skipping
        self._drop()
        return (code,) if code and not skipping else ()

    def _drop(self) -> None:
        self._buffer.clear()
        self._framed = self._skipping = False

    def _overrun(self) -> None:
        self.overruns += not self._skipping
        self._buffer.clear()
        self._skipping = True

"""A zip archive in one form only, nothing in it compressed or dated, so that every byte can be checked."""

import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

_LOCAL: Final = struct.Struct("<4s5H3I2H")
_CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
_END: Final = struct.Struct("<4s4H2IH")
_NEEDED, _NO_TIME, _DAY_ONE = 10, 0, 0x21  # version 1.0; midnight; 1 January 1980
_LARGEST = 0xFFFF_FFFF
_MOST = 0xFFFF


class TooLarge(ValueError):
    """What is to go into the archive does not fit into the plain form: 4 GiB, 65,535 files."""


def archive(members: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Yield the bytes of the archive, member by member in the order given; raise TooLarge."""
    central: list[bytes] = []
    at = 0
    for name, data in members:
        path = name.encode("ascii")
        crc = zlib.crc32(data)
        if at + len(data) > _LARGEST or len(central) == _MOST:
            raise TooLarge("the archive would be larger than 4 GiB")
        yield _LOCAL.pack(
            b"PK\3\4", _NEEDED, 0, 0, _NO_TIME, _DAY_ONE, crc, len(data), len(data), len(path), 0
        )
        yield path
        yield data
        central.append(
            _CENTRAL.pack(
                *(b"PK\1\2", _NEEDED, _NEEDED, 0, 0, _NO_TIME, _DAY_ONE, crc, len(data), len(data)),
                *(len(path), 0, 0, 0, 0, 0, at),
            )
            + path
        )
        at += _LOCAL.size + len(path) + len(data)
    size = sum(map(len, central))
    if at + size > _LARGEST:
        raise TooLarge("the archive would be larger than 4 GiB")
    yield from central
    yield _END.pack(b"PK\5\6", 0, 0, len(central), len(central), size, at, 0)

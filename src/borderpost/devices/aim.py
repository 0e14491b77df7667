"""The AIM symbology identifier in front of a code, and the RawScan that comes of a device's bytes."""

import re
from datetime import datetime

from borderpost.domain.scan import RawScan, ScanSource

_AIM = re.compile(rb"\](?P<code>[A-Za-z])(?P<modifier>[0-9A-Za-z])")


def split_aim(untrusted_data: bytes) -> tuple[str, bytes]:
    """The AIM identifier (`]C0`; "" where the device sent none) and the payload after it."""
    found = _AIM.match(untrusted_data)
    if found is None or found.end() == len(untrusted_data):
        return "", untrusted_data
    return found.group().decode("ascii"), untrusted_data[found.end() :]


def raw_scan(untrusted_data: bytes, source: ScanSource, at: datetime, device: str) -> RawScan:
    """A device's bytes as a scan; `at` is UTC."""
    symbology, data = split_aim(untrusted_data)
    return RawScan(data=data, source=source, at=at, symbology=symbology, device=device)

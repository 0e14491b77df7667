"""The sealed draw: which items are examined by chance, so that nobody can foresee, steer or deny it.

An item is drawn where a keyed hash of its number and day lies below the share. The key of a day comes from
the site's secret: every bench of the site draws the same, however often and in whatever order it is asked.
The hash of a day's key (its seal) is written down before the draw; once the key is shown, anybody can
check the seal and draw again.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from borderpost.domain.item_key import item_key

SECRET_BYTES = 32
_SPAN = 1 << 64
_KEY_OF = b"borderpost draw key 1\n"
_SEAL_OF = b"borderpost draw seal 1\n"
_ID_DIGITS = 16


@dataclass(frozen=True, slots=True)
class DayKey:
    """The key by which the items of one day are drawn; a secret until the day is shown."""

    day: date
    key: bytes

    @property
    def seal(self) -> str:
        """The hash (SHA-256, hex) that binds whoever published it to this key and no other."""
        return hashlib.sha256(_SEAL_OF + self.day.isoformat().encode() + b"\n" + self.key).hexdigest()

    @property
    def id(self) -> str:
        """The day and the first digits of the seal, to name the key without showing it."""
        return f"{self.day.isoformat()}/{self.seal[:_ID_DIGITS]}"


@dataclass(frozen=True, slots=True)
class Draw:
    """What the draw said of one item, with the probability that it had of being chosen."""

    chosen: bool
    probability: float
    key_id: str


def day_key(secret: bytes, day: date) -> DayKey:
    """Return the key of a day; ValueError for a secret of another length than 32 bytes.

    The day is that of the item (`item_date`), not that of the scan: coming back tomorrow draws nothing anew.
    """
    if len(secret) != SECRET_BYTES:
        raise ValueError(f"the secret of a draw has {SECRET_BYTES} bytes, not {len(secret)}")
    message = _KEY_OF + day.isoformat().encode()
    return DayKey(day, hashlib.blake2b(message, key=secret, digest_size=32).digest())


def draw(key: DayKey, item_id: str, share: Decimal) -> Draw:
    """Draw one item of the key's day: chosen with a probability of `share` (0 to 1).

    ValueError for a share that is none.
    """
    if not share.is_finite() or not 0 <= share <= 1:
        raise ValueError(f"{share} is no share from 0 to 1")
    message = item_key(item_id).encode("utf-8", "surrogatepass")
    lot = int.from_bytes(hashlib.blake2b(message, key=key.key, digest_size=8).digest(), "big")
    return Draw(lot < int(share * _SPAN), float(share), key.id)


def is_sealed_by(key: DayKey, seal: str) -> bool:
    """Tell whether a key that is shown now is the one that was sealed then."""
    return hmac.compare_digest(key.seal, seal.lower())


class SiteDraw:
    """The draw of a site: its secret and its share; it remembers the keys of the days it was asked for."""

    def __init__(self, secret: bytes, share: Decimal) -> None:
        if not share.is_finite() or not 0 <= share <= 1:
            raise ValueError(f"{share} is no share from 0 to 1")
        self._secret = bytes(secret)
        self._keys: dict[date, DayKey] = {}
        self.share = share

    def key_of(self, day: date) -> DayKey:
        """Return the key of a day."""
        found = self._keys.get(day)
        if found is None:
            found = self._keys[day] = day_key(self._secret, day)
        return found

    def of(self, item_id: str, day: date) -> Draw:
        """Draw an item of a day; the same answer at every bench and every time."""
        return draw(self.key_of(day), item_id, self.share)

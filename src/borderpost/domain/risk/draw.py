"""The sealed draw: which items are examined by chance, so that nobody can foresee, steer or deny it.

An item is drawn where a keyed hash of its number and day lies below the share. The keys of the days are a
chain that begins with the site's secret: the key of a day is the hash of the key of the day after. So every
bench of the site draws the same, however often and in whatever order it is asked, and one hash, the seal,
written down before the first draw, binds the site to the keys of all days. Whoever is shown the key of a day
can hash it down to the seal and draw that day again; it also gives away the days before, never those after.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from borderpost.domain.item_key import item_key

SECRET_BYTES = 32
FIRST_DAY = date(2020, 1, 1)
LAST_DAY = date(2099, 12, 31)
SHOWN_AFTER = timedelta(days=90)
_SPAN = 1 << 64
_FIRST = b"borderpost draw secret 1"
_STEP = b"borderpost draw step 1"
_SEAL = b"borderpost draw seal 1\n"
_ID_DIGITS = 16


@dataclass(frozen=True, slots=True)
class DayKey:
    """The key by which the items of one day are drawn, a secret until it is shown; `seal` binds the site."""

    day: date
    key: bytes
    seal: str

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


class SiteDraw:
    """The draw of a site: its secret (32 bytes) and its share (0 to 1). ValueError where they are none.

    Days before 2020 are drawn by the key of the first day of that year, days after 2099 by that of its last.
    """

    def __init__(self, secret: bytes, share: Decimal) -> None:
        if len(secret) != SECRET_BYTES:
            raise ValueError(f"the secret of a draw has {SECRET_BYTES} bytes, not {len(secret)}")
        self.share = _checked(share)
        key = hashlib.blake2b(_FIRST, key=secret, digest_size=32).digest()
        self._keys = [key]
        for _ in range((LAST_DAY - FIRST_DAY).days):
            key = _before(key)
            self._keys.append(key)
        self.seal = _sealed(key)

    def key_of(self, day: date) -> DayKey:
        """Return the key of a day."""
        day = min(max(day, FIRST_DAY), LAST_DAY)
        return DayKey(day, self._keys[(LAST_DAY - day).days], self.seal)

    def of(self, item_id: str, day: date) -> Draw:
        """Draw an item by its own day (`item_date`): coming back tomorrow draws nothing anew."""
        return draw(self.key_of(day), item_id, self.share)


def draw(key: DayKey, item_id: str, share: Decimal) -> Draw:
    """Draw one item of the key's day: chosen with a probability of `share`. ValueError for no share."""
    message = item_key(item_id).encode("utf-8", "surrogatepass")
    lot = int.from_bytes(hashlib.blake2b(message, key=key.key, digest_size=8).digest(), "big")
    return Draw(lot < int(_checked(share) * _SPAN), float(share), key.id)


def shown_key(day: date, key: bytes) -> DayKey:
    """Return a key that was shown, with the seal that it hashes down to."""
    day = min(max(day, FIRST_DAY), LAST_DAY)
    down = key
    for _ in range((day - FIRST_DAY).days):
        down = _before(down)
    return DayKey(day, key, _sealed(down))


def is_sealed_by(key: DayKey, seal: str) -> bool:
    """Tell whether a key that is shown now is the one that was sealed then."""
    return hmac.compare_digest(shown_key(key.day, key.key).seal.encode(), seal.lower().encode())


def may_be_shown(day: date, today: date) -> bool:
    """Tell whether the key of a day may be shown: what was posted so long ago comes no more."""
    return today - day >= SHOWN_AFTER


def _before(key: bytes) -> bytes:
    """Return the key of the day before."""
    return hashlib.blake2b(_STEP, key=key, digest_size=32).digest()


def _sealed(key: bytes) -> str:
    return hashlib.sha256(_SEAL + key).hexdigest()


def _checked(share: Decimal) -> Decimal:
    if not share.is_finite() or not 0 <= share <= 1:
        raise ValueError(f"{share} is no share from 0 to 1")
    return share

"""The acts of a station about itself: clock, keys, checkpoints, draw, profiles put off, what was lost."""

from typing import Any

import msgspec

from borderpost.domain.act_base import ActBase


class ClockSetBack(ActBase, frozen=True, tag="clock_set_back"):
    """The computer's clock went back: from here on entries bear earlier times than some before them."""

    newest: str
    by_seconds: int


class DrawSealed(ActBase, frozen=True, tag="draw_sealed"):
    """The site bound itself to the keys of its random draw before anything is drawn by them.

    `seal` is the hash (SHA-256, hex) to which every key hashes down (`domain.risk.draw`), `share` the part of
    all declared items that is drawn from here on.
    """

    seal: str
    share: str


class DrawShown(ActBase, frozen=True, tag="draw_shown"):
    """The key (hex) by which the items of a day were drawn was shown, so that the draw can be checked."""

    day: str
    key: str
    reason: str = ""


class ProfileSwitchedOff(ActBase, frozen=True, tag="profile_switched_off"):
    """A risk profile that failed (`failed`) or took too long (`too_slow`) is not asked any more.

    `detail` is the error or the milliseconds. It is asked again when the program starts anew, or in a newer
    version.
    """

    profile: str
    version: int
    reason: str
    detail: str = ""


class LostEntries(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Neighbouring entries of a damaged journal that could not be read any more, by their numbers.

    `before` is the hash of the entry in front of them, `behind` what the entry that follows them names as
    the one before it; `since` and `until` are the times of those two; empty where there is none.
    """

    first: int
    last: int
    before: str = ""
    behind: str = ""
    since: str = ""
    until: str = ""


class RecordRecovered(ActBase, frozen=True, tag="record_recovered"):
    """The journal was put together anew, from a backup and from what could still be read.

    `from_backup` entries came from a backup whose newest was `backup_sequence`, `from_damaged` from the
    record that was set aside as `set_aside`; `lost` tells which are missing, `unplaced` the numbers of those
    that are there and speak of inspections whose beginning is lost. `meanwhile` tells who signed in and what
    was read while the record was open for reading only. `restored` is true where there was no damaged record
    at all: what was recorded behind the backup, if anything was, is then not known here. `end_known` is false
    where nothing was left that tells whether there was more behind the newest entry that was found.
    """

    public_key: str
    program: str
    from_backup: int = 0
    backup_sequence: int = 0
    backup_hash: str = ""
    backup_made_at: str = ""
    from_damaged: int = 0
    set_aside: str = ""
    lost: list[LostEntries] = msgspec.field(default_factory=list)
    unplaced: list[int] = msgspec.field(default_factory=list)
    meanwhile: list[dict[str, Any]] = msgspec.field(default_factory=list)
    restored: bool = False
    end_known: bool = True


class KeyRotated(ActBase, frozen=True, tag="key_rotated"):
    """The station signs with another key from the next entry on; this one still bears the old key's."""

    public_key: str
    reason: str = ""


class CheckpointCosigned(ActBase, frozen=True, tag="checkpoint_cosigned"):
    """This station vouched for a checkpoint of another; texts as in `checkpoint`, signatures in hex."""

    checkpoint: str
    signature: str
    cosignature: str
    cosignature_signature: str


class CosignatureReceived(ActBase, frozen=True, tag="cosignature_received"):
    """Another station vouched for a checkpoint of this one."""

    checkpoint: str
    signature: str
    cosignature: str
    cosignature_signature: str

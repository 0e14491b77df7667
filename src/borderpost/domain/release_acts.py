"""The acts of quick releases: one taken back, a list released, a list of trusted senders taken in."""

import msgspec

from borderpost.domain.act_base import ActBase
from borderpost.domain.release_codes import ListKind, TakeBackReason


class ReleaseTakenBack(ActBase, frozen=True, tag="release_taken_back"):
    """A release from the bench no longer stands; its entry (`outcome`) stays in the journal.

    `seen` is the number of the entry of the scan that showed the item here after its release, 0 where none
    was needed.
    """

    inspection: str
    outcome: str
    reason: TakeBackReason
    remark: str = ""
    seen: int = 0


class BulkReleaseBegun(ActBase, frozen=True, tag="bulk_release_begun"):
    """Two officers signed a list: all of its items are to be released, each by an entry of its own.

    The entry is the second officer's; `proposer` made the list up. `items` are `NUMBER DAY` in the order
    of the list, `digest` is the SHA-256 (hex) of them, one a line. `left` counts what stays behind, by why.
    """

    batch: str
    source: ListKind
    name: str
    items: list[str]
    digest: str
    reason: str
    proposer: str
    yellow: bool = False
    left: dict[str, int] = msgspec.field(default_factory=dict)


class BulkReleaseEnded(ActBase, frozen=True, tag="bulk_release_ended"):
    """A bulk release has come to its end, or was given up.

    `kept` says why items that were signed were not released after all, by `NUMBER DAY`; `given_up` that
    nobody goes on with what is left of it.
    """

    batch: str
    released: int
    kept: dict[str, str] = msgspec.field(default_factory=dict)
    given_up: bool = False
    reason: str = ""


class TrustedListTaken(ActBase, frozen=True, tag="trusted_list_taken"):
    """A signed list of trusted senders was taken in, or withdrawn; `sha256` is that of its file.

    `key` is the public key (hex) that signed it.
    """

    list_id: str
    version: int
    title: str
    issuer: str
    issued_on: str
    valid_from: str
    valid_until: str
    senders: int
    key: str
    sha256: str
    withdrawn: bool = False
    reason: str = ""


ReleaseAct = ReleaseTakenBack | BulkReleaseBegun | BulkReleaseEnded | TrustedListTaken

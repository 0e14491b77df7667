"""The acts of access: who may work here and as what, how they prove it, and what an auditor took out."""

import msgspec

from borderpost.domain.act_base import ActBase


class OfficerEnrolled(ActBase, frozen=True, tag="officer_enrolled"):
    """Somebody was put on the roster, with a first passphrase. Days are `YYYY-MM-DD`, empty for open."""

    subject: str
    name: str
    roles: list[str] = msgspec.field(default_factory=list)
    valid_from: str = ""
    valid_until: str = ""


class OfficerChanged(ActBase, frozen=True, tag="officer_changed"):
    """Name, roles, days or duty of somebody on the roster are others from here on."""

    subject: str
    name: str
    roles: list[str]
    active: bool
    reason: str
    valid_from: str = ""
    valid_until: str = ""


class PassphraseReset(ActBase, frozen=True, tag="passphrase_reset"):
    """An access administrator gave somebody another passphrase; the PIN went with the old one."""

    subject: str
    reason: str


class PassphraseChanged(ActBase, frozen=True, tag="passphrase_changed"):
    """An officer chose another passphrase, having given the old one."""


class PinSet(ActBase, frozen=True, tag="pin_set"):
    """An officer set the PIN by which they return to their own locked bench."""


class PinCleared(ActBase, frozen=True, tag="pin_cleared"):
    """A PIN was taken away: by its officer, or by an access administrator."""

    subject: str
    reason: str = ""


class PinFailed(ActBase, frozen=True, tag="pin_failed"):
    """A wrong PIN was given at a locked bench; `failures` in a row since the passphrase."""

    claimed: str
    failures: int


class SessionReturned(ActBase, frozen=True, tag="session_returned"):
    """An officer came back to their own locked bench by badge and PIN; `locked` is the entry of the lock."""

    locked: str


class BadgeMade(ActBase, frozen=True, tag="badge_made"):
    """The card with an officer's badge code was made; it is the one that counts from here on.

    `badge` is its code, empty of versions whose badges bore their officer's id.
    """

    subject: str
    badge: str = ""


class BadgeRevoked(ActBase, frozen=True, tag="badge_revoked"):
    """The badge of an officer counts no more: lost, stolen, given back."""

    subject: str
    badge: str
    reason: str = ""


class AccessLogExported(ActBase, frozen=True, tag="access_log_exported"):
    """An auditor wrote entries about access and consultation to a file, known by its SHA-256."""

    entries: int
    sha256: str
    asked: str = ""


AccessAct = (
    OfficerEnrolled
    | OfficerChanged
    | PassphraseReset
    | PassphraseChanged
    | PinSet
    | PinCleared
    | PinFailed
    | SessionReturned
    | BadgeMade
    | BadgeRevoked
    | AccessLogExported
)
"""What concerns the persons of a station and not an item."""

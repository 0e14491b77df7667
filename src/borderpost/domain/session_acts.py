"""The acts by which a station and its officers come and go."""

from borderpost.domain.act_base import ActBase


class StationOpened(ActBase, frozen=True, tag="station_opened"):
    """The first entry of a journal: which key signs for the station from here on."""

    public_key: str
    program: str
    facility: str = ""


class OfficerLoggedIn(ActBase, frozen=True, tag="officer_logged_in"):
    """An officer proved who they are at this station."""


class LoginFailed(ActBase, frozen=True, tag="login_failed"):
    """A wrong passphrase was given for an officer of the roster."""

    claimed: str
    failures: int


class OfficerLoggedOut(ActBase, frozen=True, tag="officer_logged_out"):
    """An officer left the station."""


class SessionLocked(ActBase, frozen=True, tag="session_locked"):
    """The screen was locked, by the officer or for want of activity."""

    idle: bool

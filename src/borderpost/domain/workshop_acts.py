"""The acts of the profile workshop: written, proposed, approved, not approved, retired, brought in."""

from typing import Any

import msgspec

from borderpost.domain.act_base import ActBase


class ProfileDrafted(ActBase, frozen=True, tag="profile_drafted"):
    """A profile was written, or written anew; `content` is the whole of it, as `profile_to_plain` has it."""

    profile: str
    version: int
    content: dict[str, Any]


class ProfileProposed(ActBase, frozen=True, tag="profile_proposed"):
    """A profile waits for a second person; `imported_from` names the station whose signed file it came in.

    `approved_there` is who approved it at that station.
    """

    profile: str
    version: int
    content: dict[str, Any]
    imported_from: str = ""
    approved_there: str = ""


class ProfileApproved(ActBase, frozen=True, tag="profile_approved"):
    """A second person agreed; the profile is in force from here on, in place of its earlier versions."""

    profile: str
    version: int
    proposal: str
    content: dict[str, Any]


class ProfileRefused(ActBase, frozen=True, tag="profile_refused"):
    """A second person did not agree; the profile is a draft again."""

    profile: str
    version: int
    proposal: str
    reason: str


class ProfileRetired(ActBase, frozen=True, tag="profile_retired"):
    """A profile is in force no longer, whether it was written here or lies in a file of the site."""

    profile: str
    version: int
    reason: str
    content: dict[str, Any] = msgspec.field(default_factory=dict)


class ProfilesExported(ActBase, frozen=True, tag="profiles_exported"):
    """Profiles were handed out in a signed file, known by its SHA-256; each is named as `id version`."""

    profiles: list[str]
    sha256: str


class ProfilesImported(ActBase, frozen=True, tag="profiles_imported"):
    """A signed file of profiles was taken in; its station's key (hex) is trusted from here on."""

    station: str
    key: str
    sha256: str
    profiles: list[str] = msgspec.field(default_factory=list)


WorkshopAct = ProfileDrafted | ProfileProposed | ProfileApproved | ProfileRefused | ProfileRetired
"""What befalls one version of one profile."""

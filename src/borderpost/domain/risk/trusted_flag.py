"""What an assessment says of a trusted sender: which list, until when, and what that eased or did not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class WhyNot(StrEnum):
    """Why trust has eased nothing."""

    NOTHING_TO_EASE = "nothing_to_ease"
    GRAVE = "grave"
    DRAWN = "drawn"
    NOT_LISTED = "not_listed"
    NOT_ASSESSED = "not_assessed"
    NO_DRAW = "no_draw"


@dataclass(frozen=True, slots=True)
class TrustedFlag:
    """The sender is on a list in force. Where `eased`, the lane would be yellow by `profiles` otherwise.

    `share` of what would be eased is drawn all the same, by the key `draw_key`.
    """

    list_id: str
    version: int
    title: str
    issuer: str
    valid_until: date
    sender_id: str
    sender: str
    eased: bool = False
    profiles: tuple[str, ...] = ()
    why_not: WhyNot | None = None
    share: str = ""
    draw_key: str = ""


def flag_to_plain(flag: TrustedFlag) -> dict[str, Any]:
    """Return the flag as JSON-able data."""
    return {
        "list_id": flag.list_id,
        "version": flag.version,
        "title": flag.title,
        "issuer": flag.issuer,
        "valid_until": flag.valid_until.isoformat(),
        "sender_id": flag.sender_id,
        "sender": flag.sender,
        "eased": flag.eased,
        "profiles": list(flag.profiles),
        "why_not": flag.why_not.value if flag.why_not is not None else "",
        "share": flag.share,
        "draw_key": flag.draw_key,
    }


def flag_from_plain(plain: Mapping[str, Any]) -> TrustedFlag:
    """Return the flag that was written; raise ValueError, KeyError or TypeError where it is none."""
    return TrustedFlag(
        plain["list_id"],
        plain["version"],
        plain["title"],
        plain["issuer"],
        date.fromisoformat(plain["valid_until"]),
        plain["sender_id"],
        plain["sender"],
        plain["eased"],
        tuple(plain["profiles"]),
        WhyNot(plain["why_not"]) if plain["why_not"] else None,
        plain["share"],
        plain["draw_key"],
    )

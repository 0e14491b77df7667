"""The acts by which others are told of an item: queued, written out, answered, told again, goods received."""

from typing import Any

import msgspec

from borderpost.domain.act_base import ActBase


class MessagesChosen(ActBase, frozen=True, tag="messages_chosen"):
    """Which types of message follow from what is recorded from here on; none means that nobody is told."""

    messages: list[str] = msgspec.field(default_factory=list)


class ToldOutside(ActBase, frozen=True, kw_only=True):
    """What the acts around one message share; `message` is its id."""

    inspection: str
    message: str


class MessageQueued(ToldOutside, frozen=True, tag="message_queued"):
    """A message follows from an entry; `content` is all of it, so that it is written the same every time.

    `entry` and `sequence` name the entry that it tells of.
    """

    type: str
    to: str
    entry: str
    sequence: int
    content: dict[str, Any]


class MessageWritten(ToldOutside, frozen=True, tag="message_written"):
    """The files of a message lie in the outbox, durable: each by its name, with its SHA-256."""

    files: dict[str, str] = msgspec.field(default_factory=dict)


class MessageAnswered(ToldOutside, frozen=True, tag="message_answered"):
    """The recipient took the message in, or rejected it; `received` is the SHA-256 of the file that came."""

    accepted: bool
    code: str = ""
    text: str = ""
    by: str = ""
    at: str = ""
    received: str = ""


class MessageRepeated(ToldOutside, frozen=True, tag="message_repeated"):
    """A message is to be written out again, under the same id."""

    reason: str = ""


class ReferralReceived(ToldOutside, frozen=True, tag="referral_received"):
    """Another agency confirms that the goods of a referral were handed to it."""

    by: str
    number: str = ""
    at: str = ""
    text: str = ""
    received: str = ""


class ReferralAnswered(ToldOutside, frozen=True, tag="referral_answered"):
    """Another agency says what it does with what was referred to it."""

    text: str
    code: str = ""
    by: str = ""
    at: str = ""
    received: str = ""


MessageAct = (
    MessageQueued | MessageWritten | MessageAnswered | MessageRepeated | ReferralReceived | ReferralAnswered
)
"""What befalls one message."""

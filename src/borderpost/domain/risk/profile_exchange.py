"""A file of profiles that goes from one station to another, signed by the one that hands it out.

It is text: a head of five lines, one line of JSON with the profiles and their word lists, one line with the
signature over everything above it.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from borderpost.domain.entry import format_time, parse_time
from borderpost.domain.risk.profile import Profile, ProfileFault, WordList, list_to_plain, profile_to_plain
from borderpost.domain.risk.profile_json import plain_from_json
from borderpost.domain.risk.profile_reading import list_from_plain, profile_from_plain, profile_set_of

SIZE_LIMIT: Final = 8 * 1024 * 1024
PROFILES_LIMIT: Final = 5_000
_NAME = r"[^\x00-\x1f\x7f\u0085\u2028\u2029]{1,100}"
_FORM: Final = re.compile(
    rf"(borderpost profiles 1\nstation ({_NAME})\nkey ([0-9a-f]{{64}})\n"
    rf"at (\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{{6}}Z)\nby ({_NAME})\n(\{{[^\n]*\}})\n)"
    r"signature ([0-9a-f]{128})\n"
)


class ExchangeProblem(StrEnum):
    """Why a file of profiles is not taken."""

    TOO_LARGE = "too_large"
    NOT_THIS_FORM = "not_this_form"
    BAD_SIGNATURE = "bad_signature"
    UNKNOWN_KEY = "unknown_key"
    FAULTY = "faulty"
    EMPTY = "empty"


class BadExchange(ValueError):
    """A file of profiles is not taken; `detail` is what it hangs on, `faults` what is wrong with profiles."""

    def __init__(
        self, problem: ExchangeProblem, detail: str = "", faults: tuple[ProfileFault, ...] = ()
    ) -> None:
        super().__init__(f"{problem}: {detail}")
        self.problem = problem
        self.detail = detail
        self.faults = faults


@dataclass(frozen=True, slots=True)
class ProfileExchange:
    """Profiles with authors and approvers, and the lists that they refer to, as a station hands them out.

    `key` is its public key in hex, `by` the officer who handed them out.
    """

    station: str
    key: str
    at: datetime
    by: str
    profiles: tuple[Profile, ...]
    lists: tuple[WordList, ...] = ()

    def text(self) -> str:
        """Return the text that is signed."""
        plain = {
            "lists": [list_to_plain(one) for one in self.lists],
            "profiles": [profile_to_plain(one) for one in self.profiles],
        }
        # what ends a line for some reader stands escaped, so that the form has its lines for every reader
        content = json.dumps(plain, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        return (
            f"borderpost profiles 1\nstation {self.station}\nkey {self.key}\nat {format_time(self.at)}\n"
            f"by {self.by}\n{content}\n"
        )


@dataclass(frozen=True, slots=True)
class SignedProfiles:
    """A file as it was read: the signature (hex) over `signed` is still to be checked."""

    exchange: ProfileExchange
    signed: str
    signature: str


def signed_file(exchange: ProfileExchange, signature: bytes) -> bytes:
    """Return the bytes of the file."""
    return f"{exchange.text()}signature {signature.hex()}\n".encode()


def read_signed(untrusted: bytes) -> SignedProfiles:
    """Return what a file of at most 8 MiB holds, its signature not checked yet; raise BadExchange."""
    if len(untrusted) > SIZE_LIMIT:
        raise BadExchange(ExchangeProblem.TOO_LARGE, str(SIZE_LIMIT))
    try:
        form = _FORM.fullmatch(untrusted.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadExchange(ExchangeProblem.NOT_THIS_FORM) from error
    if form is None:
        raise BadExchange(ExchangeProblem.NOT_THIS_FORM)
    signed, station, key, at, by, content, signature = form.groups()
    try:
        moment = parse_time(at)
    except ValueError as error:
        raise BadExchange(ExchangeProblem.NOT_THIS_FORM, at) from error
    profiles, lists = _content(content)
    return SignedProfiles(ProfileExchange(station, key, moment, by, profiles, lists), signed, signature)


def _content(untrusted: str) -> tuple[tuple[Profile, ...], tuple[WordList, ...]]:
    plain = plain_from_json(untrusted.encode("utf-8"))
    if isinstance(plain, ProfileFault):
        raise BadExchange(ExchangeProblem.FAULTY, faults=(plain,))
    listed, lists_listed = _objects(plain.get("profiles")), _objects(plain.get("lists"))
    if not listed:
        raise BadExchange(ExchangeProblem.EMPTY)
    faults: list[ProfileFault] = []
    profiles: list[Profile] = []
    lists: list[WordList] = []
    for untrusted_list in lists_listed:
        word_list = list_from_plain(untrusted_list)
        if isinstance(word_list, WordList):
            lists.append(word_list)
        else:
            faults += word_list
    for untrusted_profile in listed:
        profile = profile_from_plain(untrusted_profile)
        if isinstance(profile, Profile):
            profiles.append(profile)
        else:
            faults += profile
    if not faults:
        faults += profile_set_of(profiles, lists)[1]
    if faults:
        raise BadExchange(ExchangeProblem.FAULTY, faults=tuple(faults))
    return tuple(profiles), tuple(lists)


def _objects(untrusted: Any) -> list[dict[str, Any]]:
    if not isinstance(untrusted, list) or len(untrusted) > PROFILES_LIMIT:
        raise BadExchange(ExchangeProblem.NOT_THIS_FORM)
    if not all(isinstance(each, dict) for each in untrusted):
        raise BadExchange(ExchangeProblem.NOT_THIS_FORM)
    return untrusted

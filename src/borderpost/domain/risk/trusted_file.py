"""A file of trusted senders as it is signed and handed on: a head, one line of JSON, and a signature."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final

from borderpost.domain.entry import format_time, parse_time
from borderpost.domain.risk.faults import TITLE_LIMIT, Faults
from borderpost.domain.risk.profile import ProfileFault, ProfileProblem
from borderpost.domain.risk.trusted import LEAST_SHARE, TrustedList, TrustedSender

SIZE_LIMIT: Final = 16 * 1024 * 1024
SENDERS_LIMIT: Final = 100_000
EASES_LIMIT: Final = 200
_FORM: Final = re.compile(
    r"(borderpost trusted senders 1\nkey ([0-9a-f]{64})\n"
    r"at (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)\n(\{[^\n]*\})\n)"
    r"signature ([0-9a-f]{128})\n"
)
_HEAD_KEYS: Final = frozenset(
    {"id", "version", "title", "issuer", "issued_on", "valid_from", "valid_until", "share", "senders"}
)
_SENDER_KEYS: Final = frozenset({"id", "name", "country", "reference", "ioss", "eases"})


class TrustedProblem(StrEnum):
    """Why a file of trusted senders is not taken."""

    TOO_LARGE = "too_large"
    NOT_THIS_FORM = "not_this_form"
    BAD_SIGNATURE = "bad_signature"
    UNKNOWN_KEY = "unknown_key"
    FAULTY = "faulty"
    OLD_VERSION = "old_version"
    NOT_IN_FORCE = "not_in_force"


class BadTrusted(ValueError):
    """A file of trusted senders is not taken; `detail` is what it hangs on, `faults` what is wrong in it."""

    def __init__(
        self, problem: TrustedProblem, detail: str = "", faults: tuple[ProfileFault, ...] = ()
    ) -> None:
        super().__init__(f"{problem}: {detail}")
        self.problem = problem
        self.detail = detail
        self.faults = faults


@dataclass(frozen=True, slots=True)
class SignedTrusted:
    """A file as it was read: the signature (hex) over `signed` is still to be checked."""

    listed: TrustedList
    at: datetime
    signed: str
    signature: str


def text_to_sign(content: str, key: str, at: datetime) -> str:
    """Return what is signed: the head, and a list that `list_from_json` has found good, in one line."""
    plain = json.loads(content)
    line = json.dumps(plain, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return f"borderpost trusted senders 1\nkey {key}\nat {format_time(at)}\n{line}\n"


def signed_file(signed: str, signature: bytes) -> bytes:
    """Return the bytes of a file."""
    return f"{signed}signature {signature.hex()}\n".encode()


def read_signed(untrusted: bytes) -> SignedTrusted:
    """Return what a file of at most 16 MiB holds, its signature not checked yet; raise BadTrusted."""
    if len(untrusted) > SIZE_LIMIT:
        raise BadTrusted(TrustedProblem.TOO_LARGE, str(SIZE_LIMIT))
    try:
        form = _FORM.fullmatch(untrusted.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadTrusted(TrustedProblem.NOT_THIS_FORM) from error
    if form is None:
        raise BadTrusted(TrustedProblem.NOT_THIS_FORM)
    signed, key, at, content, signature = form.groups()
    try:
        moment = parse_time(at)
    except ValueError as error:
        raise BadTrusted(TrustedProblem.NOT_THIS_FORM, at) from error
    listed = list_from_json(content)
    digest = hashlib.sha256(untrusted).hexdigest()
    return SignedTrusted(replace(listed, key=key, sha256=digest), moment, signed, signature)


def list_from_json(untrusted: str) -> TrustedList:
    """Return the list that a JSON object spells; raise BadTrusted with every fault."""
    try:
        plain = json.loads(untrusted)
    except (ValueError, RecursionError) as error:
        raise BadTrusted(TrustedProblem.NOT_THIS_FORM) from error
    if not isinstance(plain, dict):
        raise BadTrusted(TrustedProblem.NOT_THIS_FORM)
    faults = Faults(str(plain.get("id", ""))[:64])
    faults.only(plain, _HEAD_KEYS)
    listed = TrustedList(
        id=faults.identifier(plain),
        version=faults.version(plain),
        title=faults.text(plain, "title", TITLE_LIMIT),
        issuer=faults.text(plain, "issuer", TITLE_LIMIT),
        issued_on=faults.day(plain, "issued_on"),
        valid_from=faults.day(plain, "valid_from"),
        valid_until=faults.day(plain, "valid_until"),
        share=_share(plain, faults),
        senders=_senders(plain, faults),
    )
    if not faults.found and listed.valid_until < listed.valid_from:
        faults.add("valid_until", ProfileProblem.OUT_OF_RANGE, listed.valid_until.isoformat())
    if faults.found:
        raise BadTrusted(TrustedProblem.FAULTY, faults=tuple(faults.found))
    return listed


def _share(plain: Mapping[str, Any], faults: Faults) -> Decimal:
    text = faults.text(plain, "share", 20)
    try:
        share = Decimal(text or "1")
    except InvalidOperation:
        share = Decimal("NaN")
    if not share.is_finite() or not LEAST_SHARE <= share <= 1:
        faults.add("share", ProfileProblem.OUT_OF_RANGE, f"{text}: {LEAST_SHARE} to 1")
        return Decimal(1)
    return share


def _senders(plain: Mapping[str, Any], faults: Faults) -> tuple[TrustedSender, ...]:
    untrusted = plain.get("senders")
    if not isinstance(untrusted, list) or not untrusted:
        faults.add("senders", ProfileProblem.MISSING if not untrusted else ProfileProblem.WRONG_TYPE)
        return ()
    if len(untrusted) > SENDERS_LIMIT:
        faults.add("senders", ProfileProblem.TOO_MANY, str(len(untrusted)))
        return ()
    found: dict[str, TrustedSender] = {}
    for place, row in enumerate(untrusted):
        own = Faults(faults.profile)
        sender = _sender(row if isinstance(row, dict) else {}, own)
        if sender.id in found:
            own.add("id", ProfileProblem.DUPLICATE_ID, sender.id)
        found[sender.id] = sender
        for fault in own.found:
            faults.add(f"senders[{place}].{fault.path}", fault.problem, fault.value)
    return tuple(found.values())


def _sender(row: Mapping[str, Any], faults: Faults) -> TrustedSender:
    faults.only(row, _SENDER_KEYS)
    known_by = {
        name: faults.text(row, name, TITLE_LIMIT) if row.get(name) else "" for name in ("reference", "ioss")
    }
    if not any(letter.isalnum() for letter in "".join(known_by.values())):
        faults.add("reference", ProfileProblem.MISSING)
    eases = row.get("eases", [])
    if not isinstance(eases, list) or not all(isinstance(one, str) and one for one in eases):
        faults.add("eases", ProfileProblem.WRONG_TYPE)
        eases = []
    elif len(eases) > EASES_LIMIT:
        faults.add("eases", ProfileProblem.TOO_MANY, str(len(eases)))
    return TrustedSender(
        id=faults.text(row, "id", 64),
        name=faults.text(row, "name", TITLE_LIMIT),
        country=faults.text(row, "country", 2),
        eases=tuple(dict.fromkeys(eases)),
        **known_by,
    )

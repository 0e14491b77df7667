"""Reads what comes back about a message, JSON or XML, trusting nothing of it until it is parsed."""

import hashlib
import re
from datetime import datetime
from typing import Final

import msgspec
from lxml import etree

from borderpost.domain.entry import format_time
from borderpost.work.messaging import Reply, SaidKind

FORMAT: Final = "borderpost answer 1"
NAMESPACE: Final = "urn:borderpost:answer:1"
_ID: Final = re.compile(r"[0-9a-f]{32}")
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ENCODING: Final = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_FIELDS: Final = frozenset({"format", "message", "kind", "accepted", "code", "text", "by", "number", "at"})
_TRUTH: Final = {"true": True, "1": True, "false": False, "0": False}


class BadAnswer(Exception):
    """A file is no answer; the sentence says why."""


class _Untrusted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: str
    message: str
    kind: SaidKind
    accepted: bool | None = None
    code: str = ""
    text: str = ""
    by: str = ""
    number: str = ""
    at: str = ""


def read_answer(untrusted_data: bytes) -> Reply:
    """Return what a file says about a message; raise BadAnswer where it says nothing that can be used."""
    start = untrusted_data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"{":
        untrusted = _from_json(untrusted_data)
    elif start == b"<":
        untrusted = _from_xml(untrusted_data)
    else:
        raise BadAnswer("it is neither JSON nor XML in UTF-8")
    if untrusted.format != FORMAT:
        raise BadAnswer(f"its format is not '{FORMAT}'")
    if _ID.fullmatch(untrusted.message) is None:
        raise BadAnswer("it names no message: an id has 32 digits, 0 to 9 and a to f")
    if (untrusted.accepted is None) == (untrusted.kind is SaidKind.ACKNOWLEDGEMENT):
        raise BadAnswer("'accepted' belongs to an acknowledgement, and to nothing else")
    if untrusted.kind is SaidKind.RECEIPT and not untrusted.by.strip():
        raise BadAnswer("a receipt says in 'by' who holds the goods")
    if untrusted.kind is SaidKind.ANSWER and not untrusted.text.strip():
        raise BadAnswer("an answer says something in 'text'")
    return Reply(
        message=untrusted.message,
        kind=untrusted.kind,
        accepted=untrusted.accepted is not False,
        code=_line(untrusted.code, "code", 60),
        text=_line(untrusted.text, "text", 4000),
        by=_line(untrusted.by, "by", 200),
        number=_line(untrusted.number, "number", 200),
        at=_moment(untrusted.at),
        received=hashlib.sha256(untrusted_data).hexdigest(),
    )


def _from_json(untrusted_data: bytes) -> _Untrusted:
    try:
        return msgspec.json.decode(untrusted_data.removeprefix(b"\xef\xbb\xbf"), type=_Untrusted)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadAnswer(f"it cannot be read as JSON ({error})") from error


def _from_xml(untrusted_data: bytes) -> _Untrusted:
    if b"<!DOCTYPE" in untrusted_data or b"<!ENTITY" in untrusted_data or b"\0" in untrusted_data:
        raise BadAnswer("a document type, an entity or a zero byte has no place in it")
    declared = _ENCODING.search(untrusted_data[:200])
    if declared is not None and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
        raise BadAnswer("it is not in UTF-8")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        root = etree.fromstring(untrusted_data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadAnswer(f"it is no well-formed XML ({error})") from error
    if root.getroottree().docinfo.doctype:
        raise BadAnswer("a document type has no place in it")
    if root.tag != f"{{{NAMESPACE}}}Answer":
        raise BadAnswer(f"its root is not 'Answer' of the namespace '{NAMESPACE}'")
    found: dict[str, object] = {"format": FORMAT}
    for child in root:
        if not isinstance(child.tag, str):
            continue
        name = child.tag.removeprefix(f"{{{NAMESPACE}}}").lower()
        if name not in _FIELDS or name in found or len(child):
            raise BadAnswer(f"'{child.tag[:60]}' has no place in it, or stands in it twice")
        text = (child.text or "").strip()
        if name == "accepted":
            if text not in _TRUTH:
                raise BadAnswer("'Accepted' is neither true nor false")
            found[name] = _TRUTH[text]
        else:
            found[name] = text
    try:
        return msgspec.convert(found, _Untrusted)
    except msgspec.ValidationError as error:
        raise BadAnswer(f"it is no answer ({error})") from error


def _line(untrusted_text: str, field: str, limit: int) -> str:
    """Return a text as one line; raise BadAnswer where it is longer than the record keeps."""
    text = " ".join(_CONTROLS.sub(" ", untrusted_text).split())
    if len(text) > limit:
        raise BadAnswer(f"'{field}' is longer than {limit} letters")
    return text


def _moment(untrusted_text: str) -> str:
    text = untrusted_text.strip()
    if not text:
        return ""
    try:
        moment = datetime.fromisoformat(text)
        return format_time(moment)
    except (ValueError, OverflowError) as error:
        raise BadAnswer("'at' is no moment with its zone, such as 2026-11-22T09:30:00Z") from error

"""Carries out the commands around lists of trusted senders: sign, check, import, list, withdraw, eased."""

import contextlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

from borderpost.app.carrying_out import NotDone
from borderpost.app.profile_command import opened_for_command
from borderpost.app.site_trust import checked, in_force, keep_file, trusted_sentence
from borderpost.domain.acts import ItemScanned, act_of
from borderpost.domain.decisions import Refused, Rule
from borderpost.domain.risk.trusted import TrustedList, is_eased
from borderpost.domain.risk.trusted_file import (
    SIZE_LIMIT,
    BadTrusted,
    SignedTrusted,
    list_from_json,
    signed_file,
    text_to_sign,
)
from borderpost.store import journal
from borderpost.store.cosigning import fingerprint
from borderpost.store.files import write_durably
from borderpost.store.keys import load_or_make
from borderpost.work.trusting import take_list, withdraw_list

Say = Callable[[str], None]


def sign_list(site: Path, passphrase_file: Path | None, file: Path, out: Path, say: Say) -> None:
    """Sign a list that is written as JSON with the station's key, for other stations; raise NotDone."""
    content = _bytes(file).decode("utf-8", "replace")
    try:
        listed = list_from_json(content)
    except BadTrusted as error:
        raise NotDone(f"{file}: {trusted_sentence(error)}") from error
    with opened_for_command(site, passphrase_file) as opened:
        key = load_or_make(opened.folder, may_make=False)
        signed = text_to_sign(content, key.public_hex, opened.clock())
        write_durably(out, signed_file(signed, key.sign_text(signed)))
    say(f"{out}: {listed.id}, version {listed.version}, {len(listed.senders)} senders")
    say(f"fingerprint of the key {fingerprint(key.public_hex)}")


def check_list(file: Path, say: Say) -> None:
    """Say who signed a file, whether the signature holds, and what is in it; raise NotDone."""
    _tell(_read(file)[1], say)


def import_list(site: Path, passphrase_file: Path | None, file: Path, key: str, say: Say) -> None:
    """Take a list in whose key is known for it, or named by its fingerprint; raise NotDone."""
    data, signed = _read(file)
    listed = signed.listed
    trusted_key = listed.key if key and key == fingerprint(listed.key) else ""
    with opened_for_command(site, passphrase_file) as opened:
        _tell(signed, say)
        keep_file(opened.folder, listed, data)
        try:
            opened.store.submit(partial(take_list, listed=listed, trusted_key=trusted_key)).result()
        except BadTrusted as error:
            raise NotDone(f"{file}: {trusted_sentence(error)}") from error
    say("It counts from the next start of the workstation on.")


def tell_lists(site: Path, passphrase_file: Path | None, say: Say) -> None:
    """Say which lists count here, until when, and what is wrong with their files; raise NotDone."""
    with opened_for_command(site, passphrase_file) as opened:
        taken = opened.store.submit(lambda tx: tx.trusted_lists()).result()
        counting = in_force(taken)
        for one in counting:
            say(
                f"{one.list_id}, version {one.version}: {one.title} ({one.issuer}), {one.senders} senders,"
                f" {one.valid_from} to {one.valid_until}, key {fingerprint(one.key)}"
            )
        if not counting:
            say("No list of trusted senders counts here.")
        for fault in opened.risk.faults:
            if fault.startswith("trusted/"):
                say(fault)


def withdraw(site: Path, passphrase_file: Path | None, list_id: str, reason: str, say: Say) -> None:
    """Let a list count no longer; raise NotDone."""
    with opened_for_command(site, passphrase_file) as opened:
        try:
            opened.store.submit(partial(withdraw_list, list_id=list_id, reason=reason)).result()
        except Refused as error:
            wanting = any(refusal.rule is Rule.NO_REASON for refusal in error.refusals)
            told = "say why, by --reason" if wanting else f"no list {list_id} counts here"
            raise NotDone(told) from error
    say(f"{list_id} counts no longer, from the next start of the workstation on.")


def tell_eased(site: Path, passphrase_file: Path | None, say: Say) -> None:
    """Say of every scan for which a list eased the lane when that was, for what sender and what profiles."""
    with opened_for_command(site, passphrase_file) as opened:
        count = 0
        with contextlib.closing(opened.folder.connect_record(readonly=True)) as record:
            for entry in journal.entries(record):
                if entry.kind != "item_scanned":
                    continue
                act = act_of(entry)
                if not isinstance(act, ItemScanned) or not is_eased(act.assessment):
                    continue
                told = act.assessment["trusted"]
                count += 1
                say(
                    f"{entry.sequence}  {entry.at.isoformat(timespec='seconds')}  {act.item_id}"
                    f"  {told['sender']}  {told['list_id']} {told['version']}  {', '.join(told['profiles'])}"
                )
        say(f"{count} scans were eased.")


def _read(file: Path) -> tuple[bytes, SignedTrusted]:
    data = _bytes(file)
    try:
        return data, checked(data)
    except BadTrusted as error:
        raise NotDone(f"{file}: {trusted_sentence(error)}") from error


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise NotDone(f"{file}: {error.strerror or error}") from error


def _tell(signed: SignedTrusted, say: Say) -> None:
    listed: TrustedList = signed.listed
    say(
        f"{listed.id}, version {listed.version}: {listed.title},"
        f" issued by {listed.issuer} on {listed.issued_on}"
    )
    say(f"in force from {listed.valid_from} to {listed.valid_until}; {listed.share} of its items are drawn")
    say(f"{len(listed.senders)} senders")
    say(f"fingerprint of the key {fingerprint(listed.key)}")

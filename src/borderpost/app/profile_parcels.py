"""Takes a signed file of profiles in: signature checked, key known or named, profiles proposed."""

import hashlib

from borderpost.app.opening import OpenSite
from borderpost.domain.acts import ProfilesImported
from borderpost.domain.decisions import Refusal, Refused, Rule
from borderpost.domain.officer import Officer, Right
from borderpost.domain.risk.profile_exchange import (
    BadExchange,
    ExchangeProblem,
    SignedProfiles,
    read_signed,
)
from borderpost.domain.risk.profile_reading import profile_set_of
from borderpost.feeds.profile_sentences import profile_sentence
from borderpost.store.cosigning import fingerprint
from borderpost.store.keys import text_signature_holds
from borderpost.work import workshop
from borderpost.work.changes import Changes, Done
from borderpost.work.ports import Transaction
from borderpost.work.roster import on_duty


def take_in(
    tx: Transaction, *, site: OpenSite, untrusted_data: bytes, trusted: str, officer: Officer | None = None
) -> Done[tuple[str, ...]]:
    """Propose what a signed file holds, and return what became of each profile, in sentences.

    `trusted` is the fingerprint of the station's key as a person compared it: needed the first time. Without
    `officer`, whoever has the station's vault takes them in. Raise BadExchange, and take nothing in, where
    anything is not as it has to be, and Refused for an officer who may not.
    """
    if officer is not None and not on_duty(tx, officer).may(Right.WRITE_PROFILES):
        raise Refused([Refusal(Rule.ROLE)])
    by = officer.id if officer is not None else ""
    signed = checked(untrusted_data)
    exchange = signed.exchange
    if exchange.key not in tx.profile_keys(exchange.station) and trusted != fingerprint(exchange.key):
        raise BadExchange(ExchangeProblem.UNKNOWN_KEY, fingerprint(exchange.key))
    lists = {one.id: one for one in site.risk.filed.lists}
    misfits = profile_set_of(exchange.profiles, lists.values())[1]
    told: list[str] = []
    taken: list[str] = []
    changes: Changes = frozenset()
    faulty = {fault.profile: fault for fault in misfits}
    for profile in exchange.profiles:
        if profile.id in faulty:
            told.append(f"left out: {profile_sentence(faulty[profile.id])}")
            continue
        filed = max((one.version for one in site.risk.filed if one.id == profile.id), default=0)
        try:
            done = workshop.take_in(
                tx, officer=by, profile=profile, station=exchange.station, filed_version=filed
            )
        except Refused as error:
            if {one.rule for one in error.refusals} != {Rule.PROFILE_VERSION}:
                raise
            told.append(f"left out: {profile.id}: version {profile.version} or a later one is here already")
            continue
        changes |= done.changes
        taken.append(f"{profile.id} {profile.version}")
        told.append(f"proposed: {profile.id}, version {profile.version}")
    act = ProfilesImported(
        station=exchange.station,
        key=exchange.key,
        sha256=hashlib.sha256(untrusted_data).hexdigest(),
        profiles=taken,
    )
    tx.append(by, act)
    return Done(tuple(told), changes)


def checked(untrusted_data: bytes) -> SignedProfiles:
    """Return what a file holds once its signature has proved to be its key's; raise BadExchange."""
    signed = read_signed(untrusted_data)
    signature = bytes.fromhex(signed.signature)
    if not text_signature_holds(signed.exchange.key, signed.signed, signature):
        raise BadExchange(ExchangeProblem.BAD_SIGNATURE)
    return signed

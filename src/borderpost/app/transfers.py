"""Turns a hand-over to another agency into the record that its transfer receipt shows."""

from collections.abc import Mapping, Sequence
from datetime import timedelta, timezone

from borderpost import __version__
from borderpost.app.places import SiteConfig
from borderpost.documents.report_record import Office
from borderpost.documents.transfer_receipt import transfer_receipt
from borderpost.documents.transfer_record import Handed, Referred, TransferRecord
from borderpost.domain.custody.chain import find
from borderpost.domain.custody.exhibit import Exhibit, Span
from borderpost.domain.custody_codes import Passing
from borderpost.domain.inspection import Inspection
from borderpost.domain.mark import Mark
from borderpost.domain.officer import Officer
from borderpost.domain.referrals import Referral
from borderpost.ui.words.codes import word
from borderpost.ui.words.custody_acts import exhibit_word

Part = tuple[Inspection, Referral]


def make_transfer_receipt(
    parts: Sequence[Part], site: SiteConfig, officers: Mapping[str, Officer], key_fingerprint: str
) -> bytes:
    """Return the PDF of one hand-over; every part was handed over under the same number."""
    return transfer_receipt(transfer_record(parts, site, officers, key_fingerprint))


def transfer_record(
    parts: Sequence[Part], site: SiteConfig, officers: Mapping[str, Officer], key_fingerprint: str
) -> TransferRecord:
    """Return exactly what the receipt shows."""
    _, first = parts[0]
    handed = first.handed
    assert handed is not None  # noqa: S101 - only what was handed over has a receipt
    giver = officers.get(handed.mark.officer)
    outcome = next((state.outcome for state, _ in parts if state.outcome), None)
    return TransferRecord(
        number=handed.receipt,
        office=Office(
            administration=site.administration,
            name=site.office,
            code=site.office_code,
            facility=site.facility,
            station=f"{site.bench} ({site.station})",
            address=site.address,
            contact=site.contact,
        ),
        station=f"{site.bench} ({site.station})",
        agency=first.name,
        contact=first.contact,
        person=handed.person,
        giver=f"{giver.name} ({giver.id})" if giver else handed.mark.officer,
        giver_role=", ".join(word(role) for role in sorted(giver.roles)) if giver else "",
        handed_at=handed.mark.at.astimezone(timezone(timedelta(minutes=handed.mark.offset_minutes))),
        referrals=tuple(_referred(state, one) for state, one in parts),
        law=outcome.law if outcome else "",
        note=handed.note,
        key_fingerprint=key_fingerprint,
        program=f"Borderpost {__version__}",
    )


def _referred(state: Inspection, one: Referral) -> Referred:
    handed = one.handed
    assert handed is not None  # noqa: S101 - only what was handed over has a receipt
    exhibits = [found for label in handed.exhibits if (found := find(state.exhibits, label)) is not None]
    return Referred(
        item=state.item_id,
        case=state.id,
        reason=one.reason,
        findings=tuple(word(code) for code in dict.fromkeys(f.code for f in state.findings)),
        goods=tuple(
            f"{line.act.quantity} {word(line.act.unit)} {line.act.description}" for line in state.lines
        ),
        exhibits=tuple(_handed(exhibit, handed.receipt) for exhibit in exhibits),
        journal_sequence=handed.mark.sequence,
        entry_hash=handed.mark.hash,
    )


def _handed(exhibit: Exhibit, receipt: str) -> Handed:
    span = _span(exhibit, receipt)
    mark: Mark = span.mark
    weights = [one.weight_kg for one in exhibit.spans if one.weight_kg and one.mark.sequence <= mark.sequence]
    return Handed(
        label=exhibit.id,
        kind=exhibit_word(exhibit.kind),
        seal=span.seal,
        description=exhibit.description,
        weight_kg=weights[-1] if weights else "",
        journal_sequence=mark.sequence,
        entry_hash=mark.hash,
    )


def _span(exhibit: Exhibit, receipt: str) -> Span:
    """Return the row of custody by which it went out under the receipt."""
    out = (one for one in exhibit.spans if one.how is Passing.HANDED_OUT and one.receipt == receipt)
    return next(out, exhibit.spans[-1])

"""The words of the transfer receipt, in English; another language is another `TransferWords`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TransferWords:
    """What the receipt says of itself; `{name}` places are filled by str.format."""

    title: str = "Transfer receipt"
    number: str = "Receipt no."
    scan: str = "Receipt number and entry hash"
    handed_at: str = "Handed over"
    from_office: str = "From"
    to_agency: str = "To"
    contact: str = "Contact"
    law: str = "Legal pack"
    referrals: str = "What was handed over"
    counted: str = "{items} item(s), {exhibits} exhibit(s) in all"
    item: str = "Item"
    exhibit: str = "Exhibit"
    seal: str = "Seal"
    what: str = "What it is"
    weight: str = "Weight, kg"
    entry: str = "Journal"
    reason: str = "Reason: {reason}"
    findings: str = "Found: {findings}"
    papers_only: str = "Papers alone; the goods stay with customs."
    note: str = "Remark"
    declared: str = (
        "Each exhibit named on this receipt was handed over closed, under the seal named beside it where"
        " there is one. Whoever takes it over answers for it from this moment on, and gives customs a"
        " written answer."
    )
    signatures: str = "Signatures"
    giver: str = "Handed over by"
    receiver: str = "Taken over by"
    role: str = "Role"
    organisation: str = "Organisation"
    answer: str = "Answer of the agency"
    answer_hint: str = "To be filled in and returned to customs with this number"
    answer_taken: str = "☐  Takes the case over     Reference"
    answer_back: str = "☐  Gives the goods back     Date"
    journal: str = "Journal entry {sequence}"
    key: str = "Signing key"


TRANSFER_ENGLISH = TransferWords()

"""Every word that the printed documents say of themselves, in English.

Another language is another `Wording`; what the record says is never translated here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from borderpost.documents.report_record import Lane, ReportKind, Role
from borderpost.domain.declaration import MailClass, Nature
from borderpost.domain.identifiers.actions import Command

NOTHING = "–"


def _kinds() -> dict[ReportKind, str]:
    return {ReportKind.SEIZURE: "Seizure report", ReportKind.DETENTION: "Detention report"}


def _lanes() -> dict[Lane, str]:
    return {
        Lane.GREEN: "Green: release",
        Lane.YELLOW: "Yellow: look closer",
        Lane.RED: "Red: examine",
        Lane.SECURE: "Secure: do not open",
    }


def _roles() -> dict[Role, str]:
    return {
        Role.SEIZING: "Seizing officer",
        Role.APPROVING: "Approving officer",
        Role.WITNESS: "Witness",
    }


def _commands() -> dict[Command, str]:
    return {
        Command.RELEASE: "Release",
        Command.HOLD: "Hold",
        Command.EXAMINE: "Examine",
        Command.SEIZE: "Seize",
        Command.NEXT: "Next item",
        Command.PHOTOGRAPH: "Photograph",
        Command.APPROVE: "Approve",
        Command.REFUSE: "Refuse",
        Command.UNDO: "Undo",
        Command.TROLLEY: "Begin sorting",
        Command.TROLLEY_END: "End sorting",
        Command.ENTER: "Enter",
        Command.CLEAR: "Clear",
    }


def _classes() -> dict[MailClass, str]:
    return {
        MailClass.PARCEL: "Parcel (C)",
        MailClass.EXPRESS: "Express (E)",
        MailClass.EMPTY_RECEPTACLE: "Empty receptacle (T)",
        MailClass.LETTER_POST: "Letter post (U)",
        MailClass.UNSTATED: "",
    }


def _natures() -> dict[Nature, str]:
    return {
        Nature.SALE_OF_GOODS: "Sale of goods",
        Nature.RETURNED_GOODS: "Returned goods",
        Nature.GIFT: "Gift",
        Nature.COMMERCIAL_SAMPLE: "Commercial sample",
        Nature.DOCUMENTS: "Documents",
        Nature.MIXED: "Mixed",
        Nature.OTHER: "Other",
        Nature.UNSTATED: "",
    }


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language; `{name}` places are filled by str.format."""

    language: str = "en"
    page: str = "Page {page} of {pages}"
    yes: str = "Yes"
    no: str = "No"
    draft: str = "DRAFT"
    draft_note: str = "Not approved by a second officer. This report has no effect until it is."
    report_number: str = "Report no."
    hash_short: str = "Hash"
    dated: str = "Date of decision"
    supersedes: str = "Supersedes"
    status: str = "Status"
    status_issued: str = "Issued"
    status_draft: str = "Draft, not approved"
    facility: str = "Facility"
    office_code: str = "Office code"
    station: str = "Workstation"
    scan_to_verify: str = "Report number and entry hash"

    item: str = "Postal item"
    item_identifier: str = "Item identifier"
    other_identifiers: str = "Other identifiers"
    mail_class: str = "Class"
    receptacle: str = "Receptacle"
    route: str = "Origin office, destination office"
    posted_on: str = "Posted on"
    presented_at: str = "Presented to customs"
    weight_declared: str = "Gross weight declared"
    weight_measured: str = "Gross weight measured"
    scanned_by: str = "Identified by"

    declaration: str = "Declaration as received"
    no_declaration: str = "No advance declaration was held for this item."
    message: str = "Message"
    message_version: str = "version {version}"
    received_at: str = "Received"
    nature: str = "Nature of contents"
    postage: str = "Postage"
    insured: str = "Insured value"
    seller: str = "Seller, platform"
    ioss: str = "Tax scheme no."
    documents: str = "Supporting documents"
    sender: str = "Sender"
    addressee: str = "Addressee"
    digest: str = "SHA-256 of the declaration"
    declared_contents: str = "Declared contents"
    no_contents: str = "The declaration lists no contents."
    total_declared: str = "Total declared"
    column_number: str = "No."
    column_description: str = "Description"
    column_hs: str = "HS code"
    column_origin: str = "Origin"
    column_quantity: str = "Quantity"
    column_net_weight: str = "Net weight"
    column_value: str = "Value"
    phone: str = "Tel. {value}"
    reference: str = "Ref. {value}"

    selection: str = "Selection for control"
    lane: str = "Lane"
    no_reasons: str = "No risk profile selected this item."
    column_profile: str = "Profile"
    column_clause: str = "Clause met"
    column_matched: str = "Field and value"

    examination: str = "Examination"
    no_steps: str = "No examination step is recorded."
    column_step: str = "Step"
    column_time: str = "Start and end"
    column_officer: str = "Officer, device"
    column_result: str = "Result"
    column_exhausted: str = "Contents exhausted"
    findings: str = "Findings"
    no_findings: str = "No finding is recorded."
    column_code: str = "Code"
    column_finding: str = "Finding"
    column_recorded: str = "Recorded"

    goods: Mapping[ReportKind, str] = field(
        default_factory=lambda: {
            ReportKind.SEIZURE: "Goods seized",
            ReportKind.DETENTION: "Goods detained",
        }
    )
    no_goods: str = "No goods are listed."
    column_goods: str = "Goods"
    column_commodity: str = "Commodity, right infringed"
    column_declared_found: str = "Declared / found"
    declared: str = "Declared"
    found: str = "Found"
    product_code: str = "Product code {value}"
    serials: str = "Serial numbers {value}"
    packages: str = "Packages {value}"
    right_holder: str = "Holder {value}"
    total_value: str = "Total value"

    bags: str = "Seals and bags"
    no_bags: str = "No sealed bag is recorded."
    column_bag: str = "Bag no."
    column_seal: str = "Seal no."
    column_lines: str = "Lines"
    column_sealed: str = "Sealed"
    column_location: str = "Location"

    photographs: str = "Photographs"
    no_photographs: str = "No photograph is recorded."
    photograph: str = "Photo {number}"
    of_line: str = "line {number}"
    sha256: str = "SHA-256"
    picture_absent: str = "The picture is not held at this station"
    picture_unreadable: str = "The stored file cannot be shown here"
    picture_rendition: str = "Shown here in a copy for print; the hash is that of the {form} file"
    picture_marked: str = "The same photograph, with marks drawn over it"
    photographs_missing: str = "Photographs missing from the set: {names}"
    photograph_excused: str = "No photograph of {name} was possible: {reason}"
    documents_kept: str = "Documents"
    shift_report: str = "Shift report, {day}"
    shift_officers: str = "Officers"
    shift_nobody: str = "Nobody worked at this station."
    shift_officer: str = "Officer"
    shift_hours: str = "First and last entry"
    shift_scanned: str = "Scanned"
    shift_examined: str = "Taken up"
    shift_photographs: str = "Photos"
    shift_outcomes: str = "Decided or proposed"
    shift_seizures: str = "Seizures that came to stand"
    shift_no_seizures: str = "No seizure came to stand."
    shift_number: str = "Report number"
    shift_entries: str = "Entries of the day"
    shift_made: str = "Made"
    picture_mismatch: str = "ATTENTION: these bytes do not have the recorded hash"

    custody: str = "Chain of custody"
    no_custody: str = "No hand-over is recorded."
    column_sequence: str = "Row"
    column_from: str = "Released by"
    column_to: str = "Received by"
    column_purpose: str = "Purpose, location"
    column_moment: str = "Time"
    column_condition: str = "Condition"
    column_intact: str = "Seal intact"

    legal: str = "Legal basis and rights"
    power_to_examine: str = "Power to examine"
    provision: str = "Provision breached"
    grounds: str = "Grounds"
    forfeiture: str = "Liability to forfeiture"
    decision_reason: str = "Reason for the decision"
    rights: str = "Rights of the person concerned"
    legal_source: str = "Legal text"
    remarks: str = "Remarks"

    journal: str = "Position in the journal"
    checkpoint: str = "Checkpoint of the whole journal, to be compared with the evidence bundle"
    journal_station: str = "Journal of station"
    journal_sequence: str = "Entry no."
    journal_recorded: str = "Recorded"
    entry_hash: str = "Entry hash (SHA-256)"
    previous_hash: str = "Previous entry hash"
    key_fingerprint: str = "Signing key fingerprint"
    program: str = "Made with"

    signatures: str = "Signatures"
    signature: str = "Signature"
    received_by: str = "Received by"
    name: str = "Name"
    officer_id: str = "Officer no."
    organisation: str = "Organisation"
    rank: str = "Role"
    acted_at: str = "Time"
    journal_act: str = "Journal entry"
    date: str = "Date"
    entry: str = "Entry {entry}"
    awaiting: str = "awaiting approval"

    evidence: str = "Evidence"
    label_of: str = "Exhibit {number} of {count}"
    label_item: str = "Item"
    label_case: str = "Case {case}"
    label_sealed: str = "Sealed at, by"
    label_checkpoint: str = "Checkpoint {size} · {root}"
    label_initials: str = "Initials"

    recovery_title: str = "Recovery sheet"
    recovery_place: str = "{facility} · station {station} · made {at}"
    recovery_steps: tuple[str, ...] = (
        "Print this page once, delete the file, and lock the page away. Whoever holds it, and the computer or"
        " a copy of its disk, can read everything that is stored there.",
        "Needed when the passphrase is forgotten, or when the computer's key ring no longer holds the key.",
        "At the bench: start Borderpost, choose “Use the recovery sheet”, and type the code or scan the"
        " square code. Small and capital letters are the same; 0, 1 and 8 are read as O, I and B.",
        "At a terminal: borderpost keys open-with-recovery asks for the code and for a new passphrase.",
        "Afterwards, and whenever this page may have been seen: make a new one with borderpost keys"
        " recovery-sheet FILE.pdf. From then on this page opens nothing; destroy it.",
    )
    action_sheet: str = "Command barcodes"
    action_hint: str = "Scan a command in place of a key. Scan Clear to begin anew."
    action_commands: str = "Commands"
    action_digits: str = "Digits"
    action_quantities: str = "Quantities"
    action_badges: str = "Badges"
    action_quantity: str = "Quantity {value}"
    action_digit: str = "Digit {value}"
    action_badge: str = "Badge {value}"
    badge_title: str = "Badge of {name}"
    badge_hint: str = (
        "The code names its officer and opens nothing by itself. Found? Hand it to the office above."
    )

    kinds: Mapping[ReportKind, str] = field(default_factory=_kinds)
    lanes: Mapping[Lane, str] = field(default_factory=_lanes)
    roles: Mapping[Role, str] = field(default_factory=_roles)
    commands: Mapping[Command, str] = field(default_factory=_commands)
    classes: Mapping[MailClass, str] = field(default_factory=_classes)
    natures: Mapping[Nature, str] = field(default_factory=_natures)


ENGLISH = Wording()

"""Words for the codes of an examination."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain.codes import (
    Approval,
    Commodity,
    Concealment,
    Disposition,
    FindingCode,
    IprRight,
    Package,
    PhotoSubject,
    StepResult,
    StepType,
    Unit,
)
from borderpost.domain.consulting_acts import ConsultationReason
from borderpost.domain.formality_codes import AgencyAnswer, Answer, Consent, Means, Recipient
from borderpost.domain.inspection import Stage
from borderpost.domain.law.terms import AgencyKind
from borderpost.domain.officer import Role

Code = TypeVar("Code", bound=StrEnum)

STEPS: dict[StepType, object] = {
    StepType.DOCUMENTARY: QT_TRANSLATE_NOOP("codes", "Documentary check"),
    StepType.EXTERNAL: QT_TRANSLATE_NOOP("codes", "Outside and label"),
    StepType.BARCODE: QT_TRANSLATE_NOOP("codes", "Barcode and product number"),
    StepType.WEIGHING: QT_TRANSLATE_NOOP("codes", "Weighing and measuring"),
    StepType.XRAY: QT_TRANSLATE_NOOP("codes", "X-ray"),
    StepType.CT: QT_TRANSLATE_NOOP("codes", "Computed tomography"),
    StepType.CANINE: QT_TRANSLATE_NOOP("codes", "Detector dog"),
    StepType.TRACE: QT_TRANSLATE_NOOP("codes", "Trace detection"),
    StepType.SPECTROMETER: QT_TRANSLATE_NOOP("codes", "Hand-held spectrometer"),
    StepType.RADIATION: QT_TRANSLATE_NOOP("codes", "Radiation check"),
    StepType.OPEN_PARTIAL: QT_TRANSLATE_NOOP("codes", "Opened in part"),
    StepType.OPEN_FULL: QT_TRANSLATE_NOOP("codes", "Opened in full"),
    StepType.UNPACK: QT_TRANSLATE_NOOP("codes", "Unpacked completely"),
    StepType.SAMPLE: QT_TRANSLATE_NOOP("codes", "Sample taken"),
    StepType.FIELD_TEST: QT_TRANSLATE_NOOP("codes", "Field test"),
    StepType.LABORATORY: QT_TRANSLATE_NOOP("codes", "Laboratory"),
    StepType.RIGHT_HOLDER: QT_TRANSLATE_NOOP("codes", "Right-holder's opinion"),
    StepType.VALUATION: QT_TRANSLATE_NOOP("codes", "Classification and valuation"),
    StepType.QUARANTINE: QT_TRANSLATE_NOOP("codes", "Quarantine"),
}
RESULTS: dict[StepResult, object] = {
    StepResult.CLEAR: QT_TRANSLATE_NOOP("codes", "Clear"),
    StepResult.ANOMALY: QT_TRANSLATE_NOOP("codes", "Anomaly"),
    StepResult.INCONCLUSIVE: QT_TRANSLATE_NOOP("codes", "Inconclusive"),
}
FINDINGS: dict[FindingCode, object] = {
    FindingCode.NIL: QT_TRANSLATE_NOOP("codes", "Nothing to object to"),
    FindingCode.MISDECLARED_DESCRIPTION: QT_TRANSLATE_NOOP("codes", "Description wrong"),
    FindingCode.MISDECLARED_QUANTITY: QT_TRANSLATE_NOOP("codes", "Quantity wrong"),
    FindingCode.UNDERVALUED: QT_TRANSLATE_NOOP("codes", "Undervalued"),
    FindingCode.SPLIT_CONSIGNMENT: QT_TRANSLATE_NOOP("codes", "Split consignment"),
    FindingCode.FALSE_ORIGIN: QT_TRANSLATE_NOOP("codes", "False origin"),
    FindingCode.NO_DECLARATION: QT_TRANSLATE_NOOP("codes", "No declaration"),
    FindingCode.VALUE_UNCLEAR: QT_TRANSLATE_NOOP("codes", "No invoice, value unclear"),
    FindingCode.GIFT_ABUSE: QT_TRANSLATE_NOOP("codes", "Sale declared as a gift"),
    FindingCode.IPR_SUSPECT: QT_TRANSLATE_NOOP("codes", "Suspected counterfeit or pirated goods"),
    FindingCode.PROHIBITED: QT_TRANSLATE_NOOP("codes", "Prohibited goods"),
    FindingCode.RESTRICTED_NO_PERMIT: QT_TRANSLATE_NOOP("codes", "Restricted goods without permit"),
    FindingCode.DANGEROUS_POSTAL: QT_TRANSLATE_NOOP("codes", "Dangerous in the post"),
    FindingCode.UNSAFE_PRODUCT: QT_TRANSLATE_NOOP("codes", "Unsafe product"),
    FindingCode.EXCISE: QT_TRANSLATE_NOOP("codes", "Excise goods"),
    FindingCode.CASH: QT_TRANSLATE_NOOP("codes", "Cash or valuables"),
    FindingCode.ID_MISMATCH: QT_TRANSLATE_NOOP("codes", "Label and declaration differ"),
    FindingCode.PRODUCT_ID_MISMATCH: QT_TRANSLATE_NOOP("codes", "Product number differs"),
    FindingCode.DAMAGED: QT_TRANSLATE_NOOP("codes", "Damaged"),
    FindingCode.EMPTY_OR_SHORT: QT_TRANSLATE_NOOP("codes", "Empty or short"),
}
COMMODITIES: dict[Commodity, object] = {
    Commodity.DRUGS_OPIOIDS: QT_TRANSLATE_NOOP("codes", "Drugs: opioids"),
    Commodity.DRUGS_COCAINE: QT_TRANSLATE_NOOP("codes", "Drugs: cocaine"),
    Commodity.DRUGS_CANNABIS: QT_TRANSLATE_NOOP("codes", "Drugs: cannabis"),
    Commodity.DRUGS_STIMULANTS: QT_TRANSLATE_NOOP("codes", "Drugs: amphetamine-type stimulants"),
    Commodity.DRUGS_NEW_SUBSTANCES: QT_TRANSLATE_NOOP("codes", "Drugs: new psychoactive substances"),
    Commodity.DRUGS_PRECURSORS: QT_TRANSLATE_NOOP("codes", "Drugs: precursors"),
    Commodity.DRUGS_KHAT: QT_TRANSLATE_NOOP("codes", "Drugs: khat"),
    Commodity.DRUGS_OTHER: QT_TRANSLATE_NOOP("codes", "Drugs: other"),
    Commodity.IPR_CLOTHING: QT_TRANSLATE_NOOP("codes", "IPR: clothing"),
    Commodity.IPR_SHOES: QT_TRANSLATE_NOOP("codes", "IPR: shoes"),
    Commodity.IPR_ACCESSORIES: QT_TRANSLATE_NOOP("codes", "IPR: bags, watches, accessories"),
    Commodity.IPR_BODY_CARE: QT_TRANSLATE_NOOP("codes", "IPR: body care"),
    Commodity.IPR_PHONES: QT_TRANSLATE_NOOP("codes", "IPR: phones and parts"),
    Commodity.IPR_ELECTRONICS: QT_TRANSLATE_NOOP("codes", "IPR: electronics"),
    Commodity.IPR_TOYS: QT_TRANSLATE_NOOP("codes", "IPR: toys and games"),
    Commodity.IPR_FOOD: QT_TRANSLATE_NOOP("codes", "Counterfeit: food and drink"),
    Commodity.IPR_MEDIA: QT_TRANSLATE_NOOP("codes", "Counterfeit: discs, cassettes and games"),
    Commodity.IPR_TOBACCO: QT_TRANSLATE_NOOP("codes", "Counterfeit: tobacco"),
    Commodity.IPR_MEDICAL: QT_TRANSLATE_NOOP("codes", "Counterfeit: medical products"),
    Commodity.IPR_LABELS: QT_TRANSLATE_NOOP("codes", "IPR: labels and packaging"),
    Commodity.IPR_OTHER: QT_TRANSLATE_NOOP("codes", "IPR: other"),
    Commodity.HEALTH_MEDICINES: QT_TRANSLATE_NOOP("codes", "Health: medicines"),
    Commodity.HEALTH_DOPING: QT_TRANSLATE_NOOP("codes", "Health: doping"),
    Commodity.HEALTH_DEVICES: QT_TRANSLATE_NOOP("codes", "Health: medical devices"),
    Commodity.HEALTH_PESTICIDES: QT_TRANSLATE_NOOP("codes", "Health: pesticides"),
    Commodity.REVENUE_TOBACCO: QT_TRANSLATE_NOOP("codes", "Revenue: tobacco"),
    Commodity.REVENUE_CIGARETTES: QT_TRANSLATE_NOOP("codes", "Revenue: cigarettes"),
    Commodity.REVENUE_VAPE: QT_TRANSLATE_NOOP("codes", "Revenue: e-cigarettes"),
    Commodity.REVENUE_ALCOHOL: QT_TRANSLATE_NOOP("codes", "Revenue: alcohol"),
    Commodity.REVENUE_OTHER: QT_TRANSLATE_NOOP("codes", "Revenue: other"),
    Commodity.ENVIRONMENT_CITES: QT_TRANSLATE_NOOP("codes", "Environment: protected species"),
    Commodity.ENVIRONMENT_FLORA: QT_TRANSLATE_NOOP("codes", "Environment: protected plants"),
    Commodity.ENVIRONMENT_OZONE: QT_TRANSLATE_NOOP("codes", "Environment: ozone and F-gases"),
    Commodity.ENVIRONMENT_WASTE: QT_TRANSLATE_NOOP("codes", "Environment: waste"),
    Commodity.ENVIRONMENT_INVASIVE: QT_TRANSLATE_NOOP("codes", "Environment: seeds and invasive species"),
    Commodity.SECURITY_FIREARMS: QT_TRANSLATE_NOOP("codes", "Security: firearms and parts"),
    Commodity.SECURITY_PARTS: QT_TRANSLATE_NOOP("codes", "Security: parts of firearms"),
    Commodity.SECURITY_PRINTED: QT_TRANSLATE_NOOP("codes", "Security: printed firearms and parts"),
    Commodity.SECURITY_AMMUNITION: QT_TRANSLATE_NOOP("codes", "Security: ammunition"),
    Commodity.SECURITY_EXPLOSIVES: QT_TRANSLATE_NOOP("codes", "Security: explosives"),
    Commodity.SECURITY_DUAL_USE: QT_TRANSLATE_NOOP("codes", "Security: dual-use goods"),
    Commodity.SECURITY_CHEMICAL: QT_TRANSLATE_NOOP("codes", "Security: chemicals for weapons"),
    Commodity.SECURITY_REPLICA: QT_TRANSLATE_NOOP("codes", "Security: replica or inert weapons"),
    Commodity.SECURITY_RADIOACTIVE: QT_TRANSLATE_NOOP("codes", "Security: radioactive goods"),
    Commodity.CULTURAL: QT_TRANSLATE_NOOP("codes", "Cultural goods"),
    Commodity.CULTURAL_FINDS: QT_TRANSLATE_NOOP("codes", "Cultural goods: archaeological finds"),
    Commodity.CULTURAL_ART: QT_TRANSLATE_NOOP("codes", "Cultural goods: art"),
    Commodity.CULTURAL_BOOKS: QT_TRANSLATE_NOOP("codes", "Cultural goods: books and manuscripts"),
    Commodity.CULTURAL_COINS: QT_TRANSLATE_NOOP("codes", "Cultural goods: coins and medals"),
    Commodity.CASH: QT_TRANSLATE_NOOP("codes", "Cash and payment cards"),
    Commodity.CASH_INSTRUMENTS: QT_TRANSLATE_NOOP("codes", "Cash: cheques and other instruments"),
    Commodity.CASH_CARDS: QT_TRANSLATE_NOOP("codes", "Cash: payment cards"),
    Commodity.OTHER_UNSAFE: QT_TRANSLATE_NOOP("codes", "Other: unsafe products"),
    Commodity.OTHER_FOOD: QT_TRANSLATE_NOOP("codes", "Other: food and agriculture"),
    Commodity.OTHER_BIOSECURITY: QT_TRANSLATE_NOOP("codes", "Other: risks to animals and plants"),
    Commodity.OTHER_DOCUMENTS: QT_TRANSLATE_NOOP("codes", "Other: forged documents"),
    Commodity.OTHER_JAMMERS: QT_TRANSLATE_NOOP("codes", "Other: radio jammers"),
    Commodity.OTHER_OBSCENE: QT_TRANSLATE_NOOP("codes", "Other: obscene articles"),
    Commodity.OTHER_CHILD_ABUSE: QT_TRANSLATE_NOOP("codes", "Other: child abuse material (not to be viewed)"),
    Commodity.OTHER: QT_TRANSLATE_NOOP("codes", "Other"),
}
RIGHTS: dict[IprRight, object] = {
    IprRight.NONE: QT_TRANSLATE_NOOP("codes", "None"),
    IprRight.TRADE_MARK: QT_TRANSLATE_NOOP("codes", "Trade mark"),
    IprRight.TRADE_MARK_SIMILAR: QT_TRANSLATE_NOOP("codes", "Trade mark, confusingly similar"),
    IprRight.COPYRIGHT: QT_TRANSLATE_NOOP("codes", "Copyright or related right"),
    IprRight.DESIGN: QT_TRANSLATE_NOOP("codes", "Design"),
    IprRight.GEOGRAPHICAL_INDICATION: QT_TRANSLATE_NOOP("codes", "Geographical indication"),
    IprRight.PATENT: QT_TRANSLATE_NOOP("codes", "Patent"),
    IprRight.SUPPLEMENTARY_CERTIFICATE: QT_TRANSLATE_NOOP("codes", "Supplementary protection certificate"),
    IprRight.PLANT_VARIETY: QT_TRANSLATE_NOOP("codes", "Plant variety"),
    IprRight.UTILITY_MODEL: QT_TRANSLATE_NOOP("codes", "Utility model"),
    IprRight.TOPOGRAPHY: QT_TRANSLATE_NOOP("codes", "Topography of semiconductors"),
    IprRight.TRADE_NAME: QT_TRANSLATE_NOOP("codes", "Trade name"),
    IprRight.CIRCUMVENTION_DEVICE: QT_TRANSLATE_NOOP("codes", "Circumvention device"),
}
UNITS: dict[Unit, object] = {
    Unit.PIECE: QT_TRANSLATE_NOOP("codes", "pieces"),
    Unit.PAIR: QT_TRANSLATE_NOOP("codes", "pairs"),
    Unit.SET: QT_TRANSLATE_NOOP("codes", "sets"),
    Unit.PACKET: QT_TRANSLATE_NOOP("codes", "packets"),
    Unit.CIGARETTE: QT_TRANSLATE_NOOP("codes", "cigarettes"),
    Unit.TABLET: QT_TRANSLATE_NOOP("codes", "tablets"),
    Unit.CAPSULE: QT_TRANSLATE_NOOP("codes", "capsules"),
    Unit.AMPOULE: QT_TRANSLATE_NOOP("codes", "ampoules"),
    Unit.MILLILITRE: QT_TRANSLATE_NOOP("codes", "ml"),
    Unit.LITRE: QT_TRANSLATE_NOOP("codes", "litres"),
    Unit.GRAM: QT_TRANSLATE_NOOP("codes", "g net"),
    Unit.KILOGRAM: QT_TRANSLATE_NOOP("codes", "kg net"),
    Unit.METRE: QT_TRANSLATE_NOOP("codes", "metres"),
    Unit.CURRENCY: QT_TRANSLATE_NOOP("codes", "units of currency"),
    Unit.ANIMAL: QT_TRANSLATE_NOOP("codes", "animals"),
    Unit.SPECIMEN: QT_TRANSLATE_NOOP("codes", "specimens"),
}
CONCEALMENTS: dict[Concealment, object] = {
    Concealment.UNSTATED: QT_TRANSLATE_NOOP("codes", "Not said"),
    Concealment.NONE: QT_TRANSLATE_NOOP("codes", "Not hidden"),
    Concealment.IN_OTHER_GOODS: QT_TRANSLATE_NOOP("codes", "Inside other goods"),
    Concealment.FALSE_BOTTOM: QT_TRANSLATE_NOOP("codes", "False bottom or double wall"),
    Concealment.IN_PACKAGING: QT_TRANSLATE_NOOP("codes", "In the packaging"),
    Concealment.IN_ELECTRONICS: QT_TRANSLATE_NOOP("codes", "In electronics"),
    Concealment.IN_FOOD_OR_COSMETICS: QT_TRANSLATE_NOOP("codes", "In food or cosmetics"),
    Concealment.IMPREGNATED: QT_TRANSLATE_NOOP("codes", "As a liquid, or soaked into cloth or paper"),
    Concealment.IN_TOYS_OR_BOOKS: QT_TRANSLATE_NOOP("codes", "In toys, books or printed matter"),
    Concealment.IN_PARTS: QT_TRANSLATE_NOOP("codes", "Taken apart over several parcels"),
    Concealment.LABELS_APART: QT_TRANSLATE_NOOP("codes", "Brand or labels sent apart"),
    Concealment.MASKED: QT_TRANSLATE_NOOP("codes", "Masked by smell or foil"),
    Concealment.DECOY: QT_TRANSLATE_NOOP("codes", "Behind declared goods as a decoy"),
}
PACKAGES: dict[Package, object] = {
    Package.UNSTATED: QT_TRANSLATE_NOOP("codes", "Not said"),
    Package.BOX: QT_TRANSLATE_NOOP("codes", "Box"),
    Package.BAG: QT_TRANSLATE_NOOP("codes", "Bag"),
    Package.ENVELOPE: QT_TRANSLATE_NOOP("codes", "Envelope"),
    Package.PACKAGE: QT_TRANSLATE_NOOP("codes", "Package"),
}
SUBJECTS: dict[PhotoSubject, object] = {
    PhotoSubject.LABEL: QT_TRANSLATE_NOOP("codes", "Label"),
    PhotoSubject.OUTSIDE: QT_TRANSLATE_NOOP("codes", "Sides and seals"),
    PhotoSubject.XRAY: QT_TRANSLATE_NOOP("codes", "X-ray image"),
    PhotoSubject.OPENED: QT_TRANSLATE_NOOP("codes", "Opened, as found"),
    PhotoSubject.PRODUCT: QT_TRANSLATE_NOOP("codes", "Product"),
    PhotoSubject.SEALED_BAG: QT_TRANSLATE_NOOP("codes", "In the bag, seal number readable"),
    PhotoSubject.OTHER: QT_TRANSLATE_NOOP("codes", "Other"),
}
DISPOSITIONS: dict[Disposition, object] = {
    Disposition.RELEASE: QT_TRANSLATE_NOOP("codes", "Release"),
    Disposition.RELEASE_WITH_CHARGE: QT_TRANSLATE_NOOP("codes", "Release with charge"),
    Disposition.HOLD_DOCUMENT: QT_TRANSLATE_NOOP("codes", "Hold: document or permit awaited"),
    Disposition.HOLD_VALUE: QT_TRANSLATE_NOOP("codes", "Hold: value queried"),
    Disposition.HOLD_IPR: QT_TRANSLATE_NOOP("codes", "Hold: intellectual property"),
    Disposition.HOLD_SAFETY: QT_TRANSLATE_NOOP("codes", "Hold: product safety"),
    Disposition.HOLD_TEST: QT_TRANSLATE_NOOP("codes", "Hold: test awaited"),
    Disposition.REFER: QT_TRANSLATE_NOOP("codes", "Refer to another agency"),
    Disposition.SEIZE: QT_TRANSLATE_NOOP("codes", "Seize"),
    Disposition.RELEASE_AMENDED: QT_TRANSLATE_NOOP("codes", "Release after correction"),
    Disposition.HOLD_SMALL: QT_TRANSLATE_NOOP("codes", "Hold: small consignment of counterfeits"),
    Disposition.RETURN: QT_TRANSLATE_NOOP("codes", "Return to sender"),
    Disposition.ABANDON: QT_TRANSLATE_NOOP("codes", "Abandoned to customs"),
    Disposition.FORFEIT: QT_TRANSLATE_NOOP("codes", "Forfeited"),
    Disposition.DESTROY: QT_TRANSLATE_NOOP("codes", "Destroy"),
    Disposition.RESTORE: QT_TRANSLATE_NOOP("codes", "Give back or let re-export"),
    Disposition.REFUSE_ENTRY: QT_TRANSLATE_NOOP("codes", "Refuse entry: unsafe product"),
    Disposition.FINE: QT_TRANSLATE_NOOP("codes", "Penalty notice"),
    Disposition.NOT_LOCATED: QT_TRANSLATE_NOOP("codes", "Not found"),
}
STAGES: dict[Stage, object] = {
    Stage.OPEN: QT_TRANSLATE_NOOP("codes", "Under examination"),
    Stage.AWAITING_APPROVAL: QT_TRANSLATE_NOOP("codes", "Awaits second officer"),
    Stage.HELD: QT_TRANSLATE_NOOP("codes", "Held"),
    Stage.RELEASED: QT_TRANSLATE_NOOP("codes", "Released"),
    Stage.REFERRED: QT_TRANSLATE_NOOP("codes", "Referred"),
    Stage.SEIZED: QT_TRANSLATE_NOOP("codes", "Seized"),
    Stage.RETURNED: QT_TRANSLATE_NOOP("codes", "Returned"),
    Stage.REFUSED_ENTRY: QT_TRANSLATE_NOOP("codes", "Refused entry"),
    Stage.DISPOSED: QT_TRANSLATE_NOOP("codes", "Disposed of"),
    Stage.NOT_LOCATED: QT_TRANSLATE_NOOP("codes", "Not found"),
}
ROLES: dict[Role, object] = {
    Role.VIEWER: QT_TRANSLATE_NOOP("codes", "Viewer"),
    Role.OFFICER: QT_TRANSLATE_NOOP("codes", "Officer"),
    Role.APPROVER: QT_TRANSLATE_NOOP("codes", "Approving officer"),
    Role.SUPERVISOR: QT_TRANSLATE_NOOP("codes", "Supervisor"),
    Role.AUDITOR: QT_TRANSLATE_NOOP("codes", "Auditor"),
    Role.CUSTODIAN: QT_TRANSLATE_NOOP("codes", "Evidence custodian"),
    Role.CONFIGURATOR: QT_TRANSLATE_NOOP("codes", "Configuration and law"),
    Role.ADMINISTRATOR: QT_TRANSLATE_NOOP("codes", "Access administrator"),
}
CONSENTS: dict[Consent, object] = {
    Consent.ADDRESSEE: QT_TRANSLATE_NOOP("codes", "Consent of the addressee"),
    Consent.SENDER_LABEL: QT_TRANSLATE_NOOP("codes", "Sender's customs label on the item"),
    Consent.WARRANT: QT_TRANSLATE_NOOP("codes", "Warrant"),
    Consent.DESTRUCTION: QT_TRANSLATE_NOOP("codes", "Consent to destruction"),
}
ANSWERS: dict[Answer, object] = {
    Answer.CONSENTS: QT_TRANSLATE_NOOP("codes", "Consents"),
    Answer.OBJECTS: QT_TRANSLATE_NOOP("codes", "Objects"),
    Answer.CONFIRMS: QT_TRANSLATE_NOOP("codes", "Confirms the infringement"),
    Answer.CLAIMS: QT_TRANSLATE_NOOP("codes", "Claims the goods"),
    Answer.PETITIONS: QT_TRANSLATE_NOOP("codes", "Petitions"),
    Answer.ABANDONS: QT_TRANSLATE_NOOP("codes", "Abandons the goods"),
    Answer.SUPPLIES: QT_TRANSLATE_NOOP("codes", "Supplies what was asked for"),
}
RECIPIENTS: dict[Recipient, object] = {
    Recipient.ADDRESSEE: QT_TRANSLATE_NOOP("codes", "Addressee"),
    Recipient.SENDER: QT_TRANSLATE_NOOP("codes", "Sender"),
    Recipient.DECLARANT: QT_TRANSLATE_NOOP("codes", "Declarant"),
    Recipient.RIGHT_HOLDER: QT_TRANSLATE_NOOP("codes", "Right-holder"),
    Recipient.POST: QT_TRANSLATE_NOOP("codes", "Post"),
    Recipient.AUTHORITY: QT_TRANSLATE_NOOP("codes", "Authority"),
}
MEANS: dict[Means, object] = {
    Means.IN_PERSON: QT_TRANSLATE_NOOP("codes", "In person"),
    Means.POST: QT_TRANSLATE_NOOP("codes", "By post"),
    Means.REGISTERED_POST: QT_TRANSLATE_NOOP("codes", "By registered post"),
    Means.ELECTRONIC: QT_TRANSLATE_NOOP("codes", "Electronically"),
    Means.PUBLISHED: QT_TRANSLATE_NOOP("codes", "By publication"),
}
AGENCY_ANSWERS: dict[AgencyAnswer, object] = {
    AgencyAnswer.TAKEN: QT_TRANSLATE_NOOP("codes", "Takes it"),
    AgencyAnswer.GIVEN_BACK: QT_TRANSLATE_NOOP("codes", "Gave it back"),
    AgencyAnswer.DECLINED: QT_TRANSLATE_NOOP("codes", "Does not take it"),
}
AGENCIES: dict[AgencyKind, object] = {
    AgencyKind.POLICE: QT_TRANSLATE_NOOP("codes", "Police"),
    AgencyKind.MEDICINES: QT_TRANSLATE_NOOP("codes", "Medicines"),
    AgencyKind.PRODUCT_SAFETY: QT_TRANSLATE_NOOP("codes", "Product safety"),
    AgencyKind.WILDLIFE: QT_TRANSLATE_NOOP("codes", "Wildlife"),
    AgencyKind.FOOD_AND_PLANTS: QT_TRANSLATE_NOOP("codes", "Food and plants"),
    AgencyKind.RADIATION: QT_TRANSLATE_NOOP("codes", "Radiation"),
    AgencyKind.CULTURE: QT_TRANSLATE_NOOP("codes", "Cultural goods"),
    AgencyKind.REVENUE: QT_TRANSLATE_NOOP("codes", "Revenue"),
    AgencyKind.OTHER: QT_TRANSLATE_NOOP("codes", "Other"),
}
CONSULTATIONS: dict[ConsultationReason, object] = {
    ConsultationReason.NO_READABLE_LABEL: QT_TRANSLATE_NOOP("codes", "Parcel found without a readable label"),
    ConsultationReason.POSTAL_QUERY: QT_TRANSLATE_NOOP("codes", "Query by the post or the addressee"),
    ConsultationReason.ENFORCEMENT_REQUEST: QT_TRANSLATE_NOOP("codes", "Request of an enforcement authority"),
    ConsultationReason.QUALITY_CHECK: QT_TRANSLATE_NOOP("codes", "Check of data quality"),
    ConsultationReason.OTHER: QT_TRANSLATE_NOOP("codes", "Other reason"),
}
APPROVALS: dict[Approval, object] = {
    Approval.NONE: QT_TRANSLATE_NOOP("codes", "Nobody's consent"),
    Approval.SECOND_OFFICER: QT_TRANSLATE_NOOP("codes", "A second officer"),
    Approval.SUPERVISOR: QT_TRANSLATE_NOOP("codes", "A supervisor"),
    Approval.TWO_AND_WITNESS: QT_TRANSLATE_NOOP("codes", "A supervisor, and a witness"),
}
_TABLES: dict[type[StrEnum], Mapping[Any, object]] = {
    StepType: STEPS,
    StepResult: RESULTS,
    FindingCode: FINDINGS,
    Commodity: COMMODITIES,
    IprRight: RIGHTS,
    Unit: UNITS,
    PhotoSubject: SUBJECTS,
    Concealment: CONCEALMENTS,
    Package: PACKAGES,
    Disposition: DISPOSITIONS,
    Stage: STAGES,
    Role: ROLES,
    Consent: CONSENTS,
    Answer: ANSWERS,
    Recipient: RECIPIENTS,
    Means: MEANS,
    AgencyAnswer: AGENCY_ANSWERS,
    AgencyKind: AGENCIES,
    ConsultationReason: CONSULTATIONS,
}


def word(code: StrEnum) -> str:
    """Return the word for a code of this house, in the language of the screens."""
    return QCoreApplication.translate("codes", str(_TABLES[type(code)][code]))


def choices(kind: type[Code]) -> list[tuple[Code, str]]:
    """Return every code of a kind with its word, in the kind's own order."""
    return [(code, word(code)) for code in kind]

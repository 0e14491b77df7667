"""The codes of an examination: steps, results, findings, goods, rights and dispositions."""

from dataclasses import dataclass
from enum import StrEnum


class StepType(StrEnum):
    """What was done to the item, in the order of rising intrusion."""

    DOCUMENTARY = "DOC"
    EXTERNAL = "EXT"
    BARCODE = "BAR"
    WEIGHING = "WGT"
    XRAY = "XRAY"
    CT = "CT"
    CANINE = "CANINE"
    TRACE = "ETD"
    SPECTROMETER = "RAMAN"
    RADIATION = "RAD"
    OPEN_PARTIAL = "OPEN_PARTIAL"
    OPEN_FULL = "OPEN_FULL"
    UNPACK = "UNPACK_100"
    SAMPLE = "SAMPLE"
    FIELD_TEST = "FIELD_TEST"
    LABORATORY = "LAB"
    RIGHT_HOLDER = "RH_OPINION"
    VALUATION = "VALUATION"
    QUARANTINE = "QUARANTINE"


OPENING_STEPS = frozenset(
    {
        StepType.OPEN_PARTIAL,
        StepType.OPEN_FULL,
        StepType.UNPACK,
        StepType.SAMPLE,
        StepType.FIELD_TEST,
    }
)
HAZARD_STEPS = frozenset(
    {StepType.XRAY, StepType.CT, StepType.TRACE, StepType.RADIATION, StepType.SPECTROMETER}
)


class StepResult(StrEnum):
    """How a step ended."""

    CLEAR = "clear"
    ANOMALY = "anomaly"
    INCONCLUSIVE = "inconclusive"


class FindingCode(StrEnum):
    """What was found."""

    NIL = "NIL"
    MISDECLARED_DESCRIPTION = "MISDECL_DESC"
    MISDECLARED_QUANTITY = "MISDECL_QTY"
    UNDERVALUED = "UNDERVALUE"
    SPLIT_CONSIGNMENT = "SPLIT_CONSIGNMENT"
    FALSE_ORIGIN = "ORIGIN_FALSE"
    NO_DECLARATION = "NO_DECL"
    VALUE_UNCLEAR = "NO_INVOICE_VALUE_UNCLEAR"
    GIFT_ABUSE = "GIFT_ABUSE"
    IPR_SUSPECT = "IPR_SUSPECT"
    PROHIBITED = "PROHIBITED"
    RESTRICTED_NO_PERMIT = "RESTRICTED_NO_PERMIT"
    DANGEROUS_POSTAL = "DANGEROUS_POSTAL"
    UNSAFE_PRODUCT = "UNSAFE_PRODUCT"
    EXCISE = "EXCISE"
    CASH = "CASH"
    ID_MISMATCH = "ID_MISMATCH"
    PRODUCT_ID_MISMATCH = "PRODUCT_ID_MISMATCH"
    DAMAGED = "DAMAGED"
    EMPTY_OR_SHORT = "EMPTY_SHORT"


class Commodity(StrEnum):
    """The kind of seized goods: area and group, as the enforcement statistics count them."""

    DRUGS_OPIOIDS = "drugs.opioids"
    DRUGS_COCAINE = "drugs.cocaine"
    DRUGS_CANNABIS = "drugs.cannabis"
    DRUGS_STIMULANTS = "drugs.ats"
    DRUGS_NEW_SUBSTANCES = "drugs.nps"
    DRUGS_PRECURSORS = "drugs.precursors"
    DRUGS_KHAT = "drugs.khat"
    DRUGS_OTHER = "drugs.other"
    IPR_CLOTHING = "ipr.clothing"
    IPR_SHOES = "ipr.shoes"
    IPR_ACCESSORIES = "ipr.accessories"
    IPR_BODY_CARE = "ipr.body_care"
    IPR_PHONES = "ipr.phones"
    IPR_ELECTRONICS = "ipr.electronics"
    IPR_TOYS = "ipr.toys"
    IPR_FOOD = "ipr.food"
    IPR_MEDIA = "ipr.media"
    IPR_TOBACCO = "ipr.tobacco"
    IPR_MEDICAL = "ipr.medical"
    IPR_LABELS = "ipr.labels"
    IPR_OTHER = "ipr.other"
    HEALTH_MEDICINES = "health.medicines"
    HEALTH_DOPING = "health.doping"
    HEALTH_DEVICES = "health.devices"
    HEALTH_PESTICIDES = "health.pesticides"
    REVENUE_TOBACCO = "revenue.tobacco"
    REVENUE_CIGARETTES = "revenue.cigarettes"
    REVENUE_VAPE = "revenue.vape"
    REVENUE_ALCOHOL = "revenue.alcohol"
    REVENUE_OTHER = "revenue.other"
    ENVIRONMENT_CITES = "environment.cites"
    ENVIRONMENT_FLORA = "environment.flora"
    ENVIRONMENT_OZONE = "environment.ozone"
    ENVIRONMENT_WASTE = "environment.waste"
    ENVIRONMENT_INVASIVE = "environment.invasive"
    SECURITY_FIREARMS = "security.firearms"
    SECURITY_PARTS = "security.parts"
    SECURITY_PRINTED = "security.printed"
    SECURITY_AMMUNITION = "security.ammunition"
    SECURITY_EXPLOSIVES = "security.explosives"
    SECURITY_DUAL_USE = "security.dual_use"
    SECURITY_CHEMICAL = "security.chemical"
    SECURITY_REPLICA = "security.replica"
    SECURITY_RADIOACTIVE = "security.radioactive"
    CULTURAL = "cultural.objects"
    CULTURAL_FINDS = "cultural.archaeological"
    CULTURAL_ART = "cultural.art"
    CULTURAL_BOOKS = "cultural.books"
    CULTURAL_COINS = "cultural.coins"
    CASH = "cash.currency"
    CASH_INSTRUMENTS = "cash.instruments"
    CASH_CARDS = "cash.cards"
    OTHER_UNSAFE = "other.unsafe"
    OTHER_FOOD = "other.food"
    OTHER_BIOSECURITY = "other.biosecurity"
    OTHER_DOCUMENTS = "other.documents"
    OTHER_JAMMERS = "other.jammers"
    OTHER_OBSCENE = "other.obscene"
    OTHER_CHILD_ABUSE = "other.child_abuse"
    OTHER = "other.other"


class IprRight(StrEnum):
    """The right that counterfeit or pirated goods infringe."""

    NONE = ""
    TRADE_MARK = "trade_mark"
    TRADE_MARK_SIMILAR = "trade_mark_similar"
    COPYRIGHT = "copyright"
    DESIGN = "design"
    GEOGRAPHICAL_INDICATION = "geographical_indication"
    PATENT = "patent"
    SUPPLEMENTARY_CERTIFICATE = "supplementary_certificate"
    PLANT_VARIETY = "plant_variety"
    UTILITY_MODEL = "utility_model"
    TOPOGRAPHY = "topography"
    TRADE_NAME = "trade_name"
    CIRCUMVENTION_DEVICE = "circumvention_device"


IPR_COMMODITIES = frozenset(c for c in Commodity if c.value.startswith("ipr."))


class Unit(StrEnum):
    """The unit in which seized goods are counted; narcotics always by net weight."""

    PIECE = "PCE"
    PAIR = "PAIR"
    SET = "SET"
    PACKET = "PKT"
    CIGARETTE = "CIG"
    TABLET = "TAB"
    CAPSULE = "CAP"
    AMPOULE = "AMP"
    MILLILITRE = "ML"
    LITRE = "L"
    GRAM = "G"
    KILOGRAM = "KG"
    METRE = "MTR"
    CURRENCY = "CUR"
    ANIMAL = "ANIMAL"
    SPECIMEN = "SPECIMEN"


class Concealment(StrEnum):
    """How goods were hidden; the empty text where nobody has said."""

    UNSTATED = ""
    NONE = "none"
    IN_OTHER_GOODS = "in_other_goods"
    FALSE_BOTTOM = "false_bottom"
    IN_PACKAGING = "in_packaging"
    IN_ELECTRONICS = "in_electronics"
    IN_FOOD_OR_COSMETICS = "in_food_or_cosmetics"
    IMPREGNATED = "impregnated"
    IN_TOYS_OR_BOOKS = "in_toys_or_books"
    IN_PARTS = "in_parts"
    LABELS_APART = "labels_apart"
    MASKED = "masked"
    DECOY = "decoy"


class Package(StrEnum):
    """What kind of package goods are in, as trade codes them."""

    UNSTATED = ""
    BOX = "BX"
    BAG = "BG"
    ENVELOPE = "EN"
    PACKAGE = "PK"


class PhotoSubject(StrEnum):
    """What a photograph shows; the prompted set runs in this order."""

    LABEL = "label"
    OUTSIDE = "outside"
    XRAY = "xray"
    OPENED = "opened"
    PRODUCT = "product"
    SEALED_BAG = "sealed_bag"
    OTHER = "other"


class Disposition(StrEnum):
    """What is to become of the item."""

    RELEASE = "REL"
    RELEASE_WITH_CHARGE = "REL_DUTY"
    HOLD_DOCUMENT = "HOLD_DOC"
    HOLD_VALUE = "HOLD_VALUE"
    HOLD_IPR = "HOLD_IPR"
    HOLD_SAFETY = "HOLD_SAFETY"
    HOLD_TEST = "HOLD_TEST"
    REFER = "REFER"
    SEIZE = "SEIZE"
    RELEASE_AMENDED = "REL_AMEND"
    HOLD_SMALL = "HOLD_SMALL"
    RETURN = "RTS"
    ABANDON = "ABANDON"
    FORFEIT = "FORFEIT"
    DESTROY = "DESTROY"
    RESTORE = "RESTORE"
    REFUSE_ENTRY = "REFUSE_SAFETY"
    FINE = "FINE"
    NOT_LOCATED = "NOT_LOCATED"


class Approval(StrEnum):
    """Whose consent a disposition needs before it stands, from nobody's to two persons' and a witness's."""

    NONE = "none"
    SECOND_OFFICER = "second_officer"
    SUPERVISOR = "supervisor"
    TWO_AND_WITNESS = "two_and_witness"


def stricter(one: Approval, other: Approval) -> Approval:
    """Return the approval that asks for more."""
    order = list(Approval)
    return max(one, other, key=order.index)


@dataclass(frozen=True, slots=True)
class DispositionRule:
    """What a disposition asks for: consent, a written reason, the goods listed and sealed."""

    ends_case: bool
    approval: Approval
    needs_reason: bool
    needs_goods: bool = False
    needs_examination: bool = True


RULES: dict[Disposition, DispositionRule] = {
    Disposition.RELEASE: DispositionRule(True, Approval.NONE, needs_reason=False, needs_examination=False),
    Disposition.RELEASE_WITH_CHARGE: DispositionRule(True, Approval.NONE, needs_reason=True),
    Disposition.HOLD_DOCUMENT: DispositionRule(False, Approval.NONE, needs_reason=True),
    Disposition.HOLD_VALUE: DispositionRule(False, Approval.NONE, needs_reason=True),
    Disposition.HOLD_IPR: DispositionRule(False, Approval.SECOND_OFFICER, needs_reason=True),
    Disposition.HOLD_SAFETY: DispositionRule(False, Approval.SECOND_OFFICER, needs_reason=True),
    Disposition.HOLD_TEST: DispositionRule(False, Approval.NONE, needs_reason=True),
    Disposition.REFER: DispositionRule(True, Approval.NONE, needs_reason=True),
    Disposition.SEIZE: DispositionRule(True, Approval.SECOND_OFFICER, needs_reason=True, needs_goods=True),
    Disposition.RELEASE_AMENDED: DispositionRule(True, Approval.NONE, needs_reason=True),
    Disposition.HOLD_SMALL: DispositionRule(False, Approval.SECOND_OFFICER, needs_reason=True),
    Disposition.RETURN: DispositionRule(True, Approval.SECOND_OFFICER, needs_reason=True),
    Disposition.ABANDON: DispositionRule(True, Approval.SECOND_OFFICER, needs_reason=True),
    Disposition.FORFEIT: DispositionRule(True, Approval.SECOND_OFFICER, needs_reason=True),
    Disposition.DESTROY: DispositionRule(True, Approval.SECOND_OFFICER, needs_reason=True),
    Disposition.RESTORE: DispositionRule(True, Approval.SECOND_OFFICER, needs_reason=True),
    Disposition.REFUSE_ENTRY: DispositionRule(True, Approval.SECOND_OFFICER, needs_reason=True),
    Disposition.FINE: DispositionRule(False, Approval.SECOND_OFFICER, needs_reason=True),
    Disposition.NOT_LOCATED: DispositionRule(
        True, Approval.SECOND_OFFICER, needs_reason=True, needs_examination=False
    ),
}

HOLDS = frozenset(d for d, rule in RULES.items() if not rule.ends_case) - {Disposition.FINE}
AFTER_SEIZURE = frozenset({Disposition.FORFEIT, Disposition.DESTROY, Disposition.RESTORE})
WITHOUT_LAW = (
    Disposition.RELEASE,
    Disposition.RELEASE_WITH_CHARGE,
    Disposition.HOLD_DOCUMENT,
    Disposition.HOLD_VALUE,
    Disposition.HOLD_IPR,
    Disposition.HOLD_SAFETY,
    Disposition.HOLD_TEST,
    Disposition.REFER,
    Disposition.SEIZE,
)
"""What can be chosen where no legal pack says what else the law allows."""

"""The codes of an examination against the lists of the reference, typed a second time here.

A word of the reference may be met by more than one code, and some codes of the house by none of its words;
what the reference names and the house lacks fails.
"""

from borderpost.domain.codes import (
    HAZARD_STEPS,
    OPENING_STEPS,
    RULES,
    Approval,
    Commodity,
    Concealment,
    Disposition,
    FindingCode,
    IprRight,
    Package,
    StepType,
    Unit,
)
from borderpost.domain.law.guard import approval_for
from legal_packs import NAMES, in_force

STEPS = [
    "DOC",
    "EXT",
    "BAR",
    "WGT",
    "XRAY",
    "CT",
    "CANINE",
    "ETD",
    "RAMAN",
    "RAD",
    "OPEN_PARTIAL",
    "OPEN_FULL",
    "UNPACK_100",
    "SAMPLE",
    "FIELD_TEST",
    "LAB",
    "RH_OPINION",
    "VALUATION",
    "QUARANTINE",
]
FINDINGS = [
    "NIL",
    "MISDECL_DESC",
    "MISDECL_QTY",
    "UNDERVALUE",
    "SPLIT_CONSIGNMENT",
    "ORIGIN_FALSE",
    "NO_DECL",
    "NO_INVOICE_VALUE_UNCLEAR",
    "GIFT_ABUSE",
    "IPR_SUSPECT",
    "PROHIBITED",
    "RESTRICTED_NO_PERMIT",
    "DANGEROUS_POSTAL",
    "UNSAFE_PRODUCT",
    "EXCISE",
    "CASH",
    "ID_MISMATCH",
    "PRODUCT_ID_MISMATCH",
    "DAMAGED",
    "EMPTY_SHORT",
]
NO, SECOND, SUPERVISOR, WITNESS = (
    Approval.NONE,
    Approval.SECOND_OFFICER,
    Approval.SUPERVISOR,
    Approval.TWO_AND_WITNESS,
)
DISPOSITIONS: dict[str, tuple[bool, Approval]] = {
    # code: does it end the case, and the least consent that it takes under any law of the reference
    "REL": (True, NO),
    "REL_DUTY": (True, NO),
    "REL_AMEND": (True, NO),
    "HOLD_DOC": (False, NO),
    "HOLD_VALUE": (False, NO),
    "HOLD_IPR": (False, SUPERVISOR),
    "HOLD_SAFETY": (False, SUPERVISOR),
    "HOLD_TEST": (False, NO),
    "REFER": (True, NO),
    "SEIZE": (True, SECOND),
    "ABANDON": (True, SUPERVISOR),
    "FORFEIT": (True, SUPERVISOR),
    "DESTROY": (True, WITNESS),
    "RTS": (True, SUPERVISOR),
    "RESTORE": (True, SUPERVISOR),
    "REFUSE_SAFETY": (True, SUPERVISOR),
    "FINE": (False, SUPERVISOR),
    "NOT_LOCATED": (True, SUPERVISOR),
}
LEFT_OUT = {"CTRL_DELIV"}
"""Controlled delivery is hidden from the roles of a bench; it is no outcome that a bench records."""
C = Commodity
GOODS: dict[str, set[Commodity]] = {
    "opioids and synthetic": {C.DRUGS_OPIOIDS},
    "cocaine": {C.DRUGS_COCAINE},
    "cannabis": {C.DRUGS_CANNABIS},
    "amphetamine-type": {C.DRUGS_STIMULANTS},
    "new psychoactive": {C.DRUGS_NEW_SUBSTANCES},
    "khat": {C.DRUGS_KHAT},
    "precursors": {C.DRUGS_PRECURSORS},
    "other drugs": {C.DRUGS_OTHER},
    "1 food and drink": {C.IPR_FOOD},
    "2 body care": {C.IPR_BODY_CARE},
    "3 clothing": {C.IPR_CLOTHING},
    "4 shoes": {C.IPR_SHOES},
    "5 personal accessories": {C.IPR_ACCESSORIES},
    "6 mobile phones": {C.IPR_PHONES},
    "7 electronics": {C.IPR_ELECTRONICS},
    "8 discs and games": {C.IPR_MEDIA},
    "9 toys and sports": {C.IPR_TOYS},
    "10 tobacco": {C.IPR_TOBACCO},
    "11 medical products": {C.IPR_MEDICAL},
    "12 other, labels": {C.IPR_OTHER, C.IPR_LABELS},
    "falsified medicines": {C.HEALTH_MEDICINES},
    "doping": {C.HEALTH_DOPING},
    "medical devices": {C.HEALTH_DEVICES},
    "pesticides": {C.HEALTH_PESTICIDES},
    "tobacco": {C.REVENUE_TOBACCO},
    "cigarettes": {C.REVENUE_CIGARETTES},
    "vape": {C.REVENUE_VAPE},
    "alcohol": {C.REVENUE_ALCOHOL},
    "other excise": {C.REVENUE_OTHER},
    "protected animals and plants": {C.ENVIRONMENT_CITES, C.ENVIRONMENT_FLORA},
    "ozone and F-gases": {C.ENVIRONMENT_OZONE},
    "waste": {C.ENVIRONMENT_WASTE},
    "invasive, seeds": {C.ENVIRONMENT_INVASIVE},
    "firearms": {C.SECURITY_FIREARMS},
    "parts": {C.SECURITY_PARTS},
    "ammunition": {C.SECURITY_AMMUNITION},
    "3-D printed": {C.SECURITY_PRINTED},
    "explosives": {C.SECURITY_EXPLOSIVES},
    "dual use": {C.SECURITY_DUAL_USE},
    "chemical": {C.SECURITY_CHEMICAL},
    "replica": {C.SECURITY_REPLICA},
    "archaeological": {C.CULTURAL_FINDS},
    "art": {C.CULTURAL_ART},
    "books and manuscripts": {C.CULTURAL_BOOKS},
    "numismatic": {C.CULTURAL_COINS},
    "currency": {C.CASH},
    "instruments": {C.CASH_INSTRUMENTS},
    "cards": {C.CASH_CARDS},
    "unsafe products": {C.OTHER_UNSAFE},
    "food and agriculture": {C.OTHER_FOOD},
    "obscene": {C.OTHER_OBSCENE},
    "child abuse, not viewed": {C.OTHER_CHILD_ABUSE},
    "forged documents": {C.OTHER_DOCUMENTS},
    "radio jammers": {C.OTHER_JAMMERS},
    "biosecurity": {C.OTHER_BIOSECURITY},
}
OF_THE_HOUSE = {C.SECURITY_RADIOACTIVE, C.CULTURAL, C.OTHER}
"""Radioactive goods stand in the Convention's list; the other two are for what fits no narrower code."""
RIGHTS: dict[str, IprRight] = {
    "trade mark, counterfeit": IprRight.TRADE_MARK,
    "trade mark, confusingly similar": IprRight.TRADE_MARK_SIMILAR,
    "copyright and related": IprRight.COPYRIGHT,
    "design": IprRight.DESIGN,
    "geographical indication": IprRight.GEOGRAPHICAL_INDICATION,
    "patent": IprRight.PATENT,
    "supplementary protection certificate": IprRight.SUPPLEMENTARY_CERTIFICATE,
    "plant variety": IprRight.PLANT_VARIETY,
    "utility model": IprRight.UTILITY_MODEL,
    "topography": IprRight.TOPOGRAPHY,
    "trade name": IprRight.TRADE_NAME,
    "circumvention device": IprRight.CIRCUMVENTION_DEVICE,
}
UNITS = [
    "PCE",
    "PAIR",
    "SET",
    "PKT",
    "CIG",
    "TAB",
    "CAP",
    "AMP",
    "ML",
    "L",
    "G",
    "KG",
    "MTR",
    "CUR",
    "ANIMAL",
    "SPECIMEN",
]
PACKAGES = ["BX", "EN", "BG", "PK"]
HIDDEN = {
    "openly shipped": Concealment.NONE,
    "inside other goods": Concealment.IN_OTHER_GOODS,
    "false bottom, double wall": Concealment.FALSE_BOTTOM,
    "packaging, void fill": Concealment.IN_PACKAGING,
    "electronics": Concealment.IN_ELECTRONICS,
    "food, cosmetics": Concealment.IN_FOOD_OR_COSMETICS,
    "liquid, impregnated": Concealment.IMPREGNATED,
    "toys, books, printed matter": Concealment.IN_TOYS_OR_BOOKS,
    "parts over several parcels": Concealment.IN_PARTS,
    "labels attached separately": Concealment.LABELS_APART,
    "masking odour, foil": Concealment.MASKED,
    "decoy declared goods": Concealment.DECOY,
}


def test_every_step_of_the_reference_can_be_recorded_and_those_that_open_are_known() -> None:
    assert [step.value for step in StepType] == STEPS
    assert {step.value for step in OPENING_STEPS} == {
        "OPEN_PARTIAL",
        "OPEN_FULL",
        "UNPACK_100",
        "SAMPLE",
        "FIELD_TEST",
    }
    assert {step.value for step in HAZARD_STEPS} == {"XRAY", "CT", "ETD", "RAMAN", "RAD"}


def test_every_finding_of_the_reference_can_be_recorded() -> None:
    assert [finding.value for finding in FindingCode] == FINDINGS


def test_every_disposition_of_the_reference_is_there_with_its_end_and_its_consent() -> None:
    codes = {disposition.value for disposition in Disposition}
    assert codes - {"HOLD_SMALL"} == set(DISPOSITIONS)
    assert not codes & LEFT_OUT
    order = list(Approval)
    for code, (ends, least) in DISPOSITIONS.items():
        disposition = Disposition(code)
        assert RULES[disposition].ends_case is ends
        for name in NAMES:
            pack = in_force(name)
            if pack.allows(disposition) is None:
                continue
            # the neutral pack leaves the choice between a second officer and a supervisor to the site
            asked = SECOND if name == "trips" and code in ("HOLD_IPR", "HOLD_SAFETY") else least
            assert order.index(approval_for(pack, disposition)) >= order.index(asked), (name, code)


def test_the_tree_of_goods_has_a_code_for_each_group_of_the_reference_and_no_strange_ones() -> None:
    named = set().union(*GOODS.values())
    assert named | OF_THE_HOUSE == set(Commodity)
    assert {code.value.split(".")[0] for code in named} == {
        "drugs",
        "ipr",
        "health",
        "revenue",
        "environment",
        "security",
        "cultural",
        "cash",
        "other",
    }


def test_every_right_that_can_be_infringed_is_there() -> None:
    assert set(RIGHTS.values()) == set(IprRight) - {IprRight.NONE}


def test_units_packages_and_ways_of_hiding_are_those_of_the_reference() -> None:
    assert [unit.value for unit in Unit] == UNITS
    assert {package.value for package in Package} - {""} == set(PACKAGES)
    assert set(HIDDEN.values()) == set(Concealment) - {Concealment.UNSTATED}

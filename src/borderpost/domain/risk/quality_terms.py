"""What a declaration can fall short in, the group that it belongs to, and the points that it costs."""

from enum import StrEnum


class QualityGroup(StrEnum):
    """What a declaration is measured by (WCO and UPU, quality of advance electronic data)."""

    TIMELINESS = "timeliness"
    ACCURACY = "accuracy"
    COMPLETENESS = "completeness"
    CONSISTENCY = "consistency"


class Shortfall(StrEnum):
    """In what a declaration falls short."""

    AFTER_ARRIVAL = "after_arrival"
    SHORT_NOTICE = "short_notice"
    LONG_AFTER_POSTING = "long_after_posting"
    VAGUE_DESCRIPTION = "vague_description"
    UNKNOWN_HS_CODE = "unknown_hs_code"
    DAMAGED_VALUE = "damaged_value"
    UNKNOWN_CODE = "unknown_code"
    BAD_NUMBER = "bad_number"
    DATE_IN_FUTURE = "date_in_future"
    PLACEHOLDER_NAME = "placeholder_name"
    ZERO_VALUE = "zero_value"
    ZERO_WEIGHT = "zero_weight"
    NO_SENDER = "no_sender"
    NO_SENDER_ADDRESS = "no_sender_address"
    NO_ADDRESSEE = "no_addressee"
    NO_ADDRESSEE_ADDRESS = "no_addressee_address"
    NO_CONTACT = "no_contact"
    NO_NATURE = "no_nature"
    NO_GROSS_WEIGHT = "no_gross_weight"
    NO_CONTENTS = "no_contents"
    NO_DESCRIPTION = "no_description"
    NO_HS_CODE = "no_hs_code"
    NO_QUANTITY = "no_quantity"
    NO_WEIGHT = "no_weight"
    NO_VALUE = "no_value"
    NO_ORIGIN = "no_origin"
    WEIGHTS_DISAGREE = "weights_disagree"
    OFFICE_OF_ANOTHER_COUNTRY = "office_of_another_country"
    NUMBER_OF_ANOTHER_COUNTRY = "number_of_another_country"
    SEVERAL_CURRENCIES = "several_currencies"
    INSURED_ABOVE_VALUE = "insured_above_value"
    GIFT_FROM_COMPANY = "gift_from_company"


_T, _A = QualityGroup.TIMELINESS, QualityGroup.ACCURACY
_C, _K = QualityGroup.COMPLETENESS, QualityGroup.CONSISTENCY
COSTS: dict[Shortfall, tuple[QualityGroup, float]] = {
    Shortfall.AFTER_ARRIVAL: (_T, 100.0),
    Shortfall.SHORT_NOTICE: (_T, 40.0),
    Shortfall.LONG_AFTER_POSTING: (_T, 30.0),
    Shortfall.VAGUE_DESCRIPTION: (_A, 50.0),
    Shortfall.UNKNOWN_HS_CODE: (_A, 30.0),
    Shortfall.DAMAGED_VALUE: (_A, 10.0),
    Shortfall.UNKNOWN_CODE: (_A, 10.0),
    Shortfall.BAD_NUMBER: (_A, 30.0),
    Shortfall.DATE_IN_FUTURE: (_A, 20.0),
    Shortfall.PLACEHOLDER_NAME: (_A, 30.0),
    Shortfall.ZERO_VALUE: (_A, 30.0),
    Shortfall.ZERO_WEIGHT: (_A, 30.0),
    Shortfall.NO_SENDER: (_C, 20.0),
    Shortfall.NO_SENDER_ADDRESS: (_C, 10.0),
    Shortfall.NO_ADDRESSEE: (_C, 20.0),
    Shortfall.NO_ADDRESSEE_ADDRESS: (_C, 20.0),
    Shortfall.NO_CONTACT: (_C, 5.0),
    Shortfall.NO_NATURE: (_C, 10.0),
    Shortfall.NO_GROSS_WEIGHT: (_C, 10.0),
    Shortfall.NO_CONTENTS: (_C, 100.0),
    Shortfall.NO_DESCRIPTION: (_C, 40.0),
    Shortfall.NO_HS_CODE: (_C, 15.0),
    Shortfall.NO_QUANTITY: (_C, 10.0),
    Shortfall.NO_WEIGHT: (_C, 10.0),
    Shortfall.NO_VALUE: (_C, 25.0),
    Shortfall.NO_ORIGIN: (_C, 5.0),
    Shortfall.WEIGHTS_DISAGREE: (_K, 40.0),
    Shortfall.OFFICE_OF_ANOTHER_COUNTRY: (_K, 20.0),
    Shortfall.NUMBER_OF_ANOTHER_COUNTRY: (_K, 20.0),
    Shortfall.SEVERAL_CURRENCIES: (_K, 10.0),
    Shortfall.INSURED_ABOVE_VALUE: (_K, 30.0),
    Shortfall.GIFT_FROM_COMPANY: (_K, 20.0),
}
"""Every shortfall's group and the points that it costs."""

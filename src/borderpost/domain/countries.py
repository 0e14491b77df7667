"""The ISO 3166-1 alpha-2 country codes, and the others that honest post bears."""

from enum import StrEnum

# ISO 3166-1 alpha-2, officially assigned (249 codes).
ASSIGNED = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ
    BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ
    DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
    GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY
    HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
    KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY
    MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ
    NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY
    QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ
    TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ
    VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """.split()  # noqa: SIM905 -- four hundred quotation marks hide a missing code
)

# Codes of the user-assigned range that posts and customs do use: XK is Kosovo.
USER_ASSIGNED = frozenset({"XK"})

# Withdrawn codes that old stock of labels may still bear.
WITHDRAWN = frozenset({"AN", "BU", "CS", "DD", "FX", "NT", "SU", "TP", "YD", "YU", "ZR"})


class CountryStanding(StrEnum):
    """What ISO 3166-1 says of a two-letter code."""

    ASSIGNED = "assigned"
    USER_ASSIGNED = "user_assigned"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


def standing(code: str) -> CountryStanding:
    """What ISO 3166-1 says of `code` (two capital letters); anything else is unknown."""
    if code in ASSIGNED:
        return CountryStanding.ASSIGNED
    if code in USER_ASSIGNED:
        return CountryStanding.USER_ASSIGNED
    if code in WITHDRAWN:
        return CountryStanding.WITHDRAWN
    return CountryStanding.UNKNOWN


def is_country(code: str) -> bool:
    """True of a code that a parcel or a declaration may bear today: assigned, or XK."""
    return code in ASSIGNED or code in USER_ASSIGNED

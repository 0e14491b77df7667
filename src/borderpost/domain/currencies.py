"""The active ISO 4217 currency codes that money may be declared in."""

# ISO 4217 list one, without the metals, the test code and "no currency" (XAU, XTS, XXX …).
ACTIVE = frozenset(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD
    CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP
    GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY
    KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR
    MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF
    SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS
    UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XDR XOF XPF YER ZAR ZMW ZWG
    """.split()  # noqa: SIM905 -- four hundred quotation marks hide a missing code
)

# Recently replaced codes that declarations still name for some years.
WITHDRAWN = frozenset(
    {"ANG", "BGN", "BYR", "CUC", "HRK", "LTL", "LVL", "EEK", "MRO", "SLL", "STD", "VEF", "ZWL"}
)


def is_currency(code: str) -> bool:
    """True of an active ISO 4217 alphabetic code (three capital letters) that can be money."""
    return code in ACTIVE

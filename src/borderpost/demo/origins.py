"""The posts that send to the demo site, with their offices, money, places and languages."""

from typing import NamedTuple

SITE_COUNTRY = "GB"
SITE_OFFICE = "GBLALA"

Place = tuple[str, str, str]  # city, region, postcode


class Origin(NamedTuple):
    """One sending post.

    `per_pound` is units of its currency for one pound, `share` its part of the mail; `places` are written
    in the language of `writing`, `latin_place` as English-language platforms write it.
    """

    country: str
    office: str
    currency: str
    per_pound: float
    decimals: int
    writing: str
    phone: str
    share: int
    latin_place: Place
    places: tuple[Place, ...]


ORIGINS: tuple[Origin, ...] = (
    Origin(
        *("CN", "CNPVGA", "CNY", 9.15, 2, "chinese", "+86", 30),
        ("Shenzhen", "Guangdong", "518000"),
        (("深圳市", "广东省", "518000"), ("义乌市", "浙江省", "322000"), ("泉州市", "福建省", "362000")),
    ),
    Origin(
        *("HK", "HKHKGA", "HKD", 9.9, 2, "chinese", "+852", 8),
        ("Kowloon", "", ""),
        (("香港九龍", "", ""), ("香港新界", "", "")),
    ),
    Origin(
        *("US", "USJFKA", "USD", 1.27, 2, "english", "+1", 11),
        ("Springfield", "IL", "62704"),
        (("Springfield", "IL", "62704"), ("Portland", "OR", "97205"), ("Albany", "NY", "12207")),
    ),
    Origin(
        *("DE", "DEFRAA", "EUR", 1.18, 2, "german", "+49", 7),
        ("Dusseldorf", "", "40213"),
        (("Düsseldorf", "", "40213"), ("Köln", "", "50667"), ("Görlitz", "", "02826")),
    ),
    Origin(
        *("FR", "FRCDGA", "EUR", 1.18, 2, "french", "+33", 5),
        ("Besancon", "", "25000"),
        (("Besançon", "", "25000"), ("Nîmes", "", "30000"), ("Orléans", "", "45000")),
    ),
    Origin(
        *("JP", "JPKIXA", "JPY", 195.0, 0, "japanese", "+81", 5),
        ("Kyoto", "", "600-8001"),
        (
            ("よこはま市", "神奈川県", "231-0001"),
            ("京都市", "京都府", "600-8001"),
            ("札幌市", "北海道", "060-0001"),
        ),
    ),
    Origin(
        *("KR", "KRSELA", "KRW", 1760.0, 0, "korean", "+82", 4),
        ("Seoul", "", "04524"),
        (("서울특별시", "", "04524"), ("부산광역시", "", "48058"), ("수원시", "경기도", "16490")),
    ),
    Origin(
        *("TR", "TRISTA", "TRY", 52.0, 2, "turkish", "+90", 5),
        ("Istanbul", "", "34122"),
        (("Eskişehir", "", "26130"), ("İstanbul", "", "34122"), ("Muğla", "", "48000")),
    ),
    Origin(
        *("IN", "INDELA", "INR", 109.0, 2, "hindi", "+91", 5),
        ("Jaipur", "Rajasthan", "302001"),
        (("जयपुर", "राजस्थान", "302001"), ("वाराणसी", "उत्तर प्रदेश", "221001")),
    ),
    Origin(
        *("TH", "THBKKA", "THB", 43.0, 2, "thai", "+66", 3),
        ("Bangkok", "", "10200"),
        (("กรุงเทพมหานคร", "", "10200"), ("เชียงใหม่", "", "50000")),
    ),
    Origin(
        *("AE", "AEDXBA", "AED", 4.66, 2, "arabic", "+971", 3),
        ("Dubai", "", ""),
        (("دبي", "", ""), ("الشارقة", "", "")),
    ),
    Origin(
        *("EG", "EGCAIA", "EGP", 62.0, 2, "arabic", "+20", 2),
        ("Cairo", "", "11511"),
        (("القاهرة", "", "11511"), ("الإسكندرية", "", "21500")),
    ),
    Origin(
        *("IL", "ILTLVA", "ILS", 4.6, 2, "hebrew", "+972", 2),
        ("Haifa", "", "3303101"),
        (("חיפה", "", "3303101"), ("תל אביב", "", "6100000")),
    ),
    Origin(
        *("UA", "UAIEVA", "UAH", 53.0, 2, "ukrainian", "+380", 3),
        ("Poltava", "", "36000"),
        (("Полтава", "", "36000"), ("Чернівці", "", "58000")),
    ),
    Origin(
        *("RS", "RSBEGA", "RSD", 138.0, 2, "serbian", "+381", 2),
        ("Novi Sad", "", "21000"),
        (("Нови Сад", "", "21000"),),
    ),
    Origin(
        *("GR", "GRATHA", "EUR", 1.18, 2, "greek", "+30", 2),
        ("Volos", "", "38221"),
        (("Βόλος", "", "38221"), ("Ηράκλειο", "", "71202"), ("Καβάλα", "", "65302")),
    ),
    Origin(
        *("PL", "PLWAWA", "PLN", 5.0, 2, "polish", "+48", 4),
        ("Lodz", "", "90-001"),
        (("Łódź", "", "90-001"), ("Gdańsk", "", "80-001")),
    ),
    Origin(
        *("AU", "AUSYDA", "AUD", 1.95, 2, "english", "+61", 2),
        ("Fremantle", "WA", "6160"),
        (("Fremantle", "WA", "6160"), ("Ballarat", "VIC", "3350")),
    ),
    Origin(
        *("VN", "VNSGNA", "VND", 33000.0, 0, "vietnamese", "+84", 2),
        ("Da Nang", "", "550000"),
        (("Đà Nẵng", "", "550000"), ("Huế", "", "530000")),
    ),
)
BY_COUNTRY: dict[str, Origin] = {origin.country: origin for origin in ORIGINS}
ORIGIN_URN: tuple[Origin, ...] = tuple(origin for origin in ORIGINS for _ in range(origin.share))
PLATFORMS = ("Lotusbazaar", "Parcelmoon", "Threadnest", "Gadgetgrove", "Kornhaus24", "Wayside Market")


def money(pounds: float, origin: Origin) -> dict[str, str]:
    """Return pounds in the origin's currency, as a declaration writes it."""
    return {"amount": f"{pounds * origin.per_pound:.{origin.decimals}f}", "currency": origin.currency}

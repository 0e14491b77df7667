"""What demo parcels declare: everyday goods, restricted and dangerous ones, invented brands, vague words."""

from typing import NamedTuple


class Goods(NamedTuple):
    """One kind of goods: HS digits, kilograms and pounds sterling for one piece, most pieces in a parcel."""

    description: str
    hs_code: str
    kg: float
    pounds: float
    most: int = 3
    unit: str = "PCE"


# Every everyday row is worth more than 12 pounds a kilogram and every undervalued one less than 2.5, so
# that a floor of 3 to 10 in a risk profile catches the undervalued alone.
EVERYDAY: tuple[Goods, ...] = (
    Goods("Women's cotton T-shirt, printed", "610910", 0.17, 9.5, 4),
    Goods("Men's woven cotton shirt", "620520", 0.28, 17.0, 3),
    Goods("Knitted wool pullover", "611011", 0.42, 34.0, 2),
    Goods("Cotton socks, pack of 5 pairs", "611595", 0.22, 7.9, 4),
    Goods("Leather wallet, brown", "420231", 0.12, 19.0, 2),
    Goods("Canvas shoulder bag", "420222", 0.45, 16.5, 2),
    Goods("Trail running shoes, size 42", "640411", 0.78, 54.0, 1, "PR"),
    Goods("Wool felt slippers", "640520", 0.35, 18.0, 2, "PR"),
    Goods("Phone case, silicone", "392690", 0.04, 4.2, 5),
    Goods("USB-C charging cable 2 m", "854442", 0.06, 4.9, 6),
    Goods("Wireless computer mouse", "847160", 0.11, 12.5, 2),
    Goods("Mechanical keyboard, 68 keys", "847160", 0.74, 48.0, 1),
    Goods("LED desk lamp", "940521", 0.9, 21.0, 1),
    Goods("In-ear headphones, wired", "851830", 0.05, 11.0, 3),
    Goods("Camera lens filter 58 mm", "900220", 0.05, 14.0, 3),
    Goods("Quartz wrist watch, steel case", "910211", 0.12, 38.0, 1),
    Goods("Stainless steel necklace", "711719", 0.03, 8.5, 5),
    Goods("Silver earrings 925", "711311", 0.01, 22.0, 3),
    Goods("Plastic building bricks, 420 pieces", "950300", 0.65, 23.0, 2),
    Goods("Plush toy rabbit", "950300", 0.28, 11.0, 3),
    Goods("Jigsaw puzzle, 1000 pieces", "950300", 0.72, 13.5, 2),
    Goods("Fishing reel", "950730", 0.31, 36.0, 1),
    Goods("Bicycle disc brake set", "871494", 0.52, 41.0, 2),
    Goods("Motorcycle brake lever", "871410", 0.21, 13.0, 2),
    Goods("Paperback novel", "490199", 0.34, 8.4, 4),
    Goods("Art print, unframed", "491191", 0.15, 18.0, 3),
    Goods("Ceramic tea cup, hand painted", "691200", 0.3, 14.5, 4),
    Goods("Bamboo kitchen utensils", "441919", 0.28, 7.2, 3, "SET"),
    Goods("Stainless steel water bottle", "732393", 0.33, 14.0, 2),
    Goods("Cotton bed linen", "630231", 1.4, 39.0, 2, "SET"),
    Goods("Silk scarf", "621410", 0.07, 27.0, 2),
    Goods("Facial cream 50 ml", "330499", 0.12, 16.0, 4),
    Goods("Eau de parfum 30 ml", "330300", 0.18, 34.0, 2),
    Goods("Green tea 200 g", "090210", 0.24, 9.0, 4),
    Goods("Saffron 5 g", "091020", 0.02, 18.0, 3),
    Goods("Roasted coffee beans 250 g", "090121", 0.27, 9.5, 4),
    Goods("Chocolate assortment", "180690", 0.45, 15.0, 3),
    Goods("Watercolour paint box", "321310", 0.38, 19.0, 2),
    Goods("Guitar strings", "920930", 0.05, 7.5, 5, "SET"),
    Goods("Ukulele, soprano", "920290", 0.62, 37.0, 1),
    Goods("Yoga mat 5 mm", "950691", 1.1, 19.5, 1),
    Goods("Dog harness, nylon", "420100", 0.25, 13.0, 2),
    Goods("Reading glasses +2.0", "900490", 0.06, 9.0, 3),
    Goods("Knitting yarn merino, 10 balls", "510910", 0.55, 42.0, 2),
    Goods("Printed circuit board for amplifier", "853400", 0.14, 18.0, 3),
    Goods("Ball bearings 6203, pack of 10", "848210", 0.68, 16.0, 2),
    Goods("Toner cartridge, black", "844399", 0.95, 31.0, 2),
    Goods("Sewing pattern booklet", "490199", 0.11, 9.5, 3),
)

LOCAL: dict[str, tuple[Goods, ...]] = {
    "chinese": (
        Goods("女式棉质连衣裙", "620442", 0.31, 15.0, 2),
        Goods("儿童积木玩具 🧱", "950300", 0.55, 14.0, 2),
        Goods("陶瓷茶具 6件套", "691110", 1.2, 27.0, 1, "SET"),
    ),
    "japanese": (
        Goods("てぬぐい（木綿）", "630260", 0.08, 7.0, 4),
        Goods("フィギュア 限定版 🎎", "950300", 0.36, 42.0, 1),
        Goods("万年筆 細字", "960830", 0.06, 32.0, 1),
    ),
    "korean": (
        Goods("보습 크림 50ml", "330499", 0.13, 17.0, 4),
        Goods("음악 앨범과 포토카드 💿", "852349", 0.42, 19.0, 3),
    ),
    "arabic": (
        Goods("عطر شرقي 50 مل", "330300", 0.24, 33.0, 2),
        Goods("تمر فاخر 500 غ", "080410", 0.55, 12.0, 3),
    ),
    "hebrew": (
        Goods("תכשיט כסף בעבודת יד", "711311", 0.03, 36.0, 2),
        Goods("סבון ים המלח", "340111", 0.14, 6.5, 5),
    ),
    "thai": (Goods("ผ้าพันคอไหม", "621410", 0.09, 18.0, 3), Goods("ชุดเครื่องเงิน", "711311", 0.05, 29.0, 1)),
    "hindi": (Goods("सूती कुर्ता", "620520", 0.3, 12.0, 3), Goods("पीतल का दीपक", "830629", 0.6, 17.0, 2)),
    "ukrainian": (
        Goods("Вишивана сорочка", "620630", 0.32, 38.0, 1),
        Goods("Мед липовий", "040900", 0.5, 9.0, 2),
    ),
    "serbian": (
        Goods("Вунене чарапе", "611594", 0.12, 8.0, 3),
        Goods("Дрвена фрула", "920590", 0.1, 24.0, 1),
    ),
    "greek": (
        Goods("Κεραμικό πιάτο", "691200", 0.55, 19.0, 2),
        Goods("Σαπούνι ελαιολάδου", "340111", 0.15, 5.0, 6),
    ),
    "german": (
        Goods("Handgefilzte Hüte für Mädchen", "650500", 0.16, 24.0, 2),
        Goods("Räuchermännchen aus Holz", "442019", 0.24, 21.0, 2),
    ),
    "french": (
        Goods("Céramique émaillée, vase", "691390", 0.8, 28.0, 1),
        Goods("Stylo-plume, laque noire", "960830", 0.07, 44.0, 1),
    ),
    "turkish": (
        Goods("Pamuklu havlu, işlemeli", "630260", 0.35, 12.0, 3),
        Goods("Bakır cezve, el yapımı", "741810", 0.3, 16.0, 2),
    ),
    "polish": (Goods("Bombki szklane, ręcznie malowane", "950510", 0.3, 22.0, 2, "SET"),),
    "vietnamese": (Goods("Áo dài lụa thêu", "620449", 0.35, 41.0, 1),),
    "english": (Goods("Birthday card with music 🎂🎉", "490900", 0.05, 5.0, 3),),
}

PAPERS = Goods("Signed papers, no commercial value", "491199", 0.11, 2.5, 1)

# Brands of this demo's own making; the risk profiles know them as protected marks.
INVENTED_BRANDS = ("Zarquet", "Orvelisse", "Tiqvane", "Sonvarq", "Brakkiv")

BRANDED: tuple[Goods, ...] = (
    Goods("Zarquet style sneakers", "640411", 0.85, 11.0, 6, "PR"),
    Goods("ZARQUET running shoes, no box", "640411", 0.8, 9.5, 8, "PR"),
    Goods("Orvelisse handbag, quilted", "420221", 0.7, 14.0, 4),
    Goods("wallet Orvelisse logo", "420231", 0.14, 6.0, 10),
    Goods("Tiqvane watch, gold colour", "910211", 0.16, 12.0, 5),
    Goods("Sonvarq earphones wireless", "851830", 0.07, 6.5, 12),
    Goods("Brakkiv toy figure blind box", "950300", 0.22, 5.5, 15),
)

# Declared as gift or sale with next to nothing as value: below 2.5 pounds a kilogram.
UNDERVALUED: tuple[Goods, ...] = (
    Goods("Tablet computer 10 inch, used", "847130", 0.62, 0.9, 2),
    Goods("Smart phone, second hand", "851713", 0.31, 0.5, 2),
    Goods("Drone with camera, toy", "880622", 1.4, 1.6, 1),
    Goods("Leather jacket", "420310", 1.6, 2.2, 1),
    Goods("Car headlamp LED pair", "851220", 3.1, 4.0, 1),
    Goods("Coffee machine, small", "851671", 4.2, 5.0, 1),
)

VAGUE = (
    *("gift", "parts", "clothes", "sample", "accessories", "goods", "personal effects", "various"),
    *("spare parts", "toys", "N/A", "household items", "electronics"),
)
VAGUE_LOCAL = {
    "chinese": ("礼品", "配件"),
    "japanese": ("ギフト", "雑貨"),
    "ukrainian": ("подарунок",),
    "arabic": ("هدية",),
    "german": ("Geschenk", "Ersatzteile"),
}

PRECURSORS: tuple[Goods, ...] = (
    Goods("Ephedrine hydrochloride, laboratory grade", "293941", 0.5, 42.0, 2),
    Goods("Safrole oil for fragrance", "293294", 1.0, 55.0, 2),
    Goods("Phenylacetone, technical", "291431", 1.0, 60.0, 1),
    Goods("gamma-Butyrolactone wheel cleaner", "293220", 1.1, 26.0, 3),
)

RESTRICTED: tuple[Goods, ...] = (
    Goods("Folding knife, locking blade", "821193", 0.16, 14.0, 2),
    Goods("Pepper spray keyring", "930400", 0.07, 6.0, 3),
    Goods("Sildenafil tablets 100 mg", "300490", 0.02, 9.0, 10),
    Goods("Diazepam tablets 10 mg, strip of 10", "300490", 0.02, 8.0, 12),
    Goods("Cigarettes, carton of 200", "240220", 0.3, 18.0, 5, "CTN"),
    Goods("Carved ivory pendant, antique", "960110", 0.04, 65.0, 1),
    Goods("Python leather belt", "420330", 0.2, 48.0, 1),
    Goods("Seeds of tomato, mixed", "120991", 0.05, 6.0, 5),
    Goods("Cured sausage, home made", "160100", 0.6, 12.0, 2),
)

HAZARDOUS: tuple[Goods, ...] = (
    Goods("Lithium ion cells 18650, loose, damaged", "850760", 0.05, 3.0, 20),
    Goods("Power bank 30000 mAh, swollen, for repair", "850760", 0.6, 14.0, 1),
    Goods("Gas cartridge butane 220 g", "271113", 0.32, 5.0, 4),
    Goods("Fireworks, assorted", "360410", 0.8, 16.0, 2),
)

# The name that the demo's watch list holds.
WATCHED_SENDER = "Heron Bay Consolidators"

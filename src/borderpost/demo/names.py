"""Invented people, firms and streets, in the languages and scripts that mail is declared in."""

from typing import NamedTuple

from borderpost.demo.dice import Dice


class Writing(NamedTuple):
    """How one language writes a party; `order` joins given name {g} and family name {f}."""

    order: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    firms: tuple[str, ...]
    streets: tuple[str, ...]  # {n} is the number


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


WRITINGS: dict[str, Writing] = {
    "english": Writing(
        "{g} {f}",
        _words("Emma Oliver Grace Daniel Priya Marcus Hannah Joseph Amara Thomas Ruth Callum Farah Nia Leo"),
        _words("Walker Bennett Okafor Sharma Doyle Fletcher Reid Morgan Hussain Clarke Lindqvist Osei Price"),
        (
            "Fernhill Direct Ltd",
            "Oakmere Trading",
            "Larkspur Supplies LLC",
            "Pinegrove Outlet Inc",
            "Tidewater Goods",
        ),
        (
            "{n} Mill Lane",
            "{n} Station Road",
            "{n} Harbour View",
            "Unit {n}, Quarry Park",
            "{n} Chapel Street",
        ),
    ),
    "german": Writing(
        "{g} {f}",
        _words("Jürgen Käthe Sönke Anneliese Björn Gülay Matthias Änne"),
        _words("Müller Groß Schröder Weiß Köhler Jäger Bräutigam"),
        ("Bäckerhof Versand GmbH", "Lindenblüte Kontor", "Eichhörnchen Spielwaren e.K."),
        ("Grüne Straße {n}", "Mühlenweg {n}", "Am Königsufer {n}"),
    ),
    "french": Writing(
        "{g} {f}",
        _words("Zoë François Agnès Chloé Jérôme Noëlle Benoît Maëlys"),
        _words("Lefèvre Beauséjour Crémieux Hébert Gérard d’Aubigné"),
        ("Atelier Brézolles", "La Méridienne SARL", "Papeterie Œillet"),
        ("{n}, rue de l’Écluse", "{n} bis, allée des Châtaigniers", "{n}, impasse du Blé"),
    ),
    "turkish": Writing(
        "{g} {f}",
        _words("Begüm Çağla İsmail Gökçe Şule Ömer Işıl Tuğrul"),
        _words("Yıldız Ünal Çelik Öztürk Şahin Güneş"),
        ("Özkaynak Tekstil A.Ş.", "Çınaraltı Deri", "Işıltı Takı Ltd. Şti."),
        ("Çınar Caddesi No: {n}", "Gül Sokağı {n}/4", "Değirmen Yolu {n}"),
    ),
    "polish": Writing(
        "{g} {f}",
        _words("Łukasz Grażyna Józef Małgorzata Zbigniew Żaneta"),
        _words("Wójcik Ząbek Kaźmierczak Błaszczyk Źrebiec"),
        ("Łąka i Syn sp. z o.o.", "Pracownia Żuraw", "Księżycowa Huta"),
        ("ul. Żurawia {n}", "ul. Młyńska {n}/12", "os. Słoneczne {n}"),
    ),
    "vietnamese": Writing(
        "{f} {g}",
        ("Thị Ngọc", "Văn Đức", "Thảo", "Minh Hằng", "Quốc Huy"),
        _words("Nguyễn Trần Phạm Đặng Võ"),
        ("Công ty Sen Vàng", "Gốm Làng Tre"),
        ("{n} đường Hoa Sữa", "{n} phố Cầu Gỗ"),
    ),
    "ukrainian": Writing(
        "{g} {f}",
        _words("Олена Іван Тарас Наталія Андрій Софія Петро Їлена"),
        _words("Коваленко Шевчук Бондар Мельник Ткаченко Лисенко"),
        ("ТОВ «Калинова Крамниця»", "ФОП Бондар", "ТОВ «Сонях»"),
        ("вул. Садова, {n}", "просп. Липовий, {n}", "вул. Млинна, {n}, кв. 4"),
    ),
    "serbian": Writing(
        "{g} {f}",
        _words("Јелена Милош Ђорђе Катарина Љубица Немања"),
        _words("Петровић Јовановић Ђурић Николић Њежић"),
        ("Дунавска Радионица д.о.о.", "Златна Грана"),
        ("Улица Липа {n}", "Речни кеј {n}"),
    ),
    "greek": Writing(
        "{g} {f}",
        _words("Γεώργιος Ελένη Νίκος Μαρία Δημήτρης Αθηνά Χρήστος Ζωή"),
        _words("Παπαδάκης Αλεξίου Οικονόμου Μαυρίδης Βλάχος Ξενάκης"),
        ("Ελαιώνας Α.Ε.", "Χειροτεχνία Μαυρίδη", "Αιγαίο Εμπορική"),
        ("Οδός Ελιάς {n}", "Λεωφόρος Θαλάσσης {n}", "Πλατεία Αγοράς {n}"),
    ),
    "chinese": Writing(
        "{f}{g}",
        _words("伟 芳 秀英 敏 静 丽 强 磊 洋 艳 志明 淑芬 俊傑 雅婷 𠮷祥"),
        _words("王 李 张 刘 陈 杨 黄 赵 吴 周 徐 𡈽"),
        ("云溪贸易有限公司", "青竹电子商行", "海棠日用品厂", "百汇通跨境电商", "明湖玩具制造厂"),
        ("清泉路{n}号", "翠湖大道{n}号3栋502室", "工业园{n}号厂房", "梧桐街{n}弄8号"),
    ),
    "japanese": Writing(
        "{f} {g}",
        _words("さくら はるか けんた ユウキ まこと ひなた リョウ あおい たくみ しおり"),
        _words("田中 ささき 高橋 いとう 渡辺 なかむら こばやし 𠮷野 加藤 やまだ"),
        ("みどり堂株式会社", "カワセミ商店", "うみねこ通販", "株式会社サクラ工房"),
        ("みなと町{n}丁目5-2", "さくら通り{n}番地", "ひがし台{n}-11 メゾン203"),
    ),
    "korean": Writing(
        "{f}{g}",
        _words("서연 민준 지우 하은 도윤 예린 현우 수아 준호 은지"),
        _words("김 이 박 최 정 강 윤 장 임 한"),
        ("주식회사 푸른숲", "별빛화장품", "한결무역", "달토끼상점"),
        ("은행나무로 {n}", "바다길 {n}번지 2층", "솔향대로 {n}, 101동 1203호"),
    ),
    "arabic": Writing(
        "{g} {f}",
        _words("أحمد فاطمة يوسف ليلى خالد مريم عمر نور سلمى طارق"),
        _words("الحداد المنصوري النجار الخطيب السيد العطار الصباغ الكردي"),
        ("مؤسسة واحة النخيل للتجارة", "دار العطور الشرقية", "شركة النسيم للتصدير"),
        ("شارع الياسمين {n}", "طريق الميناء، مبنى {n}", "حي الزهور، عمارة {n}"),
    ),
    "hebrew": Writing(
        "{g} {f}",
        _words("נועה דוד תמר יונתן שירה אורי מיכל איתן"),
        _words("לוי כהן מזרחי פרץ ביטון אברהמי שפירא"),
        ("כרמל יבוא ויצוא בע״מ", "סדנת הרימון", "אור מוצרים"),
        ("רחוב הזית {n}", "שדרות התמר {n}", "דרך הים {n}, דירה 3"),
    ),
    "thai": Writing(
        "{g} {f}",
        _words("สมชาย วรรณา ณัฐพล มาลี ธนากร สุดา ปิยะ อรทัย"),
        _words("ใจดี ศรีสุข ทองคำ แสงจันทร์ บุญมา พงษ์ไทย"),
        ("ร้านดอกบัว", "บริษัท ช้างน้อยการค้า จำกัด", "ห้างผ้าไหมริมน้ำ"),
        ("{n} ถนนดอกไม้", "{n}/7 ซอยร่มไม้", "{n} หมู่ 4 ถนนริมคลอง"),
    ),
    "hindi": Writing(
        "{g} {f}",
        _words("आरव अनन्या रोहन दीपिका विक्रम सुनीता अर्जुन मीरा"),
        _words("शर्मा पटेल वर्मा गुप्ता नायर जोशी मिश्रा"),
        ("कमल हस्तशिल्प", "गंगा ट्रेडर्स", "नीलम वस्त्र भंडार"),
        ("{n}, कमल मार्ग", "{n} गाँधी बाज़ार", "फ़्लैट {n}, सरोवर रोड"),
    ),
}

SITE_PLACES = (
    ("Leeds", "LS6 2AB"),
    ("Cardiff", "CF10 1AA"),
    ("Bristol", "BS8 4LN"),
    ("Glasgow", "G12 8QQ"),
    ("Norwich", "NR2 3TU"),
    ("Belfast", "BT7 1NN"),
    ("Swansea", "SA2 0UT"),
    ("Dundee", "DD2 1XA"),
    ("York", "YO10 5DD"),
    ("Exeter", "EX4 4QJ"),
    ("Leicester", "LE2 1TF"),
    ("Aberystwyth", "SY23 3DA"),
)
SITE_STREETS = (
    "{n} The Green",
    "{n} Orchard Road",
    "Flat 3, {n} Albion Street",
    "{n} Millbrook Close",
    "{n}A High Street",
    "{n} Kestrel Way",
    "The Old Dairy, {n} Church Lane",
)
SITE_FIRMS = ("Harlow & Finch Ltd", "Redbarn Repairs", "Copperfield Crafts Ltd", "Northway Cycles Ltd")
ADDRESSEE_WRITINGS = (
    *("english",) * 15,
    *("polish", "french", "german", "turkish", "vietnamese", "ukrainian", "greek", "arabic", "hindi"),
    *("chinese", "hebrew"),
)


def person(dice: Dice, writing: str) -> str:
    """Return a full name in the language's own order."""
    names = WRITINGS[writing]
    return names.order.format(g=dice.pick(names.given), f=dice.pick(names.family))


def firm(dice: Dice, writing: str) -> str:
    """Return the name of an invented firm."""
    return dice.pick(WRITINGS[writing].firms)

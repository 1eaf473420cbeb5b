"""The words synthetic announcements are made of: invented names, and plain nouns and verbs in three scripts.

An invented name is a row of syllables, each with one Chinese character that both scripts share: the same name reads
"Lotamo" and "洛塔莫". No name is meant to be anybody's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LANGUAGES: Final = ("en", "zh-Hans", "zh-Hant")

_SYLLABLES: Final = (
    "ba巴 ka卡 la拉 ni尼 bo波 lo洛 ta塔 mo莫 mi米 na那 ri里 fu夫 gu古 ha哈 ga加 pa帕 "
    "xi西 sha沙 to托 bu布 di迪 fa法 wa瓦 zo佐 pu普 rei雷 si斯 te特 do多 ko可 yi易 be比"
).split()


def invented_name(number: int, *, multiplier: int = 10007, shift: int = 0) -> tuple[str, str]:
    """Return the name of a number in Latin letters and in Chinese characters; two numbers never share one.

    `multiplier` must be odd: it scatters neighbouring numbers over all names of that length.

    >>> invented_name(0), invented_name(1)
    (('Bababa', '巴巴巴'), ('Zopuna', '佐普那'))
    """
    length = 3
    while number >= 32**length:
        number -= 32**length
        length += 1
    code = (number * multiplier + shift) % 32**length
    syllables = []
    for _ in range(length):
        code, digit = divmod(code, 32)
        syllables.append(_SYLLABLES[digit])
    return "".join(s[:-1] for s in syllables).capitalize(), "".join(s[-1] for s in syllables)


def roman(number: int) -> str:
    """Return a number from 1 to 39 in Roman numerals.

    >>> roman(14)
    'XIV'
    """
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


@dataclass(frozen=True, slots=True)
class Office:
    """A kind of public body: what it is called at the top of a country and below, and its ontology classes."""

    key: str
    top: tuple[str, str, str]
    below: tuple[str, str, str]
    top_class: str
    below_class: str


OFFICES: Final = (
    Office(
        "order",
        ("Ministry of Public Order", "公共秩序部", "公共秩序部"),
        ("Police Department", "警察局", "警察局"),
        "Ministry",
        "PoliceForce",
    ),
    Office(
        "customs",
        ("Customs Administration", "海关总署", "海關總署"),
        ("Customs", "海关", "海關"),
        "CustomsAuthority",
        "CustomsAuthority",
    ),
    Office(
        "market",
        ("Market Supervision Ministry", "市场监管部", "市場監管部"),
        ("Market Supervision Bureau", "市场监管局", "市場監管局"),
        "RegulatoryBody",
        "Bureau",
    ),
    Office(
        "prosecution",
        ("Supreme Prosecution Office", "最高检察署", "最高檢察署"),
        ("Prosecution Office", "检察署", "檢察署"),
        "Procuratorate",
        "Procuratorate",
    ),
    Office("court", ("Supreme Court", "最高法院", "最高法院"), ("Court", "法院", "法院"), "Court", "Court"),
    Office(
        "coast",
        ("Coast Guard", "海警总队", "海警總隊"),
        ("Coast Guard", "海警队", "海警隊"),
        "CoastGuard",
        "CoastGuard",
    ),
)
UNION: Final = ("Police Union", "警务联盟", "警務聯盟")
COLLECTIVE: Final = ("police of {}", "{}警方", "{}警方")

PLACE_KINDS: Final = (
    ("country", ("", "国", "國")),
    ("province", (" Province", "省", "省")),
    ("prefecture", (" Prefecture", "州", "州")),
    ("county", (" County", "县", "縣")),
    ("town", (" Town", "镇", "鎮")),
)

DOMAINS: Final = tuple(
    tuple(row.split("|"))
    for row in """
food|食品|食品
drug|药品|藥品
medical-aesthetics|医疗美容|醫療美容
environment|环境|環境
wildlife|野生动物|野生動物
natural-resources|自然资源|自然資源
farmland|耕地|耕地
illegal-fishing|非法捕捞|非法捕撈
sand-mining|非法采砂|非法採砂
biosecurity|生物安全|生物安全
intellectual-property|知识产权|智慧財產權
counterfeit-goods|假冒商品|假冒商品
agricultural-supplies|农资|農資
border|边境|邊境
smuggling|走私|走私
trafficking-persons|拐卖人口|販賣人口
telecom-fraud|电信诈骗|電信詐騙
cybercrime|网络犯罪|網絡犯罪
pension-fraud|养老诈骗|養老詐騙
fraud|诈骗|詐騙
economic|经济犯罪|經濟犯罪
money-laundering|洗钱|洗錢
gambling|赌博|賭博
pornography|淫秽物品|淫穢物品
narcotics|毒品|毒品
guns-explosives|枪支爆炸物|槍枝爆炸物
organized-crime|有组织犯罪|有組織犯罪
violent-crime|暴力犯罪|暴力犯罪
theft|盗窃|盜竊
terrorism|恐怖主义|恐怖主義
cult|邪教|邪教
traffic-safety|交通安全|交通安全
public-order|公共秩序|公共秩序
production-safety|生产安全|生產安全
corruption|腐败|腐敗
other|其他|其他
""".split()
)
BROADER_DOMAINS: Final = {
    "telecom-fraud": "fraud",
    "pension-fraud": "fraud",
    "money-laundering": "economic",
    "sand-mining": "natural-resources",
    "farmland": "natural-resources",
    "illegal-fishing": "environment",
    "wildlife": "environment",
}


@dataclass(frozen=True, slots=True)
class Noun:
    """Something that is counted or weighed, in the three scripts, with the unit word that goes with it."""

    unit: str
    measure: str
    share: int
    """How often, out of all nouns' shares together."""
    things: tuple[str, str, str]
    unit_words: tuple[str, str, str]
    digits: tuple[int, int]
    """How many digits a value has, least and most."""
    actions: tuple[str, ...]


def _noun(unit: str, measure: str, share: int, things: str, words: str, digits: tuple[int, int], actions: str) -> Noun:
    a, b, c = things.split("|")
    d, e, f = words.split("|")
    return Noun(unit, measure, share, (a, b, c), (d, e, f), digits, tuple(actions.split()))


NOUNS: Final = (
    _noun("person", "count", 180, "suspects|犯罪嫌疑人|犯罪嫌疑人", "suspects|名|名", (1, 6), "arrest"),
    _noun("person", "count", 110, "people|人员|人員", "people|人|人", (1, 5), "investigate rescue"),
    _noun("case", "count", 190, "criminal cases|刑事案件|刑事案件", "cases|起|起", (1, 6), "solve open"),
    _noun("case", "count", 70, "administrative cases|行政案件|行政案件", "cases|件|件", (1, 5), "investigate"),
    _noun("money", "amount", 156, "assets|涉案资产|涉案資產", "yuan|元|元", (6, 11), "seize recover"),
    _noun("place", "count", 146, "premises|经营场所|經營場所", "premises|处|處", (1, 6), "inspect close"),
    _noun("item", "count", 124, "fake goods|假冒商品|假冒商品", "items|件|件", (2, 7), "seize"),
    _noun("mass", "amount", 101, "substandard food|问题食品|問題食品", "kg|公斤|公斤", (2, 7), "seize destroy"),
    _noun("network", "count", 86, "websites|网站|網站", "websites|个|個", (1, 5), "close"),
    _noun("event", "count", 73, "inspections|检查行动|檢查行動", "inspections|次|次", (1, 6), "carry-out"),
    _noun("other", "count", 75, "tip-offs|线索|線索", "tip-offs|条|條", (2, 6), "receive"),
    _noun("group", "count", 53, "criminal gangs|犯罪团伙|犯罪團夥", "gangs|个|個", (1, 4), "dismantle"),
    _noun("organization", "count", 49, "companies|企业|企業", "companies|家|家", (1, 4), "inspect investigate"),
    _noun("volume", "amount", 38, "untaxed fuel|走私成品油|走私成品油", "litres|升|升", (3, 7), "seize"),
    _noun("message", "count", 20, "fraudulent calls|诈骗电话|詐騙電話", "calls|通|通", (3, 9), "block"),
    _noun("document", "count", 18, "warrants|文书|文書", "warrants|份|份", (1, 4), "issue"),
    _noun("vehicle", "count", 14, "vehicles|车辆|車輛", "vehicles|辆|輛", (1, 4), "seize"),
    _noun("animal", "count", 4, "animals|动物|動物", "animals|只|隻", (1, 4), "rescue"),
    _noun("percent", "change", 62, "cases|案件|案件", "%|%|%", (1, 2), ""),
    _noun("percent", "share", 26, "cases|案件|案件", "%|%|%", (1, 2), ""),
    _noun("time", "duration", 20, "operation|行动|行動", "days|天|天", (1, 3), "last"),
    _noun("message", "rate", 9, "reports a day|每天举报|每天舉報", "reports|条|條", (1, 4), "receive"),
)

ACTIONS: Final = {
    "arrest": ("arrested", "抓获", "抓獲"),
    "investigate": ("investigated", "查处", "查處"),
    "rescue": ("rescued", "解救", "解救"),
    "solve": ("solved", "侦破", "偵破"),
    "open": ("opened", "立案", "立案"),
    "seize": ("seized", "查获", "查獲"),
    "recover": ("recovered", "追回", "追回"),
    "inspect": ("inspected", "检查", "檢查"),
    "close": ("shut down", "关闭", "關閉"),
    "destroy": ("destroyed", "销毁", "銷毀"),
    "carry-out": ("carried out", "开展", "開展"),
    "receive": ("received", "接到", "接到"),
    "dismantle": ("dismantled", "打掉", "打掉"),
    "block": ("blocked", "拦截", "攔截"),
    "issue": ("issued", "发出", "發出"),
    "last": ("lasted", "历时", "歷時"),
}
UNLISTED_VERBS: Final = ("swept up", "一举清理", "一舉清理")
"""A printed verb that the scheme of actions does not know, as some always are."""

ROLES: Final = {
    "spokesperson": ("spokesperson", "新闻发言人", "新聞發言人"),
    "director": ("director", "局长", "局長"),
    "deputy-director": ("deputy director", "副局长", "副局長"),
    "minister": ("minister", "部长", "部長"),
}
COMPARATORS: Final = {
    "equal": ("=", "exactly|等于|等於"),
    "more-than": (">", "more than|多于|多於"),
    "at-least": (">=", "at least|至少|至少"),
    "less-than": ("<", "less than|少于|少於"),
    "about": ("~", "about|大约|大約"),
}
MEASURES: Final = {
    "count": "count|数量|數量",
    "amount": "amount|金额或数额|金額或數額",
    "share": "share|占比|佔比",
    "change": "change|变化|變化",
    "duration": "duration|时长|時長",
    "rate": "rate|频率|頻率",
}
UNITS: Final = {
    "case": "case|案件|案件",
    "person": "person|人|人",
    "group": "group|团伙|團夥",
    "organization": "organization|机构|機構",
    "place": "place|场所|場所",
    "item": "item|物品|物品",
    "vehicle": "vehicle|车船|車船",
    "animal": "animal|动物|動物",
    "message": "message|信息|信息",
    "event": "event|行动|行動",
    "document": "document|文书|文書",
    "network": "network|网络|網絡",
    "money": "money|金钱|金錢",
    "mass": "mass|重量|重量",
    "volume": "volume|体积|體積",
    "area": "area|面积|面積",
    "percent": "percent|百分比|百分比",
    "time": "time|时间|時間",
    "other": "other|其他|其他",
}
SCHEMES: Final = {
    "domain": "Crime domains|犯罪领域|犯罪領域",
    "unit": "Units|单位|單位",
    "measure": "Measures|度量|度量",
    "comparator": "Comparators|比较词|比較詞",
    "role": "Roles|职务|職務",
    "action": "Actions|行动动词|行動動詞",
}

"""Text and language tag → whether the script fits.

The two lists hold common characters that only one of the two Chinese scripts writes, in the same order. They are a
check on tags, not a converter: a text without any of them passes as either.
"""

from __future__ import annotations

import re
from typing import Final

SIMPLIFIED: Final = frozenset(
    "动东业义为书乡买产亲亿从会传伤价众优体关兴军农击创删别剂办务劳势区医华协单卖卫厂历压参双"
    "发变员团园国图场坏声处备头夺奖学宝实审宪对导将岁岛币师带广庆应库开张弹归当录总态战执扫扩"
    "护报拟择换据损捣敌数断无时术机杀权条来构枪标检横欢气汇沪泽济测湾满滥灾点烟热爱状独狱猎环"
    "现电监盘矿码确离种称税稳窃竞筑签类粮紧红约级纪纳纵线练组细终经结给络绝统继维综绿网罗罚职"
    "联肃胁节药获营萨蓝虫补袭装见规视计认让训议记讲许论设访证评识诈诉话诚该语误请诸调谈谋负财"
    "责败货质贩贪购贯贵费贸贼资赃赌车转轮软轻较输边达迁过运还这进远违连迹适选递逻遗邮释针钓钢"
    "钱铁银链销锁锋错长门闭问间阅队阳阴阶际陆陈险随隐难雾静页项须预领频题额风飞馆马驱验骗鱼鸟"
    "龙"
)
TRADITIONAL: Final = frozenset(
    "動東業義為書鄉買產親億從會傳傷價眾優體關興軍農擊創刪別劑辦務勞勢區醫華協單賣衛廠歷壓參雙"
    "發變員團園國圖場壞聲處備頭奪獎學寶實審憲對導將歲島幣師帶廣慶應庫開張彈歸當錄總態戰執掃擴"
    "護報擬擇換據損搗敵數斷無時術機殺權條來構槍標檢橫歡氣匯滬澤濟測灣滿濫災點煙熱愛狀獨獄獵環"
    "現電監盤礦碼確離種稱稅穩竊競築簽類糧緊紅約級紀納縱線練組細終經結給絡絕統繼維綜綠網羅罰職"
    "聯肅脅節藥獲營薩藍蟲補襲裝見規視計認讓訓議記講許論設訪證評識詐訴話誠該語誤請諸調談謀負財"
    "責敗貨質販貪購貫貴費貿賊資贓賭車轉輪軟輕較輸邊達遷過運還這進遠違連跡適選遞邏遺郵釋針釣鋼"
    "錢鐵銀鏈銷鎖鋒錯長門閉問間閱隊陽陰階際陸陳險隨隱難霧靜頁項須預領頻題額風飛館馬驅驗騙魚鳥"
    "龍"
)
_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_KANA: Final = re.compile("[\u3040-\u30ff]")
_SCRIPTS: Final = {
    "ru": re.compile("[\u0400-\u04ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "ko": re.compile("[\uac00-\ud7af]"),
    "ja": re.compile("[\u3040-\u30ff\u3400-\u9fff]"),
}


def script_problem(text: str, tag: str) -> bool:
    """Say whether a text cannot be in the language its tag names, as far as its script shows.

    >>> script_problem("昆仑2023", "en"), script_problem("Kunlun", "zh-Hans"), script_problem("昆仑", "zh-Hans")
    (True, True, False)
    >>> script_problem("公安机关", "zh-Hant"), script_problem("公安機關", "zh-Hans")
    (True, True)
    """
    tag = tag.lower()
    if tag in _SCRIPTS:
        return not _SCRIPTS[tag].search(text)
    if not tag.startswith("zh"):
        return bool(_HAN.search(text) or _KANA.search(text))
    if not _HAN.search(text):
        return True
    other = {"zh-hans": TRADITIONAL, "zh-hant": SIMPLIFIED}.get(tag, frozenset())
    return not other.isdisjoint(text)

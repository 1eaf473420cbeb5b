"""The words that the fuzzer's bytes stand for: what announcements are made of, and a little of what they are not."""

from __future__ import annotations

_ENGLISH = (
    "more than |at least |nearly |about |fewer than |up to |between |arrested |solved |seized |detained |"
    "dismantled |rescued |launched |led by |jointly with |took part |said |announced |were |was |have |"
    "has been |is |are |and |or |of |in |on |by |to |the |a |an |for |with |from |since |until |during |"
    "against |cases|suspects|people|officers|victims|gangs|kilograms |tonnes of |cartons of |drugs|weapons|"
    "accounts|websites|complaints|raids|courts|criminal |illegal |online |telecom fraud|smuggling|"
    "money laundering|human trafficking|firearms|counterfeit goods|million|billion|thousand|hundred |dozen |"
    "dozens of |percent|percentage points|respectively|each|per day|on average|Operation |Project |campaign|"
    'special action|crackdown|Silver Net|Heron IV|Lantern 2025|“Clean Harbour”|"Mole Hunting" |'
    "Ministry of |Ministry of Harbours (MOH)|Coastal Police|National |Bureau|Department of |Court|"
    "Procuratorate|Europol|INTERPOL|Customs|the FBI|Gansu|Port Ellery|Spain|European Union|Ana Lindqvist|Li|"
    "Mr |director of |spokesperson|minister|deputy head of the |chief inspector |press conference|meeting|"
    "January|March 3, 2031|5 May 2025|2023|2019-2021|first half of |third quarter of |last year|this year|"
    "the same period|past decade|three years|yesterday|today|to date|as of |57|3,400|1.2|0.5|22 000|104|12|8|"
    "seven|twenty-one|one in six|two thirds of |half of |a quarter|12,34|1/2|$|EUR |£|€3bn|yuan|RMB |%|No. |"
    "st |up |down |rose |fell by |an increase of |year-on-year|compared with |of them|of which |including |"
    "among them |the latter |, |. |.\n|\n\n|\n- |\n• |\n1. |: |; |(|)| | – |-|—|“|”|\"|'s |/|\t|  |   |"
    ' \0 |?|!|…|\n|Reporter: |Q: |A: |Results|Typical cases|case |the "Jul. 9" case |surnamed Wang|'
    "a man |in his 50s|value of |worth |fine of |sentenced to |years in prison|phase |round |wave |series|"
    "part of |third |second |I |we |they |it |who |which |that |not |no |public security organs|"
    "procuratorial organs|nationwide|local |across |"
    "provinces|cities|countries|公安部|é|\u202e|\ufeff|"
    "\u3000|𠮷|"
    "٣|５|½|𝟓|²"
)
_CHINESE = (
    "公安部|公安机关|全国|各地|省|市|县|甘林市|林海省|银川|海关总署|最高人民法院|最高检|"
    "市场监管总局|国家|局|厅|有关部门|公安局|法院|检察院|海警局|国际刑警组织|警方|港务部|水上局|"
    "专案组|"
    "联合|会同|部署|开展|组织|启动|参加|牵头|指导|督办|挂牌|专项行动|专项工作|行动|战役|"
    "集群战役|集中收网|“银网2031”|“净网”|《昆仑》|「晨鳥」|“|”|《|》|「|」|（|）|(|"
    ")|"
    "昆仑2023|昆侖|百日|夏季|侦破|破获|立案|抓获|抓獲|拘捕|打掉|捣毁|缴获|查获|查處|收缴|"
    "移送|起诉|审结|判处|罚款|有期徒刑|挽回|返还|关停|封堵|发起|犯罪嫌疑人|嫌疑人|人|案件|案|"
    "起|名|个|個|件|处|吨|公斤|千克|辆|艘次|人次|批次|部|条|张|万元|元|亿|万|千|百|十|"
    "余|多|两|几|数|近|约|超过|不足|以上|以下|左右|至少|达|共|累计|其中|分别|同比|环比|"
    "上升|下降|增长|提高|减少|占|比|倍|成|六成|百分之|个百分点|%|％|‰|平均|每|率|1|2|"
    "3|57|8.4|28.2|3,400|１２|３，０００|一|二|三|五|七|廿|〇|零|半|今年|"
    "去年|2031年|2024|年|月|日|1至9月|今年以来|截至目前|去年同期|上半年|第三季度|"
    "党的十八大以来|近年来|自|从|至|到|期间|当日|昨天|前|后|以来|12月31日|“2·25”案|"
    "系列|"
    "某|某某|林某|王某某|局长|副局长|部长|新闻发言人|主任|介绍|表示|林海波|李明|发布会|会议|"
    "召开|记者|问：|答：|典型案例|一、|（一）|1.|第|届|期|批|号|，|。|；|、|：|！|\n|"
    "\n\n| |\u3000|的|了|和|与|及|在|对|被|由|将|已|为|是|等|这|该|各|有|"
    "电信网络诈骗|走私|毒品|食品|假药|环境|知识产权|枪支|黑恶|跨境赌博|偷渡|网络|洗钱|拐卖|"
    "涉案|"
    "资金|金额|价值|·|—|…|Operation |MPS|案件数|，其中|；|二十|一千二百|十几|"
    "三分之一|國|萬|餘|億|噸|\u202e|𠮷|\ufeff"
)

VOCABULARY = {
    language: tuple(word.replace("\0", "|") for word in words.split("|"))
    for language, words in (("en", _ENGLISH), ("zh", _CHINESE))
}
"""For each language at most 256 words, one for each value of a byte."""

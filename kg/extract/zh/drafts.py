"""One number of a Chinese text and what the words beside it say: unit, thing counted, measure, verb, quote."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.drafts import Draft
from kg.extract.lexicon import Lexicon
from kg.extract.numerals import SHARE, Number
from kg.extract.text import BlockKind, Range, Text
from kg.extract.zh.numbers import bound_after, find_numbers
from kg.extract.zh.phrases import Grammar, read_after, read_before
from kg.extract.zh.script import simplify
from kg.extract.zh.shares import ShareReader, clean
from kg.extract.zh.units import AMOUNTS, Measure, read_measure, unit_of

_USUAL = 0.85
"""How sure a figure is whose noun the lexicon knows."""
_SMALL = 100
"""A number spelled out below this is a minor one."""
_TIMES = re.compile(r"\d(?:\.\d+)?倍")
_CASES_MADE = ("破案", "立案", "结案", "办案", "受案")
_BRACKETS = re.compile(r"[（(][^（()）]*[）)]?\Z")
_PENALTY = re.compile(r"(?:徒刑|刑罚|缓刑|拘役|死刑|候审|措施|处罚|以上|以下|不等|教育|戒毒)\Z")
_TO = re.compile(r" ?(?:至|到|-|~|—{1,2}) ?")
_RATE_OF_SUM = re.compile(r"(?:[月日年人]均|平均每[月日天年人名]|每[月日天年人])[^，。；、：\d]{0,10}\Z")
"""Right before a sum: "平均每人损失约5万元"."""
_RATE = re.compile(r"(?:[月日年周人]均|平均每|每[\d十百千万]*(?:天|年|月|日|小时|名|人|个|户)|(?:一|每)(?:年|天|月)发)")


class DraftReader(ShareReader):
    """Reads the numbers of one text, in order."""

    def __init__(self, text: Text, folded: str, lexicon: Lexicon, g: Grammar, names: list[Range]) -> None:
        super().__init__(text, folded, g, names)
        self.lexicon = lexicon
        self.consumed = 0
        self.minor = lexicon.words("figures", "stops", "minor")
        self.regions = _regions(lexicon)
        self.direct = lexicon.words("figures", "stops", "direct")

    def read(self, number: Number, previous: Draft | None) -> Draft | None:
        """Return what the words beside a number say, or None when it states nothing."""
        if number.start < self.consumed:
            return None
        sentence = self.text.sentence_at(number.start)
        bounds = self.text.sentences[sentence]
        measure = self._measure(number)
        draft = Draft(number=number, sentence=sentence, start=number.bound_start, end=number.end, confidence=_USUAL)
        draft.low = self.clause_start(number, bounds.start, previous)
        draft.limit = bounds.end
        if measure is None:
            return self._bare(draft)
        draft.end = draft.after = measure.end
        draft.at = measure.start
        self._range(draft, measure)
        if measure.unit in ("time", "times", "person") and re.search("[多余]", measure.word):
            draft.number = replace(draft.number, comparator=">")
        self._bound_after(draft)
        if measure.unit == "age" and draft.number.comparator == "=":
            return None
        draft.unit_text = self.text.content[measure.start : measure.end] if measure.end > measure.start else None
        draft.minor = number.spelled and number.value < _SMALL and number.kind != SHARE
        if measure.unit in ("percent", "times"):
            self.read_share(draft, measure, previous)
        elif measure.unit in ("time", "age"):
            self.read_duration(draft)
        else:
            self._count(draft, measure, previous)
        if draft.minor and draft.elided and number.spelled:
            return None
        draft.minor = draft.minor or (draft.what or "").endswith(self.minor)
        return draft

    def _measure(self, number: Number) -> Measure | None:
        if number.kind == SHARE:
            ten = self.plain[number.end - 1] if self.plain[number.end - 1] == "成" else ""
            return Measure(number.end - len(ten), number.end, ten, "percent", True)
        found = read_measure(self.plain, number.end, self.g)
        if found is None:
            return None
        if number.spelled and number.value == 1 and number.upper is None:
            return None
        if found.word == "年" and not (number.value < 100):
            return None
        if number.spelled and number.value < 10 and found.word not in ("名", "个", "起", "支", "辆", "艘", "场", "家"):
            return None
        return found

    def _bound_after(self, draft: Draft) -> None:
        if draft.number.comparator == "=":
            symbol, end = bound_after(self.plain, self.lexicon, draft.end)
            if symbol != "=":
                draft.number, draft.end = replace(draft.number, comparator=symbol, tail=end), end
                draft.after = end

    def _range(self, draft: Draft, measure: Measure) -> None:
        """Take in the high end of a range that repeats its measure word: "20年至30年"."""
        joined = _TO.match(self.plain, measure.end)
        if joined is None or not measure.word or draft.number.upper is not None:
            return
        high = next(find_numbers(self.plain[joined.end() : joined.end() + 16], self.lexicon), None)
        if high is None or high.start or high.value <= draft.number.value:
            return
        end = joined.end() + high.end
        if self.plain.startswith(measure.word, end):
            end += len(measure.word)
            draft.number = replace(draft.number, upper=high.value, end=end, tail=end)
            draft.end = draft.after = self.consumed = end

    # Counts and amounts.

    def _one_of_them(self, draft: Draft, measure: Measure, previous: Draft | None, size: int) -> bool:
        """Whether unknown words before a number say where those counted before are from ("其中浙江16人、广东14人")."""
        if previous is None or previous.sentence != draft.sentence:
            return False
        if measure.unit == "person":
            noun = simplify(previous.what or "").rstrip("”")
            return previous.unit == "person" and (previous.elided or self.g.noun_at(noun, len(noun)) == "person")
        joined = self.plain[max(previous.after, previous.end) : draft.low + 1]
        words = self.plain[draft.low : draft.low + size]
        return (
            words in self.regions
            and previous.unit_text == self.text.content[measure.start : measure.end]
            and joined in ("、", "，")
        )

    def _count(self, draft: Draft, measure: Measure, previous: Draft | None) -> None:
        plain, g = self.plain, self.g
        before = read_before(plain, draft.low, draft.start, g, self.named(draft.low, draft.start))
        first, last = before.noun
        if before.verb is not None:
            draft.action = self.text.content[before.verb[0] : before.verb[1]]
        after = read_after(plain, draft.after, draft.limit, g, measure.unit)
        had = first < last
        known_before = had and g.noun_at(plain, last, first) is not None and not before.acts
        known_after = after[0] < after[1] and g.noun_at(plain, after[1], after[0]) is not None
        if known_after and measure.unit == "person" and not self._last("person", *after):
            after, known_after = (after[0], after[0]), False  # "刘某等15人诈骗案"
        if not had and after[0] == after[1] and plain[draft.after : draft.after + 1] in ("为", "是", "系"):
            said = read_after(plain, draft.after + 1, draft.limit, g, measure.unit)
            if g.noun_at(plain, said[1], said[0]) == measure.unit:
                after, known_after = said, True  # "其中110宗为海路走私案"
        noun: Range | None = None
        if after[0] < after[1] and (not had or (known_after and not known_before)):
            end = after[1]
            if measure.unit in ("person", "vehicle") and (same := self._last(measure.unit, *after)):
                end = same
            elif not known_after:
                draft.confidence = 0.7
                if end - after[0] > 8:
                    end = g.noun_within(plain, *after) or min(end, after[0] + 12)
            noun = (after[0], end)
            draft.end = end
        elif had:
            noun = (first, last)
            if not known_before and before.verb is None and self._one_of_them(draft, measure, previous, last - first):
                noun = None
            draft.start = min(draft.start, first)
            if not known_before:
                draft.confidence = 0.75
        if noun == (first, last) and measure.unit == "person" and _PENALTY.search(plain, first, last):
            noun = None
        told_apart = had and re.search("分别(?:为|是|达|有)?\\Z", plain[draft.low : draft.number.bound_start])
        if told_apart and noun == (first, last):
            noun, draft.start = None, draft.number.bound_start
        if noun is not None:
            draft.what = clean(self.text.content[noun[0] : noun[1]])
            if plain[noun[0] : noun[1]].endswith(_CASES_MADE) and measure.unit == "case":
                draft.what = "案件"
        else:
            draft.elided = True
            if before.direct and before.verb is not None:
                draft.head = plain[before.verb[0] : before.verb[1]]
                draft.start = min(draft.start, before.verb[0])
            elif not told_apart:
                self._label(draft)
        spoken = plain[noun[0] : noun[1]] if noun else (draft.what or "")
        draft.unit = unit_of(_BRACKETS.sub("", spoken).rstrip('”"'), measure, g, self.lexicon)
        if draft.elided and "案" in draft.head and measure.word in ("件", "起", "宗"):
            draft.unit = "case"
        draft.measure = "amount" if measure.unit in AMOUNTS else "count"
        self._moved(draft)
        if draft.measure == "count" and _RATE.search(plain, draft.low, draft.number.start):
            draft.measure = "rate"
        low = max(draft.low, draft.number.start - 14)
        if draft.measure == "amount" and _RATE_OF_SUM.search(plain, low, draft.number.start):
            draft.measure = "rate"

    def _last(self, unit: str, start: int, stop: int) -> int | None:
        """Return the end of the last noun of a unit in `plain[start:stop]`, None when there is none."""
        ends = (end for end in range(stop, start, -1) if self.g.noun_at(self.plain, end, start) == unit)
        return next(ends, None)

    def _moved(self, draft: Draft) -> None:
        """Let "同比增加300起" be a change."""
        words = self.plain[draft.low : draft.number.bound_start]
        for pattern, falls in ((self.g.rise, False), (self.g.fall, True)):
            found = [m for m in pattern.finditer(words[-4:]) if len(m.group()) > 1]
            if found and re.fullmatch(r"[了约近超达]?", words[-4:][found[-1].end() :]):
                draft.measure, draft.falls, draft.elided = "change", falls, True
                draft.what = None if draft.start < draft.number.bound_start else draft.what

    def _label(self, draft: Draft) -> None:
        """Take the words before a colon or a table cell for what is counted: "食品类：212件"."""
        plain, content = self.plain, self.text.content
        block = self.text.blocks[self.text.block_at(draft.start)]
        mark = draft.low - 1
        while mark > block.start and plain[mark] in " |｜\t：:":
            mark -= 1
        if mark < block.body or plain[mark + 1] not in "：:|｜\t " or "\n" in plain[mark : draft.start]:
            return
        if block.kind is BlockKind.PROSE and draft.low - block.start > 40:
            return
        start = max(plain.rfind(c, block.body, mark) for c in "|｜\t；;。，：:\n") + 1
        start = max(start, block.body)
        label = content[start : mark + 1].strip()
        if not label or len(label) > 30 or label[-1].isdigit():
            return
        draft.what = re.sub(r"(?:类|數量|数量|總數|总数)\Z", "", label) or label
        draft.label, draft.elided = True, False
        draft.start = min(draft.start, start)

    def _bare(self, draft: Draft) -> Draft | None:
        """Return a figure of a number without a measure word: before a noun that needs none, or after a label."""
        plain, number = self.plain, draft.number
        if number.spelled or 1900 <= number.value <= 2100:
            return None
        for word in self.direct:
            if plain.startswith(word, number.end):
                draft.end = draft.after = number.end + len(word)
                draft.what = self.text.content[number.end : draft.end]
                draft.unit = self.g.noun_at(word, len(word)) or "other"
                return draft
        following = plain[number.end : number.end + 1]
        block = self.text.blocks[self.text.block_at(number.start)]
        if block.kind in (BlockKind.ITEM, BlockKind.ROW) and following in (
            "",
            "\n",
            "；",
            "，",
            "。",
            "|",
            "｜",
            "\t",
            " ",
        ):
            self._label(draft)
            if draft.label:
                known = self.g.noun_at(plain, draft.start + len(draft.what or ""), draft.start)
                draft.unit, draft.confidence = known or "other", 0.6
                return draft
        return None


def _regions(lexicon: Lexicon) -> frozenset[str]:
    """Return the short names of provinces."""
    ends = "|".join(map(re.escape, lexicon.words("places", "province_suffixes")))
    return frozenset(re.sub(f"(?:{ends})\\Z", "", name) for name in lexicon.words("places", "provinces"))

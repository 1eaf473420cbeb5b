"""What Chinese leaves out: nouns lent by the figures around, and the lists that 分别 shares out."""

from __future__ import annotations

import re

from kg.extract.drafts import Draft
from kg.extract.lexicon import Lexicon
from kg.extract.text import Text
from kg.extract.zh.phrases import Grammar
from kg.extract.zh.script import simplify

_AND = re.compile(r"[、和及与以]+|以及")
_COMPARED = re.compile(
    r"(?:(?:与|同|和)[^，。；]{0,10}相比|(?:比|较)[^，。；]{0,10}?(?:年|期|月|季度)|同比|环比|按年|按月|按季|分别|均|各)+\Z"
)
_SUSPECT = re.compile(
    r"(?:嫌疑人|嫌疑犯|分子|嫌犯|疑犯|逃犯|被告人|人员|人员|人員|蛇头|外国人|外國人|骨干|成员|疑人)[”」]?\Z"
)
_BRACKETED = re.compile(r"[（(](?:均|全部|都|皆)(?:为|是|系)([^（）()，。；\n]{2,20})[）)]")
_ACCUSED = re.compile(r"(?:被告人|被告|罪犯|犯罪分子|犯罪人员|嫌疑人)[”」]?\Z")
_APART = re.compile("分别")
_SAME_AS = re.compile(r"^(?:已)?(?:是|为|达到|达|相当于)")
_CASE_VERB = re.compile("案")


def fill_drafts(text: Text, plain: str, drafts: list[Draft], g: Grammar, lexicon: Lexicon) -> None:
    """Give figures without a noun of their own what they count."""
    runs = _runs(plain, drafts)
    for run in runs:
        if drafts[run[0]].measure != "change":
            _share_out(text, plain, drafts, run, g)
    for i, draft in enumerate(drafts):
        if draft.what is None and draft.elided and draft.measure != "change":
            _fill(text, plain, drafts, i, g, lexicon)
    for run in runs:
        if drafts[run[0]].measure == "change":
            _share_out(text, plain, drafts, run, g)
    for i, draft in enumerate(drafts):
        if draft.what is None and draft.elided:
            _fill(text, plain, drafts, i, g, lexicon)


def _runs(plain: str, drafts: list[Draft]) -> list[list[int]]:
    """Return the runs of figures joined by nothing but "、" and "和", where the first follows 分别 or is a change."""
    runs: list[list[int]] = []
    for i, draft in enumerate(drafts):
        last = drafts[runs[-1][-1]] if runs else None
        if (
            last is not None
            and runs[-1][-1] == i - 1
            and last.sentence == draft.sentence
            and draft.elided
            and last.measure == draft.measure
            and (
                last.unit_text == draft.unit_text
                or _APART.search(plain, drafts[runs[-1][0]].low, drafts[runs[-1][0]].start)
            )
            and re.fullmatch(r"[、和及与以，, ]*", plain[last.end : draft.start])
        ):
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _share_out(text: Text, plain: str, drafts: list[Draft], run: list[int], g: Grammar) -> None:
    first = drafts[run[0]]
    change = first.measure == "change" and first.elided
    apart = "分别" in plain[first.low : first.number.bound_start]
    if not change and not (apart and first.elided and len(run) > 1):
        return
    end = first.start
    if apart:
        end = min(end, plain.rfind("分别", first.low, first.number.bound_start))
    words = plain[first.low : end]
    words = words[: len(words) - len(found.group())] if (found := _COMPARED.search(words)) else words
    if _SAME_AS.match(words):
        words = ""
    low = first.low + max((m.end() for m in re.finditer("以来|期间", words)), default=0)
    subject = (min(low, first.low + len(words)), first.low + len(words))
    parts = _parts(plain, *subject, len(run), g) if words.strip(" ，、") else []
    if len(parts) == len(run):
        for i, (start, stop) in zip(run, parts, strict=True):
            _set(text, drafts[i], start, stop, g)
        return
    if parts and not change and g.noun_within(plain, *parts[-1]) is not None:
        for i in run:
            _set(text, drafts[i], *parts[-1], g)
        return
    low = run[0]
    while low > 0 and drafts[low - 1].sentence == first.sentence:
        low -= 1
    sources = [d for d in drafts[low : run[0]] if d.what and d.measure != "change"]
    counted = [d for d in sources if d.measure == "count"] or sources
    begin = text.sentences[first.sentence].start
    segment = max(plain.rfind("；", begin, first.start), plain.rfind("。", begin, first.start))
    beside = [d for d in sources if d.start > segment]
    if len(beside) == len(run):
        counted = beside
    if len(run) > 1 and len(counted) >= len(run):
        for i, source in zip(run, counted[-len(run) :], strict=True):
            drafts[i].what = source.what
            drafts[i].elided = False
        return
    if not words.strip(" ，、") and counted:
        for i in run:
            drafts[i].what, drafts[i].elided = counted[-1].what, False
        return
    if parts:
        for i in run:
            _set(text, drafts[i], *parts[-1], g)


def _parts(plain: str, start: int, stop: int, wanted: int, g: Grammar) -> list[tuple[int, int]]:
    """Return the last `wanted` members of a list, or the whole as one."""
    if wanted == 1:
        verbs = [reach for _, reach, _ in g.verbs.find(plain, start, stop) if reach < stop]
        verbs = [reach for reach in verbs if plain[reach] not in "数率量额"]
        low = verbs[-1] if verbs else start
        return [(low, stop)] if low < stop else []
    low = start
    cuts = [m.span() for m in _AND.finditer(plain, low, stop)]
    edges = [low, *[e for _, e in cuts]]
    ends = [*[s for s, _ in cuts], stop]
    members = [(a, b) for a, b in zip(edges, ends, strict=True) if a < b]
    return members[-wanted:] if len(members) >= wanted else [(low, stop)]


def _set(text: Text, draft: Draft, start: int, stop: int, g: Grammar) -> None:
    draft.what = text.content[start:stop].strip(" \u3000、，") or None
    draft.elided = draft.what is None
    counter = g.counters.table.get(simplify(draft.unit_text or ""))
    if draft.what and draft.measure == "count" and counter in ("other", "item", "place"):
        noun = re.sub("(?:数量|数|总量)\\Z", "", simplify(draft.what))
        draft.unit = g.noun_at(noun, len(noun)) or draft.unit


def _fill(text: Text, plain: str, drafts: list[Draft], i: int, g: Grammar, lexicon: Lexicon) -> None:
    draft = drafts[i]
    defaults = lexicon.table("figures")["defaults"]
    verb = draft.head
    word = draft.unit_text or ""
    if named := _BRACKETED.match(plain, draft.end):
        draft.what = text.content[named.start(1) : named.end(1)]
        return
    of_case = _CASE_VERB.search(verb) is not None
    counted = draft.measure in ("count", "rate") and verb in g.nominal
    if (counted or (of_case and draft.unit == "case")) and (
        draft.unit == "event" or of_case or word in ("人次", "場", "场", "次")
    ):
        draft.what = "案件" if of_case and draft.unit == "case" else verb
        return
    if draft.measure in ("count", "share") and (whole := _whole(text, plain, draft, g)):
        draft.what = whole
        return
    if draft.unit == "person" and verb in g.custody | g.judged:
        wanted = _ACCUSED if verb in g.judged else _SUSPECT
        block = text.block_at(draft.start)
        near = [d for d in drafts[max(0, i - 12) : i] if d.what and d.unit == "person" and not d.elided]
        near = [d for d in near if text.block_at(d.start) == block]
        suspects = [d for d in near if wanted.search(d.what or "")]
        draft.what = suspects[-1].what if suspects else defaults["custody"]
        return
    if draft.measure == "amount" and verb in g.nominal:
        printed = draft.action or verb
        draft.what = re.sub("^(?:并处|並處|处以|處以|处|處)(?=[罚罰])", "", printed)
        return
    near = [d for d in reversed(drafts[max(0, i - 12) : i]) if d.what and d.sentence >= draft.sentence - 2]
    if draft.measure == "amount":
        near = [d for d in near if d.sentence == draft.sentence]
    elif draft.measure == "count":
        near = [d for d in near if text.block_at(d.start) == text.block_at(draft.start)]
    same = [d for d in near if d.unit == draft.unit and d.measure == draft.measure and d.sentence == draft.sentence]
    same += [d for d in near if d.unit == draft.unit and d.measure == draft.measure and d.sentence != draft.sentence]
    if i > 0 and drafts[i - 1].end == draft.start and drafts[i - 1].what:
        fits = draft.unit != "person" or drafts[i - 1].unit == "person"
        draft.what = drafts[i - 1].what if fits else defaults.get(word, "人")
        return
    adjacent = i > 0 and re.fullmatch("[、和及 ]?", plain[drafts[i - 1].end : draft.start]) is not None
    adjacent = adjacent and not (same and same[0] is not drafts[i - 1]) and not verb
    if adjacent and drafts[i - 1].what:
        fits = draft.unit != "person" or drafts[i - 1].unit == "person"
        draft.what = drafts[i - 1].what if fits else defaults.get(word, "人")
    elif draft.measure in ("change", "share"):
        draft.what = near[0].what if near else None
    elif draft.unit != "person" and (
        alike := [d for d in near if d.unit_text == draft.unit_text and d.measure == draft.measure and not d.elided]
    ):
        draft.what, draft.unit = alike[0].what, alike[0].unit
    elif same:
        draft.what = same[0].what
    elif draft.measure == "amount" and draft.unit in ("mass", "volume") and near and near[0].sentence == draft.sentence:
        draft.what = near[0].what
    elif verb and draft.measure == "amount":
        draft.what = verb
    else:
        draft.what = defaults.get(word) or verb or None
        draft.confidence = 0.5
        if word == "件" and draft.unit == "item":
            draft.unit = "case"
    if draft.what is None and draft.measure == "count":
        draft.what = _last_noun(text, plain, draft, g)
    if draft.what is None and draft.measure == "count":
        draft.dropped = draft.number.spelled


_AMONG = re.compile(r"([^，。；：\n]{2,30}?)(?:当中|之中|中|里)[，,]")
_SUBJECT = re.compile(r"([^，。；：\n]{2,40})，\Z")


def _last_noun(text: Text, plain: str, draft: Draft, g: Grammar) -> str | None:
    """Return the last noun before a figure in its sentence that its measure word can count."""
    start = max(text.sentences[draft.sentence].start, draft.start - 80)
    for end in range(draft.start, start, -1):
        if g.noun_at(plain, end, start) == draft.unit:
            low = next((s for s in range(end - 1, start, -1) if plain[s - 1] in "，、。；：的“是在"), start)
            return text.content[max(low, end - 12) : end]
    return None


def _whole(text: Text, plain: str, draft: Draft, g: Grammar) -> str | None:
    """Return what a figure is a part of ("找回的儿童中，...的2538名"), or the subject set off before it by a comma."""
    start = max(text.sentences[draft.sentence].start, draft.start - 240)
    for found in reversed(list(_AMONG.finditer(plain, start, draft.start))):
        end = found.end(1)
        if plain[end - 1] in "”」":
            end -= 1
        unit = g.noun_at(plain, end, found.start(1))
        if unit == draft.unit or (unit and draft.measure == "share"):
            low = max((reach for _, reach, _ in g.verbs.find(plain, found.start(1), end) if reach < end), default=0)
            return text.content[max(low, found.start(1)) : found.end(1)].lstrip("的")
    subject = _SUBJECT.search(plain, max(start, draft.low - 42), draft.low)
    if subject and g.noun_at(plain, subject.end(1), subject.start(1)) == draft.unit:
        words = text.content[subject.start(1) : subject.end(1)]
        return None if re.search(r"\d", plain[subject.start(1) : subject.end(1)]) else words
    return None

"""Campaigns of a Chinese text: namings put together by code name and edition, and what points back to them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, replace

from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundCampaign, Gazetteer, Reference
from kg.extract.text import Range, Text
from kg.extract.wording import free_key, slug
from kg.extract.zh.campaign_codes import Naming
from kg.extract.zh.campaign_dates import read_dates
from kg.extract.zh.campaign_names import NamingReader
from kg.extract.zh.campaign_words import CampaignWords, campaign_words
from kg.extract.zh.quoted import readable
from kg.extract.zh.script import plain

_HAN = re.compile("[\u4e00-\u9fff]")
_ACTION = re.compile(r"(?:专项)?行动$")
_QUIET = 3
"""A code name said this often without a year beside its editions is the line of them, a thing of its own."""


@dataclass(frozen=True, slots=True)
class Campaigns:
    """The campaigns found, where each is spoken of, the main one, and quoted labels of cases among the names."""

    found: tuple[FoundCampaign, ...]
    references: tuple[Reference, ...]
    main: str | None
    case_labels: tuple[Range, ...]


def find_campaigns(
    text: Text, lexicon: Lexicon, bodies: list[Range], gazetteer: Gazetteer | None, year: str | None
) -> Campaigns:
    """Return the campaigns a text names; `bodies` are the spans of public bodies, `year` that of the document."""
    words = campaign_words(lexicon)
    form = readable(text.content)
    reader = NamingReader(form, text.content, words, bodies, _known(gazetteer))
    namings = _settle(form, reader.read())
    groups = _group(_shortened(form, namings))
    taken: dict[str, int] = {}
    found: list[FoundCampaign] = []
    references: list[Reference] = []
    for (code, edition), members in groups.items():
        key = free_key(slug(members[0].names[0]) or "campaign", taken)
        names = tuple(dict.fromkeys(name for n in members for name in n.names))
        start, end = read_dates(form, [n.span for n in members], edition or year)
        described = all(n.described for n in members)
        found.append(
            FoundCampaign(
                key=key,
                names=names,
                spans=tuple(n.span for n in members),
                confidence=0.8 if described else 0.93 if len(members) > 1 or edition else 0.88,
                series=None if described or code.startswith("第") else _printed_code(members[0], form, text.content),
                edition=edition,
                described=described,
                start=start,
                end=end,
            )
        )
        references += [Reference(s, e, key, "campaign") for s, e in (n.span for n in members)]
    references.sort(key=lambda r: r.start)
    main = _main(text, found)
    references += _anaphors(form, words, references, found, main)
    return Campaigns(tuple(found), tuple(sorted(references, key=lambda r: r.start)), main, tuple(reader.case_labels))


def _known(gazetteer: Gazetteer | None) -> list[str]:
    """Return the code names of a gazetteer that Chinese characters write, plain, without head and year."""
    if gazetteer is None:
        return []
    names = (*gazetteer.campaigns, *gazetteer.series)
    forms = {re.sub(r"[-—]?(?:19|20)\d\d$", "", _ACTION.sub("", plain(n).strip("“”"))) for n in names if _HAN.search(n)}
    return sorted(form for form in forms if 1 < len(form) < 9)


def _printed_code(naming: Naming, form: str, content: str) -> str:
    """Return the code name as printed, without its year and without what only leads up to it ("Operation X")."""
    at = form.find(naming.code, *naming.span)
    return content[at : at + len(naming.code)] if at >= 0 else naming.code


def _settle(form: str, namings: list[Naming]) -> list[Naming]:
    """Return the namings with those dropped that stand inside others, and years taken from "2023年的" before a name."""
    kept: list[Naming] = []
    for naming in namings:
        if kept and naming.span[0] < kept[-1].span[1]:
            if naming.span[1] - naming.span[0] > kept[-1].span[1] - kept[-1].span[0]:
                kept[-1] = naming
            continue
        kept.append(naming)
    return kept


def _group(namings: list[Naming]) -> dict[tuple[str, str | None], list[Naming]]:
    """Return the namings of each campaign. A code name without a year is the edition when the text has only one."""
    editions: dict[str, set[str]] = {}
    bare: Counter[str] = Counter()
    for naming in namings:
        code = _core(naming)
        if naming.edition is not None:
            editions.setdefault(code, set()).add(naming.edition)
        else:
            bare[code] += 1
    groups: dict[tuple[str, str | None], list[Naming]] = {}
    for naming in namings:
        code = _core(naming)
        edition = naming.edition
        own = editions.get(code, set())
        if edition is None and len(own) == 1:
            edition = next(iter(own))
        groups.setdefault((code, edition), []).append(naming)
    return _same_descriptions(_apposed(groups))


def _shortened(form: str, namings: list[Naming]) -> list[Naming]:
    """Return the namings with a code name that "简称" makes short for the description before it under its name."""
    result: list[Naming] = []
    short: dict[str, Naming] = {}
    for naming in namings:
        start = naming.span[0]
        owner = short.get(naming.code)
        if owner is None and result and result[-1].described and start - result[-1].span[1] < 12:
            owner = result[-1] if re.search("(?:简称|下称)[为“‘]*$", form[max(0, start - 6) : start]) else None
        if owner is not None:
            short[naming.code] = owner
            naming = replace(naming, code=owner.code, edition=owner.edition, described=True)
        result.append(naming)
    return [replace(n, code=short[n.code].code, described=True) if n.code in short else n for n in result]


def _apposed(groups: dict[tuple[str, str | None], list[Naming]]) -> dict[tuple[str, str | None], list[Naming]]:
    """Put a description together with the code name it was said of: "“X”秋季清查专项行动" and "秋季清查专项行动"."""
    owners = {
        plain(name): key
        for key, members in groups.items()
        for n in members
        if not n.described
        for name in n.names
        if len(name) > 6
    }
    for key in [k for k, members in groups.items() if all(n.described for n in members)]:
        owner = owners.get(key[0])
        if owner is not None and owner != key:
            groups[owner] = sorted(groups[owner] + groups.pop(key), key=lambda n: n.span)
    return groups


def _core(naming: Naming) -> str:
    return _ACTION.sub("", naming.code) if len(_ACTION.sub("", naming.code)) > 1 else naming.code


def _same_descriptions(
    groups: dict[tuple[str, str | None], list[Naming]],
) -> dict[tuple[str, str | None], list[Naming]]:
    """Put a shorter description together with a longer one that ends with it, or begins with its words."""
    described = [k for k, members in groups.items() if all(n.described for n in members)]
    for key in sorted(described, key=lambda k: len(k[0])):
        for other in described:
            if other == key or other not in groups or key not in groups or key[1] != other[1]:
                continue
            if len(other[0]) > len(key[0]) and (other[0].endswith(key[0]) or _likeness(key[0], other[0])):
                groups[other] = sorted(groups[other] + groups.pop(key), key=lambda n: n.span)
                break
    return groups


def _likeness(short: str, long: str) -> bool:
    """Whether two descriptions are one with a word more or less: "打击养老诈骗专项行动", "打击整治养老诈骗专项行动"."""
    at = 0
    for character in short:
        found = long.find(character, at)
        if found < 0:
            return False
        at = found + 1
    return len(short) >= 8 and len(long) - len(short) <= 6 and short[:2] == long[:2]


def _main(text: Text, found: list[FoundCampaign]) -> str | None:
    """Return the campaign the document is about: the one its title names, else by far the most often named."""
    if not found:
        return None
    title = text.blocks[0].end if text.blocks else 0
    weights = {c.key: len(c.spans) + 3 * (c.spans[0][0] < title) for c in found}
    ordered = sorted(found, key=lambda c: (-weights[c.key], c.spans[0]))
    if len(ordered) == 1 or weights[ordered[0].key] > weights[ordered[1].key]:
        return ordered[0].key
    return ordered[0].key if ordered[0].spans[0][0] < title else None


def _anaphors(
    form: str, words: CampaignWords, references: list[Reference], found: list[FoundCampaign], main: str | None
) -> list[Reference]:
    """Return what points back: "该行动" to the campaign named last, "行动中" where one is named in the paragraph."""
    starts = [r.start for r in references]
    waves = {c.key for c in found if "战役" in c.names[0]}
    result: list[Reference] = []
    for start, end, _ in words.anaphors.find(form):
        at = bisect_right(starts, start) - 1
        if at >= 0 and references[at].end + 6 > start:
            continue  # the head of the name before it
        after = bisect_left(starts, start)
        if at < 0:
            continue
        battle = "战役" in form[start:end]
        earlier = [r for r in references[max(0, at - 5) : after] if not battle or r.key in waves]
        if start - form.rfind("\n", 0, start) < 24 and not form.startswith(("该", "此", "这", "上述", "后者"), start):
            earlier = _of_paragraph_before(form, start, earlier, main) or earlier
        if earlier:
            several = form[start:end] in ("上述行动", "这些行动", "两项行动", "三项行动")
            keys = {r.key: r for r in earlier} if several else {earlier[-1].key: earlier[-1]}
            result += [replace(r, start=start, end=end, named=False) for r in keys.values()]
    return result


def _of_paragraph_before(form: str, start: int, earlier: list[Reference], main: str | None) -> list[Reference]:
    """Return what "行动中" at the head of a paragraph means: the one campaign of the one before, else the main."""
    line = form.rfind("\n", 0, start) + 1
    if any(r.start >= line for r in earlier):
        return []
    end = line
    while end > 0 and form[end - 1].isspace():
        end -= 1
    before = form.rfind("\n", 0, end) + 1
    keys = {r.key for r in earlier if r.start >= before}
    if len(keys) == 1:
        return []
    return [r for r in earlier if r.key == main][-1:]

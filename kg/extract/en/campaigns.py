"""Campaigns: code names and descriptions tied into the campaigns a text speaks of, and "the operation" after them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from kg.extract.en.agency_names import NamingReader
from kg.extract.en.campaign_descriptions import Description, DescriptionReader
from kg.extract.en.campaign_names import read_code_names
from kg.extract.en.campaign_words import CampaignWords, CodeName, campaign_words
from kg.extract.en.names import surer
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundCampaign, Gazetteer, Reference
from kg.extract.text import BlockKind, Range, Text
from kg.extract.wording import fold, free_key, slug

_LOOK_BACK = 100
"""Described campaigns with which a new description is compared."""
_MOST_RENDERINGS = 200
"""Code names of one year compared with each other; a text with more is a list, not an announcement."""
_APART = re.compile(r"\b(?:itself|as a whole|forerunner|altogether|goes back|every year|over the years|yearly)\b", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(slots=True)
class Drive:
    """One campaign being gathered."""

    ident: str
    names: dict[str, str] = field(default_factory=dict)
    spans: list[Range] = field(default_factory=list)
    series: str | None = None
    edition: str | None = None
    described: bool = False
    confidence: float = 0.0
    head: str = "operation"
    wave: bool = False

    def add(self, name: str, span: Range, confidence: float) -> None:
        """Note one more naming."""
        name = re.sub(r"\s+", " ", name)
        self.names.setdefault(fold(name), name)
        self.spans.append(span)
        self.confidence = max(self.confidence, confidence)


@dataclass(frozen=True, slots=True)
class Campaigns:
    """The campaigns found, where each is spoken of, the one the text is about, and quotations that label cases."""

    found: tuple[FoundCampaign, ...]
    references: tuple[Reference, ...]
    main: str | None
    case_labels: frozenset[Range]


def find_campaigns(text: Text, lexicon: Lexicon, reader: NamingReader, gazetteer: Gazetteer | None = None) -> Campaigns:
    """Return the campaigns a text names or describes, and every reference to them."""
    words = campaign_words(lexicon)
    code_names, case_labels = read_code_names(text, lexicon, reader, gazetteer)
    drives = _gather_names(text, words, code_names)
    descriptions = list(DescriptionReader(text, words, reader).read())
    anaphoric = _gather_descriptions(text, reader, drives, descriptions, code_names)
    main = _main(text, drives)
    return _finish(text, lexicon, reader, drives, anaphoric, main, case_labels)


_DAYS = re.compile(r"(\d+) day (?:action|operation|campaign|crackdown)\Z")


def _ident(words: CampaignWords, name: str) -> str:
    return _DAYS.sub(r"\1 day action", fold(words.bare(name)))


def _gather_names(text: Text, words: CampaignWords, code_names: list[CodeName]) -> dict[str, Drive]:
    drives: dict[str, Drive] = {}
    bare: list[CodeName] = []
    for each in code_names:
        series, edition = words.series_of(each.name)
        if edition is None:
            bare.append(each)
            continue
        drive = drives.setdefault(_ident(words, each.name), Drive(_ident(words, each.name)))
        drive.series, drive.edition = drive.series or series, edition
        drive.add(each.name, each.span, each.confidence)
    _join_renderings(drives)
    by_series: dict[str, list[Drive]] = defaultdict(list)
    for drive in drives.values():
        if drive.series is not None and drive.edition is not None:
            by_series[fold(drive.series)].append(drive)
    previous: Drive | None = None
    for each in bare:
        home = _home(text, words, each, by_series)
        ident = home if home is not None else _ident(words, each.name)
        drive = drives.setdefault(ident, Drive(ident))
        if home is None and each.how in ("quoted", "named") and drive.series is None:
            drive.series = words.series_of(each.name)[0]
        drive.add(each.name, each.span, each.confidence)
        if each.also is not None:
            drive.names.setdefault(fold(each.also), each.also)
        ordinal = re.search(
            r"\b(first|second|third|fourth)\s+\Z", text.content[max(0, each.span[0] - 9) : each.span[0]]
        )
        if home is None and ordinal is not None and each.how != "short":
            drive.add(f"{ordinal.group(1)} {each.name}", each.span, each.confidence)
        near = previous is not None and previous is not drive and _is_alias(text, words, previous.spans[-1], each)
        if near and previous is not None and home is None and (each.how == "short" or len(drive.spans) == 1):
            previous.names.update(drive.names)
            previous.spans += drive.spans
            del drives[ident]
        else:
            previous = drive
    _join_short(drives)
    return drives


def _is_alias(text: Text, words: CampaignWords, before: Range, each: CodeName) -> bool:
    """Whether a naming only gives another name: "(SACLEO)" after a title, "known as EMMA 9" after a name."""
    gap = each.span[0] - before[1]
    if each.how == "short":
        return gap < 4
    if each.how not in ("named", "edition") or not 0 < gap < 24:
        return False
    tokens = text.tokens
    first = tokens.at(before[1])
    first += tokens.start[first] < before[1]
    while first < len(tokens) and (tokens.word[first] in ',("“' or tokens.low[first] in ("also", "and", "the")):
        first += 1
    hit = words.naming.match(tokens, first)
    return hit is not None and tokens.start[hit[0]] >= each.span[0] - 3


def _join_short(drives: dict[str, Drive]) -> None:
    """Tie a title's short form, met again later, to the title."""
    titles = {name: drive for drive in drives.values() if len(drive.names) > 1 for name in drive.names}
    for ident, drive in list(drives.items()):
        name = next(iter(drive.names.values()))
        title = titles.get(fold(name))
        if len(drive.names) == 1 and len(name) > 2 and title is not None and title is not drive:
            title.spans += drive.spans
            del drives[ident]


def _home(text: Text, kinds: CampaignWords, each: CodeName, by_series: dict[str, list[Drive]]) -> str | None:
    """Return the edition that a code name without one stands for here; None when it stands for itself."""
    editions = by_series.get(fold(kinds.series_of(each.name)[0]), [])
    if not editions or each.plural:
        return None
    if all(d.spans[0][0] > each.span[0] and _is_told_past(text, d) for d in editions):
        return None
    sentence = text.sentences[text.sentence_at(each.span[0])]
    words = text.content[sentence.start : sentence.end]
    if _APART.search(words):
        return None
    before = text.content[max(0, each.span[0] - 12) : each.span[0]].lower()
    if re.search(r"\bfirst\s+\Z|\bother\s+\Z", before):
        return None
    latest = max(editions, key=lambda d: (len(d.spans), _edition_order(d.edition or ""), -d.spans[0][0]))
    years = {int(y) for y in _YEAR.findall(words)}
    named = [y for d in editions for y in map(int, _YEAR.findall(d.edition or ""))]
    if years and not named and "edition" not in words and (latest.edition or "") not in words:
        told = {int(y) for s in latest.spans[:3] for y in _YEAR.findall(_sentence(text, s))}
        if (told and max(years) < max(told)) or (not told and each.how == "prefixed" and len(editions) > 1):
            return None
    return latest.ident


_PAST = re.compile(r"\b(?:earlier|previous|recalled|predecessor|preceding|compared|conducted in|followed|last)\b", re.I)


def _is_told_past(text: Text, drive: Drive) -> bool:
    """Whether an edition is named once, as one long past: "in VAJRA-I, conducted two years before"."""
    once = len(drive.spans) == 1 and len(drive.edition or "") < 4
    return once and bool(_PAST.search(_sentence(text, drive.spans[0])))


def _sentence(text: Text, span: Range) -> str:
    sentence = text.sentences[text.sentence_at(span[0])]
    return text.content[sentence.start : sentence.end]


def _join_renderings(drives: dict[str, Drive]) -> None:
    """Take two renderings of one code name for one: same year, same length, all words but one in common."""
    groups: dict[tuple[str | None, int], list[Drive]] = defaultdict(list)
    for drive in drives.values():
        words = (drive.series or "").split()
        if len(words) > 1 and len(drive.edition or "") == 4:
            groups[drive.edition, len(words)].append(drive)
    for group in groups.values():
        kept: list[Drive] = []
        for drive in group[:_MOST_RENDERINGS]:
            mine = set((drive.series or "").lower().split())
            home = next((k for k in kept if len(mine - set((k.series or "").lower().split())) == 1), None)
            if home is None:
                kept.append(drive)
            else:
                home.names.update(drive.names)
                home.spans += drive.spans
                del drives[drive.ident]


def _gather_descriptions(
    text: Text,
    reader: NamingReader,
    drives: dict[str, Drive],
    descriptions: list[Description],
    code_names: list[CodeName],
) -> list[tuple[Range, str | None]]:
    """Add the described campaigns; return wordings that stand for a campaign named elsewhere (None: the last named)."""
    anaphoric: list[tuple[Range, str | None]] = []
    described: list[Drive] = []
    spans = sorted((span, ident) for ident, drive in drives.items() for span in drive.spans)
    operations = [n.span[0] for n in code_names if n.how in ("prefixed", "named")]
    for each in descriptions:
        span = each.names[0]
        at = bisect_left(spans, (span, ""))
        inside = any(s[0] < span[1] and span[0] < s[1] for s, _ in spans[max(0, at - 1) : at + 2])
        if inside:
            continue
        near = _attached(text, each, span, spans, reader)
        if near is not None:
            anaphoric.append((span, near))
            continue
        home = _same_description(text, each, described)
        if home is not None:
            _add_description(text, drives[home], each)
            continue
        if each.heading and not each.wave:
            anaphoric.append((span, None))
            continue
        if not _stands_alone(text, reader, each, operations, bool(drives)):
            anaphoric.append((span, None))
            continue
        ident = fold(text.quote(each.names[0]))
        if ident not in drives:
            drives[ident] = Drive(ident, described=True, head=each.head, wave=each.wave)
            described.append(drives[ident])
        drive = drives[ident]
        _add_description(text, drive, each)
    return anaphoric


def _add_description(text: Text, drive: Drive, each: Description) -> None:
    confidence = 0.8 if each.marked and each.aimed else 0.7
    for span in each.names:
        name = text.quote(span)
        if len(name.split()) > 1:
            drive.names.setdefault(fold(name), re.sub(r"\s+", " ", name))
    drive.spans.append(each.names[0])
    drive.confidence = max(drive.confidence, confidence)


def _attached(
    text: Text, each: Description, span: Range, spans: list[tuple[Range, str]], reader: NamingReader
) -> str | None:
    """Return the code-named campaign that a description only describes: beside it in the same sentence."""
    sentence = text.sentences[text.sentence_at(span[0])]
    low = bisect_left(spans, ((sentence.start - 1, 0), ""))
    for named, ident in spans[low:]:
        if named[0] > sentence.end:
            break
        if named[1] <= span[0] and span[0] - named[1] < 40 and named[0] >= sentence.start:
            between = text.content[named[1] : span[0]]
            if (
                re.fullmatch(r"[\W_]*(?:was |is |, )?(?:an? |the )?(?:[\w-]+ ){0,2}[\W_]*", between)
                and "." not in between
            ):
                return ident
        if named[0] >= span[0] and named[0] - text.tokens.end[each.last - 1] < 45 and named[1] <= sentence.end + 1:
            between = text.content[text.tokens.end[each.last - 1] : named[0]].lower()
            if re.search(r"code|dubbed|named|called|known as|titled|themed", between) or re.fullmatch(
                r"[\s\W]*", between
            ):
                return ident
    return None


def _same_description(text: Text, each: Description, described: list[Drive]) -> str | None:
    """Return the described campaign met before that these words name again."""
    mine = {fold(text.quote(span)) for span in each.names}
    whole = fold(text.quote(each.names[0]))
    aim = _aim(whole, each.head)
    for drive in reversed(described[-_LOOK_BACK:]):
        ident = drive.ident
        shared = mine & set(drive.names)
        years = set(_YEAR.findall(whole))
        if years and not years & set(_YEAR.findall(" ".join(drive.names))):
            continue
        if aim and len(aim.split()) > 2 and any(_aim(name, drive.head) == aim for name in drive.names):
            return ident
        if (
            shared
            and (not aim or any(_aim(name, each.head) for name in shared))
            and len(max(shared, key=len).split()) > 1
        ):
            return ident
        season = _SEASON.match(whole)
        if season and not aim and any(name.startswith(season.group()) for name in drive.names):
            return ident
    return None


_SEASON = re.compile(r"(?:nationwide )?(?:summer|winter|spring|autumn) ")


def _aim(name: str, head: str) -> str:
    """Return what a description says it is against: the words after its head."""
    _, found, rest = name.partition(f"{head} ")
    return rest if found else ""


def _stands_alone(text: Text, reader: NamingReader, each: Description, operations: list[int], named: bool) -> bool:
    """Whether a described campaign is one of its own, not another word for one named elsewhere."""
    if each.wave:
        return True
    if each.plural and not (each.aimed and each.marked and _has_result(text, each.names[0])):
        return False
    if each.plural:
        return True
    following = text.content[text.tokens.end[each.last - 1] : text.tokens.end[each.last - 1] + 400]
    if re.search(r"\b(?:code-?named|dubbed)\b", following):
        return False
    near = bool(operations) and operations[0] < text.tokens.end[each.last - 1] + 700
    if near and not (each.marked and each.aimed and "special" in text.quote(each.names[0])):
        return False
    if each.aimed and not each.marked and not each.duration:
        return not named or _has_result(text, each.names[0])
    return True


_PARTNERS = re.compile(r"\d|\b(?:cooperation|together|jointly|collaboration|along) with\b|\bother departments\b")


def _has_result(text: Text, span: Range) -> bool:
    """Whether a result, a date or a partner stands in the same sentence."""
    return bool(_PARTNERS.search(_sentence(text, span)))


def _main(text: Text, drives: dict[str, Drive]) -> str | None:
    """Return the campaign the text is about: in its title, or named most."""
    if not drives:
        return None
    opening = text.blocks[min(3, len(text.blocks) - 1)].end if text.blocks else 0
    weights: Counter[str] = Counter()
    latest: dict[str, str] = {}
    for drive in drives.values():
        if drive.edition is not None and drive.series is not None:
            latest[drive.series] = max(latest.get(drive.series, ""), drive.edition, key=_edition_order)
    for ident, drive in drives.items():
        for start, _ in drive.spans:
            weights[ident] += 3 if start < opening else 1
        if drive.described:
            weights[ident] -= 1
        if drive.edition is not None and drive.edition == latest.get(drive.series or ""):
            weights[ident] += 1
        if any(name.startswith(("operation ", "project ")) for name in drive.names):
            weights[ident] += 1
    best = max(drives, key=lambda ident: (weights[ident], -drives[ident].spans[0][0]))
    early = drives[best].spans[0][0] < opening or min(drives[best].spans)[0] < opening
    share = len(drives[best].spans) / max(1, sum(len(d.spans) for d in drives.values()))
    return best if early or share >= 0.4 or len(drives) == 1 else None


_ROMAN = {"I": 1, "V": 5, "X": 10}


def _edition_order(edition: str) -> int:
    """Return an edition's place in its series: the year, or the value of the numeral."""
    if edition[:4].isdigit():
        return int(edition[:4])
    values = [_ROMAN.get(c, 0) for c in edition]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def _finish(
    text: Text,
    lexicon: Lexicon,
    reader: NamingReader,
    drives: dict[str, Drive],
    anaphoric: list[tuple[Range, str | None]],
    main: str | None,
    case_labels: frozenset[Range],
) -> Campaigns:
    keys: dict[str, str] = {}
    taken: dict[str, int] = {}
    words = campaign_words(lexicon)
    for ident, drive in drives.items():
        base = slug(words.bare(next(iter(drive.names)))) or "campaign"
        keys[ident] = free_key(base, taken)
    references = [
        Reference(start, end, keys[ident], "campaign") for ident, drive in drives.items() for start, end in drive.spans
    ]
    references.sort(key=lambda r: (r.start, -r.end))
    references += [
        Reference(span[0], span[1], key, "campaign", named=False)
        for span, ident in anaphoric
        if (key := keys[ident] if ident is not None else _meant(references, span, keys.get(main or ""))) is not None
    ]
    references.sort(key=lambda r: (r.start, -r.end))
    references += _anaphors(text, lexicon, references, keys.get(main or ""))
    references.sort(key=lambda r: (r.start, -r.end))
    found = [
        FoundCampaign(
            key=keys[ident],
            names=tuple(drive.names.values()),
            spans=tuple(sorted(set(drive.spans))),
            confidence=surer(drive.confidence, len(set(drive.spans))),
            series=drive.series,
            edition=drive.edition,
            described=drive.described,
        )
        for ident, drive in drives.items()
    ]
    found.sort(key=lambda f: f.spans[0])
    return Campaigns(tuple(found), tuple(references), keys.get(main or ""), case_labels)


def _meant(references: list[Reference], span: Range, main: str | None) -> str | None:
    """Return the campaign another wording stands for: one named soon after, else the last before, else the main."""
    at = bisect_left(references, span[0], key=lambda r: r.start)
    if at < len(references) and references[at].start - span[1] < 300:
        return references[at].key
    return references[at - 1].key if at else main


def _anaphors(text: Text, lexicon: Lexicon, references: list[Reference], main: str | None) -> list[Reference]:
    """Find "the operation", "this special action": the campaign spoken of last before it, else the main one."""
    tokens = text.tokens
    found: list[Reference] = []
    position = 0
    last: str | None = None
    last_block = last_sentence = -1
    covered = -1
    for first, end, _ in campaign_words(lexicon).anaphors.find(tokens):
        start = tokens.start[first]
        while position < len(references) and references[position].start <= start:
            if references[position].end > start:
                covered = references[position].end
            sentence = text.sentence_at(references[position].start)
            if sentence != last_sentence or last is None or references[position].key == main:
                last = references[position].key
            last_sentence, last_block = sentence, text.block_at(references[position].start)
            position += 1
        if start < covered or first == 0:
            continue
        before = tokens.low[first - 1]
        begins = tokens.word[first][0].isupper() and text.blocks[text.block_at(start)].kind is BlockKind.PROSE
        if before in ("the", "this", "that", "its", "entire") or begins:
            if position < len(references) and references[position].start - tokens.end[end - 1] < 4:
                last = references[position].key
            near = last if last is not None and text.block_at(start) - last_block <= 4 else main or last
            if near is not None:
                found.append(Reference(start, tokens.end[end - 1], near, "campaign", named=False))
    return found

"""What a figure counts when its noun stands elsewhere, and the verb that governs it.

List labels ("Arrests: 104"), nouns before the number ("criminal cases more than 4,000"), subjects ("checks numbered
about 68,000"), antecedents ("of which 170,340 were seized"), and pairs told apart by "respectively".
"""

from __future__ import annotations

import re

from kg.extract.drafts import Draft, label_of, set_counted
from kg.extract.phrases import Grammar, phrase_before, read_phrase
from kg.extract.text import BlockKind, Text, Tokens
from kg.extract.units import singular

_GOODS = ("item", "mass", "volume", "area", "case", "vehicle", "animal", "other", "document", "event", "network")
"""Units of things that can have a value."""
_ADVERBIAL = re.compile(
    r"(?i)(?:from|in|since|during|as|by|over|compared|under|between|meanwhile|at|for|with|on|after|through)\b"
)
_VALUES = frozenset(["value", "worth", "price", "cost", "turnover", "volume", "weight"])
_PARTS = frozenset(["which", "these", "them", "those", "whom", "among"])


def fill_drafts(text: Text, drafts: list[Draft], g: Grammar) -> None:
    """Complete every draft in place from its list label, its sentence and the figures before it."""
    known = {d.number.value: d for d in reversed(drafts) if d.what and d.measure == "count" and not d.elided}
    for i, draft in enumerate(drafts):
        if not _from_label(text, draft, g) and draft.elided:
            _fill(text, drafts, i, g)
            if draft.what is None and draft.measure == "count":
                _from_elsewhere(draft, known.get(draft.number.value), g)
        if draft.action is None:
            draft.action = find_action(text, draft, g)
    _pair_respectively(text, drafts, g)


def _words(text: Text, first: int, stop: int) -> str:
    tk = text.tokens
    return " ".join(text.content[tk.start[first] : tk.end[stop - 1]].split()).strip("\"“”'") if stop > first else ""


def _from_label(text: Text, draft: Draft, g: Grammar) -> bool:
    """Read the label of a list line or a table row; whether there was one that says what is counted."""
    if draft.measure in ("change",) or (not draft.elided and draft.measure not in ("amount",)):
        if not draft.elided and draft.measure == "count" and singular(draft.head) in ("round", "unit", "piece", "item"):
            _complete_container(text, draft, g)
        return False
    span = label_of(text, draft)
    if not span:
        return False
    tk = text.tokens
    row = text.blocks[text.block_at(draft.start)].kind is BlockKind.ROW
    if row and "|" in text.content[span[1] : draft.start]:
        span = _first_cell(text, draft, span)
    first, stop = tk.at(span[0]), tk.at(span[1] - 1) + 1
    if tk.start[first] < span[0]:
        first += 1
    phrase = read_phrase(tk, first, stop, g)
    if (
        draft.measure == "count"
        and draft.after < draft.limit
        and tk.word[draft.after][0].isalpha()
        and g.participle(tk.low[draft.after])
    ):
        return False
    if draft.measure == "amount" and draft.what and not draft.elided:
        return False
    if not phrase or (g.participle(tk.low[first]) and stop - first < 4 and phrase.head == first):
        verb = tk.low[first] if first < stop else ""
        if g.participle(verb):
            draft.action, draft.label = tk.word[first], True
            noun = _heading_noun(text, draft, g)
            draft.what = noun or (g.people_noun if verb in g.people_verbs else None)
            draft.unit = (g.units.of((singular((noun or "").lower().split()[-1]),)) if noun else None) or "person"
            draft.unit_text, draft.start = draft.what, min(draft.start, span[0])
            return True
        return False
    draft.what, draft.head, draft.label = _words(text, phrase.first, phrase.of_stop), tk.low[phrase.head], True
    overall = _heading_subject(text, draft, g) if draft.measure == "count" else None
    if overall:
        draft.what, draft.head, draft.elided = f"{overall} for {draft.what}", overall.lower(), False
        draft.unit, draft.unit_text = g.units.of((overall.lower(),)) or "other", overall
        draft.start = min(draft.start, span[0])
        return True
    _table_cells(text, draft, span)
    if draft.measure == "count":
        head = phrase.head
        set_counted(text, draft, phrase.first, head, g)
    draft.start = (
        min(draft.start, span[0])
        if not row or "|" not in text.content[span[1] : draft.start].strip(" |")
        else draft.start
    )
    draft.elided = False
    for j in range(phrase.of_stop, stop):
        if g.verb(tk.low[j]):
            draft.action = tk.word[j]
            break
    return True


def _complete_container(text: Text, draft: Draft, g: Grammar) -> None:
    """ "Ammunition: 3,404 rounds" counts rounds of ammunition."""
    span = label_of(text, draft)
    tk = text.tokens
    if span and draft.what and " of " not in draft.what:
        phrase = read_phrase(tk, tk.at(span[0]), tk.at(span[1] - 1) + 1, g)
        if phrase:
            draft.what = f"{draft.what} of {_words(text, phrase.first, phrase.stop).lower()}"
            draft.start, draft.label = min(draft.start, span[0]), True


def _first_cell(text: Text, draft: Draft, span: tuple[int, int]) -> tuple[int, int]:
    """Return the first cell of a table row that has words, where the label of the row stands."""
    block = text.blocks[text.block_at(draft.start)]
    found = re.compile(r"[\s|]*([^|\n]*[A-Za-z][^|\n]*?)\s*\|").match(text.content, max(block.start, draft.start - 400), draft.start)
    return found.span(1) if found else span


def _table_cells(text: Text, draft: Draft, span: tuple[int, int]) -> None:
    """Take the place from a cell between label and number."""
    between = text.content[span[1] : draft.start]
    if "|" in between:
        cells = [c.strip() for c in between.split("|")]
        words = [c for c in cells if c and not re.search(r"\d", c)]
        if words and not words[0].lower().startswith("all "):
            draft.place = words[0]


def _heading_subject(text: Text, draft: Draft, g: Grammar) -> str | None:
    """Return the noun of a heading that tells what its list counts: "Arrests by type of crime"."""
    block = text.blocks[text.block_at(draft.start)]
    if block.heading is None or block.kind not in (BlockKind.ITEM, BlockKind.ROW):
        return None
    heading = text.blocks[block.heading]
    found = re.match(r"([A-Za-z]+)\s+(?:by|per)\s", text.content[heading.start : heading.end].strip())
    return found.group(1) if found and g.counted(found.group(1).lower()) else None


def _heading_noun(text: Text, draft: Draft, g: Grammar) -> str | None:
    block = text.blocks[text.block_at(draft.start)]
    if block.heading is None:
        return None
    heading = text.blocks[block.heading]
    words = text.content[heading.start : heading.end].strip(" :")
    return words if len(words) < 30 and g.plural(words.lower().split()[-1] if words else "") else None


def _fill(text: Text, drafts: list[Draft], i: int, g: Grammar) -> None:
    draft = drafts[i]
    if draft.measure == "change":
        _subject_of_change(text, drafts, i, g)
    elif draft.measure == "amount":
        _amount_of(text, drafts, i, g)
    elif draft.measure == "share":
        _share_of(text, drafts, i, g)
    elif draft.measure == "duration":
        _duration_of(text, draft, g)
    else:
        _count_of(text, drafts, i, g)


def _set(text: Text, draft: Draft, first: int, stop: int, head: int, g: Grammar) -> None:
    draft.what = _words(text, first, stop)
    if draft.measure == "count":
        set_counted(text, draft, first, head, g)
    draft.head = text.tokens.low[head]


def _predicate(text: Text, draft: Draft, g: Grammar) -> bool:
    """ "273.6 million were medicines": the noun after the verb."""
    tk, i = text.tokens, draft.after
    if i + 1 >= draft.limit or tk.low[i] not in ("was", "were", "is", "are"):
        return False
    j = i + 1
    while j < draft.limit and tk.low[j] in ("of", "the", "a", "for", "from", "about"):
        j += 1
    phrase = read_phrase(tk, j, draft.limit, g)
    if not phrase or g.participle(tk.low[phrase.first]) or tk.low[phrase.first].endswith("ing"):
        return False
    if draft.measure == "count" and not (g.plural(tk.low[phrase.head]) or g.counted(tk.low[phrase.head])):
        return False
    _set(text, draft, phrase.first, phrase.of_stop, phrase.head, g)
    draft.end = max(draft.end, tk.end[phrase.of_stop - 1])
    return True


def _noun_before(text: Text, draft: Draft, g: Grammar) -> bool:
    """ "criminal cases more than 4,000": the noun right before the number."""
    tk = text.tokens
    last = tk.at(draft.start)
    if tk.start[last] >= draft.start:
        last -= 1
    if last < draft.low or not tk.word[last][0].isalpha() or not g.plural(tk.low[last]):
        return False
    first, stop = phrase_before(tk, last, draft.low, g)
    if stop <= first:
        return False
    _set(text, draft, first, stop, last, g)
    draft.start = min(draft.start, tk.start[first])
    return True


def _subject(text: Text, draft: Draft, verb: int, g: Grammar) -> tuple[int, int, int] | None:
    """Return (first, stop, head) of the subject of the verb at token `verb`: the clause's leading noun phrase."""
    tk = text.tokens
    clause = verb
    while clause > max(draft.low, verb - 80) and tk.low[clause - 1] not in (";", ":", ".", "while", "whereas"):
        clause -= 1
    for lead in _clause_starts(tk, clause, verb):
        j = lead
        while j < verb and (
            tk.low[j]
            in (
                "the",
                "a",
                "an",
                "number",
                "numbers",
                "of",
                "total",
                "all",
                "its",
                "their",
                "that",
                "those",
                "and",
                "overall",
            )
            or not tk.word[j][0].isalpha()
        ):
            if tk.low[j] in ("that", "those") and tk.low[j + 1] != "of":
                break
            j += 1
        phrase = read_phrase(tk, j, verb, g)
        if phrase and (g.counted(tk.low[phrase.head]) or phrase.of_stop >= verb - 1):
            return phrase.first, phrase.of_stop, phrase.head
    first, stop = phrase_before(tk, verb - 1, draft.low, g)
    return (first, stop, stop - 1) if stop > first else None


def _clause_starts(tk: Tokens, clause: int, verb: int) -> list[int]:
    """Return where a subject may begin, nearest comma first when an adverbial stands before it."""
    starts = [clause]
    for j in range(clause, verb):
        if tk.low[j] == ",":
            starts.append(j + 1)
    opener = tk.low[clause] if clause < verb else ""
    adverbial = opener in (
        "in",
        "during",
        "since",
        "from",
        "for",
        "by",
        "at",
        "on",
        "of",
        "as",
        "compared",
        "under",
        "between",
        "over",
        "through",
        "after",
        "before",
        "with",
        "among",
        "meanwhile",
        "also",
        "however",
        "first",
        "second",
        "third",
        "last",
        "this",
    )
    nearest = starts[-1:] + starts[:-1] if len(starts) > 1 else starts
    return nearest[:3] if adverbial or len(starts) == 2 else starts[:1] + nearest[:2]


def _equated(text: Text, draft: Draft, g: Grammar) -> int | None:
    """Return the token of the verb that equates a subject with the number, if it stands right before it."""
    tk = text.tokens
    j = tk.at(draft.start)
    if tk.start[j] >= draft.start:
        j -= 1
    if (
        j >= draft.low
        and draft.number.comparator == ">"
        and tk.low[j + 1 : j + 2]
        and tk.low[j + 1] in ("exceeded", "exceeds", "exceeding", "surpassed", "topped")
    ):
        return j + 1
    steps = 0
    while (
        j >= draft.low
        and steps < 4
        and tk.low[j]
        in (
            "to",
            "at",
            "by",
            "a",
            "total",
            "of",
            "be",
            "been",
            "as",
            "high",
            "now",
            "only",
            "more",
            "than",
            "about",
            "estimated",
            "the",
        )
    ):
        j -= 1
        steps += 1
    if j >= draft.low and tk.low[j] in g.equate:
        while j > draft.low and tk.low[j - 1] in g.auxiliaries:
            j -= 1
        return j
    return None


def _previous(drafts: list[Draft], i: int, units: tuple[str, ...] = (), text: Text | None = None) -> Draft | None:
    """Return the nearest figure before, in this or the last sentence, that counts something."""
    for d in reversed(drafts[max(0, i - 6) : i]):
        if drafts[i].sentence - d.sentence > 3:
            return None
        if d.what and (d.unit in units if units else d.measure == "count" and d.unit not in ("time",)):
            return d
    return None


def _copy(draft: Draft, source: Draft) -> None:
    draft.what, draft.head = source.what, source.head
    if draft.measure == "count":
        draft.unit, draft.unit_text = source.unit, source.unit_text


def _count_of(text: Text, drafts: list[Draft], i: int, g: Grammar) -> None:
    draft, tk = drafts[i], text.tokens
    verb = _equated(text, draft, g)
    tail = tk.low[max(draft.low, tk.at(draft.start) - 4) : tk.at(draft.start)]
    after = tk.low[draft.after : draft.after + 2]
    parted = bool(_PARTS & set(tail)) or after in (("of", "them"), ("of", "these"), ("of", "those"), ("of", "which"))
    if after[:1] and after[0] in ("other", "others", "more", "further"):
        parted = True
    if not parted and _predicate_is_free(tail) and _noun_before(text, draft, g):
        return
    if _predicate(text, draft, g):
        return
    adjective = _ones(text, draft)
    if adjective and (source := _previous(drafts, i)):
        draft.what = f"{adjective} {source.what.split(' of ')[0].split()[-1]}" if source.what else None
        draft.unit, draft.unit_text, draft.head = source.unit, source.unit_text, source.head
        return
    if not parted and (partitive := _of_the(text, draft, g)):
        _set(text, draft, *partitive, g)
        return
    if verb is not None and not parted and (subject := _subject(text, draft, verb, g)):
        _set(text, draft, *subject, g)
        return
    if (
        text.content[draft.start - 1 : draft.start] == "("
        and draft.start
        and text.content[draft.end : draft.end + 1] == ")"
    ):
        leading = _leading_noun(text, draft, g)
        if leading:
            _set(text, draft, *leading, g)
            return
    # A chain that shares its noun: "12, 15 and 20 arrests".
    nxt = drafts[i + 1] if i + 1 < len(drafts) else None
    if nxt and not nxt.elided and nxt.sentence == draft.sentence and nxt.measure == "count":
        between = text.content[draft.end : nxt.start]
        if re.fullmatch(r"\s*(?:,|and|or|, and|to)\s*", between):
            _copy(draft, nxt)
            return
    if asked := _asked(text, draft, g):
        _set(text, draft, *asked, g)
        return
    source = _previous(drafts, i)
    if tail[-1:] == ("including",) and (source is None or source.sentence != draft.sentence):
        source = None
    verb_after = next(
        (tk.low[j] for j in range(draft.after, min(draft.after + 4, draft.limit)) if g.participle(tk.low[j])), ""
    )
    if source and not (verb_after in g.people_verbs and source.unit not in ("person", "event") and not parted):
        _copy(draft, source)
    elif verb_after in g.people_verbs:
        draft.unit = "person"
    elif (
        text.blocks[text.block_at(draft.start)].kind is BlockKind.PROSE and (leading := _leading_noun(text, draft, g))
    ) or (leading := _leading_noun(text, draft, g) if tail[-1:] == ("including",) else None):
        _set(text, draft, *leading, g)


def _leading_noun(text: Text, draft: Draft, g: Grammar) -> tuple[int, int, int] | None:
    """Return the first plural noun of a sentence, which the numbers in brackets after names count."""
    tk = text.tokens
    for j in range(max(draft.low, draft.at - 80), draft.at):
        if g.plural(tk.low[j]):
            first, stop = phrase_before(tk, j, draft.low, g)
            return (first, stop, stop - 1) if stop > first else None
    return None


_HOW_MANY = re.compile(r"(?i)\bhow many\s+([^?\n]{3,60}?)\s+(?:were|was|have|has|had|did|are|is|do|took)\b[^?\n]*\?\s*\Z")


def _asked(text: Text, draft: Draft, g: Grammar) -> tuple[int, int, int] | None:
    """Return the noun of "How many people were charged?" that a bare number answers."""
    found = _HOW_MANY.search(text.content, max(0, draft.start - 160), draft.start)
    if not found:
        return None
    tk = text.tokens
    first, stop = tk.at(found.start(1)), tk.at(found.end(1) - 1) + 1
    phrase = read_phrase(tk, first, stop, g)
    return (phrase.first, phrase.of_stop, phrase.head) if phrase else None


def _predicate_is_free(tail: tuple[str, ...]) -> bool:
    return not (tail and tail[-1] in ("with", "to", "of", "another", "reported", "had"))


def _ones(text: Text, draft: Draft) -> str | None:
    """Return the adjective of "2,078 administrative ones"."""
    found = re.compile(r"\s+([a-z-]+)\s+ones\b").match(text.content, draft.number.end)
    if not found:
        return None
    draft.end = max(draft.end, found.end())
    return found.group(1)


def _of_the(text: Text, draft: Draft, g: Grammar) -> tuple[int, int, int] | None:
    """Return the phrase of "Of the cases solved this year, 46 ..."."""
    tk, j = text.tokens, draft.low
    if tk.low[j] not in ("of", "among") or draft.at - j < 2:
        return None
    j += 1
    while j < draft.at and (tk.low[j] in ("the", "all", "total", "these", "those") or tk.word[j][0].isdigit()):
        j += 1
    phrase = read_phrase(tk, j, draft.at, g)
    return (phrase.first, phrase.of_stop, phrase.head) if phrase and tk.low[phrase.head] not in g.pronouns else None


def _from_elsewhere(draft: Draft, same: Draft | None, g: Grammar) -> None:
    """The same number with its noun elsewhere in the text says what a headline's bare number counts."""
    if same is not None and draft.number.value > 20:
        _copy(draft, same)
    elif draft.unit == "person":
        draft.what = draft.unit_text = g.people_noun


def _amount_of(text: Text, drafts: list[Draft], i: int, g: Grammar) -> None:
    draft, tk = drafts[i], text.tokens
    if draft.dual and i:
        _copy(draft, drafts[i - 1])
        return
    if _predicate(text, draft, g):
        return
    if draft.at - draft.low < 8 and (partitive := _of_the(text, draft, g)):
        _set(text, draft, *partitive, g)
        return
    last = tk.at(draft.start)
    if tk.start[last] >= draft.start:
        last -= 1
    while (
        last > draft.low
        and tk.low[last] in ("a", "total", "the", "around", "about", "up", "to")
        and tk.low[last] != "of"
    ):
        last -= 1
    word = tk.low[last] if last >= draft.low else ""
    if (
        word in g.sums
        and draft.number.comparator != "="
        and (source := _previous(drafts, i, _GOODS))
        and source.sentence == draft.sentence
    ):
        draft.what, draft.head = f"{tk.word[last]} of {source.what}", word
        return
    if word in ("of", "worth", "at", "totaling", "totalling", "in") and last > draft.low:
        stop = last
        while stop > draft.low and tk.low[stop - 1] in (
            "valued",
            "estimated",
            "a",
            "total",
            "market",
            "street",
            "retail",
            ",",
            "approximate",
            "with",
            "value",
            "is",
            "was",
            "were",
            "are",
        ):
            stop -= 1
        sums = tk.low[last - 1] in g.sums
        first, end = phrase_before(tk, (last if sums else stop) - 1, draft.low, g)
        bearer = _bearer(text, draft, last - 1, g) if tk.low[last - 1] in _VALUES else None
        if bearer:
            draft.what, draft.head = f"{tk.word[last - 1]} of {bearer}", tk.low[last - 1]
            return
        if (
            sums
            and end - first < 3
            and tk.low[last - 1] in _VALUES
            and (source := _previous(drafts, i, _GOODS))
            and source.sentence == draft.sentence
        ):
            draft.what, draft.head = f"{tk.word[last - 1]} of {source.what}", tk.low[last - 1]
            return
        if end > first and not g.verb(tk.low[end - 1]):
            _set(text, draft, first, end, end - 1, g)
            return
        if draft.unit == "money" and (source := _previous(drafts, i, _GOODS)) and source.sentence == draft.sentence:
            _copy(draft, source)
            return
    if word in ("weighing", "measuring", "with") and draft.unit != "money" and last > draft.low:
        first, end = phrase_before(tk, last - 1, draft.low, g)
        if end > first and tk.word[end - 1].islower() and not g.verb(tk.low[end - 1]):
            _set(text, draft, first, end, end - 1, g)
            return
    verb = _equated(text, draft, g)
    if verb is None and word in ("from", "to"):
        verb = next(
            (j for j in range(last - 1, max(draft.low, last - 10), -1) if tk.low[j] in g.rise or tk.low[j] in g.fall),
            None,
        )
    if verb is not None and (subject := _subject(text, draft, verb, g)):
        _set(text, draft, *subject, g)
        return
    if (word and g.plural(word)) or word in g.sums:
        first, end = phrase_before(tk, last, draft.low, g)
        if end > first:
            _set(text, draft, first, end, end - 1, g)
            return
    if draft.unit != "money":
        source = _previous(drafts, i, (draft.unit,)) or _next_amount(drafts, i)
        if source or (source := _previous(drafts, i)):
            _copy(draft, source)
        return
    after = tk.low[draft.after : draft.after + 2]
    if after[:1] == ("involved",):
        draft.what = draft.head = "amount involved"
    elif word in ("with", "worth", "exceeding", "valued") and (source := _previous(drafts, i)):
        _copy(draft, source)
    elif source := _previous(drafts, i, ("money",)):
        draft.what, draft.head = source.what, source.head
    elif word == "involving" and (source := _previous(drafts, i)):
        draft.what, draft.head = f"value of {source.what}", "value"


def _bearer(text: Text, draft: Draft, noun: int, g: Grammar) -> str | None:
    """Return what has the value or weight: "cocaine" in "cocaine with a net weight of 40 kg"."""
    tk = text.tokens
    for j in range(noun - 1, max(draft.low, noun - 5), -1):
        if tk.low[j] == "with":
            first, stop = phrase_before(tk, j - 1, draft.low, g)
            if (
                stop > first
                and not tk.word[first][0].isdigit()
                and tk.word[stop - 1][0].isalpha()
                and not g.verb(tk.low[stop - 1])
            ):
                return _words(text, first, stop)
            return None
    return None


def _next_amount(drafts: list[Draft], i: int) -> Draft | None:
    """ "over 17,486 tonnes and 144,313 pieces of waste": the next figure's noun."""
    if i + 1 < len(drafts):
        d = drafts[i + 1]
        if d.sentence == drafts[i].sentence and d.what and " of " in d.what and not d.elided:
            return d
    return None


def _share_of(text: Text, drafts: list[Draft], i: int, g: Grammar) -> None:
    draft, tk = drafts[i], text.tokens
    content = text.content
    before = content[max(0, draft.start - 2) : draft.start]
    previous = drafts[i - 1] if i else None
    if "(" in before and previous and content[previous.end : draft.start].count(",") == 0:
        _copy(draft, previous)
        return
    last = tk.at(draft.start) - (1 if tk.start[tk.at(draft.start)] >= draft.start else 0)
    if last > draft.low and tk.low[last] == "of":
        first, stop = phrase_before(tk, last - 1, draft.low, g)
        if stop > first:
            _set(text, draft, first, stop, stop - 1, g)
            draft.start = min(draft.start, tk.start[first])
            return
    verb = _verb_before(tk, last, draft.low, g)
    if verb is not None and (subject := _subject(text, draft, verb, g)):
        _set(text, draft, *subject, g)
        return
    if previous and previous.sentence == draft.sentence and previous.what:
        _copy(draft, previous)


def _verb_before(tk: Tokens, last: int, low: int, g: Grammar) -> int | None:
    for j in range(last, max(low, last - 12), -1):
        word = tk.low[j]
        if word in (";", ":"):
            return None
        if (
            word in g.auxiliaries
            or word in g.rise
            or word in g.fall
            or word in g.equate - {"to", "at"}
            or g.participle(word)
            or word in ("accounted", "represents", "make", "makes")
        ):
            while j > low and tk.low[j - 1] in g.auxiliaries:
                j -= 1
            return j
    return None


def _subject_of_change(text: Text, drafts: list[Draft], i: int, g: Grammar) -> None:
    draft, tk = drafts[i], text.tokens
    start = tk.at(draft.start)
    if tk.start[start] > draft.start:
        start -= 1
    previous = drafts[i - 1] if i else None
    if tk.low[start] in g.rise or tk.low[start] in g.fall or tk.low[max(start - 1, 0)] in ("a", "an", "by"):
        verb = start
        while verb > draft.low and tk.low[verb - 1] in (
            *g.auxiliaries,
            "a",
            "an",
            "by",
            "year-on-year",
            "representing",
            "marking",
            "sharp",
            "marked",
            "significant",
            "saw",
        ):
            verb -= 1
        # ", a rise of 140%" and ", down 12%" speak of the figure before.
        appositive = verb > draft.low and tk.low[verb - 1] in (",", "(", "–", "—", "-")
        if (
            appositive
            and previous
            and previous.what
            and previous.measure == "count"
            and draft.sentence == previous.sentence
        ):
            _copy(draft, previous)
            return
        subject = _subject(text, draft, verb, g) if not appositive else _subject(text, draft, verb - 1, g)
        if subject:
            _set(text, draft, *subject, g)
            return
    if previous and previous.sentence == draft.sentence and previous.what:
        _copy(draft, previous)
        return
    verb_at = _verb_before(tk, start - 1, draft.low, g)
    if verb_at is not None and (subject := _subject(text, draft, verb_at, g)):
        _set(text, draft, *subject, g)


def _duration_of(text: Text, draft: Draft, g: Grammar) -> None:
    tk = text.tokens
    last = tk.at(draft.start) - 1
    if any(w in g.terms for w in tk.low[max(draft.low, draft.at - 8) : min(draft.after + 5, draft.limit)]):
        draft.what = draft.head = g.term_noun
        return
    if (noun := _heading_subject(text, draft, g)) is not None:
        draft.what = draft.head = noun
        return
    for j in range(last, draft.low - 1, -1):
        word = tk.low[j]
        if g.verb(word) or word in g.auxiliaries:
            subject = _subject(text, draft, j, g)
            if subject:
                _set(text, draft, *subject, g)
            return


def _pair_respectively(text: Text, drafts: list[Draft], g: Grammar) -> None:
    """Share the nouns of "A, B and C fell by 4, 40 and 21 percent respectively" out to their figures."""
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence, []).append(draft)
    for number, group in by_sentence.items():
        sentence = text.sentences[number]
        if "respectively" not in text.content[sentence.start : sentence.end].lower():
            continue
        _share_units(text, group)
        run = [d for d in group if d.measure in ("change", "share")]
        counts = [d for d in group if d.measure == "count" and not d.elided and d.what]
        if len(run) < 2:
            continue
        before = [d for d in counts if d.end <= run[0].start]
        if len(before) >= len(run):
            for draft, source in zip(run, before[-len(run) :], strict=True):
                draft.what, draft.head = source.what, source.head
            continue
        parts = _subjects(text, run[0], len(run), g)
        for draft, part in zip(run, parts, strict=False):
            draft.what = part


def _share_units(text: Text, group: list[Draft]) -> None:
    """ "up 12 and 17 percent": the first takes the second's unit."""
    for draft, following in zip(reversed(group[:-1]), reversed(group[1:]), strict=True):
        between = text.content[draft.number.tail : following.start]
        if (
            following.unit in ("percent", "money")
            and draft.elided
            and draft.measure == "count"
            and re.fullmatch(r"\s*(?:,|and|, and)\s*", between)
        ):
            draft.unit, draft.unit_text, draft.measure = following.unit, following.unit_text, following.measure
            draft.falls = following.falls


def _subjects(text: Text, first: Draft, size: int, g: Grammar) -> list[str]:
    """Return the nouns of a coordinated subject, as many as there are figures; empty when they do not match."""
    content = text.content
    start = text.sentences[first.sentence].start
    clause = re.sub(
        r"(?i)\b(?:were|was|have|has|had|fell|rose|dropped|decreased|increased|declined|grew)\b.*\Z",
        "",
        content[start : first.start],
        flags=re.S,
    )
    clause = clause.rsplit(";", 1)[-1]
    pieces: list[str] = []
    before, serial, final = clause.rpartition(", and ")
    for parts in (
        [*before.split(", "), final] if serial else [],
        re.split(r"\s+and\s+(?=the number|that)|,\s*", clause),
        re.split(r"\s+and\s+", clause),
        re.split(r",\s+and\s+|,\s*|\s+and\s+", clause),
    ):
        pieces = [p.strip() for p in parts if p.strip()]
        if pieces and _ADVERBIAL.match(pieces[0]):
            pieces = pieces[1:]
        if len(pieces) == size:
            break
    pieces = pieces[-size:]
    names = [re.sub(r"(?i)^(?:the\s+)?(?:number\s+of\s+|numbers\s+of\s+)?(?:the\s+)?", "", p) for p in pieces]
    return names if len(names) == size else []


def find_action(text: Text, draft: Draft, g: Grammar) -> str | None:
    """Return the verb that governs a figure: "arrested" in "50 people were arrested" and in "arrested 50 people"."""
    tk = text.tokens
    if draft.measure == "change":
        word = tk.low[tk.at(draft.start)]
        return tk.word[tk.at(draft.start)] if word in g.rise or word in g.fall else None
    j = tk.at(draft.end - 1) + 1
    for k in range(j, min(j + 12, draft.limit)):
        word = tk.low[k]
        if word in (";", ":", ".", "(", ")") or word in ("who", "that", "which"):
            break
        if g.participle(word) and word not in ("led", "based", "said"):
            if tk.low[k - 1] in (*g.auxiliaries, "and", "or") or k == j or tk.low[k - 1].endswith("ly"):
                return _with_particle(tk, k, draft.limit)
            break
    first = tk.at(draft.start)
    for k in range(first - 1, max(draft.low - 1, first - 14), -1):
        word = tk.low[k]
        if word in (";", ":", "."):
            break
        if (
            g.verb(word)
            and word not in ("including", "worth", "valued", "according", "said", "estimated")
            and not (k + 1 < first and g.counted(word) and tk.low[k + 1] not in ("a", "the", "over"))
        ):
            return _with_particle(tk, k, first)
    return None


def _with_particle(tk: Tokens, k: int, limit: int) -> str:
    if (
        k + 1 < limit
        and tk.low[k + 1] in ("up", "down", "out", "back", "off", "over", "with")
        and tk.low[k]
        in (
            "taken",
            "took",
            "shut",
            "broke",
            "broken",
            "brought",
            "set",
            "sent",
            "dealt",
            "carried",
            "turned",
            "closed",
            "handed",
            "cracked",
            "rounded",
        )
    ):
        return f"{tk.word[k]} {tk.word[k + 1]}"
    return tk.word[k]

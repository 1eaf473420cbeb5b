"""Nouns that stand apart from their number: before it, after its verb, as its subject, or with the figure before."""

from __future__ import annotations

from kg.extract.drafts import Draft
from kg.extract.en.counted import set_counted
from kg.extract.en.phrases import Grammar, phrase_before, read_phrase
from kg.extract.text import Text, Tokens


def words_at(text: Text, first: int, stop: int) -> str:
    """Return the words of some tokens, white space made single, outer quotation marks dropped."""
    tk = text.tokens
    return " ".join(text.content[tk.start[first] : tk.end[stop - 1]].split()).strip("\"“”'") if stop > first else ""


def set_noun(text: Text, draft: Draft, first: int, stop: int, head: int, g: Grammar) -> None:
    """Let the noun phrase `first`..`stop` with its head at token `head` be what the figure is of."""
    draft.what = words_at(text, first, stop)
    if draft.measure == "count" or (draft.measure == "rate" and draft.unit_text is None):
        set_counted(text, draft, first, head, g)
    draft.head = text.tokens.low[head]


def copy_noun(draft: Draft, source: Draft) -> None:
    """Let a figure count what another counts."""
    draft.what, draft.head = source.what, source.head
    if draft.measure == "count" or (draft.measure == "rate" and draft.unit_text is None):
        draft.unit, draft.unit_text = source.unit, source.unit_text


def find_previous(drafts: list[Draft], i: int, units: tuple[str, ...] = (), text: Text | None = None) -> Draft | None:
    """Return the nearest figure before, in this or the last sentence, that counts something."""
    for d in reversed(drafts[max(0, i - 6) : i]):
        if drafts[i].sentence - d.sentence > 3:
            return None
        if d.what and (
            d.unit in units if units else d.measure in ("count", "rate") and d.unit not in ("time", "money")
        ):
            return d
    return None


def take_predicate(text: Text, draft: Draft, g: Grammar) -> bool:
    """ "273.6 million were medicines": the noun after the verb."""
    tk, i = text.tokens, draft.after
    if i + 1 >= draft.limit or tk.low[i] not in g.classes["copulas"]:
        return False
    j = i + 1
    while j < draft.limit and tk.low[j] in g.classes["predicate_links"]:
        j += 1
    phrase = read_phrase(tk, j, draft.limit, g)
    if not phrase or g.participle(tk.low[phrase.first]) or tk.low[phrase.first].endswith("ing"):
        return False
    if draft.measure == "count" and not (g.plural(tk.low[phrase.head]) or g.counted(tk.low[phrase.head])):
        return False
    set_noun(text, draft, phrase.first, phrase.of_stop, phrase.head, g)
    draft.end = max(draft.end, tk.end[phrase.of_stop - 1])
    return True


def take_noun_before(text: Text, draft: Draft, g: Grammar) -> bool:
    """ "criminal cases more than 4,000": the noun right before the number."""
    tk = text.tokens
    last = tk.at(draft.start)
    if tk.start[last] >= draft.start:
        last -= 1
    if last < draft.low or not tk.word[last][0].isalpha():
        return False
    if not g.plural(tk.low[last]) and not _names_one(text, draft, last, g):
        return False
    first, stop = phrase_before(tk, last, draft.low, g)
    if stop <= first:
        return False
    set_noun(text, draft, first, stop, last, g)
    draft.start = min(draft.start, tk.start[first])
    return True


def _names_one(text: Text, draft: Draft, last: int, g: Grammar) -> bool:
    """Whether a noun in the singular right before the number is what it counts: "involve ship 4" (as translated)."""
    tk = text.tokens
    word, before = tk.low[last], tk.low[last - 1] if last > draft.low else ""
    return (
        word in g.units.nouns
        and tk.word[last].islower()
        and not g.verb(word)
        and draft.number.value > 1
        and before not in g.classes["determiners"]
        and text.content[tk.end[last] : draft.start] == " "
    )


def find_partitive(text: Text, draft: Draft, g: Grammar) -> tuple[int, int, int] | None:
    """Return the phrase of "Of the cases solved this year, 46 ..."."""
    tk, j = text.tokens, draft.low
    if tk.low[j] not in ("of", "among") or draft.at - j < 2:
        return None
    j += 1
    while j < draft.at and (tk.low[j] in ("the", "all", "total", "these", "those") or tk.word[j][0].isdigit()):
        j += 1
    phrase = read_phrase(tk, j, draft.at, g)
    return (phrase.first, phrase.of_stop, phrase.head) if phrase and tk.low[phrase.head] not in g.pronouns else None


def find_leading_noun(text: Text, draft: Draft, g: Grammar) -> tuple[int, int, int] | None:
    """Return the first plural noun of a sentence, which the numbers in brackets after names count."""
    tk = text.tokens
    for j in range(max(draft.low, draft.at - 80), draft.at):
        if g.plural(tk.low[j]):
            first, stop = phrase_before(tk, j, draft.low, g)
            return (first, stop, stop - 1) if stop > first else None
    return None


def find_equating_verb(text: Text, draft: Draft, g: Grammar) -> int | None:
    """Return the token of the verb that equates a subject with the number, if it stands right before it."""
    tk = text.tokens
    j = tk.at(draft.start)
    if tk.start[j] >= draft.start:
        j -= 1
    if (
        j >= draft.low
        and draft.number.comparator == ">"
        and tk.low[j + 1 : j + 2]
        and tk.low[j + 1] in g.classes["exceeding"]
    ):
        return j + 1
    steps = 0
    while j >= draft.low and steps < 4 and tk.low[j] in g.classes["equate_links"]:
        j -= 1
        steps += 1
    if j >= draft.low and tk.low[j] in g.equate:
        while j > draft.low and tk.low[j - 1] in g.auxiliaries:
            j -= 1
        return j
    return None


def token_before(text: Text, draft: Draft) -> int:
    """Return the token right before a figure's words."""
    at = text.tokens.at(draft.start)
    return at - 1 if text.tokens.start[at] >= draft.start else at


def find_level_verb(text: Text, draft: Draft, g: Grammar) -> int | None:
    """Return the token of the verb of rise or fall that leads to a level: "fell from 450 to 380"."""
    tk = text.tokens
    last = token_before(text, draft)
    if last <= draft.low or tk.low[last] not in ("from", "to"):
        return None
    for j in range(last - 1, max(draft.low, last - 14), -1):
        word = tk.low[j]
        if word in (";", ":"):
            return None
        if word in g.rise or word in g.fall:
            while j > draft.low and (tk.low[j - 1] in g.auxiliaries or tk.low[j - 1].endswith("ly")):
                j -= 1
            appositive = tk.low[j - 1] in ("a", "an", ",") or tk.low[j - 1] in g.classes["change_leads"]
            return None if appositive or g.plural(word) else j
    return None


def find_verb_before(tk: Tokens, last: int, low: int, g: Grammar) -> int | None:
    """Return the token of the verb that a share or level stands after, if there is one."""
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
            or word in g.classes["shares_verbs"]
        ):
            while j > low and tk.low[j - 1] in g.auxiliaries:
                j -= 1
            return j
    return None


def find_subject(text: Text, draft: Draft, verb: int, g: Grammar) -> tuple[int, int, int] | None:
    """Return (first, stop, head) of the subject of the verb at token `verb`: the clause's leading noun phrase."""
    tk = text.tokens
    clause = verb
    while (
        clause > max(draft.low, verb - 80)
        and tk.low[clause - 1] not in g.classes["clause_breaks"]
        and tk.low[clause - 1] not in g.classes["saying"]
    ):
        clause -= 1
    for lead in _clause_starts(tk, clause, verb, g):
        j = lead
        while j < verb and (tk.low[j] in g.classes["subject_leads"] or not tk.word[j][0].isalpha()):
            if tk.low[j] in ("that", "those") and tk.low[j + 1] != "of":
                break
            j += 1
        phrase = read_phrase(tk, j, verb, g)
        head = tk.low[phrase.head] if phrase else ""
        named = g.counted(head) or head in g.sums or head.endswith(tuple(g.classes["noun_endings"]))
        if phrase and (named or phrase.of_stop >= verb - 1):
            return phrase.first, phrase.of_stop, phrase.head
    first, stop = phrase_before(tk, verb - 1, draft.low, g)
    return (first, stop, stop - 1) if stop > first else None


def _clause_starts(tk: Tokens, clause: int, verb: int, g: Grammar) -> list[int]:
    """Return where a subject may begin, nearest comma first when an adverbial stands before it."""
    starts = [clause]
    for j in range(clause, verb):
        if tk.low[j] == ",":
            starts.append(j + 1)
    opener = tk.low[clause] if clause < verb else ""
    adverbial = opener in g.classes["adverbials"]
    nearest = starts[-1:] + starts[:-1] if len(starts) > 1 else starts
    return nearest[:3] if adverbial or len(starts) == 2 else starts[:1] + nearest[:2]

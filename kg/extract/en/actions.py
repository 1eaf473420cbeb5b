"""The verb that governs a figure."""

from __future__ import annotations

from kg.extract.drafts import Draft
from kg.extract.en.phrases import Grammar
from kg.extract.text import Text, Tokens


def find_action(text: Text, draft: Draft, g: Grammar) -> str | None:
    """Return the verb that governs a figure: "arrested" in "50 people were arrested" and in "arrested 50 people"."""
    tk = text.tokens
    if draft.measure == "change":
        word = tk.low[tk.at(draft.start)]
        return tk.word[tk.at(draft.start)] if word in g.rise or word in g.fall else None
    j = tk.at(draft.end - 1) + 1
    for k in range(j, min(j + 12, draft.limit)):
        word = tk.low[k]
        if word in (";", ":", ".", "(", ")") or word in g.classes["relatives"]:
            break
        if g.participle(word) and word not in g.classes["weak_verbs"]:
            if tk.low[k - 1] in (*g.auxiliaries, "and", "or") or k == j or tk.low[k - 1].endswith("ly"):
                return _with_particle(tk, k, draft.limit, g)
            break
    first = tk.at(draft.start)
    for k in range(first - 1, max(draft.low - 1, first - 14), -1):
        word = tk.low[k]
        if word in (";", ":", "."):
            break
        if (
            g.verb(word)
            and word not in g.classes["weak_verbs"]
            and not (k + 1 < first and g.counted(word) and tk.low[k + 1] not in ("a", "the", "over"))
        ):
            return _with_particle(tk, k, first, g)
    return None


def _with_particle(tk: Tokens, k: int, limit: int, g: Grammar) -> str:
    if k + 1 < limit and tk.low[k + 1] in g.classes["particles"] and tk.low[k] in g.classes["particle_verbs"]:
        return f"{tk.word[k]} {tk.word[k + 1]}"
    return tk.word[k]

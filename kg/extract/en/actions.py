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

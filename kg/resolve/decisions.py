"""From comparisons to a decision: linked, left for a person to look at, or new; what persons judged comes first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.model.judgement import NEGATIVE, POSITIVE, UNSURE, Judgement
from kg.model.names import fold
from kg.resolve.compare import Comparison
from kg.resolve.things import Thing

ACCEPT = 0.8
"""From this score on a link is applied; found on the pairs for tuning, checked on the pairs held back."""
REVIEW = 0.45
"""From this score on a link is worth a look."""
MARGIN = 0.04
"""Two candidates closer than this are not told apart."""
SHORT = 3
"""Letters up to which a name says too little, unless it is the very name; of Chinese characters, one."""

LINKED, PROPOSED, NEW = "linked", "proposed", "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A thing of the registry that a mention may be."""

    kind: str
    key: str
    score: float
    reasons: tuple[str, ...] = ()
    exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkDecision:
    """What became of one mention: `status` is linked, proposed (for review) or new; `candidates`, the best first."""

    document: str
    kind: str
    key: str
    names: tuple[str, ...]
    status: str
    candidates: tuple[Candidate, ...] = ()
    why: str = ""

    @property
    def best(self) -> Candidate | None:
        """The likeliest thing, None when nothing is like it."""
        return self.candidates[0] if self.candidates else None

    @property
    def ref(self) -> str | None:
        """The key of the thing it is linked to (``campaign/KEY`` or ``series/KEY`` of a campaign), None unlinked."""
        if self.status != LINKED or self.best is None:
            return None
        return f"{self.best.kind}/{self.best.key}" if self.kind == "campaign" else self.best.key


class Judgements:
    """What persons judged, by name and thing."""

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        self._on: defaultdict[tuple[str, str], list[Judgement]] = defaultdict(list)
        for judgement in judgements:
            self._on[judgement.kind, fold(judgement.name)].append(judgement)

    def on(self, kind: str, name: str, document: str) -> dict[str, Judgement]:
        """Return, for each thing a name was judged against, the judgement that holds in a document.

        One made for the document goes before one made for all; of two that contradict each other neither holds, so
        that the name stays unsettled.
        """
        held: dict[str, Judgement] = {}
        # For all first: what was judged for this very document then takes its place.
        for narrow in (False, True):
            level: defaultdict[str, list[Judgement]] = defaultdict(list)
            for judgement in self._on.get((kind, fold(name)), ()):
                if judgement.document == document if narrow else judgement.document is None:
                    level[judgement.thing].append(judgement)
            held |= {thing: _agreed(found) for thing, found in level.items()}
        return held

    def positive_things(self, kind: str, names: Iterable[str], document: str) -> list[str]:
        """Return the things that one of the names was judged to mean in a document."""
        found = [self.on(kind, name, document) for name in names]
        return sorted({thing for held in found for thing, j in held.items() if j.verdict == POSITIVE})

    def weigh(self, names: Sequence[str], document: str, thing: Thing, found: Comparison) -> Comparison:
        """Return a comparison as the judgements on the two leave it."""
        held = [j for name in names if (j := self.on(thing.kind, name, document).get(thing.key))]
        told = {judgement.verdict: judgement for judgement in held}
        if NEGATIVE in told:
            return Comparison(0.0, (_said(told[NEGATIVE]),))
        if UNSURE in told:
            return found.capped(ACCEPT - 0.01, _said(told[UNSURE]))
        if POSITIVE in told:
            return Comparison(1.0, (_said(told[POSITIVE]),), True)
        return found


def _agreed(found: Sequence[Judgement]) -> Judgement:
    if len({judgement.verdict for judgement in found}) == 1:
        return found[0]
    first = found[0]
    return Judgement(verdict=UNSURE, kind=first.kind, name=first.name, thing=first.thing, why="judged both ways")


def _said(judgement: Judgement) -> str:
    who = f" by {judgement.by}" if judgement.by else ""
    return f"judged {judgement.verdict}{who}" + (f": {judgement.why}" if judgement.why else "")


def settle(document: str, mention: Thing, names: tuple[str, ...], candidates: Iterable[Candidate]) -> LinkDecision:
    """Return the decision on a mention: linked only to a clear best that is alike enough."""
    ranked = sorted(
        (c for c in candidates if c.score >= REVIEW), key=lambda c: (-c.score, c.kind == "series", not c.exact, c.key)
    )
    status, why = _status(mention, ranked)
    return LinkDecision(
        document=document,
        kind=mention.kind,
        key=mention.key,
        names=names,
        status=status,
        candidates=tuple(ranked[:5]),
        why=why,
    )


def _status(mention: Thing, ranked: Sequence[Candidate]) -> tuple[str, str]:
    if not ranked:
        return NEW, "the registry has nothing like it"
    best = ranked[0]
    if best.score < ACCEPT:
        return PROPOSED, f"{best.score:.2f} is less than {ACCEPT}"
    rivals = [c for c in ranked[1:] if best.score - c.score < MARGIN and not _is_beside(best, c)]
    if rivals:
        return PROPOSED, f"{rivals[0].kind}/{rivals[0].key} is as likely"
    if not best.exact and all(_is_short(name.core, is_han=name.is_han) for name in mention.names):
        return PROPOSED, "a short name, and not the very one"
    return LINKED, f"{best.score:.2f} is at least {ACCEPT}"


def _is_beside(best: Candidate, other: Candidate) -> bool:
    """Whether a series is no rival: the campaign has the very name, and the series merely lends it."""
    return best.exact and best.kind == "campaign" and other.kind == "series"


def _is_short(core: str, *, is_han: bool) -> bool:
    return len(core) <= (1 if is_han else SHORT)

"""Relations: how the bodies, campaigns, officials, cases and events a text names stand to one another.

Each family has a file in `relating`: some are read by plain rules, the others weighed by a small model whose features
are those rules' findings.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.en.relating.cases import CaseReader
from kg.extract.en.relating.clauses import passing_words
from kg.extract.en.relating.occasions import OccasionReader
from kg.extract.en.relating.roles import RoleReader, role_model
from kg.extract.en.relating.structure import PartReader, speakers, units
from kg.extract.en.relating.targets import TargetReader, target_model
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundRelation, Mentions
from kg.extract.scene import Scene
from kg.extract.text import Text


def find_relations(text: Text, lexicon: Lexicon, mentions: Mentions) -> tuple[FoundRelation, ...]:
    """Return how what a text names stands to one another; every end is a key of the mentions or a domain.

    Each relation once, with its best evidence, sorted by type and ends.
    """
    scene = Scene(text, mentions, passing_words(text, lexicon))
    roles = RoleReader(scene, lexicon)
    led_or_joined = roles.read(role_model(lexicon))
    return _settled(
        [
            *units(scene, lexicon),
            *speakers(scene),
            *led_or_joined,
            *PartReader(scene, lexicon).read(),
            *TargetReader(scene, lexicon).read(target_model(lexicon)),
            *CaseReader(scene, lexicon, roles.leaders).read(),
            *OccasionReader(scene, lexicon).read(),
        ]
    )


def _settled(relations: Iterable[FoundRelation]) -> tuple[FoundRelation, ...]:
    best: dict[tuple[str, str, str], FoundRelation] = {}
    for relation in relations:
        key = (relation.type, relation.source, relation.target)
        old = best.get(key)
        if relation.source != relation.target and (old is None or old.confidence < relation.confidence):
            best[key] = relation
    return tuple(best[key] for key in sorted(best))

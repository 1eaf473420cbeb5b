"""The rules of English."""

from __future__ import annotations

import re

from kg.extract.en.certainty import certainty_of
from kg.extract.en.figures import find_drafts, find_stated_times
from kg.extract.en.focus import Focus
from kg.extract.en.gather import find_mentions
from kg.extract.en.governing import Governing
from kg.extract.en.relations import find_relations
from kg.extract.rules import Rules

RULES = Rules(
    find_mentions=find_mentions,
    find_relations=find_relations,
    find_times=find_stated_times,
    find_drafts=find_drafts,
    govern=Governing,
    follow=Focus,
    certainty=certainty_of,
    doer=re.compile(r"[^.;]{0,120}?\bby\s+(?:the\s+)?"),
)

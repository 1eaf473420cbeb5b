"""The rules of Chinese."""

from __future__ import annotations

from kg.extract.rules import Rules
from kg.extract.zh.figures import find_drafts, find_stated_times
from kg.extract.zh.focus import Focus
from kg.extract.zh.gather import find_mentions
from kg.extract.zh.governing import Governing
from kg.extract.zh.relations import find_relations

RULES = Rules(
    find_mentions=find_mentions,
    find_relations=find_relations,
    find_times=find_stated_times,
    find_drafts=find_drafts,
    govern=Governing,
    follow=Focus,
)

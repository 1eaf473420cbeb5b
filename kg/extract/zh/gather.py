"""Chinese text → Mentions: every reader of names run once, in an order in which each builds on those before it."""

from __future__ import annotations

from kg.extract.lexicon import Lexicon
from kg.extract.mentions import Gazetteer, Mentions
from kg.extract.text import Text
from kg.extract.zh.domains import find_domains
from kg.model.record import DocumentInfo


def find_mentions(text: Text, lexicon: Lexicon, *, document: DocumentInfo, gazetteer: Gazetteer | None) -> Mentions:
    """Return everything a Chinese text names."""
    return Mentions(domains=find_domains(text, lexicon), published=document.published)

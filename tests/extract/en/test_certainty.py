"""How sure figures are said to be: less where more had to be guessed; every sentence is ours."""

from __future__ import annotations

from decimal import Decimal

from kg.extract.figures import find_figures
from kg.extract.lexicon import load_lexicon
from kg.extract.mentions import FoundCampaign, Mentions, Reference
from kg.extract.text import Text
from kg.model.record import DocumentInfo

ENGLISH = load_lexicon("en")


def confidence(content: str, *campaigns: str) -> Decimal:
    """Return how sure the last figure is."""
    spans = [(content.index(name), content.index(name) + len(name)) for name in campaigns]
    mentions = Mentions(
        campaigns=tuple(FoundCampaign(key=n, names=(n,), spans=(s,)) for n, s in zip(campaigns, spans, strict=True)),
        references=tuple(Reference(*s, n, "campaign") for n, s in zip(campaigns, spans, strict=True)),
        main=campaigns[0] if campaigns else None,
    )
    text = Text(content, language="en", abbreviations=ENGLISH.abbreviations)
    return find_figures(text, ENGLISH, mentions, DocumentInfo(id="sample", language="en"))[-1].confidence


def test_a_noun_beside_its_number_is_surer_than_one_elsewhere() -> None:
    beside = confidence("In Iron Gate, officers held 40 suspects.", "Iron Gate")
    assert beside > confidence("In Iron Gate, officers held 40 suspects, 12 of them abroad.", "Iron Gate")


def test_a_guessed_unit_is_less_sure() -> None:
    known = confidence("In Iron Gate, officers seized 40 pistols.", "Iron Gate")
    assert known > confidence("In Iron Gate, officers seized 40 wuzzles.", "Iron Gate") + Decimal("0.1")


def test_a_sum_of_nothing_said_is_less_sure() -> None:
    named = confidence("In Iron Gate, officers took $40 million in cash.", "Iron Gate")
    assert named > confidence("In Iron Gate, those fined paid $40 million.", "Iron Gate")


def test_confidence_stays_between_its_bounds() -> None:
    for content in ("40 suspects", "Arrests: 40", "It took 12 years.", "Fraud fell 12% year on year."):
        assert Decimal("0.05") <= confidence(content) <= Decimal("0.98")

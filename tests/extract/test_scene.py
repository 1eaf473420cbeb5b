"""What is in focus where, and how features are weighed."""

from __future__ import annotations

import pytest

from kg.extract.lexicon import load_lexicon
from kg.extract.mentions import FoundCampaign, Mentions, Reference
from kg.extract.scene import Scene, within
from kg.extract.text import Text
from kg.extract.weighing import MOST_PLACES, Model, Weighed, model_from


def scene(content: str, *names: str) -> Scene:
    """Return the scene of a text in which campaigns are named by single words."""
    text = Text(content, abbreviations=load_lexicon("en").abbreviations)
    spans = {name: [(i, i + len(name)) for i in range(len(content)) if content.startswith(name, i)] for name in names}
    references = sorted(
        (Reference(s, e, name, "campaign") for name in names for s, e in spans[name]), key=lambda r: r.start
    )
    campaigns = tuple(FoundCampaign(key=n, names=(n,), spans=tuple(spans[n])) for n in names)
    return Scene(text, Mentions(campaigns=campaigns, references=tuple(references)))


def hows(found: Scene) -> list[dict[str, str]]:
    return [{link.campaign: link.how for link in links} for links in found.links]


def test_a_campaign_stays_in_focus_in_its_paragraph() -> None:
    found = hows(scene("Heron began in May. It brought nine arrests.\n\nRain fell for days on end.", "Heron"))
    assert found == [{"Heron": "own"}, {"Heron": "block"}, {"Heron": "carried"}]


def test_a_heading_speaks_for_what_stands_under_it() -> None:
    found = hows(scene("Heron\n\nNine boats were seized on the lake.\n", "Heron"))
    assert found == [{"Heron": "own"}, {"Heron": "heading"}]


def test_a_briefing_on_many_things_is_about_no_one_campaign() -> None:
    opening = "The briefing had many topics, told one by one.\n\n" * 4
    told = "\n\n".join(f"Then {name} was told of in a few words." for name in ("Ash", "Birch", "Cedar", "Dogwood"))
    assert scene(opening + told, "Ash", "Birch", "Cedar", "Dogwood").main is None
    assert scene("Ash and Birch ended in the same month.", "Ash", "Birch").main == "Ash"


def test_words_that_hold_two_things_are_found_where_they_are_near() -> None:
    found = scene("Heron began.", "Heron")
    assert found.covering((50, 60), [(10, 20), (70, 80), (900, 910)]) == (50, 80)
    assert found.covering((50, 60), [(900, 910)]) == (50, 60)


def test_only_what_is_near_is_looked_at() -> None:
    references = [Reference(at, at + 5, "a", "agency") for at in range(0, 10_000, 100)]
    assert len(within(references, 5000, 5010)) < 25


def test_the_likeliest_outcome_that_is_sure_enough_is_chosen() -> None:
    model = model_from({"floors": {"leads": 0.5}, "leads": {"bias": -1.0, "led by": 3.0}, "joins": {"with": 1.0}})
    chosen = model.choose(["led by"])
    assert chosen is not None
    assert chosen[0] == "leads"
    assert chosen[1] == pytest.approx(0.7869860421615985)
    assert Model({"leads": {"bias": -1.0}}, {"leads": 0.5}).choose([]) is None
    assert sum(model.shares(["with"]).values()) < 1


def test_places_are_kept_up_to_a_bound() -> None:
    weighed = Weighed()
    for at in range(100):
        weighed.add(["near"], (at, at + 1))
    weighed.add(["led by"], (500, 501))
    assert len(weighed.spans) == MOST_PLACES
    assert weighed.features == {"near", "led by"}
    assert weighed.best(Model({"leads": {"near": 1.0}}, {}), "leads") == (0, 1)

"""The option that says who reads the documents, and the reader it names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from kg.errors import SettingError
from kg.model.registry import Registry
from kg.pipeline.chat import ChatExtractor
from kg.pipeline.grounding import Vocabulary
from kg.pipeline.reader import Extractor, read_by_rules
from kg.settings import Settings

_F = TypeVar("_F", bound=Callable[..., Any])

reader_option: Callable[[_F], _F] = click.option(
    "--reader",
    type=click.Choice(["rules", "endpoint"]),
    default="rules",
    show_default=True,
    help="Who reads: kg's own rules, or the chat endpoint of the settings (reader_url, reader_model); what that one "
    "claims and the text does not bear out is dropped and told.",
)


def make_reader(name: str, settings: Settings, registry: Registry) -> Extractor:
    """Return the reader of that name.

    Raises: SettingError when the endpoint is asked for and the settings do not say where it is.
    """
    if name == "rules":
        return read_by_rules
    if not (settings.reader_url.startswith(("http://", "https://")) and settings.reader_model):
        raise SettingError(
            f"reader_url: found {settings.reader_url!r}, reader_model: found {settings.reader_model!r}; expected the "
            "base of an API that speaks chat completions, such as http://localhost:11434/v1, and a model's name; set "
            "them in kg.toml or as KG_READER_URL and KG_READER_MODEL (the key: KG_READER_KEY)"
        )
    concepts = {scheme.key: frozenset(c.key for c in scheme.concepts) for scheme in registry.schemes}
    return ChatExtractor(
        url=settings.reader_url,
        model=settings.reader_model,
        key=settings.reader_key or None,
        vocabulary=Vocabulary(units=concepts.get("unit", frozenset()), domains=concepts.get("domain", frozenset())),
    )

"""The settings: one frozen value, read once from the environment and the workspace's ``kg.toml``."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from kg.errors import SettingError
from kg.model.vocabulary import BASE

DEFAULT_WORKSPACE = Path(".kg")
SHOWN, HIDDEN = "shown", "hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What may be set.

    `workspace` is the folder that holds the store (``--workspace`` or ``KG_WORKSPACE``); `base` the start of every
    IRI that is minted (``base`` in ``kg.toml`` or ``KG_BASE``). The ontology's own IRI does not move. `reader_url` and
    `reader_model` name the chat endpoint that ``--reader endpoint`` asks (``KG_READER_URL``, ``KG_READER_MODEL``);
    its key is read from ``KG_READER_KEY`` alone, so that no file need hold a secret. `proposals` (``KG_PROPOSALS``) is
    "shown", or "hidden" where only what a person accepted may land in the graph; the records keep all of it.
    """

    workspace: Path = DEFAULT_WORKSPACE
    base: str = BASE
    reader_url: str = ""
    reader_model: str = ""
    reader_key: str = field(default="", repr=False)
    proposals: str = SHOWN

    @property
    def hide_proposals(self) -> bool:
        """Whether what nobody has accepted stays out of the graph."""
        return self.proposals == HIDDEN

    @property
    def store(self) -> Path:
        """The folder of the store."""
        return self.workspace / "store"

    @property
    def archive(self) -> Path:
        """The folder of the originals and texts."""
        return self.workspace / "archive"


def read_settings(workspace: Path | None = None, environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings: the option first, then the environment, then ``kg.toml``, then the defaults.

    Raises: SettingError for a setting that is not known or has a wrong value.
    """
    folder = workspace or Path(environment.get("KG_WORKSPACE") or DEFAULT_WORKSPACE)
    given = _from_file(folder / "kg.toml")
    for name in ("base", "reader_url", "reader_model", "reader_key", "proposals"):
        if value := environment.get(f"KG_{name.upper()}"):
            given[name] = value
    settings = Settings(workspace=folder, **given)
    if not settings.base.startswith(("http://", "https://")) or settings.base[-1] not in "/#" or " " in settings.base:
        raise SettingError(f"base: found {settings.base!r}; expected an http(s) IRI that ends in / or #")
    if settings.proposals not in (SHOWN, HIDDEN):
        raise SettingError(f"proposals: found {settings.proposals!r}; expected {SHOWN} or {HIDDEN}")
    return settings


def _from_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    known = {field.name for field in fields(Settings)} - {"workspace", "reader_key"}
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(f"{path}: {error}; expected TOML") from error
    for name, value in values.items():
        if name not in known:
            raise SettingError(f"{path}: found the setting {name!r}; known ones are {', '.join(sorted(known))}")
        if not isinstance(value, str):
            raise SettingError(f"{path}: {name}: found {value!r}; expected text")
    return values

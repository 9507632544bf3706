"""Where settings, cards and templates are looked for.

A program that only hands a question on to the server needs to know this too, so nothing that reads
YAML may be imported here.
"""

from __future__ import annotations

from pathlib import Path

from consilium.config.places import Places, shipped
from consilium.errors import ConfigError
from consilium.wording import say


def find_settings(config: Path | None, places: Places) -> Path:
    """The settings file in force: ``config``, ``./config.yaml``, the home's, or the shipped default.

    Raises:
        ConfigError: the file named is missing.
    """
    if config is not None:
        if not config.is_file():
            raise ConfigError(say("config.no_file", path=config), next_step=say("config.init"))
        return config
    for candidate in (Path("config.yaml"), places.config):
        if candidate.is_file():
            return candidate
    return shipped("config.yaml")


def folders_of(name: str, settings: Path, places: Places) -> list[Path]:
    """Where cards (``agents``) or templates (``prompts``) are looked for, nearest first.

    Args:
        name: the folders' name.
        settings: the settings file in force.
        places: the home.
    """
    near = [settings.parent / name, places.home / name, shipped(name)]
    return list(dict.fromkeys(folder for folder in near if folder.is_dir()))

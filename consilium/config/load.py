"""Find the settings, read them and the cards of the members they name."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

from consilium.config.lookup import find_settings, folders_of
from consilium.config.places import Places
from consilium.config.settings import CONFIG_VERSION, CardSettings, Settings
from consilium.config.yaml_file import read_yaml
from consilium.errors import ConfigError
from consilium.wording import say


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings with where they came from; ``folder`` is what relative paths in them start at."""

    settings: Settings
    path: Path
    places: Places

    @property
    def folder(self) -> Path:
        """The folder of the settings file."""
        return self.path.parent

    def folders(self, name: str) -> list[Path]:
        """Where cards (``agents``) or templates (``prompts``) are looked for, nearest first."""
        return folders_of(name, self.path, self.places)

    def card(self, name: str) -> tuple[CardSettings, Path]:
        """The card of one member and the file it stands in.

        Raises:
            ConfigError: there is no such card, or it has a mistake.
        """
        folders = self.folders("agents")
        for folder in folders:
            path = folder / f"{name}.yaml"
            if path.is_file():
                card = read_yaml(path, CardSettings)
                if card.name != name:
                    message = say("config.name_mismatch", path=path, name=card.name)
                    raise ConfigError(message, next_step=say("config.rename", name=name))
                return card, path
        known = sorted({path.stem for folder in folders for path in folder.glob("*.yaml")})
        close = difflib.get_close_matches(name, known, n=1)
        everyone = say("config.known_members", names=", ".join(known))
        hint = say("config.did_you_mean", name=close[0]) if close else everyone
        raise ConfigError(say("config.unknown_member", name=name), next_step=hint)


def load_settings(config: Path | None = None, places: Places | None = None) -> Loaded:
    """The settings in force: ``config``, ``./config.yaml``, the home's, or the shipped default.

    Raises:
        ConfigError: the file named is missing, has a mistake, or is for a newer version.
    """
    where = places or Places.default()
    path = find_settings(config, where)
    return Loaded(read_yaml(path, Settings, newest=CONFIG_VERSION), path.resolve(), where)

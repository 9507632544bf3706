"""Settings: where they are looked for, what they may say, and errors that name file and line."""

from consilium.config.load import Loaded, load_settings
from consilium.config.places import Places
from consilium.config.settings import CardSettings, Settings

__all__ = ["CardSettings", "Loaded", "Places", "Settings", "load_settings"]

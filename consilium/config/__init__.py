"""Settings: where they are looked for, what they may say, and errors that name file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from consilium.config.places import Places

if TYPE_CHECKING:
    from consilium.config.load import Loaded, load_settings
    from consilium.config.settings import CardSettings, Settings

__all__ = ["CardSettings", "Loaded", "Places", "Settings", "load_settings"]

_PLACES = {
    "CardSettings": "consilium.config.settings",
    "Loaded": "consilium.config.load",
    "Settings": "consilium.config.settings",
    "load_settings": "consilium.config.load",
}


def __getattr__(name: str) -> Any:
    """Import what reads YAML when it is first used: a question to the server needs only the places."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib  # noqa: PLC0415  see above

    return getattr(importlib.import_module(_PLACES[name]), name)

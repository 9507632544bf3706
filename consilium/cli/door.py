"""From a command's options to an open consilium."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consilium.api import Consilium


def opened(arguments: Namespace) -> Consilium:
    """The consilium that the options describe; a command without an option goes by the settings.

    Raises:
        ConfigError: the settings or a card have a mistake.
        StoreError: the home cannot be written.
    """
    # The whole machine is imported here and not above, so that help and mistakes cost nothing.
    from consilium.api import Consilium  # noqa: PLC0415

    given = vars(arguments)
    home, members = given.get("home"), given.get("members")
    return Consilium.from_config(
        given.get("config"),
        home=Path(home).expanduser() if home else None,
        members=[name.strip() for name in members.split(",") if name.strip()] if members is not None else None,
        rounds=given.get("rounds"),
        debate=given.get("debate"),
    )

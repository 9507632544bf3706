"""From a command's options to an open consilium."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from consilium.wording import speaking

if TYPE_CHECKING:
    from consilium.api import Consilium


@contextmanager
def opened(arguments: Namespace) -> Iterator[Consilium]:
    """The consilium that the options describe; a command without an option goes by the settings.

    Inside the block the interface speaks the settings' language, unless CONSILIUM_LANG chose one.

    Raises:
        ConfigError: the settings or a card have a mistake.
        StoreError: the home cannot be written.
    """
    # The whole machine is imported here and not above, so that help and mistakes cost nothing.
    from consilium.api import Consilium  # noqa: PLC0415

    given = vars(arguments)
    home = given.get("home")
    with Consilium.from_config(
        given.get("config"),
        home=Path(home).expanduser() if home else None,
        members=names(given.get("members")),
        rounds=given.get("rounds"),
        debate=given.get("debate"),
        nails=not given.get("without_nails"),
        memory=not given.get("without_memory"),
    ) as consilium:
        chosen = consilium.settings.language
        with nullcontext() if chosen == "auto" or os.environ.get("CONSILIUM_LANG") else speaking(chosen):
            yield consilium


def names(members: str | None) -> list[str] | None:
    """The members that ``--members`` lists; None where it was not given."""
    return [name.strip() for name in members.split(",") if name.strip()] if members is not None else None

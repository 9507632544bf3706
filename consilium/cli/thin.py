"""A question to the running server instead of a machine of its own, as far as that comes to the same."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from consilium.cli.asking import Options
from consilium.cli.door import names
from consilium.config.places import Places
from consilium.wording import say

if TYPE_CHECKING:
    from consilium.client import RemoteRun


def handed_on(arguments: Namespace, question: str, options: Options | None) -> RemoteRun | None:
    """The run that the home's server has started for these arguments; None where it is to be carried out here.

    Raises:
        ConfigError: the settings file named is missing.
        ConsiliumError: the server was sent the question and never answered.
    """
    if arguments.in_process:
        return None
    from consilium.client import NotServed, hand_on  # noqa: PLC0415  a run in process has no use for it

    silent = arguments.json or arguments.quiet
    places = Places(Path(arguments.home).expanduser()) if arguments.home else Places.default()
    config = Path(arguments.config) if arguments.config else None
    try:
        return hand_on(_body(arguments, question, options), config, places, watched=not silent)
    except NotServed as refusal:
        # Scripts get what they asked for either way; whoever looks into it asks with --debug.
        if refusal.reason and (not silent or getattr(arguments, "debug", False)):
            sys.stderr.write(say("cli.in_process", reason=refusal.reason) + "\n")
        return None


def _body(arguments: Namespace, question: str, options: Options | None) -> dict[str, object]:
    return {
        "question": question,
        "kind": arguments.kind,
        "options": options,
        "follow": arguments.follow,
        "members": names(arguments.members),
        "rounds": arguments.rounds,
        "debate": arguments.debate,
        "nails": not arguments.without_nails,
        "memory": not arguments.without_memory,
    }

"""Whether this server would do what its caller would: same program, settings, cards, prompts and keys."""

from __future__ import annotations

from typing import Annotated

from fastapi import Header, Request

from consilium.config.fingerprint import differing
from consilium.server.problems import Problem
from consilium.wording import say

MOST_HEADER = 1000

Expected = Annotated[
    str,
    Header(
        alias="Consilium-Instance",
        include_in_schema=False,  # between this program and itself
        max_length=MOST_HEADER,
        description="What the caller goes by; where the server goes by anything else it starts nothing.",
    ),
]


async def same_instance(request: Request, expected: Expected = "") -> None:
    """Let a question through that expects no particular server, or this one.

    Raises:
        Problem: the caller would go by something else; ``differs`` names the parts.
    """
    if expected and (found := differing(expected, request.app.state.instance)):
        parts = ", ".join(found)
        raise Problem(
            412, "instance", say("server.instance", parts=parts), next_step=say("server.restart"), differs=found
        )

"""``verify_quote``: whether quoted words stand in the user's sources, and numbers can be."""

from __future__ import annotations

import asyncio

from pydantic import Field

from consilium.export.neutral import inline
from consilium.export.proofs import proofs_markdown
from consilium.server.library_records import Verified
from consilium.server.library_state import verified_state
from consilium.server.mcp.tool import Answer, Arguments, Call, Tool

MOST_CHARS = 100_000


class VerifyArguments(Arguments):
    """A text with quotations."""

    text: str = Field(
        min_length=1,
        max_length=MOST_CHARS,
        description="One quotation in quotation marks with the sentence it supports around it, or a whole answer in "
        "Markdown; every quotation of at least three words in it is checked.",
    )


async def _use(call: Call, given: VerifyArguments) -> Answer:
    private = not call.caller.redacted
    found = await asyncio.to_thread(call.desk.engine.library.verify, given.text, private=private)
    numbers = [f"- {inline(trace.line())}" for trace in found.traces]
    told = "\n".join([proofs_markdown(found.proofs), *(["", *numbers] if numbers else [])])
    return Answer(verified_state(found).model_dump(), told)


VERIFY_QUOTE = Tool(
    name="verify_quote",
    title="Check quotations",
    description=(
        "Check that quoted words really stand in the user's notes and papers, and whether they support the sentence "
        "they are quoted for. Says exact, near, a number differs, a negation differs, or not in the source, each with "
        "the source's own words beside; and whether numbers with units are plausible. Fast and free: no model is "
        "asked. Use it on your answer before giving it, and put the source's own words wherever something differs."
    ),
    takes=VerifyArguments,
    gives=Verified,
    scope="ask",
    use=_use,
    reads=True,
)

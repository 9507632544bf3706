"""``consilium_follow_up``: ask on in the thread of a run."""

from __future__ import annotations

from pydantic import Field

from consilium.server.mcp.started import Started, start_run
from consilium.server.mcp.tool import Answer, Arguments, Call, RunId, Tool
from consilium.server.records import RunRequest, Words


class FollowUpArguments(Arguments):
    """A run, and the question that continues it."""

    run_id: RunId
    question: Words = Field(description="The further question; it may refer to the earlier one and its verdict.")


async def _use(call: Call, given: FollowUpArguments) -> Answer:
    return await start_run(
        call, RunRequest.model_validate({"question": given.question, "follow": call.run(given.run_id)})
    )


FOLLOW_UP = Tool(
    name="consilium_follow_up",
    title="Ask on",
    description=(
        "Ask the panel a further question about a run that has its verdict: “why not …?”, “and in winter?”. The panel "
        "knows the earlier question and verdict, as context and never as evidence. Starts a new run and returns its "
        "run_id at once; then call consilium_result with that new run_id."
    ),
    takes=FollowUpArguments,
    gives=Started,
    scope="ask",
    use=_use,
)

"""``consilium_result``: wait for a verdict, telling how the debate goes."""

from __future__ import annotations

import asyncio

from pydantic import BaseModel, Field

from consilium.export import verdict_markdown
from consilium.server.mcp.telling import Telling
from consilium.server.mcp.tool import Answer, Arguments, Call, RunId, Tool
from consilium.server.problems import Problem
from consilium.server.records import State
from consilium.server.routes.ask import answered
from consilium.server.state import run_state
from consilium.types.codec import to_plain
from consilium.types.verdict import VerdictRecord
from consilium.wording import say

LONGEST_S = 45
"""Some programs give up on a tool after a minute."""


class ResultArguments(Arguments):
    """A run, and how long its caller will wait."""

    run_id: RunId
    wait_s: float = Field(
        LONGEST_S, ge=0, le=LONGEST_S, description="Seconds to wait for the verdict; 0 looks and returns at once."
    )


class Result(BaseModel):
    """A verdict, or word that it is still to come."""

    run_id: str = Field(description="The run's id.")
    state: State = Field(description="`done` with a verdict; `queued` or `running`: call again.")
    last_line: str = Field(description="The last thing that happened, in a sentence.")
    verdict: VerdictRecord | None = Field(description="The verdict; null while the debate goes on.")


async def _use(call: Call, given: ResultArguments) -> Answer:
    run_id = call.run(given.run_id)
    telling = Telling(redacted=call.caller.redacted)
    try:
        async with asyncio.timeout(given.wait_s):
            ended = await _follow(call, run_id, telling)
    except TimeoutError:
        ended = call.desk.feed(run_id) is None
    verdict = _verdict(call, run_id) if ended else None
    if verdict is None:
        state = run_state(call.desk, run_id, redacted=True, brief=True)["state"]
        plain = {"run_id": run_id, "state": state, "last_line": telling.last, "verdict": None}
        return Answer(plain, f"{say('server.mcp_wait', run=run_id)}\n{telling.last}".strip())
    plain = {"run_id": run_id, "state": "done", "last_line": telling.last, "verdict": to_plain(verdict)}
    return Answer(plain, verdict_markdown(verdict))


def _verdict(call: Call, run_id: str) -> VerdictRecord | None:
    """The verdict of a run that has ended; None where it was put aside until a server starts again.

    Raises:
        Problem: it came to no answer.
    """
    try:
        return answered(call.desk, run_id, call.caller)
    except Problem as problem:
        if problem.name == "draining":
            return None
        raise


async def _follow(call: Call, run_id: str, telling: Telling) -> bool:
    """Tell what happens in a run, from where it is now until its end."""
    feed = call.desk.feed(run_id)
    for event in call.desk.store.events(run_id):
        telling.hear(event)
    if telling.last:
        await call.report(telling.seq, telling.last)
    if feed is None:
        return True
    async for event in feed.after(telling.seq):
        if line := telling.hear(event):
            await call.report(event.seq, line)
    return True


RESULT = Tool(
    name="consilium_result",
    title="Wait for the verdict",
    description=(
        "Wait for the verdict of a run and get it: the answer, how sure the panel is, where it disagreed, what would "
        "change it, and the evidence. Waits at most 45 seconds; where the state is still `queued` or `running`, simply "
        "call it again with the same run_id: nothing is lost and nothing is paid twice. Pass on the verdict with its "
        "confidence and its minority, do not smooth them over."
    ),
    takes=ResultArguments,
    gives=Result,
    scope="read",
    use=_use,
)

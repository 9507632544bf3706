"""``consilium_status``: how far a run has come, without waiting."""

from __future__ import annotations

from pydantic import BaseModel, Field

from consilium.server.mcp.telling import Telling
from consilium.server.mcp.tool import Answer, Arguments, Call, RunId, Tool
from consilium.server.records import State
from consilium.server.state import run_state
from consilium.view import MemberPhase
from consilium.wording import say


class StatusArguments(Arguments):
    """A run."""

    run_id: RunId


class Seat(BaseModel):
    """A member of the panel in this run."""

    name: str = Field(description="Its name.")
    phase: MemberPhase = Field(description="What it does now.")


class Status(BaseModel):
    """How far a run has come."""

    run_id: str = Field(description="The run's id.")
    state: State = Field(description="Queued, running, done (its verdict is ready), failed, or interrupted.")
    question: str = Field(description="What was asked.")
    parent: str = Field(description="The run whose thread it continues; empty for a new thread.")
    answered: list[str] = Field(description="Members that have answered.")
    members: list[Seat] = Field(description="What each member does now.")
    last_line: str = Field(description="The last thing that happened, in a sentence.")


async def _use(call: Call, given: StatusArguments) -> Answer:
    run_id = call.run(given.run_id)
    hidden = call.caller.redacted
    telling = Telling(redacted=hidden)
    for event in call.desk.store.events(run_id):
        telling.hear(event)
    state = run_state(call.desk, run_id, redacted=hidden, brief=True)
    seats = telling.view.members.values()
    answered = [one.name for one in seats if one.opinion is not None and not one.opinion.abstained]
    plain = {
        "run_id": run_id,
        "state": state["state"],
        "question": state["question"],
        "parent": state["parent"],
        "answered": answered,
        "members": [{"name": one.name, "phase": one.phase} for one in seats],
        "last_line": telling.last,
    }
    names = ", ".join(answered) or "—"
    said = say("server.mcp_status", run=run_id, state=state["state"], names=names)
    return Answer(plain, f"{said}\n{telling.last}".strip())


STATUS = Tool(
    name="consilium_status",
    title="Look at a run",
    description=(
        "Look at a run without waiting: its state, which members have answered, the last thing that happened. Use it "
        "to tell the user how far the debate is. For the verdict itself call consilium_result, which waits."
    ),
    takes=StatusArguments,
    gives=Status,
    scope="read",
    use=_use,
)

"""A run that was just taken in, as the tools that start one tell of it."""

from __future__ import annotations

from pydantic import BaseModel, Field

from consilium.server.mcp.tool import Answer, Call
from consilium.server.records import RunRequest, State
from consilium.server.routes.ordering import order_of
from consilium.server.state import run_state
from consilium.wording import say


class Started(BaseModel):
    """A run that is under way."""

    run_id: str = Field(description="The run's id; give it to consilium_result.")
    state: State = Field(description="How far it is.")
    parent: str = Field(description="The run whose thread it continues; empty for a new thread.")


async def start_run(call: Call, body: RunRequest) -> Answer:
    """Take a question in.

    Raises:
        Problem: the server is full, or the caller's means are used up.
        ConsiliumError: the question cannot be asked as it stands.
    """
    row, _ = call.desk.submit(order_of(call.request, call.caller, body, call.once, streamed=False))
    state = run_state(call.desk, row.run_id, redacted=True, brief=True)
    plain = {"run_id": row.run_id, "state": state["state"], "parent": state["parent"]}
    return Answer(plain, say("server.mcp_started", run=row.run_id))

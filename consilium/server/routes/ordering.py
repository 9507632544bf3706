"""From a request to an order for the desk, and what its sender is told."""

from __future__ import annotations

import hashlib
from typing import Annotated

from fastapi import Header, Path, Query, Request
from fastapi.responses import JSONResponse

from consilium.api import Inquiry
from consilium.server.callbacks import allowed
from consilium.server.desk import Desk, Order
from consilium.server.guard import Caller, Guard, run_of
from consilium.server.records import RunRequest
from consilium.server.state import run_state

RunId = Annotated[str, Path(max_length=64, description="The run's id; `last` is the caller's newest run.")]
Redact = Annotated[bool, Query(description="Leave out text made from private notes.")]
Idempotency = Annotated[
    str,
    Header(max_length=200, description="Repeating a request with the same key starts nothing new."),
]


def order_of(
    request: Request, caller: Caller, body: RunRequest, idempotency: str = "", *, streamed: bool = True
) -> Order:
    """A request's body as an order for the desk.

    Raises:
        Problem: the thread is not the caller's, its budget is used up, or the callback leads astray.
    """
    desk: Desk = request.app.state.desk
    guard: Guard = request.app.state.guard
    callback = body.callback
    return Order(
        inquiry=Inquiry(
            question=body.question,
            kind=body.kind,
            options=body.options,
            follow=run_of(caller, desk, body.follow) if body.follow else "",
            members=body.members,
            rounds=body.rounds,
            debate=body.debate,
            nails=body.nails,
            memory=body.memory,
            usd=guard.remaining_usd(caller),
        ),
        owner=caller.owner,
        metadata=dict(body.metadata),
        idempotency=idempotency,
        # Of what was sent, and not of what we make of it: "last" is another run by the time it is sent again.
        digest=hashlib.sha256(body.model_dump_json().encode()).hexdigest(),
        streamed=streamed,
        **({"callback": allowed(callback.url, callback.headers, desk.settings.callbacks)} if callback else {}),
    )


def accepted(desk: Desk, run_id: str, caller: Caller, **headers: str) -> JSONResponse:
    """The answer to whoever started or steered a run."""
    state = run_state(desk, run_id, redacted=caller.redacted)
    return JSONResponse(state, 202, headers={"Location": f"/v1/runs/{run_id}", **headers})

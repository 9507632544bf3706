"""What a tool is: what a model is told of it, what it takes, what it gives back, and who may use it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from starlette.requests import Request

from consilium.server.desk import Desk
from consilium.server.guard import Caller, run_of
from consilium.server.problems import Problem
from consilium.store import Scope
from consilium.wording import say

RunId = Annotated[
    str,
    Field(min_length=1, max_length=64, description="The run's id, as consilium_start gave it; `last` is the newest."),
]


class Arguments(BaseModel):
    """Base of what tools take."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tool gives back.

    Args:
        plain: structured content, in the shape of the tool's result.
        text: the same for readers, as Markdown.
    """

    plain: dict[str, Any]
    text: str


@dataclass(frozen=True, slots=True)
class Call:
    """One use of a tool.

    Args:
        request: the HTTP request it came with.
        caller: who sent it.
        report: tells the caller how far things have come: a number that grows, and a line.
    """

    request: Request
    caller: Caller
    report: Callable[[int, str], Awaitable[None]]

    @property
    def desk(self) -> Desk:
        """The server's desk."""
        desk: Desk = self.request.app.state.desk
        return desk

    @property
    def once(self) -> str:
        """The caller's key against asking twice; programs that repeat a call send one."""
        return self.request.headers.get("idempotency-key", "")[:200]

    def run(self, run_id: str) -> str:
        """The full id of a run that the caller may see.

        Raises:
            Problem: there is none.
        """
        return run_of(self.caller, self.desk, run_id)


Given = TypeVar("Given", bound=Arguments)


@dataclass(frozen=True, slots=True)
class Tool(Generic[Given]):
    """A tool.

    Args:
        name: what models call it.
        title: what people call it.
        description: tells a model when to use it.
        takes: its arguments.
        gives: the shape of its structured content.
        scope: what a key must be allowed.
        use: does it.
        reads: whether it changes and sends nothing, whatever scope it takes.
    """

    name: str
    title: str
    description: str
    takes: type[Given]
    gives: Any
    scope: Scope
    use: Callable[[Call, Given], Awaitable[Answer]]
    reads: bool = False

    async def __call__(self, call: Call, given: dict[str, Any]) -> Answer:
        """Use it.

        Raises:
            Problem: the caller may not, or it could not be done.
            ValidationError: the arguments are not what it takes.
            ConsiliumError: it could not be done.
        """
        if not call.caller.may(self.scope):
            detail = say("server.scope", scope=self.scope)
            raise Problem(403, "scope", detail, next_step=say("server.make_scoped", scope=self.scope))
        return await self.use(call, self.takes.model_validate(given))

    @property
    def input_schema(self) -> dict[str, Any]:
        """What it takes, as a JSON Schema."""
        return self.takes.model_json_schema()

    @property
    def output_schema(self) -> dict[str, Any]:
        """What it gives back, as a JSON Schema."""
        return TypeAdapter(self.gives).json_schema(mode="serialization")

"""``consilium_start``: put a question to the panel."""

from __future__ import annotations

from pydantic import Field

from consilium.config.settings import Debate
from consilium.server.mcp.started import Started, start_run
from consilium.server.mcp.tool import Answer, Arguments, Call, Tool
from consilium.server.records import RunRequest, Words
from consilium.types.question import AnswerKind


class StartArguments(Arguments):
    """A question and how it is to be debated."""

    question: Words = Field(
        description="The question, complete in itself, in Russian or English: the panel sees nothing of this "
        "conversation. The verdict comes in the same language."
    )
    kind: AnswerKind | None = Field(
        None, description="What answer is wanted; left out, a choice where there are options, else an open answer."
    )
    options: list[Words] | dict[str, Words] | None = Field(
        None, description="Options of a choice: texts, lettered A, B, …, or a map from label to text."
    )
    members: list[Words] | None = Field(
        None, min_length=1, description="Members to ask, in place of the whole panel; leave out unless told to."
    )
    rounds: int | None = Field(None, ge=0, le=10, description="Rounds of critique at most; leave out unless told to.")
    debate: Debate | None = Field(None, description="When the panel debates; leave out unless told to.")


async def _use(call: Call, given: StartArguments) -> Answer:
    return await start_run(call, RunRequest(**given.model_dump()))


START = Tool(
    name="consilium_start",
    title="Ask the panel",
    description=(
        "Put a hard question to a panel of language models and experts: they answer blind, criticise each other "
        "anonymously, and a judge writes one verdict with its evidence and its minority. Use it where being wrong is "
        "costly, opinions differ, or the user asks for a second opinion; not for what you can simply look up. It costs "
        "money and takes from seconds to minutes. Returns a run_id at once; then call consilium_result with it. To ask "
        "on about an earlier verdict use consilium_follow_up."
    ),
    takes=StartArguments,
    gives=Started,
    scope="ask",
    use=_use,
)

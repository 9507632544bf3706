"""What is said over HTTP: bodies of requests and responses, every field with its meaning."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from consilium.config.settings import Debate
from consilium.types.question import AnswerKind
from consilium.types.verdict import VerdictRecord

State = Literal["queued", "running", "done", "failed", "interrupted"]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Short = Annotated[str, StringConstraints(max_length=500)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CallbackRequest(_Body):
    """Where the end of a run is to be reported."""

    url: str = Field(
        max_length=2000, description="An http(s) address below one of the allowed origins (server.callbacks)."
    )
    headers: dict[str, Short] = Field(
        default_factory=dict,
        max_length=20,
        description="Headers to send along, such as an Authorization of the receiver.",
    )


class FollowRequest(_Body):
    """A question that continues the thread of a run."""

    question: Words = Field(description="The question, in Russian or English; the answer comes in the same language.")
    kind: AnswerKind | None = Field(
        None, description="What answer is wanted; left out, a choice where there are options, else an open answer."
    )
    options: list[Words] | dict[str, Words] | None = Field(
        None, description="Options of a choice: texts, lettered A, B, …, or a map from label to text."
    )
    members: list[Words] | None = Field(
        None, min_length=1, description="Members to ask, in place of the panel in the settings."
    )
    rounds: int | None = Field(None, ge=0, le=10, description="Rounds of critique at most.")
    debate: Debate | None = Field(None, description="When the panel debates.")
    nails: bool = Field(True, description="Whether what the user has pinned steers the panel.")
    memory: bool = Field(True, description="Whether the panel is told of earlier verdicts on like questions.")
    callback: CallbackRequest | None = Field(None, description="Where the end is to be reported.")
    metadata: dict[str, Short] = Field(
        default_factory=dict, max_length=50, description="Anything the caller wants back with the run."
    )


class RunRequest(FollowRequest):
    """A question."""

    follow: str = Field(
        "", max_length=100, description="The run whose thread this question continues; `last` for the newest."
    )


class AskRequest(RunRequest):
    """A question, and how long its caller will wait."""

    wait_s: float = Field(90, ge=0, le=3600, description="Seconds to wait for the verdict before answering 202.")


class FeedbackRequest(_Body):
    """What a verdict turned out to be worth."""

    outcome: Literal["", "right", "wrong"] = Field("", description="Whether the verdict was right.")
    answer: str = Field("", max_length=2000, description="The true answer, where it is known by now.")
    comment: str = Field("", max_length=5000, description="Anything worth remembering.")


class FeedbackKept(FeedbackRequest):
    """Feedback as it is kept."""

    run_id: str = Field(description="The run it is about.")
    at: str = Field(description="When it was given, in UTC.")


class Fault(BaseModel):
    """One mistake in a request's body."""

    where: str = Field(description="The field, as a path.")
    what: str = Field(description="What is wrong with it.")


class ProblemDocument(BaseModel):
    """What went wrong and what to do about it (RFC 9457)."""

    type: str = Field(description="The kind of problem, for code: `urn:consilium:problem:…`.")
    title: str = Field(description="The HTTP status in words.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What went wrong, in the language of Accept-Language (en or ru).")
    next_step: str = Field(description="What the caller can do about it.")
    run_id: str = Field("", description="The run it happened in.")
    errors: list[Fault] = Field(default_factory=list, description="Each mistake in the body.")
    verdict: VerdictRecord | None = Field(None, description="The verdict that says why there is no answer.")
    differs: list[str] = Field(
        default_factory=list, description="In what caller and server differ: version, settings, panel, keys."
    )


class CallbackState(BaseModel):
    """How far the report of a run's end has come."""

    url: str = Field(description="Where it goes.")
    state: Literal["waiting", "delivered", "failed"] = Field(description="What has become of it.")
    attempts: int = Field(description="How often it was sent.")
    last_error: str = Field(description="Why the last attempt failed.")


class Links(BaseModel):
    """Where else a run can be looked at."""

    self: str = Field(description="This record.")
    events: str = Field(description="The debate as server-sent events.")
    export: str = Field(description="The transcript.")


class RunState(BaseModel):
    """A run: what was asked, how far it has come, what came out."""

    id: str = Field(description="The run's id.")
    state: State = Field(description="Queued, running, done (with a verdict), failed, or interrupted.")
    created: str = Field(description="When it was accepted, in UTC.")
    question: str = Field(description="What was asked.")
    parent: str = Field(description="The run whose thread it continues; empty for a new thread.")
    metadata: dict[str, str] = Field(description="What the caller sent along.")
    verdict: VerdictRecord | None = Field(None, description="The verdict, once there is one.")
    error: ProblemDocument | None = Field(None, description="Why it failed, if it did.")
    callback: CallbackState | None = Field(None, description="The report of its end, where one was asked for.")
    links: Links = Field(description="Where else it can be looked at.")


class RunPage(BaseModel):
    """Runs, newest first, without their verdicts."""

    runs: list[RunState] = Field(description="The runs.")
    next: str | None = Field(description="The `before` of the next page; null on the last one.")


class SeatState(BaseModel):
    """A seat on the panel or the bench."""

    name: str = Field(description="The member's name.")
    model: str = Field(description="The model behind it.")
    vendor: str = Field(description="Who made the model.")
    local: bool = Field(description="Whether it runs on this machine and may read private notes.")
    expert: bool = Field(description="Whether it uses no model at all.")
    present: bool = Field(description="Whether it could answer now.")
    reason: str = Field(description="Why it could not.")
    fix: str = Field(description="What would bring it in.")


class PanelState(BaseModel):
    """Who could answer now."""

    members: list[SeatState] = Field(description="The panel.")
    judges: list[SeatState] = Field(description="The chain of judges, in the order they are tried.")
    estimate_usd: float | None = Field(
        description="What a typical question would cost at most; null where no price is known."
    )


class Instance(BaseModel):
    """Which server this is."""

    version: str = Field(description="Of the program.")
    pid: int = Field(description="Its process.")
    home: str = Field(description="Where its runs are kept.")
    config: str = Field(description="Its settings file.")
    started: str = Field(description="When it started, in UTC.")


class Health(BaseModel):
    """Whether the server is up and takes questions."""

    status: Literal["ok", "ready", "draining"] = Field(description="How it is.")

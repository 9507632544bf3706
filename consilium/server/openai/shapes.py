"""What is sent back: the objects of OpenAI's API, as far as its clients read them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field


class ErrorBody(BaseModel):
    """A problem, in the words of OpenAI's API."""

    message: str = Field(description="What went wrong and what to do about it.")
    type: str = Field(description="What kind of error it is.")
    param: str | None = Field(description="The field of the request that is at fault.")
    code: str | None = Field(description="The error's name, for code.")


class ErrorDocument(BaseModel):
    """An error in OpenAI's form."""

    error: ErrorBody = Field(description="What went wrong.")


class ModelCard(BaseModel):
    """A model: a way of asking the panel."""

    id: str = Field(description="The model's name.")
    object: Literal["model"] = Field(default="model", description="What this is.")
    created: int = Field(default=0, description="Always 0: a panel has no date.")
    owned_by: str = Field(default="consilium", description="Whose it is.")


class ModelList(BaseModel):
    """All models."""

    object: Literal["list"] = Field(default="list", description="What this is.")
    data: list[ModelCard] = Field(description="The models.")


class PromptDetails(BaseModel):
    """Kinds of tokens read."""

    cached_tokens: int = Field(description="Those read from a provider's cache.")


class ReplyDetails(BaseModel):
    """Kinds of tokens written."""

    reasoning_tokens: int = Field(default=0, description="Always 0: members' replies are not counted apart.")


class ChatUsage(BaseModel):
    """Tokens of all members and judges together."""

    prompt_tokens: int = Field(description="Tokens read.")
    completion_tokens: int = Field(description="Tokens written.")
    total_tokens: int = Field(description="Both together.")
    prompt_tokens_details: PromptDetails = Field(description="What the tokens read were.")
    completion_tokens_details: ReplyDetails = Field(description="What the tokens written were.")


class ChatReply(BaseModel):
    """The panel's reply."""

    role: Literal["assistant"] = Field(default="assistant", description="Who speaks.")
    content: str = Field(description="The verdict, as Markdown.")
    reasoning_content: str | None = Field(default=None, description="The debate, as Markdown.")
    refusal: str | None = Field(default=None, description="Always null.")


class Choice(BaseModel):
    """The only choice there is."""

    index: int = Field(default=0, description="Always 0.")
    message: ChatReply = Field(description="The reply.")
    finish_reason: Literal["stop"] = Field(default="stop", description="Why the reply ended.")
    logprobs: None = Field(default=None, description="Always null.")


class ChatCompletion(BaseModel):
    """A reply to a conversation."""

    id: str = Field(description="`chatcmpl-` and the id of the run.")
    object: Literal["chat.completion"] = Field(default="chat.completion", description="What this is.")
    created: int = Field(description="When it was made, in seconds since 1970.")
    model: str = Field(description="The model that was asked for.")
    choices: list[Choice] = Field(description="The reply.")
    usage: ChatUsage = Field(description="What it took.")


class ResponsesUsage(BaseModel):
    """Tokens of all members and judges together."""

    input_tokens: int = Field(description="Tokens read.")
    input_tokens_details: PromptDetails = Field(description="What the tokens read were.")
    output_tokens: int = Field(description="Tokens written.")
    output_tokens_details: ReplyDetails = Field(description="What the tokens written were.")
    total_tokens: int = Field(description="Both together.")


class ResponseFault(BaseModel):
    """Why a response failed."""

    code: str = Field(description="The error's name, for code.")
    message: str = Field(description="What went wrong and what to do about it.")


class ResponseObject(BaseModel):
    """A response: the debate as its reasoning, the verdict as its message."""

    id: str = Field(description="`resp_` and the id of the run.")
    object: Literal["response"] = Field(default="response", description="What this is.")
    created_at: int = Field(description="When the question was accepted, in seconds since 1970.")
    status: Literal["in_progress", "completed", "failed", "cancelled"] = Field(description="How far it has come.")
    model: str = Field(description="The model that was asked for.")
    output: list[dict[str, Any]] = Field(description="A `reasoning` item with the debate and a `message` item.")
    error: ResponseFault | None = Field(default=None, description="Why it failed, if it did.")
    incomplete_details: None = Field(default=None, description="Always null.")
    instructions: None = Field(default=None, description="Always null: instructions are not heeded.")
    metadata: dict[str, str] = Field(default_factory=dict, description="What the caller sent along.")
    parallel_tool_calls: bool = Field(default=False, description="Always false: there are no tools.")
    previous_response_id: str | None = Field(default=None, description="The response whose thread it continues.")
    tool_choice: Literal["none"] = Field(default="none", description="Always `none`: there are no tools.")
    tools: list[dict[str, Any]] = Field(default_factory=list, description="Always empty.")
    usage: ResponsesUsage | None = Field(default=None, description="What it took, once it has ended.")


class EmbeddingList(BaseModel):
    """What the service behind answered."""

    object: str = Field(default="list", description="What this is.")
    data: list[dict[str, Any]] = Field(description="The embeddings.")
    model: str = Field(default="", description="The model that made them.")
    usage: dict[str, Any] = Field(default_factory=dict, description="What it took.")

"""Bodies of requests: the fields we heed; every other one is accepted and changes nothing."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StringConstraints

ModelName = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Metadata = dict[str, Any]

_IGNORED = "Accepted and ignored, like every field that is not listed here."


class _Lenient(BaseModel):
    model_config = ConfigDict(extra="allow", frozen=True)


class Part(_Lenient):
    """A part of a message; only text can be read."""

    type: str = Field(default="text", description="`text`, `input_text` or `output_text`; anything else is refused.")
    text: str | None = Field(default=None, description="The text.")


class Message(_Lenient):
    """One message of a conversation."""

    role: str = Field(
        default="user", description="`user` or `assistant`; what `system`, `developer` and `tool` say is not heeded."
    )
    content: str | list[Part] | None = Field(default=None, description="What was said: text, or parts that are text.")


class StreamOptions(_Lenient):
    """What a stream should hold."""

    include_usage: StrictBool | None = Field(default=None, description="Whether a last chunk tells the tokens used.")


class ChatRequest(_Lenient):
    """A conversation whose last message is the question."""

    model: ModelName = Field(description="`consilium`; `consilium-fast` for no rounds of critique; `opponent` to spar.")
    messages: list[Message] = Field(min_length=1, description="The conversation, oldest message first.")
    stream: StrictBool | None = Field(default=None, description="Whether to send the reply as it comes about.")
    stream_options: StreamOptions | None = Field(default=None, description="What the stream should hold.")
    metadata: Metadata | None = Field(default=None, description="Kept with the run, as far as the values are texts.")
    user: Any = Field(default=None, description=_IGNORED)


class InputItem(Message):
    """One item of an input; only messages are heeded."""

    type: str = Field(default="message", description="`message`; items of any other type are passed over.")


class ResponsesRequest(_Lenient):
    """A question, alone or at the end of a conversation."""

    model: ModelName = Field(description="`consilium`; `consilium-fast` for no rounds of critique; `opponent` to spar.")
    input: str | list[InputItem] = Field(description="The question, or a conversation whose last message it is.")
    stream: StrictBool | None = Field(default=None, description="Whether to send the response as it comes about.")
    previous_response_id: str | None = Field(
        default=None, max_length=100, description="The response whose thread the question continues."
    )
    instructions: Any = Field(default=None, description=_IGNORED)
    metadata: Metadata | None = Field(default=None, description="Kept with the run, as far as the values are texts.")


class EmbeddingsRequest(_Lenient):
    """Texts to embed; passed on as it came."""

    model: ModelName = Field(description="A model of the service behind (server.embeddings).")
    input: str | list[Any] = Field(description="A text, texts, or tokens.")


def texts(metadata: Metadata | None) -> dict[str, str]:
    """The entries of a request's metadata that can be kept."""
    return {str(name)[:100]: value[:500] for name, value in (metadata or {}).items() if isinstance(value, str)}

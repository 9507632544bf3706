"""What the settings and a member's card may say, and what each default is."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

CONFIG_VERSION = 1

Transport = Literal["ollama", "litellm", "direct", "gemini-legacy", "recorded", "scripted", "expert"]
Debate = Literal["when_split", "always", "never"]
Topology = Literal["ring", "sparse", "all"]
Durability = Literal["sync", "async", "exit"]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Dollars = Annotated[float, Field(ge=0.0)]


class Strict(BaseModel):
    """A part of a settings file: unknown keys are mistakes, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class LimitSettings(Strict):
    """Money a question and a day may cost, and how large a question may be."""

    usd_per_question: Dollars = 0.30
    usd_per_day: Dollars = 5.0
    question_chars: int = Field(default=200_000, ge=100)


class PriceSettings(Strict):
    """A model's price in US dollars per million tokens, where the shipped table has none."""

    input: Dollars
    output: Dollars
    cached_input: Dollars | None = None


class VectorSettings(Strict):
    """Embeddings of the library: which model makes them, how it is reached, and where they are kept.

    ``local`` says that a server elsewhere may be trusted like this machine, or that one here may not.
    """

    model: str
    transport: Literal["ollama", "litellm"] = "ollama"
    store: Literal["faiss", "qdrant"] = "faiss"
    vendor: str = ""
    key_env: str = ""
    api_base: str | None = None
    local: bool | None = None
    price: PriceSettings | None = None


class KnowledgeSettings(Strict):
    """Folders to answer from, what in them is private, and how many passages the panel reads.

    ``private`` are folders or patterns of files whose text stays on this machine whatever they say
    themselves; ``nails`` are tags of notes whose words are pinned.
    """

    paths: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    passages: int = Field(default=16, ge=0, le=1000)
    nails: tuple[str, ...] = ("nail", "гвоздь")
    vectors: VectorSettings | None = None


class NailSettings(Strict):
    """How many words of what the user has pinned go into each prompt; 0 runs without nails."""

    words: int = Field(default=400, ge=0, le=10_000)


class MemorySettings(Strict):
    """How many earlier verdicts a question is told of, and in how many words; 0 of either remembers nothing."""

    verdicts: int = Field(default=3, ge=0, le=20)
    words: int = Field(default=300, ge=0, le=10_000)


class GpuSettings(Strict):
    """The graphics card that members on this machine share; without a size nothing is scheduled."""

    memory_gb: float | None = Field(default=None, gt=0)


class EmbeddingSettings(Strict):
    """Where the OpenAI endpoint passes requests for embeddings on to."""

    api_base: str = "http://127.0.0.1:11434/v1"
    key_env: str = ""


class ServerSettings(Strict):
    """The HTTP server: where it listens, whom it lets in, how much it takes on.

    ``origins`` are web pages and programs that may call from a browser, besides this machine's own;
    ``hosts`` are names by which the server may be addressed, besides this machine's own;
    ``callbacks`` are the only places it will report to; ``otlp`` is the collector that traces are sent
    to, none where it is empty.
    """

    host: str = "127.0.0.1"
    port: int = Field(default=8377, ge=0, le=65535)
    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ("app://obsidian.md",)
    callbacks: tuple[str, ...] = ("http://localhost:5678", "http://127.0.0.1:5678")
    concurrent_runs: int = Field(default=8, ge=1)
    queue: int = Field(default=1000, ge=0)
    body_bytes: int = Field(default=1_000_000, ge=1000)
    drain_s: float = Field(default=30.0, ge=0)
    otlp: str = ""
    embeddings: EmbeddingSettings = EmbeddingSettings()


class Settings(Strict):
    """One panel and how it debates: the whole of ``config.yaml``."""

    version: int = Field(default=CONFIG_VERSION, ge=1, strict=True)
    language: Literal["auto", "ru", "en"] = "auto"
    panel: tuple[str, ...] = ("qwen", "gpt", "claude", "gemini", "librarian")
    embedded: tuple[str, ...] = ("librarian", "methodologist", "skeptic")
    judges: tuple[str, ...] = ("judge-mistral", "judge-claude", "judge-gpt", "judge-gemini", "judge-qwen")
    debate: Debate = "when_split"
    rounds: int = Field(default=1, ge=0, le=10)
    topology: Topology = "ring"
    readers: int = Field(default=2, ge=1, le=16)
    settle_at: Share = 0.75
    quorum: int = Field(default=1, ge=1)
    decider: str = Field(default="auto", pattern=r"^\w[\w.-]*$")
    same_answer: str = ""
    tolerance: Share = 0.0
    durability: Durability = "exit"
    limits: LimitSettings = LimitSettings()
    knowledge: KnowledgeSettings = KnowledgeSettings()
    nails: NailSettings = NailSettings()
    memory: MemorySettings = MemorySettings()
    gpu: GpuSettings = GpuSettings()
    server: ServerSettings = ServerSettings()
    tracing: bool = False


class CallSettings(Strict):
    """What one call of a member may use, and how many run at once."""

    max_tokens: int = Field(default=2048, ge=1)
    timeout_s: float = Field(default=120.0, gt=0)
    attempts: int = Field(default=3, ge=1, le=10)
    concurrent: int = Field(default=4, ge=1)


class Turn(Strict):
    """One prior turn of a member's prompt chain."""

    role: Literal["user", "assistant"]
    text: str


class Bilingual(Strict):
    """A phrase that goes into prompts, in the question's language; one string serves both."""

    en: str = ""
    ru: str = ""

    @model_validator(mode="before")
    @classmethod
    def _both(cls, value: Any) -> Any:
        return {"en": value, "ru": value} if isinstance(value, str) else value


class CardSettings(Strict):
    """One member's card: ``agents/NAME.yaml``.

    ``evidence_tokens`` is the most evidence that its prompts hold, where window and price allow as much;
    ``gpu_gb`` is what its weights and cache take on the graphics card, where the guess is wrong; ``labels``
    says whether it is asked, where rules cannot tell, if a quotation bears its claim out (else models of Ollama on
    this machine are).
    """

    name: str = Field(pattern=r"^[\w.-]+$")
    transport: Transport
    model: str = ""
    vendor: str = ""
    local: bool | None = None
    discipline: Bilingual = Bilingual()
    watch_for: Bilingual = Bilingual()
    compact: bool = False
    prompt: str = ""
    answer_schema: dict[str, Any] | None = Field(default=None, alias="schema")
    chain: tuple[Turn, ...] = ()
    key_env: str = ""
    api_base: str | None = None
    headers: dict[str, str] = Field(default_factory=dict)
    proxy: str | None = None
    options: dict[str, Any] = Field(default_factory=dict)
    calls: CallSettings = CallSettings()
    price: PriceSettings | None = None
    critique: bool = True
    evidence_tokens: int = Field(default=16_000, ge=0, le=128_000)
    gpu_gb: float | None = Field(default=None, gt=0)
    labels: bool | None = None
    script: str | None = None
    recording: str | None = None

"""Who sits on the panel, as everyone but the member itself sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class MemberCard:
    """A member's name and where its answers come from.

    ``local`` members run on this machine and may read private text. ``vendor`` is who is asked for the model, ``maker``
    who made it, where its name tells: models of one maker err together. ``expert`` members use no model at all: they
    testify with passages and neither vote nor debate. ``debates`` is False for a member that only answers.
    """

    name: str
    model: str
    vendor: str
    local: bool
    expert: bool = False
    discipline: str = ""
    debates: bool = True
    maker: str = ""

    @property
    def voice(self) -> str:
        """Whose voice it is: members that share it count as one, as far as they say the same."""
        return self.maker or self.vendor or self.name


@dataclass(frozen=True, slots=True)
class Absence:
    """Why a configured member cannot take part, and the one command that would bring it in."""

    member: str
    reason: str
    fix: str


@dataclass(frozen=True, slots=True)
class Price:
    """What a model charges, in US dollars per million tokens."""

    input: float
    output: float
    cached_input: float | None = None


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where and how a member's model is reached; what a transport is built from.

    ``options`` are the model's own parameters (temperature, think, num_ctx, keep_alive,
    api_version, …) and are passed through unless a transport knows better. ``file`` is the script
    or recording of a member that is played from disk.
    """

    member: str
    model: str
    vendor: str = ""
    api_key: str | None = None
    key_env: str = ""
    api_base: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    proxy: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    file: Path | None = None

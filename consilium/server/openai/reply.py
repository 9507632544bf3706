"""A reply on its way: in pieces while it comes about, or whole."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Protocol

from fastapi import Request

from consilium.assembly.ids import new_run_id
from consilium.types.request import Usage


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a reply as it comes about; the last one tells what it took."""

    reasoning: str = ""
    content: str = ""
    usage: Usage | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply."""

    content: str
    reasoning: str = ""
    usage: Usage = field(default_factory=Usage)


class Talk(Protocol):
    """One request on its way to its reply."""

    @property
    def id(self) -> str:
        """What it goes by, without OpenAI's prefixes."""

    @property
    def created(self) -> int:
        """When it began, in seconds since 1970."""

    @property
    def model(self) -> str:
        """The model that was asked."""

    def pieces(self) -> AsyncIterator[Piece]:
        """The reply, while it comes about: reasoning first, then content."""

    async def whole(self, request: Request) -> Reply:
        """The reply, once it is there."""

    def left(self) -> None:
        """Nobody listens any more."""


@dataclass(frozen=True, slots=True)
class Chore:
    """A request that needs no debate."""

    model: str
    answer: str
    id: str = field(default_factory=new_run_id)
    created: int = field(default_factory=lambda: int(time.time()))

    async def pieces(self) -> AsyncIterator[Piece]:
        """The answer, in one piece."""
        yield Piece(content=self.answer, usage=Usage())

    async def whole(self, _request: Request) -> Reply:
        """The answer."""
        return Reply(self.answer)

    def left(self) -> None:
        """Nothing goes on."""

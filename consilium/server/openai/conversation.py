"""What a client sends as a conversation: its turns, the question at its end, and its digest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal

from consilium.api.inquiry import Turn
from consilium.server.openai.bodies import Message, Part
from consilium.server.problems import Problem
from consilium.types.codec import to_json
from consilium.wording import say

Speaker = Literal["user", "assistant"]
Said = tuple[Speaker, str]

_SPEAKERS: Final[dict[str, Speaker]] = {"user": "user", "assistant": "assistant"}
_UNHEARD: Final = frozenset({"system", "developer", "tool", "function"})
"""Roles that have no part in a debate: our members have prompts of their own, and no tools of the client's."""

_TEXTS: Final = frozenset({"text", "input_text", "output_text", "refusal"})
_REASONING: Final = re.compile(r"<think>.*?</think>|<details type=\"reasoning\".*?</details>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Conversation:
    """Who said what, system prompts and tools left out; the last word is the user's."""

    said: tuple[Said, ...]

    @property
    def question(self) -> str:
        """What is asked now."""
        return self.said[-1][1]

    @property
    def before(self) -> tuple[Said, ...]:
        """What was said before the question."""
        return self.said[:-1]

    @property
    def turns(self) -> list[Turn]:
        """What was said before the question, as questions with their answers."""
        found: list[Turn] = []
        for speaker, text in self.before:
            if speaker == "user":
                found.append(Turn(text))
            elif found:
                found[-1] = Turn(found[-1].question, text)
        return found


def read_conversation(messages: Sequence[Message], field: str = "messages") -> Conversation:
    """The conversation that messages make; what one side says in a row is one turn.

    Args:
        messages: as they came.
        field: what they are called in the body, for errors.

    Raises:
        Problem: a role or a part is not one we know, or the last word is not the user's.
    """
    heard: list[Said] = []
    for place, message in enumerate(messages):
        where = f"{field}[{place}]"
        speaker = _SPEAKERS.get(message.role)
        if speaker is None:
            if message.role not in _UNHEARD:
                raise _refusal(say("server.unknown_role", role=message.role[:40]), f"{where}.role")
            continue
        text = _text(message.content, f"{where}.content").strip()
        if text:
            heard.append((speaker, text))
    said = [(who, "\n\n".join(text for _, text in row)) for who, row in groupby(heard, key=lambda one: one[0])]
    if not said or said[-1][0] != "user":
        raise _refusal(say("server.no_question"), field)
    return Conversation(tuple(said))


def digest(said: Sequence[Said]) -> str:
    """What tells a conversation from every other; spacing and shown reasoning do not count.

    >>> digest([("user", "Why?")]) == digest([("user", " Why? ")]) != digest([("assistant", "Why?")])
    True
    """
    plain = [[who, " ".join((_REASONING.sub("", text) if who == "assistant" else text).split())] for who, text in said]
    return hashlib.sha256(to_json(plain).encode()).hexdigest()


def _text(content: str | list[Part] | None, where: str) -> str:
    if content is None or isinstance(content, str):
        return content or ""
    strange = next((part.type for part in content if part.type not in _TEXTS), None)
    if strange is not None:
        raise _refusal(say("server.only_text", kind=strange[:40]), where)
    return "\n".join(part.text for part in content if part.text)


def _refusal(detail: str, param: str) -> Problem:
    return Problem(400, "invalid", detail, next_step=say("server.see_document"), param=param)

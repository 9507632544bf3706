"""A prompt's parts as the conversation that providers expect."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from consilium.types.request import Part

BLANK_LINE = "\n\n"


@dataclass(frozen=True, slots=True)
class Turn:
    """What one side says before the other speaks."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """System text, which every provider takes in a field of its own, and turns that alternate."""

    system: str
    turns: tuple[Turn, ...]

    @property
    def text(self) -> str:
        """All words of the prompt, for counting."""
        return BLANK_LINE.join(filter(None, [self.system, *(turn.text for turn in self.turns)]))

    def as_messages(self) -> list[dict[str, str]]:
        """The form of OpenAI, LiteLLM and Ollama, where system text is the first message."""
        opening = [{"role": "system", "content": self.system}] if self.system else []
        return opening + [{"role": turn.role, "content": turn.text} for turn in self.turns]


def conversation(parts: Iterable[Part]) -> Conversation:
    r"""Join parts of one role that follow one another, a blank line between them.

    Providers want turns that alternate and at least one of them: a prompt of system text alone is
    sent as the user's.

    >>> conversation([Part("Be brief.", "prompt", role="system"), Part("Why?", "question"), Part("Really.", "x")])
    Conversation(system='Be brief.', turns=(Turn(role='user', text='Why?\n\nReally.'),))
    """
    system: list[str] = []
    turns: list[Turn] = []
    for part in parts:
        if part.role == "system":
            system.append(part.text)
        elif turns and turns[-1].role == part.role:
            turns[-1] = Turn(part.role, turns[-1].text + BLANK_LINE + part.text)
        else:
            turns.append(Turn(part.role, part.text))
    if not turns:
        return Conversation("", (Turn("user", BLANK_LINE.join(system)),))
    return Conversation(BLANK_LINE.join(system), tuple(turns))

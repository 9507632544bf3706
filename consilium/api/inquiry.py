"""What is asked and how: one question with everything that may differ from the settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from consilium.api.framing import Options
from consilium.config import Settings
from consilium.config.settings import Debate
from consilium.errors import UsageError
from consilium.types.question import AnswerKind
from consilium.wording import say


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of a conversation that was had elsewhere; an empty ``answer`` where none was given."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One question.

    Args:
        question: in Russian or English; the answer comes in the same language.
        kind: what answer is wanted; None means a choice where there are options, else open.
        options: texts, labelled A, B, …, or a map from label to text.
        follow: the run whose thread this question continues; ``last`` for the newest.
        earlier: what was said before, oldest first, where no run of ours holds it: context to
            understand the question by, never evidence.
        members: names that replace the settings' panel.
        embedded: ask the experts of the embedded panel alone, and no model even where there is one.
        rounds: rounds of critique, in place of the settings' number.
        debate: when to debate, in place of the settings' rule.
        nails: whether what the user has pinned steers the panel.
        memory: whether the panel is told of earlier verdicts on like questions.
        usd: US dollars this question may cost, where that is less than the settings allow.
    """

    question: str
    kind: AnswerKind | None = None
    options: Options | None = None
    follow: str = ""
    earlier: Sequence[Turn] = ()
    members: Sequence[str] | None = None
    embedded: bool = False
    rounds: int | None = None
    debate: Debate | None = None
    nails: bool = True
    memory: bool = True
    usd: float | None = None

    def settings(self, base: Settings) -> Settings:
        """The settings of this one run.

        Raises:
            UsageError: a value is not one that the settings allow.
        """
        changes: dict[str, Any] = {"rounds": self.rounds, "debate": self.debate}
        if not self.nails:
            changes["nails"] = base.nails.model_copy(update={"words": 0})
        if not self.memory:
            changes["memory"] = base.memory.model_copy(update={"verdicts": 0})
        if self.usd is not None:
            limits = base.limits
            most = min(limits.usd_per_question, self.usd)
            changes["limits"] = limits.model_copy(update={"usd_per_question": most})
        return changed(base, {name: value for name, value in changes.items() if value is not None})


def changed(settings: Settings, changes: Mapping[str, object]) -> Settings:
    """The settings with some values replaced, checked like those of a file.

    Raises:
        UsageError: a value is not one that the settings allow.
    """
    if not changes:
        return settings
    try:
        return Settings.model_validate({**settings.model_dump(), **changes})
    except ValidationError as error:
        fault = error.errors()[0]
        message = say("api.bad_argument", name=fault["loc"][0], value=fault["input"], expected=fault["msg"])
        raise UsageError(message, next_step=say("config.see_example")) from error

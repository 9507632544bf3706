"""From what the user typed to a question: its language, kind and options, or why it cannot be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import ascii_uppercase
from typing import get_args

from consilium.errors import UsageError
from consilium.types.question import AnswerKind, Option, Question
from consilium.wording import detect_language, say

Options = Sequence[str] | Mapping[str, str]


def frame(text: str, kind: AnswerKind | None, options: Options | None, longest: int) -> Question:
    """A question ready to be asked.

    Args:
        text: the words the user typed.
        kind: what answer is wanted; None means a choice where there are options, else an open one.
        options: texts, labelled A, B, …, or a map from label to text.
        longest: characters a question may have.

    Raises:
        UsageError: the question is empty or too long, or kind and options do not go together.
    """
    words = text.strip()
    if not words:
        raise UsageError(say("api.empty_question"), next_step=say("api.ask_something"))
    if len(words) > longest:
        message = say("api.long_question", length=len(words), longest=longest)
        raise UsageError(message, next_step=say("api.shorten"))
    choices = _options(options)
    wanted = kind or ("choice" if choices else "open")
    if wanted not in get_args(AnswerKind):
        raise UsageError(say("api.unknown_kind", kind=wanted), next_step=", ".join(get_args(AnswerKind)))
    if (wanted == "choice") != bool(choices):
        raise UsageError(say("api.options_mismatch", kind=wanted), next_step=say("api.give_options"))
    return Question(words, wanted, choices, detect_language(words), asked=words)


def _options(options: Options | None) -> tuple[Option, ...]:
    if not options:
        return ()
    # Rows of a file hold whatever somebody wrote there.
    if isinstance(options, str) or not isinstance(options, Mapping | Sequence):
        raise UsageError(say("api.odd_options"), next_step=say("api.give_options"))
    if isinstance(options, Mapping):
        pairs = [(str(label), str(text)) for label, text in options.items()]
    else:
        if len(options) > len(ascii_uppercase):
            raise UsageError(say("api.many_options", most=len(ascii_uppercase)), next_step=say("api.label_options"))
        pairs = [(ascii_uppercase[place], str(text)) for place, text in enumerate(options)]
    if len({label.casefold() for label, _ in pairs}) < len(pairs) or len(pairs) < 2:  # noqa: PLR2004  one is no choice
        raise UsageError(say("api.few_options"), next_step=say("api.give_options"))
    return tuple(Option(label, text) for label, text in pairs)

"""What the user wants to ask: the question's text, its options, and who shall answer."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TextIO

from consilium.errors import UsageError
from consilium.wording import say

STDIN = "-"
_LABELLED = re.compile(r"\s*(\w{1,3})\s*=\s*(.+?)\s*$", re.DOTALL)

Options = Sequence[str] | Mapping[str, str]


def read_question(arguments: Namespace, stdin: TextIO) -> str:
    """The question from the words, from ``--file``, or from stdin (``-``, or a pipe).

    Raises:
        UsageError: there is none, or the file cannot be read.
    """
    words = " ".join(arguments.question).strip()
    if arguments.file and words:
        raise UsageError(say("cli.two_questions"), next_step="consilium ask --help")
    if arguments.file:
        return _from_file(Path(arguments.file))
    if words == STDIN or (not words and not stdin.isatty()):
        return _filled(_from_stdin(stdin))
    return _filled(words)


def read_options(arguments: Namespace) -> Options | None:
    """Options from ``--option`` (repeated) or ``--options "A=…;B=…"``; None where there are none.

    With ``LABEL=`` before every one of them they keep those labels, else they are lettered.

    Raises:
        UsageError: some carry a label and some do not, or a label stands twice.
    """
    given = list(arguments.option or [])
    if arguments.options:
        given += [part for part in arguments.options.split(";") if part.strip()]
    if not given:
        return None
    labelled = [found for found in map(_LABELLED.match, given) if found]
    if not labelled:
        return [text.strip() for text in given]
    options = {found[1]: found[2] for found in labelled}
    if len(options) != len(given):
        raise UsageError(say("cli.mixed_options"), next_step='--options "A=…;B=…"')
    return options


def _from_file(path: Path) -> str:
    try:
        return _filled(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise UsageError(say("cli.unreadable", path=path, error=reason), next_step=say("cli.check_file")) from error


def _from_stdin(stdin: TextIO) -> str:
    try:
        return stdin.read()
    except UnicodeDecodeError as error:
        raise UsageError(say("cli.unreadable", path="stdin", error=error), next_step=say("cli.check_file")) from error


def _filled(text: str) -> str:
    if not text.strip():
        raise UsageError(say("cli.no_question"), next_step=say("cli.ask_like_this"))
    return text.strip()


def standard_input() -> TextIO:
    """Stdin as UTF-8, whatever the platform thinks; a closed stdin counts as an empty terminal."""
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8")
    return sys.stdin

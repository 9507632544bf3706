"""The end of every failure: one line, the next step, an exit code, and no traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from consilium.errors import ConsiliumError
from consilium.wording import say

FAULT = 1
INTERRUPTED = 130


def report(message: str, next_step: str = "") -> None:
    """Write ``error: message → next step`` to stderr."""
    line = f"{say('cli.error')}: {' '.join(message.split())}"
    print(f"{line} → {next_step}" if next_step else line, file=sys.stderr)  # noqa: T201  the terminal is our room


def guarded(action: Callable[[], int], *, debug: bool = False) -> int:
    """Run a command and turn whatever it raises into a line and an exit code.

    Args:
        action: the command.
        debug: show the traceback as well.
    """
    try:
        code = action()
        sys.stdout.flush()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(bool(stop.code))
    except BrokenPipeError:
        return _reader_left()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  the outermost frame of the program
        if debug:
            sys.excepthook(type(error), error, error.__traceback__)
        return _explained(error)
    return code


def _explained(error: BaseException) -> int:
    if isinstance(error, BaseExceptionGroup):
        return _explained(error.exceptions[0])
    if isinstance(error, ConsiliumError):
        report(error.message, error.next_step)
        return error.exit_code
    if isinstance(error, KeyboardInterrupt):
        report(say("cli.interrupted"))
        return INTERRUPTED
    report(say("cli.fault", kind=type(error).__name__, error=error), say("cli.fault_step"))
    return FAULT


def _reader_left() -> int:
    """Whoever read our output closed it (``| head``); Python must not complain about it at exit."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(devnull, sys.stdout.fileno())
    except (OSError, ValueError):
        pass
    finally:
        os.close(devnull)
    return FAULT

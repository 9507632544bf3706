"""Commands that need a part which is not always installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from consilium.errors import UsageError
from consilium.wording import say


@contextmanager
def needed(extra: str) -> Iterator[None]:
    """Import what an extra brings inside this block; without it, say how to get it.

    Raises:
        UsageError: a package of the extra is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("consilium"):
            raise
        message = say("cli.extra_missing", package=error.name, extra=extra)
        raise UsageError(message, next_step=f"pip install 'consilium-ai[{extra}]'") from error

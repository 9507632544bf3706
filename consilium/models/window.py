"""How long a window a prompt needs, and whether a server cut the prompt without saying so."""

from __future__ import annotations

from consilium.models.tokens import fewest_tokens, likely_tokens

SMALLEST = 4096


def fitting_window(tokens: int) -> int:
    """The smallest usual window that holds so many tokens.

    Windows come in powers of two: a server reloads the model whenever the window changes, so
    prompts of about one length must ask for the same.

    >>> fitting_window(5000)
    8192
    """
    window = SMALLEST
    while window < tokens:
        window *= 2
    return window


def looks_truncated(read: int, window: int, prompt: str) -> bool:
    """Whether a server that read ``read`` tokens of the prompt must have cut it.

    It did when what it read fills the window, or when a prompt that may overflow the window was
    read as less than it can possibly be. A server that reports nothing is believed: a prompt it
    still has in memory costs it nothing.
    """
    if not read:
        return False
    return read >= window or (likely_tokens(prompt) > window and read < fewest_tokens(prompt))

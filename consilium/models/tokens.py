"""How many tokens a text has, guessed without a tokenizer."""

from __future__ import annotations

LATIN_CHARS = 3.6
"""Characters a token of Latin text, digits and code, on the cautious side."""

OTHER_CHARS = 2.2
"""Characters a token of Cyrillic text with the tokenizers of 2024 and later."""

MOST_CHARS = 8.0
"""No tokenizer packs prose of any script more tightly than this."""


def likely_tokens(text: str) -> int:
    """A cautious guess: rarely below the true count for English and Russian prose.

    >>> likely_tokens("a sentence of English") < likely_tokens("предложение по-русски")
    True
    """
    latin = len(text.encode("ascii", "ignore"))
    return int(latin / LATIN_CHARS + (len(text) - latin) / OTHER_CHARS) + 1


def fewest_tokens(text: str) -> int:
    """A lower bound: a window smaller than this cannot hold the text."""
    return int(len(" ".join(text.split())) / MOST_CHARS)

"""In which order evidence goes into a prompt: by value per token, without saying the same thing twice.

All members read the same order, each as far as its window and its price allow. So their prompts begin
alike, and whoever keeps the state of a prompt's beginning (a provider's prompt cache, Ollama's memory)
computes it once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from math import sqrt

from consilium.knowledge.stemming import stems
from consilium.types.evidence import Passage

HEAD_TOKENS = 40
"""What a passage costs before its first word: its id, title, section and place."""

_ALIKE = 0.7
"""How much of a passage's value is lost where another says all of it."""

_SAME_SOURCE = 0.85
"""What is left of a passage's value for each passage of its source that stands before it."""

_GRADE_WEIGHT = 0.04
"""How much each step of the evidence grade (0 to 7) adds to a passage's value."""

_FLAG_WORTH = {
    "retracted": 0.0,
    "duplicate": 0.2,
    "concern": 0.5,
    "low-quality": 0.7,
    "animal-only": 0.8,
    "preprint": 0.9,
}


def packing_order(found: Sequence[Passage], tokens: Callable[[str], int]) -> list[Passage]:
    """Passages in the order in which they should be read; what is retracted is left out.

    Greedy maximal marginal relevance (Carbonell & Goldstein 1998, "The use of MMR, diversity-based
    reranking"), with the gain divided by its cost in tokens.

    Args:
        found: passages as retrieved, with scores that are comparable among themselves.
        tokens: how many tokens a text has.
    """
    best = max((passage.score for passage in found), default=0.0) or 1.0
    left = [_Candidate(passage, best, tokens(passage.text)) for passage in found]
    left = [candidate for candidate in left if candidate.worth > 0]
    ordered: list[Passage] = []
    sources: Counter[str] = Counter()
    while left:
        chosen = max(left, key=lambda candidate: candidate.gain(sources))
        left.remove(chosen)
        ordered.append(chosen.passage)
        sources[chosen.passage.source] += 1
        for candidate in left:
            candidate.heard(chosen)
    return ordered


class _Candidate:
    """A passage that has no place yet, and how much of it has been said by those before it."""

    __slots__ = ("cost", "passage", "said", "stems", "worth")

    def __init__(self, passage: Passage, best: float, tokens: int) -> None:
        self.passage = passage
        self.stems = frozenset(stems(passage.text))
        self.said = 0.0
        self.cost = HEAD_TOKENS + tokens
        self.worth = max(passage.score, 0.0) / best * (1 + _GRADE_WEIGHT * passage.grade)
        for flag in passage.flags:
            self.worth *= _FLAG_WORTH.get(flag, 1.0)

    def heard(self, other: _Candidate) -> None:
        """Another passage has been chosen: what it says needs no second saying."""
        union = len(self.stems | other.stems)
        if union:
            self.said = max(self.said, len(self.stems & other.stems) / union)

    def gain(self, sources: Counter[str]) -> float:
        """Value per token of what this passage adds."""
        repeated: float = _SAME_SOURCE ** sources[self.passage.source]
        # The square root keeps a short remark from beating a paragraph that says three times as much.
        return self.worth * (1 - _ALIKE * self.said) * repeated / sqrt(self.cost)

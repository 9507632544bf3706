"""A text against what is known: its quotations against the sources, its numbers against the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from consilium.assembly.proofs import proofs
from consilium.config import Loaded
from consilium.knowledge import Library
from consilium.knowledge.quotes.support import SupportJudge
from consilium.rules import SHIPPED, Rules, Trace
from consilium.types.proof import Proof


@dataclass(frozen=True, slots=True)
class Review:
    """What checking a text found.

    Args:
        proofs: its quotations, in order.
        traces: its numbers, in order, each with the rule it was held against; ``unknown`` is not ``ok``.
    """

    proofs: Sequence[Proof]
    traces: Sequence[Trace]

    @property
    def stands(self) -> bool:
        """Whether every quotation stands in a source and no number is impossible."""
        impossible = any(one.result == "violated" and one.severity == "error" for one in self.traces)
        return not impossible and all(one.citation.verified for one in self.proofs)


def review(library: Library, rules: Rules, text: str, *, private: bool, judge: SupportJudge | None = None) -> Review:
    """Check a note or an answer.

    Args:
        library: the user's sources.
        rules: what numbers may be.
        text: in Markdown.
        private: whether private passages may be looked at; where not, what only they say is missing.
        judge: a model on this machine that says, where rules cannot, whether a quotation bears its claim out.
    """
    return Review(proofs(library, text, private=private, judge=judge), rules.check(text))


def rules_of(loaded: Loaded) -> Rules:
    """The rules that ship with the program, and those of the home's ``rules.yaml`` on top.

    Raises:
        ConfigError: a file of rules is wrong; names file, line and what to do.
    """
    own = loaded.places.home / "rules.yaml"
    return _rules(own, own.stat().st_mtime_ns if own.is_file() else 0)


@lru_cache(maxsize=4)
def _rules(own: Path, changed: int) -> Rules:
    return Rules.load([SHIPPED, own] if changed else [SHIPPED])

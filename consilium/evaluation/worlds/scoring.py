"""How a text does against the truth of its world: what it keeps, what it gets wrong, what it makes up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Final

from consilium.evaluation.worlds.facts import Fact
from consilium.evaluation.worlds.reading import LANGUAGES, Reader, Sentence, bare, sentences
from consilium.evaluation.worlds.words import Table, names
from consilium.evaluation.worlds.world import World
from consilium.types.verdict import VerdictRecord

_FEWEST: Final = 2
"""Things of the vocabulary that a sentence must name to be one that states something about them."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over one text or over many; shares are made of them by whoever prints them.

    Args:
        facts: that are so and that somebody said.
        kept: of these, stated by the text.
        unique: facts of one member that a quotation bears out.
        unique_kept: of these, stated.
        falsehoods: believed by a majority.
        shown: of these, stated as if they held.
        sentences: of the text that state something.
        unsupported: of these, with numbers or things as nobody has put together.
        ratios: sum over texts of length by the longest answer's length.
        texts: how many texts were scored.
        twins: facts that have a near-duplicate.
        own: of these, with just their own supporters in the ledger.
        halves: pairs of conditional halves.
        apart: of these, not set against each other.
    """

    facts: int = 0
    kept: int = 0
    unique: int = 0
    unique_kept: int = 0
    falsehoods: int = 0
    shown: int = 0
    sentences: int = 0
    unsupported: int = 0
    ratios: float = 0.0
    texts: int = 0
    twins: int = 0
    own: int = 0
    halves: int = 0
    apart: int = 0

    def __add__(self, other: Score) -> Score:
        """Counts of both."""
        return Score(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def recall(self) -> float:
        """Share of the union of facts that is kept."""
        return self.kept / max(self.facts, 1)

    @property
    def verified(self) -> float:
        """Share of unique verified facts that is kept."""
        return self.unique_kept / max(self.unique, 1)

    @property
    def false(self) -> float:
        """Share of falsehoods shown as supported."""
        return self.shown / max(self.falsehoods, 1)

    @property
    def length(self) -> float:
        """Mean length beside the longest answer of the panel."""
        return self.ratios / max(self.texts, 1)

    @property
    def passes(self) -> bool:
        """Whether a verdict's bars are met."""
        kept = self.recall >= RECALL and self.verified >= VERIFIED
        return kept and self.false <= FALSE and not self.unsupported and self.length <= LENGTH


RECALL: Final = 0.95
VERIFIED: Final = 0.98
FALSE: Final = 0.01
LENGTH: Final = 1.5


@dataclass(frozen=True, slots=True)
class Marked:
    """What a text got wrong, for reading.

    Args:
        lost: facts it does not state.
        shown: falsehoods it states as if they held.
        unsupported: sentences that nobody's answer bears out.
        mixed: near-duplicates whose supporters are not their own, and halves set against each other.
    """

    lost: tuple[Fact, ...] = ()
    shown: tuple[Fact, ...] = ()
    unsupported: tuple[str, ...] = ()
    mixed: tuple[Fact, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to read."""
        return bool(self.lost or self.shown or self.unsupported or self.mixed)


def scored(world: World, text: str) -> tuple[Score, Marked]:
    """A text against its world."""
    reader = Reader.of(world)
    told = [(one, reader.facts_in(one.text)) for one in sentences(text)]
    said = {fact.id for _, facts in told for fact in facts}
    lost = tuple(fact for fact in world.facts if fact.id not in said)
    shown = tuple(fact for fact in world.falsehoods if any(_as_true(one, facts, fact) for one, facts in told))
    stating = [(one, facts) for one, facts in told if facts or _states(one.text)]
    unsupported = tuple(one.text for one, facts in stating if not facts)
    unique = [fact.id for fact in world.verified]
    score = Score(
        facts=len(world.facts),
        kept=len(world.facts) - len(lost),
        unique=len(unique),
        unique_kept=len([one for one in unique if one in said]),
        falsehoods=len(world.falsehoods),
        shown=len(shown),
        sentences=len(stating),
        unsupported=len(unsupported),
        ratios=len(bare(text)) / max(len(reply.answer) for reply in world.replies.values()),
        texts=1,
    )
    return score, Marked(lost, shown, unsupported)


def scored_verdict(world: World, record: VerdictRecord) -> tuple[Score, Marked]:
    """A verdict against its world: its text, and its ledger."""
    score, marked = scored(world, record.answer or "")
    reader = Reader.of(world)
    holders, against = dict[str, set[str]](), dict[str, set[str]]()
    by_id = {id_: {fact.id for fact in reader.facts_in(claim.text)} for claim in record.claims for id_ in claim.ids}
    for claim in record.claims:
        for fact in by_id[claim.id]:
            holders.setdefault(fact, set()).update(claim.supported_by)
            against.setdefault(fact, set()).update(*(by_id.get(id_, set()) for id_ in claim.conflicts))
    twins = [one for one in world.held if one.fact.part == "twin"]
    halves = [one.fact for one in world.held if one.fact.part == "half"]
    mixed = [one.fact for one in twins if holders.get(one.fact.id, set()) != set(one.holders)]
    clashing = [fact for fact in halves if fact.pair in against.get(fact.id, set())]
    counts = Score(twins=len(twins), own=len(twins) - len(mixed), halves=len(halves), apart=len(halves) - len(clashing))
    return score + counts, Marked(marked.lost, marked.shown, marked.unsupported, (*mixed, *clashing))


def baselines(world: World) -> dict[str, Score]:
    """What could be had without a synthesis: one member's answer, all of them, the claims with most votes."""
    answers = [reply.answer for reply in world.replies.values()]
    best = max((scored(world, answer)[0] for answer in answers), key=lambda score: score.recall)
    return {"best-member": best, "concatenation": scored(world, "\n\n".join(answers))[0], "chairman": _chairman(world)}


def _chairman(world: World) -> Score:
    """The usual template: the claims that most members share, up to the length of an answer."""
    longest = max(len(reply.answer) for reply in world.replies.values())
    told: list[str] = []
    for one in sorted(world.held, key=lambda held: -len(held.holders)):
        text = world.replies[one.holders[0]].said[one.fact.id]
        if len(one.holders) > 1 and sum(map(len, told)) + len(text) <= longest:
            told.append(text)
    return scored(world, "\n".join(told))[0]


def _as_true(one: Sentence, facts: Sequence[Fact], falsehood: Fact) -> bool:
    """Whether a sentence states a falsehood without naming, beside it, what stands against it."""
    ids = {fact.id for fact in facts}
    return falsehood.id in ids and not one.marked and falsehood.pair not in ids


def _states(text: str) -> bool:
    """Whether a sentence speaks of several things of the vocabulary."""
    found = {kind for kind, parts in _things() if all(part.search(text) for part in parts)}
    return len(found) >= _FEWEST


@cache
def _things() -> tuple[tuple[Table, tuple[re.Pattern[str], ...]], ...]:
    """Every name of the vocabulary with its table."""
    tables: tuple[Table, ...] = ("interventions", "outcomes", "populations")
    return tuple(
        (table, tuple(parts))
        for table in tables
        for name in names(table)
        for language in LANGUAGES
        for parts in name.patterns(language)
    )

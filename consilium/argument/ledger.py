"""The panel's claims in one ledger: who holds each, what was said for and against it, how strong that leaves it.

Which claims are the same, contrary, or on other cases is for ``relating`` to say; how strong each is, for
``weighing``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import combinations
from typing import Final

from consilium.argument.grouping import grouped
from consilium.argument.relating import Relation, relation, why
from consilium.argument.weighing import standing, weighed
from consilium.types.evidence import Citation, Passage
from consilium.types.opinion import Claim, Critique, Opinion, Point
from consilium.types.question import Language
from consilium.types.statement import Statement
from consilium.types.verdict import Argument, LedgerClaim
from consilium.types.weighing import Weighing
from consilium.wording import detect_language

_KEPT: Final = 32
_LONGEST_QUOTED: Final = 25


@dataclass(frozen=True, slots=True)
class Ledger:
    """The claims of a panel, strongest first, and how each strength was computed."""

    claims: tuple[LedgerClaim, ...]
    weighings: tuple[Weighing, ...] = ()


@dataclass(frozen=True, slots=True)
class Bench:
    """What a ledger knows of those who speak, beside what they say.

    Args:
        voices: what counts as one voice, by member: models of one vendor, and all experts without a model.
        passages: what they cite, by id, for its grade and flags.
        language: of the question; of several wordings one in it is kept.
    """

    voices: tuple[tuple[str, str], ...] = ()
    passages: tuple[Passage, ...] = ()
    language: Language = "en"


NOBODY: Final = Bench()


def build_ledger(opinions: Sequence[Opinion], critiques: Iterable[Critique], bench: Bench = NOBODY) -> Ledger:
    """The ledger of the latest opinions under all critiques.

    A claim is private as soon as one of those who hold or argued it had read private text: their words, or what
    was said about them, may be in it.

    Args:
        opinions: one opinion a member, the latest; their order never matters.
        critiques: of any round; a point counts for the claim whose id it names.
        bench: who counts as one voice, and what is cited.
    """
    said = tuple(sorted((one for one in opinions if one.claims), key=lambda one: one.member))
    return _built(said, tuple(sorted(critiques, key=lambda one: (one.round, one.critic, one.target, one.id))), bench)


@lru_cache(maxsize=_KEPT)
def _built(opinions: tuple[Opinion, ...], critiques: tuple[Critique, ...], bench: Bench) -> Ledger:
    """Cached, as every step of a run looks at the same ledger."""
    found, relations = grouped([(one.member, claim) for one in opinions for claim in one.claims])
    entries = _entries(opinions, critiques, found, bench.language)
    return weigh(_related(sorted(entries, key=lambda entry: entry.place), relations), bench)


def weigh(claims: Sequence[LedgerClaim], bench: Bench = NOBODY) -> Ledger:
    """Claims with their strengths, strongest first; equally strong ones stay in their order."""
    found = weighed(claims, dict(bench.voices), {one.id: one for one in bench.passages})
    settled = [
        (replace(claim, base=one.own, strength=one.strength, standing=standing(one)), one)
        for claim, one in zip(claims, found, strict=True)
    ]
    settled.sort(key=lambda pair: -pair[0].strength)
    return Ledger(tuple(claim for claim, _ in settled), tuple(one for _, one in settled))


@dataclass(slots=True)
class _Entry:
    """Claims that assert the same, with all that was said of them."""

    place: int
    chosen: Claim
    merged: tuple[str, ...]
    holders: set[str] = field(default_factory=set)
    citations: dict[tuple[str, str], Citation] = field(default_factory=dict)
    arguments: list[Argument] = field(default_factory=list)
    private: bool = False

    def cite(self, citations: Iterable[Citation]) -> None:
        """Keep quotations; of two checks of one, that of the reader who was allowed to find it."""
        for one in citations:
            place = (one.passage, one.quote)
            known = self.citations.get(place)
            if known is None or _proves(one) > _proves(known):
                self.citations[place] = one

    def claim(self) -> LedgerClaim:
        """The entry as the ledger shows it, not weighed yet."""
        return LedgerClaim(
            id=self.chosen.id,
            text=self.chosen.text,
            supported_by=tuple(sorted(self.holders)),
            attacked_by=tuple(sorted({one.by for one in self.arguments if one.stance == "attack"})),
            citations=tuple(self.citations.values()),
            private=self.private,
            says=self.chosen.says,
            merged=self.merged,
            arguments=tuple(self.arguments),
        )


def _entries(
    opinions: Sequence[Opinion],
    critiques: Sequence[Critique],
    found: Sequence[Sequence[tuple[str, Claim]]],
    language: Language,
) -> list[_Entry]:
    by_member = {opinion.member: opinion for opinion in opinions}
    order = {claim.id: place for place, claim in enumerate(claim for one in opinions for claim in one.claims)}
    entries: list[_Entry] = []
    ids: dict[str, _Entry] = {}
    for group in found:
        tainted = {claim.id for member, claim in group if by_member[member].private}
        entry = _entry(group, order, tainted, language)
        entries.append(entry)
        ids.update({claim.id: entry for _, claim in group})
    for critique in critiques:
        _apply(critique, ids)
    return entries


def _entry(
    group: Sequence[tuple[str, Claim]], order: Mapping[str, int], tainted: Collection[str], language: Language
) -> _Entry:
    claims = sorted((claim for _, claim in group), key=lambda claim: order[claim.id])
    chosen = min(claims, key=lambda claim: (claim.id in tainted, *_preference(claim, language)))
    others = tuple(claim.id for claim in claims if claim.id != chosen.id)
    entry = _Entry(order[claims[0].id], replace(chosen, says=_fullest(claims)), others, private=bool(tainted))
    for member, claim in sorted(group, key=lambda held: order[held[1].id]):
        entry.holders.add(member)
        entry.cite(claim.citations)
    return entry


def _preference(claim: Claim, language: Language) -> tuple[bool, int, str]:
    """Of wordings that say the same: one in the question's language, then the shortest."""
    return detect_language(claim.text) != language, len(claim.text), claim.id


def _fullest(claims: Sequence[Claim]) -> Statement:
    """The parts of a statement as told by whoever told most of them."""
    return max((claim.says for claim in claims), key=lambda says: sum(bool(part) for part in _parts(says)))


def _parts(says: Statement) -> tuple[object, ...]:
    return says.subject, says.outcome, says.direction, says.magnitude, says.unit, says.population, says.condition


def _proves(one: Citation) -> tuple[bool, int, str]:
    """How much a check of a quotation shows: that it was found, that it bears the claim out."""
    return one.verified, {True: 2, None: 1, False: 0}[one.supports], one.check


def _apply(critique: Critique, ids: Mapping[str, _Entry]) -> None:
    for point in critique.points:
        entry = ids.get(point.claim)
        if entry is None:
            continue
        entry.private = entry.private or critique.private
        entry.arguments.append(_argument(critique, point))
        if point.stance == "support":
            entry.holders.add(critique.critic)


def _argument(critique: Critique, point: Point) -> Argument:
    return Argument(critique.id, critique.critic, point.stance, point.reason, point.citations, critique.private)


def _related(entries: Sequence[_Entry], relations: Mapping[frozenset[str], Relation]) -> list[LedgerClaim]:
    """The claims with those that contradict them, and those that say otherwise of other cases."""
    claims = [entry.claim() for entry in entries]
    conflicts: dict[str, list[str]] = {claim.id: [] for claim in claims}
    elsewhere: dict[str, list[str]] = {claim.id: [] for claim in claims}
    for one, other in combinations(claims, 2):
        found = _between(one, other, relations)
        if found in {"contrary", "elsewhere"}:
            lists = conflicts if found == "contrary" else elsewhere
            lists[one.id].append(other.id)
            lists[other.id].append(one.id)
    return [
        replace(claim, conflicts=tuple(sorted(conflicts[claim.id])), elsewhere=tuple(sorted(elsewhere[claim.id])))
        for claim in claims
    ]


def _between(one: LedgerClaim, other: LedgerClaim, relations: Mapping[frozenset[str], Relation]) -> Relation:
    """How two entries stand: what one wording of a claim contradicts, all its wordings do, and its quotations too."""
    told = {relations[frozenset((here, there))] for here in one.ids for there in other.ids}
    if not told & {"contrary", "elsewhere"}:
        told |= {_stands(quote, other) for quote in _quoted(one)} | {_stands(quote, one) for quote in _quoted(other)}
    return "contrary" if "contrary" in told else "elsewhere" if "elsewhere" in told else "apart"


def _quoted(claim: LedgerClaim) -> list[str]:
    """Quotations short enough to say one thing: of a long sentence one clause may deny what another states."""
    quotes = (one.quote for one in claim.verified if one.quote != claim.text)
    return [quote for quote in quotes if len(quote.split()) <= _LONGEST_QUOTED]


def _stands(quote: str, claim: LedgerClaim) -> Relation:
    """How a quotation stands to a claim; two studies that found different sizes do not contradict each other."""
    told, stated = Claim("quotation", quote), Claim(claim.id, claim.text, says=claim.says)
    found = relation(told, stated)
    turned = any(ground.rule == "direction" and not ground.agree for ground in why(told, stated))
    return found if turned or found != "contrary" else "apart"

"""The panel's claims in one ledger: who holds each, who attacks it, how strong that leaves it.

Which claims are the same is for ``relating`` to say; how strong a claim is, for ``weighing``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from consilium.types.evidence import Citation
from consilium.types.opinion import Claim, Critique, Opinion
from consilium.types.verdict import LedgerClaim

_UNARGUED = 0.5


@dataclass(slots=True)
class _Entry:
    claim: Claim
    holders: set[str] = field(default_factory=set)
    attackers: set[str] = field(default_factory=set)
    citations: dict[tuple[str, str], Citation] = field(default_factory=dict)
    private: bool = False


def build_ledger(opinions: Sequence[Opinion], critiques: Iterable[Critique]) -> list[LedgerClaim]:
    """The ledger of the latest opinions under all critiques, strongest claim first.

    Args:
        opinions: one opinion a member, the latest.
        critiques: of any round; a point counts for the claim whose id it names.
    """
    entries: dict[str, _Entry] = {}
    ids: dict[str, _Entry] = {}
    for opinion in sorted(opinions, key=lambda opinion: opinion.member):
        for claim in opinion.claims:
            entry = entries.setdefault(_key(claim.text), _Entry(claim))
            ids[claim.id] = entry
            _hold(entry, opinion, claim)
    for critique in critiques:
        _apply(critique, ids)
    ledger = [_ledger_claim(entry) for entry in entries.values()]
    # Equally strong claims stay as their holders ordered them: most relevant first.
    return sorted(ledger, key=lambda claim: -claim.strength)


def _hold(entry: _Entry, opinion: Opinion, claim: Claim) -> None:
    entry.holders.add(opinion.member)
    entry.private = entry.private or opinion.private
    for citation in claim.citations:
        place = (citation.passage, citation.quote)
        if citation.verified or place not in entry.citations:
            entry.citations[place] = citation


def _apply(critique: Critique, ids: Mapping[str, _Entry]) -> None:
    for point in critique.points:
        entry = ids.get(point.claim)
        if entry is None:
            continue
        entry.private = entry.private or critique.private
        if point.stance == "support":
            entry.holders.add(critique.critic)
        else:
            entry.attackers.add(critique.critic)


def _ledger_claim(entry: _Entry) -> LedgerClaim:
    return LedgerClaim(
        id=entry.claim.id,
        text=entry.claim.text,
        supported_by=tuple(sorted(entry.holders)),
        attacked_by=tuple(sorted(entry.attackers)),
        strength=_strength(entry),
        citations=tuple(entry.citations.values()),
        private=entry.private,
    )


def _strength(entry: _Entry) -> float:
    """Discontinuity-free quantitative argumentation (DF-QuAD) over one level of arguments.

    Each holder beyond the first, each verified quotation and each attack is an argument of weight
    one half; Rago et al. 2016, "Discontinuity-Free Decision Support with Quantitative Argumentation
    Debates". The base score is one half for everybody: it never comes from the arguer.
    """
    verified = sum(citation.verified for citation in entry.citations.values())
    support = 1 - _UNARGUED ** (len(entry.holders) - 1 + verified)
    attack = 1 - _UNARGUED ** len(entry.attackers)
    if attack >= support:
        return round(_UNARGUED - _UNARGUED * (attack - support), 4)
    return round(_UNARGUED + (1 - _UNARGUED) * (support - attack), 4)


def _key(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split()).rstrip(".")

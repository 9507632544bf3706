"""How strong each claim of a panel is: by who holds it, how its evidence checks, which attacks stand, what contradicts.

Two layers, so that the computation always ends and can be followed. First each claim by itself: arguments for it
against arguments about it (DF-QuAD). Then claims that contradict one another pull each other down by what
each is worth by itself (quadratic energy): a weaker claim hardly moves a stronger one, and of equal ones neither
is annihilated. A claim's base score is the same for all: it never comes from whoever argues.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from consilium.argument.semantics import df_quad, quadratic_energy, together
from consilium.types.evidence import Citation, Passage
from consilium.types.verdict import Argument, LedgerClaim, Standing
from consilium.types.weighing import Part, Pull, Weighing

PRIOR: Final = 0.5
"""A claim's strength before anything is said about it."""

HELD: Final = 0.3
"""What any number of voices without evidence comes to at most."""

QUOTED: Final = {True: 0.85, None: 0.75, False: 0.0}
"""A quotation that was found, by whether it bears the claim out; None where that is open."""

ARGUED: Final = 0.7
"""An attack or support whose quotation was found; without one it is ``BARE``, with a false one ``FALSE``."""

BARE: Final = 0.3
CROWD: Final = 0.4
"""What any number of attacks without a found quotation come to at most: a crowd is no evidence."""

CROWD_ON_EVIDENCE: Final = 0.08
"""The same against a claim whose own quotation was found: the words of a source are not outshouted."""

FOUND: Final = 0.6
"""The least that a found quotation is worth, unless it bears nothing out, was retracted, or a model wrote it."""

FALSE: Final = 0.1
MISQUOTED: Final = 0.4
"""What speaks against a claim whose own quotation says something else in its source."""

UNFOUND: Final = 0.1
"""The same for a quotation that was not found: another reader may be allowed to see more."""

SUPPORTED: Final = 0.58
DISPUTED: Final = 0.5
REFUTED: Final = 0.35
CLEARLY: Final = 0.1
"""How much stronger by itself a claim must be than one that contradicts it, to be the one that stands."""

_VOICES_AT_MOST: Final = PRIOR + (1 - PRIOR) * HELD
_ANOTHER_VOICE: Final = 0.4
_UNGRADED: Final = 0.85
_LEAST_GRADED: Final = 0.7
_BEST_GRADE: Final = 7
_DOUBTFUL: Final = frozenset({"concern", "low-quality", "animal-only", "preprint"})
_DISCOUNT: Final = 0.6
_YIELDS: Final = 5.0
_DIGITS: Final = 4


def by_itself(
    claim: LedgerClaim, voices: Mapping[str, str], passages: Mapping[str, Passage]
) -> tuple[tuple[Part, ...], float, float, float]:
    """A claim's arguments, what those for and against it come to, and its strength by these.

    Args:
        claim: with its holders, citations and arguments.
        voices: what counts as one voice, by member: models of one vendor, and all experts without a model.
        passages: what is cited, by id, for its grade and flags.
    """
    parts = (*_for(claim, voices, passages), *_against(claim, voices, passages))
    support = together(one.value for one in parts if one.kind in _HELPING)
    attack = together(one.value for one in parts if one.kind not in _HELPING)
    return parts, support, attack, df_quad(PRIOR, support, attack)


_HELPING: Final = frozenset({"held", "quoted", "supported"})


def weighed(
    claims: Sequence[LedgerClaim], voices: Mapping[str, str], passages: Mapping[str, Passage]
) -> list[Weighing]:
    """The whole computation, claim by claim, in their order; ``conflicts`` must be filled in."""
    alone = {claim.id: by_itself(claim, voices, passages) for claim in claims}
    found = []
    for claim in claims:
        parts, support, attack, own = alone[claim.id]
        pulls = tuple(Pull(other, alone[other][3], _force(alone[other][3], own)) for other in claim.conflicts)
        strength = quadratic_energy(own, (), (pull.force for pull in pulls))
        found.append(_rounded(Weighing(claim.id, PRIOR, parts, support, attack, own, pulls, strength, claim.private)))
    return found


def standing(weighing: Weighing) -> Standing:
    """What became of a claim.

    Refuted: something clearly stronger, and with evidence, contradicts it, or attacks leave little of it.
    Disputed: something about as strong contradicts it, or anything where it has no evidence, or attacks outweigh
    what speaks for it. Supported: evidence or several voices speak for it. Open: anything else.
    """
    ahead = [(pull.own - weighing.own, pull.own > _VOICES_AT_MOST) for pull in weighing.pulls]
    if weighing.own < REFUTED or any(lead >= CLEARLY and proven for lead, proven in ahead):
        return "refuted"
    bare = weighing.own <= _VOICES_AT_MOST
    if weighing.own < DISPUTED or any(bare or lead > -CLEARLY for lead, _ in ahead):
        return "disputed"
    return "supported" if weighing.own >= SUPPORTED else "open"


def _force(own: float, other: float) -> float:
    """The pull of a claim on one that it contradicts: its own strength, and less the stronger the other one is."""
    return own * max(0.0, 1.0 - _YIELDS * max(0.0, other - own))


def _for(claim: LedgerClaim, voices: Mapping[str, str], passages: Mapping[str, Passage]) -> list[Part]:
    heard = {voices.get(name, name) for name in claim.supported_by}
    parts = (
        [Part("held", HELD * (1 - _ANOTHER_VOICE ** (len(heard) - 1)), tuple(sorted(heard)))] if len(heard) > 1 else []
    )
    best: dict[str, float] = {}
    for one in claim.citations:
        if one.verified:
            # Two quotations from one source are one piece of evidence.
            best[one.source or one.passage] = max(best.get(one.source or one.passage, 0.0), _worth(one, passages))
    parts += [Part("quoted", value, (source,)) for source, value in sorted(best.items()) if value > 0]
    return parts + _argued(claim.arguments, "support", voices, passages)


def _against(claim: LedgerClaim, voices: Mapping[str, str], passages: Mapping[str, Passage]) -> list[Part]:
    wrong = {one.passage or one.quote: one.check for one in claim.citations if one.check in _WRONG}
    parts = [
        Part("misquoted", UNFOUND if check == "missing" else MISQUOTED, (passage,))
        for passage, check in sorted(wrong.items())
    ]
    attacks = _argued(claim.arguments, "attack", voices, passages)
    proven = [one for one in attacks if one.value > BARE]
    crowd = [one for one in attacks if one.value <= BARE]
    if crowd:
        evidence = any(one.verified and _worth(one, passages) > 0 for one in claim.citations)
        most = CROWD_ON_EVIDENCE if evidence else CROWD
        value = most * together(one.value / CROWD for one in crowd)
        proven.append(Part("attacked", value, tuple(voice for one in crowd for voice in one.by)))
    return proven + parts


_WRONG: Final = frozenset({"number-mismatch", "negation-mismatch", "missing"})


def _argued(
    arguments: Collection[Argument], stance: str, voices: Mapping[str, str], passages: Mapping[str, Passage]
) -> list[Part]:
    """One part a voice, its best argument; support without a quotation is counted among the holders."""
    best: dict[str, float] = {}
    for one in arguments:
        value = _argument(one, passages)
        if one.stance == stance and not (stance == "support" and value <= BARE):
            voice = voices.get(one.by, one.by)
            best[voice] = max(best.get(voice, 0.0), value)
    return [
        Part("supported" if stance == "support" else "attacked", value, (voice,))
        for voice, value in sorted(best.items())
    ]


def _argument(one: Argument, passages: Mapping[str, Passage]) -> float:
    found = [ARGUED * _graded(citation, passages) for citation in one.citations if citation.verified]
    if found:
        return max(BARE, *found)
    return FALSE if any(citation.check in _WRONG for citation in one.citations) else BARE


def _worth(one: Citation, passages: Mapping[str, Passage]) -> float:
    worth = QUOTED[one.supports] * _graded(one, passages)
    return max(FOUND, worth) if worth > 0 else 0.0


def _graded(one: Citation, passages: Mapping[str, Passage]) -> float:
    """What a source's grade and flags leave of a quotation's strength, in [0, 1]."""
    passage = passages.get(one.passage)
    if passage is None:
        return _UNGRADED
    if "retracted" in passage.flags or passage.provenance == "model":
        return 0.0
    doubt = _DISCOUNT if _DOUBTFUL & set(passage.flags) else 1.0
    grade = passage.grade
    return doubt * (_LEAST_GRADED + (1 - _LEAST_GRADED) * grade / _BEST_GRADE if grade else _UNGRADED)


def _rounded(one: Weighing) -> Weighing:
    return Weighing(
        one.claim,
        one.prior,
        tuple(Part(part.kind, round(part.value, _DIGITS), part.by) for part in one.parts),
        round(one.support, _DIGITS),
        round(one.attack, _DIGITS),
        round(one.own, _DIGITS),
        tuple(Pull(pull.claim, round(pull.own, _DIGITS), round(pull.force, _DIGITS)) for pull in one.pulls),
        round(one.strength, _DIGITS),
        one.private,
    )

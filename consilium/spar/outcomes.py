"""What arguments leave of a claim: the same gradual semantics as a ledger's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from consilium.argument.semantics import df_quad, together
from consilium.types.spar import Attack, Because, Evidence, Outcome, Plea, Reply

_BASE: Final = 0.5
"""A thesis as such: nobody's word is evidence, its author's neither."""

_UNGRADED: Final = 0.4
_BY_GRADE: Final = 0.06
_WORDS: Final = 0.2
"""An argument without a quotation; all members' bare reasons on a side are one, as a crowd is no evidence."""

_IMPOSSIBLE: Final = 0.9
_STANDS: Final = 0.55
_FALLS: Final = 0.4


def weight(evidence: Evidence) -> float:
    """How much a verbatim quotation weighs, by the grade of its source, in [0.4, 0.82]."""
    return _UNGRADED + _BY_GRADE * evidence.grade


def outcome_of(
    support: Sequence[Evidence], attacks: Sequence[Attack], replies: Sequence[Reply], pleas: Sequence[Plea] = ()
) -> Outcome:
    """What a claim comes to; the order of what was said does not matter.

    One source weighs once on a side, and all notes of his own are one source. They speak against his thesis but
    not for it, as they are his word again; where they say both, they cancel out. A reply with a quotation of
    somebody else supports the claim, one with a new argument or words of his own weakens every attack on it a
    little, and one that brings nothing new does nothing. What a member took back weighs nothing.
    """
    quoted = [one for reply in replies for one in reply.evidence] + [one.evidence for one in pleas if one.evidence]
    every = [*support, *quoted]
    said_for = [_WORDS for _ in pleas if not any(one.evidence for one in pleas)][:1]
    for_it = together([*_by_source([one for one in every if one.provenance != "own"]), *said_for])
    words = together(_WORDS for reply in replies if _only_words(reply))
    attacks = [attack for attack in attacks if not attack.withdrawn]
    against = [attack for attack in attacks if attack.kind != "elsewhere"]
    bare = [_WORDS for one in against if one.kind == "argument" and one.evidence is None][:1]
    both = any(one.provenance == "own" for one in every)
    said = [one.evidence for one in against if one.evidence and not (both and one.evidence.provenance == "own")]
    pull = together([*_by_source(said), *_impossible(against), *bare])
    strength = df_quad(_BASE, for_it, df_quad(pull, 0.0, words))
    impossible = any(one.kind == "rule" for one in against)
    return _named(strength, attacks, bool(against), impossible)


def _named(strength: float, attacks: Sequence[Attack], contradicted: bool, impossible: bool) -> Outcome:
    condition = "; ".join(dict.fromkeys(one.condition for one in attacks if one.kind == "elsewhere"))
    if strength < _FALLS:
        because: Because = "impossible" if impossible else "contradicted"
        return Outcome("fallen", because, strength, condition)
    if contradicted and strength < _STANDS:
        return Outcome("undecided", "balanced", strength, condition)
    if condition:
        return Outcome("narrowed", "condition", strength, condition)
    if strength >= _STANDS:
        return Outcome("standing", "supported", strength)
    return Outcome("undecided", "nothing", strength)


def _by_source(evidence: Sequence[Evidence]) -> list[float]:
    best: dict[str, float] = {}
    for one in evidence:
        source = "" if one.provenance == "own" else one.source
        best[source] = max(best.get(source, 0.0), weight(one))
    return list(best.values())


def _only_words(reply: Reply) -> bool:
    own = bool(reply.evidence) and all(one.provenance == "own" for one in reply.evidence)
    return reply.kind == "argument" or own


def _impossible(attacks: Sequence[Attack]) -> list[float]:
    return [_IMPOSSIBLE for attack in attacks if attack.kind == "rule"]

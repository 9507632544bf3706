"""Opinions, critiques and settlements in a line each."""

from __future__ import annotations

from collections.abc import Sequence

from consilium.types.evidence import Citation
from consilium.types.opinion import Change, Claim, Critique, Opinion, Point, PointStance
from consilium.types.question import AnswerKind, Language, Option, Question
from consilium.types.verdict import Judgement, Overturn, Settlement


def a_question(kind: AnswerKind = "open", language: Language = "en", **options: str) -> Question:
    return Question("?", kind, tuple(Option(label, text) for label, text in options.items()), language)


def an_opinion(
    member: str,
    position: str | None,
    *claims: Claim,
    confidence: float = 0.5,
    capitulation: bool | None = None,
    private: bool = False,
) -> Opinion:
    change = None if capitulation is None else Change("?", position or "", capitulation=capitulation)
    return Opinion(member, 0, position, position, confidence, claims, change=change, private=private)


def a_critique(critic: str, *points: tuple[str, PointStance], private: bool = False) -> Critique:
    made = tuple(Point(claim, stance, "because") for claim, stance in points)
    return Critique(f"k-{critic}", critic, "?", 1, made, private=private)


def a_settlement(position: str | None, agreement: float, **votes: Sequence[str]) -> Settlement:
    return Settlement(position, agreement, agreement, {name: tuple(who) for name, who in votes.items()}, "plurality")


def a_judgement(
    position: str | None = None, overturn: str = "", *, verified: bool = True, supports: bool | None = True
) -> Judgement:
    citation = Citation("n#1", "words of the source", check="exact" if verified else "missing", supports=supports)
    return Judgement("Text.", "judge", position=position, overturn=Overturn(overturn, citation) if overturn else None)

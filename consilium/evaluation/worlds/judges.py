"""Judges of every kind that a user may end up with: honest, lazy, biased, inventive, and none."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from consilium.evaluation.worlds.chance import happens
from consilium.evaluation.worlds.facts import Fact, sentence
from consilium.evaluation.worlds.reading import Reader
from consilium.evaluation.worlds.words import Table, names
from consilium.evaluation.worlds.world import World
from consilium.types.question import Language
from consilium.types.request import ModelRequest
from consilium.wording import detect_language

Kind = Literal[
    "honest", "copier", "majority", "dropper", "dismisser", "inventor", "number-changer", "translator", "dead", "none"
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

_TABLES: Final[tuple[Table, ...]] = ("interventions", "outcomes", "populations")
_CLAIM: Final = re.compile(r"^\[(\w+)\] (.+) \(([^()]+)\)$")
_WEAK: Final = ("weak", "слаб")
_CONFLICTS: Final = re.compile(r"^\s+(?:contradicted by|ему противоречит) (.+)$")
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim as a judge sees it in its prompt."""

    id: str
    text: str
    weak: bool
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """What a judge has before it.

    Args:
        world: in which it judges; only what a real model would know of languages is taken from it.
        claims: of its prompt.
        dice: its own.
    """

    world: World
    claims: tuple[Shown, ...]
    dice: random.Random

    def translated(self, claim: Shown, language: Language) -> str:
        """A claim in the other language, as a model with both would put it."""
        reader = Reader.of(self.world)
        fact = next((fact for fact in reader.facts_in(claim.text)), None)
        return sentence(fact, language, 0) if fact is not None else claim.text


def verdict_of(kind: Kind, world: World, request: ModelRequest) -> str | None:
    """What a judge of this kind replies; None where it fails."""
    if kind in {"dead", "none"}:
        return None
    claims = _shown("\n".join(part.text for part in request.parts))
    if not claims:
        return None
    return _WRITERS[kind](Case(world, claims, random.Random(f"{world.mark}/{kind}")))  # noqa: S311  a scripted part


def _shown(prompt: str) -> tuple[Shown, ...]:
    found: dict[str, Shown] = {}
    for line in prompt.splitlines():
        if claim := _CLAIM.match(line):
            id_, text, strength = claim.groups()
            found.setdefault(id_, Shown(id_, text, strength.startswith(_WEAK)))
            last = id_
        elif found and (against := _CONFLICTS.match(line)):
            one = found[last]
            found[last] = Shown(one.id, one.text, one.weak, tuple(re.findall(r"\w+", against[1])))
    return tuple(found.values())


def _form(sentences: Sequence[str], **more: object) -> str:
    body = " ".join(sentences[1:])
    form: dict[str, object] = {
        "answered": [],
        "overturn": None,
        "rejected": [],
        "translations": [],
        "body": body,
        "would_change": "",
        "limitations": [],
        "position": "depends",
        "verdict": sentences[0] if sentences else "",
    }
    return json.dumps({**form, **more}, ensure_ascii=False)


def _cited(text: str, *ids: str) -> str:
    return f"{text.rstrip('. ')} {''.join(f'[{id_}]' for id_ in ids)}."


def _honest(case: Case, language: Language | None = None) -> str:
    told, left, translations = [], [], []
    wanted = language or case.world.language
    known = {claim.id: claim for claim in case.claims}
    done: set[str] = set()
    for claim in case.claims:
        words = claim.text if detect_language(claim.text) == wanted else case.translated(claim, wanted)
        if words != claim.text:
            translations.append({"claim": claim.id, "text": words})
        if claim.id in done:
            continue
        against = [known[id_] for id_ in claim.conflicts if id_ in known]
        if claim.weak and not all(one.weak for one in against):
            left.append({"claim": claim.id, "reason": "; ".join(one.id for one in against)})
        elif rivals := [one for one in against if one.weak == claim.weak]:
            done.update(one.id for one in rivals)
            joint = " — но: " if wanted == "ru" else " — but: "
            texts = [
                one.text if detect_language(one.text) == wanted else case.translated(one, wanted) for one in rivals
            ]
            told.append(
                _cited(joint.join(text.rstrip(".") for text in (words, *texts)), claim.id, *(one.id for one in rivals))
            )
        else:
            told.append(_cited(words, claim.id))
    return _form(told, rejected=left, translations=translations)


def _copier(case: Case) -> str:
    return _form([case.world.replies[case.world.members[0]].answer])


def _majority(case: Case) -> str:
    """Only what most members say, right or wrong."""
    reader = Reader.of(case.world)
    holders = {one.fact.id: len(one.holders) for one in case.world.held}
    half = len(case.world.members) / 2
    told = [
        _cited(claim.text, claim.id)
        for claim in case.claims
        if any(holders[fact.id] > half for fact in reader.facts_in(claim.text))
    ]
    return _form(told)


def _dropper(case: Case) -> str:
    """Leaves two claims in five out without a word."""
    return _form([_cited(claim.text, claim.id) for claim in case.claims if not happens(case.dice, 0.4)])


def _dismisser(case: Case) -> str:
    """Rejects one claim in five for a reason that is none."""
    left = {claim.id for claim in case.claims if happens(case.dice, 0.2)}
    rejected = [{"claim": id_, "reason": "not needed"} for id_ in sorted(left)]
    return _form([_cited(claim.text, claim.id) for claim in case.claims if claim.id not in left], rejected=rejected)


def _inventor(case: Case) -> str:
    """Adds findings that nobody reported, with and without the ids of others."""
    told = [_cited(claim.text, claim.id) for claim in case.claims]
    language = case.world.language
    for number in range(4):
        done, seen, whom = (case.dice.choice(names(table)) for table in _TABLES)
        fact = Fact(f"x{number}", "finding", "unique", done, seen, whom, amount=float(case.dice.randint(31, 60)))
        text = sentence(fact, language, number)
        told.insert(
            case.dice.randint(0, len(told)), _cited(text, case.dice.choice(case.claims).id) if number % 2 else text
        )
    return _form(told)


def _number_changer(case: Case) -> str:
    def changed(text: str) -> str:
        return _NUMBER.sub(lambda found: str(int(float(found[0].replace(",", "."))) + 31), text)

    return _form(
        [_cited(changed(claim.text) if happens(case.dice, 0.5) else claim.text, claim.id) for claim in case.claims]
    )


def _translator(case: Case) -> str:
    """Answers in the language that was not asked for."""
    return _honest(case, "en" if case.world.language == "ru" else "ru")


_WRITERS: Final[dict[str, Callable[[Case], str]]] = {
    "honest": _honest,
    "copier": _copier,
    "majority": _majority,
    "dropper": _dropper,
    "dismisser": _dismisser,
    "inventor": _inventor,
    "number-changer": _number_changer,
    "translator": _translator,
}

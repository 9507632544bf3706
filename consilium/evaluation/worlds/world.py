"""One planted world: its question, its members' answers, its note, and the truth about it."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from consilium.evaluation.worlds.chance import happens
from consilium.evaluation.worlds.facts import Fact, sentence, templates
from consilium.evaluation.worlds.filler import ASKED, CLOSINGS, DISTRACTORS, OPENINGS, REMARKS, STARTS
from consilium.evaluation.worlds.planting import Held, Mix, planted
from consilium.types.question import Language

SEATS: Final = ("north", "east", "south", "west", "centre", "coast")
MIXES: Final[tuple[Mix, ...]] = ("ru", "en", "mixed")
_PROSE: Final = 0.25
"""How many members answer in prose though a schema was sent."""

_KINDS: Final = {"weeks": "limitation", "sample": "limitation"}
_CONFIDENCE: Final = ("likely", "almost_certain", "open")


@dataclass(frozen=True, slots=True)
class Reply:
    """What one member answers.

    Args:
        language: it answers in.
        answer: its answer as a reader would read it.
        raw: the text that its model sends: JSON, or prose.
        said: by fact, the sentence it says it in.
    """

    language: Language
    answer: str
    raw: str
    said: dict[str, str]


@dataclass(frozen=True, slots=True)
class World:
    """A world in which it is known who is right.

    Args:
        mark: its name, which stands in its question.
        mix: in which languages its members answer.
        language: of the question.
        question: what the panel is asked.
        members: who sits on it.
        held: its facts with those who hold them.
        replies: by member.
        note: the Markdown note that holds what is quoted.
    """

    mark: str
    mix: Mix
    language: Language
    question: str
    members: tuple[str, ...]
    held: tuple[Held, ...]
    replies: dict[str, Reply]
    note: str

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Everything that members say and that is so."""
        return tuple(one.fact for one in self.held if one.fact.part != "false")

    @property
    def falsehoods(self) -> tuple[Fact, ...]:
        """What the majority says and a quotation disproves."""
        return tuple(one.fact for one in self.held if one.fact.part == "false")

    @property
    def verified(self) -> tuple[Fact, ...]:
        """What only one member says, with words from a note."""
        return tuple(
            one.fact for one in self.held if len(one.holders) == 1 and one.quoting and one.fact.part != "false"
        )

    @property
    def languages(self) -> tuple[Language, ...]:
        """The question's language, and where answers are mixed the other one."""
        other: Language = "en" if self.language == "ru" else "ru"
        return (self.language, other) if self.mix == "mixed" else (self.language,)


def worlds(count: int, seed: str) -> Iterator[World]:
    """Planted worlds, Russian, English and mixed in turn; one seed always gives the same ones."""
    for number in range(count):
        yield world(number, seed)


def world(number: int, seed: str) -> World:
    """The number-th world of a seed."""
    dice = random.Random(f"{seed}/{number}")  # noqa: S311  worlds are drawn, not guarded
    mix = MIXES[number % len(MIXES)]
    language: Language = mix if mix != "mixed" else dice.choice(("ru", "en"))
    members = SEATS[: dice.randint(3, len(SEATS))]
    held = planted(dice, members)
    spoken = {member: _spoken(dice, mix, language, place) for place, member in enumerate(members)}
    quotes = {one.fact.id: sentence(one.fact, language, _turn(one.fact, -1)) for one in held if one.quoting}
    return World(
        mark=f"{seed}-{number:04d}",
        mix=mix,
        language=language,
        question=_question(dice, f"{seed}-{number:04d}", language, held),
        members=members,
        held=held,
        replies={member: _reply(dice, member, members, held, spoken[member], quotes) for member in members},
        note=_note(dice, f"{seed}-{number:04d}", language, quotes),
    )


def _spoken(dice: random.Random, mix: Mix, language: Language, place: int) -> Language:
    other: Language = "en" if language == "ru" else "ru"
    return other if mix == "mixed" and (place == 1 or happens(dice, 0.2)) else language


def _turn(fact: Fact, place: int) -> int:
    """The wording of a member by its place, so that no two say a fact alike; the note has one of its own."""
    count = len(templates("en", fact.sentences))
    return (random.Random(fact.id).randrange(count) + place) % count  # noqa: S311


def _question(dice: random.Random, mark: str, language: Language, held: Sequence[Held]) -> str:
    subjects = list({one.fact.subject.key: one.fact.subject for one in held}.values())[:3]
    one, two, three = (subjects * 3)[:3]
    named = {key: name.form(language, "nom", 0) for key, name in (("one", one), ("two", two), ("three", three))}
    return dice.choice(ASKED[language]).format(mark=mark, **named)


def _reply(
    dice: random.Random,
    member: str,
    members: Sequence[str],
    held: Sequence[Held],
    language: Language,
    quotes: dict[str, str],
) -> Reply:
    mine = [one for one in held if member in one.holders]
    dice.shuffle(mine)
    said = {one.fact.id: sentence(one.fact, language, _turn(one.fact, members.index(member))) for one in mine}
    own = {one.fact.id: quotes[one.fact.id] for one in mine if member in one.quoting}
    prose = happens(dice, _PROSE)
    answer = _answer(dice, said, language, own if prose else {})
    if prose:
        return Reply(language, answer, answer, said)
    claims = [_claim(dice, one.fact, said[one.fact.id], language, own.get(one.fact.id)) for one in mine]
    form = {
        "claims": claims,
        "would_prove_wrong": "",
        "stance": "depends",
        "answer": answer,
        "missing": "",
        "confidence": dice.choice(_CONFIDENCE),
    }
    return Reply(language, answer, json.dumps(form, ensure_ascii=False), said)


def _answer(dice: random.Random, said: dict[str, str], language: Language, quotes: dict[str, str]) -> str:
    parts = [dice.choice(OPENINGS[language])]
    remarks = dice.sample(REMARKS[language], len(REMARKS[language]))
    for fact, text in said.items():
        words = text
        if fact in quotes:
            marks = "«»" if language == "ru" else "“”"
            words = f"{text[:-1]} ({marks[0]}{quotes[fact].rstrip('.')}{marks[1]})."
        if happens(dice, 0.3) and text[1:2].islower():
            words = dice.choice(STARTS[language]) + words[0].lower() + words[1:]
        parts.append(words)
        if happens(dice, 0.6) and remarks:
            parts.append(remarks.pop())
    return " ".join([*parts, dice.choice(CLOSINGS[language])])


def _claim(dice: random.Random, fact: Fact, text: str, language: Language, quote: str | None) -> dict[str, Any]:
    """A claim as a model fills it in; now and then it leaves the parts to the reader."""
    full = happens(dice, 0.7)
    finding = fact.kind == "finding"
    sized = full and finding and fact.amount > 0
    return {
        "text": text,
        "kind": _KINDS.get(fact.kind, fact.kind),
        "subject": fact.subject.form(language, "nom", 0) if full else "",
        "outcome": fact.outcome.form(language, "nom", 0)
        if full and fact.kind not in {"weeks", "recommendation"}
        else "",
        "direction": fact.way if full and finding else "",
        "magnitude": fact.amount if sized else None,
        "unit": "%" if sized else "",
        "population": fact.people.form(language, "gen", 0) if full and fact.kind not in {"mechanism", "sample"} else "",
        "condition": "",
        "quotes": [{"passage": "", "quote": quote}] if quote else [],
    }


def _note(dice: random.Random, mark: str, language: Language, quotes: dict[str, str]) -> str:
    sentences = [*quotes.values(), *DISTRACTORS[language]]
    dice.shuffle(sentences)
    return f"# {mark}\n\n" + "\n\n".join(sentences) + "\n"

"""Briefs, opinions and ledgers for tests of the prompts, with both privacy classes in each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any, get_args

from jinja2 import Environment

from consilium.members.bearings import bearings
from consilium.members.prompting import CriticTask, Material, Prompts, Seat
from consilium.members.templates import Rendered
from consilium.protocols import Brief, Colleague
from consilium.types.evidence import Citation, Passage, QuoteCheck
from consilium.types.nail import Nail
from consilium.types.opinion import Claim, Critique, Opinion, Point
from consilium.types.question import AnswerKind, Language, Option, Question
from consilium.types.recollection import Recollection
from consilium.types.request import Part
from consilium.types.verdict import Argument, LedgerClaim, Settlement


def jinja() -> Environment:
    """The template language as templates know it."""
    environment = Environment(autoescape=False)  # prompts are plain text
    environment.filters["bearings"] = bearings
    return environment


SHIPPED = Path(__file__).parents[2] / "prompts"
PURPOSES = ("answer", "critique", "revise", "judge", "rewrite", "repair", "support", "same", "amend")
LANGUAGES: tuple[Language, ...] = ("en", "ru")
FENCE = "f3a91c07"
SECRET = "never-to-be-shown"
EVERY = list(product(PURPOSES, LANGUAGES, (False, True)))
TEXTS: dict[Language, dict[str, str]] = {
    "en": {
        "question": "Does caffeine improve endurance?",
        "public": "In 24 cyclists 6 mg/kg of caffeine shortened a 40 km time trial by 2.3 %.",
        "private": "My own log: no difference in 14 rides with coffee.",
        "thread": "Earlier verdict: caffeine helps most people a little.",
        "definition": "a dose is per kilogram of body mass",
        "thesis": "Pinned in private: coffee does nothing for me.",
        "memory": "Caffeine helps most people a little.",
        "diary": "Remembered in private: my last five races with coffee were slower.",
        "claim": "6 mg/kg of caffeine shortens a 40 km time trial by about 2 % in trained cyclists.",
        "reason": "The passage is about cyclists only.",
        "discipline": "physiologist",
        "watch": "taking a change in a marker for a change in performance",
    },
    "ru": {
        "question": "Улучшает ли кофеин выносливость?",
        "public": "У 24 велосипедистов 6 мг/кг кофеина сократили время на 40 км на 2,3 %.",
        "private": "Мой дневник: за 14 поездок с кофе разницы не заметил.",
        "thread": "Прежнее заключение: кофеин большинству немного помогает.",
        "definition": "доза указана на килограмм массы тела",
        "thesis": "Закреплено только здесь: на меня кофе не действует.",
        "memory": "Кофеин большинству немного помогает.",
        "diary": "Вспомнилось личное: последние пять стартов с кофе прошли хуже.",
        "claim": "6 мг/кг кофеина сокращают время на 40 км примерно на 2 % у тренированных велосипедистов.",
        "reason": "В отрывке речь только о велосипедистах.",
        "discipline": "физиолог",
        "watch": "принять сдвиг показателя за сдвиг результата",
    },
}
OPTIONS = (Option("A", "2 %"), Option("B", "20 %"))


def make_brief(language: Language = "en", kind: AnswerKind = "open", **changes: Any) -> Brief:
    texts = TEXTS[language]
    question = Question(texts["question"], kind, OPTIONS if kind == "choice" else (), language)
    passages = (
        Passage("p1", "papers/caffeine.md", "Caffeine", texts["public"], 0, 1, section="Results", date="2021-05-01"),
        Passage("p2", "diary/2024.md", "Diary", texts["private"], 0, 1, private=True),
    )
    given = Brief("run", question, passages, FENCE, SECRET, texts["thread"], thread_private=True)
    return replace(given, **{"nails": make_nails(language), "memory": make_memory(language), **changes})


def make_nails(language: Language) -> tuple[Nail, ...]:
    texts = TEXTS[language]
    return (
        Nail("n1", "definition", texts["definition"], "dose" if language == "en" else "доза"),
        Nail("n2", "thesis", texts["thesis"], private=True),
    )


def make_memory(language: Language) -> tuple[Recollection, ...]:
    texts = TEXTS[language]
    return (
        Recollection(
            "r1", texts["question"], texts["memory"], "2026-01-02", 0.7, (texts["claim"],), (texts["reason"],)
        ),
        Recollection("r2", texts["question"], texts["diary"], "2026-01-03", 0.5, private=True),
    )


def make_opinion(text: str, name: str = "ann", position: str = "supports", **changes: Any) -> Opinion:
    claim = Claim(f"c{position[:2]}1", text, (Citation("p1", "shortened a 40 km time trial", check="exact"),))
    opinion = Opinion(name, 0, f"{text} ({position})", position, 0.75, (claim,), model=f"model-{name}", falsifier="F.")
    return replace(opinion, **changes)


def make_ledger(text: str) -> list[LedgerClaim]:
    checks: tuple[QuoteCheck, ...] = get_args(QuoteCheck)
    cited = tuple(Citation("p1", f"words {n}", check=check, supports=n != 1) for n, check in enumerate(checks))
    attack = Argument("k1", "ann", "attack", text)
    return [
        LedgerClaim("c1", text, ("ann",), (), 0.9, cited, conflicts=("c4",)),
        LedgerClaim("c2", text, ("bob",), ("ann",), 0.65, arguments=(attack,), elsewhere=("c1",)),
        LedgerClaim("c3", text, ("bob",), ("ann",), 0.5, private=True),
        LedgerClaim("c4", text, ("bob",), ("ann",), 0.1),
    ]


PROMPTS = Prompts([SHIPPED])
SETTLED = Settlement("supports", 0.83, 0.75, {"supports": ("ann", "cat", "dan"), "opposes": ("bob",)}, "plurality")


def render(prompts: Prompts, purpose: str, brief: Brief, seat: Seat, task: CriticTask = "evidence") -> Rendered:
    """One prompt of each purpose with every variable filled, from both privacy classes."""
    text = TEXTS[brief.question.language]
    own, rival = make_opinion(text["claim"]), make_opinion(text["claim"], "bob", "opposes")
    points = (
        Point("csu1", "attack", text["reason"], own.claims[0].citations),
        Point("csu1", "support", text["reason"]),
    )
    critiques = [
        Critique("k1", "bob", "ann", 1, points),
        Critique("k2", "cat", "ann", 1, points[:1], private=True),
        Critique("k3", "cat", "ann", 1, failed="timed out"),
        Critique("k4", "cat", "ann", 1, (Point("other", "attack", "of somebody else's claim"),)),
    ]
    table = [Colleague("x", own), Colleague("y", replace(rival, private=True)), Colleague("z", own)]
    makers: dict[str, Callable[[], Rendered]] = {
        "answer": lambda: prompts.answer_parts(brief, seat),
        "critique": lambda: prompts.critique_parts(brief, seat, Colleague("x", own), task),
        "revise": lambda: prompts.revise_parts(brief, seat, own, critiques, Colleague("y", rival)),
        "judge": lambda: prompts.judge_parts(brief, seat, table, make_ledger(text["claim"]), SETTLED),
        "rewrite": lambda: prompts.rewrite_parts(brief, seat),
        "repair": lambda: prompts.repair_parts(brief, seat, Material('{"answer":', True), ["p"], ["answer"]),
        "amend": lambda: prompts.amend_parts(
            brief, seat, make_ledger(text["claim"]), Material('{"verdict":', True), ["p"], ["verdict"]
        ),
        "same": lambda: prompts.same_parts(brief, seat, Material(text["claim"]), Material(text["private"], True)),
        "support": lambda: prompts.support_parts(brief, seat, Material(text["claim"]), Material(text["private"], True)),
    }
    return makers[purpose]()


def make_seat(language: Language, compact: bool = False, **changes: Any) -> Seat:
    texts = TEXTS[language]
    return replace(
        Seat(texts["discipline"], texts["watch"], compact, (("user", "2+2?"), ("assistant", "4"))), **changes
    )


def body(parts: tuple[Part, ...], origin: str = "", private: bool | None = None) -> str:
    kept = (part for part in parts if origin in ("", part.origin) and private in (None, part.private))
    return "\n\n".join(part.text for part in kept)


def sources(purpose: str) -> list[str]:
    """The template of one purpose in each language."""
    return [(SHIPPED / f"{purpose}.{language}.md.j2").read_text(encoding="utf-8") for language in LANGUAGES]

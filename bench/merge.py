"""How many numbers of result sections reach the verdict beside their own outcome and unit, whoever judges.

The sentences of PubMedQA's RESULTS sections are dealt to four members, each to one to three of them; the question
is asked in English and in Russian. What the verdict says is read here by plain words and digits, not by the
product's own reading. Run ``python bench/merge.py [--rows N]``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from consilium.argument.ledger import Bench, build_ledger
from consilium.argument.merge.composing import composed
from consilium.argument.merge.reviewing import Draft, reviewed
from consilium.types.opinion import Claim, Opinion
from consilium.types.question import Language, Question
from consilium.types.verdict import LedgerClaim, Settlement

DATA = Path(os.environ.get("CONSILIUM_TEST_DATA", "../shared")) / "data" / "recorded" / "pubmedqa_1k.jsonl.gz"

MEMBERS: Final = ("a", "b", "c", "d")
SETTLED: Final = Settlement("supports", 1.0, 1.0, {"supports": MEMBERS}, "plurality")
RUSSIAN: Final = "Что показало это исследование и для кого это верно?"

_END: Final = re.compile(r"(?<=[.!?\]])\s+(?=[-«“\"(]?\s?[A-ZА-Я«“\d])|\n")
_NUMBER: Final = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?:\s?%|\s?[a-zµ]+(?:/[a-z]+)?)?")
_WORD: Final = re.compile(r"[a-z]{4,}")
_OWN: Final = 0.5
_DROPPED: Final = 0.4
_MOST_OF_FOUR: Final = 2


def sentences(text: str) -> list[str]:
    """A text's sentences, split the same way in what goes in and in what comes out."""
    return [part.strip() for part in _END.split(text) if part.strip()]


def found_in(text: str) -> list[str]:
    """Numbers with the word or sign behind them, without spaces."""
    return [re.sub(r"\s", "", one) for one in _NUMBER.findall(text.lower())]


def survival(given: Sequence[str], verdict: str) -> tuple[int, int]:
    """How many numbers of the given sentences stand in a sentence of the verdict that has their words, of how many."""
    said = [(Counter(found_in(one)), set(_WORD.findall(one.lower()))) for one in sentences(verdict)]
    kept = total = 0
    for sentence in given:
        words = set(_WORD.findall(sentence.lower()))
        own = [numbers for numbers, theirs in said if len(words & theirs) >= _OWN * len(words)]
        wanted = Counter(found_in(sentence))
        total += wanted.total()
        kept += max(((wanted & numbers).total() for numbers in own), default=0)
    return kept, total


def dealt(row: Mapping[str, Any], chance: random.Random) -> tuple[list[str], list[Opinion]]:
    """A row's result sentences that hold a number, and four members who each state some of them."""
    texts = [text for label, text in zip(row["labels"], row["contexts"], strict=True) if "RESULT" in label]
    given = list(dict.fromkeys(one for text in texts for one in sentences(text) if found_in(one)))
    hands: dict[str, list[Claim]] = {name: [] for name in MEMBERS}
    for place, sentence in enumerate(given):
        for name in chance.sample(MEMBERS, chance.randint(1, 3)):
            hands[name].append(Claim(f"c{place}{name}", sentence))
    return given, [Opinion(name, 0, "supports", "supports", 0.6, tuple(hand)) for name, hand in hands.items()]


def _stated(claims: Sequence[LedgerClaim]) -> str:
    return "\n".join(f"{claim.text.rstrip('.')} [{claim.id}]." for claim in claims)


def _changed(text: str) -> str:
    return re.sub(r"\d+", lambda digits: str(int(digits.group()) + 3), text)


def _changer(claims: Sequence[LedgerClaim]) -> Draft:
    return Draft("Yes.", "\n".join(f"{_changed(claim.text.rstrip('.'))} [{claim.id}]." for claim in claims))


def _inventor(claims: Sequence[LedgerClaim]) -> Draft:
    first = claims[0].id if claims else "c0"
    return Draft("Yes.", f"{_stated(claims)}\nMortality fell by 83.7 % [{first}]. Costs halved [c999].")


def _translator(claims: Sequence[LedgerClaim]) -> Draft:
    told = "\n".join(f"Значения были такими: {', '.join(found_in(one.text))} [{one.id}]." for one in claims)
    return Draft("Да.", told)


JUDGES: Final[Mapping[str, Callable[[Sequence[LedgerClaim]], Draft]]] = {
    "honest": lambda claims: Draft("Yes.", _stated(claims)),
    "copier": lambda claims: Draft("Yes.", _stated([one for one in claims if "a" in one.supported_by])),
    "majority": lambda claims: Draft("Yes.", _stated([one for one in claims if len(one.supported_by) > _MOST_OF_FOUR])),
    "dropper": lambda claims: Draft("Yes.", _stated(claims[int(_DROPPED * len(claims)) :])),
    "vague": lambda claims: Draft("Yes, as all of it shows " + " ".join(f"[{one.id}]" for one in claims) + "."),
    "inventor": _inventor,
    "number-changer": _changer,
    "translator": _translator,
}


def verdicts(question: Question, opinions: Sequence[Opinion]) -> Iterator[tuple[str, str]]:
    """Every judge's verdict on one panel, and the one that is composed where no judge answers."""
    claims = build_ledger(opinions, (), Bench(language=question.language)).claims
    yield "none", composed(question, claims, SETTLED)
    for name, judge in JUDGES.items():
        yield name, reviewed(judge(claims), claims, claims, question, SETTLED).text


def measured(rows: Sequence[Mapping[str, Any]], language: Language, seed: int = 0) -> dict[str, tuple[int, int]]:
    """By judge, how many numbers survived, and of how many."""
    chance = random.Random(seed)
    kept, total = Counter[str](), Counter[str]()
    for row in rows:
        given, opinions = dealt(row, chance)
        question = Question(row["question"] if language == "en" else RUSSIAN, language=language)
        for name, text in verdicts(question, opinions):
            survived, of = survival(given, text)
            kept[name] += survived
            total[name] += of
    return {name: (kept[name], total[name]) for name in total}


def recorded(most: int) -> list[dict[str, Any]]:
    """The first rows that have a section of results."""
    with gzip.open(DATA, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [row for row in rows if any("RESULT" in label for label in row["labels"])][:most]


def main() -> None:
    """Print the share of numbers that survive, by language and judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1000, help="how many questions")
    rows = recorded(parser.parse_args().rows)
    for language in ("en", "ru"):
        for name, (kept, total) in measured(rows, language).items():
            print(
                f"{language} {name:15} {kept / max(total, 1):6.1%}   {kept} of {total} numbers, {len(rows)} questions"
            )


if __name__ == "__main__":
    main()

"""How well answers of models to one question are joined where they come to the same, and only there.

The texts are what models wrote; the letters in the recorded files are only the truth they are held against. The
last columns are what a run reads of a reply in prose: how many come to a position for sure, how many to the right one.
Run ``python bench/same_claims.py``, with ``--fit`` to fit the coefficients anew (five-fold by question).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import os
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from consilium.argument.answers import agreement, sure_of
from consilium.argument.reading.conclusion import (
    SIDES,
    Weights,
    choice_signs,
    position_in_prose,
    sided_signs,
    sides_of,
)
from consilium.types.question import Option, Question

DATA = Path(os.environ.get("CONSILIUM_TEST_DATA", "../shared")) / "data" / "recorded"
WEIGHTS = Path("consilium/argument/reading/conclusion.json")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with the texts that answer it, each with the letter it was recorded as."""

    group: str
    question: Question
    answers: Sequence[tuple[str, str]]


def _lines(name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(DATA / name, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def mmlu_pro() -> Iterator[Asked]:
    """Answer texts of six models to MMLU-Pro questions."""
    questions = {row["question_id"]: row for row in _lines("mmlupro_questions.jsonl.gz")}
    with gzip.open(DATA / "mmlupro_letters.csv.gz", "rt", encoding="utf-8") as file:
        letters = {int(row["question_id"]): row for row in csv.DictReader(file)}
    for row in _lines("mmlupro_texts_5cats_6models.jsonl.gz"):
        asked, truth = questions.get(row["question_id"]), letters.get(row["question_id"])
        if asked is None or truth is None:
            continue
        options = tuple(Option(chr(ord("A") + at), text) for at, text in enumerate(asked["options"]))
        labels = {option.label for option in options}
        answers = [(text, truth[model]) for model, text in row["texts"].items() if text and truth[model] in labels]
        yield Asked(row["category"], Question(asked["question"], "choice", options), answers)


def mirage() -> Iterator[Asked]:
    """Reasonings of GPT-3.5 and GPT-4, with and without retrieval, on MedQA and PubMedQA."""
    medqa = {row["qid"]: row for row in _lines("med7_questions.jsonl.gz")}
    pubmed = {str(row["pmid"]): row for row in _lines("pubmedqa_1k.jsonl.gz")}
    rows: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in _lines("mirage_gpt4_gpt35_cot_rag.jsonl.gz"):
        rows[row["dataset"], row["id"]].append(row)
    for (dataset, id_), group in rows.items():
        asked = medqa.get(group[0]["med7_qid"]) if dataset == "medqa" else pubmed.get(id_)
        if asked is None:
            continue
        words = asked["options"] if dataset == "medqa" else dict(zip("ABC", SIDES, strict=True))
        options = tuple(Option(label, text) for label, text in words.items())
        answers = [(row["text"], row["pred"]) for row in group if row["text"] and row["pred"] in words]
        yield Asked(dataset, Question(asked["question"], "choice", options), answers)


FILES = {"mirage": mirage, "mmlu-pro": mmlu_pro}


def joined(asked: Sequence[Asked], weights: Weights | None = None) -> dict[str, Counter[tuple[bool, bool]]]:
    """By group, how many pairs of answers are the same and joined."""
    found: defaultdict[str, Counter[tuple[bool, bool]]] = defaultdict(Counter)
    for one in asked:
        sure = sure_of(one.question)
        read = [(position_in_prose(one.question, text, weights), letter) for text, letter in one.answers]
        for (here, ours), (there, theirs) in combinations(read, 2):
            found[one.group][ours == theirs, agreement(here, there) >= sure] += 1
    return dict(found)


def told(asked: Sequence[Asked], weights: Weights | None = None) -> Counter[bool | None]:
    """How many answers come to a position for sure, and whether it is the recorded one."""
    found: Counter[bool | None] = Counter()
    for one in asked:
        for text, letter in one.answers:
            chances = position_in_prose(one.question, text, weights)
            likeliest = max(chances, key=lambda position: chances[position])
            found[likeliest == letter if chances[likeliest] ** 2 >= sure_of(one.question) else None] += 1
    return found


def shares(counted: Mapping[tuple[bool, bool], int]) -> tuple[float, float]:
    """Recall of same pairs, and the share of opposite pairs that were joined."""
    same, opposite = (counted.get((truth, True), 0) + counted.get((truth, False), 0) for truth in (True, False))
    return counted.get((True, True), 0) / max(same, 1), counted.get((False, True), 0) / max(opposite, 1)


def fit(asked: Sequence[Asked]) -> dict[str, dict[str, float]]:
    """Coefficients for options and for sides."""
    return {**_fit_options(asked), **_fit_sides([one for one in asked if sides_of(one.question)])}


def _fit_options(asked: Sequence[Asked], few: int = 1500) -> dict[str, dict[str, float]]:
    """A conditional logit with a ridge; MMLU-Pro, whose texts mostly end in a letter, gives ``few`` questions."""
    medical = [one for one in asked if one.group == "medqa"]
    others = [one for one in asked if one.group not in {"medqa", "pubmedqa"}]
    random.Random(0).shuffle(others)
    rows = [
        (choice_signs(one.question, text), letter) for one in [*medical, *others[:few]] for text, letter in one.answers
    ]
    names = sorted(next(iter(rows[0][0].values())))
    cases = [
        (np.array([[signs[name] for name in names] for signs in every.values()]), list(every).index(letter))
        for every, letter in rows
    ]

    def loss(weights: Any) -> tuple[float, Any]:
        value, slope = weights @ weights, 2.0 * weights
        for signs, truth in cases:
            scores = signs @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            value -= np.log(chances[truth] + 1e-12)
            slope = slope - (signs[truth] - chances @ signs)
        return float(value), slope

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return {"option": {name: round(float(value), 3) for name, value in zip(names, best, strict=True)}}


def _fit_sides(asked: Sequence[Asked]) -> dict[str, dict[str, float]]:
    """A multinomial logit over yes, no and maybe."""
    rows = [
        (sided_signs(one.question, text), {label: side for side, label in sides_of(one.question).items()}[letter])
        for one in asked
        for text, letter in one.answers
    ]
    names = sorted(rows[0][0])
    model = LogisticRegression(C=0.5, max_iter=3000, fit_intercept=False)
    model.fit([[signs[name] for name in names] for signs, _ in rows], [side for _, side in rows])
    return {
        side: {name: round(float(value), 3) for name, value in zip(names, weights, strict=True)}
        for side, weights in zip(model.classes_, model.coef_, strict=True)
    }


def cross_validated(asked: Sequence[Asked], folds: int = 5) -> None:
    """Print the figures with coefficients fitted on the other folds' questions."""
    place = random.Random(1)
    fold = [place.randrange(folds) for _ in asked]
    pairs: defaultdict[str, Counter[tuple[bool, bool]]] = defaultdict(Counter)
    alone: defaultdict[str, Counter[bool | None]] = defaultdict(Counter)
    for out in range(folds):
        weights = fit([one for one, at in zip(asked, fold, strict=True) if at != out])
        here = [one for one, at in zip(asked, fold, strict=True) if at == out]
        for group, counted in joined(here, weights).items():
            pairs[group].update(counted)
            alone[group].update(told([one for one in here if one.group == group], weights))
    for name, groups in (("mirage", ("medqa", "pubmedqa")), ("mmlu-pro", set(pairs) - {"medqa", "pubmedqa"})):
        _print(f"{name}, unseen", {group: pairs[group] for group in groups}, {group: alone[group] for group in groups})


def _print(
    name: str, pairs: Mapping[str, Counter[tuple[bool, bool]]], alone: Mapping[str, Counter[bool | None]]
) -> None:
    everything: Counter[tuple[bool, bool]] = Counter()
    every: Counter[bool | None] = Counter()
    for group, counted in sorted(pairs.items()):
        everything.update(counted)
        every.update(alone[group])
        _line(name, group, counted, alone[group])
    _line(name, "all", everything, every)


def _line(name: str, group: str, pairs: Counter[tuple[bool, bool]], alone: Counter[bool | None]) -> None:
    recall, wrong = shares(pairs)
    read = alone[True] + alone[False]
    share, right = read / max(alone.total(), 1), alone[True] / max(read, 1)
    print(
        f"{name:18} {group:12} same {recall:6.1%}   opposite {wrong:6.1%}   pairs {pairs.total():6}"
        f"   alone: read {share:6.1%}, right {right:6.1%} of {alone.total()}"
    )


def main() -> None:
    """Print the figures of both files, or fit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true", help="fit the coefficients anew and cross-validate")
    if parser.parse_args().fit:
        asked = [*mirage(), *mmlu_pro()]
        WEIGHTS.write_text(json.dumps(fit(asked), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        cross_validated(asked)
        return
    for name, read in FILES.items():
        asked = list(read())
        groups = {one.group for one in asked}
        _print(name, joined(asked), {group: told([one for one in asked if one.group == group]) for group in groups})


if __name__ == "__main__":
    main()

"""Measure the labels of sections on PubMedQA: grouped five-fold cross-validation, five seeds.

An item is one section of an abstract; all sections of an abstract fall into the same fold. The label's own words
are never shown to the model. Weighted F1 of five classes, and of four with OBJECTIVE and BACKGROUND merged;
sections of the class OTHER are seen in their place and not scored (with them counted as errors in brackets).
Abstracts are labelled whole, then by the same model without their conclusions, then sentence by sentence.

    CONSILIUM_TEST_DATA=../shared python bench/sections.py [--seeds 5]
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from sklearn.metrics import confusion_matrix, f1_score
from sklearn.model_selection import KFold

REPOSITORY = Path(__file__).parents[1]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tools")]

from fit_sections import (  # noqa: E402  (runs from a checkout, not installed)
    COUNT,
    UNKNOWN,
    Abstract,
    by_sentence,
    fit_parts,
    fit_sentences,
    load,
    without_conclusions,
)

from consilium.knowledge.sections.model import LABELS, Chain  # noqa: E402

FOLDS = 5
Setting = tuple[str, Callable[[list[Abstract]], Chain], Callable[[Abstract], Abstract]]
SETTINGS: list[Setting] = [
    ("whole abstract", fit_parts, lambda abstract: abstract),
    ("context sections", fit_parts, without_conclusions),
    ("sentences", fit_sentences, by_sentence),
]


def predicted(chain: Chain, abstract: Abstract) -> list[int]:
    """The numbers of the labels that a model gives."""
    return [LABELS.index(label) for label in chain.labels(abstract.texts, [""] * len(abstract.texts))]


def merged(labels: np.ndarray) -> np.ndarray:
    """With OBJECTIVE counted as BACKGROUND."""
    return np.where(labels == LABELS.index("OBJECTIVE"), LABELS.index("BACKGROUND"), labels)


def figures(truth: np.ndarray, guess: np.ndarray) -> list[float]:
    """Weighted F1: five classes, merged; then both with OTHER as a class of its own that is always missed."""
    of_five = truth != UNKNOWN
    scored = [(truth[of_five], guess[of_five]), (np.where(of_five, truth, COUNT), guess)]
    return [
        f1_score(fold(gold), fold(ours), average="weighted", zero_division=0)
        for gold, ours in scored
        for fold in (lambda labels: labels, merged)
    ]


def main() -> None:
    """Cross-validate each setting and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5)
    seeds = range(parser.parse_args().seeds)
    abstracts = load()
    results: dict[str, list[list[float]]] = {name: [] for name, _, _ in SETTINGS}
    pairs: dict[str, tuple[np.ndarray, np.ndarray]] = {}
    begun = time.monotonic()
    for seed in seeds:
        truth: dict[str, list[int]] = {name: [] for name in results}
        guess: dict[str, list[int]] = {name: [] for name in results}
        for known, unseen in KFold(FOLDS, shuffle=True, random_state=seed).split(abstracts):
            learned = [abstracts[at] for at in known]
            chains = {fitter: fitter(learned) for fitter in (fit_parts, fit_sentences)}
            for name, fitter, shown in SETTINGS:
                for one in map(shown, (abstracts[at] for at in unseen)):
                    truth[name] += one.labels
                    guess[name] += predicted(chains[fitter], one)
        for name, rows in results.items():
            pairs[name] = np.array(truth[name]), np.array(guess[name])
            rows.append(figures(*pairs[name]))
    print(f"{len(abstracts)} abstracts, {FOLDS} folds by PMID, {len(seeds)} seeds, {time.monotonic() - begun:.0f} s")
    for name, rows in results.items():
        show(name, rows, *pairs[name])


def show(name: str, rows: list[list[float]], truth: np.ndarray, guess: np.ndarray) -> None:
    """Print mean and spread over seeds, and the confusion of the last."""
    five, four, five_other, four_other = np.mean(rows, axis=0)
    spread = np.std(rows, axis=0)
    print(f"{name}: five classes {five:.4f} ± {spread[0]:.4f} [{five_other:.4f}]", end=", ")
    print(f"merged {four:.4f} ± {spread[1]:.4f} [{four_other:.4f}]")
    of_five = truth != UNKNOWN
    print(confusion_matrix(truth[of_five], guess[of_five], labels=range(COUNT)))


if __name__ == "__main__":
    main()

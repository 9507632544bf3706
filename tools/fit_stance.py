"""Fits the coefficients by which experts read an answer off a paper's results.

    .venv/bin/python tools/fit_stance.py          cross-validated figures only
    .venv/bin/python tools/fit_stance.py --save   and consilium/knowledge/stance/weights.json anew

Fitted on the expert-labelled questions of PubMedQA (MIT), on questions and context sections only: neither
conclusions nor the long answer nor anybody's reasoning is looked at. Groups of the folds are PMIDs, so that
no abstract stands on both sides. Class weights (which trade accuracy for the rare "maybe") are chosen
within each training fold. The file holds names of signs and numbers, no text of any paper.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from consilium.knowledge.sections.headings import label_of  # noqa: E402
from consilium.knowledge.stance import SIDES, signs_of  # noqa: E402

DATA = Path(os.environ.get("CONSILIUM_TEST_DATA", ROOT.parent / "shared")) / "data/recorded/pubmedqa_1k.jsonl.gz"
TARGET = ROOT / "consilium/knowledge/stance/weights.json"
SEEDS = 5
FOLDS = 5
STRENGTH = 0.004
CLASS_WEIGHTS = [{"yes": 1.0, "no": no, "maybe": maybe} for no in (1.0, 1.2) for maybe in (2.0, 2.5)]
NOTICE = (
    "Coefficients fitted on PubMedQA (Jin et al. 2019, https://github.com/pubmedqa/pubmedqa), MIT License, "
    "Copyright (c) 2019 pubmedqa. No text of the data set is contained."
)


def rows() -> list[dict[str, Any]]:
    """The labelled questions."""
    with gzip.open(DATA, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def signs(row: Mapping[str, Any]) -> dict[str, float]:
    """The signs of a question's own abstract."""
    sections = [(label_of(label), text) for label, text in zip(row["labels"], row["contexts"], strict=True)]
    return signs_of(row["question"], sections)


def model(weights: Mapping[str, float]) -> Pipeline:
    """The model with one choice of class weights."""
    fitted = LogisticRegression(C=STRENGTH, max_iter=2000, class_weight=dict(weights))
    return make_pipeline(StandardScaler(), fitted)


def folds(labels: np.ndarray, groups: np.ndarray, seed: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Training and test rows; no group stands in both."""
    splitter = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed)
    yield from splitter.split(labels, labels, groups)


def score(labels: Sequence[str], said: Sequence[str]) -> tuple[float, float]:
    """Accuracy and macro-F1."""
    return accuracy_score(labels, said), f1_score(labels, said, average="macro")


def chosen(table: np.ndarray, labels: np.ndarray, groups: np.ndarray, seed: int) -> Mapping[str, float]:
    """The class weights with the best accuracy and macro-F1 together, by folds within these rows."""
    worth = []
    for weights in CLASS_WEIGHTS:
        said = np.empty(len(labels), dtype=object)
        for train, test in folds(labels, groups, seed):
            said[test] = model(weights).fit(table[train], labels[train]).predict(table[test])
        worth.append(sum(score(labels, said)))
    return CLASS_WEIGHTS[int(np.argmax(worth))]


def cross_validated(table: np.ndarray, labels: np.ndarray, groups: np.ndarray) -> list[tuple[float, float]]:
    """Accuracy and macro-F1 of each seed."""
    scores = []
    for seed in range(SEEDS):
        said = np.empty(len(labels), dtype=object)
        for train, test in folds(labels, groups, seed):
            weights = chosen(table[train], labels[train], groups[train], seed + 100)
            said[test] = model(weights).fit(table[train], labels[train]).predict(table[test])
        scores.append(score(labels, said))
        print(f"seed {seed}: accuracy {scores[-1][0]:.3f}, macro-F1 {scores[-1][1]:.3f}")
    return scores


def coefficients(table: np.ndarray, labels: np.ndarray, groups: np.ndarray, names: Sequence[str]) -> dict[str, Any]:
    """The model of all rows, as the product reads it."""
    weights = chosen(table, labels, groups, 0)
    scaler, fitted = (step for _, step in model(weights).fit(table, labels).steps)
    order = list(fitted.classes_)
    by_sign = {
        name: {
            "mean": round(float(scaler.mean_[at]), 5),
            "spread": round(float(scaler.scale_[at]), 5),
            "low": round(float(table[:, at].min()), 5),
            "high": round(float(table[:, at].max()), 5),
            "weights": {side: round(float(fitted.coef_[order.index(side)][at]), 5) for side in SIDES},
        }
        for at, name in enumerate(names)
    }
    bias = {side: round(float(fitted.intercept_[order.index(side)]), 5) for side in SIDES}
    return {"notice": NOTICE, "rows": len(labels), "class_weights": weights, "bias": bias, "signs": by_sign}


def main() -> None:
    """Measure, and save where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--save", action="store_true", help="write the coefficients of all rows")
    arguments = parser.parse_args()
    data = rows()
    vectorizer = DictVectorizer(sparse=False)
    table = vectorizer.fit_transform([signs(row) for row in data])
    labels = np.array([row["final_decision"] for row in data])
    groups = np.array([row["pmid"] for row in data])
    scores = cross_validated(table, labels, groups)
    accuracy, macro = np.mean(scores, axis=0)
    print(f"{len(data)} questions, {table.shape[1]} signs: accuracy {accuracy:.3f}, macro-F1 {macro:.3f}")
    if arguments.save:
        fitted = coefficients(table, labels, groups, vectorizer.feature_names_)
        TARGET.write_text(json.dumps(fitted, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

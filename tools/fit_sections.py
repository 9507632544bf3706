"""Fit the model of sections on PubMedQA's abstracts and write its coefficients into the package.

Each abstract is shown twice, whole and without its conclusions, so that the model also labels texts that end with
their results. A section of the class OTHER keeps its place in the sequence but its label counts as unknown: the
likelihood sums over whatever it might be. Nothing is random: the same rows give the same coefficients.

    CONSILIUM_TEST_DATA=../shared python tools/fit_sections.py
"""

import gzip
import json
import os
import sys
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

REPOSITORY = Path(__file__).parents[1]
sys.path.insert(0, str(REPOSITORY))

from consilium.knowledge.readers.composing import sentence_ends  # noqa: E402  (runs from a checkout, not installed)
from consilium.knowledge.sections.features import BITS, features  # noqa: E402
from consilium.knowledge.sections.model import FORBIDDEN, LABELS, Chain  # noqa: E402

TARGET = REPOSITORY / "consilium" / "knowledge" / "sections" / "coefficients.npz"
UNKNOWN = -1
RIDGE_MOVES = 0.1
ITERATIONS = 80
COUNT = len(LABELS)


class Abstract(NamedTuple):
    """Texts in order with the number of each one's label, ``UNKNOWN`` where it is none of the five."""

    pmid: str
    texts: list[str]
    labels: list[int]


class Batch(NamedTuple):
    """Abstracts as matrices: features (parts × columns), labels, and the rows of each abstract, padded by −1."""

    rows: csr_matrix
    labels: np.ndarray
    places: np.ndarray


def load() -> list[Abstract]:
    """The recorded abstracts, section by section."""
    shared = Path(os.environ.get("CONSILIUM_TEST_DATA", REPOSITORY / ".." / "shared"))
    path = shared / "data" / "recorded" / "pubmedqa_sections.jsonl.gz"
    if not path.exists():
        sys.exit(f"no pubmedqa_sections.jsonl.gz under {shared}: set CONSILIUM_TEST_DATA")
    found: dict[str, Abstract] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            abstract = found.setdefault(row["pmid"], Abstract(row["pmid"], [], []))
            abstract.texts.append(row["text"])
            abstract.labels.append(LABELS.index(row["label"]) if row["label"] in LABELS else UNKNOWN)
    return list(found.values())


def without_conclusions(abstract: Abstract) -> Abstract:
    """What PubMedQA gives as context: the abstract up to its conclusions."""
    kept = [at for at, label in enumerate(abstract.labels) if label != LABELS.index("CONCLUSIONS")]
    return Abstract(abstract.pmid, [abstract.texts[at] for at in kept], [abstract.labels[at] for at in kept])


def by_sentence(abstract: Abstract) -> Abstract:
    """The abstract sentence by sentence, each with its section's label."""
    texts, labels = [], []
    for text, label in zip(abstract.texts, abstract.labels, strict=True):
        borders = [0, *sentence_ends(text), len(text)]
        sentences = [text[start:end].strip() for start, end in pairwise(borders)]
        texts += sentences
        labels += [label] * len(sentences)
    return Abstract(abstract.pmid, texts, labels)


def batch(abstracts: list[Abstract]) -> Batch:
    """Matrices of these abstracts; empty ones are left out."""
    abstracts = [abstract for abstract in abstracts if abstract.texts]
    # Sorted, so that sums come out the same to the last bit whatever the order of a set.
    found = [dict(sorted(features(one.texts, at).items())) for one in abstracts for at in range(len(one.texts))]
    columns = np.array([column for row in found for column in row])
    values = np.array([value for row in found for value in row.values()])
    starts = np.cumsum([0, *map(len, found)])
    labels = np.array([label for one in abstracts for label in one.labels])
    sizes = [len(one.texts) for one in abstracts]
    places = np.full((len(sizes), max(sizes)), -1)
    for at, (start, size) in enumerate(zip(np.cumsum([0, *sizes[:-1]]), sizes, strict=True)):
        places[at, :size] = range(start, start + size)
    return Batch(csr_matrix((values, columns, starts), shape=(len(found), 1 << BITS)), labels, places)


def log_sum(values: np.ndarray, axis: int) -> np.ndarray:
    """The logarithm of a sum of exponentials along one axis."""
    top = values.max(axis=axis, keepdims=True)
    return (top + np.log(np.exp(values - top).sum(axis=axis, keepdims=True))).squeeze(axis)


def expectations(
    scores: np.ndarray, chain: Chain, places: np.ndarray
) -> tuple[float, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Forward and backward over all abstracts at once.

    Returns:
        The sum of the log partition functions; the probability of each label of each part (parts × K); the expected
        moves (K × K); the expected first and last labels (K each).
    """
    shown = places >= 0
    abstracts, longest = places.shape
    given = np.where(shown[..., None], scores[np.maximum(places, 0)], 0)
    forward, backward = np.zeros_like(given), np.zeros_like(given)
    forward[:, 0] = chain.first + given[:, 0]
    for at in range(1, longest):
        on = log_sum(forward[:, at - 1, :, None] + chain.moves, 1) + given[:, at]
        forward[:, at] = np.where(shown[:, at, None], on, forward[:, at - 1])
    totals = log_sum(forward[:, -1] + chain.last, 1)
    backward[:, -1] = chain.last
    for at in range(longest - 2, -1, -1):
        on = log_sum(chain.moves + (given[:, at + 1] + backward[:, at + 1])[:, None, :], 2)
        backward[:, at] = np.where(shown[:, at + 1, None], on, backward[:, at + 1])
    chances = np.exp(forward + backward - totals[:, None, None]) * shown[..., None]
    moves = np.zeros((COUNT, COUNT))
    for at in range(1, longest):
        through = forward[:, at - 1, :, None] + chain.moves + (given[:, at] + backward[:, at])[:, None, :]
        moves += (np.exp(through - totals[:, None, None]) * shown[:, at, None, None]).sum(axis=0)
    lasts = chances[np.arange(abstracts), shown.sum(axis=1) - 1].sum(axis=0)
    return float(totals.sum()), chances[shown], moves, chances[:, 0].sum(axis=0), lasts


def fit(abstracts: list[Abstract], weight: float = 1.0) -> Chain:
    """Coefficients of greatest penalised likelihood, by L-BFGS.

    Args:
        abstracts: to learn from; parts of unknown label are summed out.
        weight: of the likelihood against the ridge penalty.
    """
    data = batch(abstracts)
    used = np.unique(data.rows.indices)
    rows = data.rows[:, used].tocsr()
    turned = rows.T.tocsr()
    order = data.places[data.places >= 0]
    size = len(used) * COUNT

    def unpacked(theta: np.ndarray) -> Chain:
        ends = theta[size + COUNT * COUNT :]
        moves = theta[size : size + COUNT * COUNT].reshape(COUNT, COUNT)
        return Chain(theta[:size].reshape(-1, COUNT), moves, ends[:COUNT], ends[COUNT:])

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        chain = unpacked(theta)
        scores = rows @ chain.weights
        told = scores + FORBIDDEN * ((data.labels[:, None] != np.arange(COUNT)) & (data.labels[:, None] != UNKNOWN))
        free, bound = expectations(scores, chain, data.places), expectations(told, chain, data.places)
        slope = np.zeros_like(scores)
        slope[order] = free[1] - bound[1]
        steps = [turned @ slope, free[2] - bound[2], free[3] - bound[3], free[4] - bound[4]]
        ridge = np.concatenate([theta[:size], RIDGE_MOVES * theta[size:]])
        value = weight * (free[0] - bound[0]) + 0.5 * float(theta @ ridge)
        return value, weight * np.concatenate([step.ravel() for step in steps]) + ridge

    start = np.zeros(size + COUNT * COUNT + 2 * COUNT)
    best = unpacked(minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ITERATIONS}).x)
    weights = np.zeros((1 << BITS, COUNT))
    weights[used] = best.weights
    return Chain(weights, best.moves, best.first, best.last)


def fit_parts(abstracts: list[Abstract]) -> Chain:
    """The model of sections: from abstracts whole and without conclusions, each half a weight."""
    return fit([*abstracts, *map(without_conclusions, abstracts)], 0.5)


def fit_sentences(abstracts: list[Abstract]) -> Chain:
    """The model of single sentences, likewise."""
    return fit([by_sentence(one) for abstract in abstracts for one in (abstract, without_conclusions(abstract))], 0.5)


def packed(unit: str, chain: Chain) -> dict[str, np.ndarray]:
    """Coefficients as they are shipped: whole bytes in steps of one size."""
    step = np.abs(chain.weights).max() / 127
    weights = np.round(chain.weights / step).astype(np.int8)
    ends = {"moves": chain.moves, "first": chain.first, "last": chain.last}
    return {f"{unit}_weights": weights, f"{unit}_step": np.array(step)} | {
        f"{unit}_{name}": values.astype(np.float32) for name, values in ends.items()
    }


def main() -> None:
    """Fit both models on all rows and write them."""
    abstracts = load()
    arrays = packed("parts", fit_parts(abstracts)) | packed("sentences", fit_sentences(abstracts))
    np.savez_compressed(TARGET, **arrays)
    print(f"{TARGET.relative_to(REPOSITORY)}: {len(abstracts)} abstracts, {TARGET.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()

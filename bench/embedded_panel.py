"""What the panel without any model answers to PubMedQA's questions, through ``consilium batch``.

    .venv/bin/python bench/embedded_panel.py            every row, with the coefficients that ship
    .venv/bin/python bench/embedded_panel.py --folds    grouped five-fold cross-validation, five seeds, from end to end
    .venv/bin/python bench/embedded_panel.py --rows 50  only the first rows

The context sections of every abstract are written as PubMed XML and learned into a fresh home; then each
question is asked as ``yes_no_maybe``. Neither conclusions nor the long answer nor anybody's reasoning is
written anywhere. The figure over all rows with the shipped coefficients is optimistic, since they were
fitted on them; ``--folds`` fits anew without the fold that is asked. The reading alone, without retrieval and
experts: tools/fit_stance.py.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import numpy as np
from sklearn.feature_extraction import DictVectorizer

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

import fit_stance  # noqa: E402

CONFIG = """version: 1
panel: [librarian, methodologist, skeptic]
embedded: [librarian, methodologist, skeptic]
judges: []
"""
# Runs a command with coefficients other than those that ship.
WITH_WEIGHTS = """
import pathlib, sys
from consilium.knowledge.stance import answering
answering.WEIGHTS = pathlib.Path(sys.argv.pop(1))
from consilium.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def pubmed_xml(rows: Iterable[Mapping[str, Any]]) -> str:
    """Abstracts as PubMed gives them, without title and conclusions."""
    return f"<PubmedArticleSet>{''.join(map(_article, rows))}</PubmedArticleSet>"


def _article(row: Mapping[str, Any]) -> str:
    parts = "".join(
        f"<AbstractText Label={quoteattr(label)}>{escape(text)}</AbstractText>"
        for label, text in zip(row["labels"], row["contexts"], strict=True)
    )
    year = f"<PubDate><Year>{row['year']}</Year></PubDate>" if row.get("year") else ""
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{row['pmid']}</PMID><Article><Journal><JournalIssue>{year}"
        f"</JournalIssue></Journal><ArticleTitle></ArticleTitle><Abstract>{parts}</Abstract></Article>"
        "</MedlineCitation></PubmedArticle>"
    )


class Home:
    """A home whose only source is the rows' abstracts.

    Args:
        folder: an empty folder.
        rows: what is learned.
    """

    def __init__(self, folder: Path, rows: Sequence[Mapping[str, Any]]) -> None:
        self.folder = folder
        self.weights = fit_stance.TARGET
        (folder / "config.yaml").write_text(CONFIG, encoding="utf-8")
        (folder / "papers.xml").write_text(pubmed_xml(rows), encoding="utf-8")
        self.env = {**os.environ, "CONSILIUM_HOME": str(folder), "PYTHONPATH": str(ROOT)}

    def fit(self, weights: Mapping[str, Any]) -> None:
        """Read results with these coefficients from now on."""
        self.weights = self.folder / "weights.json"
        self.weights.write_text(json.dumps(weights), encoding="utf-8")

    def learn(self) -> float:
        """Learn the abstracts; the seconds it took."""
        begun = time.monotonic()
        self._run("learn", str(self.folder / "papers.xml"))
        return time.monotonic() - begun

    def ask(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, str | None]:
        """Each question's answer by PMID."""
        asked = self.folder / "asked.jsonl"
        lines = [{"id": row["pmid"], "question": row["question"], "kind": "yes_no_maybe"} for row in rows]
        asked.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        out = self.folder / "answers.jsonl"
        out.unlink(missing_ok=True)
        self._run("batch", "--config", str(self.folder / "config.yaml"), str(asked), "--out", str(out))
        told = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        return {one["id"]: one["position"] for one in told}

    def _run(self, *arguments: str) -> None:
        command = [sys.executable, "-c", WITH_WEIGHTS, str(self.weights), *arguments]
        subprocess.run(command, env=self.env, cwd=self.folder, check=True, capture_output=True)


def report(name: str, gold: Sequence[str], said: Sequence[str | None]) -> tuple[float, float]:
    """Accuracy and macro-F1, printed with what was said how often."""
    accuracy, macro = fit_stance.score(gold, [one or "none" for one in said])
    # A row without an answer counts as wrong and must not become a class of its own in the mean.
    macro *= len(set(gold) | {one or "none" for one in said}) / 3
    print(f"{name}: {len(gold)} rows, accuracy {accuracy:.3f}, macro-F1 {macro:.3f}, said {dict(Counter(said))}")
    return accuracy, macro


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", action="store_true", help="fit anew without the fold that is asked")
    parser.add_argument("--rows", type=int, default=0, help="only the first rows")
    arguments = parser.parse_args()
    data = fit_stance.rows()[: arguments.rows or None]
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder), data)
        print(f"learned {len(data)} abstracts in {home.learn():.1f} s")
        gold = [row["final_decision"] for row in data]
        if arguments.folds:
            _by_folds(home, data)
        else:
            begun = time.monotonic()
            said = home.ask(data)
            print(f"{(time.monotonic() - begun) / len(data) * 1000:.0f} ms a question")
            report("shipped coefficients", gold, [said[row["pmid"]] for row in data])


def _by_folds(home: Home, data: Sequence[Mapping[str, Any]]) -> None:
    vectorizer = DictVectorizer(sparse=False)
    table = vectorizer.fit_transform([fit_stance.signs(row) for row in data])
    labels = np.array([row["final_decision"] for row in data])
    groups = np.array([row["pmid"] for row in data])
    scores = []
    for seed in range(fit_stance.SEEDS):
        said: dict[str, str | None] = {}
        for train, test in fit_stance.folds(labels, groups, seed):
            fitted = fit_stance.coefficients(table[train], labels[train], groups[train], vectorizer.feature_names_)
            home.fit(fitted)
            said |= home.ask([data[at] for at in test])
        scores.append(report(f"seed {seed}", list(labels), [said[row["pmid"]] for row in data]))
    accuracy, macro = np.mean(scores, axis=0)
    print(f"five folds, five seeds, from end to end: accuracy {accuracy:.3f}, macro-F1 {macro:.3f}")


if __name__ == "__main__":
    main()

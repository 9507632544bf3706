"""Quotation check: false quotations refused, honest ones accepted, and what one costs.

    .venv/bin/python bench/quotes.py [ROWS] [SEED]

Texts are the example vault and, where the recorded data is at hand, abstracts of PubMedQA; no rule was
fitted to them. The cost is that of a note of 40 kB, read for the first time, beside a plain Unicode
normalisation and substring search of the same note.
"""

from __future__ import annotations

import gzip
import json
import os
import statistics
import sys
import time
import unicodedata
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from consilium.knowledge.quotes import look_up  # noqa: E402  the path comes first
from consilium.knowledge.quotes.tokens import tokens  # noqa: E402
from tests.knowledge.quotes.alterations import Row, altered, honest, sentences  # noqa: E402

NOTE = 40_000


def texts() -> list[str]:
    """Notes in both languages, and abstracts."""
    notes = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples" / "vault").glob("*.md"))]
    recorded = Path(os.environ.get("CONSILIUM_TEST_DATA", ROOT.parent / "shared")) / "data" / "recorded"
    try:
        with gzip.open(recorded / "pubmedqa_1k.jsonl.gz", "rt", encoding="utf-8") as rows:
            abstracts = ["\n\n".join(json.loads(row)["contexts"]) for row in rows][:300]
    except OSError:
        abstracts = []
    return [*notes, *abstracts]


def report(name: str, rows: list[Row], *, wanted: bool) -> None:
    """Share of rows that went as they should, by kind, and the first that did not."""
    found = [(row, look_up(row.quote, row.source)) for row in rows]
    wrong = [(row, finding) for row, finding in found if finding.found is not wanted]
    print(f"{name}: {1 - len(wrong) / len(rows):.4f} of {len(rows)}")
    total, failed = Counter(row.kind for row in rows), Counter(row.kind for row, _ in wrong)
    print("   ", ", ".join(f"{kind} {total[kind] - failed[kind]}/{total[kind]}" for kind in total))
    print("   ", dict(Counter(finding.check for _, finding in found)))
    for row, finding in wrong[: int(os.environ.get("SHOW", "0"))]:
        print(f"    {finding.check} [{row.kind}] {row.quote!r}\n        {row.original!r}")


def cost(notes: list[str]) -> None:
    """Milliseconds for a quotation in a note of 40 kB that was never seen before, then once it was."""
    whole = "\n\n".join(notes)
    note = whole[:NOTE]
    quotes = [sentences(note)[place] for place in range(0, 100, 10)]
    quotes = [*quotes, *(quote.replace(" ", " not ", 1) for quote in quotes)]

    def milliseconds(act: str) -> float:
        taken = []
        for quote in quotes:
            if act == "first":
                tokens.cache_clear()
            started = time.process_time()
            if act == "plain":
                unicodedata.normalize("NFKC", note).casefold().find(quote.casefold())
            else:
                look_up(quote, note)
            taken.append(time.process_time() - started)
        return statistics.median(taken) * 1000

    plain, first, again = milliseconds("plain"), milliseconds("first"), milliseconds("again")
    print(f"40 kB note: {first:.1f} ms at first ({first / plain:.0f} x a plain search), {again:.2f} ms again")


def main() -> None:
    """Print all figures."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0  # noqa: PLR2004
    corpus = texts()
    report("altered refused", list(altered(corpus, rows, seed)), wanted=False)
    report("honest accepted", list(honest(corpus, rows, seed)), wanted=True)
    cost(corpus)


if __name__ == "__main__":
    main()

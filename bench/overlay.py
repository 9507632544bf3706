"""What findings cost: to take out when learning, and to look up, at two sizes of library.

    .venv/bin/python bench/overlay.py            2,000 and 200,000 passages
    .venv/bin/python bench/overlay.py 2000 20000

Passages are made of sentences of a generator: half of them hold findings on 64 pairs of intervention and
outcome, some far more often than others, and what is studied often is asked often. Look-ups are timed by
turns on both tables and in processor time, so that whatever else the machine does meanwhile counts for
neither. The bar is that the 95th percentile at the larger size is at most 1.2 times that at the smaller.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from consilium.disk import open_database  # noqa: E402
from consilium.knowledge.frames import FRAME_TABLES, FrameTable, frames_in  # noqa: E402
from consilium.knowledge.library.keeping import Shelved  # noqa: E402
from consilium.knowledge.stemming import stems  # noqa: E402
from consilium.types.evidence import Passage  # noqa: E402
from consilium.types.source import Grading, Source, StudyType  # noqa: E402

DONE = (
    "caffeine",
    "creatine",
    "dietary nitrate",
    "interval training",
    "strength training",
    "massage",
    "sauna",
    "taper",
)
MEASURED = (
    "VO2max",
    "running economy",
    "mean power",
    "muscle soreness",
    "body fat",
    "sprint speed",
    "ferritin",
    "jump height",
)
WAYS = ("increased", "reduced", "had no effect on", "improved", "did not change")
PEOPLE = ("trained cyclists", "recreational runners", "young swimmers", "older adults")
FILLER = (
    "The participants visited the laboratory on several mornings and rested between the visits as they pleased.",
    "All measurements were taken by the same two people, who did not know what had been given to whom.",
    "Temperature and humidity of the room were noted each time and are given in the supplement of this report.",
    "В лабораторию участники приходили утром, и между занятиями проходило не меньше двух дней.",
)
STUDIES: tuple[StudyType, ...] = ("meta-analysis", "rct", "observational", "unknown")
LOOK_UPS = 3000
WARM_UP = 300


def one_of(words: Sequence[str], dice: random.Random) -> str:
    """A word, the first twice as often as the second, three times as often as the third, and so on."""
    return dice.choices(words, [1 / (place + 1) for place in range(len(words))])[0]


def documents(passages: int, dice: random.Random) -> Iterator[tuple[Source, list[Shelved]]]:
    """Sources of four passages each, every second passage with a finding."""
    for first in range(1, passages + 1, 4):
        source = Source(f"s{first}", f"Study {first}", "pubmed", grading=Grading(dice.choice(STUDIES)))
        yield source, [_passage(source, key, dice) for key in range(first, min(first + 4, passages + 1))]


def _passage(source: Source, key: int, dice: random.Random) -> Shelved:
    sentences = dice.sample(FILLER, 3)
    if key % 2:
        found = f"{one_of(DONE, dice).capitalize()} {dice.choice(WAYS)} {one_of(MEASURED, dice)}"
        sentences.insert(1, f"{found} by {dice.randint(1, 90) / 10} % in {dice.randint(8, 400)} {dice.choice(PEOPLE)}.")
    text = " ".join(sentences)
    return Shelved(key, Passage(f"{source.id}#{key}", source.id, source.title, text, 0, len(text), label="RESULTS"))


def table(folder: Path, passages: int) -> FrameTable:
    """A table filled from so many passages; says what that cost."""
    db = open_database(folder / f"{passages}.db", (replace(FRAME_TABLES, number=1),))
    made = FrameTable(db)
    sources = list(documents(passages, random.Random(passages)))
    begun = time.process_time()
    db.execute("BEGIN")
    for source, shelved in sources:
        made.put(source, shelved)
    db.execute("COMMIT")
    spent = time.process_time() - begun
    (count,) = db.execute("SELECT count(*) FROM frames").fetchone()
    print(f"{passages} passages, {count} findings: {spent / passages * 1000:.3f} ms a passage")
    return made


def taking_out() -> None:
    """What extraction costs beside stemming the same text."""
    texts = [one.passage.text for _, shelved in documents(4000, random.Random(0)) for one in shelved]
    for name, work in (("stems", stems), ("findings", lambda text: list(frames_in(text)))):
        work(texts[0])
        begun = time.process_time()
        for text in texts:
            work(text)
        spent = (time.process_time() - begun) / len(texts) * 1000
        print(f"{name}: {spent:.3f} ms a passage of {len(texts[0])} characters")


def looking_up(tables: Sequence[FrameTable]) -> list[float]:
    """The 95th percentile of each table's look-ups, in milliseconds."""
    dice = random.Random(1)
    times: list[list[float]] = [[] for _ in tables]
    for turn in range(LOOK_UPS + WARM_UP):
        question = f"Does {one_of(DONE, dice)} change {one_of(MEASURED, dice)}?"
        pairs = list(zip(times, tables, strict=True))
        for kept, one in pairs if turn % 2 else reversed(pairs):
            begun = time.thread_time()
            one.about(question)
            if turn >= WARM_UP:
                kept.append((time.thread_time() - begun) * 1000)
    return [statistics.quantiles(kept, n=100)[94] for kept in times]


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[2_000, 200_000], help="numbers of passages")
    sizes = parser.parse_args().sizes
    taking_out()
    with tempfile.TemporaryDirectory() as folder:
        tables = [table(Path(folder), size) for size in sizes]
        found = looking_up(tables)
    for size, p95 in zip(sizes, found, strict=True):
        print(f"look-up at {size} passages: p95 {p95:.3f} ms, {p95 / found[0]:.2f} of that at {sizes[0]}")


if __name__ == "__main__":
    main()

"""What learning costs: growth, looking again, memory, and a shelf of papers and talks.

    .venv/bin/python bench/learn.py growth    2,000 to 200,000 passages: cost per passage at each size
    .venv/bin/python bench/learn.py again     an unchanged vault against a new one
    .venv/bin/python bench/learn.py shelf     5,000 pages of PDF and 150 hours of subtitles

Notes are made of words drawn by their rank (Zipf), so that the vocabulary grows as it does in real text.
Each figure is measured in a process of its own; memory is its peak. Ratios are worth quoting: the seconds
belong to the machine.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

PER_NOTE = 20
SIZES = (2_000, 20_000, 200_000)
BAR = 50
ALPHABETS = ("lactatehresoldvuimpwgbycfk", "порогмкислдтаевнуйбжзхч")


def words(seed: int) -> Iterator[str]:
    """Endless words of two alphabets, frequent ones often and new ones now and then."""
    chance = random.Random(seed)
    while True:
        yield spelt(int(chance.paretovariate(0.9)))


@lru_cache(maxsize=200_000)
def spelt(rank: int) -> str:
    """The word of a rank, the same in every run."""
    letters = random.Random(rank)
    alphabet = ALPHABETS[rank % 3 == 0]
    return "".join(letters.choice(alphabet) for _ in range(3 + rank % 7))


def write_vault(folder: Path, passages: int) -> None:
    """A vault of notes with a number of passages in all."""
    source = words(7)
    for note in range(passages // PER_NOTE):
        blocks = []
        for _ in range(PER_NOTE):
            text = " ".join(next(source) for _ in range(60))
            blocks.append(f"{text.capitalize()}.")
        path = folder / f"{note // 200:03}" / f"note {note}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# Note {note}\n\n" + "\n\n".join(blocks) + "\n", encoding="utf-8")


def measured(vault: Path, index: Path) -> dict[str, float]:
    """Learn in a fresh process: seconds, passages, and its peak memory in MB."""
    command = [sys.executable, __file__, "one", str(vault), str(index)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def learn_one(vault: Path, index: Path) -> None:
    """What the fresh process does."""
    from consilium.knowledge import Library

    began = time.perf_counter()
    with closing(Library(index)) as library:
        library.learn([vault])
        seconds = time.perf_counter() - began
        size = library.size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "passages": size, "peak_mb": peak}))


def growth(home: Path) -> None:
    """Cost per passage as the library grows; a straight line costs the same at every size."""
    first = 0.0
    for size in SIZES:
        vault = home / f"vault{size}"
        write_vault(vault, size)
        found = measured(vault, home / f"index{size}.sqlite")
        each = found["seconds"] / found["passages"]
        first = first or each
        ratio = each / first
        print(
            f"{int(found['passages']):>8,} passages  {each * 1e3:6.3f} ms each  {ratio:4.2f} x the smallest  ", end=""
        )
        print(f"peak {found['peak_mb']:5.0f} MB  {'#' * round(ratio * BAR / 2)}")


def again(home: Path) -> None:
    """Learning what has not changed against learning it the first time."""
    vault, index = home / "vault", home / "index.sqlite"
    write_vault(vault, 20_000)
    first, second = measured(vault, index), measured(vault, index)
    faster = first["seconds"] / second["seconds"]
    print(f"first {first['seconds']:.2f} s, again {second['seconds']:.3f} s: {faster:.0f} x faster")


def shelf(home: Path) -> None:
    """A shelf as a researcher has it."""
    vault, index = home / "shelf", home / "index.sqlite"
    vault.mkdir()
    write_pdfs(vault, pages=5_000)
    write_subtitles(vault, hours=150)
    found = measured(vault, index)
    print(f"5,000 pages and 150 h: {int(found['passages']):,} passages in {found['seconds'] / 60:.1f} min, ", end="")
    print(f"peak {found['peak_mb']:.0f} MB")


def write_pdfs(folder: Path, pages: int, per_file: int = 20) -> None:
    """Papers of twenty pages of running text."""
    from reportlab.pdfgen.canvas import Canvas

    source = words(11)
    latin = (word for word in source if word.isascii())
    for number in range(pages // per_file):
        canvas = Canvas(str(folder / f"paper {number}.pdf"))
        for _ in range(per_file):
            for line in range(50):
                canvas.drawString(60, 780 - line * 14, " ".join(next(latin) for _ in range(12)))
            canvas.showPage()
        canvas.save()


def write_subtitles(folder: Path, hours: int) -> None:
    """Talks of one hour, a cue every four seconds."""
    source = words(13)
    for hour in range(hours):
        cues = []
        for cue in range(900):
            start, end = cue * 4, cue * 4 + 4
            said = " ".join(next(source) for _ in range(9))
            cues.append(f"{cue + 1}\n{clock(start)} --> {clock(end)}\n{said}.\n")
        (folder / f"talk {hour}.srt").write_text("\n".join(cues), encoding="utf-8")


def clock(seconds: int) -> str:
    """A time as subtitles write it."""
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},000"


def main() -> None:
    """Run one part, or all."""
    parts = {"growth": growth, "again": again, "shelf": shelf}
    if sys.argv[1:2] == ["one"]:
        learn_one(Path(sys.argv[2]), Path(sys.argv[3]))
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", nargs="?", choices=[*parts])
    chosen = parser.parse_args().part
    for name, part in parts.items():
        if chosen in {None, name}:
            with tempfile.TemporaryDirectory() as folder:
                part(Path(folder))


if __name__ == "__main__":
    main()

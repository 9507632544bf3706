"""Measure the synthesis on live models with your own keys, blind, against each member's own answer.

Nobody has run this on live models here. In three steps:

    python bench/live_synthesis.py ask QUESTIONS.txt --out FOLDER      # one open question a line; costs money
    … read FOLDER/sheet.md, write A, B or = into FOLDER/choices.csv; do not look into FOLDER/key.json
    python bench/live_synthesis.py score FOLDER

The verdict loses the ids of its claims on the sheet, sides and pairs are shuffled, lengths are shown. The score
is the share of pairs in which the verdict was preferred (a tie is half), with an interval and a sign test,
against each member; the hardest one to beat is the best single member. It is repeated over pairs of about equal
length, and it says how often the longer text was chosen, so that length cannot pass for quality.
"""

import argparse
import json
import secrets
import sys
from dataclasses import asdict
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
sys.path.insert(0, str(REPOSITORY))

from consilium import Consilium  # noqa: E402  (runs from a checkout, not installed)
from consilium.evaluation.collecting import collected  # noqa: E402
from consilium.evaluation.pairwise import Outcome, Pair, by_member, choices, form, outcome, paired, sheet  # noqa: E402


def ask(questions: list[str], folder: Path, config: Path | None, members: list[str]) -> None:
    """Ask, and write the sheet, the form and the key."""
    with Consilium.from_config(config, memory=False) as consilium:
        asked = collected(consilium, questions)
    seed = secrets.token_hex(8)
    pairs = paired(asked, seed, members)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sheet.md").write_text(sheet(pairs), encoding="utf-8")
    (folder / "choices.csv").write_text(form(pairs), encoding="utf-8")
    key = {"seed": seed, "pairs": [asdict(pair) for pair in pairs]}
    (folder / "key.json").write_text(json.dumps(key, ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"{len(pairs)} pairs from {len(asked)} questions in {folder}")


def score(folder: Path) -> None:
    """Print what the filled-in form says."""
    key = json.loads((folder / "key.json").read_text(encoding="utf-8"))
    pairs = [Pair(**{**pair, "texts": tuple(pair["texts"])}) for pair in key["pairs"]]
    chosen = choices((folder / "choices.csv").read_text(encoding="utf-8-sig"))
    print(_line("all members", outcome(pairs, chosen)))
    for name, found in by_member(pairs, chosen).items():
        print(_line(name, found))


def _line(name: str, found: Outcome) -> str:
    alike = f"{found.alike.value:.2f}" if found.alike else "—"
    longer = f"{found.longer:.2f}" if found.longer is not None else "—"
    rate = f"{found.rate.value:.2f} [{found.rate.low:.2f}, {found.rate.high:.2f}]"
    return f"{name:20} won {rate} of {found.pairs}, p {found.p:.3f}; equally long {alike}; longer chosen {longer}"


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    steps = parser.add_subparsers(dest="step", required=True)
    asking = steps.add_parser("ask")
    asking.add_argument("questions", type=Path)
    asking.add_argument("--out", type=Path, required=True)
    asking.add_argument("--config", type=Path)
    asking.add_argument("--against", nargs="*", default=[], metavar="MEMBER")
    steps.add_parser("score").add_argument("folder", type=Path)
    given = parser.parse_args()
    if given.step == "score":
        score(given.folder)
    else:
        lines = given.questions.read_text(encoding="utf-8-sig").splitlines()
        ask([line.strip() for line in lines if line.strip()], given.out, given.config, given.against)


if __name__ == "__main__":
    main()

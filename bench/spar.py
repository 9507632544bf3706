"""The opponent against notes with planted contradictions: how many it finds, and which theses it topples.

    python bench/spar.py [--notes 5000] [--seed 1]

Every thesis has one note on it, which contradicts it or says the same in other words; all others come near it: another
outcome, another substance. Half of the theses are sound. The wordings were written for this file.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from consilium.api import Consilium

# No substance is in both languages, so that only planted notes are about a thesis.
SUBJECTS = {
    "en": "creatine caffeine beetroot_juice beta-alanine citrulline melatonin magnesium iron vitamin_D fish_oil "
    "sauna_bathing interval_training strength_training altitude_training meditation cold_water_immersion "
    "ashwagandha quercetin sodium_bicarbonate betaine".split(),
    "ru": "куркумин таурин тирозин глицин аргинин карнитин цинк женьшень глютамин ресвератрол лейцин витамин_C "
    "витамин_B12 массаж пробиотик чеснок имбирь хром селен кальций".split(),
}
OUTCOMES = {
    "en": "blood_pressure grip_strength sleep_duration running_economy resting_heart_rate muscle_soreness "
    "body_weight reaction_time VO2max insulin_sensitivity jump_height bone_density appetite".split(),
    "ru": "артериальное_давление силу_хвата длительность_сна экономичность_бега частоту_пульса мышечную_боль "
    "массу_тела время_реакции МПК чувствительность_к_инсулину высоту_прыжка плотность_костей аппетит".split(),
}
UP = {
    "en": ("{s} increases {o}.", "{s} raises {o}."),
    "ru": ("{s} повышает {o}.", "{s} увеличивает {o}."),
}
SAME = {
    "en": ("In our reading {s} led to a rise in {o}.", "With {s}, {o} went up.", "{o} climbed under {s}."),
    "ru": ("{s} заметно поднимает {o}.", "{s}, как видно, наращивает {o}.", "{s} усиливает {o}."),
}
AGAINST = {
    "en": {
        "direction": ("{s} cut {o} instead.", "Under {s} there was a drop in {o}.", "{s} brought {o} down."),
        "negation": ("{s} had no effect on {o}.", "{s} failed to raise {o}.", "No rise in {o} was seen with {s}."),
        "population": ("In postmenopausal women, {s} did not raise {o}.", "Among children {s} lowered {o}."),
        "number": ("{s} increased {o} by {m} %.", "The gain in {o} with {s} was {m} %."),
    },
    "ru": {
        "direction": ("{s}, наоборот, снижает {o}.", "{s} уменьшает {o}.", "{s} понижает {o}."),
        "negation": ("{s} никак не влияет на {o}.", "{s} не способен повысить {o}.", "{s} {o} не увеличивает."),
        "population": ("У подростков {s} не повышает {o}.", "У женщин в постменопаузе {s} снижает {o}."),
        "number": ("{s} увеличивает {o} на {m} %.", "{s} поднимает {o} лишь на {m} %."),
    },
}
NUMBERED = {"en": "{s} increases {o} by {n} %.", "ru": "{s} повышает {o} на {n} %."}
KINDS = ("direction", "negation", "population", "number")


@dataclass(frozen=True, slots=True)
class Planted:
    """A thesis; ``note`` is the name of the note that contradicts it, or nothing, and ``kind`` how."""

    thesis: str
    language: str
    kind: str
    note: str


def planted_notes(folder: Path, notes: int, contradictions: int, seed: int) -> list[Planted]:
    """Write the notes, and return the theses: as many contradicted ones as sound ones.

    Args:
        folder: where the notes go.
        notes: how many there are altogether.
        contradictions: how many of them contradict a thesis.
        seed: of the draw.
    """
    draw = random.Random(seed)
    pairs = {key: [(s, o) for s in SUBJECTS[key] for o in OUTCOMES[key]] for key in SUBJECTS}
    for listed in pairs.values():
        draw.shuffle(listed)
    theses: list[Planted] = []
    texts: list[str] = []
    for language, listed in pairs.items():
        for number in range(contradictions):
            kind = KINDS[number % 4] if number < contradictions // 2 else ""
            thesis, said = _thesis(draw, language, *listed.pop(), kind)
            theses.append(Planted(thesis, language, kind or "sound", f"n{len(texts)}"))
            texts.append(said)
    texts += list(_near(draw, pairs, notes - len(texts)))
    for number, text in enumerate(texts):
        day = f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"
        (folder / f"{day} n{number}.md").write_text(text + "\n", encoding="utf-8")
    return theses


def _thesis(draw: random.Random, language: str, subject: str, outcome: str, kind: str) -> tuple[str, str]:
    """A thesis, and the note on it: one that contradicts it, or one that says the same."""
    numbers = draw.sample([3, 7, 12, 18, 25], 2)
    form = NUMBERED[language] if kind == "number" else draw.choice(UP[language])
    said = draw.choice(AGAINST[language][kind] if kind else SAME[language])
    return _filled(form, subject, outcome, numbers), _filled(said, subject, outcome, numbers)


def _filled(form: str, subject: str, outcome: str, numbers: list[int]) -> str:
    text = form.format(s=subject.replace("_", " "), o=outcome.replace("_", " "), n=numbers[0], m=numbers[1])
    return text[:1].upper() + text[1:]


def _near(draw: random.Random, pairs: dict[str, list[tuple[str, str]]], wanted: int) -> Iterator[str]:
    """Notes close to the theses that bear on none of them: about pairs that no thesis is about, in any wording."""
    free = [(language, pair) for language, listed in pairs.items() for pair in listed]
    if not free:
        raise ValueError("no pair is left for notes that come near")
    for _ in range(wanted):
        language, (subject, outcome) = draw.choice(free)
        forms = [form for forms in AGAINST[language].values() for form in forms] + list(UP[language])
        yield _filled(draw.choice(forms), subject, outcome, draw.sample([3, 7, 12, 18, 25], 2))


def measured(theses: list[Planted], consilium: Consilium) -> dict[str, float]:
    """Recall and precision of contradictions, and how many theses of each kind were narrowed or fell."""
    count: Counter[str] = Counter()
    for planted in theses:
        match = consilium.spar(planted.thesis)
        weak = planted.kind != "sound"
        cited = [one.evidence.title.split()[-1] for one in match.attacks if one.evidence]
        hit = weak and planted.note in cited
        toppled = all(one.state in ("narrowed", "fallen") for one in match.outcomes.values())
        count["hit"] += hit
        count["cited"] += len(cited)
        count["right"] += sum(weak and one == planted.note for one in cited)
        count[f"toppled {'weak' if weak else 'sound'}"] += toppled
        count["weak" if weak else "sound"] += 1
        for name in (planted.kind, planted.language if weak else ""):
            count[f"of {name}"] += 1
            count[f"found {name}"] += hit
    figures = {
        "recall": count["hit"] / count["weak"],
        "precision": count["right"] / max(1, count["cited"]),
        "weak narrowed or fallen": count["toppled weak"] / count["weak"],
        "sound narrowed or fallen": count["toppled sound"] / count["sound"],
    }
    parts = {f"recall {name}": count[f"found {name}"] / count[f"of {name}"] for name in (*KINDS, "en", "ru")}
    return figures | parts


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=5000)
    parser.add_argument("--contradictions", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder) / "notes"
        notes.mkdir()
        theses = planted_notes(notes, options.notes, options.contradictions, options.seed)
        with Consilium.from_config(home=Path(folder) / "home") as consilium:
            begun = time.monotonic()
            consilium.library.learn([notes])
            learned = time.monotonic()
            for name, value in measured(theses, consilium).items():
                print(f"{name}: {value:.3f}")
            print(f"learned in {learned - begun:.0f} s, {len(theses)} theses in {time.monotonic() - learned:.0f} s")


if __name__ == "__main__":
    main()

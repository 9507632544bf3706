"""The fast path and the whole graph answer alike: 1,000 recorded questions of every closed kind, asked both ways."""

from __future__ import annotations

from pathlib import Path

import pytest

from consilium.cli.main import main
from tests.evaluation.recorded import SIDED, Plain, asked_of, distinct_rows, read, seat, written
from tools.recorded_rows import members

ASKED = {
    "JOIN": 150,
    "MED-F": 150,
    "PRO-J": 125,
    "PRO-L": 125,
    SIDED: 150,
    "ZERO-MATH": 100,
    "ZERO-GSM": 100,
    "ZERO-CRUX": 100,
}
"""How many questions of each panel: letters, yes, no or maybe, and raw text that comes to expressions and numbers.

The learnt decider is asked all of them, the plain vote every other one.
"""

FITTED = 200
"""How many further questions of a panel the learnt decider is fitted on."""


def test_a_thousand_questions_are_asked() -> None:
    assert sum(ASKED.values()) == 1_000


@pytest.mark.parametrize("panel", ASKED)
@pytest.mark.parametrize("decider", ["plurality", "learnt"])
def test_both_ways_give_one_answer(panel: str, decider: str, tmp_path: Path, shared_data: Path) -> None:
    plain = distinct_rows(panel, shared_data)
    asked, rest = plain[: ASKED[panel]], plain[ASKED[panel] :][:FITTED]
    asked = asked[::2] if decider == "plurality" else asked
    config = seat(tmp_path, members(panel.partition("/")[0]), asked, decider=decider)
    test, predicted = written(tmp_path / "test.jsonl", asked), tmp_path / "predicted.jsonl"
    fit = ["--fit", str(written(tmp_path / "fit.jsonl", rest)), "--save", "learnt"] if decider == "learnt" else []
    assert main(["evaluate", str(test), "--predictions", str(predicted), *fit]) == 0
    questions = written(tmp_path / "questions.jsonl", map(asked_of, asked))
    verdicts = tmp_path / "verdicts.jsonl"
    # A question on which nobody's reply could be read has no quorum: told by the exit code, and no difference.
    assert main(["batch", str(questions), "--out", str(verdicts), "--config", str(config)]) in {0, 3}
    quick = {row["id"]: (row["answer"], row["confidence"]) for row in read(predicted)}
    whole = {row["id"]: (row["position"], round(row["confidence"], 6)) for row in read(verdicts)}
    assert whole == quick
    by = {row["decided_by"] for row in read(verdicts)}
    assert ("plurality" if decider == "plurality" else "auto:learnt") in by
    assert len(quick) == len(asked)
    assert len(set(quick.values())) > 5


def test_a_tie_goes_to_the_surer_voters_both_ways(tmp_path: Path) -> None:
    """A row of positions does not hold how sure each voter was, and yet both ways break a tie by it."""
    first, second = ('{"answer": "A", "confidence": "open"}', '{"answer": "B", "confidence": "almost certain"}')
    options, names = {"A": "one", "B": "two"}, ("ann", "bob")
    plain: list[Plain] = [
        {
            "id": str(n),
            "question": f"Which is {n}?",
            "options": options,
            "responses": dict(zip(names, said, strict=True)),
        }
        for n, said in enumerate([(first, second), (second, first), (first, first)])
    ]
    config = seat(tmp_path, names, plain, decider="plurality")
    test, predicted = written(tmp_path / "test.jsonl", plain), tmp_path / "predicted.jsonl"
    assert main(["evaluate", str(test), "--predictions", str(predicted)]) == 0
    questions, verdicts = written(tmp_path / "questions.jsonl", map(asked_of, plain)), tmp_path / "verdicts.jsonl"
    assert main(["batch", str(questions), "--out", str(verdicts), "--config", str(config)]) == 0
    assert {row["id"]: row["position"] for row in read(verdicts)} == {"0": "B", "1": "B", "2": "A"}
    assert {row["id"]: row["answer"] for row in read(predicted)} == {"0": "B", "1": "B", "2": "A"}


@pytest.mark.parametrize("panel", ["JOIN", "ZERO-MATH"])
def test_a_kept_cascade_asks_the_same_members_both_ways(panel: str, tmp_path: Path, shared_data: Path) -> None:
    plain, names = distinct_rows(panel, shared_data), members(panel)
    asked, rest = plain[:100], plain[100:][:FITTED]
    config = seat(tmp_path, names, asked, decider="frugal")
    test, predicted = written(tmp_path / "test.jsonl", asked), tmp_path / "predicted.jsonl"
    fit = ["--fit", str(written(tmp_path / "fit.jsonl", rest)), "--cascade", "--save", "frugal"]
    assert main(["evaluate", str(test), "--predictions", str(predicted), *fit]) == 0
    questions, verdicts = written(tmp_path / "questions.jsonl", map(asked_of, asked)), tmp_path / "verdicts.jsonl"
    assert main(["batch", str(questions), "--out", str(verdicts), "--config", str(config)]) in {0, 3}
    quick = {row["id"]: (row["answer"], row["confidence"], set(row["members_asked"])) for row in read(predicted)}
    whole = {row["id"]: (row["position"], round(row["confidence"], 6), _asked(row)) for row in read(verdicts)}
    assert whole == quick
    assert len({len(who) for _, _, who in quick.values()}) > 1
    assert {row["decided_by"] for row in read(verdicts)} == {"cascade:frugal"}


def _asked(verdict: Plain) -> set[str]:
    return {one["name"] for one in verdict["members"] if one["state"] != "not_asked"}

"""Every surface tells what became of a judge's text, and none tells it where private notes went into it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilium.export import verdict_markdown
from consilium.export.redacted import redacted_verdict
from consilium.export.review import review_lines
from consilium.types.question import Language
from consilium.types.verdict import Judgement, VerdictRecord
from tests.view.debates import verdict

STRUCK = "Caffeine doubles the power of everyone."
JUDGE = Judgement(
    "Yes.",
    by="swapped-model",
    requested="asked-model",
    removed=(STRUCK,),
    appended=("c7",),
    rejected={"c8": "off the point"},
    translations={"c9": "Creatine raises strength."},
    repaired=True,
)


def judged(language: Language = "en") -> VerdictRecord:
    return replace(verdict(language), judge=JUDGE)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Struck out", "1 sentence even after a repair", "Put back", "Left out by the judge", "Translated")),
        ("ru", ("Вычеркнуто", "1 предложение даже после исправления", "Возвращено", "Отклонено судьёй", "Переведено")),
    ],
)
def test_what_was_struck_out_put_back_and_left_out_is_shown(language: Language, words: tuple[str, ...]) -> None:
    shown = verdict_markdown(judged(language)).replace("\\", "")
    for one in (*words, STRUCK, "[c7]", "[c8] off the point", "[c9]"):
        assert one in shown


def test_the_model_that_answered_for_the_judge_is_told_from_the_one_asked() -> None:
    shown = verdict_markdown(judged())
    assert "asked-model" in shown
    assert "swapped-model" in shown


def test_a_judge_that_needed_no_review_leaves_no_lines() -> None:
    assert list(review_lines(replace(verdict(), judge=Judgement("Yes.", by="m")))) == []
    assert list(review_lines(replace(verdict(), judge=None))) == []


def test_nothing_of_a_private_judgement_leaves_the_machine() -> None:
    record = replace(judged(), judge=replace(JUDGE, private=True))
    told = repr(redacted_verdict(record).judge)
    assert not any(words in told for words in (STRUCK, "off the point", "Creatine"))

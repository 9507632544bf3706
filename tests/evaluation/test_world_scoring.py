"""Scores of texts whose faults are known by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from consilium.cli.main import main
from consilium.evaluation.worlds.facts import sentence
from consilium.evaluation.worlds.judges import KINDS
from consilium.evaluation.worlds.measuring import measured, together
from consilium.evaluation.worlds.reading import Reader, sentences
from consilium.evaluation.worlds.scoring import scored
from consilium.evaluation.worlds.world import World, world, worlds

WORLD = world(1, "scores")


def told(one: World, turn: int = 0) -> list[str]:
    return [sentence(fact, one.language, turn) for fact in one.facts]


def test_every_wording_of_every_fact_is_found_and_no_other_is() -> None:
    for one in worlds(6, "found"):
        reader = Reader.of(one)
        for fact in (held.fact for held in one.held):
            for language in ("ru", "en"):
                for turn in range(7):
                    text = sentence(fact, "ru" if language == "ru" else "en", turn)
                    assert reader.facts_in(text) == [fact], text


def test_all_facts_and_nothing_else_is_a_perfect_text() -> None:
    score, marked = scored(WORLD, "\n".join(told(WORLD)))
    assert (score.recall, score.verified, score.false, score.unsupported) == (1.0, 1.0, 0.0, 0)
    assert not marked


def test_a_fact_that_is_left_out_is_lost() -> None:
    _, marked = scored(WORLD, "\n".join(told(WORLD)[1:]))
    assert marked.lost == WORLD.facts[:1]


def test_a_fact_of_which_a_part_stands_elsewhere_is_lost() -> None:
    fact = next(fact for fact in WORLD.facts if fact.kind == "recommendation")
    text = sentence(fact, "en", 0).replace(" minutes", ". Minutes")
    assert fact in scored(WORLD, text)[1].lost


def test_a_falsehood_counts_where_it_is_stated_and_not_where_it_is_rejected() -> None:
    lie = sentence(WORLD.falsehoods[0], "en", 2)
    assert scored(WORLD, f"- {lie}")[0].shown == 1
    assert scored(WORLD, f"Rejected:\n- {lie}")[0].shown == 0
    truth = next(fact for fact in WORLD.facts if fact.id == WORLD.falsehoods[0].pair)
    assert scored(WORLD, f"- {lie.rstrip('.')} — against: {sentence(truth, 'en', 3)}")[0].shown == 0


def test_a_number_that_nobody_gave_is_unsupported() -> None:
    fact = next(fact for fact in WORLD.facts if fact.kind == "finding" and fact.amount)
    text = sentence(replace(fact, amount=77.0), "en", 0)
    assert scored(WORLD, text)[1].unsupported == (text.rstrip(),)


def test_ids_of_claims_and_headings_are_no_part_of_a_sentence() -> None:
    found = list(sentences("Yes [c1].\n\nDisputed:\n- One thing [c2] — against: another [c3]"))
    assert [(one.text, one.marked) for one in found] == [
        ("Yes.", False),
        ("One thing — against: another", True),
    ]


def test_concatenation_keeps_everything_at_a_price_and_the_best_member_does_not() -> None:
    _, beside = measured([*worlds(6, "beside")], [])
    found = together(beside)
    assert found["concatenation"].recall == 1.0
    assert found["concatenation"].length > 2
    assert found["concatenation"].false == 1.0
    assert found["best-member"].recall < 0.8
    assert found["chairman"].recall < 0.8


def test_the_command_prints_a_row_for_each_judge_and_each_baseline(capsys: pytest.CaptureFixture[str]) -> None:
    main(["worlds", "--worlds", "1", "--judge", "honest", "none"])
    printed = capsys.readouterr().out
    for who in ("honest", "none", "best-member", "concatenation", "chairman"):
        assert f"\n{who} " in printed


def test_a_failing_verdict_is_kept_with_what_everybody_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["worlds", "--worlds", "2", "--json", "--keep", str(tmp_path / "kept"), "--judge", "dropper"])
    assert '"dropper"' in capsys.readouterr().out
    for page in (tmp_path / "kept").glob("*.md"):
        assert "north" in page.read_text(encoding="utf-8")


def test_verdicts_of_one_language_meet_the_bars_whoever_judges() -> None:
    planted = [one for one in worlds(6, "bars") if one.mix != "mixed"]
    judged, _ = measured(planted, [kind for kind in KINDS if kind != "dismisser"])
    for kind, score in together(judged).items():
        assert score.passes, (kind, score)
        assert score.own == score.twins, kind
        assert score.apart == score.halves, kind

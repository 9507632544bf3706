"""A verdict says what its claims say: nothing invented stands, nothing that stands is lost, whoever judges."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.argument.ledger import Bench, build_ledger
from consilium.argument.merge.checking import Checker
from consilium.argument.merge.composing import composed
from consilium.argument.merge.covering import omitted
from consilium.argument.merge.reviewing import Draft, draft_faults, problems, reviewed
from consilium.argument.merge.sentences import marked_sentences
from consilium.types.evidence import Citation
from consilium.types.opinion import Claim
from consilium.types.question import Question
from consilium.types.verdict import LedgerClaim, Settlement
from tests.deciding.records import an_opinion
from tests.types.calm import CALM

POWER = "Caffeine raises power output by 3 % in trained cyclists."
SLEEP = "Caffeine after 16:00 shortens sleep by 40 minutes."
DENIED = "Caffeine does not raise power output in trained cyclists."
RUSSIAN = "Креатин повышает силу у женщин на 5 %."
QUOTE = "caffeine raised mean power output by 3 % in twelve trained cyclists"
PROOF = Citation("note#0", QUOTE, "note.md", "exact", supports=True)
QUESTION = Question("Does caffeine help trained cyclists of 70 kg?")
SETTLED = Settlement("supports", 1.0, 1.0, {"supports": ("a", "b")}, "plurality")


def ledger(language: str = "en") -> tuple[LedgerClaim, ...]:
    opinions = [
        an_opinion("a", "supports", Claim("c1", POWER, (PROOF,)), Claim("c2", SLEEP)),
        an_opinion("b", "supports", Claim("c3", DENIED), Claim("c4", RUSSIAN)),
    ]
    return build_ledger(opinions, [], Bench(language="ru" if language == "ru" else "en")).claims


def kinds(text: str) -> list[str]:
    return [fault.kind for fault in draft_faults(Draft(text), ledger(), QUESTION)]


@pytest.mark.parametrize(
    "text",
    [
        "Yes.",
        "It depends.",
        f"{POWER[:-1]} [c1].",
        "In trained cyclists power output rises by 3 % with caffeine. [c1]",
        "It raises their power output by 3 % [c1], though after 16:00 it costs 40 minutes of sleep [c2].",
        "У тренированных велосипедистов кофеин повышает мощность на 3 % [c1].",
        "“caffeine raised mean power output by 3 % in twelve trained cyclists” [c1].",
        "That caffeine does not raise power is contradicted by a measurement [c3] [c1].",
    ],
)
def test_what_the_claims_carry_stands(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Caffeine is a very popular stimulant all over the world.", "no_ids"),
        ("Caffeine raises power output [c9].", "unknown_id"),
        ("Caffeine raises power output by 8 % in trained cyclists [c1].", "number"),
        ("Caffeine raises power output by 3 W in trained cyclists [c1].", "number"),
        ("Caffeine raises power output and VO33max in trained cyclists [c1].", "number"),
        ("Caffeine and omega-34 raise power output in trained cyclists [c1].", "number"),
        ("Caffeine raises power output by 70 % in trained cyclists [c1].", "number"),
        ("Caffeine raises power output by 3 % in untrained women [c1].", "population"),
        ("Caffeine lowers power output by 3 % in trained cyclists [c1].", "direction"),
        ("Кофеин снижает мощность у тренированных велосипедистов на 3 % [c1].", "direction"),
        ("“caffeine doubled the power of every single rider in the field” [c1].", "quotation"),
        ("Caffeine does not raise power output in trained cyclists [c3].", "refuted"),
        ("Hydration, protein timing and compression garments decide races [c1].", "words"),
    ],
)
def test_what_they_do_not_carry_is_named(text: str, kind: str) -> None:
    assert kind in kinds(text)


def test_faults_are_told_in_plain_words_in_both_languages() -> None:
    faults = draft_faults(Draft("Power rises by 8 % [c1]."), ledger(), QUESTION)
    for language in ("en", "ru"):
        told = problems(faults, language)
        assert len(told) == len(faults)
        assert "8 %" in told[0]


JUDGES = {
    "honest": Draft("Yes.", f"{POWER[:-1]} [c1]. {SLEEP[:-1]} [c2]. Креатин повышает силу у женщин на 5 % [c4]."),
    "copier": Draft(f"{POWER[:-1]} [c1]. {SLEEP[:-1]} [c2]."),
    "dropper": Draft("Yes.", f"{SLEEP[:-1]} [c2]."),
    "vague": Draft("Yes.", "Caffeine does several things [c1] [c2] [c3] [c4]."),
    "inventor": Draft("Yes.", f"{POWER[:-1]} [c1]. Taurine adds another 7 % [c1]. Beetroot doubles it [c12]."),
    "number-changer": Draft("Yes.", "Caffeine raises power output by 13 % in trained cyclists [c1]."),
    "majority": Draft("No: caffeine does not raise power output in trained cyclists [c3]."),
    "translator": Draft("Да.", "Кофеин повышает мощность тренированных велосипедистов на 3 % [c1]."),
    "rejecter": Draft("Yes.", "", {"c1": "I do not like it", "c2": "off the point"}),
}


@pytest.mark.parametrize("name", JUDGES)
def test_whoever_judges_everything_that_stands_is_said_and_nothing_else(name: str) -> None:
    claims = ledger()
    found = reviewed(JUDGES[name], claims, claims, QUESTION, SETTLED)
    checker = Checker(claims, QUESTION.text)
    stated = [one for part in marked_sentences(found.text) for one in part]
    put_back = set(found.appended)
    assert all(not checker.faults(one) for one in stated if not put_back & set(one.ids) and one.ids)
    assert "3 %" in found.text
    assert not any(word in found.text for word in ("7 %", "13 %", "Taurine", "Beetroot", "c12"))
    assert "40 minutes" in found.text
    assert "5 %" in found.text
    assert omitted(claims, stated, {}) == []


def test_only_a_claim_without_evidence_that_somebody_attacked_can_be_rejected() -> None:
    claims = ledger()
    found = reviewed(JUDGES["rejecter"], claims, claims, QUESTION, SETTLED)
    assert {"c1", "c2"} <= set(found.appended)
    attacked = [replace(claim, attacked_by=("b",)) for claim in claims]
    found = reviewed(JUDGES["rejecter"], attacked, attacked, QUESTION, SETTLED)
    assert "c1" in found.appended
    assert "c2" not in found.appended


def test_without_a_judge_every_claim_stands_with_its_id_and_the_refuted_one_is_rejected() -> None:
    claims = ledger()
    text = composed(QUESTION, claims, SETTLED)
    assert text.startswith(f"The panel is for it: {POWER[:-1]} [c1]")
    assert all(f"[{claim.id}]" in text for claim in claims)
    assert text.index("Rejected:") < text.index("[c3]")
    assert "contradicted by [c1]" in text
    assert f"creatine → strength: more (in Russian: {RUSSIAN[:-1]}) [c4]" in text


def test_a_translation_of_the_judges_is_marked() -> None:
    claims = ledger()
    draft = Draft("Yes.", translations={"c4": "Creatine raises strength in women by 5 %."})
    text = reviewed(draft, claims, claims, QUESTION, SETTLED).text
    assert "Creatine raises strength in women by 5 % (judge's translation) [c4]" in text


def test_a_private_claim_that_comes_back_makes_the_verdict_private() -> None:
    claims = tuple(replace(claim, private=claim.id == "c2") for claim in ledger())
    shown = [claim for claim in claims if not claim.private]
    found = reviewed(JUDGES["honest"], shown, claims, QUESTION, SETTLED)
    assert found.private
    assert "40 minutes" in found.text


def test_half_of_a_claims_numbers_is_not_the_claim() -> None:
    text = "Biopsy was done in 17 patients and dilation in 4 patients."
    claims = build_ledger([an_opinion("a", "supports", Claim("c1", text))], [], Bench()).claims
    found = reviewed(Draft("Yes.", "Biopsy was done in 17 patients [c1]."), claims, claims, QUESTION, SETTLED)
    assert found.appended == ("c1",)


def test_bare_numbers_in_another_language_are_not_the_claim() -> None:
    claims = ledger()
    found = reviewed(Draft("Да.", "Получилось 3 % [c1]. Ещё было 40 минут [c2]."), claims, claims, QUESTION, SETTLED)
    assert {"c1", "c2"} <= set(found.appended)


@CALM
@given(st.text(alphabet="Яж c1[],.!«»\n-%5x ", max_size=80))
def test_any_text_is_taken_apart_without_losing_a_word(text: str) -> None:
    joined = "".join(one.text for part in marked_sentences(text) for one in part)
    assert "".join(joined.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("“Холодная вода”: meta-analysis, by the source's own account", "“Холодная вода”: meta-analysis, by the"),
        ("However, sleep suffers after late caffeine.", "Sleep suffers after late caffeine ["),
    ],
)
def test_a_title_in_a_claim_stays_and_decides_no_language(text: str, shown: str) -> None:
    claims = build_ledger([an_opinion("a", "supports", Claim("c1", text))], []).claims
    assert f"- {shown}" in composed(QUESTION, claims, SETTLED)
    assert "in the original" not in composed(QUESTION, claims, SETTLED)

"""Nails and memory in whole runs: given to every member, kept with the run, private ones on this machine only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from consilium import Consilium
from consilium.api.inquiry import Inquiry
from consilium.export.redacted import redacted_verdict
from consilium.store.feedback import Feedback
from consilium.types.codec import to_json, to_plain
from tests.scripted import Row, answer, critique, judge, make_home

HELPS = "Caffeine raises endurance in trained cyclists."
HARMS = "Caffeine does not raise endurance in trained cyclists."
ASKED = "Does caffeine raise endurance in trained cyclists?"
CANARY = "Quillfeather drinks coffee in secret before every race"
NAILS = f"""\
definitions:
  - {{term: endurance, text: time to exhaustion at a fixed power}}
theses:
  - {{id: mine, text: "{HELPS}"}}
  - {{id: hidden, text: "{CANARY}", private: true}}
"""
CANARY_IN_OTHER_WORDS = "Somebody takes the drug unseen."
HOME: list[Row] = [
    answer(CANARY_IN_OTHER_WORDS, "opposes", claims=[{"text": CANARY_IN_OTHER_WORDS, "quotes": []}]),
    critique({"claim": "1", "stance": "attack", "reason": CANARY_IN_OTHER_WORDS, "quotes": []}),
    {**answer(CANARY_IN_OTHER_WORDS, "opposes"), "purpose": "revise"},
]
CLOUD: list[Row] = [
    answer(
        "It helps.", "supports", claims=[{"text": HELPS, "quotes": []}, {"text": "Dose matters [n1].", "quotes": []}]
    ),
    critique({"claim": "1", "stance": "attack", "reason": "Too small.", "quotes": []}),
    {**answer("It helps.", "supports"), "purpose": "revise"},
]


EVERYBODY: dict[str, list[Row]] = {"home": HOME, "home2": HOME, "cloud": CLOUD, "cloud2": CLOUD}


def opened(folder: Path, nails: str = NAILS, **more: Any) -> Consilium:
    (folder / "nails.yaml").write_text(nails, encoding="utf-8")
    members: dict[str, list[Row]] = more.pop("members", EVERYBODY)
    config = make_home(
        folder,
        members,
        {"bench": [judge("It depends.", position=None)]},
        cards=dict.fromkeys(("cloud", "cloud2", "bench"), "local: false\n"),
        **{"debate": "always", "topology": "all", "rounds": 1} | more,
    )
    return Consilium.from_config(config, home=folder / "home")


def sent(one: Consilium, run_id: str) -> list[tuple[str, str, str]]:
    """Purpose, member and the whole text of every prompt."""
    calls = one.store.calls(run_id)
    return [(call["purpose"], call["member"], "".join(part["text"] for part in call["prompt"])) for call in calls]


def ask(one: Consilium, inquiry: Inquiry) -> str:
    return one.engine.loop.run(one.start(inquiry).verdict()).run_id


def test_nails_steer_every_stage_and_private_ones_stay_here(tmp_path: Path) -> None:
    with opened(tmp_path) as one:
        verdict = one.ask(ASKED)
        prompts = sent(one, verdict.run_id)
        record = one.store.verdict(verdict.run_id)
    assert {purpose for purpose, _, _ in prompts} >= {"answer", "critique", "revise", "judge"}
    assert all("[mine] thesis" in text and "[n1] definition of endurance" in text for _, _, text in prompts)
    assert all((CANARY in text) == member.startswith("home") for _, member, text in prompts)
    away = "\n".join(text for _, member, text in prompts if not member.startswith("home"))
    assert CANARY_IN_OTHER_WORDS not in away, "who read a private nail wrote private text"
    assert record is not None
    assert CANARY in to_json(to_plain(record))
    assert CANARY not in to_json(to_plain(redacted_verdict(record)))


def test_the_verdict_says_where_nails_mattered(tmp_path: Path) -> None:
    against: list[Row] = [answer("No.", "opposes", claims=[{"text": HARMS, "quotes": []}])]
    with opened(tmp_path, members={"cloud": CLOUD, "home": against}, debate="never") as one:
        record = one.store.verdict(one.ask(ASKED).run_id)
    assert record is not None
    uses = {use.id: use for use in record.nails}
    texts = {claim.id: claim.text for claim in record.claims}
    assert [texts[name] for name in uses["mine"].used_by] == [HELPS]
    assert [texts[name] for name in uses["mine"].contradicted_by] == [HARMS]
    assert [texts[name] for name in uses["n1"].used_by] == ["Dose matters [n1]."]
    assert uses["hidden"].used_by == uses["hidden"].contradicted_by == ()


def test_without_nails_nobody_is_told_of_any(tmp_path: Path) -> None:
    with opened(tmp_path) as one:
        run_id = ask(one, Inquiry(ASKED, nails=False))
        prompts, record = sent(one, run_id), one.store.verdict(run_id)
    assert record is not None
    assert record.nails == ()
    assert not [text for _, _, text in prompts if "[mine]" in text or CANARY in text]


def test_nails_that_find_no_room_are_told_and_recorded(tmp_path: Path) -> None:
    (tmp_path / "nails.yaml").write_text(NAILS, encoding="utf-8")
    config = make_home(tmp_path, {"home": HOME}, debate="never", nails={"words": 9})
    with Consilium.from_config(config, home=tmp_path / "home") as one:
        verdict = one.ask(ASKED)
        warned = [event.data["message"] for event in one.store.events(verdict.run_id) if event.kind == "warning"]
        kept = one.store.summary(verdict.run_id).settings["counsel"]
    assert any("2 nails found no room" in message for message in warned)
    assert ([nail["id"] for nail in kept["nails"]], kept["left_out"]) == (["n1"], ["mine", "hidden"])


def test_tagged_notes_are_nails(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "one.md").write_text(
        "Interval training beats volume for trained athletes, I hold. #гвоздь\n\nAn aside that nobody pinned at all.\n",
        encoding="utf-8",
    )
    (vault / "two.md").write_text(
        f"---\ntags: [nail]\nterm: VO2max\nprivate: true\n---\nWhat {CANARY} lets through.\n", encoding="utf-8"
    )
    with opened(tmp_path, nails="", knowledge={"paths": [str(vault)]}) as one:
        run_id = one.ask(ASKED).run_id
        prompts = sent(one, run_id)
        nails = one.store.summary(run_id).settings["counsel"]["nails"]
    first, second = nails
    assert first["text"] == "Interval training beats volume for trained athletes, I hold."
    assert (first["kind"], second["kind"], second["term"], second["private"]) == (
        "thesis",
        "definition",
        "VO2max",
        True,
    )
    assert all(first["text"] in text for _, _, text in prompts)
    assert all((CANARY in text) == member.startswith("home") for _, member, text in prompts)


def test_like_questions_are_remembered_and_others_are_not(tmp_path: Path) -> None:
    script: list[Row] = [answer("Caffeine helps a little.", "supports")]
    with opened(tmp_path, nails="", members={"cloud": script}) as one:
        first = one.ask(ASKED)
        one.store.feedback.add(Feedback(first.run_id, comment="Only below 6 mg/kg."))
        one.ask("Is bread made of rye?")
        again = one.ask("Повышает ли кофеин выносливость тренированных велосипедистов?")
        record = one.store.verdict(again.run_id)
        (prompt,) = [text for purpose, _, text in sent(one, again.run_id) if purpose == "answer"]
        bread = one.ask("Is rye bread sour?")
        other = sent(one, bread.run_id)
    assert record is not None
    assert [(one.run_id, one.question) for one in record.memory] == [(first.run_id, ASKED)]
    assert "это контекст, а не доказательство" in prompt
    assert "поправка пользователя: Only below 6 mg/kg." in prompt
    assert not [text for _, _, text in other if ASKED in text]


def test_private_memory_is_read_here_only_and_in_every_stage(tmp_path: Path) -> None:
    with opened(tmp_path, debate="always") as one:
        first = one.ask(ASKED)
        kept = one.store.verdict(first.run_id)
        assert kept is not None
        assert kept.private
        second = one.ask(f"{ASKED} And when?")
        prompts = sent(one, second.run_id)
        record = one.store.verdict(second.run_id)
    assert record is not None
    assert [remembered.private for remembered in record.memory] == [True]
    assert {purpose for purpose, _, _ in prompts} >= {"answer", "critique", "revise", "judge"}
    heading = "Remembered from earlier questions"
    assert all((heading in text) == member.startswith("home") for _, member, text in prompts)
    left = redacted_verdict(record)
    assert [remembered.question == ASKED for remembered in left.memory] == [False]


def test_memory_can_be_left_out_and_a_thread_is_not_told_twice(tmp_path: Path) -> None:
    script: list[Row] = [answer("Caffeine helps a little.", "supports")]
    with opened(tmp_path, nails="", members={"cloud": script}) as one:
        first = one.ask(ASKED)
        without = one.store.verdict(ask(one, Inquiry(ASKED, memory=False)))
        after = one.store.verdict(ask(one, Inquiry(f"{ASKED} In women?", follow=first.run_id)))
    assert without is not None
    assert without.memory == ()
    assert after is not None
    assert first.run_id not in [remembered.run_id for remembered in after.memory]


def test_a_run_without_nails_is_not_told_of_them_by_way_of_memory(tmp_path: Path) -> None:
    script: list[Row] = [answer("Caffeine helps a little.", "supports")]
    with opened(tmp_path, members={"cloud": script}) as one:
        ask(one, Inquiry(ASKED))
        bare = ask(one, Inquiry(ASKED, nails=False))
        again = one.store.verdict(ask(one, Inquiry(ASKED, nails=False)))
        steered = one.store.verdict(bare)
    assert steered is not None
    assert steered.memory == ()
    assert again is not None
    assert [remembered.run_id for remembered in again.memory] == [bare]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_run_that_goes_on_is_given_the_same_counsel(tmp_path: Path, language: str) -> None:
    asked = ASKED if language == "en" else "Повышает ли кофеин выносливость у велосипедистов?"
    with opened(tmp_path) as one:
        one.ask(asked)
        run_id = ask(one, Inquiry(asked))
        keys = sorted(part["text"] for call in one.store.calls(run_id) for part in call["prompt"])
        calls = len(one.store.calls(run_id))
        (tmp_path / "nails.yaml").write_text("theses: [something else]\n", encoding="utf-8")
        one.ask(f"{asked} Once more?")
        one.store.finish(run_id, "interrupted", None)
        one.engine.loop.run(one.engine.reopen(run_id).carry_out())
        again = sorted(part["text"] for call in one.store.calls(run_id) for part in call["prompt"])
        assert len(one.store.calls(run_id)) == calls, "no prompt changed, so nothing was paid for twice"
    assert again == keys

"""Transcripts of debates, finished and broken off."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from consilium.export import Proceedings, transcript_json, transcript_markdown
from consilium.types.codec import from_plain, to_plain
from consilium.types.evidence import Citation, Passage
from consilium.types.opinion import Claim
from consilium.types.question import Option, Question
from tests.view.debates import GPT, QWEN, Log, broken_off, full_debate, opinion, question, verdict

HOSTILE = "# Heading\n---\n<!-- gone\n```\n[[Note]] %%x%% | $a$\n\n> quote\n===\n^id #tag"


def test_the_verdict_comes_first_and_its_status_before_everything_else() -> None:
    note = transcript_markdown(full_debate().events)
    body = note.split("---\n", 2)[2]
    places = [
        body.index(words)
        for words in (
            "# Do intervals",
            "**Partial panel**",
            "**yes**",
            "uncalibrated",
            "qwen, gpt (2 of 3)",
            "claude: no",
            "1 ✓ 1 ≈ 1 ✗",
            "0.0126 USD",
            "21.4 s",
            "round of critique was used up",
            "## Round 0",
            "## Round 1",
            "## Judge",
            "## Models and calls",
            "## Prompts",
        )
    ]
    assert places == sorted(places)


def test_everything_that_was_said_is_there() -> None:
    note = transcript_markdown(full_debate().events)
    for words in (
        "gemini** absent: GEMINI_API_KEY is not set → export GEMINI_API_KEY=…",
        "attacks **cgpt0**: The trial had no control group.",
        "supports **cgpt0**: The dose is right.",
        "said nothing: no reply within 120 s",
        "had no remarks",
        "Changed position from no to yes; because of critique k1 by qwen; new evidence: a controlled trial",
        "Capitulation: went over from no to yes",
        "VO2max.md · ✓ exact",
        "Volume.md · ≈ near",
        "Volume.md · ✗ a number differs",
        "**gives evidence**",
        "To those who hold no:",
        "| gpt | openai/gpt-4o | gpt-4o | 1 | 820 | 0.0021 USD |",
        "| answer.en | 3f2a90c1d4e5 |",
    ):
        assert words in note


def test_a_russian_question_is_told_in_russian() -> None:
    asked = question("Повышают ли интервалы МПК сильнее, чем объём?", language="ru")
    note = transcript_markdown(full_debate(asked).events)
    for words in ("Консилиум в неполном составе", "не откалибрована", "Особое мнение", "6 вызовов", "1 раунд критики"):
        assert words in note
    for words in ("0,0126 USD", "возражает против", "Капитуляция", "воздержал", "сила 75 %"):
        assert (words in note) == (words != "воздержал")


def test_an_interrupted_run_says_so_and_keeps_what_was_paid_for() -> None:
    note = transcript_markdown(broken_off().events, None, [{"finished": ""}, {"finished": "2026"}])
    for words in (
        'cons_status: "interrupted"',
        "**Interrupted**: there is no verdict",
        "Next step: consilium runs show last",
        "abstained: rate limited",
        "1 call began and never ended",
        "⚠ The judge is of the panel's own vendor.",
    ):
        assert words in note


def test_a_silent_substitution_is_shown() -> None:
    log = Log().start(question(), GPT).call(GPT, "answer", answering_model="gpt-4o-mini")
    assert "gpt: asked for openai/gpt-4o, gpt-4o-mini answered" in transcript_markdown(log.events)
    same = Log().start(question(), GPT).call(GPT, "answer", answering_model="gpt-4o-2024-08-06")
    assert "asked for" not in transcript_markdown(same.events)


def test_the_front_matter_is_yaml_that_obsidian_reads() -> None:
    note = transcript_markdown(full_debate().events)
    fields = yaml.safe_load(note.split("---\n")[1])
    assert fields["tags"] == ["consilium"]
    assert fields["cons_status"] == "partial"
    assert fields["cons_cost_usd"] == pytest.approx(0.0126)


def _hostile_log(text: str) -> Log:
    asked = Question(text or "x", "choice", (Option("A", text), Option("B", text)), asked=f"{text} again")
    log = Log().start(asked, QWEN).add("member.absent", "gpt", reason=text, fix=text)
    passage = Passage("p1", text, text, text, 0, 1, text)
    log.add("evidence.found", passages=[to_plain(passage)])
    claim = Claim("c1", text, (Citation("p1", text, text, "exact"),))
    log.answer(QWEN, replace(opinion(QWEN, "A"), answer=text, claims=(claim,), falsifier=text, reason=text))
    log.add("warning", message=text)
    return log.add("run.failed", error=text, next_step=text, exit_code=2)


def _structure(note: str) -> list[str]:
    tokens = MarkdownIt("commonmark").enable("table").parse(note.split("---\n", 2)[2])
    return [
        f"{token.type}{token.tag}" for token in tokens if token.type in {"heading_open", "hr", "html_block", "fence"}
    ]


def test_hostile_text_changes_nothing_in_the_structure_of_the_note() -> None:
    plain, hostile = (
        _structure(transcript_markdown(_hostile_log("text").events)),
        _structure(transcript_markdown(_hostile_log(HOSTILE).events)),
    )
    assert hostile == plain
    note = transcript_markdown(_hostile_log(HOSTILE).events)
    assert "[[Note" not in note
    assert "<!--" not in note.replace("\\<!--", "")


@given(st.text(st.sampled_from('ab1. \n#*_`~-+=<>[]|\\$%^:"'), min_size=1, max_size=30))
def test_no_text_changes_the_structure_of_the_note(text: str) -> None:
    assert _structure(transcript_markdown(_hostile_log(f"x {text} x").events)) == _structure(
        transcript_markdown(_hostile_log("text").events)
    )


@given(st.integers(0, 60), st.booleans())
def test_a_log_may_end_anywhere(length: int, broken: bool) -> None:
    events = (broken_off() if broken else full_debate()).events[:length]
    assert transcript_markdown(events).startswith("---\n")
    assert json.loads(json.dumps(transcript_json(events)))["outcome"]


def test_the_json_form_is_the_proceedings_without_the_deltas() -> None:
    calls = [{"member": "qwen", "reply": {"text": "…"}}]
    plain = transcript_json(full_debate().events, None, calls)
    again = from_plain(Proceedings, plain)
    assert again.outcome == "done"
    assert again.verdict == verdict()
    assert [record.member for record in again.opinions if record.round == 0] == ["qwen", "gpt", "claude", "librarian"]
    assert plain["journal"] == calls
    assert {event["kind"] for event in plain["events"]} >= {"run.started", "run.finished"}
    assert "token.delta" not in {event["kind"] for event in plain["events"]}


def test_a_run_that_failed_and_was_resumed_has_not_failed() -> None:
    log = Log().start(question(), QWEN).add("run.failed", error="limit", exit_code=4)
    assert transcript_json(log.events)["outcome"] == "failed"
    log.answer(QWEN, opinion(QWEN, "yes")).finish(verdict())
    assert transcript_json(log.events)["outcome"] == "done"
    assert transcript_json(log.events)["failure"] is None

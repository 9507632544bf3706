"""Questions asked in Python, from the words typed to the files kept."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from consilium import Consilium, ConsiliumError, Verdict
from consilium.errors import ConfigError, UsageError
from consilium.types.event import Event
from tests.scripted import answer, critique, fault, judge, make_home


def split_panel(folder: Path) -> Path:
    """Two members that disagree, and a judge."""
    return make_home(
        folder,
        {"first": [answer(), critique()], "second": [answer("It does not.", "opposes"), critique()]},
        {"bench": [judge("It depends.", position="depends")]},
    )


def test_a_question_becomes_a_verdict_and_leaves_everything_behind(tmp_path: Path) -> None:
    with Consilium.from_config(split_panel(tmp_path)) as consilium:
        verdict = consilium.ask("Does beetroot help?")
        assert verdict.status == "full"
        assert str(verdict.answer).startswith("It depends.\n")
        assert (verdict.position, verdict.decided_by) == ("depends", "judge")
        assert {dissent.position for dissent in verdict.dissent} == {"supports", "opposes"}
        assert verdict.confidence_basis.method == "uncalibrated"
        events = consilium.store.events(verdict.run_id)
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        assert events[0].kind == "run.started"
        assert events[-1].kind == "run.finished"
        assert events[0].data["prompts"]
        transcript = consilium.transcript(verdict.run_id)
        assert "It depends." in transcript.read_text(encoding="utf-8")
        record = json.loads(transcript.with_suffix(".json").read_text(encoding="utf-8"))
        assert len(record["calls"]) == verdict.usage.calls


def test_the_verdict_is_the_contract_s_object(tmp_path: Path) -> None:
    with Consilium.from_config(split_panel(tmp_path)) as consilium:
        verdict = consilium.ask("Does beetroot help?")
    plain = json.loads(verdict.to_json())
    fields = (
        "schema_version run_id status question kind language answer position confidence confidence_basis decided_by"
    )
    fields += " stop_reason members claims dissent rounds usage seconds"
    assert set(fields.split()) <= set(plain)
    member = "name model answering_model state reason position confidence changed"
    assert all(set(member.split()) <= set(report) for report in plain["members"])
    usage = "prompt_tokens completion_tokens cached_tokens cost_usd calls possibly_billed_twice"
    assert set(usage.split()) <= set(plain["usage"])


async def test_ask_works_inside_a_running_event_loop(tmp_path: Path) -> None:
    with Consilium.from_config(split_panel(tmp_path)) as consilium:
        assert consilium.ask("Does beetroot help?").status == "full"
        assert (await consilium.aask("Does beetroot help?")).status == "full"
        assert consilium.ask("Does beetroot help?").status == "full"


async def test_many_questions_at_once_keep_apart(tmp_path: Path) -> None:
    config = make_home(tmp_path, {"first": [{**answer(f"Answer {n}."), "match": f"number {n}?"} for n in range(8)]})
    with Consilium.from_config(config) as consilium:
        verdicts = await asyncio.gather(*(consilium.aask(f"What is number {n}?") for n in range(8)))
        said = [consilium.store.events(verdict.run_id) for verdict in verdicts]
    for number, events in enumerate(said):
        opinions = [event.data["opinion"] for event in events if event.kind == "answer.finished"]
        assert opinions[0]["answer"] == f"Answer {number}."


async def test_stream_yields_the_log_as_it_grows(tmp_path: Path) -> None:
    async with Consilium.from_config(split_panel(tmp_path)) as consilium:
        events = [event async for event in consilium.stream("Does beetroot help?")]
        assert [event.kind for event in events][-1] == "run.finished"
        assert events == list(consilium.store.events(events[0].run_id))


async def test_leaving_a_stream_early_stops_the_run(tmp_path: Path) -> None:
    config = make_home(tmp_path, {"slow": [{**answer(), "delay_s": 60}]})
    async with Consilium.from_config(config) as consilium:
        stream = consilium.stream("Does beetroot help?")
        async for event in stream:
            if event.kind == "answer.started":
                break
        await stream.aclose()
        for _ in range(200):
            if consilium.store.summary("last").state == "interrupted":
                return
            await asyncio.sleep(0.02)
    pytest.fail("the run went on without a listener")


def test_a_follow_up_goes_on_with_the_thread(tmp_path: Path) -> None:
    rewrite = {"purpose": "rewrite", "reply": '{"question": "Does beetroot help women?"}'}
    women = {**answer("It helps women."), "match": "Does beetroot help women?"}
    config = make_home(tmp_path, {"first": [rewrite, women, answer()]})
    with Consilium.from_config(config) as consilium:
        verdict = consilium.ask("Does beetroot help?")
        after = verdict.ask("And women?")
        assert after.question == "And women?"
        events = consilium.store.events(after.run_id)
        rewritten = next(event for event in events if event.kind == "question.rewritten")
        assert rewritten.data["text"] == "Does beetroot help women?"
        assert consilium.store.summary(after.run_id).parent == verdict.run_id
        said = next(event.data["opinion"] for event in events if event.kind == "answer.finished")
        assert said["answer"] == "It helps women."
        prompts = [call["prompt"] for call in consilium.store.calls(after.run_id) if call["purpose"] == "answer"]
        assert any(part["origin"] == "thread" for part in prompts[0])


def test_without_a_model_the_follow_up_keeps_the_earlier_question_beside_it(tmp_path: Path) -> None:
    with Consilium.from_config(make_home(tmp_path, {"gone": [fault("auth")]}), members=["librarian"]) as consilium:
        verdict = consilium.ask("What limits VO2max?").ask("And in trained athletes?")
        events = consilium.store.events(verdict.run_id)
        text = next(event.data["text"] for event in events if event.kind == "question.rewritten")
        assert "And in trained athletes?" in text
        assert "What limits VO2max?" in text


def test_no_model_means_the_experts_answer_from_the_sample_notes_and_say_so(tmp_path: Path) -> None:
    with Consilium.from_config(home=tmp_path / "home") as consilium:
        verdict = consilium.ask("Повышают ли интервалы МПК больше, чем объём?")
    assert verdict.status == "embedded"
    assert verdict.claims
    assert all(citation.check == "exact" for claim in verdict.claims for citation in claim.citations)
    assert any("учебные заметки" in warning for warning in verdict.warnings)
    absent = {report.name: report.reason for report in verdict.members if report.state == "absent"}
    assert set(absent) == {"qwen", "gpt", "claude", "gemini"}
    assert "OPENAI_API_KEY" in absent["gpt"]
    assert "ollama" in absent["qwen"]


def test_own_notes_are_quoted_word_for_word(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    sentence = "Beetroot juice taken for six days lowered the oxygen cost of cycling in this diary."
    (notes / "Beetroot.md").write_text(f"# Beetroot\n\n{sentence}\n", encoding="utf-8")
    quoted = answer(claims=[{"text": "It lowers the cost.", "quotes": [{"passage": "", "quote": sentence.upper()}]}])
    config = make_home(tmp_path, {"first": [quoted]}, knowledge={"paths": ["notes"]})
    with Consilium.from_config(config) as consilium:
        verdict = consilium.ask("Does beetroot lower the oxygen cost?")
    citation = verdict.claims[0].citations[0]
    assert (citation.quote, citation.check, citation.source) == (sentence, "exact", "Beetroot.md")


def test_a_quotation_that_is_nowhere_is_marked_missing(tmp_path: Path) -> None:
    invented = answer(claims=[{"text": "x", "quotes": [{"passage": "p", "quote": "words that no note contains"}]}])
    with Consilium.from_config(make_home(tmp_path, {"first": [invented]})) as consilium:
        verdict = consilium.ask("Does beetroot help?")
    assert verdict.claims[0].citations[0].check == "missing"


def test_a_member_that_fails_abstains_and_the_others_go_on(tmp_path: Path) -> None:
    config = make_home(tmp_path, {"first": [answer()], "second": [answer()], "broken": [fault("auth")]})
    with Consilium.from_config(config) as consilium:
        verdict = consilium.ask("Does beetroot help?")
    assert verdict.status == "partial"
    broken = next(report for report in verdict.members if report.name == "broken")
    assert (broken.state, broken.cause) == ("abstained", "AuthFailed")


def test_a_judge_that_fails_is_replaced_by_the_next_and_at_last_by_a_template(tmp_path: Path) -> None:
    members = {"first": [answer()], "second": [answer()]}
    dead = [fault("auth", "judge")]
    with Consilium.from_config(
        make_home(tmp_path / "a", members, {"dead": dead, "spare": [judge("By the spare.")]})
    ) as one:
        verdict = one.ask("Does beetroot help?")
    assert str(verdict.answer).startswith("By the spare.\n")
    assert any("dead" in warning for warning in verdict.warnings)
    with Consilium.from_config(make_home(tmp_path / "b", members, {"dead": dead})) as two:
        verdict = two.ask("Does beetroot help?")
    assert verdict.judge is not None
    assert verdict.judge.by == "template"
    assert "A claim for supports [" in (verdict.answer or "")


def test_an_unreadable_reply_is_repaired_with_one_call(tmp_path: Path) -> None:
    good = str(answer()["reply"])
    rows = [{"purpose": "answer", "reply": '{"claims": [{}], "answer"'}, {"purpose": "repair", "reply": good}]
    config = make_home(tmp_path, {"first": rows})
    with Consilium.from_config(config) as consilium:
        verdict = consilium.ask("Yes or no?", kind="yes_no")
        purposes = [call["purpose"] for call in consilium.store.calls(verdict.run_id)]
    assert purposes.count("repair") == 1


@pytest.mark.parametrize(
    ("question", "options", "message"),
    [("   ", None, "empty"), ("x" * 2_000_000, None, "2000000"), ("Which?", ["one"], "options")],
    ids=["empty", "two megabytes", "one option"],
)
def test_questions_that_cannot_be_asked(tmp_path: Path, question: str, options: list[str] | None, message: str) -> None:
    with Consilium.from_config(split_panel(tmp_path)) as consilium, pytest.raises(UsageError, match=message) as caught:
        consilium.ask(question, options=options)
    assert caught.value.next_step
    assert caught.value.exit_code == 2


def test_an_unknown_member_is_refused_with_a_suggestion(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="frist") as caught:
        Consilium.from_config(split_panel(tmp_path), members=["frist"])
    assert "first" in caught.value.next_step


def test_a_limit_that_stops_everything_says_so(tmp_path: Path) -> None:
    price = "price: {input: 1000, output: 1000}\n"
    config = make_home(tmp_path, {"dear": [answer()]}, cards={"dear": price}, embedded=[])
    with Consilium.from_config(config) as consilium:
        verdict = consilium.ask("Does beetroot help?")
        assert consilium.store.calls(verdict.run_id)[0]["reply"] is None
    assert verdict.status == "no_quorum"
    assert verdict.members[0].cause == "LimitReached"
    assert verdict.exit_code == 4
    assert "its limit is 0.30" in verdict.stop_reason


def test_the_sides_of_a_verdict_that_people_see(tmp_path: Path) -> None:
    with Consilium.from_config(split_panel(tmp_path)) as consilium:
        verdict = consilium.ask("Does beetroot help?")
    assert "It depends." in str(verdict)
    assert verdict._repr_markdown_() == str(verdict)
    assert verdict == Verdict.of(verdict.record)


def test_events_reach_the_listener_in_order(tmp_path: Path) -> None:
    heard: list[Event] = []
    with Consilium.from_config(split_panel(tmp_path)) as consilium:
        consilium.ask("Does beetroot help?", on_event=heard.append)
    assert [event.seq for event in heard] == list(range(1, len(heard) + 1))


def test_ctrl_c_keeps_what_was_paid_for(tmp_path: Path) -> None:
    config = make_home(tmp_path, {"quick": [answer("Paid for.")], "slow": [{**answer(), "delay_s": 60}]})
    script = textwrap.dedent(
        f"""
        import _thread, sys
        from consilium import Consilium, Interrupted
        consilium = Consilium.from_config({str(config)!r})
        def stop(event):
            if event.kind == "answer.finished":
                _thread.interrupt_main()
        try:
            consilium.ask("Does beetroot help?", on_event=stop)
        except Interrupted as stopped:
            print(stopped.transcript)
            print(consilium.store.summary("last").state)
            consilium.close()
            sys.exit(stopped.exit_code)
        """
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 130, done.stderr
    path, state = done.stdout.split()
    assert state == "interrupted"
    assert "Paid for." in Path(path).read_text(encoding="utf-8")


def test_a_fault_of_ours_still_leaves_a_transcript(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a fault of ours")

    with Consilium.from_config(split_panel(tmp_path)) as consilium:
        monkeypatch.setattr("consilium.assembly.machine.Machine.run", broken)
        with pytest.raises(RuntimeError):
            consilium.ask("Does beetroot help?")
        run = consilium.store.summary("last")
        assert run.state == "failed"
        assert "a fault of ours" in consilium.transcript(run.id).read_text(encoding="utf-8")


def test_closing_twice_is_safe_and_ends_the_thread(tmp_path: Path) -> None:
    consilium = Consilium.from_config(split_panel(tmp_path))
    consilium.ask("Does beetroot help?")
    consilium.close()
    consilium.close()
    assert not any(thread.name == "consilium" for thread in threading.enumerate())


def test_every_error_of_ours_has_a_next_step(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("panel: [first\n", encoding="utf-8")
    with pytest.raises(ConsiliumError, match=r"config\.yaml, line \d+") as caught:
        Consilium.from_config(tmp_path / "config.yaml")
    assert caught.value.next_step


def test_a_card_s_own_price_counts_also_where_the_transport_knows_none(tmp_path: Path) -> None:
    price = "price: {input: 1, output: 1}\n"
    config = make_home(tmp_path, {"priced": [answer()]}, cards={"priced": price})
    with Consilium.from_config(config) as consilium:
        verdict = consilium.ask("Does beetroot help?")
        tokens = verdict.usage.prompt_tokens + verdict.usage.completion_tokens
        assert verdict.usage.cost_usd == pytest.approx(tokens / 1_000_000)
        assert consilium.store.spent_today() == pytest.approx(tokens / 1_000_000)


def test_the_home_is_its_owner_s_alone(tmp_path: Path) -> None:
    with Consilium.from_config(split_panel(tmp_path)) as consilium:
        assert consilium.loaded.places.home.stat().st_mode & 0o077 == 0


def test_nobody_present_is_no_quorum_and_not_a_fault(tmp_path: Path) -> None:
    cards = {"cloud": "transport: litellm\nkey_env: NO_SUCH_KEY\n"}
    config = make_home(tmp_path, {"cloud": []}, embedded=[])
    (tmp_path / "agents" / "cloud.yaml").write_text(f"name: cloud\nmodel: gpt-4o\n{cards['cloud']}", encoding="utf-8")
    with Consilium.from_config(config) as consilium:
        verdict = consilium.ask("Does beetroot help?")
    assert (verdict.status, verdict.exit_code, verdict.answer) == ("no_quorum", 3, None)
    assert verdict.members[0].state == "absent"


def test_a_listener_that_fails_does_not_end_the_run(tmp_path: Path) -> None:
    def fail(event: Event) -> None:
        raise ValueError(event.kind)

    with Consilium.from_config(split_panel(tmp_path)) as consilium:
        verdict = consilium.ask("Does beetroot help?", on_event=fail)
        kinds = [event.kind for event in consilium.store.events(verdict.run_id)]
    assert verdict.status == "full"
    assert kinds[:2] == ["run.started", "warning"]


def test_half_a_character_in_a_reply_does_no_harm(tmp_path: Path) -> None:
    broken = {"purpose": "judge", "reply": '{"verdict": "It holds \\ud83d."}'}
    members = {"first": [answer()], "second": [answer()]}
    with Consilium.from_config(make_home(tmp_path, members, {"bench": [broken]})) as consilium:
        verdict = consilium.ask("Does beetroot help?")
        assert consilium.transcript(verdict.run_id).with_suffix(".json").is_file()
    assert json.loads(verdict.to_json())["status"] == "full"


def test_arguments_are_checked_like_settings(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="rounds"):
        Consilium.from_config(split_panel(tmp_path), rounds=99)

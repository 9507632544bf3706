"""A run in hand: cut short, cancelled, put aside and revived."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from consilium import Consilium
from consilium.api import Inquiry, RunHandle, Watch
from consilium.errors import UsageError
from consilium.types.event import Event
from tests.scripted import Row, answer, critique, judge, make_home

SLOW: Row = {**answer("It does not.", "opposes"), "delay_s": 60}


def panel(folder: Path, second: Row = SLOW) -> Path:
    """One member that is quick and one that is not."""
    return make_home(
        folder, {"quick": [answer(), critique()], "slow": [second, critique()]}, {"bench": [judge("Aye.")]}
    )


class Until:
    """An asyncio event set by the first event of the run that fits."""

    def __init__(self, fits: Callable[[Event], bool]) -> None:
        self._fits = fits
        self._loop = asyncio.get_running_loop()
        self.came = asyncio.Event()

    def __call__(self, event: Event) -> None:
        if self._fits(event):
            self._loop.call_soon_threadsafe(self.came.set)


def answered(event: Event) -> bool:
    return event.kind == "answer.finished"


async def test_judge_now_drops_what_is_under_way_and_judges_what_was_said(tmp_path: Path) -> None:
    with Consilium.from_config(panel(tmp_path)) as consilium:
        until = Until(answered)
        handle = consilium.start(Inquiry("Does it help?"), on_event=until)
        await until.came.wait()
        handle.judge_now()
        verdict = await handle.verdict()
        kinds = [event.kind for event in consilium.store.events(handle.run_id)]
    assert (verdict.status, str(verdict.answer)[:4]) == ("single", "Aye.")
    slow = next(member for member in verdict.members if member.name == "slow")
    assert (slow.state, slow.cause) == ("abstained", "CutShort")
    assert kinds.count("run.cut") == 1


async def test_judge_now_in_the_middle_of_a_debate_ends_it(tmp_path: Path) -> None:
    late: Row = {**critique(), "delay_s": 60}
    members = {"first": [answer(), late], "second": [answer("No.", "opposes"), late]}
    config = make_home(tmp_path, members, {"bench": [judge("Aye.")]}, rounds=3)
    with Consilium.from_config(config) as consilium:
        until = Until(lambda event: event.kind == "critique.started")
        handle = consilium.start(Inquiry("Does it help?"), on_event=until)
        await until.came.wait()
        handle.judge_now()
        verdict = await handle.verdict()
    assert (verdict.status, str(verdict.answer)[:4]) == ("full", "Aye.")
    assert (verdict.rounds, verdict.stop_reason) == (1, "the user asked for the verdict at once")


async def test_judge_now_before_anybody_answered_is_refused(tmp_path: Path) -> None:
    with Consilium.from_config(make_home(tmp_path, {"slow": [SLOW]})) as consilium:
        handle = consilium.start(Inquiry("Does it help?"))
        with pytest.raises(UsageError, match="Nobody has answered"):
            handle.judge_now()
        handle.cancel()
        with pytest.raises(asyncio.CancelledError):
            await handle.verdict()


@pytest.mark.parametrize("at_once", [True, False])
async def test_a_cancelled_run_counts_as_done_only_when_it_is_kept(at_once: bool, tmp_path: Path) -> None:
    with Consilium.from_config(panel(tmp_path)) as consilium:
        until = Until(answered)
        handle = consilium.start(Inquiry("Does it help?"), on_event=until)
        if not at_once:
            await until.came.wait()
        handle.cancel()
        with pytest.raises(asyncio.CancelledError):
            await handle.verdict()
        assert consilium.store.summary(handle.run_id).state == "interrupted"
        assert [event.kind for event in consilium.store.events(handle.run_id)][-1] == "run.failed"
        assert consilium.transcript(handle.run_id).is_file()


async def test_waiting_can_be_given_up_without_ending_the_run(tmp_path: Path) -> None:
    with Consilium.from_config(panel(tmp_path, {**SLOW, "delay_s": 0.3})) as consilium:
        handle = consilium.start(Inquiry("Does it help?"))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(handle.verdict(), 0.05)
        assert (await handle.verdict()).status == "full"


async def test_what_differs_from_the_settings_goes_with_the_question(tmp_path: Path) -> None:
    with Consilium.from_config(panel(tmp_path, answer("No.", "opposes"))) as consilium:
        calm = await consilium.start(Inquiry("Does it help?", debate="never")).verdict()
        one = await consilium.start(Inquiry("Does it help?", members=["quick"])).verdict()
        usual = await consilium.start(Inquiry("Does it help?")).verdict()
        with pytest.raises(UsageError, match="rounds"):
            consilium.start(Inquiry("Does it help?", rounds=99))
    assert (calm.rounds, usual.rounds) == (0, 1)
    assert [member.name for member in one.members] == ["quick"]


async def set_aside(consilium: Consilium, until: Until) -> RunHandle:
    """A run put aside once something has happened, as a server does that is told to end."""
    watch = Watch(until, durability="sync")
    handle = consilium.engine.start(consilium.engine.open(Inquiry("Does it help?"), watch))
    await until.came.wait()
    handle.suspend()
    with pytest.raises(asyncio.CancelledError):
        await handle.verdict()
    return handle


async def test_a_run_put_aside_goes_on_from_its_checkpoint_with_the_evidence_it_had(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "beetroot.md").write_text("# Beetroot\n\nBeetroot juice helps rowers to row.\n", encoding="utf-8")
    members = {"quick": [answer(), critique()], "slow": [SLOW, critique()]}
    config = make_home(tmp_path, members, {"bench": [judge()]}, knowledge={"paths": [str(notes)]})
    with Consilium.from_config(config) as consilium:
        run_id = (await set_aside(consilium, Until(answered))).run_id
        assert consilium.store.summary(run_id).state == "running"
        kinds = [event.kind for event in consilium.store.events(run_id)]
        assert "run.failed" not in kinds
    # Meanwhile the notes have changed and the slow member has recovered.
    (notes / "beetroot.md").write_text("# Beetroot\n\nSomething else about beetroot.\n", encoding="utf-8")
    (tmp_path / "agents" / "slow.jsonl").write_text(json.dumps({**SLOW, "delay_s": 0}) + "\n", encoding="utf-8")
    with Consilium.from_config(config) as consilium:
        handle = consilium.engine.start(consilium.engine.reopen(run_id, Watch(durability="sync"), revived=True))
        verdict = await handle.verdict()
        calls = [call for call in consilium.store.calls(run_id) if call["purpose"] == "answer"]
    assert (verdict.run_id, verdict.status) == (run_id, "full")
    # The changed notes would have made another prompt, and another call to pay for.
    assert sorted((call["member"], call["begun"]) for call in calls) == [("quick", 1), ("slow", 2)]


async def test_a_cut_is_remembered_by_a_run_that_goes_on(tmp_path: Path) -> None:
    slow_judge: Row = {**judge("Aye."), "delay_s": 60}
    config = make_home(tmp_path, {"quick": [answer(), critique()], "slow": [SLOW, critique()]}, {"bench": [slow_judge]})
    with Consilium.from_config(config) as consilium:
        heard, judging = Until(answered), Until(lambda event: event.kind == "judge.started")

        def both(event: Event) -> None:
            heard(event)
            judging(event)

        engine = consilium.engine
        handle = engine.start(engine.open(Inquiry("Does it help?"), Watch(both, durability="sync")))
        await heard.came.wait()
        handle.judge_now()
        await judging.came.wait()
        handle.suspend()
        with pytest.raises(asyncio.CancelledError):
            await handle.verdict()
    (tmp_path / "agents" / "bench.jsonl").write_text(json.dumps(judge("Aye.")) + "\n", encoding="utf-8")
    with Consilium.from_config(config) as consilium:
        run = consilium.engine.reopen(handle.run_id, Watch(durability="sync"), revived=True)
        verdict = await consilium.engine.start(run).verdict()
    assert (verdict.status, str(verdict.answer)[:4]) == ("single", "Aye.")

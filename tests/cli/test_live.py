"""The live view and the progress lines, drawn from recorded debates and measured."""

from __future__ import annotations

import io
import threading

import pytest
from rich.console import Console

from consilium.cli.live import LiveSurface
from consilium.cli.progress import LineSurface
from consilium.cli.stage import stage
from consilium.cli.surfaces import SilentSurface, choose_surface
from consilium.cli.wrapping import tail
from consilium.types.event import Event
from consilium.view import DebateView
from consilium.wording import speaking
from tests.view.debates import CLAUDE, GPT, LIBRARIAN, QWEN, WRONG, Log, broken_off, full_debate, opinion, question

RAW = '{"claims": [{"text": "Interval training raised VO2max by 7.2 % in forty trained men."}, {"text": "Volume expl'


def in_the_middle() -> Log:
    """One member writes, one waits for another try, one has answered, one is absent."""
    log = Log().start(question(), QWEN, GPT, CLAUDE, LIBRARIAN)
    log.add("member.absent", "gemini", reason="no key", fix="export GEMINI_API_KEY=…")
    log.add("answer.started", "qwen").add("token.delta", "qwen", purpose="answer", text=RAW)
    log.add("answer.started", "gpt").add("call.retried", "gpt", purpose="answer", reason="429", wait_s=2)
    return log.answer(CLAUDE, opinion(CLAUDE, "no", 0, WRONG))


def frame(events: list[Event], width: int, height: int) -> list[str]:
    screen = Console(file=io.StringIO(), width=width, height=height)
    screen.print(stage(DebateView.of(events), width=width, height=height, seconds=12.3))
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue().splitlines()


@pytest.mark.parametrize(("width", "height"), [(60, 12), (60, 16), (60, 24), (100, 30), (160, 50), (20, 8), (300, 100)])
@pytest.mark.parametrize(
    "log", [in_the_middle(), full_debate(), broken_off(), Log()], ids=["middle", "full", "off", "no"]
)
def test_every_frame_fits_the_terminal(log: Log, width: int, height: int) -> None:
    for length in range(len(log.events) + 1):
        lines = frame(log.events[:length], width, height)
        assert len(lines) < height
        assert all(len(line) <= width for line in lines)


def test_columns_where_there_is_room_and_rows_where_there_is_not() -> None:
    wide, narrow = frame(in_the_middle().events, 160, 30), frame(in_the_middle().events, 60, 30)
    assert all(name in wide[1] for name in ("qwen", "gpt", "claude", "librarian"))
    assert "qwen · answering" in narrow[1]
    assert "gpt" not in narrow[1]


def test_a_frame_tells_what_everybody_does() -> None:
    shown = "\n".join(frame(in_the_middle().events, 100, 30))
    for words in (
        "Do intervals raise VO2max",
        "• Interval training raised",
        "• Volume expl",
        "trying again: 429",
        "→ no (80%)",
        "librarian · waiting",
        "absent: gemini",
        "blind answers · 12.3 s · 0.0021 of ~0.0200 USD · 1 call · 820 tokens",
    ):
        assert words in shown


def test_the_timeline_shows_votes_agreement_and_why() -> None:
    shown = "\n".join(frame(full_debate().events, 120, 40))
    assert "blind answers │ no ●● yes ● 67% │ split" in shown
    assert "round 1 │ 3 critiques │ yes ●●● 100% │ the panel agreed" in shown
    assert "Intervals raise VO2max faster [c1]." in shown


def test_without_room_every_member_gets_a_line() -> None:
    lines = frame(in_the_middle().events, 60, 10)
    assert lines[1].startswith("qwen · answering: • Interval")


def test_the_live_view_takes_events_from_another_thread_and_leaves_the_screen() -> None:
    screen = Console(file=io.StringIO(), width=80, height=24, force_terminal=True)
    with LiveSurface(screen) as surface:

        def debate() -> None:
            for event in full_debate().events:
                surface.show(event)

        thread = threading.Thread(target=debate)
        thread.start()
        thread.join()
    surface.note("Transcript: x")
    assert isinstance(screen.file, io.StringIO)
    assert "Transcript: x" in screen.file.getvalue()


def lines(log: Log) -> list[str]:
    screen = Console(file=io.StringIO(), width=80)
    with LineSurface(screen) as surface:
        for event in log.events:
            surface.show(event)
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue().splitlines()


def test_progress_lines() -> None:
    shown = lines(full_debate())
    assert shown[:3] == [
        "Run r7f3a: qwen, gpt, claude, gemini, librarian",
        "gemini is absent: GEMINI_API_KEY is not set → export GEMINI_API_KEY=…",
        "1 passage found in the notes",
    ]
    assert "qwen: yes (80%), 1 claim" in shown
    assert "librarian gives evidence: 1 passage" in shown
    assert "qwen on gpt: 2 points" in shown
    assert "gpt on claude: nothing (no reply within 120 s)" in shown
    assert "After round 1: the panel agreed" in shown
    assert shown[-1] == "Finished in 21.4 s."


def test_progress_of_a_run_that_was_broken_off() -> None:
    shown = lines(broken_off())
    assert "gpt tries again: rate limited" in shown
    assert "gpt abstains: rate limited" in shown
    assert "Warning: The judge is of the panel's own vendor." in shown


def test_progress_speaks_the_question_s_language() -> None:
    with speaking("en"):
        shown = lines(full_debate(question("Повышают ли интервалы МПК?", language="ru")))
    assert "qwen: да (80 %), 1 утверждение" in shown


def test_progress_survives_any_data() -> None:
    log = Log()
    for kind in ("answer.finished", "critique.finished", "assessed", "warning", "call.retried", "run.finished"):
        log.add(kind, "x")
    lines(log)


def test_silence_where_it_was_asked_for() -> None:
    assert isinstance(choose_surface(silent=True, no_color=False), SilentSurface)
    assert isinstance(choose_surface(silent=False, no_color=False), LineSurface)


def test_the_end_of_a_text_is_what_is_shown() -> None:
    assert tail("one two three four", 9, 2) == ["three", "four"]
    assert tail("a\n\nb", 9, 5) == ["a", "", "b"]
    assert tail("x", 9, 0) == []
    assert tail("漢字漢字漢字", 6, 3)[-1] == "漢字漢"

"""The verdict card, as Markdown and as a terminal shows it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import get_args

import pytest
from rich.console import Console

from consilium.export import verdict_markdown, verdict_rich
from consilium.export.phrases import duration, money, quotation_counter, substituted
from consilium.types.evidence import Citation, QuoteCheck
from consilium.types.question import Language
from consilium.types.request import Usage
from consilium.types.verdict import ConfidenceBasis, Judgement, Overturn, Status, VerdictRecord
from tests.view.debates import EXACT, verdict

STATUSES: tuple[Status, ...] = get_args(Status)


def drawn(record: VerdictRecord, width: int = 100, *, force_terminal: bool | None = None) -> str:
    screen = Console(file=io.StringIO(), width=width, force_terminal=force_terminal)
    screen.print(verdict_rich(record))
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


@pytest.mark.parametrize("width", [60, 100, 160])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_line_is_wider_than_the_terminal(width: int, language: Language) -> None:
    assert max(len(line) for line in drawn(verdict(language), width).splitlines()) <= min(width, 100)


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_status_is_the_first_thing_shown(status: Status, language: Language) -> None:
    record = verdict(language, status)
    shown = verdict_markdown(record)
    assert shown.startswith("**")
    title = shown[2:].split("**")[0]
    assert title in drawn(record).splitlines()[0]
    assert title.split()[0] in {"Full", "Partial", "A", "Embedded", "No", "Консилиум", "Одна", "Встроенная", "Нет"}


def test_the_card_says_what_the_figure_is_worth() -> None:
    assert "67% (uncalibrated" in verdict_markdown(verdict())
    measured = replace(verdict(), confidence_basis=ConfidenceBasis("platt", 250))
    assert "67% (calibrated on 250 labelled questions, platt)" in verdict_markdown(measured)
    assert "откалибрована: 250 размеченных вопросов" in verdict_markdown(replace(measured, language="ru"))


def test_without_an_answer_the_card_says_so() -> None:
    record = replace(verdict(status="no_quorum"), answer=None, position=None, judge=None)
    shown = verdict_markdown(record)
    assert "**No answer.**" in shown
    assert "Confidence" not in shown


def test_an_open_answer_leads_with_its_first_sentence_and_names_the_stance() -> None:
    record = replace(verdict(), kind="open", answer="Both help.\n\nVolume first.", position="supports")
    shown = verdict_markdown(record)
    assert "**Both help.**\n\nVolume first.\n" in shown
    assert "for: nobody" in shown


def test_a_tie_and_an_overturn_are_told_apart() -> None:
    tied = replace(verdict(), decided_by="judge")
    assert "the vote was tied" in verdict_markdown(tied)
    unproven = replace(tied, judge=Judgement("No.", "m", overturn=Overturn("no", EXACT)))
    assert "the vote was tied" in verdict_markdown(unproven)
    assert "overturned the vote" in verdict_markdown(replace(unproven, decided_by="overturn"))
    assert "stacked" in verdict_markdown(replace(tied, decided_by="stacked"))


def test_unknown_prices_and_double_bills_are_said() -> None:
    shown = verdict_markdown(replace(verdict(), usage=Usage(1, 1, 0, None, 21, 2)))
    assert "price unknown · 21 calls · 2 tokens · 2 calls possibly billed twice" in shown
    russian = verdict_markdown(replace(verdict("ru"), usage=Usage(1, 1, 0, None, 21, 1)))
    assert "цена неизвестна · 21 вызов · 2 токена · возможно, 1 вызов оплачен дважды" in russian


def test_quotations_are_counted_by_what_checking_them_found() -> None:
    checks: tuple[QuoteCheck, ...] = get_args(QuoteCheck)
    citations = [Citation("p", "q", check=check) for check in checks]
    assert quotation_counter(citations, "en") == "1 ✓ 1 ≈ 3 ✗ 1 ?"
    assert quotation_counter([EXACT] * 7, "en") == "7 ✓ 0 ≈ 0 ✗"
    assert quotation_counter([], "ru") == "нет"


def test_figures() -> None:
    assert (money(0.0, "en"), money(0.01234, "ru"), money(2.5, "en")) == ("0.00 USD", "0,0123 USD", "2.50 USD")
    assert (duration(9.96, "ru"), duration(125, "en")) == ("10,0 с", "2 min 5 s")


@pytest.mark.parametrize(
    ("requested", "answering", "swapped"),
    [
        ("openai/gpt-4o", "gpt-4o", False),
        ("gpt-4o", "gpt-4o-2024-08-06", False),
        ("claude-sonnet-4-5", "claude-sonnet-4-5-20250929", False),
        ("qwen3", "qwen3:latest", False),
        ("gemini-2.5-pro", "gemini-2.5-pro-preview-05-06", False),
        ("gpt-4o", "gpt-4o-mini", True),
        ("gpt-4", "gpt-4.1", True),
        ("claude-3", "claude-3-5", True),
        ("qwen3:8b", "qwen3:14b", True),
        ("gpt-4o", "", False),
    ],
)
def test_what_counts_as_another_model(requested: str, answering: str, swapped: bool) -> None:
    assert substituted(requested, answering) is swapped


def test_a_model_cannot_paint_the_terminal() -> None:
    record = replace(verdict(), answer="\x1b[31mred\x1b[0m [bold]not bold[/bold]", kind="open")
    shown = drawn(record, force_terminal=True)
    assert "\x1b[31mred" not in shown
    assert "[bold]not bold[/bold]" in shown

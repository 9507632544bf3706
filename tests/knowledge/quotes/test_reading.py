"""Quotations of a note or an answer: where they stand, what they were quoted for, and what is cited behind them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.knowledge.quotes import SourceVerifier, check_text, quotations
from tests.knowledge.quotes.test_verifier import SHELF
from tests.types.calm import CALM

VAULT = Path(__file__).parents[3] / "examples" / "vault"


@pytest.mark.parametrize(
    ("text", "quote", "claim", "cited"),
    [
        (
            'Caffeine helps at small doses: "caffeine improves performance in men" [[Caffeine#^issn|ISSN]].',
            "caffeine improves performance in men",
            "Caffeine helps at small doses",
            "Caffeine",
        ),
        (
            "Объём важен (заметка). Мы пишем: «объём „решает всё“ в году» (Объём решает). Ещё одна фраза.",
            "объём „решает всё“ в году",
            "Объём важен заметка",
            "Объём решает",
        ),
        ("Он считает, что “один два\nтри четыре” — [[N|n]].", "один два\nтри четыре", "Он считает, что", "N"),
        ("We read «one two three» [a.md#12] in it.", "one two three", "We read in it", "a.md#12"),
        ("See «one two three» [there](a%20b.md).", "one two three", "", "a%20b.md"),
        ("- **Claim:** Cold blunts growth.\n  > it may blunt\n  > all growth.\n  > — b.md · exact\n",
         "it may blunt\nall growth.", "Cold blunts growth", "b.md"),
        ("Cold blunts growth.\n\n> one two three four (Sleep note)\n", "one two three four", "Cold blunts growth",
         "Sleep note"),
        ("# A heading of ours\n\n> [!quote] Title\n> one two three four\n", "one two three four", "", ""),
        ("Out.\n\n> [!warning] Mind\n> He said “it is all volume” today.\n", "it is all volume", "He said today", ""),
    ],
)  # fmt: skip
def test_each_form_of_quotation_is_read(text: str, quote: str, claim: str, cited: str) -> None:
    (found,) = quotations(text)
    assert (found.quote, found.claim, found.cited) == (quote, claim, cited)
    assert text[found.start : found.end].startswith(quote.partition("\n")[0])


@pytest.mark.parametrize(
    "text",
    [
        'The so-called "zone two" is short.',
        '---\ntitle: "one two three four"\n---\n',
        'Use `print("one two three four")` here.',
        '```\n"one two three four"\n> one two three four\n```\n',
        '%% "one two three four" %%',
        "> [!note] Title\n> one two three four\n",
        "He is 5'11\" tall and 6'2\" wide or so.",
        "«one two three\n\nfour five six»",
    ],
)
def test_what_is_no_quotation_is_left_alone(text: str) -> None:
    assert quotations(text) == []


@CALM
@given(st.lists(st.sampled_from(["«", "»", '"', "“", "”", "> ", "\n", "\n\n", "слово ", "[[a|b]]", "(c)", ". ", "- "])))
def test_places_always_hold_what_was_read(parts: list[str]) -> None:
    text = "".join(parts)
    for found in quotations(text):
        stretch = text[found.start : found.end]
        assert [word for word in stretch.split() if word != ">"] == found.quote.split() or ">" in stretch


def test_every_note_of_the_example_vault_is_read() -> None:
    for path in VAULT.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        for found in quotations(text):
            assert text[found.start : found.end]


def test_every_quotation_of_a_text_is_checked_in_order() -> None:
    text = (
        "Интервалы лучше: «интервалы дают больше, чем объём» [[a]].\n\n"
        "Объём важен: «объём не решает в долгом году» (a.md#50). А ещё «этого никто никогда не писал».\n\n"
        "> Сегодня болело колено после бега.\n"
    )
    checks = [one.citation.check for one in check_text(text, SourceVerifier(SHELF))]
    assert checks == ["exact", "negation-mismatch", "missing", "missing"]
    allowed = check_text(text, SourceVerifier(SHELF), private=True)
    assert (allowed[-1].citation.check, allowed[-1].citation.source) == ("exact", "дневник.md")
    assert [text[one.start : one.end] for one in allowed] == [one.quote for one in allowed]

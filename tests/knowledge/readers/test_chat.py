"""Exports of chats in all their forms: what the assistant said is a model's, wherever its text ends."""

from __future__ import annotations

import pytest

from consilium.knowledge.readers.dates import iso_date, iso_time
from tests.knowledge.torture.vault import document, quoted

OWN = "Мой порог вышел 280 ватт, пульс был 172, а сон — шесть часов."
ANSWER = "Порог в 280 ватт — это мощность, которую вы держите около часа."


def voices(text: str) -> list[tuple[str, str, str]]:
    found = document("chat.md", text)
    return [(stretch.provenance, stretch.place, quoted(found, stretch)) for stretch in found.stretches]


@pytest.mark.parametrize(
    ("head", "section"),
    [
        (">[!nexus_agent] **Assistant** - 07/24/2025 at 4:29 PM", "Assistant, 2025-07-24 16:29"),
        (
            "> [!nexus_agent]- **Assistant · claude-3** - 2026/06/15 at 08:12:47",
            "Assistant · claude-3, 2026-06-15 08:12",
        ),
        (">[!NEXUS_AGENT]+ **Ассистент** - 10.05.2025 at 20:33", "Ассистент, 2025-05-10 20:33"),
        ("> [!nexus_agent] **Assistant** - 2025-05-10T20:33:00.000Z", "Assistant, 2025-05-10 20:33"),
        ("> [!nexus_agent]", "agent"),
        (">[!nexus_agent] **Assistant** - вчера", "Assistant"),
    ],
)
def test_every_form_of_a_head(head: str, section: str) -> None:
    found = document("chat.md", f"{head}\n> {ANSWER}\n<!-- UID: u-1 -->\n")
    (stretch,) = found.stretches
    assert (stretch.provenance, stretch.place, stretch.section) == ("model", "u-1", section)
    assert quoted(found, stretch) == ANSWER


def test_messages_without_blank_lines_between() -> None:
    text = (
        f">[!nexus_user] **User** - 1\n> {OWN}\n<!-- UID: a -->\n"
        f">[!nexus_agent] **Assistant** - 2\n> {ANSWER}\n<!-- UID: b -->\n"
    )
    assert voices(text) == [("", "a", OWN), ("model", "b", ANSWER)]


def test_an_answer_that_leaves_its_callout_is_still_the_models() -> None:
    text = f">[!nexus_agent] **Assistant** - 2\n\n{ANSWER}\n\n# Heading\n\n{ANSWER}\n<!-- UID: b -->\n\n---\n\n{OWN}\n"
    assert voices(text) == [("model", "b", ANSWER), ("model", "b", ANSWER), ("", "", OWN)]


def test_an_answer_without_an_id_ends_with_its_quotation_or_its_rule() -> None:
    head = ">[!nexus_agent] **Assistant** - 2"
    assert voices(f"{head}\n> {ANSWER}\n\n{OWN}\n") == [("model", "", ANSWER), ("", "", OWN)]
    assert voices(f"{head}\n\n{ANSWER}\n\n---\n\n{OWN}\n") == [("model", "", ANSWER), ("", "", OWN)]


def test_two_messages_in_one_quotation_never_give_the_models_words_to_the_user() -> None:
    text = f">[!nexus_agent] **Assistant** - 2\n> {ANSWER}\n> [!nexus_user] **User** - 3\n> {OWN}\n"
    assert [voice for voice in voices(text) if voice[0] == "" and ANSWER in voice[2]] == []


def test_a_note_without_messages_is_no_chat() -> None:
    assert voices(f"> [!note] nexus_agent\n> {OWN}\n")[0][0] == ""


@pytest.mark.parametrize(
    ("written", "date", "time"),
    [
        ("27.04.2025 at 16:57", "2025-04-27", "16:57"),
        ("04/27/2025 at 4:57 PM", "2025-04-27", "16:57"),
        ("27/04/2025 at 04:57", "2025-04-27", "04:57"),
        ("12/31/2024, 12:05 AM", "2024-12-31", "00:05"),
        ("April 27, 2025 at 4:57 PM", "2025-04-27", "16:57"),
        ("27 апреля 2025 г. в 16:57", "2025-04-27", "16:57"),
        ("12 мая 2024", "2024-05-12", ""),
        ("март 2024", "2024-03", ""),
        ("2024", "2024", ""),
        ("2024/3", "2024-03", ""),
        ("2026-02-30", "2026-02", ""),
        ("2024-13-45", "2024", ""),
        ("вчера", "", ""),
        ("", "", ""),
    ],
)
def test_dates_and_times_as_they_are_written(written: str, date: str, time: str) -> None:
    assert (iso_date(written), iso_time(written)) == (date, time)

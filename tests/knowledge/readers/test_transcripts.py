"""Transcripts: who speaks when, windows of about a minute, encodings, and captions as they are found."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.knowledge.readers.cues import Cue, cues_in
from consilium.knowledge.readers.file import SourceFile, Unreadable
from consilium.knowledge.readers.transcripts import LONGEST_S, SHORTEST_S, read, windows
from consilium.types.source import Document

RUSSIAN = """1
00:00:01,000 --> 00:00:31,500
Анна: Здравствуйте, сегодня говорим о беге.

2
00:00:32,000 --> 00:01:03,000
- Борис: Спасибо, что позвали меня.

3
00:01:04,000 --> 00:01:35,000
<i>Начнём</i> с порога лактата, раз уж о нём
спросили слушатели нашего подкаста.

4
01:02:30,500 --> 01:02:45,000
42
"""
VTT = """\ufeffWEBVTT - a talk

NOTE a remark that nobody speaks

STYLE
::cue { color: red }

intro
00:01.000 --> 00:04.000 align:start position:10%
<v Anna Probe>Welcome to the <i>sprint</i> lecture.</v>

00:05.000 --> 00:09.000
<v Anna Probe>Today: creatine &amp; caffeine.
<v.loud Ben>And nitrate!
"""


def only(data: bytes, name: str) -> Document:
    (document,) = read(SourceFile(name, data))
    return document


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_russian_subtitles_are_read_in_every_usual_encoding(encoding: str) -> None:
    document = only(RUSSIAN.encode(encoding), "podcasts/о_беге.srt")
    assert document.text.startswith("Анна: Здравствуйте, сегодня говорим о беге.\nБорис: Спасибо, что позвали меня.")
    assert (document.source.title, document.source.language) == ("о беге", "ru")
    assert (document.source.provenance, document.source.id) == ("other", "podcasts/о_беге.srt")


def test_windows_carry_time_and_speakers() -> None:
    document = only(RUSSIAN.replace("\n", "\r\n").encode("cp1251"), "a.srt")
    assert [stretch.place for stretch in document.stretches] == ["00:00:01 Анна, Борис", "00:01:04 Борис"]
    second = document.stretches[1]
    assert document.text[second.start : second.end] == (
        "Начнём с порога лактата, раз уж о нём спросили слушатели нашего подкаста."
    )
    assert document.text.endswith("\n42")


def test_webvtt_keeps_voices_and_leaves_out_what_is_not_spoken() -> None:
    assert cues_in(VTT) == [
        Cue(1.0, 4.0, "Welcome to the sprint lecture.", "Anna Probe"),
        Cue(5.0, 9.0, "Today: creatine & caffeine.", "Anna Probe"),
        Cue(5.0, 9.0, "And nitrate!", "Ben"),
    ]


def test_rolling_captions_say_everything_once() -> None:
    rolling = (
        "WEBVTT\n\n00:00.000 --> 00:02.000\nso the first\n\n00:02.000 --> 00:02.010\nso the first\n\n"
        "00:02.010 --> 00:04.000\nso the first\nthing to know<00:03.000><c> is</c>\n\n"
        "00:04.000 --> 00:05.000\nthing to know is\nrest\n"
    )
    assert " ".join(cue.text for cue in cues_in(rolling)) == "so the first thing to know is rest"


def test_sounds_are_not_quoted_and_a_colon_makes_no_speaker() -> None:
    text = "1\n00:01,0 --> 00:02,0\n[applause]\n\n2\n00:03,0 --> 00:04,0\nремарка: у слова с малой буквы\nИтак: вывод\n"
    assert cues_in(text) == [Cue(3.0, 4.0, "ремарка: у слова с малой буквы Итак: вывод")]


def test_subrip_without_numbers_blank_lines_or_hours_is_read() -> None:
    text = "00:01,5 --> 00:02,0\nOne.\n2\n00:03,000 --> 00:04,000\nTwo.\n"
    assert cues_in(text) == [Cue(1.5, 2.0, "One."), Cue(3.0, 4.0, "Two.")]


def test_broken_webvtt_is_read_as_far_as_its_times_go() -> None:
    assert [cue.text for cue in cues_in("WEBVTT\n00:01.000 --> oops\nx\n\n00:03.000 --> 00:04.000\nGood.\n")][-1:] == [
        "Good."
    ]


@pytest.mark.parametrize(
    "data",
    [b"", b"no times at all", bytes(range(256)) * 20, b"\x1aE\xdf\xa3" + bytes(500)],
    ids=["empty", "text", "binary", "video"],
)
def test_what_is_no_transcript_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        list(read(SourceFile("x.srt", data)))


LINES = st.lists(
    st.tuples(
        st.integers(1, 200), st.sampled_from(["One more.", "and then", "Why?", "x"]), st.sampled_from(["", "A", "B"])
    ),
    max_size=60,
)


@given(LINES)
def test_windows_lose_nothing_and_keep_their_length(lines: list[tuple[int, str, str]]) -> None:
    cues, now = [], 0.0
    for length, text, speaker in lines:
        cues.append(Cue(now, now + length, text, speaker))
        now += length
    found = list(windows(cues))
    assert [cue for window in found for cue in window] == cues
    for window, after in pairwise(found):
        assert len(window) == 1 or window[-1].end - window[0].start <= LONGEST_S
        whole = after[0].end - window[0].start
        assert window[-1].end - window[0].start >= SHORTEST_S or whole > LONGEST_S


@given(LINES)
def test_offsets_lie_within_the_text_and_do_not_overlap(lines: list[tuple[int, str, str]]) -> None:
    rows, now = [], 0
    for length, text, speaker in lines:
        stamp = [f"{at // 3600:02}:{at // 60 % 60:02}:{at % 60:02},000" for at in (now, now + length)]
        rows.append(f"{' --> '.join(stamp)}\n{f'{speaker}nn: ' if speaker else ''}{text} and some more words\n")
        now += length
    if rows:
        document = only("\n".join(rows).encode(), "a.srt")
        ends = [0, *(one.end for one in document.stretches)]
        assert all(before <= one.start < one.end for before, one in zip(ends, document.stretches, strict=False))
        assert ends[-1] <= len(document.text)

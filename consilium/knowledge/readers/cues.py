"""Cues of subtitle files: when, who, what; read from WebVTT and from SubRip as they are found in the wild."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

_TIME = r"(?:(?P<{0}h>\d{{1,3}}):)?(?P<{0}m>\d{{1,2}}):(?P<{0}s>\d{{1,2}})(?:[.,](?P<{0}f>\d{{1,3}}))?"
_TIMING = re.compile(rf"\s*{_TIME.format('a')}\s*-{{1,2}}>\s*{_TIME.format('b')}")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>\n]*>|</>|\{\\[^}\n]*\}|<\d[\d:.]*>")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+(?P<name>[^>\n]+)>")
_PREFIX = re.compile(
    r"(?:-\s*|>>\s*)?(?:\[(?P<inside>[^\]:\n]{2,40})\]:?"
    r"|(?P<name>[A-ZА-ЯЁ][\w.'’-]*(?: [A-ZА-ЯЁ0-9][\w.'’-]*){0,3}):)\s+(?=\S)"
)
_NOBODY = frozenset(
    "итак вопрос ответ например внимание важно примечание вывод итого значит то есть первое второе третье совет"
    " note question answer example for remember first second third so tip warning conclusion result that is".split()
)
"""Words before a colon that name no speaker."""

_SOUND = re.compile(r"[\[(♪][^\])♪]*[\])♪]\s*\Z")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words with their time; seconds from the start. ``speaker`` is empty where nobody says who speaks."""

    start: float
    end: float
    text: str
    speaker: str = ""


def cues_in(text: str) -> list[Cue]:
    """The cues of a file, in order of time; empty ones, sounds and what rolling captions repeat left out.

    WebVTT is read by its header, everything else as SubRip, with or without numbers, hours and blank lines.
    """
    raw = _webvtt(text) if text.lstrip("\ufeff \n\r").startswith("WEBVTT") else None
    return list(_spoken(_subrip(text) if raw is None else raw))


def _webvtt(text: str) -> list[Cue] | None:
    """None where the file breaks the standard so badly that its library gives up."""
    try:
        captions = webvtt.from_string(text.lstrip("\ufeff \n\r")).captions
    except (MalformedFileError, MalformedCaptionError, ValueError, IndexError):
        return None
    return [Cue(one.start_in_seconds, one.end_in_seconds, one.raw_text) for one in captions] or None


def _subrip(text: str) -> list[Cue]:
    """Whatever stands below a timing line, up to the next; the number above that is not spoken."""
    lines = [line.strip() for line in text.splitlines()]
    timings = [(at, timing) for at, line in enumerate(lines) if (timing := _TIMING.match(line))]
    ends = [*(at for at, _ in timings[1:]), len(lines)]
    cues: list[Cue] = []
    for (at, timing), end in zip(timings, ends, strict=False):
        spoken = lines[at + 1 : end]
        if end < len(lines):
            _drop_number(spoken, str(len(cues) + 2))
        cues.append(Cue(_seconds(timing, "a"), _seconds(timing, "b"), "\n".join(filter(None, spoken))))
    return cues


def _drop_number(lines: list[str], expected: str) -> None:
    """Take off the number above a timing line; a line of digits that was spoken stays."""
    while lines and not lines[-1]:
        lines.pop()
    if lines and lines[-1].isdigit() and (len(lines) == 1 or not lines[-2] or lines[-1] == expected):
        lines.pop()


def _seconds(timing: re.Match[str], side: str) -> float:
    hours, minutes, seconds, fraction = (timing[side + part] or "0" for part in "hmsf")
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(fraction.ljust(3, "0")) / 1000


def _spoken(cues: list[Cue]) -> Iterator[Cue]:
    """Cues cleaned of markup, each split where its speaker changes."""
    before: list[str] = []
    for cue in sorted(cues, key=lambda one: one.start):
        lines = [line for line in map(str.strip, cue.text.split("\n")) if line]
        shown = [_plain(line) for line in lines]
        fresh = [line for line, plain in zip(lines, shown, strict=True) if plain and plain not in before]
        before = shown
        turns: list[Cue] = []
        for line in fresh:
            speaker, words = _turn(line)
            if not words or _SOUND.match(words):
                continue
            if turns and not speaker:
                turns[-1] = Cue(cue.start, cue.end, f"{turns[-1].text} {words}", turns[-1].speaker)
            else:
                turns.append(Cue(cue.start, cue.end, words, speaker))
        yield from turns


def _turn(line: str) -> tuple[str, str]:
    """Who speaks a line, as far as it says, and the words."""
    voice = _VOICE.match(line)
    if voice:
        return voice["name"].strip(), _plain(line)
    words = _plain(line)
    named = _PREFIX.match(words)
    if named and not set((named["name"] or "").casefold().split()) & _NOBODY:
        return (named["name"] or named["inside"]).strip(), words[named.end() :]
    return "", words


def _plain(line: str) -> str:
    """A line without markup and with its entities resolved."""
    return " ".join(html.unescape(_MARKUP.sub("", line)).replace("\N{NO-BREAK SPACE}", " ").split())

"""Transcripts of talks, podcasts and videos from subtitle files, in windows of about a minute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from consilium.knowledge.readers.composing import SHORTEST_CHARS, Composer
from consilium.knowledge.readers.cues import Cue, cues_in
from consilium.knowledge.readers.decoding import decoded
from consilium.knowledge.readers.file import SourceFile, Unreadable
from consilium.types.source import Document, Source, Stretch
from consilium.wording import detect_language, say

SHORTEST_S = 60.0
LONGEST_S = 90.0
"""A window ends at the first end of a sentence behind a minute, and before a minute and a half in any case."""

LONGEST_SPEAKERS = 3
"""More names than these are left out of a place."""

_LANGUAGE_SAMPLE = 4000


def read(file: SourceFile) -> Iterator[Document]:
    """The transcript in a subtitle file: its words as one text, a paragraph a turn.

    Raises:
        Unreadable: no text, or without a single timed line.
    """
    cues = cues_in(decoded(file.data))
    if not cues:
        raise Unreadable(say("knowledge.no_cues"))
    text, stretches = _composed(cues)
    yield Document(
        Source(
            id=file.name,
            title=PurePosixPath(file.name).stem.replace("_", " "),
            format="transcript",
            provenance="other",
            language=detect_language(text[:_LANGUAGE_SAMPLE]),
        ),
        text,
        tuple(stretches),
    )


def windows(cues: Sequence[Cue]) -> Iterator[Sequence[Cue]]:
    """Cues in windows of ``SHORTEST_S`` to ``LONGEST_S``; a single cue may be longer, and the last one shorter."""
    start = 0
    while start < len(cues):
        stop = start + 1
        while stop < len(cues) and cues[stop].end - cues[start].start <= LONGEST_S:
            stop += 1
        if stop < len(cues):
            stop = _cut_at(cues, start, stop)
        yield cues[start:stop]
        start = stop


def _cut_at(cues: Sequence[Cue], start: int, stop: int) -> int:
    """Behind the first sentence or turn that ends after ``SHORTEST_S``, else where the window is full."""
    for at in range(start + 1, stop):
        said = cues[at - 1].text.rstrip("\"'»”)").endswith((".", "!", "?", "…"))
        turns = bool(cues[at].speaker) and cues[at].speaker != cues[at - 1].speaker
        if cues[at - 1].end - cues[start].start >= SHORTEST_S and (said or turns):
            return at
    return stop


def _composed(cues: Sequence[Cue]) -> tuple[str, list[Stretch]]:
    composer = Composer()
    stretches = []
    speaker = ""
    for window in windows(cues):
        first, start, names = speaker, -1, []
        for cue in window:
            turns = bool(cue.speaker) and cue.speaker != speaker
            speaker = cue.speaker or speaker
            at = composer.add(f"{speaker}: {cue.text}" if turns else cue.text, "\n" if turns or start < 0 else " ")
            start = at if start < 0 else start
            names.append(speaker)
        end = composer.length
        if end - start >= SHORTEST_CHARS:
            stretches.append(Stretch(start, end, place=_place(window[0].start, names or [first])))
    return composer.text, stretches


def _place(seconds: float, names: Sequence[str]) -> str:
    """``00:12:30 Anna, Ben``."""
    who = list(dict.fromkeys(filter(None, names)))
    hours, rest = divmod(int(seconds), 3600)
    clock = f"{hours:02}:{rest // 60:02}:{rest % 60:02}"
    return " ".join([clock, *([", ".join(who)] if len(who) <= LONGEST_SPEAKERS and who else [])])

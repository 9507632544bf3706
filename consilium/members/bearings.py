"""Where a passage comes from and how much it weighs, in one line for whoever reads it in a prompt."""

from __future__ import annotations

from consilium.types.evidence import Passage
from consilium.types.question import Language
from consilium.wording import say


def bearings(passage: Passage, language: Language) -> str:
    """Section, source, date, place, kind of study and warnings, as far as known, each behind a dot.

    >>> bearings(Passage("1#0", "1", "t", "x", 0, 1, section="Results", study="rct", grade=6), "en")
    ' · Results · 1 · randomised trial'
    """
    study = say(f"export.study_{passage.study}", language) if passage.grade else ""
    flags = (say(f"export.flag_{flag}", language) for flag in passage.flags)
    known = (passage.section, passage.source, passage.date, passage.place, study, *flags)
    return "".join(f" · {word}" for word in known if word)

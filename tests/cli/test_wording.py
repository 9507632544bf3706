"""Every sentence of the terminal, the card and the view exists in both languages and says the same."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import consilium
from consilium.wording.say import room_messages

ROOMS = ("cli", "export", "view")
# Labels of the card's lines, which are named without their room.
_CARD = "confidence agreed testified dissent missing_members quotations decided_by cost time stopped would_change"
_LABELS = {"export": {*_CARD.split(), "nails", "memory"}}
SOURCE = Path(consilium.__file__).parent


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _forms(text: str) -> list[str]:
    return [spec for _, _, spec, _ in Formatter().parse(text) if spec and "|" in spec]


@pytest.mark.parametrize("room", ROOMS)
def test_both_languages_say_the_same(room: str) -> None:
    for name, texts in room_messages(room).items():
        assert set(texts) == {"en", "ru"}, name
        assert _fields(texts["en"]) == _fields(texts["ru"]), name
        assert all(spec.count("|") == 1 for spec in _forms(texts["en"])), name
        assert all(spec.count("|") == 2 for spec in _forms(texts["ru"])), name


def _patterns(room: str) -> list[re.Pattern[str]]:
    """Keys as the sources name them; a key put together at run time matches what it could become."""
    sources = "\n".join(path.read_text("utf-8") for part in ROOMS for path in (SOURCE / part).glob("*.py"))
    found = re.findall(rf"""["']{room}\.((?:\{{.*?\}}|[\w-])+)["']""", sources)
    return [re.compile(re.sub(r"\{.*?\}", r"[\\w-]+", key)) for key in sorted(set(found))]


@pytest.mark.parametrize("room", ROOMS)
def test_every_sentence_is_used_and_every_key_exists(room: str) -> None:
    names, patterns = set(room_messages(room)), _patterns(room)
    # A key that is nothing but a variable proves the existence of none.
    told = [pattern for pattern in patterns if pattern.pattern != r"[\w-]+"]
    unused = {name for name in names if not any(pattern.fullmatch(name) for pattern in told)}
    assert unused - _LABELS.get(room, set()) == set()
    assert [p.pattern for p in told if not any(p.fullmatch(name) for name in names)] == []

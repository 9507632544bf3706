"""The shipped prompts in both languages and sizes: structure, lengths, and a golden of each rendering.

``UPDATE_GOLDENS=1 pytest tests/members/test_prompts_rendering.py`` writes the goldens anew; read the diff.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
from jinja2 import meta

from consilium.members.forms import FORMS, FormPurpose
from consilium.members.schemas import read_form, schema_for
from consilium.members.templates import BLOCKS
from consilium.types.question import AnswerKind, Language, Option
from tests.members.prompting_cases import (
    EVERY,
    LANGUAGES,
    PROMPTS,
    PURPOSES,
    body,
    jinja,
    make_brief,
    make_seat,
    render,
    sources,
)

GOLDENS = Path(__file__).parent / "goldens"


def check_golden(name: str, text: str) -> None:
    path = GOLDENS / name
    if os.environ.get("UPDATE_GOLDENS"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, f"{name} changed; see this file's first lines"


@pytest.mark.parametrize(("purpose", "language", "compact"), EVERY)
def test_rendering(purpose: str, language: Language, compact: bool) -> None:
    rendered = render(PROMPTS, purpose, make_brief(language), make_seat(language, compact))
    assert re.fullmatch(rf"{purpose}\.{language}@[0-9a-f]{{8}}", rendered.template)
    places = [BLOCKS.index(part.origin) for part in rendered.parts]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, len(BLOCKS) - 1)
    assert [part.role for part in rendered.parts if part.origin == "instructions"] == ["system"]
    assert all(part.role == "user" for part in rendered.parts if part.origin not in ("instructions", "seat"))
    shown = [f"=== {p.origin} · {p.role}{' · private' if p.private else ''}\n{p.text}\n" for p in rendered.parts]
    check_golden(f"{purpose}.{language}.{'compact' if compact else 'full'}.txt", "\n".join(shown))


def tokens(text: str) -> int:
    """A rough count: four Latin or two and a half Cyrillic characters to a token."""
    cyrillic = len(re.findall("[а-яё]", text, re.IGNORECASE))
    return round(cyrillic / 2.5 + (len(text) - cyrillic) / 4)


def test_sizes() -> None:
    sizes: dict[str, dict[str, int]] = {}
    for purpose, language, compact in EVERY:
        parts = render(PROMPTS, purpose, make_brief(language), make_seat(language, compact)).parts
        name = f"{purpose}.{language}.{'compact' if compact else 'full'}"
        sizes[name] = {"instructions": tokens(body(parts, "instructions")), "prompt": tokens(body(parts))}
    check_golden("sizes.json", json.dumps(sizes, indent=1) + "\n")
    assert max(size["instructions"] for size in sizes.values()) < 1000


@pytest.mark.parametrize(("purpose", "language", "compact"), EVERY)
def test_rules_are_few(purpose: str, language: Language, compact: bool) -> None:
    text = body(render(PROMPTS, purpose, make_brief(language), make_seat(language, compact)).parts, "instructions")
    rules = re.findall(r"^\d+\. ", text, re.MULTILINE)
    assert 3 <= len(rules) <= (5 if compact else 10)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_both_languages_say_the_same_things(purpose: str) -> None:
    english, russian = (meta.find_undeclared_variables(jinja().parse(text)) for text in sources(purpose))
    assert english == russian
    first_lines = [text.splitlines()[0] for text in sources(purpose)]
    for line, label in zip(first_lines, ("Variables", "Переменные"), strict=True):
        listed = re.search(rf"{label}: (.+)\. #}}$", line)
        assert listed
        assert english <= set(listed[1].split(", "))
    names, titles = ([re.findall(pattern, text, re.MULTILINE) for text in sources(purpose)]
                     for pattern in (r"^ *- (\w+):", r"{% block (\w+) %}"))  # fmt: skip
    assert names[0] == names[1]
    assert titles[0] == titles[1]


KINDS: tuple[AnswerKind, ...] = get_args(AnswerKind)


@pytest.mark.parametrize(("purpose", "kind", "language"), list(product(FORMS, KINDS, LANGUAGES)))
def test_instructions_and_example_follow_the_schema(purpose: FormPurpose, kind: AnswerKind, language: Language) -> None:
    brief = make_brief(language, kind)
    schema = schema_for(purpose, brief.question)["properties"]
    text = body(render(PROMPTS, purpose, brief, make_seat(language, compact=True)).parts, "instructions")
    assert re.findall(r"^- (\w+):", text, re.MULTILINE) == list(schema)
    example = next(json.loads(line) for line in text.splitlines() if line.startswith("{"))
    assert list(example) == list(schema)
    asked = replace(brief.question, options=(Option("X", "x"), Option("Y", "y")))
    if purpose != "judge" or kind == "yes_no":
        read_form(FORMS[purpose], example, asked)

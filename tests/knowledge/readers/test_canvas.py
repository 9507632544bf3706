"""Canvases that are damaged, empty or odd."""

from __future__ import annotations

import json

import pytest

from consilium.knowledge.readers.file import Unreadable
from tests.knowledge.torture.vault import document, public

LONG = "Порог растёт от объёма сильнее, чем от интервалов."


@pytest.mark.parametrize("text", ["{", "[]", "null", '"text"', "# note", "[" * 100_000, "{" * 100])
def test_what_is_no_canvas_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="canvas"):
        document("x.canvas", text)


@pytest.mark.parametrize(
    "canvas",
    [
        {},
        {"nodes": {}, "edges": None},
        {"nodes": [1, None, {"type": "text", "text": LONG}, {"id": "a", "type": "text"}]},
        {"nodes": [{"id": "a", "type": "file"}], "edges": [{"fromNode": "a"}, {"fromNode": "b", "toNode": []}]},
        {"nodes": [{"id": "a", "type": "text", "text": 5, "x": "left", "width": None}]},
    ],
)
def test_what_is_missing_or_odd_is_passed_by(canvas: object) -> None:
    assert document("x.canvas", json.dumps(canvas)).stretches == ()


def test_an_empty_file_is_an_empty_canvas() -> None:
    assert document("x.canvas", "").stretches == ()


def test_a_cards_markdown_is_read_like_a_note_with_places_in_the_composed_text() -> None:
    card = f"# Тезис\n\n{LONG} [[МПК#^a]] ^t1\n\n%%secretword: {LONG}%%"
    nodes = [{"id": "0", "type": "text", "text": LONG}, {"id": "1", "type": "text", "text": card}]
    found = document("x.canvas", json.dumps({"nodes": nodes}))
    assert [(s.section, s.place, s.private) for s in found.stretches] == [
        ("", "0", False),
        ("Тезис", "^t1", False),
        ("Тезис", "1", True),
    ]
    assert public(found) == [LONG, f"{LONG} [[МПК#^a]]"]
    assert [found.text[link.start : link.end] for link in found.links] == ["[[МПК#^a]]"]


def test_a_groups_label_tells_no_comment() -> None:
    nodes = [
        {"id": "g", "type": "group", "label": "Открыто %%secretword%%", "x": 0, "y": 0, "width": 9, "height": 9},
        {"id": "1", "type": "text", "text": LONG, "x": 1, "y": 1, "width": 2, "height": 2},
    ]
    assert [s.section for s in document("x.canvas", json.dumps({"nodes": nodes})).stretches] == ["Открыто"]

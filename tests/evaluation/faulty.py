"""Rows with what can be wrong in a file of labelled questions."""

from __future__ import annotations

from tests.evaluation.recorded import Plain

OPTIONS = {"A": "x", "B": "y"}
YES: Plain = {"id": 1, "question": "Is it?", "kind": "yes_no", "gold": "yes", "responses": {"a": "yes", "b": None}}
FAR: Plain = {
    "id": 2,
    "question": "How far?",
    "kind": "number",
    "gold": "5 km",
    "responses": {"a": "5000 m", "b": "blah"},
}
LETTERS: Plain = {"question": "Which?", "options": OPTIONS, "gold": "A"}
BAD: list[Plain] = [
    YES,
    {**YES, "responses": {"a": "no"}},
    FAR,
    {**LETTERS, "id": 3, "gold": "Q", "responses": {"a": "A"}},
    {**LETTERS, "id": 4, "gold": None, "responses": {"a": "A", "b": "B"}},
    {**LETTERS, "id": 5, "responses": {"a": None, "b": "???"}},
    {**LETTERS, "id": "6", "responses": "A"},
]
"""A duplicate, a reply that cannot be read, a gold that is no answer, none at all, nobody's answer, no responses."""

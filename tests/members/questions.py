"""One question of each kind, for tests of schemas and forms."""

from __future__ import annotations

from consilium.types.question import Option, Question

OPEN = Question("Does zinc shorten a cold?")
CHOICE = Question("Which?", "choice", (Option("A", "red"), Option("B", "deep blue"), Option("C", "green")))
YES_NO = Question("Is it?", "yes_no")
MAYBE = Question("Is it?", "yes_no_maybe")
NUMBER = Question("How many?", "number")

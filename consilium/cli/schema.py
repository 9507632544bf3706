"""``consilium schema``: the JSON Schemas in force."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Mapping
from string import ascii_uppercase
from typing import Any, get_args

from pydantic import TypeAdapter

from consilium.cli.asking import read_options
from consilium.cli.parser import Parser
from consilium.export import Proceedings
from consilium.members.schemas import FormPurpose, schema_for
from consilium.types.event import Event
from consilium.types.question import AnswerKind, Option, Question
from consilium.types.verdict import VerdictRecord
from consilium.wording import say

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_REPLIES = ("answer", "critique", "revise", "judge")
_RECORDS: dict[str, type[Any]] = {"verdict": VerdictRecord, "event": Event, "run": Proceedings}


def configure(parser: Parser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("name", choices=(*_REPLIES, *_RECORDS), help=say("cli.schema_name"))
    parser.add_argument("--kind", choices=get_args(AnswerKind), help=say("cli.schema_kind"))
    parser.add_argument("--option", action="append", metavar=say("cli.meta_text"), help=say("cli.option"))
    parser.add_argument("--options", metavar='"A=…;B=…"', help=say("cli.options_together"))


def run(arguments: Namespace) -> int:
    """Print one schema."""
    schema = _reply(arguments) if arguments.name in _REPLIES else _record(arguments.name)
    sys.stdout.write(json.dumps(schema, ensure_ascii=False, indent=2) + "\n")
    return 0


def _record(name: str) -> dict[str, Any]:
    plain = TypeAdapter(_RECORDS[name]).json_schema(mode="serialization")
    return {"$schema": _DRAFT, **plain}


def _reply(arguments: Namespace) -> dict[str, Any]:
    """What a member must return; narrowed to one kind of question where one is named."""
    purpose: FormPurpose = arguments.name
    return {"$schema": _DRAFT, **schema_for(purpose, _question(arguments))}


def _question(arguments: Namespace) -> Question | None:
    given = read_options(arguments)
    if given is None:
        return Question("", arguments.kind) if arguments.kind else None
    pairs = given.items() if isinstance(given, Mapping) else zip(ascii_uppercase, given, strict=False)
    return Question("", arguments.kind or "choice", tuple(Option(label, text) for label, text in pairs))

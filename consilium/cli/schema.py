"""``consilium schema``: the JSON Schemas in force."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from typing import Any, get_args

from pydantic import TypeAdapter

from consilium.cli.asking import read_options
from consilium.cli.parser import Parser
from consilium.errors import UsageError
from consilium.export import Proceedings
from consilium.types.event import Event
from consilium.types.question import AnswerKind, Question
from consilium.types.verdict import VerdictRecord
from consilium.wording import say

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
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **plain}

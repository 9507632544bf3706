"""Reading YAML so that every mistake is reported with its file, line and what was expected."""

from __future__ import annotations

import difflib
import reprlib
from collections.abc import Hashable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from consilium.errors import ConfigError
from consilium.wording import say

M = TypeVar("M", bound=BaseModel)


def read_yaml(path: Path, shape: type[M], *, newest: int = 0) -> M:
    """A settings file, validated.

    Args:
        path: the YAML file.
        shape: the pydantic model it must fit.
        newest: the newest ``version`` this program knows; 0 where files carry none.

    Raises:
        ConfigError: it cannot be read, is not YAML, or does not fit; names file and line.
    """
    node, plain = _parse(path)
    if plain is None:
        plain = {}
    if not isinstance(plain, dict):
        raise ConfigError(say("config.not_a_mapping", path=path, line=1), next_step=say("config.see_example"))
    # Before anything else: a file for a newer version may well have keys unknown to this one.
    found = plain.get("version", newest)
    if newest and isinstance(found, int) and found > newest:
        message = say("config.newer", path=path, found=found, known=newest)
        raise ConfigError(message, next_step=say("disk.upgrade"))
    try:
        return shape.model_validate(plain)
    except ValidationError as error:
        faults = error.errors()
        # A misspelt key is also missing under its right name; the misspelling explains both.
        first = next((fault for fault in faults if fault["type"] == "extra_forbidden"), faults[0])
        raise _located(path, node, shape, first) from error


class _Loader(yaml.SafeLoader):
    """YAML whose every fault has a line; a key written twice is one, as the first would be lost silently."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep=deep)
        except (ValueError, LookupError, AttributeError) as error:  # a date such as 2026-02-31, `!!int x`
            raise _fault(str(error), node) from error

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise _fault(say("config.twice", key=key.value), key)
            seen.add(str(key.value))
            if key.tag != "tag:yaml.org,2002:merge":
                key.tag = "tag:yaml.org,2002:str"  # a key is what is written there, also `on` and `2`
        return super().construct_mapping(node, deep=deep)


def _fault(problem: str, node: yaml.Node) -> yaml.constructor.ConstructorError:
    return yaml.constructor.ConstructorError(None, None, problem, node.start_mark)


def _parse(path: Path) -> tuple[yaml.Node | None, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(say("config.unreadable", path=path, error=error), next_step=say("config.init")) from error
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader), yaml.load(text, Loader=_Loader)  # noqa: S506  a SafeLoader
    except yaml.YAMLError as error:
        line, problem = _place(error, text)
        raise ConfigError(
            say("config.not_yaml", path=path, line=line, problem=problem), next_step=say("config.indent")
        ) from error


def _place(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    """The line of a YAML error, counted from 1, and what is wrong there."""
    if isinstance(error, yaml.reader.ReaderError):
        return text.count("\n", 0, error.position) + 1, str(error.reason)
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark else 1, getattr(error, "problem", None) or str(error)


def _located(path: Path, node: yaml.Node | None, shape: type[BaseModel], fault: ErrorDetails) -> ConfigError:
    """The first validation error as one line: file, line, key, what was expected."""
    where = fault["loc"]
    line = _line_of(node, where)
    key = ".".join(str(step) for step in where) or "?"
    if fault["type"] == "extra_forbidden":
        known = [field.alias or name for name, field in _model_at(shape, where[:-1]).model_fields.items()]
        close = difflib.get_close_matches(str(where[-1]), known, n=1)
        hint = say("config.did_you_mean", name=close[0]) if close else say("config.known_keys", names=", ".join(known))
        return ConfigError(say("config.unknown_key", path=path, line=line, key=key), next_step=hint)
    if fault["type"] == "missing":
        message = say("config.missing_key", path=path, line=line, key=key)
        return ConfigError(message, next_step=say("config.see_example"))
    return ConfigError(
        say(
            "config.bad_value",
            path=path,
            line=line,
            key=key,
            value=reprlib.repr(fault["input"]),
            expected=_expected(fault),
        ),
        next_step=say("config.see_example"),
    )


_EXPECTED = {
    "int_type": "integer",
    "int_parsing": "integer",
    "int_from_float": "integer",
    "float_type": "number",
    "float_parsing": "number",
    "string_type": "text",
    "bool_type": "boolean",
    "bool_parsing": "boolean",
    "tuple_type": "list",
    "list_type": "list",
    "dict_type": "mapping",
    "model_type": "mapping",
    "literal_error": "one_of",
    "greater_than": "more_than",
    "greater_than_equal": "at_least",
    "less_than_equal": "at_most",
    "string_pattern_mismatch": "pattern",
}


def _expected(fault: ErrorDetails) -> str:
    """What should stand there, in the reader's language; pydantic's own words for a rare fault."""
    kind = _EXPECTED.get(fault["type"])
    if kind is None:
        return fault["msg"][0].lower() + fault["msg"][1:]
    bound = next(iter(fault.get("ctx", {}).values()), "")
    return say(f"config.expected_{kind}", bound=bound)


def _model_at(shape: type[BaseModel], steps: Sequence[int | str]) -> type[BaseModel]:
    """The model that validates the mapping at ``steps``; the outer one where it is not a model."""
    for step in steps:
        field = shape.model_fields.get(str(step))
        shape = next(_models(field.annotation), shape) if field else shape
    return shape


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Models named in an annotation, also inside ``… | None`` and ``tuple[…, ...]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _line_of(node: yaml.Node | None, steps: Sequence[int | str]) -> int:
    """The line, counted from 1, of the deepest key on the way to a value."""
    line = 1
    for step in steps:
        child, line = _child(node, step, line)
        if child is None:
            break
        node = child
    return line


def _child(node: yaml.Node | None, step: int | str, line: int) -> tuple[yaml.Node | None, int]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return value, key.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step].start_mark.line + 1
    return None, line

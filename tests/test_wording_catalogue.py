"""Every sentence that the code asks for exists in both languages, is filled in exactly, and none is left over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import consilium
from consilium.wording import say
from consilium.wording.say import MESSAGES, room_messages

PACKAGE = Path(consilium.__file__).parent
ROOMS = sorted(path.stem for path in MESSAGES.glob("*.toml"))
ENTRIES = [f"{room}.{name}" for room in ROOMS for name in room_messages(room)]
FORMS = {"en": 2, "ru": 3}


@dataclass(frozen=True)
class Call:
    """One ``say(…)`` in the sources: ``key`` is a pattern, and ``literal`` where nothing in it varies."""

    place: str
    room: str
    key: str
    literal: bool
    values: frozenset[str]
    open_ended: bool

    def matches(self, entry: str) -> bool:
        return re.fullmatch(self.key, entry) is not None

    @property
    def bare(self) -> bool:
        """Whether the whole name is a variable: what it may be stands elsewhere."""
        return bool(re.fullmatch(r"[a-z]+\\\.\[\\w-\]\+", self.key))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def plural_forms(text: str) -> list[str]:
    return [spec for _, _, spec, _ in Formatter().parse(text) if spec and "|" in spec]


@cache
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def strings(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def key_pattern(argument: ast.expr) -> str:
    """The keys an expression can name, as a pattern; empty where it is a plain variable."""
    if isinstance(argument, ast.Constant):
        return re.escape(str(argument.value))
    if not isinstance(argument, ast.JoinedStr):
        return ""
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w-]+" for part in argument.values
    )


@cache
def calls() -> tuple[Call, ...]:
    found = []
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say"):
                continue
            pattern = key_pattern(node.args[0])
            found.append(
                Call(
                    place=f"{path.relative_to(PACKAGE)}:{node.lineno}",
                    room=path.relative_to(PACKAGE).parts[0],
                    key=pattern,
                    literal=isinstance(node.args[0], ast.Constant),
                    values=frozenset(keyword.arg for keyword in node.keywords if keyword.arg),
                    open_ended=any(keyword.arg is None for keyword in node.keywords),
                )
            )
    return tuple(found)


@cache
def whole_keys() -> frozenset[str]:
    """Strings in the sources that name an entry: ``key = "store.many_runs" if … else "store.no_run"``."""
    named = re.compile(rf"(?:{'|'.join(ROOMS)})\.[a-z](?:\w*[a-z\d])?")
    return frozenset(text for tree in trees().values() for text in strings(tree) if named.fullmatch(text))


@cache
def composed_keys() -> frozenset[str]:
    """Patterns of keys put together anywhere: ``key = f"members.template_{x}"``; bare variables left out."""
    named = re.compile(rf"(?:{'|'.join(ROOMS)})\\\.\w.*")
    patterns = {
        key_pattern(node) for tree in trees().values() for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)
    }
    return frozenset(pattern for pattern in patterns if named.fullmatch(pattern))


@cache
def names_in(room: str) -> frozenset[str]:
    """Patterns of what the variable of ``say(f"room.{name}")`` may be: words, and ``f"{name}_step"``."""
    files = [tree for path, tree in trees().items() if path.relative_to(PACKAGE).parts[0] == room]
    words = {re.escape(word) for tree in files for text in strings(tree) for word in text.split()}
    made = {key_pattern(node) for tree in files for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)}
    return frozenset(words | {pattern for pattern in made if re.fullmatch(r"\[\\w-\]\+_\w+", pattern)})


def text_of(entry: str, language: str) -> str:
    room, _, name = entry.partition(".")
    return room_messages(room)[name][language]


@pytest.mark.parametrize("entry", ENTRIES)
def test_both_languages_hold_the_same_placeholders(entry: str) -> None:
    room, _, name = entry.partition(".")
    texts = room_messages(room)[name]
    assert set(texts) == {"en", "ru"}
    assert placeholders(texts["en"]) == placeholders(texts["ru"])
    for language, count in FORMS.items():
        for forms in plural_forms(texts[language]):
            assert forms.count("|") == count - 1, (language, forms)


@pytest.mark.parametrize("entry", ENTRIES)
def test_each_language_is_written_in_its_own_script(entry: str) -> None:
    """A text pasted into the wrong line, or left untranslated, is the commonest slip."""
    cyrillic = re.compile(r"[а-яё]", re.IGNORECASE)
    assert not cyrillic.search(re.sub(r"«.*?»|\[.*?\]", "", text_of(entry, "en")))
    russian = re.sub(r"\{.*?\}", "", text_of(entry, "ru"))
    if re.search(r"[a-z]{2,}\s+[a-z]{2,}\s+[a-z]{2,}", russian):
        assert cyrillic.search(russian), russian


def test_the_walk_sees_the_sources() -> None:
    assert len(calls()) > 150
    assert {call.room for call in calls()} > {"config", "disk", "calls", "store", "deciding", "members", "cli"}


def test_every_key_that_is_asked_for_exists() -> None:
    missing = [
        call for call in calls() if call.key and not call.bare and not any(call.matches(entry) for entry in ENTRIES)
    ]
    assert missing == []
    assert whole_keys() - set(ENTRIES) - {"config.yaml", "rules.yaml", "server.json", "server.lock"} == set()


def test_every_literal_call_gives_exactly_its_placeholders() -> None:
    wrong = [
        (call.place, call.key, sorted(call.values), sorted(placeholders(text_of(entry, "en"))))
        for call in calls()
        if call.literal and not call.open_ended
        for entry in ENTRIES
        if call.matches(entry) and call.values != placeholders(text_of(entry, "en"))
    ]
    assert wrong == []


def test_every_composed_call_gives_at_least_the_placeholders_of_what_it_may_say() -> None:
    wrong = [
        (call.place, entry, sorted(placeholders(text_of(entry, "en")) - call.values))
        for call in calls()
        if call.key and not call.literal and not call.bare and not call.open_ended
        for entry in ENTRIES
        if call.matches(entry) and not placeholders(text_of(entry, "en")) <= call.values
    ]
    # A longer name may share its beginning with a family of names (doctor_{key}, doctor_help).
    spoken = {re.sub(r"\\(.)", r"\1", call.key) for call in calls() if call.literal} | whole_keys()
    assert [one for one in wrong if one[1] not in spoken] == []


def test_no_sentence_is_left_over() -> None:
    by_word = {call.key.partition("\\")[0]: call.room for call in calls() if call.bare}

    def used(entry: str) -> bool:
        room, _, name = entry.partition(".")
        if entry in whole_keys() or any(re.fullmatch(pattern, entry) for pattern in composed_keys()):
            return True
        return room in by_word and any(re.fullmatch(pattern, name) for pattern in names_in(by_word[room]))

    assert [entry for entry in ENTRIES if not used(entry)] == []


def test_a_counted_placeholder_takes_the_form_of_its_number() -> None:
    assert say("deciding.no_quorum", "ru", answered=1).endswith("1 участник")
    assert say("deciding.no_quorum", "ru", answered=3).endswith("3 участника")
    assert say("deciding.no_quorum", "en", answered=1).endswith("1 member answered")


def test_values_with_braces_are_printed_as_they_are() -> None:
    assert "{0} {x!r}" in say("store.no_run", "en", run="{0} {x!r}")

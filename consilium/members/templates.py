"""Templates: finding, loading and rendering them, with private text apart from public.

A template is a set of Jinja blocks, each rendered on its own into a ``Part``. Private text is rendered
in a pass of its own, so a part is private exactly when its text is. Material is passed as values and
never compiled: a note that looks like a template stays a note.
"""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from consilium.errors import ConfigError
from consilium.members.bearings import bearings
from consilium.members.guarding import holds_private, of_class
from consilium.types.question import Language
from consilium.types.request import Part, Purpose
from consilium.wording import say

BLOCKS = ("instructions", "nails", "evidence", "memory", "thread", "seat", "colleagues", "question")
"""Blocks of a template in the order of the prompt: what varies per call comes after what does not."""

ChainTurn = tuple[Literal["user", "assistant"], str]
"""A worked turn placed before the task: whose turn it is, and its text."""

_MATERIAL = frozenset({"nails", "evidence", "memory", "thread", "colleagues"})
_SUFFIX = ".md.j2"
_FAULTS = (TemplateError, TypeError, ValueError, LookupError, ArithmeticError, AttributeError)
"""What a template's own code can raise while it is rendered."""

_OUTSIDE: tuple[type[nodes.Node], ...] = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)

# Members of one question are shown the same rules and the same evidence: those texts are made once.
_KEPT_TEXTS = 128


@dataclass(frozen=True, slots=True)
class Rendered:
    """A prompt ready to be sent, and the id of the template it was made from."""

    parts: tuple[Part, ...]
    template: str


@dataclass(frozen=True, slots=True, eq=False)
class _Source:
    """A compiled template file; ``reads`` names the variables that each block looks at."""

    path: Path
    template: Template
    digest: str
    reads: Mapping[str, frozenset[str]]

    @property
    def id(self) -> str:
        return f"{self.path.name.removesuffix(_SUFFIX)}@{self.digest[:8]}"


class Templates:
    """Templates from a list of folders; the first folder that has a template wins.

    A file is read once, so a run says the same things from beginning to end.

    Args:
        folders: where templates are looked for, the user's own first.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)
        self._sources: dict[Path, _Source] = {}
        # Files that no prompt was made of yet may still change; until they do, no run reads them again.
        self._digests: dict[tuple[Path, int, int], str] = {}
        self._text = lru_cache(maxsize=_KEPT_TEXTS)(_text)
        # Prompts are plain text, so nothing is escaped as HTML; no loader: a template stands alone,
        # and its hash names everything it says.
        self._environment = ImmutableSandboxedEnvironment(
            undefined=StrictUndefined,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["bearings"] = bearings

    def render(
        self,
        purpose: Purpose,
        *,
        language: Language,
        compact: bool = False,
        template: str | None = None,
        chain: Sequence[ChainTurn] = (),
        **variables: Any,
    ) -> Rendered:
        """The blocks of one template as parts, private text apart from public.

        A variable that carries ``private``, or a tuple of such, is shown only in the part of its
        privacy class; all other variables are shown to every block.

        Args:
            purpose: names the template unless ``template`` does.
            language: the template's language.
            compact: the short rendering for small models.
            template: a template of the member's own.
            chain: worked turns, placed where the seat's text ends.
            variables: what the template may use: text, numbers, frozen records and tuples of them.

        Raises:
            ConfigError: no such template, or it is broken; names the file, line and variable.
        """
        source = self._find(template or purpose, language)
        scope = {"language": language, "compact": compact, **variables}
        parts: list[Part] = []
        for block in BLOCKS:
            parts += self._block(source, block, scope)
            if block == "seat":
                parts += [Part(text, "seat", role=role) for role, text in chain]
        return Rendered(tuple(parts), source.id)

    def hashes(self) -> dict[str, str]:
        """SHA-256 of every template that could be used, by its name without the suffix."""
        found: dict[str, str] = {}
        for folder in reversed(self._folders):
            for path in sorted(folder.rglob(f"*{_SUFFIX}")):
                name = path.relative_to(folder).as_posix().removesuffix(_SUFFIX)
                loaded = self._sources.get(path)
                found[name] = loaded.digest if loaded else self._digest(path)
        return dict(sorted(found.items()))

    def _digest(self, path: Path) -> str:
        state = path.stat()
        version = (path, state.st_mtime_ns, state.st_size)
        if version not in self._digests:
            self._digests[version] = _digest(_read(path))
        return self._digests[version]

    def _block(self, source: _Source, block: str, scope: Mapping[str, Any]) -> Iterator[Part]:
        if block not in source.reads:
            return
        role: Literal["system", "user"] = "system" if block == "instructions" else "user"
        seen = {name: value for name, value in scope.items() if name in source.reads[block]}
        apart = block in _MATERIAL and any(holds_private(value) for value in seen.values())
        for private in (False, True) if apart else (False,):
            shown = tuple((name, of_class(value, private=private)) for name, value in seen.items())
            if text := self._rendered(source, block, shown, scope):
                yield Part(text, block, private, role)

    def _rendered(self, source: _Source, block: str, shown: tuple[tuple[str, Any], ...], known: Iterable[str]) -> str:
        try:
            return self._text(source, block, shown)
        except _FAULTS as error:
            place = str(source.path)
            frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == place]
            line = source.template.get_corresponding_lineno(frames[-1].lineno or 1) if frames else 1
            raise _broken(source.path, line, str(error), known) from error

    def _find(self, name: str, language: Language) -> _Source:
        for folder in self._folders:
            for file in (f"{name}.{language}{_SUFFIX}", f"{name}{_SUFFIX}"):
                path = folder / file
                if path in self._sources or (".." not in path.parts and path.is_file()):
                    return self._load(path)
        places = ", ".join(str(folder) for folder in self._folders)
        raise ConfigError(
            say("prompting.template_absent", name=name, language=language, places=places),
            next_step=say("prompting.template_absent_fix", name=name, language=language),
        )

    def _load(self, path: Path) -> _Source:
        if path not in self._sources:
            text = _read(path)
            tree = self._parsed(path, text)
            template = self._compiled(path, tree)
            self._sources[path] = _Source(path, template, _digest(text), _variables(tree))
        return self._sources[path]

    def _parsed(self, path: Path, text: str) -> nodes.Template:
        try:
            tree = self._environment.parse(text, path.name, str(path))
        except TemplateSyntaxError as error:
            raise _broken(path, error.lineno, error.message or "", BLOCKS) from error
        outside = [node for kind in _OUTSIDE for node in tree.find_all(kind)]
        if outside:
            raise _broken(path, outside[0].lineno, say("prompting.stands_alone"), BLOCKS)
        return tree

    def _compiled(self, path: Path, tree: nodes.Template) -> Template:
        environment = self._environment
        try:
            code = environment.compile(tree, path.name, str(path))
        except TemplateSyntaxError as error:
            raise _broken(path, error.lineno, error.message or "", BLOCKS) from error
        template = environment.template_class.from_code(environment, code, environment.make_globals(None))
        strange = ", ".join(sorted(template.blocks.keys() - set(BLOCKS)))
        if strange or not template.blocks:
            key = "block_unknown" if strange else "block_none"
            fix = say("prompting.block_fix", known=", ".join(BLOCKS))
            raise ConfigError(say(f"prompting.{key}", file=path, blocks=strange), next_step=fix)
        return template


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        fix = say("prompting.template_unreadable_fix")
        raise ConfigError(say("prompting.template_unreadable", file=path, why=error), next_step=fix) from error


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _variables(tree: nodes.Template) -> dict[str, frozenset[str]]:
    """The names that each block of a template looks up; its loops' own names among them do no harm."""
    return {
        block.name: frozenset(name.name for name in block.find_all(nodes.Name)) for block in tree.find_all(nodes.Block)
    }


def _text(source: _Source, block: str, shown: tuple[tuple[str, Any], ...]) -> str:
    return "".join(source.template.blocks[block](source.template.new_context(dict(shown)))).strip()


def _broken(path: Path, line: int, why: str, known: Iterable[str]) -> ConfigError:
    fix = say("prompting.template_broken_fix", known=", ".join(sorted(known)))
    return ConfigError(say("prompting.template_broken", file=path, line=line, why=why), next_step=fix)

"""Prompts: our records in, the parts of a request out.

A template is a set of Jinja blocks, each rendered on its own into a ``Part``. Records are stripped of
names before a template sees them, so no template, shipped or edited, can tell a reader who spoke.
Private text is rendered in a pass of its own, so a part is private exactly when its text is.
Material is passed as values and never compiled: a note that looks like a template stays a note.
"""

from __future__ import annotations

import hashlib
import re
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, Literal

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from consilium.errors import ConfigError
from consilium.protocols.member import Brief, Colleague
from consilium.types.opinion import Critique, Opinion
from consilium.types.question import Language
from consilium.types.request import Part, Purpose
from consilium.types.verdict import LedgerClaim, Settlement
from consilium.wording import say

CriticTask = Literal["evidence", "condition", "number", "steelman"]
CRITIC_TASKS: tuple[CriticTask, ...] = ("evidence", "condition", "number", "steelman")
"""What a critic is sent to do: check evidence, find where a claim fails, check numbers, find the best in it."""

BLOCKS = ("instructions", "evidence", "thread", "seat", "colleagues", "question")
"""Blocks of a template in the order of the prompt: what varies per call comes after what does not."""

_MATERIAL = frozenset({"evidence", "thread", "colleagues"})
_SUFFIX = ".md.j2"
_FAULTS = (TemplateError, TypeError, ValueError, LookupError, ArithmeticError, AttributeError)
"""What a template's own code can raise while it is rendered."""

_OUTSIDE: tuple[type[nodes.Node], ...] = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)

ChainTurn = tuple[Literal["user", "assistant"], str]
"""A worked turn placed before the task: whose turn it is, and its text."""


@dataclass(frozen=True, slots=True)
class Seat:
    """What a member's card adds to a prompt.

    ``compact`` asks for the short rendering that small local models can follow. ``chain`` and
    ``template``, the member's own template, hold where it answers and revises.
    """

    discipline: str = ""
    watch_for: str = ""
    compact: bool = False
    chain: tuple[ChainTurn, ...] = ()
    template: str | None = None


@dataclass(frozen=True, slots=True)
class Rendered:
    """A prompt ready to be sent, and the id of the template it was made from."""

    parts: tuple[Part, ...]
    template: str


@dataclass(frozen=True, slots=True)
class Material:
    """A stretch of text to be judged, with its privacy."""

    text: str
    private: bool = False


@dataclass(frozen=True, slots=True)
class Stand:
    """A position on the judge's table, in one wording; how many hold it is not known here."""

    position: str
    settled: bool
    answer: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True)
class _Source:
    """A compiled template file."""

    path: Path
    template: Template
    digest: str

    @property
    def id(self) -> str:
        return f"{self.path.name.removesuffix(_SUFFIX)}@{self.digest[:8]}"


class Prompts:
    """Templates from a list of folders; the first folder that has a template wins.

    A file is read once, so a run says the same things from beginning to end.

    Args:
        folders: where templates are looked for, the user's own first.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)
        self._sources: dict[Path, _Source] = {}
        # Prompts are plain text, so nothing is escaped as HTML; no loader: a template stands alone,
        # and its hash names everything it says.
        self._environment = ImmutableSandboxedEnvironment(
            undefined=StrictUndefined,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )

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
            variables: what the template may use.

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
                found[name] = loaded.digest if loaded else _digest(_read(path))
        return dict(sorted(found.items()))

    def answer_parts(self, brief: Brief, seat: Seat) -> Rendered:
        """The prompt of a blind answer."""
        return self._seated("answer", brief, seat)

    def critique_parts(self, brief: Brief, seat: Seat, target: Colleague, task: CriticTask) -> Rendered:
        """The prompt of a critique: one nameless colleague's claims, and the task to do on them."""
        return self._seated("critique", brief, seat, target=_seen(target), task=task)

    def revise_parts(
        self, brief: Brief, seat: Seat, own: Opinion, critiques: Sequence[Critique], rival: Colleague | None
    ) -> Rendered:
        """The prompt of a revision: the own opinion, what was said of its claims, the rival's first claim."""
        strongest = _seen(rival) if rival else None
        return self._seated(
            "revise",
            brief,
            seat,
            own=_nameless(own),
            critiques=_critiques_of(own, critiques),
            rival=replace(strongest, claims=strongest.claims[:1]) if strongest else None,
        )

    def judge_parts(
        self,
        brief: Brief,
        seat: Seat,
        opinions: Sequence[Colleague],
        ledger: Sequence[LedgerClaim],
        settlement: Settlement,
        *,
        words: int = 250,
    ) -> Rendered:
        """The prompt of a verdict, at most ``words`` long, from claims and positions in the order given."""
        claims = tuple(replace(claim, supported_by=(), attacked_by=()) for claim in ledger)
        stands = _stands(opinions, settlement, wordings=brief.question.kind == "open")
        return self._seated("judge", brief, seat, ledger=claims, stands=stands, words=words)

    def rewrite_parts(self, brief: Brief, seat: Seat) -> Rendered:
        """The prompt that makes a follow-up stand alone."""
        return self._seated("rewrite", brief, seat)

    def repair_parts(
        self, brief: Brief, seat: Seat, faulty: Material, problems: Sequence[str], names: Sequence[str]
    ) -> Rendered:
        """The prompt that mends a reply's form.

        Args:
            brief: the brief of the call that went wrong.
            seat: the seat of the member that wrote it.
            faulty: the reply as it came, private if its call's prompt was.
            problems: what does not fit, from ``FormRejected``.
            names: the fields wanted, in order.
        """
        return self._seated("repair", brief, seat, faulty=faulty, problems=tuple(problems), names=tuple(names))

    def _seated(self, purpose: Purpose, brief: Brief, seat: Seat, **records: Any) -> Rendered:
        """Render with what every prompt may show, the records' text made harmless first."""
        if not any(char.isalnum() for char in brief.fence):
            raise ValueError("a brief without a fence cannot hold material")
        thread = Material(brief.thread, brief.thread_private) if brief.thread else None
        # The question is asked of everybody who gets this brief: its privacy marks parts, it hides nothing.
        records |= {"passages": brief.evidence, "thread": thread, "question": replace(brief.question, private=False)}
        own_voice = purpose in {"answer", "revise"}
        rendered = self.render(
            purpose,
            language=brief.question.language,
            compact=seat.compact,
            template=seat.template if own_voice else None,
            chain=seat.chain if own_voice else (),
            fence=brief.fence,
            discipline=seat.discipline,
            watch_for=seat.watch_for,
            **{name: _guarded(record, brief.fence) for name, record in records.items()},
        )
        return _asked_privately(rendered, brief.question.text) if brief.question.private else rendered

    def _block(self, source: _Source, block: str, scope: Mapping[str, Any]) -> Iterator[Part]:
        if block not in source.template.blocks:
            return
        role: Literal["system", "user"] = "system" if block == "instructions" else "user"
        apart = block in _MATERIAL and any(_holds_private(value) for value in scope.values())
        for private in (False, True) if apart else (False,):
            shown = {name: _of_class(value, private=private) for name, value in scope.items()}
            if text := _rendered(source, block, shown):
                yield Part(text, block, private, role)

    def _find(self, name: str, language: Language) -> _Source:
        for folder in self._folders:
            for file in (f"{name}.{language}{_SUFFIX}", f"{name}{_SUFFIX}"):
                path = folder / file
                if ".." not in path.parts and path.is_file():
                    return self._load(path)
        places = ", ".join(str(folder) for folder in self._folders)
        raise ConfigError(
            say("prompting.template_absent", name=name, language=language, places=places),
            next_step=say("prompting.template_absent_fix", name=name, language=language),
        )

    def _load(self, path: Path) -> _Source:
        if path not in self._sources:
            text = _read(path)
            template = self._compiled(path, text)
            self._sources[path] = _Source(path, template, _digest(text))
        return self._sources[path]

    def _compiled(self, path: Path, text: str) -> Template:
        environment = self._environment
        try:
            tree = environment.parse(text)
            code = environment.compile(text, path.name, str(path))
        except TemplateSyntaxError as error:
            raise _broken(path, error.lineno, error.message or "", BLOCKS) from error
        outside = [node for kind in _OUTSIDE for node in tree.find_all(kind)]
        if outside:
            raise _broken(path, outside[0].lineno, say("prompting.stands_alone"), BLOCKS)
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


def _rendered(source: _Source, block: str, scope: Mapping[str, Any]) -> str:
    try:
        return "".join(source.template.blocks[block](source.template.new_context(dict(scope)))).strip()
    except _FAULTS as error:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(source.path)]
        line = source.template.get_corresponding_lineno(frames[-1].lineno or 1) if frames else 1
        raise _broken(source.path, line, str(error), scope) from error


def _broken(path: Path, line: int, why: str, known: Iterable[str]) -> ConfigError:
    fix = say("prompting.template_broken_fix", known=", ".join(sorted(known)))
    return ConfigError(say("prompting.template_broken", file=path, line=line, why=why), next_step=fix)


def _asked_privately(rendered: Rendered, text: str) -> Rendered:
    """The prompt with every part marked private that shows a private question."""
    shown = (part.origin == "question" or text in part.text for part in rendered.parts)
    parts = zip(rendered.parts, shown, strict=True)
    return replace(rendered, parts=tuple(replace(part, private=part.private or marked) for part, marked in parts))


def _holds_private(value: object) -> bool:
    return any(getattr(item, "private", False) for item in (value if isinstance(value, tuple) else (value,)))


def _of_class(value: Any, *, private: bool) -> Any:
    """The value as one privacy class may see it; what carries no mark belongs to both."""
    if isinstance(value, tuple):
        return tuple(item for item in value if getattr(item, "private", private) == private)
    return value if getattr(value, "private", private) == private else None


def _guarded(value: Any, fence: str) -> Any:
    """The same records, every text in them rid of the run's fence mark, however it is spaced out."""
    if isinstance(value, str):
        spaced = r"[\W_]*".join(re.escape(char) for char in fence if char.isalnum())
        return re.sub(spaced, "[…]", value, flags=re.IGNORECASE)
    if isinstance(value, tuple):
        return tuple(_guarded(item, fence) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _guarded(getattr(value, field.name), fence) for field in fields(value)})
    return value


def _nameless(opinion: Opinion) -> Opinion:
    """The opinion without anything that tells whose it is; reasons of failures name models too."""
    return replace(opinion, member="", model="", answering_model="", reason="", cause="")


def _seen(colleague: Colleague) -> Opinion:
    """A colleague's opinion as a reader may see it: without its author, and bare where it is withheld."""
    opinion = colleague.opinion
    if colleague.withheld:
        return Opinion("", opinion.round, answer=None, position=opinion.position, confidence=0.0)
    return _nameless(opinion)


def _critiques_of(own: Opinion, critiques: Sequence[Critique]) -> tuple[Critique, ...]:
    """What was said of these claims, without the critics' names; failed and stray points left out."""
    claims = {claim.id for claim in own.claims}
    kept = []
    for critique in critiques:
        points = tuple(point for point in critique.points if point.claim in claims)
        if points:
            kept.append(replace(critique, critic="", target="", points=points))
    return tuple(kept)


def _stands(opinions: Sequence[Colleague], settlement: Settlement, *, wordings: bool) -> tuple[Stand, ...]:
    """The positions on the table, each once, in the order given; open questions in one wording each.

    A position is public even where its wording is private: then the wording stands apart.
    """
    wording: dict[str, Opinion] = {}
    for opinion in (_seen(colleague) for colleague in opinions):
        if opinion.position is not None and (opinion.position not in wording or not wording[opinion.position].answer):
            wording[opinion.position] = opinion
    stands = []
    for position, opinion in wording.items():
        settled, answer = position == settlement.position, opinion.answer if wordings and opinion.answer else ""
        stands.append(Stand(position, settled, "" if opinion.private else answer))
        if opinion.private and answer:
            stands.append(Stand(position, settled, answer, private=True))
    return tuple(stands)

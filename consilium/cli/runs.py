"""``consilium runs``: what was asked before, and what became of it."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from consilium.cli.home import home_places, opened_store
from consilium.cli.parser import Parser, add_home, positive, sub_commands
from consilium.cli.screen import cells, console, table
from consilium.config import Places
from consilium.disk import write_atomic
from consilium.errors import UsageError
from consilium.export import (
    corrections_markdown,
    printable,
    transcript_json,
    transcript_markdown,
    verdict_markdown,
    verdict_rich,
)
from consilium.export.neutral import shortened
from consilium.protocols import RunSummary
from consilium.store import SqliteRunStore, erase_run
from consilium.types.event import Event
from consilium.types.recollection import Correction
from consilium.types.verdict import VerdictRecord
from consilium.wording import say

LISTED = 20
_Told = tuple[Sequence[Event], VerdictRecord | None, Sequence[Mapping[str, Any]], Sequence[Correction]]
QUESTION_CHARS = 60


def configure(parser: Parser) -> None:
    """Declare the command's arguments."""
    actions = sub_commands(parser, "action")
    actions.required = True
    add_home(parser)
    listing = _sub(actions, "list")
    listing.add_argument("--limit", type=positive, default=LISTED, metavar="N", help=say("cli.runs_limit"))
    show = _sub(actions, "show", one=True)
    show.add_argument("--json", action="store_true", help=say("cli.runs_json"))
    export = _sub(actions, "export", one=True)
    export.add_argument("--format", choices=("md", "json"), default="md", help=say("cli.runs_format"))
    export.add_argument("--out", metavar=say("cli.meta_file"), help=say("cli.runs_out"))
    resume = _sub(actions, "resume", one=True)
    resume.add_argument("--json", action="store_true", help=say("cli.json"))
    delete = _sub(actions, "delete", one=True)
    delete.add_argument("--yes", "-y", action="store_true", help=say("cli.runs_yes"))


def _sub(actions: Any, name: str, *, one: bool = False) -> Parser:
    """A sub-command; ``one`` of them takes the run it is about."""
    summary = say(f"cli.runs_{name}")
    parser: Parser = actions.add_parser(name, help=summary, description=summary)
    add_home(parser, again=True)
    if one:
        parser.add_argument("run", metavar=say("cli.meta_run"), help=say("cli.run_id"))
    return parser


def run(arguments: Namespace) -> int:
    """Do one of them."""
    places = home_places(arguments.home)
    with opened_store(places) as store:
        return _ACTIONS[arguments.action](arguments, store, places)


def _list(arguments: Namespace, store: SqliteRunStore, _places: Places) -> int:
    runs = store.list(arguments.limit)
    if not runs:
        sys.stdout.write(say("cli.no_runs") + "\n")
        return 0
    grid = table(*(say(f"cli.head_{head}") for head in ("run", "when", "state", "question")), whole=3)
    for one in runs:
        asked = shortened(one.question, QUESTION_CHARS)
        grid.add_row(*cells(one.id, one.created[:16].replace("T", " "), _state(one), asked))
    console().print(grid)
    return 0


def _state(one: RunSummary) -> str:
    return say(f"cli.status_{one.status}") if one.status else say(f"cli.state_{one.state}")


def _show(arguments: Namespace, store: SqliteRunStore, places: Places) -> int:
    """The verdict's card; where there is no verdict, everything that was said."""
    run_id = store.summary(arguments.run).id
    verdict, corrections = store.verdict(run_id), store.feedback.corrections(run_id)
    if arguments.json:
        _print_json(_record(store, run_id))
    elif verdict is None:
        sys.stdout.write(transcript_markdown(store.events(run_id), None, store.calls(run_id), corrections))
    elif sys.stdout.isatty():
        console().print(verdict_rich(verdict))
        for one in corrections:
            said = say("cli.correction", verdict.language, day=one.at[:10], text=printable(one.text))
            console().print(said, soft_wrap=True, markup=False)
        path = places.transcripts / f"{run_id}.md"
        if path.is_file():
            console().print(say("cli.transcript_at", path=path), style="dim", soft_wrap=True, markup=False)
    else:
        said = f"\n{corrections_markdown(corrections, verdict.language)}\n" if corrections else ""
        sys.stdout.write(verdict_markdown(verdict) + said)
    return 0


def _export(arguments: Namespace, store: SqliteRunStore, _places: Places) -> int:
    run_id = store.summary(arguments.run).id
    if arguments.format == "json":
        text = json.dumps(_record(store, run_id), ensure_ascii=False, indent=1) + "\n"
    else:
        text = transcript_markdown(*_told(store, run_id))
    if not arguments.out:
        sys.stdout.write(text)
        return 0
    target = Path(arguments.out)
    try:
        write_atomic(target, text)
    except OSError as error:
        message = say("cli.cannot_write", path=target, error=error.strerror or error)
        raise UsageError(message, next_step=say("cli.check_file")) from error
    sys.stderr.write(say("cli.written", path=target) + "\n")
    return 0


def _delete(arguments: Namespace, store: SqliteRunStore, places: Places) -> int:
    """Remove a run and its transcript; without ``--yes`` only after the user has agreed."""
    one = store.summary(arguments.run)
    if not arguments.yes and not _agreed(one):
        sys.stderr.write(say("cli.kept", run=one.id) + "\n")
        return 0
    erase_run(store, one.id, places.transcripts, places.checkpoints)
    sys.stderr.write(say("cli.deleted", run=one.id) + "\n")
    return 0


def _resume(arguments: Namespace, store: SqliteRunStore, places: Places) -> int:
    """Go on with a run that was broken off, without paying again for what was answered."""
    from consilium.api import Consilium  # noqa: PLC0415  the whole machine, which the other actions do not need

    run_id = store.summary(arguments.run).id
    with Consilium.of_run(run_id, home=places.home) as consilium:
        verdict = consilium.resume(run_id)
    sys.stdout.write(verdict.to_json() + "\n" if arguments.json else verdict_markdown(verdict))
    return verdict.exit_code


def _agreed(one: RunSummary) -> bool:
    if not sys.stdin.isatty():
        raise UsageError(say("cli.not_asked"), next_step=f"consilium runs delete {one.id} --yes")
    sys.stderr.write(say("cli.really_delete", run=one.id, question=shortened(one.question, QUESTION_CHARS)) + " ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in {"y", "yes", "д", "да"}


def _record(store: SqliteRunStore, run_id: str) -> dict[str, Any]:
    return transcript_json(*_told(store, run_id))


def _told(store: SqliteRunStore, run_id: str) -> _Told:
    """What a transcript is made from, the user's corrections included."""
    return store.events(run_id), store.verdict(run_id), store.calls(run_id), store.feedback.corrections(run_id)


def _print_json(record: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


_ACTIONS: Mapping[str, Callable[[Namespace, SqliteRunStore, Places], int]] = {
    "list": _list,
    "show": _show,
    "export": _export,
    "resume": _resume,
    "delete": _delete,
}

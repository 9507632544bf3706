"""``consilium spar``: a thesis or a note against an opponent who argues from the library."""

from __future__ import annotations

import sys
from argparse import Namespace
from contextlib import suppress
from pathlib import Path

from consilium.api.consilium import Consilium
from consilium.api.spar import Spar
from consilium.cli.parser import Parser
from consilium.cli.shelf import add_library_options
from consilium.errors import UsageError
from consilium.export.spar import claim_lines
from consilium.types.codec import to_json, to_plain
from consilium.wording import say


def configure(parser: Parser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("thesis", nargs="*", metavar=say("spar.meta_thesis"), help=say("spar.thesis"))
    parser.add_argument("--resume", metavar="ID", default="", help=say("spar.resume"))
    parser.add_argument("--json", action="store_true", help=say("spar.json"))
    parser.add_argument("--notes", metavar=say("cli.meta_path"), default="", help=say("spar.notes_folder"))
    parser.add_argument("--without-nails", action="store_true", help=say("spar.without_nails"))
    add_library_options(parser)


def run(arguments: Namespace) -> int:
    """Show the attacks, and take replies where somebody sits at a terminal."""
    with _opened(arguments) as consilium:
        if arguments.resume:
            match = consilium.resume_spar(arguments.resume)
        else:
            notes = Path(arguments.notes) if arguments.notes else None
            match = consilium.spar(_thesis(" ".join(arguments.thesis).strip()), notes=notes)
        if arguments.json:
            sys.stdout.write(_first_attack(match) + "\n")
            return 0
        sys.stdout.write(match.note())
        try:
            if sys.stdin.isatty() and sys.stdout.isatty():
                with suppress(EOFError):
                    _exchange(match)
        finally:
            sys.stderr.write(say("spar.kept", match.record.language, match=match.record.id) + "\n")
            for path in match.refused:
                sys.stderr.write(say("spar.note_changed", match.record.language, path=path) + "\n")
    return 0


def _opened(arguments: Namespace) -> Consilium:
    home = Path(arguments.home).expanduser() if arguments.home else None
    return Consilium.from_config(arguments.config, home=home, nails=not arguments.without_nails)


def _thesis(words: str) -> str:
    """The thesis itself, or the text of the note that is named."""
    if not words.endswith(".md"):
        return words
    try:
        return Path(words).expanduser().read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise UsageError(say("spar.no_note", path=words), next_step=say("spar.check_path")) from error


def _first_attack(match: Spar) -> str:
    """The first attack with its claim; ``attack`` is null where there is none, and the outcome says what that means."""
    claims = match.record.claims
    claim = next((one for one in claims if one.attacks), claims[0])
    shown = {
        "id": match.record.id,
        "claim": claim.id,
        "text": claim.text,
        "support": to_plain(claim.support[0]) if claim.support else None,
        "attack": to_plain(claim.attacks[0]) if claim.attacks else None,
        "outcome": to_plain(claim.outcome),
    }
    return to_json(shown)


def _exchange(match: Spar) -> None:
    """Reply and answer, claim by claim, until he has nothing more to say."""
    for id_ in [claim.id for claim in match.record.claims if claim.outcome.state != "standing"]:
        while text := input(say("spar.your_turn", match.record.language, claim=id_)).strip():
            record = match.reply(text, claim=id_)
            claim = next(one for one in record.claims if one.id == id_)
            replies = [one for one in record.replies if one.claim == id_]
            given = [one for one in record.concessions if one.claim == id_]
            sys.stdout.write("\n".join(claim_lines(claim, replies, record.language, given)) + "\n")

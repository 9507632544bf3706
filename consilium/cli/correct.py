"""``consilium correct``: what the user says of a verdict later, kept with its run."""

from __future__ import annotations

import sys
from argparse import Namespace

from consilium.cli.home import home_places, opened_store
from consilium.cli.parser import Parser, add_home
from consilium.errors import UsageError
from consilium.store import Feedback
from consilium.wording import say


def configure(parser: Parser) -> None:
    """Declare the command's arguments."""
    add_home(parser)
    parser.add_argument("run", metavar=say("cli.meta_run"), help=say("cli.run_id"))
    parser.add_argument("text", metavar=say("cli.meta_text"), help=say("cli.correct_text"))


def run(arguments: Namespace) -> int:
    """Keep the correction; earlier ones stay."""
    text = arguments.text.strip()
    if not text:
        raise UsageError(say("cli.correct_empty"), next_step=say("cli.correct_like_this"))
    with opened_store(home_places(arguments.home)) as store:
        run_id = store.summary(arguments.run).id
        store.feedback.add(Feedback(run_id, comment=text))
    sys.stdout.write(say("cli.corrected", run=run_id) + "\n")
    return 0

"""``consilium feedback``: what a verdict turned out to be worth, so that the panel's skill is known."""

from __future__ import annotations

import sys
from argparse import Namespace

from consilium.cli.home import home_places, opened_store
from consilium.cli.parser import Parser, add_home
from consilium.errors import UsageError
from consilium.wording import say


def configure(parser: Parser) -> None:
    """Declare the command's arguments."""
    add_home(parser)
    parser.add_argument("run", metavar=say("cli.meta_run"), help=say("cli.run_id"))
    parser.add_argument("truth", metavar="right|wrong|ANSWER", help=say("evaluation.feedback_truth"))
    parser.add_argument("--topic", help=say("evaluation.feedback_topic"))


def run(arguments: Namespace) -> int:
    """Keep the truth; the newest one counts."""
    from consilium.assembly.outcomes import TOPIC, outcomes, told  # noqa: PLC0415  brings NumPy: help needs none

    words = arguments.truth.strip()
    if not words:
        raise UsageError(say("evaluation.feedback_empty"), next_step="consilium feedback last right")
    with opened_store(home_places(arguments.home)) as store:
        run_id = store.summary(arguments.run).id
        store.feedback.add(told(store, run_id, words))
        if arguments.topic:
            store.keep(run_id, TOPIC, {"name": arguments.topic.strip()})
        known = next((one for one in outcomes(store) if one.run_id == run_id), None)
    sys.stdout.write(say("evaluation.feedback_kept", run=run_id) + "\n")
    if known is None:
        sys.stdout.write(say("evaluation.feedback_uncounted") + "\n")
    elif known.repair:
        sys.stdout.write(say(f"evaluation.repair_{known.repair}") + "\n")
    return 0

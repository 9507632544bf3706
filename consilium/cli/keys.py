"""``consilium keys``: who may use the server, and how much."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from consilium.cli.extras import needed
from consilium.cli.home import home_places, opened_store
from consilium.cli.parser import Parser, add_home, positive, sub_commands
from consilium.cli.screen import cells, console, table
from consilium.config import Places
from consilium.store import AccessKey, SqliteRunStore
from consilium.wording import say

SCOPES = ("read", "ask", "admin")
PER_MINUTE = 120
_UNITS = {"h": 1 / 24, "d": 1, "w": 7}


def configure(parser: Parser) -> None:
    """Declare the command's arguments."""
    actions = sub_commands(parser, "action")
    actions.required = True
    add_home(parser)
    create = _sub(actions, "create")
    create.add_argument("name", metavar=say("cli.meta_name"), help=say("cli.key_name"))
    create.add_argument("--scope", choices=SCOPES, default="ask", help=say("cli.key_scope"))
    create.add_argument("--rate", type=positive, default=PER_MINUTE, metavar="N", help=say("cli.key_rate"))
    create.add_argument("--budget", type=_dollars, metavar="USD", help=say("cli.key_budget"))
    create.add_argument("--expires", type=_span, metavar="30d", help=say("cli.key_expires"))
    create.add_argument("--redact", action="store_true", help=say("cli.key_redact"))
    _sub(actions, "list")
    _sub(actions, "revoke").add_argument("name", metavar=say("cli.meta_name"), help=say("cli.key_name"))
    _sub(actions, "signing-secret")


def run(arguments: Namespace) -> int:
    """Make, list or take back keys."""
    places = home_places(arguments.home)
    with opened_store(places) as store:
        return _ACTIONS[arguments.action](arguments, store, places)


def _sub(actions: Any, name: str) -> Parser:
    summary = say(f"cli.keys_{name.replace('-', '_')}")
    child: Parser = actions.add_parser(name, help=summary, description=summary)
    add_home(child, again=True)
    return child


def _create(arguments: Namespace, store: SqliteRunStore, _places: Places) -> int:
    """The key's text goes to stdout, alone, so that a script can take it."""
    expires = (datetime.now(UTC) + arguments.expires).isoformat(timespec="milliseconds") if arguments.expires else ""
    wanted = AccessKey(
        id="",
        name=arguments.name,
        scope=arguments.scope,
        per_minute=arguments.rate,
        usd_per_day=arguments.budget,
        redacted=arguments.redact,
        expires=expires.replace("+00:00", "Z"),
    )
    _, text = store.keys.create(wanted)
    sys.stdout.write(text + "\n")
    sys.stderr.write(say("cli.key_once") + "\n")
    return 0


def _list(_arguments: Namespace, store: SqliteRunStore, _places: Places) -> int:
    heads = ("name", "scope", "rate", "budget", "redact", "expires", "used")
    grid = table(*(say(f"cli.head_{head}") for head in heads))
    for key in store.keys.list():
        budget = "—" if key.usd_per_day is None else f"{key.usd_per_day:.2f}"
        redacted = say("cli.yes") if key.redacted else "—"
        expires = key.expires[:16].replace("T", " ") or "—"
        grid.add_row(*cells(key.name, key.scope, str(key.per_minute), budget, redacted, expires, key.used or "—"))
    console().print(grid)
    return 0


def _revoke(arguments: Namespace, store: SqliteRunStore, _places: Places) -> int:
    store.keys.revoke(arguments.name)
    sys.stderr.write(say("cli.key_revoked", name=arguments.name) + "\n")
    return 0


def _signing_secret(_arguments: Namespace, _store: SqliteRunStore, places: Places) -> int:
    with needed("server"):
        from consilium.server.callbacks import signing_secret  # noqa: PLC0415  an extra, and heavy

    sys.stdout.write(signing_secret(places.signing_secret) + "\n")
    return 0


def _dollars(text: str) -> float:
    amount = float(text)
    if not amount >= 0:
        raise ValueError(text)
    return amount


def _span(text: str) -> timedelta:
    """A span of time such as ``12h``, ``30d`` or ``4w``."""
    found = re.fullmatch(r"(\d{1,4})([hdw])", text)
    if not found:
        raise ArgumentTypeError(say("cli.bad_span", text=text))
    return timedelta(days=int(found[1]) * _UNITS[found[2]])


_ACTIONS: Mapping[str, Callable[[Namespace, SqliteRunStore, Places], int]] = {
    "create": _create,
    "list": _list,
    "revoke": _revoke,
    "signing-secret": _signing_secret,
}

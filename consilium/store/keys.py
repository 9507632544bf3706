"""Keys that let callers in: kept as digests, so that a copy of the database opens no door."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from consilium.errors import UsageError
from consilium.protocols import Clock
from consilium.wording import say

Scope = Literal["read", "ask", "admin"]

PREFIX = "cns"
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class AccessKey:
    """What a key may do.

    ``read`` sees its own runs, ``ask`` starts them too, ``admin`` sees everybody's. ``per_minute`` is
    how many requests it may send, ``usd_per_day`` what its runs may cost between two midnights UTC
    (None: only the home's own limits). ``redacted`` keys are never shown text made from private notes.
    """

    id: str
    name: str
    scope: Scope
    per_minute: int = 120
    usd_per_day: float | None = None
    redacted: bool = False
    created: str = ""
    expires: str = ""
    used: str = ""


class SqliteKeys:
    """The keys of one home.

    Args:
        connection: the run database.
        clock: gives the times that are written and compared.
    """

    def __init__(self, connection: sqlite3.Connection, clock: Clock) -> None:
        self._db = connection
        self._clock = clock

    def create(self, key: AccessKey) -> tuple[AccessKey, str]:
        """A new key and the text that is shown once and never again; its id is chosen here.

        Raises:
            UsageError: there is a key of that name.
        """
        name, secret = secrets.token_hex(4), secrets.token_urlsafe(_SECRET_BYTES)
        made = replace(key, id=name, created=self._clock.now())
        rows = self._db.execute(
            "INSERT INTO keys (id, name, digest, scope, per_minute, usd_per_day, redacted, created, expires)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
            (
                made.id,
                made.name,
                _digest(secret),
                made.scope,
                made.per_minute,
                made.usd_per_day,
                int(made.redacted),
                made.created,
                made.expires,
            ),
        ).fetchall()
        if not rows:
            raise UsageError(say("store.key_exists", name=key.name), next_step=say("store.revoke_first", name=key.name))
        return made, f"{PREFIX}_{name}_{secret}"

    def verify(self, text: str) -> AccessKey | None:
        """The key that a text is; None for one that is unknown, revoked or expired."""
        prefix, _, rest = text.partition("_")
        name, _, secret = rest.partition("_")
        if prefix != PREFIX or not secret:
            return None
        row = self._db.execute(f"SELECT {_FIELDS}, digest FROM keys WHERE id = ?", (name,)).fetchone()
        # The secret has 256 random bits: a plain digest cannot be searched, and a slow one would only slow us.
        if row is None or not secrets.compare_digest(row[-1], _digest(secret)):
            return None
        key = _key(row[:-1])
        return None if key.expires and key.expires <= self._clock.now() else key

    def touch(self, key: AccessKey) -> None:
        """Note the day on which a key was last used."""
        today = self._clock.now()[:10]
        if key.used != today:
            self._db.execute("UPDATE keys SET used = ? WHERE id = ?", (today, key.id))

    def list(self) -> Sequence[AccessKey]:
        """All keys, oldest first."""
        return [_key(row) for row in self._db.execute(f"SELECT {_FIELDS} FROM keys ORDER BY created, rowid")]

    def any(self) -> bool:
        """Whether the home has any key, expired ones included."""
        return self._db.execute("SELECT 1 FROM keys LIMIT 1").fetchone() is not None

    def revoke(self, name: str) -> None:
        """Make a key worthless at once.

        Raises:
            UsageError: there is no key of that name.
        """
        gone = self._db.execute("DELETE FROM keys WHERE name = ? OR id = ? RETURNING id", (name, name)).fetchall()
        if not gone:
            raise UsageError(say("store.no_key", name=name), next_step="consilium keys list")


_FIELDS = "id, name, scope, per_minute, usd_per_day, redacted, created, expires, used"


def _key(row: Sequence[Any]) -> AccessKey:
    name, label, scope, per_minute, usd_per_day, redacted, created, expires, used = row
    return AccessKey(name, label, scope, per_minute, usd_per_day, bool(redacted), created, expires, used)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()

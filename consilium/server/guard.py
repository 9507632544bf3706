"""Who is calling, and what may they do."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer
from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from consilium.server.desk import Desk
from consilium.server.doors import over_socket
from consilium.server.problems import Problem, no_such_run
from consilium.store import AccessKey, Scope, SqliteRunStore
from consilium.wording import say

_RANKS: Final[dict[Scope, int]] = {"read": 0, "ask": 1, "admin": 2}

_bearer = HTTPBearer(auto_error=False, description="consilium keys create NAME")
_header = APIKeyHeader(name="X-API-Key", auto_error=False, description="The same key, for callers without Bearer.")


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever sent a request; without a key it is the user of this machine.

    ``redacted`` callers are not shown text made from private notes: because of their key, or because
    they asked for it (``discreet``).
    """

    key: AccessKey | None = None
    discreet: bool = False

    @property
    def owner(self) -> str:
        """Under what name runs are kept."""
        return self.key.id if self.key else ""

    @property
    def everybody(self) -> bool:
        """Whether the caller sees all runs."""
        return self.key is None or self.key.scope == "admin"

    @property
    def redacted(self) -> bool:
        """Whether private text is kept from the caller."""
        return self.discreet or (self.key is not None and self.key.redacted)

    def may(self, scope: Scope) -> bool:
        """Whether the caller may do what needs this scope."""
        return self.key is None or _RANKS[self.key.scope] >= _RANKS[scope]


class Guard:
    """Lets callers in by their key, counts their requests and their money.

    Args:
        store: holds the keys and what their runs cost.
        public: whether the server can be reached from other machines; then nobody comes in without a key.
    """

    def __init__(self, store: SqliteRunStore, *, public: bool) -> None:
        self._store = store
        self._public = public
        self._counter = MovingWindowRateLimiter(MemoryStorage())

    async def caller(self, request: Request, text: str | None) -> Caller:
        """Who sent a request.

        Raises:
            Problem: no key, a wrong one, or too many requests with it.
        """
        if over_socket(request.scope):
            return Caller()
        key = self._store.keys.verify(text) if text else None
        if key is None:
            # Programs that speak OpenAI's API send something in place of a key, also where there is none.
            if not self._public and not self._store.keys.any():
                return Caller()
            detail = say("server.wrong_key") if text else say("server.no_key")
            headers = {"WWW-Authenticate": "Bearer"}
            raise Problem(401, "key", detail, next_step=say("server.make_key"), headers=headers)
        self._store.keys.touch(key)
        await self._count(key)
        return Caller(key)

    async def _count(self, key: AccessKey) -> None:
        rate = RateLimitItemPerMinute(key.per_minute)
        if await self._counter.hit(rate, key.id):
            return
        window = await self._counter.get_window_stats(rate, key.id)
        wait = str(max(1, math.ceil(window.reset_time - time.time())))
        detail = say("server.too_many", most=key.per_minute)
        raise Problem(429, "rate", detail, next_step=say("server.wait", seconds=wait), headers={"Retry-After": wait})

    def remaining_usd(self, caller: Caller) -> float | None:
        """US dollars that a caller's key may still spend today; None where it has no budget of its own.

        Raises:
            Problem: nothing is left.
        """
        key = caller.key
        if key is None or key.usd_per_day is None:
            return None
        left = key.usd_per_day - self._store.intake.spent_today(key.id)
        if left <= 0:
            detail = say("server.budget", limit=key.usd_per_day)
            raise Problem(402, "budget", detail, next_step=say("server.raise_budget"))
        return left


def run_of(caller: Caller, desk: Desk, run_id: str) -> str:
    """The full id of a run that the caller may see; ``last`` is its own newest one.

    Raises:
        Problem: there is no such run, or it is somebody else's: the two cannot be told apart.
    """
    owner = None if caller.everybody else caller.owner
    if run_id == "last":
        newest = desk.store.list(1, owner=owner)
        if not newest:
            raise no_such_run(run_id)
        return newest[0].id
    row = desk.store.intake.find(run_id)
    if row is None and owner is None and desk.store.has(run_id):
        return run_id
    if row is None or (owner is not None and row.owner != owner):
        raise no_such_run(run_id)
    return run_id


def desk_of(request: Request) -> Desk:
    """The server's desk."""
    desk: Desk = request.app.state.desk
    return desk


async def _caller(
    request: Request,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)],
    header: Annotated[str | None, Security(_header)],
) -> Caller:
    guard: Guard = request.app.state.guard
    caller = await guard.caller(request, bearer.credentials if bearer else header)
    request.state.caller = caller
    return caller


def _scoped(scope: Scope) -> Any:
    async def dependency(caller: Annotated[Caller, Depends(_caller)]) -> Caller:
        if not caller.may(scope):
            detail = say("server.scope", scope=scope)
            raise Problem(403, "scope", detail, next_step=say("server.make_scoped", scope=scope))
        return caller

    return Depends(dependency)


DeskOf = Annotated[Desk, Depends(desk_of)]
Reader = Annotated[Caller, _scoped("read")]
Asker = Annotated[Caller, _scoped("ask")]
Admin = Annotated[Caller, _scoped("admin")]

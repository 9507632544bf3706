"""One layer of retries for all transports; the SDKs' own are off."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt, wait_random_exponential

from consilium.errors import ModelError

LONGEST_WAIT_S = 60.0

_backoff = wait_random_exponential(multiplier=0.5, max=20.0)


Sleep = Callable[[float], Awaitable[None]]


def attempts(tries: int, on_retry: Callable[[ModelError, float], None], sleep: Sleep = asyncio.sleep) -> AsyncRetrying:
    """Send a call again while that can help.

    Used as ``async for attempt in attempts(…)`` with ``with attempt:`` around the call.

    Waits as long as the server asked (``Retry-After``), else exponentially longer with jitter. A
    server that asks for more than a minute is taken at its word: the call fails at once instead
    of holding the whole panel up.

    Args:
        tries: how often the call is sent at most.
        on_retry: told the error and the seconds to the next attempt.
        sleep: how to wait that long.
    """

    def announce(state: RetryCallState) -> None:
        error = _error(state)
        if error is not None:
            on_retry(error, state.upcoming_sleep)

    return AsyncRetrying(
        sleep=sleep,
        stop=stop_after_attempt(tries),
        wait=_wait,
        retry=retry_if_exception(_worth_retrying),
        before_sleep=announce,
        reraise=True,
    )


def _worth_retrying(error: BaseException) -> bool:
    return isinstance(error, ModelError) and error.retryable and (error.retry_after or 0.0) <= LONGEST_WAIT_S


def _wait(state: RetryCallState) -> float:
    error = _error(state)
    if error is not None and error.retry_after is not None:
        return error.retry_after
    return _backoff(state)


def _error(state: RetryCallState) -> ModelError | None:
    raised = state.outcome.exception() if state.outcome else None
    return raised if isinstance(raised, ModelError) else None

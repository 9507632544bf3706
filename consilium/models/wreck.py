"""What a failure below an SDK means: sockets, TLS, HTTP and JSON that did not arrive whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from consilium.models.failures import Failure

# httpx and httpx2 are two packages with one vocabulary; their names are enough to read it, and no
# transport has to import the one it does not use.
_LATE: Final = {"TimeoutException", "APITimeoutError", "Timeout"}
_LOST: Final = {"TransportError", "ConnectError", "ProtocolError", "ClientError"}
_UNREADABLE: Final = {"DecodingError", "ValidationError", "APIResponseValidationError", "UnknownApiResponseError"}


def wreck(error: BaseException | None) -> Failure | None:
    """The failure behind an exception or its causes; None where it is no failure of a call."""
    for link in _chain(error):
        names = {base.__name__ for base in type(link).__mro__}
        if isinstance(link, TimeoutError) or names & _LATE:
            return Failure("timed_out")
        if isinstance(link, ConnectionError | OSError) or names & _LOST:
            return Failure("unreachable")
        if isinstance(link, json.JSONDecodeError | UnicodeDecodeError) or names & _UNREADABLE:
            return Failure("broken")
    return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__

"""Everything that goes wrong with a model, by name: one vocabulary for scripts, the wire server and tests.

A scripted member plays a fault without a network; the loopback server of the tests sends what each
provider really sends. Both must end in the same class of our error tree, which ``meaning`` names.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, get_args

from consilium import errors
from consilium.types.request import Finish

Fault = Literal[
    "rate_limit",  # 429 with Retry-After
    "server_error",  # 500
    "overloaded",  # 503 (Anthropic: 529)
    "timeout",  # the server never answers
    "refused_connection",  # the connection is cut before a word of the reply
    "disconnect",  # the connection is cut in the middle of the reply
    "auth",  # the key is refused
    "region",  # the country is not served
    "model_missing",  # no such model
    "context_too_long",  # the prompt does not fit
    "out_of_credit",  # the balance is used up
    "filtered",  # the provider's filter stopped the reply
    "bad_request",  # a parameter is rejected
    "schema_refused",  # only the JSON schema is rejected
    "cut_off",  # the reply ends at the token limit
    "incomplete",  # 200, and the reply breaks off without saying why
    "empty",  # 200, and no text in it
    "garbage",  # 200, and a body that is not the protocol's
    "slow",  # a whole reply, late
]

FAULTS: Final[tuple[Fault, ...]] = get_args(Fault)
"""All names, in the order above."""

Meaning = type[errors.ModelError] | Finish
"""What a fault comes to: an error of ours, or a reply with this finish."""

_MEANINGS: Final[Mapping[Fault, Meaning]] = MappingProxyType(
    {
        "rate_limit": errors.RateLimited,
        "server_error": errors.ServerFault,
        "overloaded": errors.ServerFault,
        "timeout": errors.TimedOut,
        "refused_connection": errors.Unreachable,
        "disconnect": errors.Unreachable,
        "auth": errors.AuthFailed,
        "region": errors.RegionBlocked,
        "model_missing": errors.ModelMissing,
        "context_too_long": errors.ContextTooLong,
        "out_of_credit": errors.OutOfCredit,
        "filtered": errors.Refused,
        "bad_request": errors.BadRequest,
        "schema_refused": "stop",
        "cut_off": "length",
        "incomplete": "incomplete",
        "empty": "incomplete",
        "garbage": errors.ServerFault,
        "slow": "stop",
    }
)


def is_fault(name: object) -> bool:
    """Whether ``name`` is one of the faults above."""
    return name in FAULTS


def meaning(fault: Fault) -> Meaning:
    """The error a fault must end in, or the ``finish`` of the reply it leaves.

    >>> meaning("region").__name__
    'RegionBlocked'
    >>> meaning("cut_off")
    'length'
    """
    return _MEANINGS[fault]

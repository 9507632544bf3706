"""Every error the product raises on purpose.

    ConsiliumError
    ├── UsageError              what was asked cannot be run                       exit 2
    │   └── Busy                somebody else is at it; the same works later
    ├── ConfigError             a setting, card or prompt is wrong (file, line)    exit 2
    ├── NoQuorum                too few members answered for a verdict             exit 3
    ├── LimitReached            a limit stopped the run before any answer          exit 4
    ├── StoreError              the run store cannot be read or written            exit 2
    ├── PrivacyBreach           private text was about to leave this machine       a fault of ours
    └── ModelError              one call to one model failed; becomes an abstention
        ├── Unreachable         no connection, or it broke off                     retryable
        ├── TimedOut            no reply within the limit                          retryable
        ├── RateLimited         429; carries Retry-After in seconds                retryable
        ├── ServerFault         5xx, or a broken reply                             retryable
        ├── AuthFailed          the key is missing or refused
        ├── RegionBlocked       403 because of the country
        ├── ModelMissing        the server does not know this model
        ├── ContextTooLong      the prompt does not fit the model's window
        ├── OutOfCredit         the account's quota or balance is used up
        ├── Refused             the provider's filter or the model declined
        └── BadRequest          the provider rejected a parameter

Each carries ``next_step``: the one thing the reader can do about it.
"""

from __future__ import annotations

from typing import ClassVar


class ConsiliumError(Exception):
    """Root of the tree.

    Args:
        message: what went wrong, in one line.
        next_step: what the reader can do about it; empty where nothing can be done.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, message: str, *, next_step: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step

    def __str__(self) -> str:
        """The message and the next step in one line."""
        return f"{self.message} → {self.next_step}" if self.next_step else self.message


class UsageError(ConsiliumError):
    """What was asked cannot be run as it stands."""


class Busy(UsageError):
    """Somebody else is at it just now; the same can be asked again later."""


class ConfigError(ConsiliumError):
    """A configuration file, member card or prompt is wrong."""


class NoQuorum(ConsiliumError):
    """Too few members answered for a verdict."""

    exit_code: ClassVar[int] = 3


class LimitReached(ConsiliumError):
    """A limit in money or time stopped the run."""

    exit_code: ClassVar[int] = 4


class StoreError(ConsiliumError):
    """The run store cannot be read or written."""


class PrivacyBreach(ConsiliumError):
    """A request with private text was addressed to a member outside this machine."""


class ModelError(ConsiliumError):
    """One call to one model failed.

    Args:
        message: what went wrong, in one line.
        next_step: what the reader can do about it.
        model: the model that was asked.
        retry_after: seconds the server asked us to wait, where it said so.

    ``maybe_billed`` says whether the provider may have charged for the call all the same.
    """

    retryable: ClassVar[bool] = False
    maybe_billed: ClassVar[bool] = False

    def __init__(self, message: str, *, next_step: str = "", model: str = "", retry_after: float | None = None) -> None:
        super().__init__(message, next_step=next_step)
        self.model = model
        self.retry_after = retry_after


class Unreachable(ModelError):
    """No connection to the server, or it broke off."""

    retryable: ClassVar[bool] = True
    maybe_billed: ClassVar[bool] = True


class TimedOut(ModelError):
    """No reply within the call's limit."""

    retryable: ClassVar[bool] = True
    maybe_billed: ClassVar[bool] = True


class RateLimited(ModelError):
    """The server asked us to slow down."""

    retryable: ClassVar[bool] = True


class ServerFault(ModelError):
    """The server failed, or its reply could not be read."""

    retryable: ClassVar[bool] = True
    maybe_billed: ClassVar[bool] = True


class AuthFailed(ModelError):
    """The key is missing, wrong or not allowed to use this model."""


class RegionBlocked(ModelError):
    """The provider does not serve this country."""


class ModelMissing(ModelError):
    """The server does not know this model."""


class ContextTooLong(ModelError):
    """The prompt does not fit the model's window."""


class OutOfCredit(ModelError):
    """The account's quota or balance is used up."""


class Refused(ModelError):
    """The provider's filter or the model declined to answer."""

    maybe_billed: ClassVar[bool] = True


class BadRequest(ModelError):
    """The provider rejected the request or one of its parameters."""

"""What statuses and words mean, how long to wait, and what is never shown."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from consilium import errors
from consilium.models.failures import Failure, error_of
from consilium.models.redact import excerpt
from consilium.models.retry_after import retry_after
from consilium.types.member import Endpoint
from consilium.types.question import Language
from consilium.wording import speaking

ENDPOINT = Endpoint("m1", "gpt-4o", vendor="openai", api_key="sk-secret-key", key_env="OPENAI_API_KEY")


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (403, "Country, region, or territory not supported", errors.RegionBlocked),
        (403, "<html>error 1009: the owner has banned your country or region</html>", errors.RegionBlocked),
        (403, '{"error":{"type":"forbidden","message":"Request not allowed"}}', errors.RegionBlocked),
        (400, "User location is not supported for the API use.", errors.RegionBlocked),
        (451, "not available in your territory", errors.RegionBlocked),
        (403, "permission denied on projects/x/locations/us-central1", errors.AuthFailed),
        (403, "This key may not use this model", errors.AuthFailed),
        (400, "API key not valid. Please pass a valid API key.", errors.AuthFailed),
        (403, "Your team has used all available credits", errors.OutOfCredit),
        (400, "Your credit balance is too low", errors.OutOfCredit),
        (402, "Insufficient Balance", errors.OutOfCredit),
        (429, '{"error":{"code":"insufficient_quota"}}', errors.OutOfCredit),
        (429, "You exceeded your current quota", errors.RateLimited),
        (404, "no such route", errors.ModelMissing),
        (400, "The model `x` does not exist", errors.ModelMissing),
        (400, '{"error":{"type":"exceed_context_size_error","message":"exceeds the available context size"}}',
         errors.ContextTooLong),
        (413, "", errors.ContextTooLong),
        (400, "rejected by our content_policy", errors.Refused),
        (400, "temperature must be at most 2", errors.BadRequest),
        (422, "unprocessable", errors.BadRequest),
        (408, "", errors.TimedOut),
        (500, "output does not match the expected format", errors.ServerFault),
        (503, "no capacity in this region", errors.ServerFault),
        (529, "Overloaded", errors.ServerFault),
    ],
)  # fmt: skip
def test_words_are_looked_at_before_the_status(status: int, body: str, expected: type[errors.ModelError]) -> None:
    assert type(error_of(Failure(status=status, body=body), ENDPOINT)) is expected


def test_both_languages_name_the_key_variable() -> None:
    languages: tuple[Language, ...] = ("en", "ru")
    for language in languages:
        with speaking(language):
            assert "OPENAI_API_KEY" in error_of(Failure(status=401), ENDPOINT).next_step


@pytest.mark.parametrize(
    ("headers", "body", "expected"),
    [
        ({"Retry-After": "7"}, "", 7.0),
        ({"retry-after-ms": "1500", "retry-after": "2"}, "", 1.5),
        ({"retry-after": "Mon, 23 Nov 2026 12:00:30 GMT"}, "", 30.0),
        ({"retry-after": "Mon, 23 Nov 2026 11:00:00 GMT"}, "", 0.0),
        ({"retry-after": "soon"}, "", None),
        ({"retry-after": "-3"}, "", 0.0),
        ({}, '{"retryDelay": "2.5s"}', 2.5),
        ({}, "{'retryDelay': '4s'}", 4.0),
        ({}, "", None),
    ],
)
def test_every_way_to_say_how_long(headers: dict[str, str], body: str, expected: float | None) -> None:
    assert retry_after(headers, body, datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)) == expected


def test_an_excerpt_holds_no_secret_and_one_line() -> None:
    endpoint = Endpoint(
        "m1", "x", api_key="plainkey123", headers={"X-Gate": "opensesame"}, proxy="http://user:hunter22@proxy:1"
    )
    body = json.dumps({"error": {"message": "plainkey123 opensesame user:hunter22\nsk-abcdef123 AIzaSyABCDEF"}})
    shown = excerpt(body, endpoint)
    assert not any(secret in shown for secret in ("plainkey123", "opensesame", "hunter22", "abcdef123", "AIzaSy"))
    assert "\n" not in shown
    assert len(excerpt("x" * 999, endpoint)) < 170


def test_an_address_is_shown_without_its_password() -> None:
    endpoint = Endpoint("m1", "x", api_base="https://user:hunter22@gate.example/v1")
    assert "hunter22" not in str(error_of(Failure("unreachable"), endpoint))

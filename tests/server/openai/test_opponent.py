"""The model ``opponent``: a conversation is a match, and goes on where it was left."""

from __future__ import annotations

import json
from collections.abc import Iterator

import openai
import pytest
from openai.types.chat import ChatCompletionMessageParam

from consilium.server.openai.opponent import addressed
from consilium.types.spar import Outcome, SparClaim, SparRecord
from tests.server.openai.conftest import sdk_of
from tests.server.openai.test_tasks import TITLE
from tests.server.serving import Hosted, hosted
from tests.server.spar_home import ARGUMENT, CANARY, DIARY_THESIS, INSISTENCE, OPEN, THESIS, nothing_private, spar_home


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    folder = tmp_path_factory.mktemp("opponent")
    with hosted(spar_home(folder), folder / "home") as one:
        yield one


@pytest.fixture
def key(server: Hosted, request: pytest.FixtureRequest) -> str:
    return server.key(request.node.name, per_minute=1000)


def user(text: str) -> ChatCompletionMessageParam:
    return {"role": "user", "content": text}


def told(sdk: openai.OpenAI, messages: list[ChatCompletionMessageParam]) -> list[ChatCompletionMessageParam]:
    """The conversation with the opponent's answer at its end."""
    reply = sdk.chat.completions.create(model="opponent", messages=messages)
    assert reply.model == "opponent"
    return [*messages, {"role": "assistant", "content": reply.choices[0].message.content}]


def matches(server: Hosted, key: str) -> list[dict[str, str]]:
    with server.client(key) as client:
        found: list[dict[str, str]] = client.get("/v1/spar").json()["matches"]
        return found


def test_a_conversation_is_one_match(server: Hosted, key: str) -> None:
    sdk = sdk_of(server, key)
    assert sdk.models.retrieve("opponent").id == "opponent"
    said = told(sdk, [{"role": "system", "content": "Be kind."}, user(THESIS)])
    assert OPEN in str(said[-1]["content"])
    said = told(sdk, [*said, user(INSISTENCE)])
    assert "nothing changes" in str(said[-1]["content"])
    said = told(sdk, [*said, user(f"с1: {ARGUMENT}")])
    assert "It brings a new argument." in str(said[-1]["content"])
    assert len(matches(server, key)) == 1
    with server.client(key) as client:
        replies = client.get("/v1/spar/last").json()["match"]["replies"]
    assert [one["text"] for one in replies] == [INSISTENCE, ARGUMENT]


def test_another_way_on_from_the_same_place_is_another_match(server: Hosted, key: str) -> None:
    sdk = sdk_of(server, key)
    begun = told(sdk, [user(THESIS)])
    told(sdk, [*begun, user(INSISTENCE)])
    other = told(sdk, [*begun, user(ARGUMENT)])
    assert INSISTENCE not in str(other[-1]["content"])
    assert len(matches(server, key)) == 2


def test_a_history_that_nobody_knows_is_held_anew(server: Hosted, key: str) -> None:
    history = [user(THESIS), {"role": "assistant", "content": "Edited."}, user(INSISTENCE)]
    said = told(sdk_of(server, key), [*history, {"role": "assistant", "content": "Too."}, user(ARGUMENT)])  # type: ignore[list-item]
    assert "nothing changes" in str(said[-1]["content"])
    assert "It brings a new argument." in str(said[-1]["content"])


def test_it_streams_what_it_says_whole(server: Hosted, key: str) -> None:
    sdk = sdk_of(server, key)
    options: openai.types.chat.ChatCompletionStreamOptionsParam = {"include_usage": True}
    stream = list(
        sdk.chat.completions.create(model="opponent", messages=[user(THESIS)], stream=True, stream_options=options)
    )
    content = "".join(chunk.choices[0].delta.content or "" for chunk in stream if chunk.choices)
    assert content == told(sdk, [user(THESIS)])[-1]["content"]
    assert [one.choices[0].finish_reason for one in stream if one.choices][-1] == "stop"
    assert stream[-1].usage is not None


def test_responses_go_on_from_one_another(server: Hosted, key: str) -> None:
    sdk = sdk_of(server, key)
    first = sdk.responses.create(model="opponent", input=THESIS)
    second = sdk.responses.create(model="opponent", input=ARGUMENT, previous_response_id=first.id)
    assert OPEN in first.output_text
    assert "It brings a new argument." in second.output_text
    assert len(matches(server, key)) == 1
    again = sdk.responses.retrieve(second.id)
    assert (again.model, again.output_text, again.status) == ("opponent", second.output_text, "completed")
    with pytest.raises(openai.NotFoundError) as refused:
        sdk.responses.create(model="opponent", input=ARGUMENT, previous_response_id="resp_nobody")
    assert refused.value.code == "response_not_found"
    other = sdk_of(server, server.key("other"))
    with pytest.raises(openai.NotFoundError):
        other.responses.create(model="opponent", input=ARGUMENT, previous_response_id=first.id)
    with pytest.raises(openai.NotFoundError):
        other.responses.retrieve(first.id)


def test_a_title_is_no_thesis(server: Hosted, key: str) -> None:
    reply = sdk_of(server, key).chat.completions.create(model="opponent", messages=[user(TITLE)])
    assert "title" in json.loads(reply.choices[0].message.content or "")
    assert matches(server, key) == []


@pytest.mark.parametrize("streamed", [False, True])
def test_what_claims_nothing_is_refused_with_the_next_step(server: Hosted, key: str, streamed: bool) -> None:
    with pytest.raises(openai.APIError) as refused:
        list(sdk_of(server, key).chat.completions.create(model="opponent", messages=[user("Why?")], stream=streamed))
    assert "whole sentence" in refused.value.message


def test_a_redacted_key_is_attacked_with_open_notes_only(server: Hosted, key: str) -> None:
    body = {"model": "opponent", "messages": [user(DIARY_THESIS)]}
    with server.client(key) as client:
        assert CANARY in client.post("/v1/chat/completions", json=body).text
    with server.client(server.key("cloud", redacted=True)) as client:
        for streamed in (False, True):
            shown = client.post("/v1/chat/completions", json={**body, "stream": streamed})
            assert shown.status_code == 200
            nothing_private(shown.text)
        nothing_private(client.post("/v1/responses", json={"model": "opponent", "input": DIARY_THESIS}).text)


@pytest.mark.parametrize(
    ("text", "claim", "rest"),
    [
        ("c2: Because it is warm.", "c2", "Because it is warm."),
        ("[C1] — So it is.", "c1", "So it is."),
        ("с2. Потому что тепло.", "c2", "Потому что тепло."),
        ("c7: Because it is warm.", "", "c7: Because it is warm."),
        ("c2 is wrong.", "", "c2 is wrong."),
    ],
)
def test_a_claim_is_named_at_the_beginning(text: str, claim: str, rest: str) -> None:
    outcome = Outcome("undecided", "nothing", 0.5)
    claims = tuple(SparClaim(name, "It is.", (), (), outcome) for name in ("c1", "c2"))
    assert addressed(SparRecord("m", "It is.", "en", "", claims), text) == (claim, rest)

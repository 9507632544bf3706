"""Responses: whole, streamed, asked on, and read again."""

from __future__ import annotations

import httpx
import openai
import pytest

from tests.server.openai.conftest import sdk_of
from tests.server.serving import Hosted


def test_a_response_holds_the_debate_and_the_verdict(sdk: openai.OpenAI) -> None:
    response = sdk.responses.create(
        model="consilium", input="Does it help?", instructions="Be brief.", metadata={"chat": "7"}, temperature=0.2
    )
    assert response.output_text.startswith("It depends.")
    assert [item.type for item in response.output] == ["reasoning", "message"]
    assert (response.status, response.metadata) == ("completed", {"chat": "7"})
    assert response.usage is not None
    assert response.usage.total_tokens == response.usage.input_tokens + response.usage.output_tokens > 0
    again = sdk.responses.retrieve(response.id)
    assert again.model_dump() == response.model_dump()


def test_a_response_is_streamed_and_its_thread_goes_on(sdk: openai.OpenAI, client: httpx.Client) -> None:
    first = sdk.responses.create(model="consilium-fast", input=[{"role": "user", "content": "Does it help?"}])
    events = list(
        sdk.responses.create(
            model="consilium",
            input=[{"role": "user", "content": [{"type": "input_text", "text": "And in rowers?"}]}],
            previous_response_id=first.id,
            stream=True,
        )
    )
    assert [event.sequence_number for event in events] == list(range(len(events)))
    assert (events[0].type, events[1].type) == ("response.created", "response.in_progress")
    last = events[-1]
    assert last.type == "response.completed"
    assert last.response.output_text.startswith("It depends.")
    said = "".join(event.delta for event in events if event.type == "response.output_text.delta")
    assert said == last.response.output_text
    thought = [place for place, event in enumerate(events) if event.type == "response.reasoning_summary_text.delta"]
    begun = next(place for place, event in enumerate(events) if event.type == "response.content_part.added")
    assert thought[-1] < begun
    newest, oldest = client.get("/v1/runs").json()["runs"]
    assert newest["parent"] == oldest["id"]
    assert sdk.responses.retrieve(f"resp_{newest['id']}").previous_response_id == first.id


def test_a_conversation_as_input_continues_the_thread(sdk: openai.OpenAI, client: httpx.Client) -> None:
    first = sdk.responses.create(model="consilium", input="Does it help?")
    sdk.responses.create(
        model="consilium",
        input=[
            {"role": "user", "content": "Does it help?"},
            {"role": "assistant", "content": first.output_text},
            {"role": "user", "content": "And in rowers?"},
        ],
    )
    newest, oldest = client.get("/v1/runs").json()["runs"]
    assert newest["parent"] == oldest["id"]


def test_another_key_s_response_cannot_be_told_from_one_that_is_not_there(server: Hosted) -> None:
    with sdk_of(server, server.key("a")) as owner, sdk_of(server, server.key("b")) as stranger:
        theirs = owner.responses.create(model="consilium-fast", input="Does it help?").id
        for missing in (theirs, "resp_261125-000000-00000000", "resp_last", theirs.removeprefix("resp_"), "x"):
            with pytest.raises(openai.NotFoundError) as caught:
                stranger.responses.retrieve(missing)
            assert caught.value.code == "response_not_found"
            with pytest.raises(openai.NotFoundError) as refused:
                stranger.responses.create(model="consilium", input="And?", previous_response_id=missing)
            assert (refused.value.code, refused.value.param) == ("response_not_found", "previous_response_id")
        assert owner.responses.retrieve(theirs).status == "completed"

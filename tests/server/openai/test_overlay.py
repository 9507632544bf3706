"""The model ``overlay``: the experts alone, and no model even where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openai
import pytest
from openai.types.chat import ChatCompletionMessageParam

from tests.scripted import answer, judge, make_home
from tests.server.openai.conftest import sdk_of
from tests.server.serving import Hosted, events, hosted
from tests.server.test_guard import SECRET, private_home

KNOWN = "Beetroot juice lowers the oxygen cost of submaximal running."
QUESTION: ChatCompletionMessageParam = {
    "role": "user",
    "content": "Does beetroot juice lower the oxygen cost of running?",
}


@pytest.fixture
def noted(tmp_path: Path) -> Iterator[Hosted]:
    """A server whose panel has a model that could answer, and a note that does."""
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "Beetroot.md").write_text(f"# Beetroot\n\n{KNOWN}\n", encoding="utf-8")
    config = make_home(
        tmp_path, {"first": [answer()]}, {"bench": [judge()]}, knowledge={"paths": [str(notes)]}, embedded=["librarian"]
    )
    with hosted(config, tmp_path / "home") as server:
        yield server


def test_it_is_listed_and_answers_from_the_notes_without_a_call(noted: Hosted) -> None:
    sdk = sdk_of(noted)
    assert [one.id for one in sdk.models.list()] == ["consilium", "consilium-fast", "overlay", "opponent"]
    reply = sdk.chat.completions.create(model="overlay", messages=[QUESTION])
    assert reply.model == "overlay"
    assert KNOWN in (reply.choices[0].message.content or "")
    with noted.client() as client:
        run = client.get("/v1/runs/last").json()
        told = events(client.get(f"/v1/runs/{run['id']}/events"))
    assert run["verdict"]["status"] == "embedded"
    assert [one["name"] for one in run["verdict"]["members"]] == ["librarian"]
    assert run["verdict"]["usage"]["calls"] == 0
    assert not [one["kind"] for one in told if one["kind"].startswith("call.")]


def test_it_streams_like_the_others(noted: Hosted) -> None:
    stream = sdk_of(noted).chat.completions.create(model="overlay", messages=[QUESTION], stream=True)
    chunks = [chunk.choices[0].delta for chunk in stream if chunk.choices]
    assert "### Round 0" in "".join(getattr(one, "reasoning_content", None) or "" for one in chunks)
    assert KNOWN in "".join(one.content or "" for one in chunks)


def test_a_response_says_which_model_it_was_asked_of(noted: Hosted) -> None:
    sdk = sdk_of(noted)
    first = sdk.responses.create(model="overlay", input="Does beetroot juice help running?")
    assert sdk.responses.retrieve(first.id).model == "overlay"
    assert sdk.responses.create(model="consilium", input="Does it?").model == "consilium"


@pytest.mark.parametrize("streamed", [False, True])
def test_a_redacted_key_is_told_nothing_of_private_notes(tmp_path: Path, streamed: bool) -> None:
    body = {"model": "overlay", "messages": [{"role": "user", "content": "Does beetroot help?"}], "stream": streamed}
    with hosted(private_home(tmp_path, embedded=["librarian"]), tmp_path / "home") as server:
        plain, redacted = server.key("plain"), server.key("chat", redacted=True)
        with server.client(plain) as client:
            assert SECRET in client.post("/v1/chat/completions", json=body).text
        with server.client(redacted) as client:
            reply = client.post("/v1/chat/completions", json=body)
    assert reply.status_code == 200
    for shown in (SECRET, SECRET.encode("unicode_escape").decode(), "own.md", "Beetroot"):
        assert shown not in reply.text


def test_without_an_expert_there_is_no_such_model(tmp_path: Path) -> None:
    config = make_home(tmp_path, {"first": [answer()]}, {"bench": [judge()]}, embedded=[])
    with hosted(config, tmp_path / "home") as server, pytest.raises(openai.APIStatusError) as refused:
        sdk_of(server).chat.completions.create(model="overlay", messages=[QUESTION])
    assert "embedded" in refused.value.message

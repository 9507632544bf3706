"""Asking on in a chat: our own threads go on, other conversations are context."""

from __future__ import annotations

from pathlib import Path

import httpx
import openai
from openai.types.chat import ChatCompletionMessageParam

from tests.server.conftest import panel
from tests.server.openai.conftest import sdk_of
from tests.server.openai.test_chat import QUESTION, runs
from tests.server.serving import Hosted, hosted


def test_asking_on_continues_the_thread_without_a_second_debate(sdk: openai.OpenAI, client: httpx.Client) -> None:
    first = sdk.chat.completions.create(model="consilium", messages=[QUESTION])
    content = first.choices[0].message.content or ""
    shown = f'<details type="reasoning" done="true">\nthe debate\n</details>\n{content}\n'
    messages: list[ChatCompletionMessageParam] = [
        {"role": "system", "content": "Be brief."},
        QUESTION,
        {"role": "assistant", "content": shown},
        {"role": "user", "content": [{"type": "text", "text": "And in rowers?"}]},
    ]
    second = sdk.chat.completions.create(model="consilium", messages=messages)
    newest, oldest = runs(client)
    assert (newest["parent"], newest["question"]) == (oldest["id"], "And in rowers?")
    third: list[ChatCompletionMessageParam] = [
        *messages,
        {"role": "assistant", "content": second.choices[0].message.content},
        {"role": "user", "content": "Sure?"},
    ]
    for _ in sdk.chat.completions.create(model="consilium", messages=third, stream=True):
        pass
    assert [run["question"] for run in runs(client)] == ["Sure?", "And in rowers?", "Does it help?"]
    assert runs(client)[0]["parent"] == newest["id"]


def test_a_thread_outlives_the_server_and_is_forgotten_with_its_run(tmp_path: Path, home: Path) -> None:
    config = panel(tmp_path)
    with hosted(config, home) as server, sdk_of(server) as sdk:
        content = sdk.chat.completions.create(model="consilium", messages=[QUESTION]).choices[0].message.content
    on: list[ChatCompletionMessageParam] = [
        QUESTION,
        {"role": "assistant", "content": content},
        {"role": "user", "content": "And in rowers?"},
    ]
    with hosted(config, home) as server, sdk_of(server) as sdk, server.client() as client:
        (first,) = runs(client)
        sdk.chat.completions.create(model="consilium", messages=on)
        assert runs(client)[0]["parent"] == first["id"]
        assert client.delete(f"/v1/runs/{first['id']}").status_code == 204
        sdk.chat.completions.create(model="consilium", messages=on)
        assert runs(client)[0]["parent"] == ""


def test_a_conversation_had_elsewhere_is_context(sdk: openai.OpenAI, client: httpx.Client) -> None:
    sdk.chat.completions.create(
        model="consilium",
        messages=[
            QUESTION,
            {"role": "assistant", "content": "Perhaps."},
            {"role": "user", "content": "And in rowers?"},
        ],
    )
    (only,) = runs(client)
    assert (only["parent"], only["question"]) == ("", "And in rowers?")


def test_another_key_s_thread_is_not_continued(server: Hosted) -> None:
    mine, yours, admin = server.key("a"), server.key("b"), server.key("c", scope="admin")
    with sdk_of(server, mine) as owner, sdk_of(server, yours) as stranger, server.client(admin) as everybody:
        content = owner.chat.completions.create(model="consilium", messages=[QUESTION]).choices[0].message.content
        on: list[ChatCompletionMessageParam] = [
            QUESTION,
            {"role": "assistant", "content": content},
            {"role": "user", "content": "And in rowers?"},
        ]
        stranger.chat.completions.create(model="consilium", messages=on)
        assert runs(everybody)[0]["parent"] == ""
        owner.chat.completions.create(model="consilium", messages=on)
        assert runs(everybody)[0]["parent"] == runs(everybody)[2]["id"]

"""Chores of chat interfaces, in the words of Open WebUI: answered without a debate."""

from __future__ import annotations

import json
from typing import Any

import httpx
import openai
import pytest

ASKED = "Does beetroot help runners at altitude after a long night?"
HISTORY = f"<chat_history>\nUSER: {ASKED}\nASSISTANT: It does.\n</chat_history>"
TITLE = (
    "### Task:\nGenerate a concise, 3-5 word title with an emoji summarizing the chat history.\n"
    '### Output:\nJSON format: { "title": "your concise title here" }\n'
    f'### Examples:\n- {{ "title": "Stock Market Trends" }}\n### Chat History:\n{HISTORY}'
)
TAGS = f'### Task:\nGenerate 1-3 broad tags.\n### Output:\nJSON format: {{ "tags": ["tag1", "tag2"] }}\n{HISTORY}'
FOLLOW_UPS = (
    f'### Task:\nSuggest 3-5 questions.\n### Output:\nJSON format: {{ "follow_ups": ["Question 1?"] }}\n{HISTORY}'
)
COMPLETION = (
    '### Task:\nYou are an autocompletion system.\n5. If unsure, return: `{ "text": "" }`.\n'
    '### **Output Rules**:\n- Respond only in JSON format: `{ "text": "<your_completion>" }`.\n<text>Does</text>'
)
DOCUMENTS = (
    "### Task:\nRespond to the user query using the provided context.\n### Output:\nProvide a clear response.\n"
    '<context>\nIn JSON: {"title": "x"}\n</context>\nDoes it help?'
)


@pytest.mark.parametrize(
    ("task", "wanted"),
    [
        (TITLE, {"title": "Does beetroot help runners at altitude after…"}),
        (TAGS, {"tags": []}),
        (FOLLOW_UPS, {"follow_ups": []}),
        (COMPLETION, {"text": ""}),
    ],
)
@pytest.mark.parametrize("streamed", [True, False])
def test_a_chore_starts_no_run(
    sdk: openai.OpenAI, client: httpx.Client, task: str, wanted: dict[str, Any], streamed: bool
) -> None:
    if streamed:
        chunks = sdk.chat.completions.create(
            model="consilium", messages=[{"role": "user", "content": task}], stream=True
        )
        said = "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
    else:
        reply = sdk.chat.completions.create(model="consilium", messages=[{"role": "user", "content": task}])
        said = reply.choices[0].message.content or ""
    assert json.loads(said) == wanted
    assert client.get("/v1/runs").json()["runs"] == []


def test_a_question_about_documents_is_debated(sdk: openai.OpenAI, client: httpx.Client) -> None:
    reply = sdk.chat.completions.create(model="consilium-fast", messages=[{"role": "user", "content": DOCUMENTS}])
    assert (reply.choices[0].message.content or "").startswith("It depends.")
    assert len(client.get("/v1/runs").json()["runs"]) == 1

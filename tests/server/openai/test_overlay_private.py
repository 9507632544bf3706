"""All experts read private notes, and no door that is closed to those lets a word of them out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scripted import answer, judge, make_home
from tests.server.library_home import HIDDEN, nothing_hidden, write
from tests.server.mcp.talking import awaited, over_http
from tests.server.serving import Hosted, ended, hosted
from tests.server.test_callbacks import Receiver

EXPERTS = ["librarian", "methodologist", "skeptic"]
QUESTION = "Does beetroot juice improve running economy?"
NOTES = {
    "Diary of the knee.md": "---\nprivate: true\n---\n# Канарейка of the knee\n\nКанарейка-7731: beetroot juice"
    " improved running economy by 4 % in trained runners.\n\nКанарейка: beetroot juice did not improve running"
    " economy.\n",
    "Beetroot.md": "# Beetroot\n\nBeetroot juice improved running economy by 3 % in trained runners.\n\n"
    "%%Кенар-4402: beetroot juice worsened running economy in me.%%\n",
}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    one = Receiver()
    yield one
    one.close()


@pytest.fixture
def noted(tmp_path: Path, receiver: Receiver) -> Iterator[Hosted]:
    """A server with a model on its panel, all experts beside it, and notes of both kinds."""
    vault = write(tmp_path / "vault", NOTES)
    config = make_home(
        tmp_path,
        {"first": [answer()]},
        {"bench": [judge()]},
        knowledge={"paths": [str(vault)]},
        embedded=EXPERTS,
        server={"callbacks": [receiver.origin]},
    )
    with hosted(config, tmp_path / "home") as server:
        yield server


def test_the_user_himself_is_quoted_his_private_notes(noted: Hosted) -> None:
    with noted.client() as client:
        run = ended(client, client.post("/v1/runs", json={"question": QUESTION, "members": EXPERTS}).json()["id"])
    assert run["verdict"]["status"] == "embedded"
    assert any(secret in json.dumps(run, ensure_ascii=False) for secret in HIDDEN)


@pytest.mark.parametrize("kind", ["open", "yes_no_maybe"])
async def test_a_redacted_key_gets_positions_and_open_notes_at_every_door(
    noted: Hosted, receiver: Receiver, kind: str
) -> None:
    shown = []
    key = noted.key("chat", redacted=True, scope="admin")
    with noted.client(key) as client:
        body = {"question": QUESTION, "members": EXPERTS, "kind": kind, "callback": {"url": f"{receiver.origin}/in"}}
        run_id = client.post("/v1/runs", json=body).json()["id"]
        assert ended(client, run_id)["verdict"]["status"] == "embedded"
        at = f"/v1/runs/{run_id}"
        shown += [client.get(at).text, client.get(f"{at}/events").text, receiver.wait()[1]]
        shown += [client.get(f"{at}/export", params={"format": form}).text for form in ("md", "card", "json")]
        for streamed in (False, True):
            asked = {"model": "overlay", "stream": streamed}
            messages = [{"role": "user", "content": QUESTION}]
            for path, said in (("chat/completions", {"messages": messages}), ("responses", {"input": QUESTION})):
                reply = client.post(f"/v1/{path}", json={**asked, **said})
                assert reply.status_code == 200
                shown.append(reply.text)
        shown.append(client.get("/v1/runs").text)
    async with over_http(noted.url, key) as mcp:
        shown.append((await awaited(mcp, run_id)).model_dump_json())
        shown.append((await mcp.call_tool("consilium_status", {"run_id": run_id})).model_dump_json())
    assert len(shown) == 13
    for text in shown:
        nothing_hidden(text)

"""Learning over HTTP: one at a time, asked after by its id, and told without what is private."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from consilium.knowledge import Library
from consilium.knowledge.library.learning import OnProgress
from consilium.types.learned import LearnReport
from tests.server.library_home import CANARY, KNOWN, NOTES, nothing_hidden, vault_home, write
from tests.server.serving import PATIENCE_S, Hosted, hosted
from tests.server.test_guard import problem


@pytest.fixture
def server(tmp_path: Path, home: Path) -> Iterator[Hosted]:
    with hosted(vault_home(tmp_path, knowledge={}), home) as one:
        yield one


@pytest.fixture
def vault(server: Hosted, tmp_path: Path) -> str:
    return str(tmp_path / "vault")


def learned(client: httpx.Client, *paths: str, **params: Any) -> dict[str, Any]:
    reply = client.post("/v1/learn", json={"paths": paths}, params=params)
    assert reply.status_code == 200, reply.text
    state: dict[str, Any] = reply.json()
    assert state["state"] == "done"
    return state


def test_a_folder_is_learned_reported_and_searched(client: httpx.Client, vault: str) -> None:
    state = learned(client, vault)
    assert {one["source"]: one["change"] for one in state["report"]["taken"]} == dict.fromkeys(NOTES, "new")
    assert state["report"]["sums"]["new"] == 3
    assert state["done"] == state["total"] == 3
    assert "Beetroot" in state["digest"]
    assert client.get(f"/v1/learn/{state['id']}").json() == state
    found = client.post("/v1/search", json={"query": "oxygen cost"}).json()["hits"]
    assert KNOWN in found[0]["text"]


def test_without_paths_everything_known_is_looked_through_again(client: httpx.Client, vault: str) -> None:
    assert problem(client.post("/v1/learn", json={})) == (422, "invalid")
    learned(client, vault)
    again = learned(client)
    assert (again["report"]["sums"]["unchanged"], again["report"]["taken"], again["digest"]) == (3, [], "")
    write(Path(vault), {"New.md": "Sleep restores.\n"})
    (Path(vault) / "sub/Creatine.md").unlink()
    news = learned(client)
    assert [one["source"] for one in news["report"]["taken"]] == ["New.md"]
    assert news["report"]["deleted"] == ["sub/Creatine.md"]
    assert "New.md" in news["digest"]


def test_the_digest_speaks_the_reader_s_language(client: httpx.Client, vault: str) -> None:
    state = client.post("/v1/learn", json={"paths": [vault]}, headers={"Accept-Language": "ru"}).json()
    assert state["digest"].startswith("Библиотека пополнилась: 3 новых источника")
    english = client.get(f"/v1/learn/{state['id']}", headers={"Accept-Language": "en"}).json()["digest"]
    assert english.startswith("Library: 3 sources new")


@pytest.mark.parametrize("path", ["notes", "../notes", "~/notes", "/no/such/folder", "/", "//", "\0", "/" + "x" * 3000])
def test_a_path_must_be_one_of_the_server_s_own(client: httpx.Client, path: str) -> None:
    reply = client.post("/v1/learn", json={"paths": [path]})
    assert problem(reply) == (422, "invalid")
    assert reply.json()["errors"][0]["where"] == "body.paths.0"


def test_only_who_may_do_everything_may_learn(server: Hosted, vault: str) -> None:
    with server.client(server.key("a")) as client:
        assert problem(client.post("/v1/learn", json={"paths": [vault]})) == (403, "scope")
        assert problem(client.get("/v1/learn/x")) == (403, "scope")
    with server.client(server.key("b", scope="admin")) as client:
        assert problem(client.get("/v1/learn/x")) == (404, "no_such_lesson")


def test_a_redacted_key_hears_of_open_notes_only(server: Hosted, vault: str) -> None:
    write(Path(vault), {"Diary of the knee 2.pdf": "no PDF", "Diary of the knee.Канарейка": "x"})
    with server.client(server.key("n8n", scope="admin", redacted=True)) as client:
        reply = client.post("/v1/learn", json={"paths": [vault]}, params={"redact": False})
        nothing_hidden(reply.text)
        state = reply.json()
        assert {one["source"] for one in state["report"]["taken"]} == {"Beetroot.md", "sub/Creatine.md"}
        assert (state["report"]["sums"]["new"], state["report"]["sums"]["skipped"]) == (3, 1)
        assert "private: 1" in state["digest"]
        nothing_hidden(client.get(f"/v1/learn/{state['id']}").text)
        (Path(vault) / "Diary of the knee.md").unlink()
        gone = client.post("/v1/learn", json={})
        nothing_hidden(gone.text)
        assert gone.json()["report"]["sums"]["deleted"] == 1


def test_asking_for_it_hides_the_same(client: httpx.Client, vault: str) -> None:
    reply = client.post("/v1/learn", json={"paths": [vault]}, params={"redact": True})
    nothing_hidden(reply.text)
    whole = client.get(f"/v1/learn/{reply.json()['id']}").text
    assert "Diary of the knee" in whole
    assert CANARY not in whole


class Slow:
    """A learning that waits before its second file until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.waits, self.go_on = threading.Event(), threading.Event()
        whole = Library.learn

        def learn(library: Library, paths: Any = (), on_progress: OnProgress | None = None) -> LearnReport:
            def tell(done: int, total: int, name: str) -> None:
                if done == 1:
                    self.waits.set()
                    assert self.go_on.wait(PATIENCE_S)
                if on_progress:
                    on_progress(done, total, name)

            return whole(library, paths, tell)

        monkeypatch.setattr(Library, "learn", learn)


def test_one_learning_at_a_time_and_nobody_waits_longer_than_he_will(
    client: httpx.Client, vault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(monkeypatch)
    try:
        reply = client.post("/v1/learn", json={"paths": [vault]}, params={"wait_s": 0})
        assert (reply.status_code, reply.json()["state"]) == (202, "running")
        assert reply.json()["report"] is None
        assert reply.headers["retry-after"]
        assert slow.waits.wait(PATIENCE_S)
        second = client.post("/v1/learn", json={"paths": [vault]})
        assert problem(second) == (409, "learning")
        assert reply.json()["id"] in second.json()["next_step"]
        # Whoever searches meanwhile finds what was there before, whole, and does not wait.
        assert client.post("/v1/search", json={"query": "oxygen"}).status_code == 200
        assert problem(client.delete("/v1/sources/Beetroot.md")) == (404, "no_such_source")
    finally:
        slow.go_on.set()
    done = client.get(reply.headers["location"], params={"wait_s": 60}).json()
    assert (done["state"], done["report"]["sums"]["new"]) == ("done", 3)
    assert learned(client)["report"]["sums"]["unchanged"] == 3


def test_a_server_that_ends_ends_the_learning_and_keeps_what_was_taken_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(monkeypatch)
    config = vault_home(tmp_path, knowledge={})
    body = {"paths": [str(tmp_path / "vault")]}
    with hosted(config, tmp_path / "home") as server, server.client() as client:
        assert client.post("/v1/learn", json=body, params={"wait_s": 0}).status_code == 202
        assert slow.waits.wait(PATIENCE_S)
        threading.Timer(0.3, slow.go_on.set).start()
        begun = time.monotonic()
    assert time.monotonic() - begun < PATIENCE_S
    with hosted(config, tmp_path / "home") as server, server.client() as client:
        assert learned(client, *body["paths"])["report"]["sums"]["passages"] >= 3


FOR = "In a randomized trial beetroot juice improved running economy by 3 % in trained runners (p = 0.01)."
MINE = "In a randomized trial creatine improved sprint performance by 3 % in trained runners (p = 0.01)."
NOT_MINE = "In a randomized trial creatine worsened sprint performance by 2 % in trained runners (p = 0.01)."
AGAINST = "In a randomized trial beetroot juice worsened running economy by 2 % in trained runners (p = 0.01)."


def test_what_is_new_is_held_against_what_was_known(server: Hosted, vault: str) -> None:
    write(Path(vault), {"For.md": f"# For\n\n{FOR}\n"})
    write(Path(vault), {"Diary of the knee.md": f"---\nprivate: true\n---\n# Канарейка\n\n{MINE}\n"})
    with server.client(server.key("own", scope="admin")) as own:
        learned(own, vault)
        write(Path(vault), {"Against.md": f"# Against\n\n{AGAINST}\n", "Other.md": f"# Other\n\n{NOT_MINE}\n"})
        state = learned(own)
    found = [(one["new"]["source"], one["known"]["source"]) for one in state["report"]["contradictions"]]
    assert sorted(found) == [("Against.md", "For.md"), ("Other.md", "Diary of the knee.md")]
    assert "Contradicts what was known:" in state["digest"]
    assert all(words in state["digest"] for words in ("worsened running economy", "improved running economy"))
    with server.client(server.key("n8n", scope="admin", redacted=True)) as outside:
        shown = outside.get(f"/v1/learn/{state['id']}")
    nothing_hidden(shown.text)
    assert [one["known"]["source"] for one in shown.json()["report"]["contradictions"]] == ["For.md"]
    assert shown.json()["report"]["sums"]["contradictions"] == 2
    assert "private: 1" in shown.json()["digest"]

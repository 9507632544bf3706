"""The library over HTTP: searched, listed, forgotten, and private notes kept from who may not see them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from tests.server.library_home import CANARY, KNOWN, nothing_hidden, vault_home
from tests.server.serving import Hosted, hosted
from tests.server.test_guard import problem

SEARCH = {"query": "beetroot juice and running"}


@pytest.fixture
def server(tmp_path: Path, home: Path) -> Iterator[Hosted]:
    with hosted(vault_home(tmp_path), home) as one:
        yield one


def hits(reply: httpx.Response) -> list[dict[str, Any]]:
    assert reply.status_code == 200, reply.text
    found: list[dict[str, Any]] = reply.json()["hits"]
    return found


def test_passages_come_with_the_source_s_own_words_and_their_place(client: httpx.Client) -> None:
    found = hits(client.post("/v1/search", json={"query": "oxygen cost of running", "k": 3}))
    assert found[0]["source"] == "Beetroot.md"
    assert KNOWN in found[0]["text"]
    assert found[0]["passage"] == f"Beetroot.md#{found[0]['start']}"
    assert found[0]["end"] - found[0]["start"] == len(found[0]["text"])
    assert len(found) <= 3


def test_an_address_is_enough(client: httpx.Client) -> None:
    by_body = hits(client.post("/v1/search", json={**SEARCH, "k": 2}))
    assert hits(client.get("/v1/search", params={"q": SEARCH["query"], "k": 2})) == by_body
    assert problem(client.get("/v1/search")) == (422, "invalid")
    assert problem(client.get("/v1/search", params={"q": "x", "k": 101})) == (422, "invalid")


@pytest.mark.parametrize("query", ['"', "NEAR(a b)", "a AND", "*", "-", "()", "%00", "🚴", "x" * 4000])
def test_any_words_can_be_looked_for(client: httpx.Client, query: str) -> None:
    assert client.post("/v1/search", json={"query": query}).status_code == 200


def test_whoever_may_sees_private_passages_unless_he_asks_not_to(client: httpx.Client) -> None:
    assert CANARY in client.post("/v1/search", json=SEARCH).text
    nothing_hidden(client.post("/v1/search", json={**SEARCH, "private": False}).text)
    nothing_hidden(client.post("/v1/search", json=SEARCH, params={"redact": True}).text)
    nothing_hidden(client.get("/v1/search", params={"q": SEARCH["query"], "private": False}).text)
    nothing_hidden(client.get("/v1/search", params={"q": SEARCH["query"], "redact": True}).text)


def test_a_redacted_key_never_sees_that_there_are_private_notes(server: Hosted) -> None:
    with server.client(server.key("chat", redacted=True, scope="admin")) as client:
        for query in (SEARCH["query"], CANARY, "beetroot was bad for me", "Diary of the knee"):
            nothing_hidden(client.post("/v1/search", json={"query": query, "private": True, "k": 100}).text)
        nothing_hidden(client.get("/v1/sources").text)
        nothing_hidden(client.get("/v1/sources", params={"redact": False}).text)
        hidden = client.delete("/v1/sources/" + quote("Diary of the knee.md"))
        missing = client.delete("/v1/sources/" + quote("No such note.md"))
        assert problem(hidden) == problem(missing) == (404, "no_such_source")
        # As many open passages as were asked for, though private ones rank among them.
        assert len(hits(client.post("/v1/search", json={"query": "beetroot running creatine", "k": 2}))) == 2


def test_sources_are_listed_page_by_page(client: httpx.Client) -> None:
    client.post("/v1/search", json=SEARCH)
    first = client.get("/v1/sources", params={"limit": 2}).json()
    assert [one["id"] for one in first["sources"]] == ["Beetroot.md", "Diary of the knee.md"]
    assert [one["private"] for one in first["sources"]] == [False, True]
    second = client.get("/v1/sources", params={"limit": 2, "after": first["next"]}).json()
    assert ([one["id"] for one in second["sources"]], second["next"]) == (["sub/Creatine.md"], None)


def test_a_source_is_forgotten_by_its_id_and_its_file_stays(client: httpx.Client, tmp_path: Path) -> None:
    client.post("/v1/search", json=SEARCH)
    reply = client.delete("/v1/sources/sub/Creatine.md")
    assert reply.json() == {"forgotten": ["sub/Creatine.md"]}
    assert (tmp_path / "vault/sub/Creatine.md").is_file()
    assert "sub/Creatine.md" not in client.get("/v1/sources").text
    assert problem(client.delete("/v1/sources/sub/Creatine.md")) == (404, "no_such_source")
    # Paths of folders are no ids: a whole vault cannot be forgotten by a guess.
    assert problem(client.delete(f"/v1/sources/{tmp_path / 'vault'}")) == (404, "no_such_source")


def test_who_may_do_what(server: Hosted) -> None:
    reader, asker = server.key("r", scope="read"), server.key("a")
    with server.client(reader) as client:
        assert problem(client.post("/v1/search", json=SEARCH)) == (403, "scope")
        assert problem(client.get("/v1/sources")) == (403, "scope")
    with server.client(asker) as client:
        assert client.post("/v1/search", json=SEARCH).status_code == 200
        assert problem(client.delete("/v1/sources/Beetroot.md")) == (403, "scope")
    reply = client_without_key(server)
    assert problem(reply) == (401, "key")


def client_without_key(server: Hosted) -> httpx.Response:
    with server.client() as client:
        return client.post("/v1/search", json=SEARCH)


def test_other_methods_are_named(client: httpx.Client) -> None:
    reply = client.put("/v1/sources/sub/Creatine.md")
    assert problem(reply) == (405, "method")
    assert reply.headers["allow"] == "DELETE"


def test_a_home_without_notes_searches_the_sample(tmp_path: Path) -> None:
    with hosted(vault_home(tmp_path, knowledge={}), tmp_path / "home") as server, server.client() as client:
        assert hits(client.post("/v1/search", json={"query": "VO2max intervals"}))

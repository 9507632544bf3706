"""The opponent over HTTP: a match is begun, replied to, kept, and kept from whoever may not see it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from consilium.server.ring import MOST_THESIS
from tests.scripted import critique, make_home
from tests.server.serving import Hosted, hosted
from tests.server.spar_home import ARGUMENT, CANARY, DIARY_THESIS, INSISTENCE, OPEN, THESIS, nothing_private, spar_home


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    folder = tmp_path_factory.mktemp("spar")
    with hosted(spar_home(folder), folder / "home") as one:
        yield one


@pytest.fixture
def client(server: Hosted, request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    """A key of its own for each test, so that it sees its own matches only."""
    with server.client(server.key(request.node.name, per_minute=1000)) as one:
        yield one


def begun(client: httpx.Client, thesis: str = THESIS, **more: str) -> dict[str, Any]:
    reply = client.post("/v1/spar", json={"thesis": thesis}, params=more)
    assert reply.status_code == 201, reply.text
    state: dict[str, Any] = reply.json()
    assert reply.headers["location"] == f"/v1/spar/{state['match']['id']}"
    return state


def state_of(found: dict[str, Any]) -> str:
    [claim] = found["match"]["claims"]
    return str(claim["outcome"]["state"])


def test_a_thesis_is_attacked_with_a_dated_quotation_and_insistence_changes_nothing(client: httpx.Client) -> None:
    first = begun(client)
    [claim] = first["match"]["claims"]
    assert claim["attacks"][0]["evidence"]["quote"] == OPEN
    assert "On 2024-03-12 you wrote the opposite" in first["text"]
    at = f"/v1/spar/{first['match']['id']}"

    insisted = client.post(f"{at}/reply", json={"text": INSISTENCE, "claim": "c1"}).json()
    assert insisted["match"]["replies"][0]["kind"] == "nothing"
    assert insisted["match"]["claims"] == first["match"]["claims"]
    argued = client.post(f"{at}/reply", json={"text": ARGUMENT}).json()
    assert argued["match"]["replies"][1]["kind"] == "argument"
    assert "It brings a new argument." in argued["text"]

    assert client.get(at).json() == client.get("/v1/spar/last").json() == argued
    listed = client.get("/v1/spar").json()["matches"]
    assert [(one["id"], one["thesis"]) for one in listed] == [(first["match"]["id"], THESIS)]
    assert sum(listed[0]["outcomes"].values()) == 1


def test_the_russian_of_a_thesis_is_the_russian_of_its_match(client: httpx.Client) -> None:
    assert begun(client, "Свекольный сок повышает экономичность бега.")["text"].startswith("# Спарринг\n")


def test_replies_that_come_at_once_are_all_kept(client: httpx.Client) -> None:
    at = f"/v1/spar/{begun(client)['match']['id']}/reply"
    words = [f"{ARGUMENT} Also in group {number}." for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda text: client.post(at, json={"text": text}), words))
    assert {reply.status_code for reply in replies} == {200}
    assert len(client.get(at.removesuffix("/reply")).json()["match"]["replies"]) == 4


def test_mistakes_name_the_next_step(client: httpx.Client) -> None:
    at = f"/v1/spar/{begun(client)['match']['id']}"
    asked = [
        (client.post("/v1/spar", json={"thesis": "Why?"}), 422),
        (client.post("/v1/spar", json={"thesis": "x" * (MOST_THESIS + 1)}), 422),
        (client.post("/v1/spar", json={"thesis": THESIS, "notes": "/etc"}), 422),
        (client.post(f"{at}/reply", json={"text": ARGUMENT, "claim": "c9"}), 422),
        (client.get("/v1/spar/261125-000000-00000000"), 404),
        (client.get(f"{at[:-1]}"), 404),
        (client.post("/v1/spar/nobody/reply", json={"text": ARGUMENT}), 404),
    ]
    for reply, status in asked:
        assert reply.status_code == status, reply.text
        assert reply.json()["next_step"]


def test_a_key_sees_its_own_matches_only(server: Hosted, client: httpx.Client) -> None:
    at = f"/v1/spar/{begun(client)['match']['id']}"
    with server.client(server.key("other")) as other:
        assert other.get(at).status_code == 404
        assert other.get("/v1/spar/last").status_code == 404
        assert other.post(f"{at}/reply", json={"text": ARGUMENT}).status_code == 404
        assert other.get("/v1/spar").json() == {"matches": []}
    with server.client(server.key("all", scope="admin")) as admin:
        assert admin.get(at).status_code == 200
    with server.client(server.key("reader", scope="read")) as reader:
        assert reader.post("/v1/spar", json={"thesis": THESIS}).status_code == 403


def test_private_notes_attack_for_those_who_may_see_them_and_are_unknown_to_the_others(server: Hosted) -> None:
    with server.client(server.key("himself", scope="admin")) as himself:
        whole = begun(himself, DIARY_THESIS)
        assert CANARY in whole["text"]
        assert state_of(whole) == "fallen"
        at = f"/v1/spar/{whole['match']['id']}"
        assert himself.get(at, params={"redact": "true"}).status_code == 404
        assert himself.post(f"{at}/reply", json={"text": ARGUMENT}, params={"redact": "true"}).status_code == 404
        discreet = begun(himself, DIARY_THESIS, redact="true")
        assert state_of(discreet) == "undecided"
    with server.client(server.key("chat", redacted=True, scope="admin")) as chat:
        assert chat.get(at).status_code == 404
        mine = chat.post("/v1/spar", json={"thesis": DIARY_THESIS})
        assert state_of(mine.json()) == "undecided"
        quoting = {
            "text": "My note of that day says “Creatine does not raise strength in trained men” because of water."
        }
        shown = [
            chat.post(f"/v1/spar/{mine.json()['match']['id']}/reply", json=quoting),
            chat.get("/v1/spar"),
            chat.get("/v1/spar/last"),
        ]
        assert shown[0].json()["match"]["replies"][0]["evidence"] == []
        nothing_private(mine.text + shown[1].text)
        assert whole["match"]["id"] not in shown[1].text
        for one in shown:
            assert CANARY not in one.text


def test_a_key_with_a_budget_spars_without_models_and_none_when_it_is_spent(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("models")
    attack = {"claim": "c1", "stance": "attack", "reason": "The trials were not blinded.", "quotes": []}
    with hosted(make_home(folder, {"ann": [critique(attack)]}), folder / "home") as server:
        with server.client(server.key("rich")) as client:
            assert "ann argues: The trials were not blinded." in begun(client)["text"]
        with server.client(server.key("thrifty", usd_per_day=1.0)) as client:
            assert "ann" not in begun(client)["text"]
        with server.client(server.key("spent", usd_per_day=0.0)) as client:
            assert client.post("/v1/spar", json={"thesis": THESIS}).status_code == 402

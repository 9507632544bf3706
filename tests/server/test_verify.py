"""Quotations and numbers checked over HTTP, and never against notes that their reader may not see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.server.library_home import CANARY, COMMENTED, KNOWN, nothing_hidden, vault_home
from tests.server.serving import Hosted, hosted
from tests.server.test_guard import problem

PRIVATE = "beetroot juice and running again"


@pytest.fixture
def server(tmp_path: Path, home: Path) -> Iterator[Hosted]:
    with hosted(vault_home(tmp_path), home) as one:
        yield one


def checks(reply: httpx.Response) -> list[tuple[str, str]]:
    assert reply.status_code == 200, reply.text
    return [(one["quote"], one["check"]) for one in reply.json()["quotations"]]


def verified(client: httpx.Client, text: str, **params: Any) -> httpx.Response:
    return client.post("/v1/verify", json={"text": text}, params=params)


def test_quotations_are_found_in_a_text_and_shown_beside_the_source(client: httpx.Client) -> None:
    invented = "creatine makes everybody taller by morning"
    text = f"It helps: «{KNOWN}» But “{invented}” is a tale."
    reply = verified(client, text)
    assert checks(reply) == [(KNOWN, "exact"), (invented, "missing")]
    plain = reply.json()
    assert (plain["counter"], plain["verified"], plain["failed"]) == ("1 ✓ 0 ≈ 1 ✗", 1, 1)
    exact, missing = plain["quotations"]
    assert text[exact["start"] : exact["end"]] == KNOWN == exact["words"]
    assert exact["passage"]["source"] == "Beetroot.md"
    assert (missing["passage"], missing["words"]) == (None, "")


def test_what_differs_is_shown_in_the_source_s_own_words(client: httpx.Client) -> None:
    reply = verified(client, "«Creatine supports repeated sprints with no loading phase.»")
    [found] = reply.json()["quotations"]
    assert found["check"] in {"negation-mismatch", "missing", "near"}
    if found["passage"]:
        assert found["words"] in found["passage"]["text"]


def test_a_text_without_quotations_has_nothing_to_check(client: httpx.Client) -> None:
    assert verified(client, "Sleep well, train hard.").json()["quotations"] == []
    assert problem(client.post("/v1/verify", json={"text": ""})) == (422, "invalid")
    assert problem(client.post("/v1/verify", json={})) == (422, "invalid")


def test_private_notes_bear_a_quotation_out_only_for_who_may_see_them(server: Hosted) -> None:
    text = f"«{PRIVATE}» «{CANARY}»"
    plain, redacted = server.key("plain"), server.key("chat", redacted=True, scope="admin")
    with server.client(plain) as client:
        assert [check for _, check in checks(verified(client, text))] == ["exact", "exact"]
        body = {"text": text, "private": False}
        hidden = [verified(client, text, redact=True), client.post("/v1/verify", json=body)]
    with server.client(redacted) as client:
        hidden += [verified(client, text), client.post("/v1/verify", json={**body, "private": True})]
    for reply in hidden:
        assert [check for _, check in checks(reply)] == ["missing", "missing"]
        assert all(one["passage"] is None and one["words"] == "" for one in reply.json()["quotations"])


def test_a_lucky_guess_does_not_confirm_what_a_private_note_says(server: Hosted) -> None:
    near = f"«{PRIVATE.replace('juice', 'juices')}» «Кенар-4403 in a comment» [[Diary of the knee]]"
    cited = f"«some words of mine» [Diary of the knee.md#0] «{COMMENTED[:12]} in the comment»"
    with server.client(server.key("chat", redacted=True)) as client:
        for text in (near, cited):
            reply = verified(client, text)
            assert {check for _, check in checks(reply)} == {"missing"}
            assert all(one["words"] == "" for one in reply.json()["quotations"])


def test_a_key_that_only_reads_may_not(server: Hosted) -> None:
    with server.client(server.key("r", scope="read")) as client:
        assert problem(verified(client, "x")) == (403, "scope")


def test_nothing_but_the_text_itself_comes_back_of_what_is_private(server: Hosted) -> None:
    with server.client(server.key("chat", redacted=True)) as client:
        nothing_hidden(verified(client, "«beetroot was bad for me» «knee and beetroot juice» [[Beetroot]]").text)


def test_numbers_are_held_against_the_rules(client: httpx.Client) -> None:
    numbers = verified(client, "МПК 140 мл/кг/мин. VO2max of 61 ml/kg/min over 12 furlongs.").json()["numbers"]
    assert [one["result"] for one in numbers if one["rule"] == "VO2max"] == ["violated", "ok"]
    assert all(one["comparison"] in one["line"] and one["found"] in one["line"] for one in numbers)


def test_a_mistake_in_the_home_s_own_rules_is_said(client: httpx.Client, home: Path) -> None:
    (home / "rules.yaml").write_text("version: 1\nrules:\n  - name: x\n    chek: 1\n", encoding="utf-8")
    assert problem(verified(client, "VO2max 61")) == (422, "configuration")
    (home / "rules.yaml").unlink()
    assert verified(client, "VO2max 61").status_code == 200

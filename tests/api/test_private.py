"""What stays on this machine: private text, and whatever a member here wrote after reading it, in every stage.

The members on this machine repeat private notes word for word and in words of their own. Nothing sent
to a member outside may hold either, whichever stage it is sent in.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from consilium import Consilium
from consilium.export.redacted import redacted_event, redacted_verdict
from consilium.models.scripted import ScriptedModel
from consilium.protocols import OnDelta
from consilium.types.codec import to_json, to_plain
from consilium.types.request import ModelReply, ModelRequest
from tests.scripted import Row, answer, critique, judge, make_home

QUESTION = "Does beetroot juice help trained runners over ten kilometres?"
PUBLIC = "Beetroot juice helped recreational runners over ten kilometres in one small trial of twelve people."
CANARIES = {
    "note": "Beetroot juice made Quillfeather slower over ten kilometres, and the runners hid it.",
    "folder": "Over ten kilometres our runners gained nothing from beetroot juice, says Marrowgate.",
    "comment": "never tell the federation that the beetroot trial at Thistlewick was stopped",
}
PARAPHRASE = "One athlete lost half a minute after the red drink and kept it secret."
AGAIN = "The squad that was measured at home saw no gain at all from the drink."
SECRETS = (
    *("Quillfeather", "Marrowgate", "Thistlewick", "hid it", "gained nothing", "federation"),
    *("half a minute", "kept it secret", "measured at home", "saw no gain"),
)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ModelRequest]]:
    """Every request with the member whose model it went to."""
    seen: list[tuple[str, ModelRequest]] = []
    complete = ScriptedModel.complete

    async def watched(self: ScriptedModel, request: ModelRequest, on_delta: OnDelta | None = None) -> ModelReply:
        seen.append((self.endpoint.member, request))
        return await complete(self, request, on_delta)

    monkeypatch.setattr(ScriptedModel, "complete", watched)
    return seen


def claim(text: str, passage: str = "", quote: str = "") -> dict[str, object]:
    return {"text": text, "quotes": [{"passage": passage, "quote": quote}] if quote else []}


HOME_ANSWER = answer(
    PARAPHRASE,
    "opposes",
    claims=[claim(AGAIN), claim(PARAPHRASE, "private.md#20", CANARIES["note"])],
    would_prove_wrong=AGAIN,
)
HOME: list[Row] = [
    HOME_ANSWER,
    critique({"claim": "1", "stance": "attack", "reason": PARAPHRASE, "quotes": []}),
    {**HOME_ANSWER, "purpose": "revise"},
    {"purpose": "rewrite", "reply": json.dumps({"question": f"{QUESTION} {PARAPHRASE}"})},
]
CLOUD: list[Row] = [
    {"purpose": "answer", "reply": '{"claims": "broken', "match": "repair me"},
    answer("It helps.", "supports", claims=[claim("Beetroot juice helps runners.", "public.md#0", PUBLIC)]),
    critique({"claim": "1", "stance": "attack", "reason": "Too small a trial.", "quotes": []}),
    {"purpose": "revise", "reply": str(answer("It helps.", "supports")["reply"])},
    {"purpose": "repair", "reply": str(answer("It helps.", "supports")["reply"])},
    {"purpose": "rewrite", "reply": json.dumps({"question": QUESTION})},
]


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    notes = {
        "public.md": f"{PUBLIC}\n\n%%{CANARIES['comment']}%%\n",
        "private.md": f"---\nprivate: true\n---\n{CANARIES['note']}\n",
        "Diary/day.md": f"{CANARIES['folder']}\n",
    }
    for name, text in notes.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def consilium(tmp_path: Path, vault: Path) -> Iterator[Consilium]:
    members = {"home": HOME, "home2": HOME, "cloud": CLOUD, "cloud2": CLOUD}
    config = make_home(
        tmp_path,
        members,
        {"bench": [judge("It depends.", position=None)]},
        cards=dict.fromkeys(("cloud", "cloud2", "bench"), "local: false\n"),
        debate="always",
        topology="all",
        rounds=2,
        knowledge={"paths": [str(vault)], "private": ["diary"]},
    )
    with Consilium.from_config(config, home=tmp_path / "home") as opened:
        yield opened


def leaks(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret.casefold() in text.casefold()]


def whole(request: ModelRequest) -> str:
    return "\n".join(part.text for part in request.parts)


def outside(sent: list[tuple[str, ModelRequest]]) -> list[ModelRequest]:
    return [request for member, request in sent if member in {"cloud", "cloud2", "bench"}]


def test_no_stage_sends_private_text_or_its_paraphrase_away(
    consilium: Consilium, sent: list[tuple[str, ModelRequest]]
) -> None:
    consilium.ask(QUESTION)
    told = outside(sent)
    assert {request.purpose for request in told} >= {"answer", "critique", "revise", "judge"}
    assert all(not request.private and not leaks(whole(request)) for request in told)
    at_home = "\n".join(whole(request) for member, request in sent if member.startswith("home"))
    assert set(SECRETS) - set(leaks(at_home)) == set(), "members here read everything, or the test shows nothing"
    assert PUBLIC in whole(told[0])


def test_a_repair_sends_nothing_private_away(consilium: Consilium, sent: list[tuple[str, ModelRequest]]) -> None:
    consilium.ask(f"{QUESTION} (repair me)")
    told = outside(sent)
    assert "repair" in {request.purpose for request in told}
    assert not [secret for request in told for secret in leaks(whole(request))]


def test_a_follow_up_on_a_private_verdict_is_rewritten_and_read_here_only(
    consilium: Consilium, sent: list[tuple[str, ModelRequest]]
) -> None:
    first = consilium.ask(QUESTION)
    sent.clear()
    first.ask("And in the heat?")
    assert "rewrite" in {request.purpose for member, request in sent if member.startswith("home")}
    assert not [secret for request in outside(sent) for secret in leaks(whole(request))]


def test_what_leaves_by_other_doors_holds_none_of_it(consilium: Consilium) -> None:
    verdict = consilium.ask(QUESTION)
    record = consilium.store.verdict(verdict.run_id)
    assert record is not None
    assert leaks(to_json(to_plain(record))), "the verdict at home tells it, or the test shows nothing"
    assert not leaks(to_json(to_plain(redacted_verdict(record))))
    for event in consilium.store.events(verdict.run_id):
        left = to_json(to_plain(redacted_event(event)))
        assert not leaks(left), event.kind
        assert "private.md" not in left, event.kind
        assert "day.md" not in left, event.kind

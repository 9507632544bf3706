"""Members played from a file: which row is played, and what is said of a row that is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from consilium.errors import BadRequest, ConfigError, RateLimited
from consilium.models import open_model
from consilium.protocols.models import ChatModel
from consilium.types.member import Endpoint
from consilium.types.request import ModelRequest, Part, Purpose

PART = Part("Is creatine safe?", "question")


def played(transport: str, folder: Path, *rows: dict[str, Any] | str) -> ChatModel:
    path = folder / "rows.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return open_model(transport, Endpoint("m1", "a-model", file=path))


def asking(purpose: Purpose = "answer", round_: int = 1, *parts: Part) -> ModelRequest:
    return ModelRequest("run", purpose, "m1", round_, parts or (PART,))


async def test_the_first_row_that_fits_is_played(tmp_path: Path) -> None:
    model = played(
        "scripted",
        tmp_path,
        {"purpose": "answer", "match": "caffeine", "reply": "other question"},
        {"purpose": "answer", "round": 2, "reply": "later round"},
        {"purpose": "critique", "reply": "other purpose"},
        {"purpose": "answer", "match": "creatine", "reply": "yes"},
        {"purpose": "answer", "reply": "too late"},
    )
    assert (await model.complete(asking())).text == "yes"
    assert (await model.complete(asking(round_=2))).text == "later round"
    assert (await model.complete(asking("critique"))).text == "other purpose"


async def test_a_match_is_looked_for_in_the_question_only(tmp_path: Path) -> None:
    rows = [{"purpose": "answer", "match": "creatine", "reply": "a"}, {"purpose": "answer", "reply": "b"}]
    model = played("scripted", tmp_path, *rows)
    evidence = Part("a note on creatine", "evidence")
    assert (await model.complete(asking("answer", 1, Part("Why?", "question"), evidence))).text == "b"
    assert (await model.complete(asking("answer", 1, evidence))).text == "a"


async def test_a_reply_may_be_written_as_json(tmp_path: Path) -> None:
    model = played("scripted", tmp_path, {"purpose": "answer", "reply": {"answer": "да"}})
    assert (await model.complete(asking())).text == '{"answer": "да"}'


async def test_a_scripted_fault_is_raised(tmp_path: Path) -> None:
    model = played("scripted", tmp_path, {"purpose": "answer", "fault": "rate_limit"})
    with pytest.raises(RateLimited):
        await model.complete(asking())


@pytest.mark.parametrize("transport", ["scripted", "recorded"])
async def test_a_request_without_a_row_says_so(transport: str, tmp_path: Path) -> None:
    row = {"purpose": "judge", "reply": "x"} if transport == "scripted" else {"question": "other", "reply": "x"}
    with pytest.raises(BadRequest, match=r"rows\.jsonl") as caught:
        await played(transport, tmp_path, row).complete(asking())
    assert caught.value.next_step


@pytest.mark.parametrize(
    ("transport", "line", "part"),
    [
        ("scripted", '{"purpose": "answer"', "delimiter"),
        ("scripted", '{"purpose": "sing", "reply": "x"}', "purpose"),
        ("scripted", '{"purpose": "answer", "replay": "x"}', "replay"),
        ("scripted", '{"purpose": "answer", "fault": "fire"}', "fault"),
        ("recorded", '{"question": "x"}', "reply"),
    ],
)
async def test_a_wrong_row_is_named_by_file_and_line(transport: str, line: str, part: str, tmp_path: Path) -> None:
    good = {"purpose": "answer", "reply": "x"} if transport == "scripted" else {"question": "q", "reply": "x"}
    model = played(transport, tmp_path, good, "", line)
    with pytest.raises(ConfigError, match=r"rows\.jsonl.* 3") as caught:
        await model.absence()
    assert part in caught.value.message


@pytest.mark.parametrize("transport", ["scripted", "recorded"])
async def test_a_missing_file_is_a_mistake_of_the_card(transport: str, tmp_path: Path) -> None:
    for path in (None, tmp_path / "nowhere.jsonl"):
        with pytest.raises(ConfigError):
            await open_model(transport, Endpoint("m1", "x", file=path)).absence()


@pytest.mark.parametrize(
    "asked",
    ["Is creatine safe?", "is  CREATINE\nsafe?", "Question: Is creatine safe? Options: A) yes", "creatine safe"],
)
async def test_a_recording_is_found_by_its_question(asked: str, tmp_path: Path) -> None:
    rows = [
        {"question": "Is creatine safe?", "reply": "yes", "model": "whatever"},
        {"question": "safe?", "reply": "no"},
    ]
    model = played("recorded", tmp_path, *rows)
    assert (await model.complete(asking("answer", 1, Part(asked, "question")))).text == "yes"


async def test_a_played_stream_arrives_in_pieces(tmp_path: Path) -> None:
    heard: list[str] = []
    reply = await played("scripted", tmp_path, {"purpose": "answer", "reply": "word " * 20}).complete(
        asking(), heard.append
    )
    assert len(heard) > 1
    assert "".join(heard) == reply.text

"""Records: back and forth unchanged, keys that a resumed run finds again, and names that tell nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from consilium.types.codec import encodable, from_plain, to_json, to_plain
from consilium.types.opaque import opaque_id, shuffled
from consilium.types.opinion import Opinion, abstention
from consilium.types.request import Limits, ModelRequest, Part, Usage
from consilium.types.verdict import VerdictRecord
from tests.store.records import a_request, a_verdict
from tests.types.calm import CALM


@pytest.mark.parametrize("record", [a_verdict(), abstention("ana", 0, "нет ключа", cause="AuthFailed"), a_request()])
def test_a_record_survives_json(record: Any) -> None:
    assert from_plain(type(record), json.loads(to_json(to_plain(record)))) == record


def test_an_abstention_has_the_one_form_of_the_contract() -> None:
    plain = to_plain(abstention("ana", 2, "why"))
    assert (plain["answer"], plain["position"], plain["confidence"], plain["reason"]) == (None, None, 0.0, "why")
    assert from_plain(Opinion, plain).abstained


@pytest.mark.parametrize("broken", [{}, {"run_id": 1}, [], None, "text"])
def test_what_is_no_record_is_refused(broken: object) -> None:
    with pytest.raises(ValidationError):
        from_plain(VerdictRecord, broken)


ANY_TEXT = st.text(alphabet=st.characters())


@CALM
@given(ANY_TEXT)
def test_text_that_can_be_written_is_left_alone_and_any_other_can_be_written_afterwards(text: str) -> None:
    clean = encodable(text)
    clean.encode()
    try:
        text.encode()
    except UnicodeEncodeError:
        assert clean != text
    else:
        assert clean == text


@CALM
@given(st.dictionaries(ANY_TEXT, ANY_TEXT | st.integers() | st.none()))
def test_json_stays_json_whatever_halves_it_holds(plain: dict[str, Any]) -> None:
    text = to_json(plain)
    text.encode()
    assert len(json.loads(text)) <= len(plain)


def test_halves_of_a_character_are_joined() -> None:
    assert encodable("a\ud83d\ude00b\ud83d") == "a😀b�"


CHANGES: list[dict[str, Any]] = [
    {"run_id": "other"},
    {"purpose": "judge"},
    {"member": "bob"},
    {"round": 1},
    {"template": "answer@2"},
    {"target": "bob"},
    {"ordinal": 1},
    {"parts": (Part("Кратко.", "system", role="system"), Part("Почему!", "question"))},
    {"parts": (Part("Кратко.", "system"), Part("Почему?", "question"))},
    {"parts": (Part("Кратко.Почему?", "system", role="system"),)},
]


@pytest.mark.parametrize("change", CHANGES)
def test_every_part_of_a_call_is_in_its_key(change: dict[str, Any]) -> None:
    assert replace(a_request(), **change).call_key != a_request().call_key


@pytest.mark.parametrize("change", [{"limits": Limits(1, 1.0)}, {"schema": {"type": "object"}, "schema_name": "x"}])
def test_a_reply_is_found_again_when_only_limits_or_the_schema_changed(change: dict[str, Any]) -> None:
    assert replace(a_request(), **change).call_key == a_request().call_key


def test_a_key_is_the_same_in_another_process() -> None:
    script = "from tests.store.records import a_request; print(a_request().call_key)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert done.stdout.strip() == a_request().call_key


def test_a_key_exists_for_text_that_cannot_be_encoded() -> None:
    assert len(a_request(text="\ud83d").call_key) == 64


def test_one_private_part_makes_a_request_private() -> None:
    request = ModelRequest("r", "answer", "m", 0, (Part("a", "system"), Part("b", "evidence")))
    assert not request.private
    assert replace(request, parts=(*request.parts, Part("c", "diary", private=True))).private


COSTS = st.none() | st.integers(0, 1000).map(lambda cents: cents / 4)
USAGES = st.builds(Usage, *[st.integers(0, 99)] * 3, COSTS, *[st.integers(0, 9)] * 2)


@CALM
@given(USAGES, USAGES, USAGES)
def test_usages_add_up_in_any_order_and_an_unknown_price_stays_unknown(one: Usage, two: Usage, three: Usage) -> None:
    assert (one + two) + three == one + (two + three) == three + two + one
    assert one + Usage() == one
    assert ((one + two).cost_usd is None) == (one.cost_usd is None or two.cost_usd is None)


NAMES = st.lists(st.text(max_size=5), unique=True, max_size=8)


@CALM
@given(NAMES, st.text(), st.text())
def test_every_reader_gets_all_names_in_an_order_that_only_the_secret_decides(
    names: list[str], secret: str, reader: str
) -> None:
    order = shuffled(secret, reader, names)
    assert sorted(order) == sorted(names)
    assert shuffled(secret, reader, names[::-1]) == order


def test_readers_get_different_orders() -> None:
    names = list("abcdef")
    orders = {tuple(shuffled("secret", reader, names)) for reader in "uvwxyz"}
    assert len(orders) == 6
    assert shuffled("other", "u", names) != shuffled("secret", "u", names)


def test_an_opaque_name_tells_nothing_and_depends_on_everything() -> None:
    name = opaque_id("c", "secret", "ana", 1, 0)
    assert name == opaque_id("c", "secret", "ana", 1, 0)
    assert "ana" not in name
    others = [
        opaque_id("c", "other", "ana", 1, 0),
        opaque_id("c", "secret", "bob", 1, 0),
        opaque_id("c", "secret", "ana", 0, 1),
        opaque_id("c", "secret", "ana", 10),
    ]
    assert name not in others

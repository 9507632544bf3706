"""Whether quotations bear their claims out, where rules cannot tell: a model on this machine says so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from consilium import Consilium
from consilium.assembly.supporting import local_judge
from consilium.config import Places, load_settings
from tests.scripted import Row, answer, make_home
from tests.wire import WireServer

SAID = "The coach kept a log of the weather and the shoes that everybody wore that spring."
CLAIM = "The log of the weather was long."
QUESTION = "Did the coach keep a log of the weather?"


def home(folder: Path, supports: str | None, *, local: bool = True, **card: str) -> Path:
    vault = folder / "vault"
    vault.mkdir()
    (vault / "log.md").write_text(SAID, encoding="utf-8")
    quoted = {"text": CLAIM, "quotes": [{"passage": "log.md#0", "quote": SAID}]}
    rows: list[Row] = [answer("It did.", claims=[quoted])]
    if supports is not None:
        rows.append({"purpose": "support", "reply": json.dumps({"supports": supports})})
    lines = f"labels: true\nlocal: {str(local).lower()}\n"
    return make_home(folder, {"ann": rows}, cards={"ann": lines, **card}, knowledge={"paths": [str(vault)]})


def label(config: Path, folder: Path) -> Any:
    with Consilium.from_config(config, home=folder / "home") as consilium:
        verdict = consilium.ask(QUESTION)
    return verdict.claims[0].citations[0].supports


@pytest.mark.parametrize(("said", "value"), [("yes", True), ("no", False), ("cannot_tell", None), (None, None)])
def test_what_the_rules_leave_open_a_model_here_may_close(tmp_path: Path, said: str | None, value: bool | None) -> None:
    assert label(home(tmp_path, said), tmp_path) is value


def test_a_model_elsewhere_is_not_asked(tmp_path: Path) -> None:
    assert label(home(tmp_path, "yes", local=False), tmp_path) is None


def test_a_text_is_labelled_by_ollama_where_it_runs(tmp_path: Path) -> None:
    (tmp_path / "agents").mkdir()
    with WireServer(json.dumps({"supports": "no"})) as wire:
        wire.ollama.models.append("qwen3:8b")
        card = f"name: qwen\ntransport: ollama\nmodel: qwen3:8b\napi_base: {wire.ollama_base}\nlocal: true\n"
        (tmp_path / "agents" / "qwen.yaml").write_text(card, encoding="utf-8")
        (tmp_path / "config.yaml").write_text("panel: [qwen]\njudges: []\n", encoding="utf-8")
        loaded = load_settings(tmp_path / "config.yaml", Places(tmp_path / "home"))
        with local_judge(loaded) as judge:
            assert judge.supports(CLAIM, SAID) is False
        assert SAID in wire.requests[0].text


def test_without_a_model_here_the_label_stays_open(tmp_path: Path) -> None:
    loaded = load_settings(home(tmp_path, "yes", local=False), Places(tmp_path / "home"))
    with local_judge(loaded) as judge:
        assert judge.supports(CLAIM, SAID) is None

"""Two spellings of one answer, which rules cannot bring together, shown to a model on this machine once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from consilium import Consilium
from consilium.errors import ConfigError
from tests.scripted import Row, answer, make_home

ASKED = "Which function is it?"


def compared(said: str) -> Row:
    return {"purpose": "same", "reply": json.dumps({"same": said})}


def home(folder: Path, said: Row, **settings: object) -> Path:
    """Two members that spell one formula in two ways, one that holds another, and one that compares."""
    positions = {"ann": "sinc(x)", "bob": "sin(x) over x", "cid": "cos(x)", "dee": "cos(x)"}
    scripts = {name: [answer(held, stance="")] for name, held in positions.items()}
    path = make_home(folder, {**scripts, "tiny": [said]}, debate="never", same_answer="tiny", decider="plurality")
    config = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**config, "panel": [*positions], **settings}), encoding="utf-8")
    return path


def asked(consilium: Consilium, run_id: str) -> list[str]:
    """Who was asked to compare in a run."""
    return [call["member"] for call in consilium.store.calls(run_id) if call["purpose"] == "same"]


def test_what_comes_to_the_same_is_one_position_and_is_asked_once(tmp_path: Path) -> None:
    with Consilium.from_config(home(tmp_path, compared("yes"))) as consilium:
        verdict = consilium.ask(ASKED, kind="expression")
        assert verdict.position == "cos(x)"
        assert verdict.confidence == 1.0
        assert asked(consilium, verdict.run_id) == ["tiny", "tiny"]
        again = consilium.ask(ASKED, kind="expression")
        assert again.confidence == 1.0
        assert asked(consilium, again.run_id) == []


@pytest.mark.parametrize("said", ["no", "cannot_tell"])
def test_what_is_not_said_to_be_the_same_stays_apart(tmp_path: Path, said: str) -> None:
    with Consilium.from_config(home(tmp_path, compared(said))) as consilium:
        verdict = consilium.ask(ASKED, kind="expression")
        assert (verdict.position, verdict.confidence) == ("cos(x)", 0.5)


def test_a_call_that_fails_changes_nothing(tmp_path: Path) -> None:
    broken = {"purpose": "same", "fault": "bad_request", "reply": ""}
    with Consilium.from_config(home(tmp_path, broken)) as consilium:
        assert consilium.ask(ASKED, kind="expression").confidence == 0.5


def test_rules_alone_are_the_default(tmp_path: Path) -> None:
    with Consilium.from_config(home(tmp_path, compared("yes"), same_answer="")) as consilium:
        verdict = consilium.ask(ASKED, kind="expression")
        assert verdict.confidence == 0.5
        assert asked(consilium, verdict.run_id) == []


def test_a_model_elsewhere_is_refused_with_the_way_out(tmp_path: Path) -> None:
    config = home(tmp_path, compared("yes"), same_answer="far")
    card = "name: far\ntransport: litellm\nmodel: openai/gpt-4o-mini\n"
    (tmp_path / "agents" / "far.yaml").write_text(card, encoding="utf-8")
    with pytest.raises(ConfigError, match="no model on this machine") as refused:
        Consilium.from_config(config)
    assert "ollama" in refused.value.next_step


@pytest.mark.parametrize(("tolerance", "confidence"), [(0.0, 0.5), (0.02, 1.0)])
def test_the_settings_say_how_far_numbers_may_differ(tmp_path: Path, tolerance: float, confidence: float) -> None:
    scripts = {name: [answer(held, stance="")] for name, held in {"ann": "100 W", "bob": "99 W"}.items()}
    config = make_home(tmp_path, scripts, debate="never", tolerance=tolerance)
    with Consilium.from_config(config) as consilium:
        assert consilium.ask("How much power?", kind="number").confidence == confidence

"""A real engine: llama.cpp serves three tiny trained models, and the whole graph asks them.

The members know independent two thirds of a small world and say honestly how sure they are, so the
panel must be right more often than its best member. This tests the pipeline, not real councils:
independence and honesty are built into these models.
"""

from __future__ import annotations

import asyncio
import json
import random
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from consilium import Consilium, Verdict
from tests.conftest import absent

MEMBERS = ("one", "two", "three")

CARD = """\
name: {name}
transport: direct
vendor: openai
model: panel-{place}
api_base: {url}/v1
key_env: ENGINE_KEY
critique: false
prompt: tiny
options: {{temperature: 0.7, seed: {place}}}
calls: {{max_tokens: 40, concurrent: 2}}
price: {{input: 0, output: 0}}
schema:
  type: object
  properties:
    answer: {{type: string}}
    confidence: {{type: number}}
  required: [answer, confidence]
"""

PROMPT = """\
{# The one form that these models were trained on. Variables: question. #}
{% block question %}
{{ question.text }} Options: {{ question.options | map(attribute="text") | join(", ") }}.
{% endblock %}
"""


@contextmanager
def engine(folder: Path, place: int) -> Iterator[str]:
    """A llama.cpp server over one of the models; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, str(folder / "serve_llamacpp.py"), str(folder / f"panel-{place}.gguf"), str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("listening"):
                break
        yield f"http://127.0.0.1:{port}"
        process.terminate()


@pytest.fixture
def panel(shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Consilium]:
    if find_spec("xllamacpp") is None:
        absent("the llama.cpp server is not installed: make engines")
    monkeypatch.setenv("ENGINE_KEY", "none")
    (tmp_path / "agents").mkdir()
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "tiny.md.j2").write_text(PROMPT)
    with ExitStack() as servers:
        for place, name in enumerate(MEMBERS):
            url = servers.enter_context(engine(shared_data / "engine", place))
            (tmp_path / "agents" / f"{name}.yaml").write_text(CARD.format(name=name, place=place, url=url))
        (tmp_path / "config.yaml").write_text(f"panel: [{', '.join(MEMBERS)}]\nrounds: 0\nknowledge: {{passages: 0}}\n")
        with Consilium.from_config(tmp_path / "config.yaml") as consilium:
            yield consilium


def questions(shared_data: Path) -> list[tuple[str, list[str], str]]:
    """The 72 facts as questions with four options each, and the label of the right one."""
    world = json.loads((shared_data / "engine" / "world.json").read_text())
    dice = random.Random(11)
    asked = []
    for kind, name, value in world["facts"]:
        options = [*dice.sample([other for other in world["dom"][kind] if other != value], 3), value]
        dice.shuffle(options)
        asked.append((f"What is the {kind} of {name}?", options, "ABCD"[options.index(value)]))
    return asked


async def test_a_panel_of_real_models_beats_its_best_member(panel: Consilium, shared_data: Path) -> None:
    asked = questions(shared_data)
    turn = asyncio.Semaphore(4)

    async def ask(text: str, options: list[str]) -> Verdict:
        async with turn:
            return await panel.aask(text, options=options)

    verdicts = await asyncio.gather(*(ask(text, options) for text, options, _ in asked))
    right: Counter[str] = Counter()
    for verdict, (_, _, gold) in zip(verdicts, asked, strict=True):
        right["verdict"] += verdict.position == gold
        for report in verdict.members:
            right[report.name] += report.position == gold
            right["silent"] += report.state != "answered"; report.state != "answered" and print(report.cause, report.reason[:200])
    best = max(right[name] for name in MEMBERS)
    assert right["verdict"] > best, right
    # A model this small now and then names something that is no option; that is an abstention.
    assert right["silent"] < len(asked) * len(MEMBERS) // 20, right
    assert all(verdict.usage.prompt_tokens > 0 for verdict in verdicts)

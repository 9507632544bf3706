"""Embeddings as the settings describe them: made over the wire, kept in either store, private text at home."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from consilium.assembly import Collection
from consilium.config import Places, load_settings
from tests.wire import WireServer

NOTES = {
    "heat.md": "Heat acclimation raises plasma volume within ten days in trained cyclists.",
    "sleep.md": "A nap of twenty minutes restores alertness after a short night.",
    "diary.md": "---\nprivate: true\n---\nMy own secret: plasma donation ruined the race in May.",
}


@pytest.fixture
def wire() -> Iterator[WireServer]:
    with WireServer() as server:
        server.ollama.models.append("bge-m3:latest")
        yield server


def opened(folder: Path, wire: WireServer, transport: str, store: str) -> Collection:
    vault = folder / "vault"
    vault.mkdir(exist_ok=True)
    for name, text in NOTES.items():
        (vault / name).write_text(text, encoding="utf-8")
    base = wire.ollama_base if transport == "ollama" else wire.openai_base
    config = folder / "config.yaml"
    vectors = f"{{model: bge-m3, transport: {transport}, store: {store}, api_base: '{base}', vendor: openai}}"
    if transport == "ollama":
        vectors = vectors.replace(", vendor: openai", "")
    config.write_text(f"knowledge: {{paths: [vault], vectors: {vectors}}}\n", encoding="utf-8")
    (folder / "home").mkdir(exist_ok=True)
    (folder / "home" / ".env").write_text("OPENAI_API_KEY=sk-test\n", encoding="utf-8")
    (folder / "home" / ".env").chmod(0o600)
    return Collection.open(load_settings(config, Places(folder / "home")))


@pytest.mark.parametrize("store", ["faiss", "qdrant"])
def test_words_that_nobody_wrote_find_by_meaning(tmp_path: Path, wire: WireServer, store: str) -> None:
    collection = opened(tmp_path, wire, "ollama", store)
    collection.library.refresh()
    assert collection.library.search("napping minutes, alert", 3)[0].source == "sleep.md"
    asked = len(wire.ollama.embedded)
    collection.close()
    again = opened(tmp_path, wire, "ollama", store)
    again.library.refresh()
    again.library.search("plasma", 3)
    assert wire.ollama.embedded[asked:] == ["plasma"], "what was embedded once is not embedded again"
    again.close()


def test_private_text_reaches_an_embedding_model_on_this_machine_only(tmp_path: Path, wire: WireServer) -> None:
    here = opened(tmp_path, wire, "ollama", "faiss")
    here.library.refresh()
    assert any("secret" in text for text in wire.ollama.embedded)
    here.close()
    elsewhere = opened(tmp_path, wire, "litellm", "faiss")
    elsewhere.library.refresh()
    elsewhere.library.learn()
    elsewhere.library.search("what became of my plasma", 3, private=True)
    assert wire.openai.embedded
    assert not any("secret" in text or "became" in text for text in wire.openai.embedded)
    assert {one.source for one in elsewhere.library.search("plasma", 5)} >= {"heat.md", "diary.md"}
    elsewhere.close()


def test_without_the_embedding_model_words_still_find(tmp_path: Path) -> None:
    with WireServer() as wire:
        collection = opened(tmp_path, wire, "ollama", "faiss")
    report = collection.library.learn()
    assert len(report.taken) == 3
    assert len(report.skipped) == 1
    assert collection.library.search("plasma volume", 3)[0].source == "heat.md"
    collection.close()


def test_what_embeddings_cost_counts_towards_the_day(tmp_path: Path, wire: WireServer) -> None:
    collection = opened(tmp_path, wire, "litellm", "faiss")
    text = (tmp_path / "config.yaml").read_text(encoding="utf-8")
    collection.close()
    (tmp_path / "config.yaml").write_text(
        text.replace("vendor: openai", "vendor: openai, price: {input: 1000000, output: 0}")
        + "limits: {usd_per_day: 0.01}\n",
        encoding="utf-8",
    )
    dear = Collection.open(load_settings(tmp_path / "config.yaml", Places(tmp_path / "home")))
    report = dear.library.learn()
    assert [one.file for one in report.skipped] != []
    assert wire.openai.embedded == []
    dear.close()


def test_two_users_of_one_process_share_a_store_on_disk(tmp_path: Path, wire: WireServer) -> None:
    first = opened(tmp_path, wire, "ollama", "qdrant")
    second = opened(tmp_path, wire, "ollama", "qdrant")
    first.library.refresh()
    assert second.library.search("napping minutes, alert", 3)[0].source == "sleep.md"
    first.close()
    assert second.library.search("napping minutes, alert", 3)[0].source == "sleep.md"
    second.close()

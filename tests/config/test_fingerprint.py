"""What two processes must have in common for the one to answer for the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from consilium.config import Places
from consilium.config.fingerprint import PARTS, differing, fingerprint, spelled

CARD = "name: one\ntransport: scripted\nkey_env: MY_OWN\n"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A home with settings, a card, a script and keys."""
    home = tmp_path / "home"
    (home / "agents").mkdir(parents=True)
    (home / "prompts").mkdir()
    (home / "config.yaml").write_text("rounds: 1\n", encoding="utf-8")
    (home / "agents" / "one.yaml").write_text(CARD, encoding="utf-8")
    (home / "agents" / "one.jsonl").write_text("{}", encoding="utf-8")
    (home / ".env").write_text("A_API_KEY=1\n", encoding="utf-8")
    return Places(home)


def parts(places: Places, version: str = "1", **environment: str) -> dict[str, str]:
    return fingerprint(version, places.config, places, environment)


@pytest.mark.parametrize(
    ("path", "text", "part"),
    [
        ("config.yaml", "rounds: 2\n", "settings"),
        ("agents/one.yaml", CARD + "compact: true\n", "panel"),
        ("agents/two.yaml", "", "panel"),
        ("agents/one.jsonl", "{} ", "panel"),
        ("prompts/answer.en.md.j2", "", "panel"),
        (".env", "A_API_KEY=2\n", "keys"),
    ],
)
def test_each_file_counts_in_its_part(path: str, text: str, part: str, places: Places) -> None:
    before = parts(places)
    (places.home / path).write_text(text, encoding="utf-8")
    assert differing(spelled(before), parts(places)) == [part]


def test_the_version_and_the_place_of_the_settings_count(places: Places) -> None:
    assert differing(spelled(parts(places)), parts(places, version="2")) == ["version"]
    copy = places.home / "copy.yaml"
    copy.write_bytes(places.config.read_bytes())
    assert differing(spelled(parts(places)), fingerprint("1", copy, places, {})) == ["settings"]


def test_keys_by_their_usual_names_and_by_those_that_cards_give(places: Places) -> None:
    for name in ("OPENAI_API_KEY", "OLLAMA_HOST", "https_proxy", "MY_OWN"):
        assert differing(spelled(parts(places)), parts(places, **{name: "x"})) == ["keys"]
    assert parts(places) == parts(places, HOME="x", NOT_MY_OWN="x")


def test_what_is_missing_in_the_line_differs(places: Places) -> None:
    now = parts(places)
    assert differing("", now) == list(PARTS)
    assert differing(spelled(now).partition(";")[0], now) == ["settings", "panel", "keys"]
    assert differing(spelled(now), now) == []


def test_no_key_can_be_read_from_it(places: Places) -> None:
    assert "s3cret" not in spelled(parts(places, OPENAI_API_KEY="s3cret"))

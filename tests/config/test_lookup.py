"""Where settings and cards are looked for, and which one wins."""

from __future__ import annotations

from pathlib import Path

import pytest

from consilium.config import Loaded, Places, Settings, load_settings
from consilium.config.places import shipped
from consilium.errors import ConfigError
from tests.config.writing import write

CARD = "name: {name}\ntransport: scripted\nmodel: {model}\n"


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A home, and an empty working directory that we stand in."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return Places(tmp_path / "home")


def test_each_place_wins_over_the_next(places: Places, tmp_path: Path) -> None:
    named = write(tmp_path / "other" / "my.yaml", "rounds: 4\n")
    assert load_settings(places=places).path == shipped("config.yaml")
    write(places.config, "rounds: 2\n")
    assert load_settings(places=places).settings.rounds == 2
    write(Path("config.yaml"), "rounds: 3\n")
    assert load_settings(places=places).settings.rounds == 3
    loaded = load_settings(named, places)
    assert (loaded.settings.rounds, loaded.folder) == (4, named.parent)


def test_a_relative_path_is_kept_as_an_absolute_one(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    write(Path("config.yaml"), "rounds: 3\n")
    loaded = load_settings(places=places)
    monkeypatch.chdir(places.home.parent)
    assert loaded.path.is_file()


def test_a_folder_in_the_place_of_a_settings_file_is_passed_by(places: Places) -> None:
    Path("config.yaml").mkdir()
    places.config.mkdir(parents=True)
    assert load_settings(places=places).path == shipped("config.yaml")


@pytest.mark.parametrize("name", ["absent.yaml", "."])
def test_a_settings_file_named_and_absent_is_an_error(places: Places, name: str) -> None:
    with pytest.raises(ConfigError, match="no settings file") as caught:
        load_settings(Path(name), places)
    assert "consilium init" in caught.value.next_step


def test_the_home_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CONSILIUM_HOME", str(tmp_path / "elsewhere"))
    assert Places.default().database == tmp_path / "elsewhere" / "runs.sqlite"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("CONSILIUM_HOME", "~/mine")
    assert Places.default().home == tmp_path / "mine"


def test_the_platforms_folder_is_used_where_no_home_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CONSILIUM_HOME")
    assert Places.default().home.name == "consilium"


def test_naming_places_makes_nothing(places: Places) -> None:
    load_settings(places=places).folders("agents")
    assert not places.home.exists()


def test_the_shipped_settings_are_the_defaults_and_every_card_they_name_is_sound(places: Places) -> None:
    loaded = load_settings(places=places)
    defaults = type(loaded.settings)(judges=loaded.settings.judges)
    assert loaded.settings == defaults
    for name in (*loaded.settings.panel, *loaded.settings.judges, *loaded.settings.embedded):
        card, path = loaded.card(name)
        assert (card.name, path.parent) == (name, shipped("agents"))


def cards(loaded: Loaded) -> str:
    return loaded.card("qwen")[0].model


def test_a_nearer_card_shadows_the_shipped_one(places: Places, tmp_path: Path) -> None:
    config = write(tmp_path / "project" / "config.yaml", "panel: [qwen]\n")
    loaded = load_settings(config, places)
    shipped_model = cards(loaded)
    write(places.home / "agents" / "qwen.yaml", CARD.format(name="qwen", model="home"))
    assert cards(loaded) == "home" != shipped_model
    write(config.parent / "agents" / "qwen.yaml", CARD.format(name="qwen", model="near"))
    assert cards(loaded) == "near"
    assert loaded.card("claude")[1].parent == shipped("agents"), "the other shipped cards stay"


def test_an_unknown_member_is_answered_with_the_nearest_name(places: Places) -> None:
    loaded = load_settings(places=places)
    with pytest.raises(ConfigError, match="no member “cluade”") as caught:
        loaded.card("cluade")
    assert "“claude”" in caught.value.next_step
    with pytest.raises(ConfigError) as caught:
        loaded.card("zzz")
    assert "claude" in caught.value.next_step
    assert "qwen" in caught.value.next_step


def test_a_card_must_bear_its_files_name(places: Places) -> None:
    path = write(places.home / "agents" / "ana.yaml", CARD.format(name="anna", model="m"))
    with pytest.raises(ConfigError, match="named “anna”") as caught:
        load_settings(places=places).card("ana")
    assert str(path) in caught.value.message
    assert caught.value.next_step == "write name: ana"


def test_a_mistake_in_a_card_is_found_with_file_and_line(places: Places) -> None:
    path = write(places.home / "agents" / "ana.yaml", CARD.format(name="ana", model="m") + "calls:\n  timout_s: 5\n")
    with pytest.raises(ConfigError) as caught:
        load_settings(places=places).card("ana")
    assert caught.value.message == f"{path}, line 5: unknown key “calls.timout_s”."
    assert "“timeout_s”" in caught.value.next_step


def test_the_shipped_file_says_what_the_code_does_where_a_key_is_deleted() -> None:
    written = load_settings(shipped("config.yaml")).settings
    assert written == Settings()

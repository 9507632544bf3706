"""A library may be closed while other threads are in it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from consilium.knowledge import Library
from consilium.knowledge.library.users import Closing

NOTES = 300


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    folder.mkdir()
    for number in range(NOTES):
        (folder / f"{number}.md").write_text(f"Note {number}: sleep restores what training took.", encoding="utf-8")
    return folder


def test_closing_ends_a_refresh_and_keeps_what_can_be_taken_up_again(tmp_path: Path, vault: Path) -> None:
    database = tmp_path / "home" / "index.sqlite"
    library = Library(database, [vault])
    begun = threading.Event()

    def refresh() -> int:
        begun.set()
        return library.refresh()

    with ThreadPoolExecutor() as pool:
        work = pool.submit(refresh)
        begun.wait()
        library.close()
        with suppress(Closing):
            assert work.result() <= NOTES
    again = Library(database, [vault])
    assert again.refresh() == NOTES
    again.close()


def test_closing_waits_for_whoever_searches(tmp_path: Path, vault: Path) -> None:
    library = Library(tmp_path / "home" / "index.sqlite", [vault])
    library.refresh()
    stop = threading.Event()

    def search() -> None:
        while not stop.is_set():
            try:
                assert library.search("sleep and training", 5)
            except Closing:
                return

    with ThreadPoolExecutor(4) as pool:
        searches = [pool.submit(search) for _ in range(4)]
        library.close()
        stop.set()
        for one in searches:
            one.result()
    with pytest.raises(Closing):
        library.search("sleep", 5)

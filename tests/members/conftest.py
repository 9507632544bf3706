"""A tiny vault that tests of members share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from consilium.knowledge import Library
from tests.members.voices import make_index


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """One public and one private note."""
    made = make_index(tmp_path_factory.mktemp("notes"))
    yield made
    made.close()

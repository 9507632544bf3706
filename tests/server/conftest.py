"""A server over a small scripted panel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.scripted import Row, answer, critique, judge, make_home
from tests.server.serving import Hosted, hosted

LATE: Row = {**answer("It does not.", "opposes"), "match": "slow", "delay_s": 60}


def panel(folder: Path, **settings: Any) -> Path:
    """Two members that disagree, a judge; the second is slow where the question says so."""
    members = {"first": [answer(), critique()], "second": [LATE, answer("It does not.", "opposes"), critique()]}
    return make_home(folder, members, {"bench": [judge("It depends.", position="depends")]}, **settings)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def server(tmp_path: Path, home: Path) -> Iterator[Hosted]:
    with hosted(panel(tmp_path), home) as one:
        yield one


@pytest.fixture
def client(server: Hosted) -> Iterator[httpx.Client]:
    with server.client() as one:
        yield one

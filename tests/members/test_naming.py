"""Which claim or critique a model means."""

from __future__ import annotations

import pytest

from consilium.members.naming import meant

IDS = ["c11111a", "c4f09a2", "c000777"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("c4f09a2", "c4f09a2"),
        ("[c4f09a2]", "c4f09a2"),
        ("claim c4f09a2, because of the dose", "c4f09a2"),
        ("2", "c4f09a2"),
        ("Утверждение 3", "c000777"),
        ("claim 4", ""),
        ("claims 1 and 2", ""),
        ("c4f09a", ""),
        ("none", ""),
        ("", ""),
    ],
)
def test_an_id_or_a_place_in_the_list(said: str, expected: str) -> None:
    assert meant(said, IDS) == expected


def test_nothing_shown_means_nothing_named() -> None:
    assert meant("1", []) == ""

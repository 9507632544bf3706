"""Nails and memory on a verdict's card, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from consilium.export import verdict_markdown
from consilium.export.card import card
from consilium.types.codec import from_plain, to_plain
from consilium.types.evidence import Citation
from consilium.types.nail import NailUse
from consilium.types.recollection import Recalled
from consilium.types.verdict import LedgerClaim, VerdictRecord
from tests.verdicts import make_verdict


def record(**changes: Any) -> VerdictRecord:
    against = LedgerClaim("c2", "Caffeine does nothing.", citations=(Citation("p", "q", "trial.md", "exact"),))
    given: dict[str, Any] = {
        "claims": (LedgerClaim("c1", "Caffeine helps."), against),
        "nails": (NailUse("n1", "Caffeine helps.", ("c1",), ("c2",), ("c2",)), NailUse("n2", "Sleep helps.")),
        "memory": (Recalled("r0", "Is caffeine safe?"),),
    }
    return make_verdict(**{**given, **changes})


@pytest.mark.parametrize(
    ("language", "used", "disproved"),
    [
        (
            "en",
            "n1: 1 claim rests on it",
            "your nail n1 is contradicted by evidence: Caffeine does nothing. (trial.md)",
        ),
        ("ru", "n1: учтён в 1 утверждении", "вашему гвоздю n1 противоречат данные: Caffeine does nothing."),
    ],
)
def test_the_card_says_where_nails_mattered(language: Any, used: str, disproved: str) -> None:
    shown = card(record(language=language))
    assert used in [fact.text for fact in shown.facts]
    assert any(warning.startswith(disproved) for warning in shown.warnings)
    note = verdict_markdown(record(language=language)).replace("\\", "")
    assert used in note
    assert disproved in note
    assert "Is caffeine safe? (r0)" in note


def test_a_bare_claim_against_a_nail_is_not_called_evidence() -> None:
    nails = (NailUse("n1", "Caffeine helps.", (), ("c2",), ()),)
    (warning,) = card(record(nails=nails)).warnings
    assert "without verified evidence" in warning


def test_nothing_is_said_where_nothing_was_given_and_records_survive_the_store() -> None:
    quiet = card(record(nails=(), memory=()))
    assert not {"your nails", "context from before"} & {fact.label for fact in quiet.facts}
    assert quiet.warnings == ()
    unused = card(record(nails=(NailUse("n2", "Sleep helps."),)))
    assert "1 nail given, no claim rests on them" in [fact.text for fact in unused.facts]
    assert from_plain(VerdictRecord, to_plain(record())) == record()

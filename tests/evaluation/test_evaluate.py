"""``consilium evaluate`` end to end, in every way of asking."""

from __future__ import annotations

from pathlib import Path

import pytest

from consilium.cli.main import main
from tests.evaluation.faulty import BAD
from tests.evaluation.recorded import written


@pytest.mark.parametrize("more", [["--cascade"], ["--members", "a"], ["--decider", "stacked", "--labels", "1"]])
def test_every_way_of_asking_gets_an_answer(tmp_path: Path, more: list[str]) -> None:
    test, page = written(tmp_path / "t.jsonl", BAD), tmp_path / "r.html"
    assert main(["evaluate", str(test), "--fit", str(test), "--report", str(page), *more]) == 0
    text = page.read_text(encoding="utf-8")
    assert "<svg" in text
    assert "http" not in text

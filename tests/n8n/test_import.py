"""The files are what n8n itself would export."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.n8n.conftest import World
from tests.n8n.workflows import FILES

CLEANER = Path(__file__).resolve().parents[2] / "tools" / "clean_workflow.py"


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_file_survives_import_and_export_unchanged(world: World, path: Path, tmp_path: Path) -> None:
    kept = path.read_text(encoding="utf-8")
    exported = next(one for one in world.exported if one["id"] == json.loads(kept)["id"])
    assert {"shared", "createdAt", "versionId"} & set(exported)  # the cleaner has something to do
    (tmp_path / "exported.json").write_text(json.dumps(exported), encoding="utf-8")

    cleaned = subprocess.run(
        [sys.executable, str(CLEANER), str(tmp_path / "exported.json")], capture_output=True, text=True, check=True
    ).stdout

    assert cleaned == kept

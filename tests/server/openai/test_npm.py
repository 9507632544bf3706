"""OpenAI's own client for JavaScript."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from tests.conftest import absent
from tests.server.serving import Hosted

FOLDER = Path(os.environ.get("CONSILIUM_TEST_CACHE", "~/.cache/consilium-tests")).expanduser() / "openai-6.30.1"
PROGRAM = Path(__file__).resolve().parents[2] / "openai_npm" / "client.mjs"


def test_the_javascript_client_reads_all_of_it(server: Hosted) -> None:
    node = shutil.which("node")
    if node is None or not (FOLDER / "node_modules" / "openai" / "package.json").is_file():
        absent("OpenAI's client for JavaScript is not installed: bash tools/install_openai_npm.sh")
    words = [node, str(PROGRAM), str(FOLDER), f"{server.url}/v1", server.key("npm")]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["models"] == ["consilium", "consilium-fast", "overlay", "opponent"]
    assert seen["content"].startswith("It depends.")
    assert "### Round 1" in seen["reasoning"]
    assert seen["tokens"] > 0
    assert seen["order"] == ["role", "reasoning", "content", "stop", "usage"]
    assert seen["streamed"].startswith("It depends.")
    assert seen["output"].startswith("It depends.")
    assert (seen["events"][0], seen["events"][-1]) == ("response.created", "response.completed")
    assert "response.reasoning_summary_text.delta" in seen["events"]
    assert seen["again"] == "completed"
    assert seen["error"] == {"name": "NotFoundError", "status": 404, "code": "model_not_found", "param": "model"}

"""What the package promises to importers, and what it must not do on import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import consilium
from tests.scripted import answer, make_home

HEAVY = ("langgraph", "langsmith", "litellm", "openai", "anthropic", "google", "ollama", "rich", "pydantic", "httpx")


def test_public_names_are_pinned() -> None:
    assert sorted(consilium.__all__) == ["Consilium", "ConsiliumError", "Interrupted", "Verdict", "__version__"]
    for name in consilium.__all__:
        assert getattr(consilium, name) is not None


def loaded_after(code: str) -> set[str]:
    """Top-level packages that some code loads in a fresh interpreter, beyond what site files load."""
    script = f"import sys\nbefore = set(sys.modules)\n{code}\n"
    script += "print(*{name.partition('.')[0] for name in set(sys.modules) - before})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert not loaded_after("import consilium") & set(HEAVY)


def test_the_command_line_loads_nothing_heavy_for_its_help() -> None:
    code = "import contextlib, io\nfrom consilium.cli.main import main\n"
    code += "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n    main(['--help'])"
    assert not loaded_after(code) & set(HEAVY)


def test_a_scripted_question_loads_no_sdk(tmp_path: Path) -> None:
    words = ["ask", "--quiet", "Does beetroot help?", "--config", str(make_home(tmp_path, {"first": [answer()]}))]
    code = "import contextlib, io\nfrom consilium.cli.main import main\n"
    code += f"with contextlib.redirect_stdout(io.StringIO()):\n    main({words!r})"
    assert not loaded_after(code) & {"litellm", "openai", "anthropic", "google", "ollama", "structlog"}

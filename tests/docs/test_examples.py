"""Every example in the documentation is executed, every link in it leads somewhere."""

from __future__ import annotations

import doctest
import importlib
import os
import pkgutil
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

import consilium
from consilium.cli.reference import reference

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "README.ru.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def blocks(language: str) -> Iterator[tuple[str, str]]:
    """Code blocks of one language that are not marked ``no-run``, with where they stand."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for match in FENCE.finditer(text):
            if match[1] == language and "no-run" not in match[2]:
                yield f"{page.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}", match[3]


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory of a user with the installed program on the path."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    return folder


@pytest.mark.parametrize(("where", "code"), [pytest.param(*block, id=block[0]) for block in blocks("python")])
def test_python_examples_run(where: str, code: str, empty_folder: Path) -> None:
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{where}\n{done.stdout}\n{done.stderr}"
    assert list(empty_folder.iterdir()) == [], f"{where} left files in the working directory"


@pytest.mark.parametrize(("where", "code"), [pytest.param(*block, id=block[0]) for block in blocks("sh")])
def test_shell_examples_run(where: str, code: str, empty_folder: Path) -> None:
    done = subprocess.run(["sh", "-ec", code], cwd=empty_folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{where}\n{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize(("where", "text"), [pytest.param(*block, id=block[0]) for block in blocks("yaml")])
def test_yaml_examples_are_cards_settings_or_nails(where: str, text: str, tmp_path: Path) -> None:
    from consilium.config import CardSettings, Settings  # noqa: PLC0415
    from consilium.config.nails import NailFile  # noqa: PLC0415
    from consilium.config.yaml_file import read_yaml  # noqa: PLC0415

    file = tmp_path / "example.yaml"
    file.write_text(text, encoding="utf-8")
    shapes: dict[str, type[BaseModel]] = {"transport": CardSettings, "definitions": NailFile, "theses": NailFile}
    told = (shapes[key] for key in shapes if re.search(rf"^{key}:", text, re.MULTILINE))
    read_yaml(file, next(told, Settings))


def test_links_lead_somewhere() -> None:
    broken = []
    for page in PAGES:
        targets = LINK.findall(page.read_text(encoding="utf-8"))
        local = [target for target in targets if "://" not in target]
        broken += [f"{page.name}: {target}" for target in local if not (page.parent / target).exists()]
    assert broken == []


def test_the_command_reference_is_up_to_date() -> None:
    page = ROOT / "docs" / "cli.md"
    if os.environ.get("UPDATE_GOLDENS"):
        page.write_text(reference(), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == reference()


def test_doctests_hold() -> None:
    failed = {}
    for module in pkgutil.walk_packages(consilium.__path__, "consilium."):
        if module.name.endswith("__main__"):
            continue
        result = doctest.testmod(importlib.import_module(module.name))
        if result.failed:
            failed[module.name] = result.failed
    assert failed == {}


def test_both_readmes_have_the_same_sections() -> None:
    english, russian = (page.read_text(encoding="utf-8") for page in PAGES[:2])
    assert len(re.findall(r"^## ", english, re.MULTILINE)) == len(re.findall(r"^## ", russian, re.MULTILINE))
    assert shutil.which("sh")

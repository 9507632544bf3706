"""The community node as a package: n8n's linter, the built files, the rules of the registry."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.conftest import absent
from tests.n8n.package import PACKAGE, Workshop, missing_tools


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    if why := missing_tools():
        absent(why)
    return Workshop(tmp_path)


def test_the_package_says_what_n8n_asks_for() -> None:
    package = json.loads((PACKAGE / "package.json").read_text(encoding="utf-8"))

    assert package["name"] == PACKAGE.name
    assert "n8n-community-node-package" in package["keywords"]
    assert package["license"] == "MIT"
    assert "dependencies" not in package
    assert package["peerDependencies"] == {"n8n-workflow": "*"}
    for path in (*package["n8n"]["nodes"], *package["n8n"]["credentials"]):
        assert (PACKAGE / path).is_file()
        assert (PACKAGE / path.removeprefix("dist/").replace(".js", ".ts")).is_file()
    for path in (PACKAGE / "nodes").rglob("*.node.ts"):
        codex = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        name = re.search(r"name: '(\w+)'", path.read_text(encoding="utf-8"))
        assert name is not None
        assert codex["node"] == f"{PACKAGE.name}.{name[1]}"


def test_n8ns_own_linter_has_no_complaint(workshop: Workshop) -> None:
    done = workshop.tool("lint")

    assert done.returncode == 0, done.stdout
    # The only warning: the package has no home on the web yet.
    assert re.findall(r"@n8n/community-nodes/[\w-]+|n8n-nodes-base/[\w-]+", done.stdout) == [
        "@n8n/community-nodes/require-homepage"
    ]


def test_the_linter_would_have_seen_a_mistake(workshop: Workshop) -> None:
    path = workshop.folder / "nodes" / "Consilium" / "Consilium.node.ts"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\t\tusableAsTool: true,\n", ""), encoding="utf-8")

    done = workshop.tool("lint")

    assert done.returncode != 0
    assert "node-usable-as-tool" in done.stdout


def test_the_built_files_are_what_the_sources_make(workshop: Workshop) -> None:
    kept = {path.relative_to(PACKAGE): path.read_bytes() for path in (PACKAGE / "dist").rglob("*") if path.is_file()}

    done = workshop.tool("build")

    assert done.returncode == 0, done.stdout
    built = {
        path.relative_to(workshop.folder): path.read_bytes()
        for path in (workshop.folder / "dist").rglob("*")
        if path.is_file()
    }
    assert built == kept

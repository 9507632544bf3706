"""The OpenAPI document says all there is to say, and the server keeps to it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.scripted import answer, judge, make_home
from tests.server.serving import Hosted, hosted

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "unsupported_method",
    "ignored_auth",
)


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    """A server whose panel answers at once and costs nothing."""
    folder = tmp_path_factory.mktemp("fuzzed")
    config = make_home(folder, {"first": [answer()]}, {"bench": [judge()]}, server={"queue": 100_000})
    with hosted(config, folder / "home") as one:
        with one.client() as client:
            assert client.post("/v1/ask", json={"question": "Does it help?"}).status_code == 200
        yield one


def properties(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, schema in document["components"]["schemas"].items():
        for field, described in schema.get("properties", {}).items():
            yield f"{name}.{field}", described


def test_every_field_and_parameter_says_what_it_means(client: httpx.Client) -> None:
    document = client.get("/openapi.json").json()
    found = dict(properties(document))
    silent = [name for name, one in found.items() if not one.get("description")]
    assert silent == []
    assert len(found) > 100
    operations = [(path, method, one) for path, item in document["paths"].items() for method, one in item.items()]
    assert [
        (path, parameter["name"])
        for path, _, operation in operations
        for parameter in operation.get("parameters", ())
        if not parameter.get("description")
    ] == []
    assert [(path, method) for path, method, one in operations if not one.get("description")] == []


def test_the_document_speaks_of_no_other_place(client: httpx.Client) -> None:
    text = client.get("/openapi.json").text
    assert "http://" not in text.replace("http://localhost:5678", "")
    assert "https://" not in text
    assert client.get("/docs").status_code == 404


def test_nothing_that_fits_the_document_or_does_not_makes_the_server_fail(fuzzed: Hosted, tmp_path: Path) -> None:
    """Schemathesis sends what the document allows and what it does not; no 5xx, no undocumented answer."""
    key = fuzzed.key("fuzz", scope="admin", per_minute=1_000_000)
    command = [str(Path(sys.executable).parent / "schemathesis"), "run", f"{fuzzed.url}/openapi.json"]
    options = {
        "--header": f"Authorization: Bearer {key}",
        "--checks": ",".join(CHECKS),
        "--phases": "coverage,fuzzing",
        "--max-examples": "10",
        "--seed": "7",
        "--request-timeout": "30",
        # Behind these is another server, which the test does not have.
        "--exclude-path-regex": "^/v1/embeddings",
    }
    words = [word for pair in options.items() for word in pair]
    done = subprocess.run(
        [*command, *words, "--continue-on-failure", "--no-color"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stdout[-6000:]
    tested = re.search(r"Tested: (\d+)", done.stdout)
    assert tested
    assert int(tested[1]) >= 17

"""``consilium serve`` and ``consilium keys`` as they are typed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from consilium.cli.main import main


def test_without_the_extra_the_way_to_it_is_named() -> None:
    code = "import sys\nsys.modules['uvicorn'] = None\nfrom consilium.cli.main import main\nsys.exit(main(['serve']))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "uvicorn" in done.stderr
    assert "pip install 'consilium-ai[server]'" in done.stderr


def test_a_key_s_text_alone_goes_to_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "create", "n8n", "--budget", "1.5", "--expires", "30d", "--redact"]) == 0
    out, err = capsys.readouterr()
    assert re.fullmatch(r"cns_[0-9a-f]{8}_[\w-]{43}\n", out)
    assert "not shown again" in err
    assert main(["keys", "list"]) == 0
    listed = capsys.readouterr().out
    assert "n8n" in listed
    assert "1.50" in listed
    assert out.strip() not in listed
    assert main(["keys", "revoke", "n8n"]) == 0
    assert main(["keys", "revoke", "n8n"]) == 2
    assert "keys list" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["--expires", "soon"],
        ["--expires", "30"],
        ["--budget", "-1"],
        ["--budget", "nan"],
        ["--rate", "0"],
        ["--scope", "all"],
    ],
)
def test_wrong_values_of_a_key_are_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "create", "n8n", *words]) == 2
    assert words[1] in capsys.readouterr().err


def test_the_signing_secret_is_made_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = ["--home", str(tmp_path / "home")]
    assert main(["keys", "signing-secret", *home]) == 0
    first = capsys.readouterr().out
    assert main(["keys", "signing-secret", *home]) == 0
    assert capsys.readouterr().out == first
    assert first.startswith("whsec_")

"""Settings files for tests, and the one error that reading one must give."""

from __future__ import annotations

from pathlib import Path

import pytest

from consilium.config import Places, load_settings
from consilium.errors import ConfigError


def write(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refusal(path: Path) -> ConfigError:
    """The error of loading a settings file; one line each for message and next step."""
    with pytest.raises(ConfigError) as caught:
        load_settings(path, Places(path.parent / "home"))
    error = caught.value
    assert "\n" not in str(error)
    assert error.next_step
    assert error.exit_code == 2
    return error

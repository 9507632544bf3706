"""API keys: from the environment, or from the home's ``.env`` that only its owner may read."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from consilium.errors import ConfigError
from consilium.wording import say


def read_keys(path: Path) -> dict[str, str]:
    """``NAME=value`` lines of a key file; the environment's own values win over them.

    Raises:
        ConfigError: the file can be read by others or not at all, or a line is not ``NAME=value``.
    """
    keys = _from_file(path) if path.is_file() else {}
    return {**keys, **os.environ}


def _from_file(path: Path) -> dict[str, str]:
    if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise ConfigError(say("config.keys_open", path=path), next_step=f"chmod 600 {path}")
    keys = {}
    for number, raw in enumerate(_text(path).splitlines(), start=1):
        line = raw.strip().removeprefix("export ")
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals or not name.strip().isidentifier():
            raise ConfigError(say("config.bad_key_line", path=path, line=number), next_step="OPENAI_API_KEY=…")
        keys[name.strip()] = _value(value.strip())
    return keys


def _value(written: str) -> str:
    """What stands between quotes, or before a comment where there are none."""
    quoted = re.match(r"""(["'])(.*?)\1""", written)
    return quoted.group(2) if quoted else re.split(r"\s#", written)[0].rstrip()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(say("config.unreadable", path=path, error=error), next_step=f"chmod 600 {path}") from error

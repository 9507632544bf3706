"""Where the server of a home listens, if there is one."""

from __future__ import annotations

import errno
import json
import os
import socket
from typing import Any

from consilium import __version__
from consilium.config.places import Places
from consilium.wording import say


class NotServed(Exception):
    """No server takes this question.

    Args:
        reason: why not, for the user; empty where there is nothing to tell.
    """

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason


def find_server(places: Places) -> str:
    """The Unix socket of the home's server, which may yet turn out to be gone.

    Raises:
        NotServed: there is none, or it is of another version.
    """
    known = _record(places)
    path = known.get("socket")
    if not isinstance(path, str) or not path or not hasattr(socket, "AF_UNIX"):
        raise NotServed
    version = known.get("version")
    if version != __version__:
        if _alive(known.get("pid")):
            raise NotServed(say("client.other_version", theirs=version, ours=__version__))
        raise NotServed
    return path


def not_listening(places: Places, error: OSError) -> NotServed:
    """Why a server that left its address cannot be reached; nothing to tell where it has died."""
    gone = error.errno in {errno.ENOENT, errno.ECONNREFUSED}
    if gone and not _alive(_record(places).get("pid")):
        return NotServed()
    return NotServed(say("client.not_listening", error=error.strerror or error))


def _record(places: Places) -> dict[str, Any]:
    try:
        plain = json.loads(places.server.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return plain if isinstance(plain, dict) else {}


def _alive(pid: object) -> bool:
    """Whether there is such a process.

    The lock would tell it more surely, but to try it is to hold it, and a server that starts just then
    would find its home taken.
    """
    if not isinstance(pid, int) or pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True

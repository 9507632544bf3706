"""Replace a file in one step."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_atomic(path: Path, text: str, *, mode: int = 0o644) -> None:
    """Write ``text`` to ``path`` so that a reader sees the old file or the new one, never a part.

    Args:
        path: the file; missing folders are made.
        text: its whole new content, written as UTF-8 with the newlines it has.
        mode: permissions of the new file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Only the name's beginning: a file may have 255 bytes, which a long Russian title all but fills.
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise

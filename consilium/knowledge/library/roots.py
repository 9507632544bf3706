"""What is learned from: folders of the settings, and folders and files that commands have named."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from consilium.knowledge.library.learning import Root
from consilium.knowledge.library.shelves import Shelves
from consilium.knowledge.library.writing import writing


class Roots:
    """The roots in scope.

    Args:
        db: the library's database.
        folders: roots that the settings name.
        learned: whether roots that commands have named are in scope.
    """

    def __init__(self, db: sqlite3.Connection, folders: Sequence[Path], *, learned: bool) -> None:
        self._db = db
        self._folders = list(dict.fromkeys(folder.resolve() for folder in folders))
        self._with_learned = learned

    def configured(self) -> list[Root]:
        """Roots of the settings; their rows are made where they are missing."""
        return [self._row(folder, learned=False) for folder in self._folders]

    def learned(self) -> list[Root]:
        """Roots that commands have named."""
        rows = self._db.execute("SELECT key, path FROM roots WHERE learned ORDER BY key")
        return [Root(key, Path(path)) for key, path in rows]

    def all(self) -> list[Root]:
        """Everything that is learned from."""
        return list(dict.fromkeys([*self.configured(), *(self.learned() if self._with_learned else ())]))

    def known(self) -> list[Root]:
        """All roots in scope that have been looked at."""
        rows = self._db.execute("SELECT key, path, learned FROM roots ORDER BY key")
        names = {str(folder) for folder in self._folders}
        return [
            Root(key, Path(path)) for key, path, learned in rows if path in names or (learned and self._with_learned)
        ]

    def add(self, path: Path) -> Root:
        """The root for a path that a command names: its own, or the known one that it lies in."""
        resolved = path.resolve()
        above = next((root for root in self.known() if root.path in resolved.parents), None)
        return above or self._row(resolved, learned=True)

    def _row(self, path: Path, *, learned: bool) -> Root:
        self._db.execute(
            "INSERT INTO roots (path, learned) VALUES (?, ?)"
            " ON CONFLICT (path) DO UPDATE SET learned = max(learned, excluded.learned)",
            (str(path), learned),
        )
        (key,) = self._db.execute("SELECT key FROM roots WHERE path = ?", (str(path),)).fetchone()
        return Root(key, path)

    def forget(self, name: str, shelves: Shelves) -> list[str] | None:
        """Take a root, a file or the file of a source out; the ids that went, None where nothing has that name."""
        with writing(self._db):
            return self._forget(name, shelves)

    def _forget(self, name: str, shelves: Shelves) -> list[str] | None:
        path = str(Path(name).expanduser().resolve())
        scope = ", ".join(str(root.key) for root in self.known()) or "-1"
        root = self._db.execute(f"SELECT key FROM roots WHERE path = ? AND key IN ({scope})", (path,)).fetchone()
        query = (
            "SELECT f.key, f.root FROM files f JOIN roots r ON r.key = f.root LEFT JOIN sources s ON s.file = f.key"
            f" WHERE r.key IN ({scope}) AND (r.key = ? OR s.id = ? OR r.path || '/' || f.name = ?)"
        )
        files = list(dict.fromkeys(self._db.execute(query, (root[0] if root else -1, name, path))))
        if not files and root is None:
            return None
        gone = []
        for key, _ in files:
            gone += [id_ for (id_,) in self._db.execute("SELECT id FROM sources WHERE file = ?", (key,))]
            shelves.take_off(key)
            self._db.execute("UPDATE files SET forgotten = 1 WHERE key = ?", (key,))
        if root is not None:
            self._db.execute("DELETE FROM files WHERE root = ?", root)
            self._db.execute("DELETE FROM roots WHERE key = ?", root)
        return gone

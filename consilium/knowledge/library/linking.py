"""Which source each link leads to, once all documents are in."""

from __future__ import annotations

import json
import sqlite3

from consilium.knowledge.obsidian.names import Names


def resolve_links(db: sqlite3.Connection) -> None:
    """Resolve every link anew: a note that has come, gone or moved may be what others point to.

    Args:
        db: the library's database, in a transaction of the caller's.
    """
    keys, named = {}, {}
    for key, id_, record in db.execute("SELECT key, id, record FROM sources"):
        plain = json.loads(record)
        keys[id_] = key
        named[id_] = [plain["title"], *plain["aliases"]]
    names = Names(named)
    changed = []
    query = "SELECT l.rowid, l.target, l.to_source, s.id FROM links l JOIN sources s ON s.key = l.source"
    for row, target, leads_to, source in db.execute(query):
        found = keys.get(names.resolve(target, source) or "")
        if found != leads_to:
            changed.append((found, row))
    db.executemany("UPDATE links SET to_source = ? WHERE rowid = ?", changed)

"""Which note a name means: names that look alike are one, and links are resolved as Obsidian resolves them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from posixpath import normpath

_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\ufe63\uff0d"), "-")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f"))
_SPACES = re.compile(r"[\s_]+")
_NOTE_SUFFIX = re.compile(r"\.(?:md|markdown)\Z")


def name_key(name: str) -> str:
    r"""What two names share that are one: case, ``_`` or a space of any kind, and Unicode's composition do not count.

    >>> name_key("Анаэробный_порог") == name_key("анаэробный\u00a0порог")
    True
    """
    composed = unicodedata.normalize("NFC", name).translate(_HYPHENS | _UNSEEN)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", composed.casefold())).strip()


class Names:
    """The sources of a library by their names.

    Args:
        sources: every source's id, a path below the learned folder where it is a file, and its other
            names (aliases, title).
    """

    def __init__(self, sources: Mapping[str, Iterable[str]]) -> None:
        self._by_tail: dict[str, list[str]] = {}
        self._by_alias: dict[str, list[str]] = {}
        for id_, aliases in sources.items():
            for tail in _tails(id_):
                self._by_tail.setdefault(tail, []).append(id_)
            for alias in aliases:
                self._by_alias.setdefault(name_key(alias), []).append(id_)

    def resolve(self, target: str, source: str) -> str | None:
        """The id of the source that a link means, or None where it leads nowhere.

        A link without a target stays in its source. A path from the root of all is taken first, then
        whatever ends in the path or name: in the link's own folder or below, the shortest path first, then
        elsewhere, the shortest first. Aliases come last.

        Args:
            target: the link's target, with or without folders and suffix.
            source: the id of the source that the link stands in.
        """
        if not target.strip():
            return source
        folder = source.rpartition("/")[0]
        path = normpath(f"{folder}/{target}" if target.startswith(".") else target).strip("/")
        found = self._by_tail.get(_key(path), [])
        exact = [id_ for id_ in found if _key(id_) == _key(path)]
        return _nearest(exact or found or self._by_alias.get(name_key(target), []), path, folder)


def _key(path: str) -> str:
    return _NOTE_SUFFIX.sub("", name_key(path))


def _tails(id_: str) -> Iterable[str]:
    """Every end of a path that names it: with all its folders, with some, with none."""
    parts = _key(id_).split("/")
    return ["/".join(parts[at:]) for at in range(len(parts))]


def _nearest(found: Iterable[str], wanted: str, folder: str) -> str | None:
    """Of several sources the one spelt exactly so, else one in this folder or below, else the shortest path."""
    spelling = _NOTE_SUFFIX.sub("", wanted)

    def distance(id_: str) -> tuple[bool, bool, int, str]:
        spelt = f"/{_NOTE_SUFFIX.sub('', id_)}".endswith(f"/{spelling}")
        return not spelt, bool(folder) and not id_.startswith(f"{folder}/"), len(id_), id_

    return min(found, key=distance, default=None)

"""What the user has pinned: ``nails.yaml``, and notes that are tagged for it, as far as they fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from consilium.assembly.library import Collection
from consilium.config import Loaded
from consilium.config.nails import nails_file, read_nails
from consilium.knowledge import Library
from consilium.types.evidence import Passage
from consilium.types.nail import Nail
from consilium.types.opaque import opaque_id
from consilium.types.source import Source

_TERMS = ("term", "термин")


def pinned(loaded: Loaded, notes: Collection) -> tuple[tuple[Nail, ...], tuple[str, ...]]:
    """The nails that fit into the settings' number of words, and the ids of those that do not.

    Raises:
        ConfigError: ``nails.yaml`` has a mistake.
    """
    words = loaded.settings.nails.words
    if not words:
        return (), ()
    path = nails_file(loaded)
    written = read_nails(path) if path else ()
    tagged = [] if notes.examples else _tagged(notes.library, loaded.settings.knowledge.nails)
    known = {nail.id for nail in written}
    return fitting([*written, *(nail for nail in tagged if nail.id not in known)], words)


def fitting(nails: Iterable[Nail], words: int) -> tuple[tuple[Nail, ...], tuple[str, ...]]:
    """The nails that fit, in their order, and the ids of those that do not.

    Args:
        nails: the most important first.
        words: how many words all of them may have.
    """
    taken: list[Nail] = []
    left_out: list[str] = []
    for nail in nails:
        size = len(f"{nail.term} {nail.text}".split())
        if size <= words:
            taken.append(nail)
            words -= size
        else:
            left_out.append(nail.id)
    return tuple(taken), tuple(left_out)


def _tagged(library: Library, tags: Sequence[str]) -> Iterator[Nail]:
    """Nails of the user's own notes; what a model or a paper says in them is not his."""
    if not tags:
        return
    names = "|".join(re.escape(tag.strip("#").strip("/")) for tag in tags)
    wanted = re.compile(rf"(?:{names})(?:/.*)?", re.IGNORECASE)
    inline = re.compile(rf"(?<!\S)#(?:{names})(?:/[^\s#]*)?(?=$|[\s#.,;:!?])", re.IGNORECASE)
    listed = sorted((one.source for one in library.sources()), key=lambda source: source.id)
    for source in listed:
        if any(wanted.fullmatch(tag) for tag in source.tags):
            own = [one for one in library.of_source(source.id, slight=True) if one.provenance == "own"]
            yield from _of_note(source, own, inline)


def _of_note(source: Source, passages: Sequence[Passage], inline: re.Pattern[str]) -> Iterator[Nail]:
    """The paragraphs that bear the tag; the whole note where only its properties do."""
    marked: list[Sequence[Passage]] = [[one] for one in passages if inline.search(one.text)]
    for stretch in marked or [passages]:
        text = " ".join(inline.sub("", "\n".join(one.text for one in stretch)).split())
        if not text:
            continue
        term = next((value for name, value in source.properties.items() if name.casefold() in _TERMS), "")
        private = source.private or any(one.private for one in stretch)
        # By its place and not by its words: an id must tell nothing of a private note.
        name = opaque_id("n", source.id, stretch[0].start)
        yield Nail(name, "definition" if term else "thesis", text, term, source.id, private)

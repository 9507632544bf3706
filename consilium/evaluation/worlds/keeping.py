"""A verdict that failed, as a Markdown page: the question, what everybody said, the verdict, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from consilium.evaluation.worlds.facts import Fact, sentence
from consilium.evaluation.worlds.measuring import Played
from consilium.wording import reader_language, say


def keep(played: Played, folder: Path) -> Path:
    """Write the page; its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{played.world.mark}-{played.kind}.md"
    path.write_text("\n".join(_page(played)) + "\n", encoding="utf-8")
    return path


def _page(played: Played) -> Iterator[str]:
    world, marked = played.world, played.marked
    yield from (f"# {world.mark} · {played.kind} · {world.mix}", "", world.question)
    for key, facts in (("lost", marked.lost), ("shown", marked.shown), ("mixed", marked.mixed)):
        if facts:
            yield from ("", f"## {say(f'evaluation.kept_{key}')}", "", *(f"- {_told(played, fact)}" for fact in facts))
    if marked.unsupported:
        yield from ("", f"## {say('evaluation.kept_unsupported')}", "", *(f"- {text}" for text in marked.unsupported))
    yield from ("", f"## {say('evaluation.kept_verdict')}", "", played.record.answer or "—")
    for member, reply in world.replies.items():
        yield from ("", f"## {member}", "", reply.answer)
    yield from ("", f"## {say('evaluation.kept_note')}", "", *world.note.splitlines()[2:])


def _told(played: Played, fact: Fact) -> str:
    holders = next(one.holders for one in played.world.held if one.fact is fact)
    return f"{sentence(fact, reader_language(), 0)} ({', '.join(holders)})"

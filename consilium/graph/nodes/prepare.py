"""Make the question stand alone, and gather what is pinned, what is remembered, and the evidence for it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from consilium.graph.context import Context, brief
from consilium.graph.state import State, question
from consilium.types.codec import to_plain
from consilium.types.question import Question
from consilium.types.recollection import NO_COUNSEL, Counsel
from consilium.wording import say


async def prepare(state: State, context: Context) -> State:
    """Rewrite a follow-up, then take counsel and retrieve passages; thread and memory are never evidence."""
    asked = question(state)
    if state.get("thread"):
        opened: State = {**state, "run_id": context.run_id, "secret": context.secret}
        rewritten = await context.rewriter.rewrite(brief(opened))
        asked = replace(rewritten, asked=asked.asked or asked.text)
        context.events.emit("question.rewritten", asked=asked.asked, text=asked.text)
    given = await _counsel(context, asked)
    # Searching reads a disk and may ask an embedding model; other runs go on meanwhile.
    query = sought(asked.text, given)
    passages = await asyncio.to_thread(context.retriever.search, query, context.passages, private=asked.private)
    context.events.emit("evidence.found", passages=[to_plain(passage) for passage in passages])
    return {
        "run_id": context.run_id,
        "secret": context.secret,
        "question": to_plain(asked),
        "counsel": to_plain(given),
        "evidence": [to_plain(passage) for passage in passages],
        "round": 0,
    }


async def _counsel(context: Context, asked: Question) -> Counsel:
    if context.counsellor is None:
        return NO_COUNSEL
    given = await asyncio.to_thread(context.counsellor.counsel, asked)
    if given.left_out:
        message = say("graph.nails_left_out", asked.language, count=len(given.left_out))
        context.events.emit("warning", message=message)
    return given


_LONGEST_NAME = 6
"""Words that a pinned meaning may have to be another name of its term; longer ones would drown the question."""


def sought(text: str, given: Counsel) -> str:
    """What is looked for: the question, and beside each pinned term in it what the user means by that.

    A private meaning is not added: an embedding model elsewhere may see what is looked for.
    """
    asked = text.casefold()
    meanings = [
        nail.text
        for nail in given.nails
        if nail.kind == "definition" and nail.term and not nail.private
        if nail.term.casefold() in asked and len(nail.text.split()) <= _LONGEST_NAME
    ]
    return " ".join([text, *(f"({meaning})" for meaning in meanings)])

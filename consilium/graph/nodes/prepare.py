"""Make the question stand alone and find the evidence for it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from consilium.graph.context import Context, brief
from consilium.graph.state import State, question
from consilium.types.codec import to_plain


async def prepare(state: State, context: Context) -> State:
    """Rewrite a follow-up, then retrieve passages; the thread itself is never evidence."""
    asked = question(state)
    if state.get("thread"):
        opened: State = {**state, "run_id": context.run_id, "secret": context.secret}
        rewritten = await context.rewriter.rewrite(brief(opened))
        asked = replace(rewritten, asked=asked.asked or asked.text)
        context.events.emit("question.rewritten", asked=asked.asked, text=asked.text)
    # Searching reads a disk and may ask an embedding model; other runs go on meanwhile.
    passages = await asyncio.to_thread(context.retriever.search, asked.text, context.passages, private=asked.private)
    context.events.emit("evidence.found", passages=[to_plain(passage) for passage in passages])
    return {
        "run_id": context.run_id,
        "secret": context.secret,
        "question": to_plain(asked),
        "evidence": [to_plain(passage) for passage in passages],
        "round": 0,
    }

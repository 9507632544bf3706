"""The transcript of a run: everything that was said, whatever became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from consilium.export.appendix import appendix
from consilium.export.neutral import block, inline, shortened, yaml_string
from consilium.export.phrases import position
from consilium.export.proceedings import Proceedings, gather
from consilium.export.rounds import rounds
from consilium.export.verdict_note import quotations_markdown, verdict_markdown
from consilium.types.codec import to_plain
from consilium.types.event import Event
from consilium.types.question import Language
from consilium.types.recollection import Correction
from consilium.types.verdict import Judgement, VerdictRecord
from consilium.wording import say

TITLE_CHARS = 100


def transcript_markdown(
    events: Sequence[Event],
    verdict: VerdictRecord | None = None,
    calls: Sequence[Mapping[str, Any]] | None = None,
    corrections: Sequence[Correction] = (),
) -> str:
    """The whole debate as a note that reads well in Obsidian.

    Args:
        events: the run's log; it may end anywhere.
        verdict: the verdict, where the log's last event does not hold it.
        calls: calls as the store keeps them; tells which began and never ended.
        corrections: what the user said of the verdict later.
    """
    told = replace(gather(events, verdict, calls), corrections=tuple(corrections))
    parts = [
        _front_matter(told),
        *_head(told),
        *_card(told),
        *_corrections(told),
        *rounds(told),
        *_judge(told),
        *appendix(told),
    ]
    return "\n\n".join(parts) + "\n"


def transcript_json(
    events: Sequence[Event],
    verdict: VerdictRecord | None = None,
    calls: Sequence[Mapping[str, Any]] | None = None,
    corrections: Sequence[Correction] = (),
) -> dict[str, Any]:
    """The whole debate as one JSON object: the `Proceedings`, events included.

    Token deltas are left out: ``calls``, where given, holds each reply in full.
    """
    return to_plain(replace(gather(events, verdict, calls), corrections=tuple(corrections)))


def _front_matter(told: Proceedings) -> str:
    """Obsidian properties; ours carry a prefix, because a vault has one type per name."""
    verdict = told.verdict
    fields = {
        "tags": "[consilium]",
        "cons_run": yaml_string(told.run_id),
        "cons_created": yaml_string(told.began),
        "cons_status": yaml_string(verdict.status if verdict else told.outcome),
    }
    if verdict is not None:
        fields["cons_position"] = yaml_string(verdict.position or "")
        fields["cons_confidence"] = f"{verdict.confidence:.4f}"
        fields["cons_cost_usd"] = "null" if verdict.usage.cost_usd is None else f"{verdict.usage.cost_usd:.6f}"
    if told.parent:
        fields["cons_parent"] = yaml_string(told.parent)
    return "\n".join(["---", *(f"{name}: {value}" for name, value in fields.items()), "---"])


def _head(told: Proceedings) -> Iterator[str]:
    """The question: a short title, and the full text where the title cut it."""
    language, question = told.language, told.question
    text = (question.text if question else "") or (told.verdict.question if told.verdict else "")
    yield f"# {inline(shortened(text, TITLE_CHARS)) or say('export.untitled', language)}"
    if shortened(text, TITLE_CHARS) != text.strip():
        yield block(text, "> ")
    if told.asked and told.asked != text:
        yield f"{say('export.asked_as', language)}: {inline(told.asked)}"
    if told.parent:
        yield f"{say('export.follows', language)}: {inline(told.parent)}"
    if question and question.options:
        lines = [f"- **{inline(option.label)}** {inline(option.text)}" for option in question.options]
        yield "\n".join([f"**{say('export.options', language)}**", "", *lines])


def _card(told: Proceedings) -> Iterator[str]:
    language = told.language
    yield f"## {say('export.verdict', language)}"
    if told.verdict is not None:
        yield verdict_markdown(told.verdict, level=3).rstrip()
        return
    yield f"**{say(f'export.outcome_{told.outcome}', language)}**: {say('export.no_verdict', language)}."
    if told.failure is not None:
        yield block(told.failure.error)
        if told.failure.next_step:
            yield f"{say('export.next_step', language)}: {inline(told.failure.next_step)}"


def _corrections(told: Proceedings) -> Iterator[str]:
    if told.corrections:
        yield corrections_markdown(told.corrections, told.language)


def corrections_markdown(corrections: Sequence[Correction], language: Language) -> str:
    """What the user said of the verdict later, each with its day."""
    lines = [f"- {inline(one.at[:10])}: {inline(one.text)}" for one in corrections]
    return "\n".join([f"## {say('export.corrections', language)}", "", *lines])


def _judge(told: Proceedings) -> Iterator[str]:
    judgement = told.judgement or (told.verdict.judge if told.verdict else None)
    if judgement is None:
        return
    yield f"## {say('export.judge', told.language)}"
    written = "template" if judgement.by == "template" else "by"
    yield f"_{say(f'export.judge_{written}', told.language, model=inline(judgement.by))}_"
    # The card has shown the judge's text already; what it rests on stands here.
    shown = told.verdict is not None and told.verdict.judge == judgement
    if not shown:
        yield block(judgement.text)
    yield from _judge_on_minorities(told, judgement)
    if judgement.would_change and not shown:
        yield f"**{say('export.would_change', told.language)}:** {inline(judgement.would_change)}"


def _judge_on_minorities(told: Proceedings, judgement: Judgement) -> Iterator[str]:
    language = told.language
    kind = told.question.kind if told.question else "open"
    for held, reply in judgement.answered.items():
        words = position(held, kind, language)
        yield inline(say("export.answered_position", language, position=words, reply=reply))
    if judgement.overturn is not None:
        words = position(judgement.overturn.position, kind, language)
        yield inline(say("export.overturn", language, position=words, reason=judgement.overturn.reason))
        yield from quotations_markdown([judgement.overturn.citation], language)

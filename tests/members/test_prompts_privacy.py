"""Parts of a prompt: private exactly when their text is, and bare where an opinion is withheld."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

import pytest

from consilium.members.prompting import Material, Seat
from consilium.protocols import Colleague
from consilium.types.question import Language
from tests.members.prompting_cases import (
    LANGUAGES,
    PROMPTS,
    PURPOSES,
    SETTLED,
    TEXTS,
    body,
    make_brief,
    make_opinion,
    make_seat,
    render,
)


@pytest.mark.parametrize(("purpose", "language"), list(product(PURPOSES[:4], LANGUAGES)))
def test_a_part_is_private_exactly_when_its_text_is(purpose: str, language: Language) -> None:
    parts = render(PROMPTS, purpose, make_brief(language), make_seat(language)).parts
    mine = [TEXTS[language][name] for name in ("private", "thread", "thesis", "diary")]
    for secret in (*mine, "[k2]", "[c3]", "(opposes)"):
        shows = [part for part in parts if secret in part.text]
        assert all(part.private for part in shows) or (secret == "(opposes)" and purpose == "revise")
        assert shows or secret.startswith(("[", "("))
    for open_ in ("public", "definition", "memory"):
        shows = [part for part in parts if TEXTS[language][open_] in part.text]
        assert shows
        assert not any(part.private for part in shows)
    public = make_brief(language, thread_private=False)
    public = replace(public, evidence=public.evidence[:1], nails=public.nails[:1], memory=public.memory[:1])
    assert not any(part.private for part in PROMPTS.answer_parts(public, Seat()).parts)


def test_private_words_of_colleagues() -> None:
    brief, seat = make_brief(evidence=(), thread="", nails=(), memory=()), Seat()
    secret = replace(make_opinion("Secret."), private=True)
    critique = PROMPTS.critique_parts(brief, seat, Colleague("x", secret), "number").parts
    revise = PROMPTS.revise_parts(brief, seat, secret, [], None).parts
    rewrite = PROMPTS.rewrite_parts(make_brief(), seat).parts
    repair = PROMPTS.repair_parts(brief, seat, Material("Secret.", private=True), [], []).parts
    support = PROMPTS.support_parts(brief, seat, Material("Open."), Material("Secret.", private=True)).parts
    same = PROMPTS.same_parts(brief, seat, Material("1"), Material("Secret.", private=True)).parts
    for parts in (critique, revise, rewrite, repair, support, same):
        assert [part.origin for part in parts if part.private] == ["thread" if parts is rewrite else "colleagues"]
        assert "Secret." not in body(parts, private=False)


def test_a_withheld_opinion_is_a_bare_position() -> None:
    secret = replace(make_opinion("Secret."), private=True)
    withheld = Colleague("x", secret, withheld=True)
    brief, seat = make_brief(evidence=(), thread="", nails=(), memory=()), Seat()
    for rendered in (
        PROMPTS.critique_parts(brief, seat, withheld, "number"),
        PROMPTS.revise_parts(brief, seat, make_opinion("Own."), [], withheld),
        PROMPTS.judge_parts(brief, seat, [withheld], [], SETTLED),
    ):
        assert "Secret." not in body(rendered.parts)
        assert "supports" in body(rendered.parts, "colleagues")
        assert not any(part.private for part in rendered.parts)


def test_a_private_question_marks_what_shows_it() -> None:
    brief = make_brief(evidence=(), thread="", nails=(), memory=())
    hidden = replace(brief, question=replace(brief.question, private=True))
    parts = PROMPTS.answer_parts(hidden, Seat()).parts
    assert [part.origin for part in parts if part.private] == ["question"]
    assert body(parts) == body(PROMPTS.answer_parts(brief, Seat()).parts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_judge_sees_each_position_once_and_what_is_settled(language: Language) -> None:
    parts = render(PROMPTS, "judge", make_brief(language), Seat()).parts
    public = body(parts, "colleagues", private=False)
    assert len(re.findall(r"^- ", public, re.MULTILINE)) == 2
    split = replace(SETTLED, position=None)
    undecided = PROMPTS.judge_parts(make_brief(language), Seat(), [Colleague("x", make_opinion("T."))], [], split)
    assert body(undecided.parts, "question").count("\n") > body(parts, "question").count("\n")
    closed = make_brief(language, "yes_no")
    plain = PROMPTS.judge_parts(closed, Seat(), [Colleague("x", make_opinion("T.", position="yes"))], [], split)
    assert "T." not in body(plain.parts)

"""What no prompt shows: names, vendors, models, and how many hold a position."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from consilium.members.prompting import Prompts, Seat
from consilium.members.templates import Rendered
from consilium.protocols import Colleague
from consilium.types.opinion import Change, Claim, Critique, Opinion, Point
from consilium.types.verdict import LedgerClaim, Settlement
from tests.members.prompting_cases import PROMPTS, body, make_brief, make_opinion, render

NAMES = st.from_regex(r"Q[xzj]{5,9}", fullmatch=True)


@st.composite
def panels(draw: st.DrawFn) -> tuple[list[str], list[Opinion], Settlement]:
    names = draw(st.lists(NAMES, min_size=3, max_size=6, unique=True))
    models = draw(st.lists(NAMES, min_size=len(names), max_size=len(names)))
    positions = draw(st.lists(st.sampled_from(["supports", "opposes"]), min_size=len(names), max_size=len(names)))
    opinions = [
        make_opinion(
            f"Claim {n}.", name, position, model=model, answering_model=f"{model}-2024", private=draw(st.booleans()),
            change=Change("opposes", position, "k1", "e"), reason=f"{name} said so", cause=name,
            confidence=draw(st.floats(0, 1)), answer=f"It {position}.",
        )
        for n, (name, model, position) in enumerate(zip(names, models, positions, strict=True))
    ]  # fmt: skip
    votes = {p: tuple(o.member for o in opinions if o.position == p) for p in ("supports", "opposes")}
    settled = Settlement(positions[0], draw(st.floats(0, 1)), draw(st.floats(0, 1)), votes, names[0])
    return [*names, *models], opinions, settled


def debate(prompts: Prompts, opinions: list[Opinion], settled: Settlement) -> list[Rendered]:
    """Critique, revision and judgement over one panel."""
    own, *others = opinions
    names = tuple(opinion.member for opinion in opinions)
    table = [Colleague(opinion.member, opinion) for opinion in opinions]
    critiques = [
        Critique("k1", other.member, own.member, 1, (Point(own.claims[0].id, "attack", "R."),)) for other in others
    ]
    ledger = [LedgerClaim("c1", "Text.", names, names[1:], 0.7, own.claims[0].citations)]
    brief, seat = make_brief(), Seat("physiologist")
    return [
        prompts.critique_parts(brief, seat, table[1], "steelman"),
        prompts.revise_parts(brief, seat, own, critiques, table[1]),
        prompts.judge_parts(brief, seat, table, ledger, settled),
    ]


@given(panels())
def test_no_name_vendor_or_model_is_shown(panel: tuple[list[str], list[Opinion], Settlement]) -> None:
    names, opinions, settled = panel
    for rendered in debate(PROMPTS, opinions, settled):
        assert not any(name in body(rendered.parts) for name in names)


def test_not_even_an_edited_template_can_tell_names(tmp_path: Path) -> None:
    for purpose, shown in (
        ("critique", "target"),
        ("revise", "[own, critiques, rival]"),
        ("judge", "[ledger, stands]"),
    ):
        source = f"{{% block colleagues %}}{{{{ {shown} }}}}{{% endblock %}}"
        (tmp_path / f"{purpose}.md.j2").write_text(source, encoding="utf-8")
    names = ["Qxxxxx", "Qzzzzz", "Qjjjjj"]
    opinions = [
        make_opinion("T.", name, model=f"m-{name}", answering_model=name, reason=name, cause=name) for name in names
    ]
    settled = Settlement("supports", 0.9, 1.0, {"supports": tuple(names)}, names[0])
    for rendered in debate(Prompts([tmp_path]), opinions, settled):
        assert "T" in body(rendered.parts)
        assert not any(name in body(rendered.parts) for name in names)


@given(panels(), st.integers(1, 5), st.floats(0, 1), st.floats(0, 1))
def test_no_tally_changes_a_word(
    panel: tuple[list[str], list[Opinion], Settlement], more: int, confidence: float, agreement: float
) -> None:
    """However many hold a position and however sure they are, readers see the same bytes."""
    _, opinions, settled = panel
    crowd = [*opinions, *[replace(opinions[0], member=f"extra{n}", private=False) for n in range(more)]]
    louder = Settlement(settled.position, confidence, agreement, {"supports": ("a",) * more}, "another")
    critique, _, judge = debate(PROMPTS, opinions, settled)
    table = [Colleague(opinion.member, replace(opinion, confidence=confidence)) for opinion in crowd]
    names = tuple(opinion.member for opinion in crowd)
    ledger = [LedgerClaim("c1", "Text.", names, names[1:], 0.7, opinions[0].claims[0].citations)]
    brief, seat = make_brief(), Seat("physiologist")
    assert PROMPTS.judge_parts(brief, seat, table, ledger, louder) == judge
    assert PROMPTS.critique_parts(brief, seat, table[1], "steelman") == critique


def test_only_critiques_of_own_claims_and_one_rival_claim() -> None:
    text = body(render(PROMPTS, "revise", make_brief(), Seat()).parts, "colleagues")
    assert "somebody else's claim" not in text
    assert "timed out" not in text
    two = make_opinion("First.", "bob", "opposes")
    two = replace(two, claims=(*two.claims, Claim("cop2", "Second.")))
    shown = body(PROMPTS.revise_parts(make_brief(), Seat(), make_opinion("Own."), [], Colleague("y", two)).parts)
    assert "[cop1]" in shown
    assert "[cop2]" not in shown

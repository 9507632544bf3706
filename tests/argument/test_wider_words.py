"""Verbs, turns and groups as different people put them: which way a claim goes, of whom, and what kind it is."""

from __future__ import annotations

import pytest

from consilium.argument.reading.sense import sense_of
from consilium.argument.reading.ways import Turn
from consilium.argument.relating import relation
from consilium.types.opinion import Claim
from consilium.types.statement import ClaimKind

RAISED = (
    "lifted", "magnifies", "hikes", "bolsters", "had lifted", "translates into a boost of", "leads to a rise in",
)  # fmt: skip
LOWERED = ("depresses", "hampers", "undermines", "curbed", "drags down", "brings about a decline in")
KEPT = (
    "is without effect on", "has zero effect on", "is neutral for", "is unrelated to", "fails to change",
    "neither raises nor lowers", "is ineffective for", "leaves unchanged",
)  # fmt: skip
RU_RAISED = ("наращивает", "обеспечивает прирост", "подстёгивает", "ведёт к росту")
RU_LOWERED = ("опускает", "урезает", "подавил", "сбивает")
RU_KEPT = ("не снижает и не повышает", "ничего не даёт для", "никак не отражается на", "бессилен в отношении")
NONE: frozenset[Turn] = frozenset(("none", "not up", "not down", "denied"))


def way(text: str) -> Turn:
    return sense_of(text).way.turn


@pytest.mark.parametrize(("verbs", "turn"), [(RAISED, "up"), (LOWERED, "down")])
def test_english_verbs_of_change(verbs: tuple[str, ...], turn: Turn) -> None:
    assert {verb: way(f"Creatine {verb} jump height by 5 % in swimmers.") for verb in verbs} == dict.fromkeys(
        verbs, turn
    )


@pytest.mark.parametrize(("verbs", "turn"), [(RU_RAISED, "up"), (RU_LOWERED, "down")])
def test_russian_verbs_of_change(verbs: tuple[str, ...], turn: Turn) -> None:
    found = {verb: way(f"Креатин {verb} высоты прыжка на 5 % у пловцов.") for verb in verbs}
    assert found == dict.fromkeys(verbs, turn)


def test_ways_to_say_that_nothing_changes() -> None:
    assert all(way(f"Creatine {verb} jump height in swimmers.") in NONE for verb in KEPT)
    assert all(way(f"Креатин {verb} высоты прыжка у пловцов.") in NONE for verb in RU_KEPT)
    assert way("Jump height was the same with and without creatine in swimmers.") in NONE
    assert way("Высота прыжка у пловцов была одинакова с креатином и без него.") in NONE


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Creatine raises strength in stroke survivors.", {"stroke"}),
        ("Креатин повышает силу у людей после инсульта.", {"stroke"}),
        ("Creatine raises strength in Paralympic athletes.", {"paralympians"}),
        ("Креатин повышает силу у паралимпийцев.", {"paralympians"}),
        ("Creatine raises strength in police officers.", {"police"}),
        ("Креатин повышает силу у женщин после рака молочной железы.", {"breast cancer"}),
        ("Creatine raises stroke volume in rowers.", {"rowers"}),
    ],
)
def test_groups_told_in_several_words(text: str, groups: set[str]) -> None:
    assert sense_of(text).groups == groups


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("No study of creatine in rowers has run for more than 12 weeks.", "limitation"),
        ("Whether creatine keeps working in rowers beyond 12 weeks is unknown.", "limitation"),
        ("Нет данных о креатине у гребцов на сроке свыше 12 недель.", "limitation"),
        ("There is no evidence that creatine changes jump height in rowers.", "finding"),
        ("Нет данных о том, что креатин меняет высоту прыжка у гребцов.", "finding"),
        ("For rowers, schedule creatine 40 minutes before the race.", "recommendation"),
        ("Применяйте креатин за 40 минут до старта.", "recommendation"),
        ("The link between creatine and jump height is explained by phosphocreatine.", "mechanism"),
    ],
)
def test_kinds(text: str, kind: ClaimKind) -> None:
    assert sense_of(text).kind == kind


def test_a_size_says_that_something_changed() -> None:
    denied = "Creatine does not change jump height in swimmers."
    assert relation(Claim("a", "Creatine zorbs jump height by 5 % in swimmers."), Claim("b", denied)) == "contrary"


def test_more_than_before_is_no_comparison() -> None:
    one, other = "Swimmers on creatine jump 5 % higher than before.", "Swimmers on creatine jump 5 % higher."
    assert sense_of(one).kind == "finding"
    assert relation(Claim("a", one), Claim("b", other)) == "same"


def test_less_effective_is_the_other_side_of_more_effective() -> None:
    one = "Креатин менее эффективен, чем кофеин, для выносливости у гребцов."
    other = "Кофеин эффективнее, чем креатин, для выносливости у гребцов."
    assert relation(Claim("a", one), Claim("b", other)) == "same"

"""One finding in many wordings is one claim; change its subject, outcome, people, number or time and it is another."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from consilium.argument.relating import Relation, relation
from consilium.types.opinion import Claim


class Thing(NamedTuple):
    """A thing in English and in Russian: nominative, genitive, accusative."""

    en: str
    ru: str
    of: str
    acc: str


DONE = (
    Thing("melatonin", "мелатонин", "мелатонина", "мелатонин"),
    Thing("Nordic walking", "скандинавская ходьба", "скандинавской ходьбы", "скандинавскую ходьбу"),
    Thing("sodium citrate", "цитрат натрия", "цитрата натрия", "цитрат натрия"),
)
SEEN = (
    Thing("VO2max", "МПК", "МПК", "МПК"),
    Thing("grip strength", "сила хвата", "силы хвата", "силу хвата"),
    Thing("reaction time", "время реакции", "времени реакции", "время реакции"),
)
WHO = (Thing("novice rowers", "", "начинающих гребцов", ""), Thing("office workers", "", "офисных работников", ""))
RISES = (
    "{done.en} increases {seen.en} in {who.en} by {n} % over {weeks} weeks.",
    "In {who.en}, {seen.en} rises by {n} percent after {weeks} weeks of {done.en}.",
    "A {n} % gain in {seen.en} was seen in {who.en} with {done.en} for {weeks} weeks.",
    "{seen.en} of {who.en} is {n} % higher following {weeks} weeks of {done.en}.",
    "{done.ru} повышает {seen.acc} у {who.of} на {n} % за {weeks} недель.",
    "У {who.of} {seen.ru} растёт на {n} % после {weeks} недель {done.of}.",
    "Прирост {seen.of} у {who.of} под действием {done.of} за {weeks} недель составил {n} %.",
)
STAYS = (
    "{done.en} does not change {seen.en} in {who.en} after {weeks} weeks.",
    "{weeks} weeks of {done.en} have no effect on {seen.en} in {who.en}.",
    "{done.en} for {weeks} weeks leaves {seen.en} of {who.en} as it was.",
    "{done.ru} за {weeks} недель не меняет {seen.acc} у {who.of}.",
    "Влияния {done.of} на {seen.acc} у {who.of} за {weeks} недель не обнаружено.",
)
FACTS = st.fixed_dictionaries(
    {
        "done": st.sampled_from(DONE),
        "seen": st.sampled_from(SEEN),
        "who": st.sampled_from(WHO),
        "n": st.integers(2, 40),
        "weeks": st.integers(5, 20),
    }
)
SAYING = st.sampled_from(("RISES", "STAYS"))


def between(one: str, here: dict[str, object], other: str, there: dict[str, object]) -> Relation:
    return relation(Claim("a", one.format(**here)), Claim("b", other.format(**there)))


@given(FACTS, SAYING, st.data())
def test_one_finding_in_two_wordings_is_one_claim(fact: dict[str, object], saying: str, data: st.DataObject) -> None:
    wordings = st.sampled_from({"RISES": RISES, "STAYS": STAYS}[saying])
    assert between(data.draw(wordings), fact, data.draw(wordings), fact) == "same"


@given(FACTS, FACTS, st.sampled_from(RISES), st.sampled_from(RISES))
def test_another_finding_is_never_joined(
    fact: dict[str, object], other: dict[str, object], here: str, there: str
) -> None:
    assert (between(here, fact, there, other) == "same") == (fact == other)


@given(FACTS, st.sampled_from(RISES), st.sampled_from(STAYS))
def test_what_is_denied_is_contrary(fact: dict[str, object], rises: str, stays: str) -> None:
    assert between(rises, fact, stays, fact) == "contrary"


@given(FACTS, st.sampled_from(RISES), st.sampled_from(STAYS))
def test_of_other_people_it_is_no_contradiction(fact: dict[str, object], rises: str, stays: str) -> None:
    others = WHO[fact["who"] == WHO[0]]
    assert between(rises, fact, stays, {**fact, "who": others}) == "elsewhere"

"""A panel's own dictionary: names that no vocabulary has are learned from claims whose numbers show them to be one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from consilium.argument.grouping import grouped
from consilium.types.evidence import Citation
from consilium.types.opinion import Claim
from consilium.types.statement import Statement


def said(name: str, text: str, subject: str = "", outcome: str = "", quote: str = "") -> Claim:
    cited = (Citation("p1", quote, check="exact"),) if quote else ()
    return Claim(name, text, citations=cited, says=Statement(subject=subject, outcome=outcome))


RU = ("морозник", "вертлявость")
EN = ("hellebore", "fidgetiness")
SIZED = (
    said("ru-size", "Морозник повышает вертлявость у велосипедистов на 8 %.", *RU),
    said("en-size", "Hellebore raises fidgetiness by 8 % in cyclists.", *EN),
)
FALSE = said("ru-none", "Морозник не меняет вертлявость у пловцов.", *RU)
TRUE = said("en-up", "Hellebore raises fidgetiness in swimmers.", *EN)
AGREED = said("en-none", "Hellebore does not change fidgetiness in swimmers.", *EN)


def stands(one: Claim, other: Claim, *beside: Claim) -> str:
    """How two claims stand to one another on a panel that says these things, too."""
    _, relations = grouped([(claim.id, claim) for claim in (one, other, *beside)])
    return relations[frozenset((one.id, other.id))]


def test_names_that_met_beside_one_size_are_one_elsewhere() -> None:
    assert stands(FALSE, TRUE) == stands(FALSE, AGREED) == "apart"
    assert stands(FALSE, TRUE, *SIZED) == "contrary"
    assert stands(FALSE, AGREED, *SIZED) == "same"


def test_names_that_met_may_stand_in_claims_that_nobody_filled_in() -> None:
    ru, en = (Claim(claim.id, claim.text) for claim in (FALSE, TRUE))
    assert stands(ru, en, *SIZED) == "contrary"


def test_a_quotation_in_the_other_language_tells_a_name() -> None:
    quoting = said("quoting", SIZED[1].text, *EN, quote="У велосипедистов морозник повысил вертлявость на 8 %.")
    other = said("quoting", SIZED[1].text, *EN, quote="У велосипедистов морозник повысил вертлявость на 9 %.")
    assert stands(FALSE, TRUE, quoting) == "contrary"
    assert stands(FALSE, TRUE, other) == "apart"


def test_without_a_size_names_must_meet_twice() -> None:
    rowers = (
        said("ru-rowers", "Морозник снижает вертлявость у гребцов.", *RU),
        said("en-rowers", "Hellebore lowers fidgetiness in rowers.", *EN),
    )
    boxers = (
        said("ru-boxers", "Морозник снижает вертлявость у боксеров.", *RU),
        said("en-boxers", "Hellebore lowers fidgetiness in boxers.", *EN),
    )
    assert stands(FALSE, TRUE, *rowers) == "apart"
    assert stands(FALSE, TRUE, *rowers, *boxers) == "contrary"


def test_other_names_stay_other_things() -> None:
    twin = said("twin", "Hellebore raises moodiness in swimmers.", "hellebore", "moodiness")
    other = said("other", "Betony raises fidgetiness in swimmers.", "betony", "fidgetiness")
    assert stands(FALSE, twin, *SIZED) == stands(FALSE, other, *SIZED) == "apart"


def test_a_name_with_two_translations_has_none() -> None:
    rival = (
        said("ru-rival", "Морозник снижает вертлявость у гребцов на 5 %.", *RU),
        said("en-rival", "Betony lowers moodiness by 5 % in rowers.", "betony", "moodiness"),
    )
    assert stands(FALSE, TRUE, *SIZED, *rival) == "apart"


def test_what_the_vocabulary_knows_to_be_two_things_is_not_learned_as_one() -> None:
    here = (
        said("ru-size", "Кофеин повышает силу у велосипедистов на 8 %.", "кофеин", "сила"),
        said("en-size", "Creatine raises endurance by 8 % in cyclists.", "creatine", "endurance"),
    )
    ru = said("ru", "Кофеин не меняет силу у пловцов.", "кофеин", "сила")
    en = said("en", "Creatine raises endurance in swimmers.", "creatine", "endurance")
    assert stands(ru, en, *here) == "apart"


PANEL = [(claim.id, claim) for claim in (*SIZED, FALSE, TRUE, AGREED)]


@given(st.permutations(PANEL))
def test_their_order_does_not_count(held: list[tuple[str, Claim]]) -> None:
    assert grouped(held) == grouped(PANEL)


@given(st.lists(st.sampled_from(PANEL[1:]), unique=True))
def test_a_claim_said_again_teaches_nothing_new(again: list[tuple[str, Claim]]) -> None:
    more = [(f"{member}-again", Claim(f"{claim.id}-again", claim.text, says=claim.says)) for member, claim in again]
    for some in (PANEL, PANEL[1:]):
        _, before = grouped(some)
        _, after = grouped([*some, *more])
        assert {pair: after[pair] for pair in before} == before

"""How much a paper's word weighs: its kind of study with the rule that told, and what its reader must know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consilium.knowledge.papers.study_types import (
    ANIMALS,
    BARE_TRIALS,
    PEOPLE,
    PREPRINT_DOI,
    PREPRINT_JOURNAL,
    PUBLICATION_TYPES,
    REFINED,
    TEXT_RULES,
    Where,
)
from consilium.types.source import Flag, Grading, StudyType
from consilium.wording import say

FEW = 10
"""A comparison of groups with fewer people than this in all says little."""

LEAST = 3
"""Fewer than these are rarely all: "two patients died"."""

_RETRACTED_TITLE = re.compile(r"\W*(?:retracted\b|retracted article|отозван)", re.IGNORECASE)
_CONCERN_TITLE = re.compile(r"\W*expression of concern", re.IGNORECASE)
_SMALL = "two three four five six seven eight nine".split()
_LARGE = (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty"
    " seventy eighty ninety hundred thousand сто двести"
).split()
"""Enough people, whatever follows the word."""
_PEOPLE_COUNTED = re.compile(
    rf"(?<![\w.,])(?P<count>\d+|{'|'.join((*_SMALL, *_LARGE))})(?:-\w+)? (?:[\w-]+ ){{0,3}}"
    r"(?:patients|participants|subjects|volunteers|women|men|athletes|players|runners|cyclists|adults|children"
    r"|infants"
    r"|пациент\w*|участник\w*|испытуем\w+|спортсмен\w*|доброволь\w+|мужчин\w*|женщин\w*)\b",
    re.IGNORECASE,
)
_ALL_OF_THEM = re.compile(r"(?<![\w.,])\(?n\s?=\s?(?P<count>\d+)", re.IGNORECASE)
_MANY = re.compile(r"\b(?:hundreds?|thousands?|millions?|database|registry|national|population-based)\b", re.IGNORECASE)
_EACH = re.compile(r"\b(?:each|per|either) (?:group|arm)|в кажд\w+ (?:групп|из групп)", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:control group|controls\b|placebo|versus|vs\.?|compared with|randomi[sz]ed|groups|crossover)"
    r"|контрольн\w+ групп|по сравнению с|плацебо|рандомиз",
    re.IGNORECASE,
)
_UNCONTROLLED = re.compile(
    r"\b(?:uncontrolled (?:\w+ )?(?:trial|study|design|intervention|pilot)|single-arm|one-group"
    r"|no control group|without (?:a )?(?:control|comparison) group)\b"
    r"|без контрольной группы|неконтролируем\w+",
    re.IGNORECASE,
)
_SELF_REPORT = re.compile(
    r"\b(?:(?:only|solely|exclusively|based (?:only|solely) on|relied (?:only|solely) on) self-?report\w*"
    r"|self-?reported (?:outcomes?|data) only)\b"
    r"|только (?:по )?(?:самоотчёт|самоотчет|данны\w+ самоотч)\w*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Paper:
    """What is known of a paper before it is graded.

    Args:
        title: of the paper.
        abstract: the whole abstract, or the beginning of the text.
        methods: what of it is labelled as methods; empty where nothing is.
        publication_types: as its database or file names them.
        types_from: the field that they stand in, for the rule (``PublicationType``, ``article-type``).
        mesh: its MeSH headings.
        doi: of the paper.
        journal: its name, which may be a preprint server's.
        retracted_by: the notices that retract it, as cited; may hold an empty string where one is only known to exist.
        concern_by: the expressions of concern about it.
        full_text: whether more than the abstract is at hand.
    """

    title: str = ""
    abstract: str = ""
    methods: str = ""
    publication_types: Sequence[str] = ()
    types_from: str = "PublicationType"
    mesh: Sequence[str] = ()
    doi: str = ""
    journal: str = ""
    retracted_by: Sequence[str] = ()
    concern_by: Sequence[str] = ()
    full_text: bool = False

    def type_named(self, name: str) -> str:
        """A publication type, given in lower case, as the paper's file spells it; empty where it has none such."""
        return next((written.strip() for written in self.publication_types if written.casefold().strip() == name), "")


def grade(paper: Paper) -> Grading:
    """A paper's kind of study, and the printable rule that found it.

    Its database's publication types decide; where they say nothing, or only ``Review`` or the like, the words
    of its title, its methods and its abstract do.

    >>> grade(Paper(title="Creatine in runners: a randomised trial")).rule
    'title: “randomised”'
    """
    named = _by_type(paper)
    if named and named.study not in REFINED:
        return named
    found = next(_by_text(paper, ("title",) if named else ("title", "methods", "abstract")), None)
    if named and (found is None or found.grade <= named.grade):
        return named
    return found or _bare_trial(paper) or Grading()


def _by_type(paper: Paper) -> Grading | None:
    for name, study in PUBLICATION_TYPES.items():
        written = paper.type_named(name)
        if written:
            return Grading(study, f"{paper.types_from}: {written}")
    return None


def _bare_trial(paper: Paper) -> Grading | None:
    written = next(filter(None, map(paper.type_named, BARE_TRIALS)), "")
    return Grading("observational", f"{paper.types_from}: {written}, no control named") if written else None


def _by_text(paper: Paper, places: Sequence[Where]) -> Iterator[Grading]:
    """What the rules find, in their order."""
    texts: dict[Where, str] = {
        "title": paper.title,
        "methods": paper.methods or paper.abstract,
        "abstract": paper.abstract,
    }
    for study, where, pattern in TEXT_RULES:
        hit = pattern.search(texts[where]) if where in places else None
        if hit:
            shown = where if where != "methods" or paper.methods else "abstract"
            yield Grading(study, f"{shown}: “{_shown(hit.group())}”")


def _shown(words: str) -> str:
    """Matched words on one line."""
    return " ".join(words.split())


def flags(paper: Paper, study: StudyType) -> tuple[Flag, ...]:
    """What the reader of a paper must know, each with its reason, in the order of ``FlagName``."""
    return (
        *_retractions(paper),
        *_preprint(paper),
        *_animals(paper),
        *_shortness(paper),
        *_quality(paper, study),
    )


def _shortness(paper: Paper) -> Iterator[Flag]:
    if not paper.full_text:
        reason = say("knowledge.flag_abstract_only") if paper.abstract else say("knowledge.flag_title_only")
        yield Flag("abstract-only", reason)


def _retractions(paper: Paper) -> Iterator[Flag]:
    """With the notice, where it is known, else with what says so."""
    publication_type = paper.type_named("retracted publication")
    title = _RETRACTED_TITLE.match(paper.title)
    if paper.retracted_by or publication_type or title:
        said = (
            f"{paper.types_from}: {publication_type}"
            if publication_type
            else f"title: “{title.group()}”"
            if title
            else ""
        )
        yield Flag("retracted", _see(paper.retracted_by) or said)
    title = _CONCERN_TITLE.match(paper.title)
    if paper.concern_by or title:
        yield Flag("concern", _see(paper.concern_by) or (f"title: “{title.group()}”" if title else ""))


def _see(notices: Sequence[str]) -> str:
    where = next(filter(None, notices), "")
    return say("knowledge.flag_see", where=where) if where else ""


def _preprint(paper: Paper) -> Iterator[Flag]:
    server = PREPRINT_DOI.match(paper.doi)
    journal = PREPRINT_JOURNAL.search(paper.journal)
    if paper.type_named("preprint") or server or journal:
        shown = journal.group() if journal else f"doi:{paper.doi}" if server else "Preprint"
        yield Flag("preprint", say("knowledge.flag_preprint", where=shown))


def _animals(paper: Paper) -> Iterator[Flag]:
    """By MeSH where there is any, else where the title names animals and nothing names people."""
    mesh = {name.casefold() for name in paper.mesh}
    if mesh & {"animals", "humans"}:
        if "humans" not in mesh:
            yield Flag("animal-only", say("knowledge.flag_animals_mesh"))
        return
    hit = ANIMALS.search(paper.title)
    if hit and not PEOPLE.search(f"{paper.title} {paper.abstract}"):
        yield Flag("animal-only", say("knowledge.flag_animals_title", word=hit.group()))


def _quality(paper: Paper, study: StudyType) -> Iterator[Flag]:
    """Three weaknesses that a text states of itself; whatever needs judgement is left to its reader.

    Groups compared with fewer than ``FEW`` people in all (by the largest number of people that the methods, or
    else the abstract, name); an intervention called uncontrolled; outcomes that rest on self-report alone.
    Reviews, guidelines and case reports are not trials and are not measured by these.
    """
    if study not in {"rct", "controlled-trial", "observational", "unknown"}:
        return
    text = paper.methods or paper.abstract
    most = _people(text)
    if LEAST <= most < FEW and not _MANY.search(text) and _COMPARED.search(f"{paper.title} {text}"):
        yield Flag("low-quality", say("knowledge.flag_few", count=str(most)))
    uncontrolled = _UNCONTROLLED.search(paper.abstract)
    if uncontrolled and study != "rct":
        yield Flag("low-quality", say("knowledge.flag_uncontrolled", words=_shown(uncontrolled.group())))
    reported = _SELF_REPORT.search(paper.abstract)
    if reported:
        yield Flag("low-quality", say("knowledge.flag_self_report", words=_shown(reported.group())))


def _people(text: str) -> int:
    """How many people a text names at most, its ``n = …`` added up; 0 where it names none."""
    named = [_number(hit) for hit in _PEOPLE_COUNTED.finditer(text)]
    groups = sum(int(hit["count"]) for hit in _ALL_OF_THEM.finditer(text))
    most = max([*named, groups])
    return most * 2 if _EACH.search(text) else most


def _number(hit: re.Match[str]) -> int:
    """A count in digits or words, ``FEW`` where the words say as many or more."""
    words = hit.group().lower().split()
    if words[0].isdigit():
        return int(words[0])
    return _SMALL.index(words[0]) + 2 if words[0] in _SMALL and not set(words) & set(_LARGE) else FEW

"""Kinds of study with the rule that found them, and flags with their reasons."""

from __future__ import annotations

import pytest

from consilium.knowledge.papers.grading import Paper, flags, grade
from consilium.types.source import StudyType
from consilium.wording import speaking


@pytest.mark.parametrize(
    ("types", "study", "rule"),
    [
        (["Journal Article", "Review", "Meta-Analysis"], "meta-analysis", "PublicationType: Meta-Analysis"),
        (["Review", "Systematic Review"], "systematic-review", "PublicationType: Systematic Review"),
        (["Comparative Study", "Randomized Controlled Trial"], "rct", "PublicationType: Randomized Controlled Trial"),
        (["Controlled Clinical Trial"], "controlled-trial", "PublicationType: Controlled Clinical Trial"),
        (["Observational Study"], "observational", "PublicationType: Observational Study"),
        (["Practice Guideline", "Review"], "guideline", "PublicationType: Practice Guideline"),
        (["Case Reports", "Review"], "case-report", "PublicationType: Case Reports"),
        (["Journal Article", "Review"], "narrative-review", "PublicationType: Review"),
        (["Letter", "Comment"], "editorial", "PublicationType: Comment"),
        (["Clinical Trial", "Journal Article"], "observational", "PublicationType: Clinical Trial, no control named"),
        (["Journal Article"], "unknown", ""),
    ],
)
def test_publication_types_grade_best_evidence_first(types: list[str], study: StudyType, rule: str) -> None:
    grading = grade(Paper(publication_types=types))
    assert (grading.study, grading.rule) == (study, rule)


@pytest.mark.parametrize(
    ("title", "abstract", "study", "rule"),
    [
        ("Creatine: a systematic review and meta-analysis", "", "meta-analysis", "title: “meta-analysis”"),
        ("Nitrate and running: systematic review", "", "systematic-review", "title: “systematic review”"),
        ("Рандомизированное исследование креатина", "", "rct", "title: “Рандомизированн”"),
        (
            "Effects of creatine",
            "Runners were randomly assigned to groups.",
            "rct",
            "abstract: “were randomly assigned”",
        ),
        ("A non-randomised trial of rest", "", "controlled-trial", "title: “non-randomised trial”"),
        (
            "Running and health",
            "This prospective cohort ran for years.",
            "observational",
            "abstract: “prospective cohort”",
        ),
        ("Ретроспективный анализ травм", "Изучены истории болезни.", "observational", "abstract: “истории болезн”"),
        ("Stress fracture: case report", "", "case-report", "title: “case report”"),
        ("Caffeine: a review", "", "narrative-review", "title: “a review”"),
        ("Creatine in runners: protocol for a randomised trial", "", "unknown", "title: “protocol for a”"),
        ("Effects of rest", "Randomized trials of rest are lacking, so opinions differ.", "unknown", ""),
    ],
)
def test_words_grade_where_no_type_does(title: str, abstract: str, study: StudyType, rule: str) -> None:
    grading = grade(Paper(title=title, abstract=abstract))
    assert (grading.study, grading.rule) == (study, rule)


def test_a_trial_without_more_is_graded_by_its_text() -> None:
    paper = Paper(abstract="Runners were randomly allocated to two groups.", publication_types=["Clinical Trial"])
    assert grade(paper).rule == "abstract: “were randomly allocated”"


def test_methods_count_before_the_rest_of_the_abstract() -> None:
    background = "A retrospective cohort had suggested an effect."
    methods = "Runners were randomised to creatine or placebo."
    grading = grade(Paper(abstract=f"{background} {methods}", methods=methods))
    assert grading.rule == "methods: “were randomised to”"


def test_a_plain_title_betters_what_an_old_record_calls_a_review() -> None:
    paper = Paper(title="Warm-up: a systematic review", publication_types=["Review"])
    assert grade(paper).rule == "title: “systematic review”"
    assert (
        grade(Paper(title="Warm-up in randomised order", publication_types=["Meta-Analysis"])).study == "meta-analysis"
    )


def names(paper: Paper) -> list[str]:
    return [flag.name for flag in flags(paper, grade(paper).study)]


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        (Paper(full_text=True), []),
        (Paper(publication_types=["Retracted Publication"], full_text=True), ["retracted"]),
        (Paper(title="RETRACTED: Creatine and sleep", full_text=True), ["retracted"]),
        (Paper(title="Отозвана: креатин и сон", full_text=True), ["retracted"]),
        (Paper(title="A retracted position of the foot", full_text=True), []),
        (Paper(concern_by=[""], full_text=True), ["concern"]),
        (Paper(doi="10.1101/2020.02.03.123456", full_text=True), ["preprint"]),
        (Paper(doi="10.1101/gr.123", full_text=True), []),
        (Paper(doi="10.31236/osf.io/abc", full_text=True), ["preprint"]),
        (Paper(journal="medRxiv : the preprint server for health sciences", full_text=True), ["preprint"]),
        (Paper(mesh=["Animals", "Mice"], full_text=True), ["animal-only"]),
        (Paper(mesh=["Animals", "Humans"], title="Of mice", full_text=True), []),
        (Paper(title="Swimming rats", abstract="Rats swam.", full_text=True), ["animal-only"]),
        (Paper(title="Swimming rats", abstract="As in patients, rats swam.", full_text=True), []),
        (Paper(title="Крысы и бег", full_text=True), ["animal-only"]),
        (Paper(abstract="Only this."), ["abstract-only"]),
    ],
)
def test_flags(paper: Paper, expected: list[str]) -> None:
    assert names(paper) == expected


@pytest.mark.parametrize(
    ("abstract", "reason"),
    [
        (
            "Eight trained cyclists rode with creatine versus placebo.",
            "groups are compared, and no more than 8 participants are named",
        ),
        (
            "Creatine (n = 4) was compared with placebo (n = 5).",
            "groups are compared, and no more than 9 participants are named",
        ),
        ("Twenty runners trained in this single-arm study.", "no control, as it says itself: “single-arm”"),
        (
            "Сто бегунов тренировались без контрольной группы.",
            "no control, as it says itself: “без контрольной группы”",
        ),
        (
            "Intake was judged from 90 runners, based only on self-report.",
            "rests on self-report alone, as it says itself: “based only on self-report”",
        ),
        ("Ninety cyclists rode with creatine versus placebo; eight cyclists left.", ""),
        ("Eight cyclists in each group rode with creatine or placebo.", ""),
        ("Twenty-four cyclists rode with placebo.", ""),
        ("Eight cyclists rode. Nothing was set against it.", ""),
        ("We describe a case: two patients compared with placebo.", ""),
    ],
)
def test_low_quality_is_told_with_its_reason(abstract: str, reason: str) -> None:
    paper = Paper(abstract=abstract, full_text=True)
    assert [flag.reason for flag in flags(paper, grade(paper).study)] == ([reason] if reason else [])


def test_a_retraction_is_told_with_what_says_so() -> None:
    by_type = Paper(publication_types=["Retracted Publication"], full_text=True)
    by_title = Paper(title="RETRACTED: Creatine and sleep", full_text=True)
    by_notice = Paper(retracted_by=["", "J Sprint. 2020"], publication_types=["Retracted Publication"], full_text=True)
    assert [flags(paper, "unknown")[0].reason for paper in (by_type, by_title, by_notice)] == [
        "PublicationType: Retracted Publication",
        "title: “RETRACTED”",
        "see J Sprint. 2020",
    ]


def test_reasons_are_told_in_russian_too() -> None:
    paper = Paper(abstract="Eight trained cyclists rode with creatine versus placebo.", full_text=True)
    with speaking("ru"):
        assert flags(paper, "rct")[0].reason == "группы сравниваются, а названное число участников не больше 8"

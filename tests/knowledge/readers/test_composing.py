"""Cutting long texts and putting texts together: nothing lost, nothing doubled, every offset right."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from consilium.knowledge.readers.abstracts import abstract_parts
from consilium.knowledge.readers.composing import Composer, sentence_ends
from consilium.knowledge.readers.cutting import LONGEST, cut
from consilium.knowledge.readers.identity import clean_ids, doi_in, iso_date

WORDS = st.lists(
    st.sampled_from(["Lactate", "rose.", "и", "МПК", "5,2", "%", "vs.", "\n", "x" * 50, "(p < 0.05).", " "]),
    max_size=300,
)


@given(WORDS)
def test_pieces_hold_all_words_in_order_and_none_is_too_long(words: list[str]) -> None:
    text = " ".join(words)
    found = list(cut(text, 0, len(text)))
    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())
    for start, end in found:
        assert 0 < end - start <= LONGEST
        assert text[start:end] == text[start:end].strip()


@given(st.lists(WORDS, max_size=8))
def test_stretches_point_into_the_composed_text(parts: list[list[str]]) -> None:
    composer = Composer()
    for part in parts:
        composer.quote(" ".join(part).strip(), section="s", label="METHODS")
    assert composer.length == len(composer.text)
    ends = [0, *(stretch.end for stretch in composer.stretches)]
    for before, stretch in zip(ends, composer.stretches, strict=False):
        assert before <= stretch.start < stretch.end <= len(composer.text)
        assert stretch.end - stretch.start >= 40


def test_a_long_word_is_cut_hard_rather_than_lost() -> None:
    assert list(cut("x" * 2500, 0, 2500)) == [(0, 1000), (1000, 1900), (1900, 2500)]


def test_sentences_end_neither_at_abbreviations_nor_in_numbers() -> None:
    text = "Smith et al. Tested 5.2 mmol (cf. Fig. 3). В группе А. Б. Иванова, т.е. Основной, рост был. It ended."
    assert [text[:end].rpartition(" ")[2] for end in sentence_ends(text)] == ["3).", "был."]


def test_inline_labels_split_an_abstract_and_ordinary_words_do_not() -> None:
    text = "Aims: To test nitrate. Patients and methods: We ran. Results — It held. Note: nothing. Conclusion: Run."
    assert [part.heading for part in abstract_parts(text)] == ["Aims", "Patients and methods", "Results", "Conclusion"]
    plain = "We compared results: one group ran faster. The methods were simple. Note: this is no label."
    assert [(part.heading, part.text) for part in abstract_parts(plain)] == [("", plain)]
    assert list(abstract_parts("  \n")) == []


def test_ids_are_cleaned() -> None:
    assert clean_ids({"doi": "doi:10.1234/AbC.", "pmid": "n/a", "pmcid": "77", "isbn": ""}) == {
        "doi": "10.1234/abc",
        "pmcid": "PMC77",
    }
    assert doi_in("10.1016/S0140-6736(05)12345-6") == "10.1016/s0140-6736(05)12345-6"
    assert doi_in("no doi 10.12") == ""


def test_dates_are_given_as_far_as_they_are_known() -> None:
    assert [iso_date("2020", "13"), iso_date("", "5"), iso_date("2020", "5", "41")] == ["2020", "", "2020-05"]

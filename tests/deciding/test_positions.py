"""The same answer in other words is the same position; words that say something else are not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.deciding.positions import STANCES, position_of
from consilium.types.question import AnswerKind, Language, Option, Question
from tests.deciding.records import a_question
from tests.types.calm import CALM

LETTERS = a_question("choice", A="slow rise", B="A moderate rise", C="C-reactive protein", D="2-3 times a week")
CYRILLIC = a_question("choice", "ru", А="Объём", Б="Интервалы", В="В целом одинаково")
COUNTED = Question("?", "choice", (Option("1", "One litre"), Option("2", "1.5 litres"), Option("3", "2 litres")))
NUMBER = a_question("number")
RUSSIAN_NUMBER = a_question("number", "ru")


@pytest.mark.parametrize(
    ("answer", "label"),
    [
        ("B", "B"),
        ("b", "B"),
        ("B)", "B"),
        ("(b)", "B"),
        ("[B]", "B"),
        ("**B**", "B"),
        ("«B»", "B"),
        ("B.", "B"),
        ("(b) A moderate rise", "B"),
        ("B: because", "B"),
        ("B - because", "B"),
        ("D because 2-3 is enough", "D"),
        ("slow rise", "A"),
        ("Slow  rise.", "A"),
        ("A moderate rise", "B"),
        ("C-reactive protein", "C"),
        ("2-3 times a week", "D"),
        ("Answer: B", "B"),
        ("The answer is (C).", "C"),
        ("Option D", "D"),
        (r"\boxed{D}", "D"),
        ("В", "B"),
        ("С) текст", "C"),
        ("Ответ: А", "A"),
        # no label and no option
        ("A slow and steady rise", None),
        ("B-complex vitamins", None),
        ("E", None),
        ("I think so", None),
        ("", None),
        ("   ", None),
        ("AB", None),
    ],
)
def test_a_choice_by_letter_or_text(answer: str, label: str | None) -> None:
    assert position_of(LETTERS, answer) == label


@pytest.mark.parametrize(
    ("answer", "label"),
    [("Б", "Б"), ("б) Интервалы", "Б"), ("интервалы", "Б"), ("В целом одинаково", "В"), ("В целом лучше Б", None)],
)
def test_a_choice_with_russian_letters(answer: str, label: str | None) -> None:
    assert position_of(CYRILLIC, answer) == label


@pytest.mark.parametrize(
    ("answer", "label"),
    [("1", "1"), ("1.", "1"), ("2) 1.5 litres", "2"), ("1.5 litres", "2"), ("1.5", None), ("2-3", None)],
)
def test_a_choice_with_numbers_for_labels(answer: str, label: str | None) -> None:
    assert position_of(COUNTED, answer) == label


def test_two_options_of_one_text_are_told_apart_by_letter_only() -> None:
    twins = a_question("choice", A="the same", B="the same")
    assert position_of(twins, "the same") is None
    assert position_of(twins, "B. the same") == "B"


@pytest.mark.parametrize(
    ("answer", "position"),
    [
        ("Yes", "yes"),
        ("yes.", "yes"),
        ("**Yes**, because", "yes"),
        ("Yes it does", "yes"),
        ("True", "yes"),
        ("Да", "yes"),
        ("Да, но не всегда", "yes"),
        ("ВЕРНО!", "yes"),
        ("Answer: yes", "yes"),
        ("Ответ: да", "yes"),
        (r"\boxed{\text{yes}}", "yes"),
        ("No doubt it does", "yes"),
        ("Нет сомнений", "yes"),
        ("No", "no"),
        ("No, there is no doubt", "no"),
        ("No effect was found", "no"),
        ("нет", "no"),
        ("Нет, данных хватает", "no"),
        ("False.", "no"),
        ("maybe", "maybe"),
        ("Может быть", "maybe"),
        ("Возможно, да", "maybe"),
        ("It depends on the dose", "maybe"),
        ("Не ясно", "maybe"),
        ("Неясно, нужны исследования", "maybe"),
        ("Yes and no", "maybe"),
        ("No evidence suggests yes", "maybe"),
        ("Нет данных о том, что да", "maybe"),
        # the form given back, or words that only begin like an answer
        ("Yes/No", None),
        ("yes or no", None),
        ("да/нет", None),
        ("так как это сложно", None),
        ("N = 12 runners", None),
        ("True positives are rare", None),
        ("Правда в том, что нет", None),
        ("The evidence is mixed", None),
        ("…", None),
    ],
)
def test_yes_no_and_maybe(answer: str, position: str | None) -> None:
    assert position_of(a_question("yes_no_maybe"), answer) == position
    assert position_of(a_question("yes_no"), answer) == (None if position == "maybe" else position)


@pytest.mark.parametrize(
    ("answer", "position"),
    [
        ("42", "42"),
        ("042.50", "42.5"),
        ("+7", "7"),
        ("-0.0", "0"),
        (".5", "0.5"),
        ("0,125", "0.125"),
        ("3,14", "3.14"),
        ("1,234", "1234"),
        ("1,234,567.80", "1234567.8"),
        ("1 234 567", "1234567"),
        ("1\u202f234,5", "1234.5"),
        ("−5", "-5"),
        ("minus 5", "-5"),
        ("минус 5 °C", "-5 °c"),
        ("$1,200.00", "1200"),
        ("1200 dollars", "1200"),
        ("1200 рублей", "1200"),
        ("€5", "5"),
        ("5,2 %", "5.2 %"),
        ("5.2%", "5.2 %"),
        ("5.2 percent", "5.2 %"),
        ("5.2 per cent", "5.2 %"),
        ("5,2 процента", "5.2 %"),
        (r"5.2\%", "5.2 %"),
        (r"\boxed{42}", "42"),
        (r"$\boxed{1{,}200\text{ km}}$", "1200 km"),
        ("**72**", "72"),
        ("60 km/h", "60 km/h"),
        ("55 мл/кг/мин", "55 мл/кг/мин"),
        ("VO2max = 55 ml/kg/min", "55 ml/kg/min"),
        ("VO2max 55", "55"),
        ("about 42 km (26.2 miles)", "42 km"),
        ("5 ± 2 %", "5 %"),
        ("20 * 40 + 80 * 30 = 3200", "3200"),
        ("The answer is 42", "42"),
        ("42 is the answer to it all", "42"),
        ("3–5 mmol/l", "3-5 mmol/l"),
        ("from 3 to 5 mmol/l", "3-5 mmol/l"),
        ("between 3 and 5 mmol/l", "3-5 mmol/l"),
        ("от 3 до 5 ммоль/л", "3-5 ммоль/л"),
        ("1/2", "0.5"),
        ("½", "0.5"),
        (r"\frac{2}{6}", "1/3"),
        ("5 × 10^3", "5000"),
        ("10³", "1000"),
        ("5·10⁻³", "0.005"),
        ("2:00 pm", "2 pm"),
        ("5, that is 5", "5"),
        ("123456789012345678901234567890123", "123456789012345678901234567890123"),
        # which one is meant?
        ("27 selfies and 18 portraits", None),
        ("32 + 0.8x", None),
        ("In 12 weeks it grew by 5 %", None),
        ("(3x/2) + 4", None),
        ("B12", None),
        ("1/0", None),
        ("forty-two", None),
        ("1e1000000000", None),
    ],
)
def test_numbers(answer: str, position: str | None) -> None:
    assert position_of(NUMBER, answer) == position


@pytest.mark.parametrize(("answer", "position"), [("1,234", "1.234"), ("1 234,5", "1234.5"), ("1,234,567", "1234567")])
def test_a_comma_is_a_decimal_comma_in_russian(answer: str, position: str) -> None:
    assert position_of(RUSSIAN_NUMBER, answer) == position


WRITTEN = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=4)


@CALM
@given(WRITTEN, st.sampled_from(["{}", "{} ", "${}$", r"\boxed{{{}}}", "**{}**", "= {}", "Answer: {}"]))
def test_any_number_is_read_back_whatever_stands_around_it(value: Decimal, frame: str) -> None:
    for text in (f"{value:f}", f"{value:,}", f"{value:,}".replace(",", "\u00a0"), f"{value:f}".replace("-", "−")):
        position = position_of(NUMBER, frame.format(text))
        assert position is not None
        assert Decimal(position) == value


@CALM
@given(WRITTEN)
def test_a_russian_number_is_read_back(value: Decimal) -> None:
    text = f"{value:,}".replace(",", " ").replace(".", ",")
    position = position_of(RUSSIAN_NUMBER, text)
    assert position is not None
    assert Decimal(position) == value


@pytest.mark.parametrize(
    ("answer", "position"),
    [
        (r"\frac{1}{2}", "1/2"),
        (r"$\dfrac{1}{2}$", "1/2"),
        (r"The answer is $\boxed{\frac{1}{2}}$.", "1/2"),
        (r"\left( x + 1 \right)", "(x+1)"),
        ("x + 1.", "x+1"),
        ("1,234", "1234"),
        ("5.0", "5"),
        ("1,2", "1,2"),
        ("$$", None),
    ],
)
def test_expressions(answer: str, position: str | None) -> None:
    assert position_of(a_question("expression"), answer) == position


@pytest.mark.parametrize("stance", STANCES)
def test_an_open_answer_takes_its_stance(stance: str) -> None:
    assert position_of(a_question(), "Long text.", stance) == stance


@pytest.mark.parametrize("stance", ["", "agrees", "SUPPORTS"])
def test_an_open_answer_without_a_known_stance_is_undecided(stance: str) -> None:
    assert position_of(a_question(), "Long text.", stance) == "undecided"


KINDS: list[AnswerKind] = ["choice", "yes_no", "yes_no_maybe", "number", "expression", "open"]


@CALM
@given(st.text(max_size=60), st.sampled_from(KINDS), st.sampled_from(["ru", "en"]))
def test_no_answer_fails_and_a_position_is_never_empty(answer: str, kind: AnswerKind, language: Language) -> None:
    question = Question("?", kind, LETTERS.options if kind == "choice" else (), language)
    position = position_of(question, answer)
    assert position is None or position.strip()
    assert position is None or len(position) <= 2 * len(answer) + 50


@pytest.mark.parametrize("kind", KINDS)
def test_no_answer_is_no_position(kind: AnswerKind) -> None:
    assert position_of(Question("?", kind, LETTERS.options), None, "supports") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{'l': 1, 't': 2}", '{"l":1,"t":2}'),
        ("'UA6HAJQ'", "UA6HAJQ"),
        ('"the cow goes moo#"', "the cow goes moo#"),
        ("[ (1, 2), 'a' ]", "[(1,2),'a']"),
        ("'123314'", "123314"),
        ("x = -4", "-4"),
        (r"6\sqrt{2}", "6√2"),
        (r"\frac{45}{2}", "45/2"),
        ("45.5*sqrt(74)", r"45.5 \cdot \sqrt{74}"),
    ],
)
def test_one_expression_or_literal_in_two_spellings(one: str, other: str) -> None:
    question = a_question("expression")
    assert position_of(question, one) == position_of(question, other) is not None


@pytest.mark.parametrize(
    ("one", "other"), [("[1, 2]", "[2, 1]"), ("'a b'", "['a', 'b']"), ("x = 4", "x = -4"), ("1/2", "2/1"), ("[0]", "0")]
)
def test_other_expressions_are_other_positions(one: str, other: str) -> None:
    question = a_question("expression")
    assert position_of(question, one) != position_of(question, other)

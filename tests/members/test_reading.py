"""Hand-made replies, one for each way in which models spoil JSON."""

import json
import time

import pytest

from consilium.members.reading import Reading, answer_in_prose, read_reply


def read(text: str) -> Reading:
    return read_reply(text, wanted=["reasoning", "answer"], key="answer")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ('{"reasoning": "1 + 1", "answer": "2"}', "2"),
        ('```json\n{"reasoning": "1 + 1", "answer": "2"}\n```', "2"),
        ('```\n{"answer": "2"}\n```', "2"),
        ('Here you are:\n\n{"answer": "2"}\n\nHope this helps, {friend}!', "2"),
        ('{"answer": 2}', 2),
        ('{"answer": 2.5e3}', 2500.0),
        ('{"answer": true}', True),
        ('{"answer": null}', None),
        ('{"answer": ["a", "b"]}', ["a", "b"]),
        ('{"answer": {"a": [1]}}', {"a": [1]}),
        ('{"answer": {"answer": 3}}', {"answer": 3}),
        ('{"answer": ""}', ""),
        ('{"reasoning": "Складываем.", "answer": "Пневмония"}', "Пневмония"),
        ('{"id": 7, "answer": "2"}', "2"),
        ('{"response": {"reasoning": "x", "answer": "2"}}', "2"),
        ('{"answer": "\\u041e\\u0442\\u0432\\u0435\\u0442"}', "Ответ"),
        ('{"reasoning": "he wrote {\\"answer\\": 1}", "answer": "2"}', "2"),
    ],
)
def test_strict_json_is_read_as_it_stands(text: str, answer: object) -> None:
    reading = read(text)
    assert reading.fields["answer"] == answer
    assert type(reading.fields["answer"]) is type(answer)
    assert (reading.how, reading.truncated, reading.faults) == ("json", False, ())


@pytest.mark.parametrize(
    ("text", "answer", "fault"),
    [
        ('{"reasoning": "He said "yes" twice.", "answer": "2"}', "2", "unescaped quote in 'reasoning'"),
        ('{"reasoning": "x", "answer": "the word "yes""}', 'the word "yes"', "unescaped quote in 'answer'"),
        ('{"answer": "["a", "b"]"}', '["a", "b"]', "unescaped quote"),
        ('{"answer": "{"a": "b", "c": "d"}"\n}', '{"a": "b", "c": "d"}', "unescaped quote"),
        ('{"reasoning": "one\ntwo", "answer": "2"}', "2", "raw line break"),
        ('{"answer": "one\n\ttwo"}', "one\n\ttwo", "raw line break"),
        ('{"answer": "2",}', "2", "not written as JSON"),
        ('{"answer": ["a", "b",],}', ["a", "b"], "list or object not written as JSON"),
        ("{'reasoning': 'it's', 'answer': 'two'}", "two", "single quotes"),
        ("{'reasoning': 'it\\'s', 'answer': 'it\\'s 2'}", "it's 2", "single quotes"),
        ("{'answer': True}", True, "without quotes"),
        ("{'answer': None, 'reasoning': 'x'}", None, "without quotes"),
        ("{'answer': ['a', None, True]}", ["a", None, True], "not written as JSON"),
        ('{"reasoning": "x" y", "answer": 1/2}', "1/2", "without quotes"),
        ('{"reasoning": "x"\n "answer": "2"}', "2", "missing comma"),
        ('{"reasoning": "x,\n "answer": "2"}', "2", "missing closing quote"),
        ('{"reasoning": "x",\n "answer": "2\n}', "2", "missing closing quote"),
        ('{"answer": "answer": "2"}', "2", "not written as JSON"),
        ('{reasoning: "x", answer: "2"}', "2", "not written as JSON"),
        ("{“reasoning”: “x”, “answer”: “2”}", "2", "not written as JSON"),
        ('{"reasoning": """a "b" c""", "answer": """2"""}', "2", "triple quotes"),
        ('{"answer": "2" // because\n}', "2", "not written as JSON"),
        ('{"reasoning": "so\n\\"answer\\": \\"-3\\"\n}', "-3", "inside a string"),
        ('"{\\"reasoning\\": \\"a\\\\nb\\", \\"answer\\": \\"-3\\"}"', "-3", "inside a string"),
        ('{"answer": NaN}', "NaN", "without quotes"),
    ],
)
def test_what_models_spoil_is_mended_and_named(text: str, answer: object, fault: str) -> None:
    reading = read(text)
    assert reading.fields["answer"] == answer
    assert (reading.how, reading.truncated) == ("mended", False)
    assert any(fault in found for found in reading.faults), reading.faults


LATEX = [
    r"\frac{1}{2}",
    r"\times",
    r"2 \times 3",
    r"\beta_1",
    r"\left(\frac{5}{6}\right)",
    r"\nu",
    r"E = h\nu",
    r"x \neq 3",
    r"a \ne b",
    r"\sqrt{2}",
    r"\(x\)",
    r"\[ \text{no} \]",
    r"\theta = \tan 2x",
    r"x \to 0",
    r"\boxed{\rho}",
    r"\nabla f",
    r"\underline{x}",
    r"\begin{pmatrix} 1 \\ 2 \end{pmatrix}",
    r"\forall \bar{x}",
    r"25\%",
]


@pytest.mark.parametrize("formula", LATEX)
@pytest.mark.parametrize("escaped", [True, False])
def test_latex_survives_escaped_or_not(formula: str, escaped: bool) -> None:
    written = formula.replace("\\", "\\\\") if escaped else formula
    assert read(f'{{"reasoning": "x", "answer": "{written}"}}').fields["answer"] == formula


@pytest.mark.parametrize(
    "value",
    ["a\nnot b", "first\ni.e. second", "h\ne\nl\nl\no", "one\n\ttwo", "a\tb", "line\r\nline", "C:\\new\\table"],
)
def test_real_control_characters_stay(value: str) -> None:
    reading = read(json.dumps({"answer": value}))
    assert (reading.fields["answer"], reading.how) == (value, "json")


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ('{"reasoning": "x", "answer": "2"', {"reasoning": "x", "answer": "2"}),
        ('```json\n{"answer": "2", "reasoning": "and th', {"answer": "2"}),
        ('{"answer": [1, 2], "reasoning": "and th', {"answer": [1, 2]}),
        ('{"answer": 2, "reasoning": "and th', {"answer": 2}),
        ('{"reasoning": "x", "answer": "2"\n```', {"reasoning": "x", "answer": "2"}),
    ],
)
def test_cut_behind_the_answer_is_usable(text: str, fields: object) -> None:
    reading = read(text)
    assert (reading.fields, reading.how, reading.truncated) == (fields, "mended", True)


@pytest.mark.parametrize(
    "text",
    [
        '{"reasoning": "x", "answer": "tw',
        '{"reasoning": "x", "answer": "',
        '{"reasoning": "x", "answer": 4',
        '{"reasoning": "x", "answer": tru',
        '{"reasoning": "x", "answer": ["a", "b"',
        '{"reasoning": "x", "answer": {"a": 1',
        '{"reasoning": "x", "answer": ["a]}',
        '{"reasoning": "x", "answer": "the word \\"yes\\"',
        '{"reasoning": "x", "ans',
        '{"reasoning": "so the answer is 4. And \\\\boxed{4}',
        '{"rea',
        "```json\n{",
    ],
)
def test_cut_answer_is_no_answer(text: str) -> None:
    reading = read(text)
    assert (reading.fields, reading.how, reading.truncated) == ({}, "nothing", True)


def test_prose_before_a_cut_object_counts() -> None:
    reading = read('The answer is (B).\n\n```json\n{"reasoning": "Because')
    assert (reading.fields, reading.how, reading.truncated) == ({"answer": "B"}, "prose", True)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ('{"answer": "18"}\n\n**Correction:**\n{"answer": "16"}', "16"),
        ('{"answer": "18"}\nThe format was {"reasoning": "...", "answer": "___"}', "18"),
        ('{"answer": "your answer here"}\n{"answer": "16"}', "16"),
        ('{"answer": "16"}\n{"answer": "<your final answer>"}', "16"),
        ('{"answer": "16"}\n{"reasoning": "string", "answer": "string"}', "16"),
        ('{"properties": {"answer": {"type": "string"}}}\n{"answer": "16"}', "16"),
        ('{"answer": "18"}\nWait.\n{"reasoning": "again", "answer": "16', "18"),
        ('{"answer": "18"}\nWait.\n{"reasoning": "it is "so"", "answer": "16"}', "16"),
        ('{"reasoning": "x "y" z", "answer": "18"}\n{"note": 1}', "18"),
        ('[{"answer": "18"}, {"answer": "16"}]', "16"),
    ],
)
def test_the_last_complete_object_that_answers_counts(text: str, answer: str) -> None:
    assert read(text).fields["answer"] == answer


@pytest.mark.parametrize(
    "text",
    [
        '{"reasoning": "___", "answer": "___"}',
        '{"reasoning": "string", "answer": "string"}',
        '{"type": "object", "properties": {"answer": {"type": "string"}}}',
    ],
)
def test_an_echo_is_no_answer(text: str) -> None:
    assert (read(text).how, read(text).fields) == ("nothing", {})


def test_a_type_name_may_be_an_answer() -> None:
    assert read('{"reasoning": "type(\'a\') is str", "answer": "string"}').fields["answer"] == "string"


def test_only_wanted_fields_come_back_with_their_types() -> None:
    text = '{"verdict": "yes", "score": 0.5, "sources": ["a "b""], "x": 1, "note": "n"}'
    reading = read_reply(text, wanted=["verdict", "score", "note"], key="verdict")
    assert reading.fields == {"verdict": "yes", "score": 0.5, "note": "n"}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("So the answer is (B).", "B"),
        ("The correct answer is B) Paris.", "B) Paris"),
        ("**Answer:** 42", "42"),
        ("Answer: 3.14", "3.14"),
        ("**Final answer: 42**", "42"),
        ("The final answer is:\n\n$\\boxed{\\frac{1}{2}}$.", r"\frac{1}{2}"),
        ("Therefore \\boxed{\\text{(C)}}", "C"),
        ("The answer is 3, as there are three values.", "3"),
        ("The answer is $x = 3$.", "x = 3"),
        ("Compare both.\n\nB", "B"),
        ("2 + 2\n\n42", "42"),
        ("Because of this.\n(C)", "C"),
        ("42", "42"),
        ("#### 18", "18"),
        ("<answer>no</answer>", "no"),
        ("Складываем. Ответ: 42.", "42"),
        ("**Ответ:** (Б)", "Б"),
        ("Правильный ответ — В.", "В"),
        ("Таким образом, правильным ответом является вариант: Г", "Г"),
        ("Итоговый ответ: острый аппендицит", "острый аппендицит"),
        ("Ответ: «да»", "да"),
        ("Проверим условия.\n\nДа.", "Да"),
        ("The answer is 4. Wait, no. The answer is 5.", "5"),
    ],
)
def test_answers_stated_in_prose(text: str, answer: str) -> None:
    assert answer_in_prose(text) == answer
    reading = read(text)
    assert (reading.fields, reading.how, reading.truncated) == ({"answer": answer}, "prose", False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n",
        "I cannot help with that.",
        "It could be 3, or perhaps 4",
        "If the answer is 5, then x is 2.",
        "The answer is not clear.",
        "The answer is 4. However, this is wrong because 4 is even",
        "so the final answer is -54 - 10 = -64, but we also",
        "The answer is \\boxed{4",
        "Then we get:\n1400",
        "Steps:\n\n1. Analyse",
        "1. Begin here.\n\n2. Go on.\n\n3",
        "The answer is presented in the following format:",
        "What is the answer?",
        "Ответ неизвестен.",
        "Ответ: не могу определить",
    ],
)
def test_unsure_prose_is_no_answer(text: str) -> None:
    assert answer_in_prose(text) is None
    assert read(text).how == "nothing"


HOSTILE = {
    "brackets": "[" * 100_000,
    "braces": "{" * 100_000,
    "objects": '{"a":' * 100_000,
    "answers": '{"answer":' * 100_000,
    "deep answer": '{"answer": ' + "[" * 100_000 + "]" * 100_000 + "}",
    "quotes": '{"answer": "' + '"' * 2_000_000,
    "backslashes": '{"answer": "' + "\\" * 2_000_000,
    "false ends": '{"answer": "' + '"}x' * 600_000,
    "spaces": '{"answer": "x"' + " " * 2_000_000,
    "boxes": "\\boxed{" * 300_000,
    "statements": "the answer is " * 140_000,
    "marks": '"answer": 1\n' * 160_000,
    "digits": '{"answer": ' + "9" * 2_000_000 + "}",
    "long text": '{"reasoning": "' + "word " * 400_000 + '", "answer": "5"}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_replies_neither_hang_nor_raise(name: str) -> None:
    start = time.monotonic()
    read(HOSTILE[name])
    assert time.monotonic() - start < 20  # 1-3 s on a laptop; quadratic time would take hours

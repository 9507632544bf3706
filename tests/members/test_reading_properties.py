"""Properties that hold for every reply, whatever stands in it."""

import json
import string

from hypothesis import assume, given
from hypothesis import strategies as st

from consilium.members.reading import answer_in_prose, read_reply
from consilium.members.reading.latex import restore_backslashes
from consilium.members.reading.placeholder import is_placeholder

WANTED = ("reasoning", "answer")
TEXT = st.text(st.characters(exclude_categories=["Cs"])) | st.text("абвгд «»—,. \n")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
PROSE = st.text(string.ascii_letters + "абв .,:!?()\n«»'", max_size=60)
WRAPS = st.sampled_from(["{}", "```json\n{}\n```", "```\n{}\n```", "Sure:\n{}", "{}\n\nDone."])
COMMANDS = st.sampled_from(
    r"\frac \times \beta \right \nabla \theta \sqrt \alpha \text \rho \boxed \neq \left \cdot \begin \tan".split()
)
FORMULA = st.lists(COMMANDS | st.sampled_from(["{1}", "x^2", " = ", "(a)", "[b]", "+ 3"]), min_size=1).map(" ".join)


def plain(value: str) -> bool:
    """Whether no control character of `value` completes a LaTeX command, which is never kept."""
    return restore_backslashes(value) == value


@given(JSON, JSON, WRAPS, PROSE, PROSE, st.booleans())
def test_any_object_comes_back_exactly(
    reasoning: object, answer: object, wrap: str, before: str, after: str, ascii_only: bool
) -> None:
    fields = {"reasoning": reasoning, "answer": answer}
    written = json.dumps(fields, ensure_ascii=ascii_only)
    assume(plain(written))
    assume(not is_placeholder(json.loads(written), "answer"))
    text = before + "\n" + wrap.replace("{}", written) + "\n" + after
    reading = read_reply(text, wanted=WANTED, key="answer")
    assert reading.fields == fields
    assert (reading.how, reading.truncated, reading.faults) == ("json", False, ())


@given(FORMULA, st.booleans())
def test_latex_comes_back_escaped_or_not(formula: str, escaped: bool) -> None:
    written = formula.replace("\\", "\\\\") if escaped else formula
    reading = read_reply(f'{{"reasoning": "r", "answer": "{written}"}}', wanted=WANTED, key="answer")
    assert reading.fields == {"reasoning": "r", "answer": formula}


@given(st.text() | st.text('{}[]",:\\ \nanswer"ответ:', max_size=200))
def test_nothing_raises(text: str) -> None:
    for reply in (text, '{"answer": "' + text, '{"reasoning": "' + text + '", "answer": ' + text):
        reading = read_reply(reply, wanted=WANTED, key="answer")
        assert (reading.how == "nothing") == ("answer" not in reading.fields)
        json.dumps(reading.fields)
    answer_in_prose(text)


@given(TEXT, TEXT | st.integers() | st.lists(st.integers() | TEXT), st.data())
def test_a_cut_reply_gives_the_whole_answer_or_none(reasoning: str, answer: object, data: st.DataObject) -> None:
    written = json.dumps({"reasoning": reasoning, "answer": answer}, indent=data.draw(st.sampled_from([None, 4])))
    assume(plain(written))
    assume(not is_placeholder(json.loads(written), "answer"))
    cut = data.draw(st.integers(1, len(written) - 1))
    reading = read_reply(written[:cut], wanted=WANTED, key="answer")
    assert reading.fields.get("answer", answer) == answer
    assert reading.truncated


@given(st.text(string.ascii_letters + "абв \"'\n,.", max_size=80), st.text(string.ascii_letters + " ", min_size=1))
def test_quotes_and_line_breaks_in_the_reasoning_never_cost_the_answer(reasoning: str, answer: str) -> None:
    text = f'```json\n{{\n    "reasoning": "{reasoning}",\n    "answer": "{answer}"\n}}\n```'
    reading = read_reply(text, wanted=WANTED, key="answer")
    assume(not is_placeholder({"reasoning": reasoning, "answer": answer}, "answer"))
    assert reading.fields["answer"] == answer
    assert reading.fields["reasoning"] == reasoning

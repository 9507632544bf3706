"""Templates: which file is used, and how one that is missing or broken is named."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from jinja2 import meta

from consilium.errors import ConfigError
from consilium.members.prompting import Prompts, Seat
from consilium.members.templates import Rendered, Templates
from consilium.types.question import Language
from tests.members.prompting_cases import (
    LANGUAGES,
    PROMPTS,
    PURPOSES,
    SECRET,
    SHIPPED,
    jinja,
    make_brief,
    make_seat,
    render,
    sources,
)


class Watched(Templates):
    """Templates that remember what a rendering was given."""

    scope: dict[str, Any]

    def render(self, purpose: Any, **scope: Any) -> Rendered:
        self.scope = {"purpose": purpose, **scope}
        return super().render(purpose, **scope)


@pytest.mark.parametrize(("purpose", "language"), list(product(PURPOSES, LANGUAGES)))
def test_a_missing_variable_is_named(purpose: str, language: Language) -> None:
    prompts, watched = Prompts([]), Watched([SHIPPED])
    prompts.templates = watched
    render(prompts, purpose, make_brief(language), make_seat(language))
    source = sources(purpose)[LANGUAGES.index(language)]
    for variable in meta.find_undeclared_variables(jinja().parse(source)) - {"language", "compact"}:
        scope = {name: value for name, value in watched.scope.items() if name != variable}
        with pytest.raises(ConfigError, match=rf"{purpose}\.{language}\.md\.j2.*\d+: '{variable}' ") as caught:
            PROMPTS.templates.render(**scope)
        line = int(re.findall(r"(?:line|строка) (\d+)", caught.value.message)[0])
        assert variable in source.splitlines()[line - 1]
        assert caught.value.next_step


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{% block question %}\n{{ question.txet }}\n{% endblock %}", "2: .*txet"),
        ("{% block question %}\n\n{% if %}\n{% endblock %}", "3: "),
        ("{% block question %}{{ question.text | shout }}{% endblock %}", "1: .*shout"),
        ("{% block question %}{{ question.text + 1 }}{% endblock %}", "1: "),
        ("{% block question %}{{ ''.__class__.__mro__ }}{% endblock %}", "1: .*unsafe"),
        ("{% extends 'answer.en.md.j2' %}", "1: "),
        ("{% block question %}\n{% include 'x' %}{% endblock %}", "2: "),
        ("{% block quesiton %}{% endblock %}", "quesiton"),
        ("Just text", "answer.md.j2"),
    ],
)
def test_a_broken_template_is_named(tmp_path: Path, source: str, said: str) -> None:
    (tmp_path / "answer.md.j2").write_text(source, encoding="utf-8")
    with pytest.raises(ConfigError, match=said) as caught:
        render(Prompts([tmp_path, SHIPPED]), "answer", make_brief(), Seat())
    assert str(tmp_path / "answer.md.j2") in caught.value.message
    assert caught.value.next_step


@pytest.mark.parametrize("name", ["absent", "../prompts/answer", "/etc/passwd"])
def test_an_absent_template_is_named(name: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(name)) as caught:
        render(Prompts([SHIPPED]), "answer", make_brief(), Seat(template=name))
    assert str(SHIPPED) in caught.value.message


def test_an_unreadable_template_is_named(tmp_path: Path) -> None:
    (tmp_path / "answer.en.md.j2").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match=r"answer\.en\.md\.j2"):
        render(Prompts([tmp_path]), "answer", make_brief(), Seat())


def test_a_member_may_bring_its_own_prompt(tmp_path: Path) -> None:
    source = (
        "{% block question %}{{ question.text }} Options: {{ question.options | map(attribute='text') | join(', ') }}."
        "{% endblock %}"
    )
    (tmp_path / "tiny.md.j2").write_text(source, encoding="utf-8")
    prompts, seat = Prompts([tmp_path, SHIPPED]), Seat(template="tiny")
    brief = make_brief(kind="choice")
    for purpose in ("answer", "revise"):
        rendered = render(prompts, purpose, brief, seat)
        assert [(part.role, part.text) for part in rendered.parts] == [
            ("user", "Does caffeine improve endurance? Options: 2 %, 20 %.")
        ]
        assert rendered.template.startswith("tiny@")
    assert render(prompts, "critique", brief, seat).template.startswith("critique.en@")


def test_the_users_folder_comes_first_and_hashes_tell(tmp_path: Path) -> None:
    shipped = Prompts([SHIPPED]).hashes()
    assert set(shipped) == {f"{purpose}.{language}" for purpose in PURPOSES for language in LANGUAGES}
    (tmp_path / "answer.ru.md.j2").write_text("{% block question %}?{% endblock %}", encoding="utf-8")
    prompts = Prompts([tmp_path, tmp_path / "missing", SHIPPED])
    rendered = render(prompts, "answer", make_brief("ru"), Seat())
    assert [part.text for part in rendered.parts] == ["?"]
    own = prompts.hashes()
    assert {name for name in own if own[name] != shipped[name]} == {"answer.ru"}
    assert rendered.template == f"answer.ru@{own['answer.ru'][:8]}"


def test_what_is_rendered_once_is_not_shared_between_files(tmp_path: Path) -> None:
    """Two templates of one name, an edited one and the shipped one, keep their own texts."""
    (tmp_path / "answer.en.md.j2").write_text("{% block question %}Q: {{ question.text }}{% endblock %}", "utf-8")
    own = render(Prompts([tmp_path]), "answer", make_brief(), Seat())
    again = render(PROMPTS, "answer", make_brief(), Seat())
    assert own.parts[-1].text != again.parts[-1].text
    assert render(PROMPTS, "answer", make_brief("ru"), Seat()).parts[-1].text != again.parts[-1].text


@pytest.mark.parametrize("purpose", PURPOSES)
def test_the_secret_is_not_to_be_had(purpose: str, tmp_path: Path) -> None:
    assert not any(SECRET in part.text for part in render(PROMPTS, purpose, make_brief(), Seat()).parts)
    (tmp_path / f"{purpose}.md.j2").write_text("{% block question %}{{ secret }}{% endblock %}", encoding="utf-8")
    with pytest.raises(ConfigError, match="secret"):
        render(Prompts([tmp_path]), purpose, make_brief(), Seat())
    assert SECRET not in repr(make_brief())

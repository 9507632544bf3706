"""Every block, heading, callout, footnote and field of the torture vault."""

from __future__ import annotations

import pytest

from consilium.knowledge.obsidian.blocks import blocks
from consilium.knowledge.obsidian.callouts import callouts
from consilium.knowledge.obsidian.fields import fields
from consilium.knowledge.obsidian.footnotes import footnotes
from consilium.knowledge.obsidian.headings import headings
from tests.knowledge.torture.vault import SYNTAX, note

NEWLINES = pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])

# Kind, block id or footnote's label, how it begins, how it ends.
BLOCKS = [
    ("paragraph", "intro", "Вступление до", "#тренировка/база."),
    ("paragraph", "", "Ссылка на блок", "сильных."),
    ("paragraph", "", "Вложения", "страницы."),
    ("paragraph", "", "Markdown:", "a#b>."),
    ("paragraph", "", "Не ссылки:", "ниже]]."),
    ("paragraph", "", "Теги:", "</b>."),
    ("paragraph", "", "Абзац под третьим", "комментария."),
    ("paragraph", "", "Текст под заголовком", "пути."),
    ("paragraph", "own", "Обычный абзац", "меткой."),
    ("list", "", "- первый", "метки"),
    ("list", "item-2", "- второй", "сослаться"),
    ("list", "", "- вложенный", "длинный"),
    ("list", "numbered", "1. нумерованный", "списка"),
    ("quote", "quote-1", "> Цитата", "строки."),
    ("callout", "callout-1", "> [!warning]-", "вложенной."),
    ("callout", "", "> [!неизвестный]", "самый."),
    ("table", "table-1", "| Показатель", "#таблица |"),
    ("list", "", "- [x] задача", "цитировать"),
    ("quote", "", "> ```sh", "от кода."),
    ("paragraph", "", "Строка с формулой", "цельной."),
    ("paragraph", "", "$$", "[[нет]]"),
    ("paragraph", "", "%% это знак", "$$"),
    ("paragraph", "", "#отступ", "цитировать."),
    ("paragraph", "", "Утверждение", "да."),
    ("footnote", "1", "Текст первой", "цитировать."),
    ("footnote", "длинная", "Вторая сноска", "строке."),
    ("list", "", "мощность::", "не поля."),
    ("paragraph", "", "Открытая часть", "часть абзаца."),
    ("paragraph", "", "Этот абзац", "целиком."),
    ("paragraph", "", "Знак `%%`", "открытым."),
    ("paragraph", "", "Последний открытый", "нет."),
]

HEADINGS = [
    (1, "Ссылки и теги"),
    (2, "Ссылки и теги › Вложенный путь"),
    (3, "Ссылки и теги › Вложенный путь › Глубже сюда"),
    (2, "Ссылки и теги › Назад"),
    (2, "Ссылки и теги › Заголовок чертой"),
    (1, "Блоки"),
    (2, "Блоки › Таблица"),
    (1, "Код и формулы"),
    (1, "Сноски и поля"),
    (1, "Комментарии"),
]


@NEWLINES
def test_every_block_with_its_id_and_bounds(newline: str) -> None:
    found = note(SYNTAX, newline)
    all_blocks = list(blocks(found.scanned, found.body))
    assert [(block.kind, block.id or block.label) for block in all_blocks] == [
        (kind, id_) for kind, id_, _, _ in BLOCKS
    ]
    for block, (_, _, begins, ends) in zip(all_blocks, BLOCKS, strict=True):
        text = found.text[block.start : block.end]
        assert text.startswith(begins)
        assert text.endswith(ends)


@NEWLINES
def test_every_heading_with_its_path(newline: str) -> None:
    found = note(SYNTAX, newline)
    assert [(heading.level, heading.section) for heading in headings(found.scanned, found.body)] == HEADINGS


@NEWLINES
def test_callouts_nest_fold_and_fall_back(newline: str) -> None:
    found = note(SYNTAX, newline)
    one, inner, unknown = callouts(found.scanned, found.body)
    assert (one.kind, one.shown_as, one.fold, one.title, one.depth) == (
        "warning",
        "warning",
        "-",
        "Осторожно: #внутри",
        1,
    )
    assert (inner.kind, inner.shown_as, inner.fold, inner.title, inner.depth) == ("tip", "tip", "", "Совет", 2)
    assert (unknown.kind, unknown.shown_as, unknown.title) == ("неизвестный", "note", "")
    assert one.start < inner.start < inner.end < one.end
    assert found.text[inner.start : inner.end].endswith("говорит о своём.")
    assert found.text[one.start : one.end].endswith("после вложенной. ^inside")
    assert found.text[unknown.body : unknown.end].strip().startswith("> Тип, которого")


@NEWLINES
def test_footnotes_called_and_within_the_sentence(newline: str) -> None:
    found = note(SYNTAX, newline)
    calls = list(footnotes(found.scanned, found.body))
    assert [(call.label, call.text) for call in calls] == [
        ("1", ""),
        ("", "Тело примечания со [[Ссылкой]] внутри."),
        ("длинная", ""),
    ]
    assert [found.text[call.start : call.end] for call in calls] == [
        "[^1]",
        "^[Тело примечания со [[Ссылкой]] внутри.]",
        "[^длинная]",
    ]


@NEWLINES
def test_fields_on_lines_of_their_own_and_within_lines(newline: str) -> None:
    found = note(SYNTAX, newline)
    all_fields = list(fields(found.scanned, found.body))
    assert [(field.key, field.value, found.text[field.start : field.end]) for field in all_fields] == [
        ("мощность", "280 Вт", "мощность:: 280 Вт"),
        ("Пульс покоя", "48", "Пульс покоя**:: 48"),
        ("сон", "7,5 ч [[Сон]]", "сон:: 7,5 ч [[Сон]]"),
        ("погода", "дождь", "[погода:: дождь]"),
        ("ветер", "слабый", "(ветер:: слабый)"),
    ]

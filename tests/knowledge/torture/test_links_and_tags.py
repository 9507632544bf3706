"""Every link and tag of the torture vault, in order, and nothing that only looks like one."""

from __future__ import annotations

import unicodedata

import pytest

from consilium.knowledge.obsidian.names import Names
from consilium.knowledge.obsidian.tags import tags
from consilium.types.source import Link
from tests.knowledge.torture.vault import CANVAS, SYNTAX, document, note, of_vault

NEWLINES = pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])

# As written in the note; target, heading, block, alias, embed.
LINKS = [
    ("[[МПК|VO2max]]", "МПК", "", "", "VO2max", False),
    ("[[Папка/Порог лактата#Метод]]", "Папка/Порог лактата", "Метод", "", "", False),
    ("[[МПК]]", "МПК", "", "", "", False),
    (
        "[[Физиология/МПК#Пределы#Сердце|сердечный предел]]",
        "Физиология/МПК",
        "Пределы#Сердце",
        "",
        "сердечный предел",
        False,
    ),
    ("[[МПК#^def-1]]", "МПК", "", "def-1", "", False),
    ("[[#Таблица]]", "", "Таблица", "", "", False),
    ("[[#^own]]", "", "", "own", "", False),
    ("![[график.png|300]]", "график.png", "", "", "300", True),
    ("![[статья.pdf#page=3]]", "статья.pdf", "page=3", "", "", True),
    ("[доза железа](Железо%20и%20кровь.md#Дозы)", "Железо и кровь.md", "Дозы", "", "доза железа", False),
    ("![схема](<img/схема 1.png>)", "img/схема 1.png", "", "", "схема", True),
    ("[[Цена $5 и $6|цена $5]]", "Цена $5 и $6", "", "", "цена $5", False),
    ("[[A|см. [1] ниже]]", "A", "", "", "см. [1] ниже", False),
    ("[[МПК|путь]]", "МПК", "", "", "путь", False),
    ("[[Подводка]]", "Подводка", "", "", "", False),
    ("[[МПК\\|VO2max]]", "МПК", "", "", "VO2max", False),
    ("[[МПК]]", "МПК", "", "", "", False),
    ("[[Ссылкой]]", "Ссылкой", "", "", "", False),
    ("[[Сон]]", "Сон", "", "", "", False),
]

BODY_TAGS = [
    "тренировка/база",
    "VO2max",
    "vo2MAX",
    "2024год",
    "порог-2",
    "эмодзи🏃",
    "а/б",
    "раз",
    "два",
    "внутри",
    "таблица",
]


def facts(link: Link, text: str) -> tuple[str, str, str, str, str, bool]:
    return text[link.start : link.end], link.target, link.heading, link.block, link.alias, link.embed


@NEWLINES
def test_every_link_and_no_other(newline: str) -> None:
    found = of_vault(SYNTAX, newline)
    assert [facts(link, found.text) for link in found.links] == LINKS


@NEWLINES
def test_every_tag_and_no_other(newline: str) -> None:
    found = note(SYNTAX, newline)
    all_tags = list(tags(found.scanned, found.body))
    assert [tag.name for tag in all_tags] == BODY_TAGS
    assert [found.text[tag.start : tag.end] for tag in all_tags] == [f"#{name}" for name in BODY_TAGS]


def test_tags_of_head_and_body_are_one_list_in_which_case_does_not_count() -> None:
    expected = ("проверка/синтаксис", "Limits", "тренировка/база", "VO2max", *BODY_TAGS[3:])
    assert of_vault(SYNTAX).source.tags == expected


def test_the_properties_of_the_note() -> None:
    source = of_vault(SYNTAX).source
    assert (source.title, source.date, source.year, source.language) == (
        "Синтаксис на пределе",
        "2025-04-27",
        2025,
        "ru",
    )
    assert source.aliases == ("Всё сразу", "Torture: note")
    assert not source.private
    assert source.properties == {
        "created": "2025-04-27",
        "related": "[[МПК|VO2max]], [[Папка/Порог лактата#Метод]]",
        "rating": "4.5",
        "nested": "depth: 2, unit: km",
        "done": "true",
        "lang": "ru",
        "мощность": "280 Вт",
        "Пульс покоя": "48",
        "сон": "7,5 ч [[Сон]]",
        "погода": "дождь",
        "ветер": "слабый",
    }


def test_a_file_named_by_another_system_keeps_its_id_and_has_a_composed_title() -> None:
    name = unicodedata.normalize("NFD", "Папка/Йод и ёлка 🌲.md")
    source = document(name, "Текст").source
    assert source.id == name
    assert source.title == unicodedata.normalize("NFC", "Йод и ёлка 🌲") != source.id.removesuffix(".md").split("/")[1]
    assert Names({name: ()}).resolve("йод_и ёлка 🌲", "МПК.md") == name


def test_the_links_of_a_canvas_lead_from_cards_files_and_arrows() -> None:
    found = of_vault(CANVAS)
    file = ("Папка/Порог лактата.md#Метод#^m1", "Папка/Порог лактата.md", "Метод", "m1", "", True)
    assert [facts(link, found.text) for link in found.links] == [LINKS[0], file, file]
    assert "a1 — опирается на → Папка/Порог лактата.md" in found.text
    assert found.source.tags == ("доска",)

"""Saved pages: the text a reader sees, its sections, and what its head says."""

from __future__ import annotations

import pytest

from tests.knowledge.torture.vault import document, public

PAGE = """<!doctype html><html lang="ru"><head><meta charset="{charset}"><title>Порог</title>
<meta name="citation_title" content="Лактатный порог"><meta name="citation_author" content="Автор Первый">
<meta name="citation_author" content="Автор Второй"><meta name="citation_doi" content="doi:10.1000/xyz123">
<meta name="citation_publication_date" content="2021/03/05"><link rel="canonical" href="https://example.org/p">
<style>p {{ color: red }}</style></head><body><header>Шапка сайта со ссылками на всё остальное, что есть</header>
<nav><a href="x">Главная страница, разделы, поиск, вход, регистрация</a></nav>
<h1>Лактатный порог</h1><p>Порог — это мощность, выше которой лактат <b>раст</b>ёт; всего 10<sup>3</sup> измерений.</p>
<script>alert("секрет секрет секрет секрет секрет секрет секрет")</script>
<h2>Методы &amp; данные</h2>
<ul><li>Первый пункт списка достаточно длинный.</li><li>Второй пункт</li></ul>
<table><tr><th>Доза</th><th>Эффект</th></tr><tr><td>3 мг</td><td>0,25 от исходного уровня выносливости</td></tr></table>
<p hidden>секрет секрет секрет секрет секрет секрет секрет</p>
<p style="display: none">секрет секрет секрет секрет секрет секрет</p>
<!-- секрет секрет секрет секрет секрет секрет секрет секрет -->
<div>Текст без абзаца, но достаточно длинный, чтобы цитировать его.<br>Вторая строка
<h3>Ещё</h3>Хвост после заголовка, тоже довольно длинный текст.</div>
<div><a href="a">Ссылка один, очень длинная ссылка</a> <a href="b">Ссылка два, тоже длинная</a></div>
<footer>Подвал сайта: права, контакты, секрет секрет секрет секрет</footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-r"])
def test_a_page_in_its_encoding(charset: str) -> None:
    found = document("saved/p.html", PAGE.format(charset=charset).replace("—", "-").encode(charset))
    assert public(found) == [
        "Порог - это мощность, выше которой лактат растёт; всего 10³ измерений.",
        "Первый пункт списка достаточно длинный.\nВторой пункт",
        "Доза | Эффект\n3 мг | 0,25 от исходного уровня выносливости",
        "Текст без абзаца, но достаточно длинный, чтобы цитировать его.\nВторая строка",
        "Хвост после заголовка, тоже довольно длинный текст.",
    ]
    assert [stretch.section for stretch in found.stretches] == [
        "Лактатный порог",
        "Лактатный порог › Методы & данные",
        "Лактатный порог › Методы & данные",
        "Лактатный порог › Методы & данные",
        "Лактатный порог › Методы & данные › Ещё",
    ]
    assert "секрет" not in found.text


def test_what_the_head_says() -> None:
    source = document("saved/p.html", PAGE.format(charset="utf-8")).source
    assert (source.id, source.title, source.format, source.provenance) == (
        "saved/p.html",
        "Лактатный порог",
        "html",
        "other",
    )
    assert (source.date, source.year, source.language) == ("2021-03-05", 2021, "ru")
    assert source.authors == ("Автор Первый", "Автор Второй")
    assert source.ids == {"doi": "10.1000/xyz123", "url": "https://example.org/p"}


def test_a_page_that_declares_another_encoding_than_it_is_in() -> None:
    assert "растёт" in document("p.htm", PAGE.format(charset="utf-8").replace("—", "-").encode("cp1251")).text


def test_the_article_is_read_and_what_surrounds_it_is_not() -> None:
    page = "<body><div>Реклама, которая длиннее, чем сорок символов текста</div><article><header><h1>Имя</h1></header>"
    page += "<p>Статья говорит о пороге столько, сколько нужно для цитаты.</p></article></body>"
    found = document("имя файла.html", page)
    assert public(found) == ["Статья говорит о пороге столько, сколько нужно для цитаты."]
    assert found.stretches[0].section == "Имя"
    assert found.source.title == "Имя"


@pytest.mark.parametrize(
    "unit", ["<div>", "<b>x", "<table><tr><td>", "<p>x", "<", "<!--", "<a href='", "<![CDATA[", "</p>", "<br>", "<?x"]
)
def test_a_page_of_tags_that_never_close_is_read(unit: str) -> None:
    document("p.html", unit * 10_000)


@pytest.mark.parametrize("page", ["", "no tags at all", "/etc/passwd", "<?xml version='1.0'?><a>x</a>", "\x00"])
def test_what_is_hardly_a_page_is_read_without_a_warning(page: str) -> None:
    assert document("p.html", page).stretches == ()


def test_what_a_model_said_on_a_page_is_marked_by_its_heading_or_label() -> None:
    page = """<h1>Кофеин и гонка</h1><p>Кофеин улучшает время на сорока километрах у тренированных людей.</p>
    <h2>Ответ ChatGPT</h2><p>Кофеин улучшает всё и всегда, в любой дозе и у любого спортсмена.</p>
    <h2>Мои заметки</h2><p>ChatGPT: доза в десять миллиграммов на килограмм ещё лучше, чем шесть.</p>
    <p>Я: а что насчёт сна после такой дозы, когда забег начинается вечером?</p>"""
    found = document("a.html", page)
    assert [[flag.reason for flag in one.flags] for one in found.stretches] == [
        [],
        ["Ответ ChatGPT"],
        ["ChatGPT:"],
        [],
    ]

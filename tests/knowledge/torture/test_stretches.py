"""What can be quoted of the torture vault: text[offsets] is the quotation, and no comment gets out."""

from __future__ import annotations

import pytest

from tests.knowledge.torture.vault import CANVAS, CHAT, SYNTAX, of_vault, private, public, quoted

NEWLINES = pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])

SECRET = "colenoSecret"


@NEWLINES
@pytest.mark.parametrize("name", [SYNTAX, CHAT, CANVAS])
def test_stretches_are_in_order_without_overlap(name: str, newline: str) -> None:
    document = of_vault(name, newline if name != CANVAS else "\n")
    end = 0
    for stretch in document.stretches:
        assert end <= stretch.start < stretch.end <= len(document.text)
        end = stretch.end
    for link in document.links:
        assert document.text[link.start : link.end].strip()


@NEWLINES
@pytest.mark.parametrize("name", [SYNTAX, CANVAS])
def test_no_public_stretch_section_or_record_tells_a_secret(name: str, newline: str) -> None:
    document = of_vault(name, newline if name != CANVAS else "\n")
    assert not any(SECRET in text or "тайна" in text for text in public(document))
    assert any(SECRET in text for text in private(document))
    assert not any("тайна" in stretch.section for stretch in document.stretches)
    assert "тайна" not in str(document.source) + str(document.links)


@NEWLINES
def test_comments_are_private_stretches_and_split_the_paragraphs_around_them(newline: str) -> None:
    document = of_vault(SYNTAX, newline)
    assert private(document) == [
        "Личное: colenoSecret болит, [[тайна]] #тайна пол:: скрыт",
        "Этот абзац разорван %%colenoSecret посреди предложения%% комментарием, поэтому он скрыт целиком.",
        "Блок комментария с пустой строкой внутри, colenoSecret в первом абзаце.",
        "# Не заголовок\nВторой абзац того же комментария: colenoSecret и [[тоже тайна]].",
        "Комментарий HTML тоже не для чужих глаз: colenoSecret, #html [[html]]",
        "незакрытый colenoSecret скрывает всё до конца\n## и заголовок, и [[ссылку]], и #тег",
        "и этот последний абзац, хотя он выглядит совсем обычным.",
    ]
    assert public(document)[-4:] == [
        "Открытая часть абзаца кончается точкой и остаётся открытой.",
        "За комментарием идёт вторая открытая часть абзаца.",
        "Знак `%%` в коде сам по себе ничего не скрывает, и этот абзац остаётся открытым.",
        "Последний открытый абзац перед незакрытым комментарием, за ним больше ничего нет.",
    ]


@NEWLINES
def test_block_ids_and_footnotes_are_places(newline: str) -> None:
    document = of_vault(SYNTAX, newline)
    places = {stretch.place: quoted(document, stretch) for stretch in document.stretches if stretch.place}
    assert list(places) == [
        "^intro",
        "^own",
        "^item-2",
        "^numbered",
        "^quote-1",
        "^callout-1",
        "^table-1",
        "[^1]",
        "[^длинная]",
    ]
    assert places["^own"] == "Обычный абзац в две строки,\nвторая строка которого кончается меткой."
    assert places["^item-2"] == "- второй пункт со своей меткой, на него можно сослаться"
    assert places["^quote-1"].startswith("> Цитата")
    assert places["^table-1"].count("\n") == 3
    assert places["[^1]"] == "Текст первой сноски достаточно длинный, чтобы его можно было цитировать."


def test_code_and_display_math_are_not_quoted_and_what_stands_beside_them_is() -> None:
    texts = public(of_vault(SYNTAX))
    assert not any("```" in text or "площадь под кривой" in text or "не заголовок" in text for text in texts)
    assert "После кода в цитате идёт обычный текст, и он цитируется отдельно от кода." in texts
    assert any("$E = mc^2 \\#x$" in text and "`key:: нет`" in text for text in texts)


@NEWLINES
def test_a_chat_says_who_spoke_when_and_whose_words_count(newline: str) -> None:
    document = of_vault(CHAT, newline)
    found = [(s.provenance, s.place, s.section, quoted(document, s)) for s in document.stretches]
    model = ("model", "agent-0002", "Assistant · gpt-4o, 2025-04-27 16:58")
    assert found == [
        (
            "",
            "user-0001",
            "User, 2025-04-27 16:57",
            "На последнем тесте мой порог вышел 280 ватт, пульс был 172. Что это значит?",
        ),
        (*model, "Порог в 280 ватт — это мощность, которую вы держите около часа.\n>\n> ## Что дальше"),
        (
            *model,
            "1. Делайте два раза по двадцать минут чуть ниже порога.\n> 2. Повторите тест через шесть недель.",
        ),
        ("other", "user-0003", "Вы, 2025-04-27 17:02", "Файл с мощностью по секундам, 3600 строк."),
        ("", "user-0003", "Вы, 2025-04-27 17:02", "Мои ноги после теста были тяжёлыми два дня, сон — шесть часов."),
        ("model", "", "Assistant", "Тогда сначала восстановитесь, а потом возвращайтесь к порогу."),
        (
            "",
            "",
            "Title: Пороги и зоны",
            "Моя приписка после чата: восстановился я за четыре дня, а не за два.",
        ),
    ]
    assert document.source.aliases == ("Пороги и зоны",)
    assert document.source.ids == {"uid": "6882a588-3acc-8004-8053-000000000001"}
    assert (document.source.date, document.source.provenance) == ("2025-04-27", "own")


def test_a_comment_left_open_on_one_card_does_not_reach_the_next() -> None:
    document = of_vault(CANVAS)
    assert [(stretch.place, stretch.section, stretch.private) for stretch in document.stretches] == [
        ("a1", "За объём", False),
        ("d5", "", True),
        ("e6", "", False),
    ]
    assert public(document) == [
        "Порог растёт от объёма сильнее, чем от интервалов, см. [[МПК|VO2max]] #доска",
        "Следующая карточка остаётся открытой, что бы ни стояло в предыдущей.",
    ]

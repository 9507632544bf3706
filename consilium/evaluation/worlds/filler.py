"""What answers hold beside facts: openings, hedges, connectives and closing words that claim nothing."""

from __future__ import annotations

from typing import Final

from consilium.types.question import Language

OPENINGS: Final[dict[Language, tuple[str, ...]]] = {
    "en": (
        "This is a question that deserves a careful look.",
        "Several strands of evidence have to be kept apart here.",
        "The picture is more varied than it may seem at first.",
        "I will go through what I know point by point.",
        "There is no single answer that fits everybody.",
    ),
    "ru": (
        "Вопрос непростой, и отвечать на него стоит по частям.",
        "Здесь нужно различать несколько линий данных.",
        "Картина пестрее, чем кажется на первый взгляд.",
        "Перечислю по порядку то, что мне известно.",
        "Единого ответа, годного для всех, здесь нет.",
    ),
}

REMARKS: Final[dict[Language, tuple[str, ...]]] = {
    "en": (
        "This is worth keeping in mind when reading the rest.",
        "I consider this point fairly well established.",
        "It would be wrong to read more into it than it says.",
        "Opinions on why this is so still differ.",
        "In practice this matters more than people tend to think.",
        "I have seen this point overlooked quite often.",
        "One should of course look at each case on its own.",
    ),
    "ru": (
        "Об этом стоит помнить, читая дальше.",
        "Этот пункт я считаю достаточно надёжным.",
        "Вычитывать отсюда больше сказанного не следует.",
        "О причинах этого до сих пор спорят.",
        "На практике это важнее, чем принято думать.",
        "Этот пункт нередко упускают из виду.",
        "Конечно, каждый случай нужно рассматривать отдельно.",
    ),
}

STARTS: Final[dict[Language, tuple[str, ...]]] = {
    "en": ("Moreover, ", "As far as I can tell, ", "At the same time, ", "It is also known that ", "Besides, "),
    "ru": ("Кроме того, ", "Насколько я могу судить, ", "Вместе с тем ", "Известно также, что ", "К тому же "),
}

CLOSINGS: Final[dict[Language, tuple[str, ...]]] = {
    "en": (
        "Taken together, the answer depends on the person and on the goal.",
        "On balance I would decide case by case and watch how things develop.",
        "That is how I would sum up the present state of knowledge.",
    ),
    "ru": (
        "В целом ответ зависит от человека и от его цели.",
        "В итоге я решал бы в каждом случае отдельно и следил за тем, как идут дела.",
        "Так я подытожил бы нынешнее состояние знаний.",
    ),
}

ASKED: Final[dict[Language, tuple[str, ...]]] = {
    "en": (
        "Planted world {mark}: what do {one}, {two} and {three} do, for whom, and what limits the evidence?",
        "Planted world {mark}: for whom and when do {one}, {two} or {three} help, and what is not known?",
    ),
    "ru": (
        "Мир {mark}: что дают {one}, {two} и {three}, кому, и чем ограничены данные?",
        "Мир {mark}: кому и когда помогают {one}, {two} или {three}, и что остаётся неизвестным?",
    ),
}

DISTRACTORS: Final[dict[Language, tuple[str, ...]]] = {
    "en": (
        "The committee met in spring and changed the rules of registration.",
        "The measuring protocol was the same in all laboratories that took part.",
        "Funding came from public sources, and the authors declare no conflicts.",
    ),
    "ru": (
        "Комитет собрался весной и изменил порядок регистрации.",
        "Протокол измерений был одинаковым во всех лабораториях.",
        "Работа оплачена из бюджета, авторы не заявили о конфликте интересов.",
    ),
}

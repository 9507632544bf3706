"""Quotations made false in a small way, and honest ones as a printer, a program or a person leaves them."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

Change = Callable[[str, random.Random], str]

DIRECTIONS = [
    tuple(pair.split("/"))
    for pair in """increase/decrease increased/decreased increases/decreases increasing/decreasing higher/lower
    improve/impair improved/impaired improves/impairs more/less greater/smaller better/worse rise/fall
    positive/negative
    faster/slower longer/shorter most/least
    larger/smaller high/low above/below before/after gain/loss up/down best/worst
    enhanced/reduced raise/lower raised/lowered with/without early/late first/last strong/weak long/short
    повышает/понижает повысил/понизил вырос/упал
    выросла/упала выросло/упало росли/падали растёт/падает увеличил/уменьшил
    увеличивает/уменьшает улучшает/ухудшает улучшил/ухудшил выше/ниже больше/меньше лучше/хуже быстрее/медленнее
    дольше/короче до/после высокий/низкий высокой/низкой высокая/низкая сильнее/слабее рост/спад увеличение/уменьшение
    повышение/снижение улучшение/ухудшение раньше/позже чаще/реже длинных/коротких тяжёлых/лёгких большой/малой
    снижает/повышает снижение/повышение теряет/набирает
    ускоряет/замедляет верхний/нижний максимальный/минимальный""".split()
]
POPULATIONS = [
    tuple(pair.split("/"))
    for pair in """men/women male/female trained/untrained children/adults mice/humans patients/volunteers older/younger
    athletes/patients boys/girls healthy/obese runners/swimmers cyclists/rowers infants/adolescents mothers/fathers
    participants/animals women/men adults/children smokers/nonsmokers elderly/young subjects/rats girls/boys
    мужчин/женщин женщин/мужчин мужчины/женщины тренированных/нетренированных спортсменов/пациентов детей/взрослых
    молодых/пожилых людей/мышей бегунов/пловцов велосипедистов/лыжников здоровых/больных участников/животных
    спортсмены/пациенты новичков/профессионалов любителей/элиты человека/крысы""".split()
]
COUNTS = [
    tuple(pair.split("/"))
    for pair in """one/two two/three three/four four/five
    five/six six/seven eight/nine ten/twelve twice/thrice half/third
    twenty/thirty both/all один/два два/три две/три двух/трёх три/четыре трёх/пяти четыре/пять пять/шесть шести/семи
    восемь/девять восьми/девяти двенадцать/двадцать двадцать/тридцать половина/треть дважды/трижды оба/три""".split()
]
UNITS = [
    tuple(pair.split("/"))
    for pair in """mg/g kg/g ml/l minutes/hours
    weeks/months days/weeks hours/minutes years/months km/m mmol/mol seconds/minutes
    мг/г кг/г мл/л минут/часов
    недель/месяцев дней/недель часов/минут лет/месяцев км/м мин/ч секунд/минут г/мг""".split()
]
_VERB = re.compile(
    r"\b(?:is|are|was|were|can|may|will|should|has|have|had|may|improves|reduces|increased|decreased|showed)\b"
)
_RU_VERB = re.compile(
    r"\b(?:\w{3,}(?:ает|яет|ует|ют|ил|ила|ило|или|ет|ит|ал|ала|али|ся|сь)|можно|может|был|была|было)\b"
)
_DENIAL = re.compile(r"\b(?:не|ни|без|not|no|never|without)\s+", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def swapped(pairs: Sequence[tuple[str, ...]], text: str, chance: random.Random) -> str:
    """One word exchanged for its opposite, wherever one stands; the text itself where none does."""
    found = [
        (match, two if match.group().casefold() == one else one)
        for one, two in pairs
        for match in re.finditer(rf"(?<!\w)(?:{one}|{two})(?!\w)", text, re.IGNORECASE)
    ]
    if not found:
        return text
    match, other = chance.choice(found)
    return text[: match.start()] + other + text[match.end() :]


def numbered(text: str, chance: random.Random) -> str:
    """One number changed: a digit, its decimals, its size, or its place with another."""
    found = list(_NUMBER.finditer(text))
    if not found:
        return text
    match = chance.choice(found)
    number = match.group()
    place = chance.randrange(len(number))
    other = str((int(number[place]) + chance.randint(1, 9)) % 10) if number[place].isdigit() else ""
    choices = [
        number[:place] + other + number[place + 1 :],
        str(int(_digits(number)) + chance.randint(1, 90)),
        number + "0" if number.isdigit() else re.sub(r"[.,]", "", number),
        re.sub(r"[.,]\d+", "", number),
        chance.choice(found).group(),
    ]
    return text[: match.start()] + chance.choice(choices) + text[match.end() :]


def _digits(number: str) -> str:
    return re.sub(r"\D.*", "", number) or "0"


def compared(text: str, chance: random.Random) -> str:
    """A comparison turned round, or a sign put before a number."""
    if found := list(re.finditer(r"[<>≤≥]|&lt;|&gt;", text)):
        match = chance.choice(found)
        turned = {"<": ">", ">": "<", "≤": "≥", "≥": "≤"}.get(match.group(), "=")
        return text[: match.start()] + turned + text[match.end() :]
    if found := list(re.finditer(r"(?<=\s)\d", text)):
        match = chance.choice(found)
        return text[: match.start()] + "−" + text[match.start() :]
    return text


def denied(text: str, chance: random.Random) -> str:
    """A denial taken out where there is one, else put before a verb."""
    if found := list(_DENIAL.finditer(text)):
        match = chance.choice(found)
        return text[: match.start()] + text[match.end() :]
    if found := list(_VERB.finditer(text)):
        match = chance.choice(found)
        return text[: match.end()] + chance.choice([" not", " never"]) + text[match.end() :]
    if found := list(_RU_VERB.finditer(text)):
        match = chance.choice(found)
        return text[: match.start()] + "не " + text[match.start() :]
    return text


def prefixed(text: str, chance: random.Random) -> str:
    """An adjective made its opposite by a prefix."""
    found = list(
        re.finditer(
            r"\b(?:significant|effective|likely|able|known|related|trained|important|clear|changed|possible|adequate)\b"
            r"|\b(?:значим|эффективн|вероятн|возможн|больш|зависим|достаточн|изменн|тренирован)\w+",
            text,
        )
    )
    if not found:
        return text
    match = chance.choice(found)
    first = "не" if re.match("[а-я]", match.group()) else {"p": "im", "s": "in", "e": "in"}.get(match.group()[0], "un")
    return text[: match.start()] + first + match.group() + text[match.end() :]


def renamed(foreign: Sequence[str], text: str, chance: random.Random) -> str:
    """One longer word exchanged for one of another sentence."""
    found = list(re.finditer(r"[^\W\d_]{6,}", text))
    others: list[str] = [word for word in re.findall(r"[^\W\d_]{6,}", chance.choice(foreign)) if word not in text]
    if not found or not others:
        return text
    match = chance.choice(found)
    return text[: match.start()] + chance.choice(others) + text[match.end() :]


def spliced(foreign: Sequence[str], text: str, chance: random.Random) -> str:
    """The first half of one sentence and the second of another."""
    words, others = text.split(), chance.choice(foreign).split()
    return " ".join(words[: len(words) // 2] + others[len(others) // 2 :])


def noise(text: str, chance: random.Random) -> str:
    """An honest copy: one to three typographic differences that no reader would call a change."""
    for change in chance.sample(NOISE, chance.randint(1, 3)):
        text = change(text, chance)
    return text


def _at_spaces(mark: str, share: float, text: str, chance: random.Random) -> str:
    return re.sub(r" ", lambda _: mark if chance.random() < share else " ", text)


def _hyphenated(mark: str, text: str, chance: random.Random) -> str:
    found = list(re.finditer(r"(?<=[^\W\d_]{3})(?=[^\W\d_]{3})", text))
    if not found:
        return text
    place = chance.choice(found).start()
    return text[:place] + mark + text[place:]


def _emphasised(mark: str, text: str, chance: random.Random) -> str:
    words = text.split(" ")
    start = chance.randrange(len(words))
    end = min(len(words), start + chance.randint(1, 3))
    return " ".join([*words[:start], mark + " ".join(words[start:end]) + mark, *words[end:]])


def _marked(mark: str, text: str, chance: random.Random) -> str:
    found = [match.end() for match in re.finditer(r"[^\W\d_]{5,}(?=[\s.,;])", text)]
    if not found:
        return text
    place = chance.choice(found)
    return text[:place] + mark + text[place:]


def _plain(change: Callable[[str], str]) -> Change:
    return lambda text, _: change(text)


def _linked(text: str, chance: random.Random) -> str:
    match = chance.choice(list(re.finditer(r"[^\W\d_]+", text)))
    return f"{text[: match.start()]}[[Some note|{match.group()}]]{text[match.end() :]}"


NOISE: list[Change] = [
    _plain(lambda text: text.replace('"', "»").replace("'", "’")),
    _plain(lambda text: f"«{text}»"),
    _plain(lambda text: f"“{text}”"),
    _plain(lambda text: re.sub("[–—−]", "-", text)),
    _plain(lambda text: text.replace(" - ", " — ")),
    partial(_at_spaces, "\u00a0", 0.5),
    partial(_at_spaces, "  ", 0.3),
    partial(_at_spaces, "\u2009", 0.2),
    partial(_at_spaces, "\n", 0.2),
    partial(_at_spaces, "\n> ", 0.1),
    _plain(lambda text: text.replace("ё", "е").replace("Ё", "Е")),
    partial(_hyphenated, "-\n"),
    partial(_hyphenated, "-\n> "),
    partial(_hyphenated, "\u00ad"),
    partial(_hyphenated, "\u200b"),
    _plain(lambda text: text[:1].swapcase() + text[1:]),
    _plain(str.upper),
    _plain(lambda text: text.rstrip(".!?")),
    _plain(lambda text: text.rstrip(".") + "..."),
    _plain(lambda text: "…" + text),
    partial(_emphasised, "**"),
    partial(_emphasised, "_"),
    partial(_emphasised, "=="),
    partial(_emphasised, "*"),
    _plain(lambda text: text.replace("fi", "ﬁ").replace("fl", "ﬂ").replace("ffi", "ﬃ")),
    _plain(lambda text: unicodedata.normalize("NFD", text)),
    partial(_marked, "[12]"),
    partial(_marked, "[^3]"),
    partial(_marked, "¹"),
    _linked,
    _plain(lambda text: re.sub(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]", r"\1", text)),
    _plain(lambda text: re.sub(r"(?<=\d) %", "%", text)),
    _plain(lambda text: re.sub(r"(?<=\d) (?=\d{3}\b)", "\u202f", text)),
    _plain(lambda text: re.sub(r"\s*([<>=≤≥])\s*", r"\1", text)),
    _plain(lambda text: re.sub(r",(?!\d)", " ,", text)),
]


@dataclass(frozen=True)
class Row:
    """One quotation and the text it claims to come from."""

    kind: str
    quote: str
    source: str
    original: str


def sentences(text: str) -> list[str]:
    """Sentences of five to sixty words of a note or abstract, without headings and frontmatter."""
    body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    lines = [line for line in body.splitlines() if not re.match(r"\s*(?:#|>\s*\[!|\|)", line)]
    found = (
        re.sub(r"^[\s>*-]+|\s*\^[\w-]+$", "", one) for line in lines for one in re.split(r"(?<=[.!?])\s+(?=\S)", line)
    )
    return [one for one in found if 5 <= len(one.split()) <= 60]


def altered(texts: Sequence[str], count: int, seed: int) -> Iterator[Row]:
    """False quotations of all kinds, as evenly as the texts allow; half of them with noise as well."""
    chance = random.Random(seed)
    pool = [(text, one) for text in texts for one in sentences(text)]
    foreign = [one for _, one in pool]
    changes: dict[str, Change] = {
        "number": numbered,
        "number word": partial(swapped, COUNTS),
        "unit": partial(swapped, UNITS),
        "comparison": compared,
        "negation": denied,
        "prefix": prefixed,
        "direction": partial(swapped, DIRECTIONS),
        "population": partial(swapped, POPULATIONS),
        "word": partial(renamed, foreign),
        "splice": partial(spliced, foreign),
        "foreign": lambda _, chance: chance.choice(foreign),
    }
    made = 0
    while made < count:
        kind = list(changes)[made % len(changes)]
        for _ in range(400):
            text, original = chance.choice(pool)
            quote = changes[kind](original, chance)
            if quote not in text and _letters(quote) != _letters(original) and quote not in text:
                break
        made += 1
        yield Row(kind, noise(quote, chance) if chance.random() < 0.5 else quote, text, original)


def _letters(text: str) -> list[str]:
    """What must differ for a copy to be false: 2,644 and 2644 do not."""
    return [
        re.sub(r"(?<=\d),(?=\d{3})", "", word).replace(",", ".").strip(".()")
        for word in re.sub(r"\[\[[^\]|]*\|", " ", text).casefold().split()
    ]


def honest(texts: Sequence[str], count: int, seed: int) -> Iterator[Row]:
    """True quotations with noise: whole sentences, and clauses of at least five words."""
    chance = random.Random(seed)
    pool = [(text, one) for text in texts for one in sentences(text)]
    for _ in range(count):
        text, original = chance.choice(pool)
        yield Row("honest", noise(original, chance), text, original)

"""Names of units and numbers in Russian and English, with what they amount to."""

from __future__ import annotations

import re
from typing import Final

UNITS: Final[dict[str, tuple[str, float]]] = {
    name: (kind, factor)
    for kind, factor, names in (
        ("%", 1, "% процент процента процентов проценту percent percentage pct"),
        ("g", 1e-6, "мкг микрограмм микрограмма микрограммов mcg µg μg ug microgram micrograms"),
        ("g", 1e-3, "мг mg миллиграмм миллиграмма миллиграммов milligram milligrams"),
        ("g", 1, "г гр g грамм грамма граммов gram grams"),
        ("g", 1e3, "кг kg килограмм килограмма килограммов килограммах kilogram kilograms kilo kilos"),
        ("m", 1e-3, "мм mm миллиметр миллиметра миллиметров"),
        ("m", 1e-2, "см cm сантиметр сантиметра сантиметров centimetres centimeters"),
        ("m", 1, "м m метр метра метров метрах метре metre metres meter meters"),
        ("m", 1e3, "км km километр километра километров kilometre kilometres kilometer kilometers"),
        ("m", 1609.344, "mile miles миля мили миль"),
        ("l", 1e-3, "мл ml миллилитр миллилитра миллилитров millilitre millilitres milliliters"),
        ("l", 0.1, "дл dl"),
        ("l", 1, "л l литр литра литров litre litres liter liters"),
        ("s", 1, "с s сек sec secs секунда секунд секунды секунду секундах second seconds"),
        ("s", 60, "мин min mins минута минут минуты минуту минутах minute minutes"),
        ("s", 3600, "ч h hr hrs час часа часов часам hour hours"),
        ("s", 86400, "день дня дней дню дн day days сут сутки суток сутками"),
        ("s", 604800, "неделя недели недель неделю неделями неделе нед week weeks wk wks"),
        ("month", 1, "месяц месяца месяцев мес month months"),
        ("year", 1, "год года лет году year years"),
        ("w", 1, "вт w ватт ватта watt watts"),
        ("w", 1e3, "квт kw"),
        ("j", 1, "дж j"), ("j", 1e3, "кдж kj"), ("j", 4184, "ккал kcal"),
        ("mol", 1e-3, "ммоль mmol"), ("mol", 1e-6, "мкмоль µmol μmol umol"), ("mol", 1e-9, "нмоль nmol"),
        ("bpm", 1, "bpm beats удар удара ударов"),
        ("iu", 1, "iu ме"),
        ("°c", 1, "°c °с градус градуса градусов degrees"),
        ("times", 1, "раз раза times fold x"),
        ("session", 1, "session sessions занятие занятия занятий тренировка тренировки тренировок workouts"),
        ("rm", 1, "1rm 1пм 1рм rm пм"),
        ("mmhg", 1, "mmhg"),
        ("hz", 1, "гц hz"), ("v", 1, "в"),
        ("point", 1, "балл балла баллов point points"),
    )
    for name in names.split()
}  # fmt: skip
NOT_A_UNIT: Final = frozenset("в x с".split())
"""Units by name, as often prepositions: taken only right behind a digit without «в»."""

SMALL: Final = {
    name: value
    for value, names in enumerate(
        """zero ноль|one один одна одно одну одного одной an|two два две двух двум двумя|three три трех трем тремя
        |four четыре четырех четырем четырьмя|five пять пяти пятью|six шесть шести шестью|seven семь семи семью
        |eight восемь восьми восемью|nine девять девяти|ten десять десяти десятью|eleven одиннадцать одиннадцати
        |twelve двенадцать двенадцати|thirteen тринадцать тринадцати|fourteen четырнадцать четырнадцати
        |fifteen пятнадцать пятнадцати|sixteen шестнадцать шестнадцати|seventeen семнадцать семнадцати
        |eighteen восемнадцать восемнадцати|nineteen девятнадцать девятнадцати""".split("|")
    )
    for name in names.split()
    if name != "an"
}
TENS: Final = {
    name: value
    for value, names in zip(
        range(20, 100, 10),
        """twenty двадцать двадцати|thirty тридцать тридцати|forty сорок сорока|fifty пятьдесят пятидесяти
        |sixty шестьдесят шестидесяти|seventy семьдесят семидесяти|eighty восемьдесят восьмидесяти
        |ninety девяносто девяноста""".split("|"),
        strict=True,
    )
    for name in names.split()
}
HUNDREDS: Final = {
    name: value
    for value, names in (
        (100, "hundred сто ста"), (200, "двести двухсот"), (300, "триста трехсот"), (400, "четыреста четырехсот"),
        (500, "пятьсот пятисот"), (600, "шестьсот шестисот"), (700, "семьсот семисот"), (800, "восемьсот восьмисот"),
        (900, "девятьсот девятисот"), (1000, "thousand тысяча тысячи тысяч тысячу"),
    )
    for name in names.split()
}  # fmt: skip
PARTS: Final = {
    **dict.fromkeys(
        "half halve halves halved halving вдвое вполовину наполовину половину половина половины".split(), 50.0
    ),
    **dict.fromkeys("треть трети third".split(), 33.0),
    **dict.fromkeys("четверть четверти quarter".split(), 25.0),
}
HALF_HOUR: Final = {"полчаса": 1800.0, "получаса": 1800.0, "полгода": 0.5}
MANY: Final = {
    **dict.fromkeys("twice double doubles doubled doubling дважды двукратно удваивает удвоил удваивают".split(), 2.0),
    **dict.fromkeys("thrice triple triples tripled втрое трижды трехкратно".split(), 3.0),
    **dict.fromkeys("вчетверо fourfold".split(), 4.0),
}
GROWN: Final = re.compile(
    r"вдвое (?:больше|выше|сильнее|чаще|увелич\w+|повы\w+)|(?:увелич|повы|рос|вырос|растет|растут)[^,;.]*? вдвое\b"
)

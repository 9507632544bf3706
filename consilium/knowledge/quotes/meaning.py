"""Words that turn a statement round when they change: negations, directions, populations, quantities in words.

Entries are beginnings of words, folded (lower case, е for ё). What stands behind ``=`` must be the whole word.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_NEGATIONS = """=не =ни =нет =без =нельзя =никак =никогда =никто =ничто =ничего =никаких =никакой =никакого отсутств
=not =no =nor =none =never =cannot =without =neither =nothing =nobody =unable absence =absent fail lack =hardly"""

_UP = """увелич повыс повыш выше больш возраст возрос возраста вырос вырас улучш усил ускор подня подним рост прирост
превыс превыш более чаще =лучше быстрее сильнее =дольше позже длиннее тяжелее стимулир расшир удлин положительн польз
increas =rise =rises =rose =risen raise rising higher =high =highest improv enhanc great more =most =better =best elevat
=gain =gains =gained grew =grow =grows growth boost upregulat accelerat exceed =up =above =over longer =faster =stronger
=often =larger =largest =later benefi positiv promot augment widen expand"""

_DOWN = """уменьш сниж сниз ниже меньш пони пада упал ухудш ослаб замедл опуст опуск сокра спад менее реже =хуже
=падение медленнее слабее короче раньше легче подавл угнет сузи сужа отрицательн вред тормоз потер
decreas reduc =fall =falls =fell =fallen lower =low =lowest =less =fewer =least worse =worst declin diminish drop
impair =lose =loses =lost =loss attenuat blunt suppress inhibit downregulat =down =below =under shorten shorter =slower
slow weaker =rarely =smaller =smallest =earlier harm negativ detriment deteriorat narrow minim decelerat"""

_ORDER = "=до =после =перед =before =after =during =prior =пока pre post =во =первый =последн first last early late"

_PEOPLE = """женщин мужчин девуш юнош девоч мальчик дет ребен подрост взросл пожил молод старш младш здоров больн
трениров нетрениров спортсмен любител новичк начинающ профессионал элитн сидяч ожирен диабет мыш крыс человек люд
бегун пловц велосипедист лыжник гребц марафон студент пациент добровольц животн собак
=man =men =woman =women male female =boy =boys =girl =girls child adult adolescent elderly =young =older =old youth
infant healthy patient trained untrained athlet recreation elite sedentary obes overweight diabet =mice =mouse =rat
=rats human animal runner swimmer cyclist rower skier novice amateur professional volunteer student placebo control
smoker pregnan postmenopaus premenopaus"""

_NUMBER_WORDS = """=ноль =один =одна =одно =одного =одной =два =две =двух =двум =двумя =три =трех =трем =тремя четыре
четырех =пять =пяти =шесть =шести =семь =семи =восемь =восьми =девять =девяти =десять =десяти одиннадцат двенадцат
тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат тридцат =сорок =сорока пятьдесят
пятидесят шестьдесят шестидесят семьдесят семидесят восемьдесят восьмидесят девяност =сто =ста двести двухсот триста
трехсот четырест пятьсот тысяч миллион =полтора полутора половин =треть =трети четверт вдвое втрое дважды трижды =оба
=обе =обоих =zero =one =two =three =four =five =six =seven =eight =nine =ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen twent thirt =forty fift sixt sevent eight ninet hundred thousand million =half
=third =quarter double twice triple thrice twofold threefold =both =единожды =once"""

_UNITS = """=мг =г =кг =мкг =т =мл =л =дл =м =км =см =мм =мкм =нм =с =сек =мин =ч =час =часа =часов =дн =день =дня
=дней =нед недел месяц =год =года =лет =вт =квт =кдж =дж =ккал =кал =моль =ммоль =мкмоль =уд секунд минут =км/ч
=mg =g =kg =mcg =ug =μg =ml =l =dl =m =km =cm =mm =nm =s =sec =min =h =hr =hrs hour day week month year =w =kw =kj =j
=kcal =cal =mol =mmol =μmol =bpm second minute =mile =miles =lb =oz"""

_DEGREE = """=все =всех =всегда =иногда =только =лишь =некоторые =большинство =никто =может =могут возможно вероятно
незначим значим =all =always =sometimes =only =some =every =each =may =might =can =could =must =should significant
insignificant nonsignificant likely unlikely possibl probabl =any =few =many =several"""

_PREFIXES = (
    *(
        ("hyper", "hypo"),
        ("гипер", "гипо"),
        ("inter", "intra"),
        ("pre", "post"),
        ("макро", "микро"),
        ("macro", "micro"),
    ),
    *(
        ("over", "under"),
        ("pre", "per"),
        ("ab", "ad"),
        ("af", "ef"),
        ("недо", "пере"),
        ("экзо", "эндо"),
        ("exo", "endo"),
    ),
)
_SHORTEST_SLIP = 6


def _compiled(*lists: str) -> re.Pattern[str]:
    """One pattern for all entries, to be matched at a word's beginning."""
    entries = " ".join(lists).split()
    return re.compile("|".join(re.escape(entry.removeprefix("=")) + r"\Z" * (entry[0] == "=") for entry in entries))


_NEGATION = _compiled(_NEGATIONS)
_COUNTED = _compiled(_NUMBER_WORDS)
_UNIT = _compiled(_UNITS)
_TURNING = _compiled(_NEGATIONS, _UP, _DOWN, _ORDER, _PEOPLE, _DEGREE, _NUMBER_WORDS, _UNITS)


def is_negation(word: str) -> bool:
    """Whether a folded word denies: «не», "without", "isn't"."""
    return bool(_NEGATION.match(word)) or word.endswith("n't")


def is_quantity(word: str) -> bool:
    """Whether a token is a number or a sign before one, or a number in words."""
    return word[0] == "#" or bool(_COUNTED.match(word))


def is_unit(word: str) -> bool:
    """Whether a folded word is a unit of measure."""
    return bool(_UNIT.match(word))


@lru_cache(maxsize=4096)
def is_slip(one: str, other: str) -> bool:
    """Whether two folded words are one word with one letter misread or mistyped, and nothing hangs on it.

    Never where a word turns meaning (directions, populations, order, degree), where its beginning differs,
    where only an ending was cut off, or where both are short: there one letter makes another word.
    """
    if min(len(one), len(other)) < _SHORTEST_SLIP or one[0] != other[0] or not (one + other).isalpha():
        return False
    if one.startswith(other) or other.startswith(one):
        return False
    if _TURNING.match(one) or _TURNING.match(other) or Levenshtein.distance(one, other, score_cutoff=1) > 1:
        return False
    return not any(
        (one.startswith(first) and other.startswith(second)) or (one.startswith(second) and other.startswith(first))
        for first, second in _PREFIXES
    )

"""Words of everyday talk, which say little about a topic however rare they are in a small library."""

from __future__ import annotations

from consilium.knowledge.search.sounds import root
from consilium.knowledge.stemming import stem

_RUSSIAN = """
быть стать мочь можно нельзя нужен нужно надо должен следует стоит хотеть хочется делать сделать иметь есть нет
почему зачем отчего когда где куда откуда кто что какой каков который чей сколько насколько ли разве неужели правда
действительно очень слишком совсем почти примерно около более менее больше меньше много мало немного чуть лишь только
ещё уже снова опять всегда иногда никогда часто редко обычно сейчас потом затем тогда теперь сегодня завтра вчера сразу
просто хороший плохой лучше хуже лучший новый старый большой маленький разный самый весь каждый любой другой некоторый
многие несколько мой твой свой наш ваш его её их мне меня тебе тебя себя нам вам человек люди раз дело вещь вопрос
ответ случай способ говорить сказать думать знать понимать считать значить называть находить искать смотреть видеть
дать давать взять брать идти пойти начать начинать закончить кончить получить получать остаться стараться пытаться
помочь помогать влиять чего чему кого кому чём чем какие какой какая какую каким которая которые которое одна одно одну
одной эта эти этот этого той тот того чтоб вас нею ней ним них такой такая такие всё все всех свои своя моя моё мои
наша наши один два три первый второй последний между через перед после кроме вместо ради против среди внутри вокруг
если хотя чтобы поэтому потому однако зато тоже также именно даже вообще например ведь пусть либо нибудь то
""".split()
_ENGLISH = """
be am been being become get got getting go going goes went come make made making do does doing done have having had
may might must shall ought need needs needed want wants like would could should would actually really true truth
any some many much more most less least few several every each all both either neither another other others such same
own very too quite rather almost about around enough just only even still already yet again ever never always often
sometimes usually now later soon first second last next good bad better best worse new old big small large different
i me my mine we us our you your he him his she her they them their it its one ones someone people person thing things
way ways say says said think know mean means find found look see give take use used using keep let put help try trying
how why when where which who whom whose whether because since though although while until unless between during within
without before after above below over under again against among per via also however therefore so but nor
two three yes no question answer case reason kind sort lot lots
""".split()

COMMON: frozenset[str] = frozenset(root(stem(word)) for word in (*_RUSSIAN, *_ENGLISH))
"""Terms of such words in both languages."""

"""Prose to bare sentences: no headings, no marks of lists and emphasis, no words that only connect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from consilium.argument.reading.plain import prefixes, table

_FENCED: Final = re.compile(r"^(```+|~~~+)[^\n]*\n.*?(?:^\1[^\n]*$|\Z)", re.DOTALL | re.MULTILINE)
_HEADING: Final = re.compile(
    r"^\s*(?:#{1,6}\s.*|[-*_=]{3,}\s*|\|?[\s:|-]+\||(?:\*\*|__)[^*_\n]{1,80}(?:\*\*|__):?\s*|[^.!?\n]{1,80}:\s*)$"
)
_ITEM: Final = re.compile(r"^\s*(?:>\s*)*(?:[-*+•–—]\s+|\(?(?:\d{1,2}|[a-zа-я])[.)]\s+)?", re.IGNORECASE)
_ITEM_BEGINS: Final = re.compile(r"^\s*(?:[-*+•–—]\s|\(?\d{1,2}[.)]\s)")
_EMPHASIS: Final = re.compile(r"(\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`)")
_LABEL: Final = re.compile(
    r"^(?:\*\*|__)?(?:answer|short answer|summary|conclusion|bottom line|key (?:point|finding)s?|finding"
    r"|mechanism|limitations?|caveat"
    r"|recommendation|note|evidence|dose|in short|tl;?dr|overall|ответ|краткий ответ|короткий ответ|вывод|итог"
    r"|главное|коротко|резюме"
    r"|механизм|ограничени[ея]|оговорка|рекомендация|важно|доза|данные|результат|step \d+|шаг \d+)"
    r"\s*[:.—–-]+(?:\*\*|__)?\s+",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(
    r"(?<=[.!?…])(?<!\bvs\.)(?<!\bal\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bсм\.)(?<!\bср\.)(?<!\bт\.\sе\.)(?<!\bт\.е\.)(?<!\bт\.\sк\.)"
    r"(?<!\bapprox\.)(?<!\bcf\.)(?<!\bDr\.)(?<!\bfig\.)(?<!\bрис\.)[\"'»”)\]*_]*\s+(?=[\x00-\x1f\"'«“(\[*_]*[A-ZА-ЯЁ\d\ue000])"
)
_SEMICOLON: Final = re.compile(r";\s+(?![^()]*\))")
_FEWEST_WORDS: Final = 3
_WORD: Final = re.compile(r"[^\W_]+")

_LINKS: Final = re.compile(
    r"^(?:(?:however|therefore|thus|hence|moreover|furthermore|additionally|in addition|also|besides|consequently"
    r"|as a result"
    r"|at the same time|in turn|what is more|beyond that|apart from that|on top of that|for (?:my|our) part|as for me"
    r"|in conclusion|to conclude|in summary|to summari[sz]e|to sum up|in short|in brief|overall|all in all"
    r"|on the whole|finally|lastly|first(?:ly)?|second(?:ly)?"
    r"|third(?:ly)?|next|then|so|for example|for instance|indeed|in fact|notably|importantly|interestingly"
    r"|of course|in general|generally speaking"
    r"|on the other hand|on the one hand|conversely|by contrast|in contrast|that said|nevertheless|nonetheless"
    r"|still|similarly|likewise|specifically"
    r"|based on (?:this|these|the above)[^,]{0,40}|given (?:this|these|the above)[^,]{0,40}|well|and|but"
    r"|итак|таким образом|следовательно|поэтому|однако|впрочем|кроме того|более того|помимо этого|к тому же"
    r"|в целом|в общем|в итоге|наконец"
    r"|во-первых|во-вторых|в-третьих|в-четвертых|в-четвёртых|далее|затем|например|так|при этом|в то же время"
    r"|с другой стороны|с одной стороны|напротив|наоборот"
    r"|тем не менее|все же|всё же|действительно|в частности|подводя итог|в заключение|коротко говоря"
    r"|короче говоря|значит|стало быть|отсюда|тогда"
    r"|вместе с тем|при всём этом|при всем этом|сверх того|кроме этого|между тем|заодно|со своей стороны|что до меня"
    r"|в результате|в свою очередь|аналогично|также|кстати|конечно|разумеется|и|но|а)\s*[,:—–-]\s*"
    r"|(?:итак|однако|также|к тому же|вместе с тем|therefore|thus|hence|but|and)\s+)",
    re.IGNORECASE,
)
_SAYING: Final = re.compile(
    r"^(?:(?:it is|it's|it should be|it is also) (?:worth (?:noting|mentioning)|important to (?:note|remember"
    r"|mention)|well (?:known|established)|noted|known|clear)"
    r"(?: here)? that|(?:please )?note that|keep in mind that|remember that|as (?:we|is) (?:know|known),?|(?:i"
    r"|we) (?:think|believe|know|would say|conclude) (?:that)?"
    r"|(?:current |recent |available |most |several |many |some )*(?:research|evidence|studies|data|literature"
    r"|trials|meta-analyses|reviews?)"
    r"(?: (?:clearly|consistently|generally|strongly))? (?:shows?|suggests?|indicates?|finds?|found|demonstrates?"
    r"|has shown|have shown|have found|supports?) that"
    r"|the (?:research|evidence|data|literature) (?:shows|suggests|indicates|demonstrates) that|there is (?:good "
    r"|strong |some )?evidence that"
    r"|(?:следует|стоит|важно|нужно|необходимо|можно|хочу|надо) (?:также )?(?:отметить|помнить|учитывать|понимать"
    r"|сказать|добавить|подчеркнуть)(?: здесь)?, что"
    r"|отмечу, что|замечу, что|известно, что|хорошо известно, что|ясно, что|(?:я|мы) (?:думаю|думаем|считаю"
    r"|считаем|полагаю), что|по-моему,|на мой взгляд,"
    r"|(?:современные |многие |некоторые |имеющиеся |последние )*(?:исследования|работы|данные|метаанализы|обзоры"
    r"|эксперименты)"
    r"(?: (?:ясно|убедительно))? (?:показывают|показали|говорят|свидетельствуют|указывают|подтверждают"
    r"|находят)(?: о том| на то)?, что"
    r"|насколько (?:мне известно|я (?:могу судить|знаю|понимаю)|можно судить|известно)(?:,|:)"
    r"|(?:as|so) far as (?:i|we) (?:can tell|know|understand|can judge)(?:,|:)|to (?:my|our) knowledge,"
    r"|(?:известно|показано|доказано|установлено)(?: также| уже)?, что|(?:it is )?(?:also |well )?known that"
    r"|there is also the fact that|(?:не стоит )?забыва(?:ть|йте), что|добавлю, что|скажу, что|могу добавить, что"
    r"|let me add that|i (?:would|should|can) add that|it (?:also )?(?:seems|appears|turns out) that"
    r"|(?:по-видимому|похоже|видимо|судя по всему|вероятно)(?:,|:)|apparently,|evidently,"
    r"|есть данные,? что|как известно,|исследователи (?:показали|нашли|установили), что)\s+",
    re.IGNORECASE,
)
_FILLER: Final = re.compile(
    r"^(?:(?:therefore|thus|so|hence),? )?(?:(?:the|my) )?(?:(?:final|best|correct|short) )?answer (?:is"
    r"|would be):? \(?\w+\)?\.?$"
    r"|^(?:great|good|excellent|interesting|thanks?|thank you|sure|certainly|of course|absolutely|hello"
    r"|hi)\b[^.]{0,60}(?:question|asking|[!])"
    r"|^(?:sure|certainly|absolutely|of course|okay|ok)[!.,]?$|\b(?:hope (?:this|that) helps|let me know"
    r"|feel free|happy to help|as an ai|i am an ai|happy to (?:go|dig))\b"
    r"|^let(?:'|’)?s (?:think|break|look|go|consider|explore|dive|analy)|^we refer to wikipedia|^here(?:'s| is"
    r"| are)\b|^below (?:is|are)\b|^i(?:'ll| will| am going to) "
    r"|^(?:отличный|хороший|прекрасный|интересный|важный) вопрос|^спасибо|^надеюсь|^обращайтесь|^давайте"
    r"|^конечно[!.]?$|^вот (?:что|основн|ключев|мой|некотор|несколько)"
    r"|^рад(?:а)? помочь|^если (?:у вас )?(?:остались|есть|возникнут) вопрос|^как (?:языковая модель|ии)\b"
    r"|^ниже (?:приведен|перечислен)|^разберем|^разберём|^рассмотрим|^попробуем",
    re.IGNORECASE,
)


def sentences_in(text: str) -> Iterator[str]:
    r"""The sentences of a text in any Markdown, in order, bare and without headings; questions among them.

    >>> list(sentences_in("# Ответ\n- **МПК** растёт; пульс падает. Однако сон важен."))
    ['МПК растёт', 'Пульс падает.', 'Сон важен.']
    """
    for block in _blocks(_FENCED.sub("\n", text)):
        for sentence in _SENTENCE.split(_ITEM.sub("", block, count=1)):
            for part in _at_semicolons(sentence):
                bare = bare_sentence(part)
                if bare:
                    yield bare


def bare_sentence(sentence: str) -> str:
    """A sentence without marks of emphasis, labels, and openings that only connect it to others."""
    plain = _EMPHASIS.sub("", _LABEL.sub("", sentence.strip())).strip()
    before = None
    while before != plain:
        before = plain
        plain = _SAYING.sub("", _LINKS.sub("", plain, count=1), count=1).strip(" ,")
    return plain[:1].upper() + plain[1:]


def is_filler(sentence: str) -> bool:
    """Whether a sentence only keeps a conversation going."""
    return bool(_FILLER.search(sentence))


def names_nothing(sentence: str) -> bool:
    """Whether a sentence speaks of the answer, the reader or the state of things and names nothing of the matter.

    >>> names_nothing("This point is often overlooked."), names_nothing("Sleep suffers.")
    (True, False)
    """
    words = _WORD.findall(sentence.casefold().replace("ё", "е"))
    return not any(word.isdigit() for word in words) and all(_OF_TALK.match(word) for word in words)


def words_of(sentence: str) -> int:
    """How many words a sentence has."""
    return len(_WORD.findall(sentence))


def _blocks(text: str) -> Iterator[str]:
    """Paragraphs and items of lists, each on one line; headings left out."""
    block: list[str] = []
    for line in [*text.splitlines(), ""]:
        heading = bool(_HEADING.match(line))
        if block and (not line.strip() or heading or _ITEM_BEGINS.match(line)):
            yield " ".join(block)
            block = []
        if line.strip() and not heading:
            block.append(line.strip())


def _at_semicolons(sentence: str) -> list[str]:
    """A sentence in two where both halves say something."""
    parts = _SEMICOLON.split(sentence)
    if len(parts) > 1 and all(words_of(part) >= _FEWEST_WORDS - 1 for part in parts):
        return parts
    return [sentence]


_OF_TALK: Final = prefixes(word for row in table("talk.txt") for cell in row for word in cell.split())
"""Beginnings of words in which an answer speaks of itself, of its reader or of how things stand."""

"""Text that looks as if a language model wrote it, told by the heading or the line that opens it."""

from __future__ import annotations

import re

from consilium.knowledge.obsidian.headings import seen

_NAME = (
    r"(?:chat\s?gpt|gpt[-\s]?\d[\w.-]*|o[134](?:-mini|-pro|-preview)|claude|gemini|copilot|deep\s?seek|perplexity|grok"
    r"|llama|mistral|qwen|yandex\s?gpt|giga\s?chat|чат\s?gpt|чат-?бот\w{0,3}|chat\s?bot)"
)
_VERSION = r"(?:[\s-]+(?:\d[\w.]*|opus|sonnet|haiku|pro|plus|turbo|mini|flash|large|think\w*|r1|v\d[\w.]*))*"
_WHO = (
    rf"(?:{_NAME}{_VERSION}|llm|a\.?i\.?|ии|assistant|ассистент\w{{0,2}}|нейросет\w{{1,4}}|бот\w{{0,2}}"
    r"|the\s+model|модел\w{1,3})"
)
_NAMED = rf"(?:{_NAME}{_VERSION}|llm|a\.?i\.?|ии|assistant|ассистент|нейросеть|ai\s+assistant|ии-ассистент|бот)"
_PRODUCT = (
    r"(?:answers?|response|reply|output|summary|overview|opinion|analysis|take|draft|notes|version|says|said|replied|wrote"
    r"|ответ\w{0,3}|ответил\w?|вывод\w?|резюме|мнение|сводка|анализ|конспект|выжимка|итог|черновик|текст|версия|пишет|говорит|сказал\w?)"
)
_MADE = (
    r"(?:generated|written|drafted|produced|summari[sz]ed"
    r"|сгенерирован\w*|создан\w*|написан\w*|составлен\w*|подготовлен\w*|сделан\w*)"
)
_END = r"[\s:—–.\-!*_]*(?:\([^()]{0,40}\)|\d[\d.\-/:,\s]*)?[\s:—–.\-!*_]*"

_HEADING = re.compile(
    rf"\W*(?:{_NAME}{_VERSION}"
    rf"|(?:llm|a\.?i\.?|ии|assistant|ассистент|нейросеть|ai\s+assistant|ии-ассистент)"
    rf"|{_WHO}(?:['’]s)?[\s:—–-]+{_PRODUCT}"
    rf"|{_PRODUCT}[\s:—–-]+(?:(?:by|from|of|от)\s+)?(?:an?\s+)?{_WHO}"
    rf"|(?:a\.?i\.?|llm|model|{_NAME}{_VERSION})[-\s]+generated(?:\s+\w+){{0,2}}"
    rf"|(?:\w+\s+){{0,2}}{_MADE}(?:\s+(?:by|with|using|в|с\s+помощью|при\s+помощи))?\s+(?:an?\s+)?{_WHO}"
    rf"|сгенерирован\w*){_END}",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"[\s>\W]*(?:{_NAMED})(?:\s+{_PRODUCT})?(?:\s*\([^()\n]{{0,40}}\))?\s*[*_]*\s*:", re.IGNORECASE)
_BOLD_LABEL = re.compile(rf"[\s>]*(?:\*\*|__)(?:{_NAMED})(?:\*\*|__)[\s:—–-]*\Z", re.IGNORECASE)
_CONFESSION = re.compile(
    rf"\W*(?:as\s+an?\s+(?:ai\s+|large\s+|language\s+){{1,3}}model|как\s+(?:большая\s+)?языковая\s+модель"
    rf"|(?:\w+\s+){{0,2}}{_MADE}(?:\s+(?:by|with|using|в|с\s+помощью|при\s+помощи))?\s+(?:an?\s+)?(?:{_NAME}|ai|ии|нейросет\w+)"
    rf"|сгенерировано\b|\w{{0,3}}[-\s]?generated\s+by\s+(?:{_NAME}|ai))",
    re.IGNORECASE,
)
_OTHER_SPEAKER = re.compile(
    r"[\s>]*(?:\*\*|__)?\s*(?:user|you|me|human|prompt|question|я|вы|пользователь|человек|вопрос|запрос|промпт)"
    r"(?:\s*\([^()\n]{0,40}\))?\s*(?::\s*(?:\*\*|__)?|(?:\*\*|__)\s*:?)",
    re.IGNORECASE,
)
_MARKS = " \t>#*+-_"
_OPENING = 160
_LONGEST_REASON = 80


def heading_of_model(heading: str) -> str:
    """The heading where it says that a model's text follows, else an empty string.

    Headings on models as a topic (a model of critical power, what ChatGPT does to coaching) are none.

    >>> heading_of_model("Ответ модели")
    'Ответ модели'
    >>> heading_of_model("Модель критической мощности")
    ''
    """
    return heading[:_LONGEST_REASON] if len(heading) <= _LONGEST_REASON and _HEADING.fullmatch(heading) else ""


def opening_of_model(text: str) -> str:
    """The first line of a text where it says that a model speaks, cut to its label, else an empty string.

    >>> opening_of_model("**Assistant**: Интервалы полезны всем.")
    'Assistant:'
    """
    line = text[:_OPENING].lstrip().partition("\n")[0]
    if label := _LABEL.match(line):
        return seen(label[0].lstrip(_MARKS))[:_LONGEST_REASON]
    if _BOLD_LABEL.match(line) or _CONFESSION.match(line):
        return seen(line.lstrip(_MARKS))[:_LONGEST_REASON]
    return ""


def opens_another_speaker(text: str) -> bool:
    """Whether a text opens with the label of a person, so that the model's turn is over."""
    return bool(_OTHER_SPEAKER.match(text[:_OPENING]))

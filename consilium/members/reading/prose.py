r"""Finding the answer in plain text: "The answer is (B)", «Ответ: 42», \boxed{…}, a bare last line.

A model that reasons aloud names many values on its way. Only a statement close to the end, with no
second thoughts behind it, counts; otherwise there is no answer, which is better than a wrong one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WINDOW = 4_000
_MOST_BEHIND = 300
_LONGEST = 300

_MARKUP = r"(?:\*{1,3}|_{2})?"
_EN_NAME = r"(?:final|correct|right|best|my)?[ ]?answer(?:[ ](?:choice|option))?"
_RU_NAME = r"(?:(?:правильн|верн|итогов|окончательн)(?:ый|ым)[ ])?(?:ответ(?:ом)?|вариант(?:ом)?(?:[ ]ответа)?)"
_STATED = re.compile(
    rf"(?<![\w\"'])(?P<name>{_EN_NAME}|{_RU_NAME}){_MARKUP}"
    rf"(?:[ ](?:to|for|на)[ ][^.\n:]{{1,80}}?)?"
    rf"(?:[ ]?(?P<colon>[:=]|[—–-](?=\s)){_MARKUP}|[ ](?P<verb>is|would[ ]be|should[ ]be|must[ ]be|является"
    rf"|будет|это)(?::|\b))[ \t]*{_MARKUP}[ \t]*(?:\n[ \t]*){{0,2}}",
    re.IGNORECASE,
)
_TAGGED = re.compile(r"<(?P<tag>answer|ответ)>\s*(?P<value>[^<>]{1,300}?)\s*</(?P=tag)>", re.IGNORECASE)
_HASHED = re.compile(r"^####[ \t]+(?P<value>-?[\w$€₽.,%/ ]{1,60})[ \t]*$", re.MULTILINE)
_BOXED = re.compile(r"\\f?boxed\s*\{")

_SUPPOSED = re.compile(
    r"\b(?:if|whether|suppose|assum\w*|unless|that|check|verify|если|предположим|допустим|пусть|что ли)"
    r"(?:\s+(?:that|the|your|my|что|наш|правильный))*\s*\Z",
    re.IGNORECASE,
)
_SECOND_THOUGHT = re.compile(
    r"\b(?:wait|however|actually|incorrect|wrong|mistake|not correct|let me|let's|re-?check|hmm|but|"
    r"однако|неверно|ошибк\w*|но|хотя|проверим|подожди\w*|стоп)\b",
    re.IGNORECASE,
)
_NO_VALUE = re.compile(
    r"(?:not|unknown|unclear|unsure|as follows|the following|given|found|obtained|presented|verified|shown|"
    r"provided|stated|expected|calculated|computed|determined|confirmed|derived|based|expressed|represented|"
    r"still|required|correct|right|wrong|incorrect|не|неизвест\w+|неясн\w+|следующ\w+|таков\w*)\b|```|.*:\Z",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r",?\s+(?:as|because|since|which|where|so|meaning|потому|поскольку|так как|то есть|котор\w+)\b", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?](?=\s|\Z)")
_FINISHED = re.compile(r"[.!?)\]}»\"'”$*`|>:]\Z|\A\Z")
_WRAPPED = (
    re.compile(r"\*{1,3}(?P<value>[^*\n]+?)\*{1,3}"),
    re.compile(r"\$\$?(?P<value>[^$]+?)\$\$?"),
    re.compile(r"\\\((?P<value>.+?)\\\)", re.DOTALL),
    re.compile(r"\\\[(?P<value>.+?)\\\]", re.DOTALL),
    re.compile(r"`(?P<value>[^`\n]+)`"),
    re.compile(r"[\"“«](?P<value>[^\"”»\n]+)[\"”»]"),
    re.compile(r"\\(?:text|mathrm|textbf|mathbf)\{(?P<value>[^{}]+)\}"),
)
_LETTER = re.compile(r"[(\[]?([A-Za-zА-Яа-яЁё])[)\]]?")
_BARE_LINE = re.compile(
    r"[-+−]?[$€₽£]?\d+(?:[., /\u00a0]\d+)*\s?(?:%|°\w?|[A-Za-zА-Яа-я]{1,12})?|[A-JА-Е]|yes|no|maybe|true|false|"
    r"да|нет",
    re.IGNORECASE,
)
_LIST_ITEM = re.compile(r"\d+[.)](?:\s.*)?")
_GOES_ON = re.compile(r"[:=+*/,(\[\\<>&-][ \t]*\n\Z")
_LONGEST_ITEM_NUMBER = 2
_ALSO_WORDS = frozenset("AIАВ")  # a sentence may begin with them


@dataclass(frozen=True, slots=True)
class _Statement:
    """A place where the text names its answer."""

    start: int
    end: int
    value: str | None


def answer_in_prose(text: str) -> str | None:
    """The answer that plain text states, or None when that is not sure.

    >>> answer_in_prose("Both fit, so the answer is (B).")
    'B'
    >>> answer_in_prose("Складываем. **Ответ:** 42")
    '42'
    >>> answer_in_prose("It could be 3, or perhaps 4") is None
    True
    """
    tail = text[-_WINDOW:].strip()
    statements = sorted(_statements(tail), key=lambda stated: (stated.end, stated.start))
    if not statements:
        return _bare_last_line(tail)
    last = statements[-1]
    behind = tail[last.end :].strip()
    if last.value is None or len(behind) > _MOST_BEHIND or _SECOND_THOUGHT.search(behind):
        return None
    # Text that breaks off in the middle of a sentence was cut: more was to come.
    return last.value if _FINISHED.search(behind) else None


def _statements(text: str) -> Iterator[_Statement]:
    """All statements of an answer in `text`."""
    for pattern in (_TAGGED, _HASHED):
        for found in pattern.finditer(text):
            yield _Statement(found.start(), found.end(), _cleaned(found["value"]))
    for found in _BOXED.finditer(text):
        close = _matching_brace(text, found.end())
        value = _cleaned(text[found.end() : close]) if close is not None else None
        yield _Statement(found.start(), len(text) if close is None else close + 1, value)
    for found in _STATED.finditer(text):
        if not _SUPPOSED.search(text[max(0, found.start() - 40) : found.start()]):
            yield _stated(text, found)


def _stated(text: str, found: re.Match[str]) -> _Statement:
    """What stands behind "the answer is" or "Ответ:"."""
    for wrapped in _WRAPPED[:4]:
        inside = wrapped.match(text, found.end())
        if inside is not None:
            return _Statement(found.start(), inside.end(), _cleaned(inside[0]))
    end = text.find("\n", found.end())
    line = text[found.end() : end if end != -1 else len(text)]
    if found["verb"]:
        stop = _SENTENCE_END.search(line)
        line = line[: stop.start()] if stop else line
    value = (_CLAUSE.split(line)[0] if found["verb"] else line).strip()
    unsure = _NO_VALUE.match(value) is not None or _SECOND_THOUGHT.search(line) is not None
    return _Statement(found.start(), found.end() + len(line), None if unsure else _cleaned(value))


def _cleaned(value: str) -> str | None:
    """A value without mark-up, its full stop and the brackets of a lettered option."""
    bare = value.strip().rstrip(" ;")
    boxed = _BOXED.search(bare)
    if boxed is not None:
        close = _matching_brace(bare, boxed.end())
        return None if close is None else _cleaned(bare[boxed.end() : close])
    bare = bare.removesuffix(".").strip()
    for wrapped in _WRAPPED:
        inside = wrapped.fullmatch(bare)
        if inside is not None:
            return _cleaned(inside["value"])
    letter = _LETTER.fullmatch(bare)
    bare = letter[1] if letter else bare.strip("*").strip()
    return bare if len(bare) <= _LONGEST and re.search(r"\w", bare) else None


def _matching_brace(text: str, start: int) -> int | None:
    """Where the brace opened before `start` is closed."""
    depth = 1
    for found in re.compile(r"[{}]").finditer(text, start):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return found.start()
    return None


def _bare_last_line(text: str) -> str | None:
    """The last line, when it is nothing but a number, an option letter, yes or no.

    The line before must not lead into it, and it must not look like the beginning of something: a
    number that merely came last when the text was cut is not an answer.
    """
    before, line_break, line = text.rpartition("\n")
    starts_more = _LIST_ITEM.fullmatch(line) is not None or line in _ALSO_WORDS
    if line_break and (starts_more or _GOES_ON.search(before + line_break)):
        return None
    value = _cleaned(line)
    if value is None or not _BARE_LINE.fullmatch(value) or _is_next_item(value, before):
        return None
    return value


def _is_next_item(value: str, before: str) -> bool:
    """Whether a lone number goes on with a numbered list: "1. …", "2. …", "3"."""
    if not value.isdecimal() or len(value) > _LONGEST_ITEM_NUMBER:
        return False
    return re.search(rf"^\W*{int(value) - 1}[.)]", before, re.MULTILINE) is not None

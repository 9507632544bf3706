"""How a stem sounds, so that a word misheard, its relatives and its cousin in the other script meet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from consilium.knowledge.stemming import says_something, stem, words_of

# Unstressed vowels and voiced consonants are what dictation and spelling get wrong; г and h, ц and soft c take
# each other's place between the languages. What sounds alike is written alike here.
_RUSSIAN = str.maketrans(
    dict(
        zip("абвгдезийклмнопрстуфхцчшщыэюя", "apfktisiiklmnaprstufkssssiiui", strict=True),
        ж="s",
        ё="i",
        ъ="",
        ь="",
    )
)
_SPELLINGS = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        ("ph|gh", "f"),
        ("th", "t"),
        ("rh", "r"),
        ("sch|sh|tch", "s"),
        ("ck|ch", "k"),
        ("c(?=[eiy])", "s"),
        ("ou|oo", "u"),
        ("qu", "k"),
        ("x", "ks"),
        ("w", "v"),
    )
)
_ENGLISH = str.maketrans("abvgdezijklmnoprstufhcqy", "apfktisiiklmnaprstufkkki")
_CYRILLIC = re.compile("[а-яё]")
_DOUBLED = re.compile(r"(.)\1+")

_RUSSIAN_ENDINGS = re.compile(
    r"(?:изирова(?:н|ни)?|изаци?|ировани|ирован|ирова|ировочн|ировк|ировщик|ационн|аци|яци|ац|яц|ическ|ичност|ичн|альност"
    r"|альн|тельност|тельн|ивност|ивн|лив|чив|енност|енн|анност|анн|нност|ованн|овани|ован|ова|ость|ост|изм|ист|ец"
    r"|овочн|овк|очн|ник|щик|чик|ств|еск|ск|ени|ани|ен|ов|ев|н|к)$"
)
_ENGLISH_ENDINGS = re.compile(
    r"(?:ization|isation|iz|is|ist|ism|iti|ativ|iv|ation|ional|ion|ness|ment|al|ic|ous|er|or|i)$"
)
_SHORTEST_ROOT = 4
_LONGEST_ENDING = 4


@lru_cache(maxsize=100_000)
def root(stem: str) -> str:
    """A stem without the endings by which words are made of words: ``тренировочн`` and ``тренирова`` share one.

    At least four letters are left.
    """
    endings = _RUSSIAN_ENDINGS if is_russian(stem) else _ENGLISH_ENDINGS
    shorter = endings.sub("", stem)
    return shorter if len(shorter) >= _SHORTEST_ROOT else stem


def terms(text: str) -> list[str]:
    """What a text is filed and searched under: the roots of its words' stems, in order, stop words left out."""
    return [term for _, term in named(text)]


def named(text: str) -> list[tuple[str, str]]:
    """The words of a text, stop words left out, each with what it is filed and searched under."""
    return [(word, term) for word in words_of(text) if (term := _term(word))]


@lru_cache(maxsize=200_000)
def _term(word: str) -> str:
    return root(stem(word)) if says_something(word) else ""


@lru_cache(maxsize=100_000)
def sound(stem: str) -> str:
    """A stem as it is heard, the same for both scripts.

    >>> sound("кофеин"), sound("caffein")
    ('kafin', 'kafin')
    """
    if is_russian(stem):
        heard = stem.translate(_RUSSIAN)
    else:
        heard = stem
        for pattern, letters in _SPELLINGS:
            heard = pattern.sub(letters, heard)
        heard = heard.translate(_ENGLISH)
    return _DOUBLED.sub(r"\1", heard)


def grams(stem: str) -> frozenset[str]:
    """Three-letter pieces of a stem's sound, with its two edges marked."""
    heard = f"^{sound(stem)}$"
    return frozenset(heard[at : at + 3] for at in range(len(heard) - 2))


def likeness(left: str, right: str) -> float:
    """How alike two stems sound, 0 to 1: letters changed, dropped, added or swapped between neighbours."""
    return float(DamerauLevenshtein.normalized_similarity(sound(left), sound(right)))


def spelling(left: str, right: str) -> float:
    """How alike two words are written, 0 to 1."""
    return float(DamerauLevenshtein.normalized_similarity(left.casefold(), right.casefold()))


def swaps(word: str) -> Iterator[str]:
    """The word with two neighbouring letters swapped, which leaves few of a short word's pieces whole."""
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def beginning(word: str, stem: str) -> float:
    """How alike a word's beginning and a stem sound, 0 to 1; 0 where more than an ending would be left over.

    >>> beginning("топлево", "топлив"), beginning("топливо", "топ")
    (1.0, 0.0)
    """
    heard, wanted = sound(word.casefold()), sound(stem)
    if len(wanted) < _SHORTEST_ROOT or not 0 <= len(heard) - len(wanted) <= _LONGEST_ENDING:
        return 0.0
    return float(DamerauLevenshtein.normalized_similarity(heard[: len(wanted)], wanted))


def likeness_at_front(left: str, right: str) -> float:
    """How alike two stems begin, 0 to 1, whatever endings their languages put behind."""
    one, other = sound(left), sound(right)
    length = min(len(one), len(other))
    return float(DamerauLevenshtein.normalized_similarity(one[:length], other[:length])) * (
        1 - 0.06 * abs(len(one) - len(other))
    )


def is_russian(word: str) -> bool:
    """Whether a word is written in Cyrillic."""
    return _CYRILLIC.search(word) is not None

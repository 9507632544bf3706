"""Words to stems, Russian and English each by its own rules, so that «пороги» finds «порога»."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import Stemmer

_WORD = re.compile(r"[^\W_]+(?:[.][0-9]+)?")

_russian = Stemmer.Stemmer("russian")
_english = Stemmer.Stemmer("english")

# Words that carry no topic. Short on purpose: BM25 already discounts what is everywhere.
_STOP = frozenset(
    "a an and are as at be by do does for from has have how in is it its of on or that the their this to was were"
    " what when which who why will with can could should would than then there if not"
    " а без бы был была были было в во вот да для до же за и из или им их к как ко ли мне на не ни но о об он она"
    " они от по при про с со так также то у уже чем что чтобы эта эти это я ли какой какая какие когда где почему"
    " зачем нужно можно".split()
)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of one word, by the rules of the script it is written in."""
    folded = unicodedata.normalize("NFKC", word).casefold().replace("ё", "е")
    stemmer = _russian if any("а" <= char <= "я" for char in folded) else _english
    return str(stemmer.stemWord(folded))


def words_of(text: str) -> list[str]:
    """Words of a text as they are written, in order."""
    # Subscripts and combining dots of chemical names (V̇O₂max) must not split or hide the word.
    return _WORD.findall(unicodedata.normalize("NFKC", text).replace("\u0307", ""))


def says_something(word: str) -> bool:
    """Whether a word carries a topic at all."""
    return word.casefold() not in _STOP


def stems(text: str) -> list[str]:
    """Stems of a text's words, in order, stop words left out."""
    return [stem(word) for word in words_of(text) if says_something(word)]

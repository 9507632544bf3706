"""Finding the quotations of any Markdown text, what each was quoted for, and checking them all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from consilium.knowledge.quotes.verifier import FEWEST_WORDS
from consilium.protocols.knowledge import QuoteVerifier
from consilium.types.evidence import Citation

# What is no prose: frontmatter, code, comments. Its places are kept, its characters are not.
_NO_PROSE = re.compile(
    r"\A---\n.*?\n---(?=\n|\Z)|^(?P<fence>```+|~~~+)[^\n]*\n.*?(?:^(?P=fence)|\Z)|`[^`\n]+`|%%.*?%%|<!--.*?-->",
    re.DOTALL | re.MULTILINE,
)
_BLOCK = re.compile(r"(?:^[ \t]*(?:[-*+]|\d+[.)])?[ \t]*>[^\n]*(?:\n|\Z))(?:^[ \t]*>[^\n]*(?:\n|\Z))*", re.MULTILINE)
_LINE = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])?[ \t]*>[> \t]*(?P<words>[^\n]*)", re.MULTILINE)
_CALLOUT = re.compile(r"\[!(?P<type>[\w-]+)\]")
_QUOTING = frozenset(("quote", "cite"))
_ATTRIBUTION = re.compile(r"(?:—|–|--|-)\s*(?P<source>\S[^\n]*)")
# A quotation ends in its own paragraph; within one pair of marks others may stand.
_INSIDE = r"(?:(?!\n[ \t]*\n)[^{marks}])"
_INLINE = re.compile(
    rf"«(?P<ru>{_INSIDE.format(marks='«»')}*(?:«{_INSIDE.format(marks='«»')}*»{_INSIDE.format(marks='«»')}*)*)»"
    rf"|“(?P<en>{_INSIDE.format(marks='“”')}+)”|„(?P<de>{_INSIDE.format(marks='„“”')}+)[“”]"
    rf"|(?<![\w\"])\"(?P<plain>(?=\S){_INSIDE.format(marks=chr(34))}+?)(?<=\S)\"(?!\w)"
)
# What is cited stands behind a quotation: [[note|alias]], (note), [passage-id], — note.
_CITED = re.compile(
    r"[\s.,;]{0,3}(?:[(—–-]\s*)?(?:\[\[(?P<link>[^\]|#^]+)[^\]]*\]\]|\[(?P<id>[^\[\]\n]{1,200})\](?!\()"
    r"|\[(?P<text>[^\[\]\n]+)\]\((?P<url>[^()\s]+)\)|(?<=\()(?P<name>[^()\n]{2,200})(?=\)))"
)
_SENTENCE = re.compile(
    r"(?<=[.!?…])[\"'»”)*_]*\s+(?=[\x00\"'«“(\[*_]*[A-ZА-ЯЁ\d\x00])|\n[ \t]*\n|\n(?=[ \t]*(?:[-*+>#]|\d+[.)])[ \t])"
)
_BULLET = re.compile(r"\A[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?(?:\*\*[^*\n]{1,40}:\*\*\s*)?")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation in a text: ``text[start:end]`` is what stands between its marks.

    Args:
        quote: its words, without the marks of a block around them.
        start: offset of its first character.
        end: offset behind its last.
        claim: the sentence it was quoted for; empty where there is none.
        cited: what is named behind it as its source; empty where nothing is.
    """

    quote: str
    start: int
    end: int
    claim: str = ""
    cited: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A quotation of a text with what checking it found; offsets point into that text."""

    quote: str
    start: int
    end: int
    claim: str
    citation: Citation


def check_text(text: str, verifier: QuoteVerifier, *, private: bool = False) -> list[Checked]:
    """Check every quotation of a note or an answer, in order.

    Args:
        text: any Markdown.
        verifier: knows the user's sources.
        private: whether private notes may be looked at, too.
    """
    return [
        Checked(
            found.quote,
            found.start,
            found.end,
            found.claim,
            verifier.verify(Citation(found.cited, found.quote), claim=found.claim, private=private, elsewhere=False),
        )
        for found in quotations(text)
    ]


def quotations(text: str) -> list[Quoted]:
    """Quotations of at least three words, in marks of either language or in blocks, in order."""
    prose = _NO_PROSE.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
    blocks = [block for block in _BLOCK.finditer(prose) if _quotes(block)]
    outside = prose
    for block in blocks:
        outside = outside[: block.start()] + re.sub(r"[^\n]", " ", block.group()) + outside[block.end() :]
    marks = [(found, _CITED.match(outside, found.end())) for found in _INLINE.finditer(outside)]
    plain = _without(outside, marks)
    found = [*_inline(plain, marks), *(quoted for block in blocks for quoted in _in_block(prose, plain, block))]
    return sorted((one for one in found if len(_WORD.findall(one.quote)) >= FEWEST_WORDS), key=lambda one: one.start)


_Mark = tuple[re.Match[str], re.Match[str] | None]


def _without(prose: str, marks: Sequence[_Mark]) -> str:
    """A text with its quotations and what is cited behind them struck out: neither ends a sentence or is a claim."""
    for mark, source in marks:
        end = source.end() if source else mark.end()
        prose = prose[: mark.start()] + "\x00" * (end - mark.start()) + prose[end:]
    return prose


def _inline(plain: str, marks: Sequence[_Mark]) -> Iterator[Quoted]:
    """Quotations in quotation marks, each with the sentence around it."""
    for mark, source in marks:
        kind = mark.lastgroup or 0
        yield Quoted(mark.group(kind), *mark.span(kind), _claim(plain, mark.start(), mark.end()), _named(source))


def _named(source: re.Match[str] | None) -> str:
    return next(filter(None, source.group("link", "id", "url", "name")), "").strip() if source else ""


def _claim(plain: str, start: int, end: int) -> str:
    """The sentence around a stretch without the quotations in it; else the one before."""
    bounds = [0, *(found.end() for found in _SENTENCE.finditer(plain)), len(plain)]
    at = max(place for place, bound in enumerate(bounds) if bound <= start)
    own = plain[bounds[at] : max(end, bounds[min(at + 1, len(bounds) - 1)])]
    before = plain[bounds[at - 1] : bounds[at]] if at else ""
    return next(filter(_speaks, map(_bare, (own, before))), "")


def _bare(sentence: str) -> str:
    """A sentence without its bullet, the marks of emphasis, and what was quoted in it."""
    plain = re.sub(r"\x00+|[()]", " ", _BULLET.sub("", sentence))
    return re.sub(r"\s+", " ", re.sub(r"[*_`]+", "", plain)).strip(" :—–-,;.")


def _speaks(sentence: str) -> bool:
    return len(_WORD.findall(sentence)) >= FEWEST_WORDS and not sentence.startswith("#")


def _quotes(block: re.Match[str]) -> bool:
    """Whether a block is a quotation: a callout of another type holds the author's own words."""
    first = _LINE.match(block.group())
    callout = _CALLOUT.match(first["words"]) if first else None
    return callout is None or callout["type"].casefold() in _QUOTING


def _in_block(prose: str, plain: str, block: re.Match[str]) -> Iterator[Quoted]:
    """The quotations of one block: its paragraphs up to a line that names the source."""
    lines = list(_LINE.finditer(prose, block.start(), block.end()))
    callout = _CALLOUT.match(lines[0]["words"])
    lines = lines[1:] if callout else lines
    before = plain[: block.start()].rstrip() + " "
    claim = _claim(before + "\x00", len(before), len(before) + 1)
    whole = partial(_paragraph, prose, claim)
    paragraph: list[re.Match[str]] = []
    for line in lines:
        source = _ATTRIBUTION.fullmatch(line["words"])
        if source or not line["words"].strip():
            yield from whole(paragraph, _plain_source(source["source"]) if source else "")
            paragraph = []
        else:
            paragraph.append(line)
    behind = _CITED.match(prose, block.end())
    yield from whole(paragraph, _named(behind))


def _paragraph(prose: str, claim: str, lines: list[re.Match[str]], cited: str) -> Iterator[Quoted]:
    if not lines:
        return
    start, end = lines[0].start("words"), lines[-1].end("words")
    marked = _CITED.search(prose, lines[-1].start("words"), end)
    if marked and marked.end() >= end - 1 and _named(marked):
        end, cited = marked.start(), cited or _named(marked)
    words = "\n".join(prose[max(line.start("words"), start) : min(line.end("words"), end)] for line in lines)
    yield Quoted(words.strip(), start, end, claim, cited)


def _plain_source(source: str) -> str:
    """The source that a line of attribution names, without the check that a verdict prints behind it."""
    named = _CITED.match(source)
    return _named(named) or source.partition(" · ")[0].strip(" *_")

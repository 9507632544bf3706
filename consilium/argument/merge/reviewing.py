"""A judge's text as it may stand: sentences that their claims do not carry go, claims it lost come back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from consilium.argument.merge.checking import Checker, SentenceFault
from consilium.argument.merge.composing import appended, lead
from consilium.argument.merge.covering import omitted
from consilium.argument.merge.sentences import Sentence, marked_sentences
from consilium.types.question import Language, Question
from consilium.types.verdict import LedgerClaim, Settlement
from consilium.wording import say


@dataclass(frozen=True, slots=True)
class Draft:
    """What a judge wrote.

    Args:
        verdict: the sentence that answers.
        body: its grounds.
        rejected: by claim id, why it was left out.
        translations: by claim id, its wording in the question's language.
    """

    verdict: str
    body: str = ""
    rejected: Mapping[str, str] = field(default_factory=dict)
    translations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A draft as it may be shown.

    Args:
        text: the sentences that stand, and the claims put behind them.
        removed: the sentences that do not.
        appended: the claims that the draft had lost, by id.
        own: whether anything the judge wrote is left.
        private: whether a claim came back that private text went into.
    """

    text: str
    removed: tuple[str, ...]
    appended: tuple[str, ...]
    own: bool
    private: bool


def draft_faults(draft: Draft, claims: Sequence[LedgerClaim], question: Question) -> list[SentenceFault]:
    """What is wrong with a draft, sentence by sentence."""
    checker = Checker(claims, question.text)
    return [fault for part in _paragraphs(draft) for sentence in part for fault in checker.faults(sentence)]


def problems(faults: Sequence[SentenceFault], language: Language) -> list[str]:
    """Faults in plain words, for whoever is asked to mend them."""
    return [
        say(f"argument.fault_{fault.kind}", language, sentence=fault.sentence.text, detail=fault.detail)
        for fault in faults
    ]


def reviewed(
    draft: Draft,
    shown: Sequence[LedgerClaim],
    claims: Sequence[LedgerClaim],
    question: Question,
    settlement: Settlement,
) -> Reviewed:
    """The draft without what its claims do not carry, and with every claim that it lost.

    Args:
        draft: what the judge wrote.
        shown: the claims that it was shown; it can rest on no others.
        claims: the whole ledger.
        question: what was asked.
        settlement: where the panel stands.
    """
    checker = Checker(shown, question.text)
    parts = _paragraphs(draft)
    kept = [[one for one in part if not checker.faults(one)] for part in parts]
    removed = [one.text for part, left in zip(parts, kept, strict=True) for one in part if one not in left]
    standing = [one for part in kept for one in part if one.ids]
    lost = omitted(claims, standing, _rejections(draft, shown))
    paragraphs = [_joined(part) for part in kept if part]
    if not (kept and kept[0]):
        paragraphs = [lead(question, claims, settlement), *paragraphs]
    if lost:
        paragraphs.append(appended(lost, question.language, draft.translations))
    return Reviewed(
        "\n\n".join(paragraphs),
        tuple(removed),
        tuple(one.id for one in lost),
        own=any(kept),
        private=any(one.private for one in lost),
    )


def _paragraphs(draft: Draft) -> list[list[Sentence]]:
    verdict = [one for part in marked_sentences(draft.verdict) for one in part]
    # A judge that gives its verdict again as its body has said it once.
    said = {one.bare for one in verdict}
    body = ([one for one in part if one.bare not in said] for part in marked_sentences(draft.body))
    return [verdict, *(part for part in body if part)]


def _joined(part: Sequence[Sentence]) -> str:
    return " ".join(one.text for one in part)


def _rejections(draft: Draft, shown: Sequence[LedgerClaim]) -> dict[str, str]:
    """Rejections of claims that the judge was shown, under every id the claim bears."""
    return dict(_named(draft.rejected, shown))


def _named(rejected: Mapping[str, str], shown: Sequence[LedgerClaim]) -> Iterator[tuple[str, str]]:
    for claim in shown:
        for id_ in claim.ids & rejected.keys():
            yield claim.id, rejected[id_]

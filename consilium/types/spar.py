"""A sparring match: the claims of a thesis, what was said against them, his replies, and what that leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from consilium.types.question import Language
from consilium.types.source import Provenance

AttackKind = Literal["contrary", "elsewhere", "rule", "argument"]
"""``contrary``: both cannot hold. ``elsewhere``: it is otherwise for other people or conditions. ``rule``: a number is
impossible. ``argument``: a member's reason, with or without a quotation."""

OutcomeState = Literal["standing", "narrowed", "fallen", "undecided"]
Because = Literal["supported", "condition", "contradicted", "impossible", "balanced", "nothing"]
"""Why a claim ended so; ``nothing``: the library has neither anything for it nor against it."""

ReplyKind = Literal["quotation", "argument", "repetition", "nothing"]
"""``repetition`` and ``nothing`` bring nothing new and change nothing."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of the library, word for word, with the one who wrote it and when.

    Args:
        quote: the sentence as it stands in its source.
        source: id of the source.
        title: of the source.
        date: of the source, ISO 8601; empty where it does not say.
        provenance: whose words they are; a model's are never evidence.
        grade: of the source, 7 best, 0 not graded.
        private: whether only a reader on this machine may see it.
    """

    quote: str
    source: str
    title: str
    date: str = ""
    provenance: Provenance = "own"
    grade: int = 0
    private: bool = False


@dataclass(frozen=True, slots=True)
class Attack:
    """What speaks against a claim.

    Args:
        id: within its match.
        kind: how it bears on the claim.
        evidence: the words it rests on; None where a rule attacks.
        condition: for whom or when the claim does not hold; of ``elsewhere`` only.
        reason: the rule that a number breaks, or what a member argues.
        by: the member that brought it; empty where it was found without one.
        withdrawn: whether that member took it back because of a new argument; it then weighs nothing.
    """

    id: str
    kind: AttackKind
    evidence: Evidence | None = None
    condition: str = ""
    reason: str = ""
    by: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Plea:
    """What a member says for a claim before it is attacked; ``evidence`` where it quotes a source."""

    by: str
    reason: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Concession:
    """A member gave up its attacks on a claim after a reply; refused where the reply brought nothing new."""

    claim: str
    by: str
    reason: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """What he answered to the attacks on a claim, and what it brought.

    Args:
        claim: id of the claim it defends.
        text: his words.
        kind: what is new in it.
        evidence: his quotations that stand in the library and bear the claim out.
    """

    claim: str
    text: str
    kind: ReplyKind
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a claim came to.

    Args:
        state: how it ends.
        because: why.
        strength: what the arguments leave of it, in [0, 1].
        condition: where it does not hold, or nothing.
    """

    state: OutcomeState
    because: Because
    strength: float
    condition: str = ""


@dataclass(frozen=True, slots=True)
class SparClaim:
    """One claim of a thesis: what speaks for it comes first, then what speaks against it."""

    id: str
    text: str
    support: tuple[Evidence, ...]
    attacks: tuple[Attack, ...]
    outcome: Outcome
    pleas: tuple[Plea, ...] = ()


@dataclass(frozen=True, slots=True)
class SparRecord:
    """A match as it is kept: everything that is needed to go on with it.

    ``notes`` is the folder where its outcomes are written down; empty for the home's own. ``private`` marks a
    thesis that no member outside this machine may read; ``silent`` holds the members that could not be asked.
    ``owner`` is the key of the server's caller that began it, empty for the user himself; ``discreet`` marks a match
    that was held without private notes, because they are kept from that caller. ``broken_off`` marks a turn that
    members have yet to speak in.
    """

    id: str
    thesis: str
    language: Language
    at: str
    claims: tuple[SparClaim, ...]
    replies: tuple[Reply, ...] = ()
    concessions: tuple[Concession, ...] = ()
    notes: str = ""
    private: bool = False
    silent: tuple[str, ...] = ()
    owner: str = ""
    discreet: bool = False
    broken_off: bool = False


@dataclass(frozen=True, slots=True)
class ThesisChange:
    """A claim of an earlier match that comes out otherwise with what was learned since.

    Args:
        match: id of the match.
        claim: id of the claim in it.
        text: what it claims.
        before: what it had come to.
        after: what it comes to now.
        evidence: the quotation that changed it; None where one that counted is gone.
    """

    match: str
    claim: str
    text: str
    before: Outcome
    after: Outcome
    evidence: Evidence | None = None

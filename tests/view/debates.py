"""Debates made of the product's own records, for every test that reads an event log."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from consilium.types.codec import to_plain
from consilium.types.event import Event, EventKind
from consilium.types.evidence import Citation, Passage
from consilium.types.member import MemberCard
from consilium.types.opinion import Change, Claim, Critique, Opinion, Point, abstention
from consilium.types.question import AnswerKind, Language, Question
from consilium.types.request import Usage
from consilium.types.verdict import (
    Assessment,
    ConfidenceBasis,
    Dissent,
    Judgement,
    LedgerClaim,
    MemberReport,
    Settlement,
    Status,
    VerdictRecord,
)

RUN = "r7f3a"
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

QWEN = MemberCard("qwen", "qwen3:8b", "alibaba", local=True, discipline="physiologist")
GPT = MemberCard("gpt", "openai/gpt-4o", "openai", local=False)
CLAUDE = MemberCard("claude", "anthropic/claude-sonnet-4-5", "anthropic", local=False)
GEMINI = MemberCard("gemini", "gemini/gemini-2.5-pro", "google", local=False)
LIBRARIAN = MemberCard("librarian", "", "", local=True, expert=True)

EXACT = Citation("p1", "intervals raise VO2max within weeks", "VO2max.md", "exact", supports=True)
NEAR = Citation("p2", "volume is what carries endurance", "Volume.md", "near")
WRONG = Citation("p2", "improves by 57 %", "Volume.md", "number-mismatch")


@dataclass
class Log:
    """Writes events one after another, a second apart."""

    events: list[Event] = field(default_factory=list)

    def add(self, kind: EventKind, member: str = "", round_: int = 0, **data: Any) -> Log:
        seq = len(self.events) + 1
        at = (START + timedelta(seconds=seq - 1)).isoformat(timespec="milliseconds")
        self.events.append(Event(RUN, seq, at, kind, member, round_, data))
        return self

    def start(self, question: Question, *members: MemberCard, **data: Any) -> Log:
        return self.add(
            "run.started",
            question=to_plain(question),
            asked=question.asked or question.text,
            members=[to_plain(card) for card in members],
            estimate={"cost_usd": 0.02, "calls": 6, "prompt_tokens": 4000, "unpriced": []},
            parent="",
            embedded=False,
            prompts={"answer.en": "3f2a90c1d4e5f6a7", "judge.en": "99aa00bb11cc22dd"},
            **data,
        )

    def call(self, card: MemberCard, purpose: str, round_: int = 0, **data: Any) -> Log:
        given = {
            "purpose": purpose,
            "template": f"{purpose}.en",
            "model": card.model,
            "answering_model": card.model.rsplit("/", 1)[-1],
            "prompt_tokens": 700,
            "completion_tokens": 120,
            "cost_usd": 0.0021,
            "seconds": 2.5,
            "finish": "stop",
            "cached": False,
        }
        return self.add("call.finished", card.name, round_, **{**given, **data})

    def answer(self, card: MemberCard, opinion: Opinion, raw: str = "") -> Log:
        self.add("answer.started", card.name)
        if raw:
            self.add("token.delta", card.name, purpose="answer", text=raw)
        if not card.expert:
            self.call(card, "answer", model=card.model)
        return self.add("answer.finished", card.name, opinion=to_plain(opinion))

    def critique(self, critique: Critique) -> Log:
        self.add("critique.started", critique.critic, critique.round, target=critique.target)
        return self.add("critique.finished", critique.critic, critique.round, critique=to_plain(critique))

    def revise(self, opinion: Opinion) -> Log:
        self.add("revise.started", opinion.member, opinion.round)
        return self.add("revise.finished", opinion.member, opinion.round, opinion=to_plain(opinion))

    def assess(self, result: Assessment) -> Log:
        return self.add("assessed", "", result.round, assessment=to_plain(result))

    def judge(self, judgement: Judgement, round_: int = 1) -> Log:
        self.add("judge.started", round_=round_)
        return self.add("judge.finished", round_=round_, judgement=to_plain(judgement))

    def finish(self, record: VerdictRecord) -> Log:
        return self.add("run.finished", round_=record.rounds, verdict=to_plain(record))


def question(
    text: str = "Do intervals raise VO2max more than volume does?",
    kind: AnswerKind = "yes_no",
    language: Language = "en",
) -> Question:
    return Question(text, kind, language=language)


def opinion(card: MemberCard, position: str, round_: int = 0, *citations: Citation, **more: Any) -> Opinion:
    claim = Claim(f"c{card.name}{round_}", f"{card.name} holds that intervals matter.", citations)
    plain: dict[str, Any] = {"claims": (claim,), "model": card.model, "falsifier": "A trial of equal work."}
    return Opinion(card.name, round_, position, position, 0.8, **{**plain, **more})


def settlement(votes: dict[str, tuple[str, ...]]) -> Settlement:
    winner = max(votes, key=lambda position: len(votes[position]))
    share = len(votes[winner]) / sum(len(members) for members in votes.values())
    return Settlement(winner, share, share, votes, "plurality")


def report(card: MemberCard, position: str | None, **more: Any) -> MemberReport:
    plain: dict[str, Any] = {"state": "answered", "reason": "", "confidence": 0.8, "changed": False}
    answering = card.model.rsplit("/", 1)[-1]
    return MemberReport(card.name, card.model, more.pop("answering", answering), position=position, **{**plain, **more})


JUDGEMENT = Judgement(
    text="Intervals raise VO2max faster [c1].\n\nVolume carries the rest; the trials are short.",
    by="claude-opus-4",
    requested="anthropic/claude-opus-4",
    position="yes",
    answered={"no": "The volume trials had no control group [c3]."},
    would_change="A trial longer than a year.",
)


def verdict(language: Language = "en", status: Status = "partial", **more: Any) -> VerdictRecord:
    """A verdict with a dissent, an absent member, an abstention and quotations of each sort."""
    plain: dict[str, Any] = {
        "run_id": RUN,
        "status": status,
        "question": "Do intervals raise VO2max more than volume does?",
        "kind": "yes_no",
        "language": language,
        "answer": "yes",
        "position": "yes",
        "confidence": 2 / 3,
        "decided_by": "plurality",
        "stop_reason": "the 1 round of critique was used up",
        "members": (
            report(QWEN, "yes"),
            report(GPT, "yes", changed=True),
            report(CLAUDE, "no"),
            report(GEMINI, None, state="absent", reason="no key → export GEMINI_API_KEY=…", answering=""),
            report(LIBRARIAN, None, answering=""),
        ),
        "claims": (
            LedgerClaim("c1", "Intervals raise VO2max faster.", ("gpt", "qwen"), (), 0.75, (EXACT,)),
            LedgerClaim("c2", "Volume carries endurance.", ("claude",), ("qwen",), 0.5, (NEAR, WRONG)),
        ),
        "dissent": (Dissent("no", ("claude",), "Volume carries endurance.", "The trials had no control group."),),
        "rounds": 1,
        "usage": Usage(4200, 720, 0, 0.0126, 6),
        "seconds": 21.4,
        "judge": JUDGEMENT,
    }
    return VerdictRecord(**{"confidence_basis": ConfidenceBasis(), **plain, **more})


def full_debate(asked: Question | None = None) -> Log:
    """A split, one round of critique, a change of position, a capitulation, a judge, a verdict."""
    asked = asked or question()
    log = Log().start(asked, QWEN, GPT, CLAUDE, GEMINI, LIBRARIAN)
    log.add("member.absent", "gemini", reason="GEMINI_API_KEY is not set", fix="export GEMINI_API_KEY=…")
    passage = Passage("p1", "VO2max.md", "VO2max", "In short, intervals raise VO2max within weeks.", 0, 46, "Intervals")
    log.add("evidence.found", passages=[to_plain(passage)])
    log.answer(QWEN, opinion(QWEN, "yes", 0, EXACT), '{"claims": [{"text": "Intervals raise VO2max fast')
    log.answer(GPT, opinion(GPT, "no", 0, NEAR))
    log.answer(CLAUDE, opinion(CLAUDE, "no", 0, WRONG))
    log.add("answer.started", "librarian")
    testimony = Opinion("librarian", 0, "What the notes say.", None, 0.0, (Claim("cl", EXACT.quote, (EXACT,)),))
    log.add("answer.finished", "librarian", opinion=to_plain(testimony))
    first = settlement({"no": ("claude", "gpt"), "yes": ("qwen",)})
    log.assess(Assessment(0, first, "critique", "split: the largest group holds 67% of the votes", quorum=True))
    point = Point("cgpt0", "attack", "The trial had no control group.", (EXACT,))
    log.critique(Critique("k1", "qwen", "gpt", 1, (point, Point("cgpt0", "support", "The dose is right."))))
    log.critique(Critique("k2", "gpt", "claude", 1, failed="no reply within 120 s"))
    log.critique(Critique("k3", "claude", "qwen", 1))
    log.revise(opinion(QWEN, "yes", 1, EXACT))
    log.revise(opinion(GPT, "yes", 1, EXACT, change=Change("no", "yes", "k1", "a controlled trial")))
    log.revise(opinion(CLAUDE, "yes", 1, change=Change("no", "yes", capitulation=True)))
    second = settlement({"yes": ("claude", "gpt", "qwen")})
    log.assess(Assessment(1, second, "judge", "the panel agreed", quorum=True, flips=1, capitulations=1))
    log.judge(JUDGEMENT)
    return log.finish(verdict(asked.language, question=asked.text))


def broken_off() -> Log:
    """One answer, one abstention, and then Ctrl-C."""
    log = Log().start(question(), QWEN, GPT)
    log.answer(QWEN, opinion(QWEN, "yes", 0, EXACT))
    log.add("answer.started", "gpt")
    log.add("call.retried", "gpt", purpose="answer", reason="rate limited", wait_s=2.0)
    log.add("answer.finished", "gpt", opinion=to_plain(abstention("gpt", 0, "rate limited")))
    log.add("warning", message="The judge is of the panel's own vendor.")
    return log.add("run.failed", error="interrupted", next_step="consilium runs show last", exit_code=130)

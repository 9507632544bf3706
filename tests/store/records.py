"""Records as runs leave them."""

from __future__ import annotations

from consilium.types.evidence import Citation
from consilium.types.request import Limits, ModelReply, ModelRequest, Part, Usage
from consilium.types.verdict import (
    ConfidenceBasis,
    Dissent,
    Judgement,
    LedgerClaim,
    MemberReport,
    Overturn,
    VerdictRecord,
)


class Clock:
    """Wall time that moves only when a test moves it."""

    def __init__(self, time: str = "2026-03-01T12:00:00.000Z") -> None:
        self.time = time

    def now(self) -> str:
        return self.time

    def monotonic(self) -> float:
        return 0.0


def a_request(run: str = "run", text: str = "Почему?", *, member: str = "ana", ordinal: int = 0) -> ModelRequest:
    parts = (Part("Кратко.", "system", role="system"), Part(text, "question", private=True))
    return ModelRequest(run, "answer", member, 0, parts, "answer@1", ordinal=ordinal, limits=Limits(10, 1.0))


def a_reply(text: str = "Потому.", cost: float | None = 0.25) -> ModelReply:
    return ModelReply(text, "gpt-2026", usage=Usage(100, 20, 5, cost, 1), thinking="хм", seconds=1.5)


def a_verdict(run: str = "run") -> VerdictRecord:
    citation = Citation("n#1", "слова источника", "n.md", "exact", supports=True)
    return VerdictRecord(
        run_id=run,
        status="partial",
        question="Почему?",
        kind="choice",
        language="ru",
        answer="A",
        position="A",
        confidence=0.75,
        confidence_basis=ConfidenceBasis(),
        decided_by="overturn",
        stop_reason="участники согласились",
        members=(MemberReport("ana", "gpt", "gpt-2026", "answered", "", "A", 0.8, changed=True),),
        claims=(LedgerClaim("c1", "МПК растёт", ("ana",), (), 0.75, (citation,), private=True),),
        dissent=(Dissent("B", ("bob",), "Нет, не растёт", "учтено"),),
        rounds=1,
        usage=Usage(100, 20, 5, None, 1, 1),
        seconds=2.5,
        judge=Judgement("Текст", "judge", "judge-1", "A", Overturn("A", citation, "почему"), {"B": "учтено"}),
        warnings=("внимание",),
    )

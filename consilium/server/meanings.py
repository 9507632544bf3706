"""What each field of the product's own records means, for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

MEANINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "VerdictRecord": {
        "run_id": "The run.",
        "status": "How much stands behind the answer; look at this first.",
        "question": "What was asked, as it was typed.",
        "kind": "What answer was wanted.",
        "language": "The language of question and answer.",
        "answer": "The answer; null where there is none.",
        "position": "The answer in a form that can be compared: a label, a number, a stance.",
        "confidence": "How sure the panel is, from 0 to 1.",
        "confidence_basis": "What the confidence rests on.",
        "decided_by": "What settled the position: a decider's name, or the judge.",
        "stop_reason": "Why the debate ended.",
        "members": "Each member's part.",
        "claims": "What the answer is made of, strongest first.",
        "dissent": "Positions that did not win.",
        "rounds": "Rounds of critique.",
        "usage": "What it cost.",
        "seconds": "How long it took.",
        "judge": "What the judge wrote, where one was asked.",
        "warnings": "What the reader should know about this run.",
        "nails": "What the user has pinned, and which claims it mattered to.",
        "memory": "Earlier runs that the panel was told of: context, never evidence.",
        "schema_version": "The version of this record.",
    },
    "NailUse": {
        "id": "The nail.",
        "text": "What the user has pinned.",
        "used_by": "Claims that name it or say the same.",
        "contradicted_by": "Claims that contradict it.",
        "evidence": "Those of them that a quotation bears out.",
        "private": "Whether it may be read on this machine only.",
    },
    "Recalled": {
        "run_id": "The earlier run.",
        "question": "What was asked in it.",
        "private": "Whether private notes went into it.",
    },
    "ConfidenceBasis": {
        "method": "How the confidence was calibrated; `uncalibrated` where it was not.",
        "labels": "On how many labelled questions.",
    },
    "MemberReport": {
        "name": "The member.",
        "model": "The model that was asked for.",
        "answering_model": "The model that answered, by its provider's word.",
        "state": "Whether it answered, abstained or was absent.",
        "reason": "Why it did not answer.",
        "position": "Its latest position.",
        "confidence": "How sure it says it is.",
        "changed": "Whether it left an earlier position for a reason.",
        "cause": "The kind of failure behind an abstention, for code.",
    },
    "LedgerClaim": {
        "id": "The claim, in this run.",
        "text": "What it says.",
        "supported_by": "Members who hold it.",
        "attacked_by": "Members who attack it.",
        "strength": "What that leaves of it, from 0 to 1.",
        "citations": "What it rests on.",
        "private": "Whether private notes went into it.",
        "says": "What it states, part by part.",
        "merged": "Other members' claims that say the same.",
        "arguments": "What was said for and against it.",
        "conflicts": "Claims that cannot hold together with it.",
        "elsewhere": "Claims that say otherwise of other people or under other conditions.",
        "base": "Its strength before claims were set against one another.",
        "standing": "What became of it: supported, open, disputed or refuted.",
    },
    "Statement": {
        "kind": "What kind of statement it is.",
        "subject": "What it speaks of.",
        "outcome": "What was looked at.",
        "direction": "What became of the outcome; empty where it does not say.",
        "magnitude": "By how much; null where it does not say.",
        "unit": "The unit of that.",
        "population": "Whom it holds for.",
        "condition": "When it holds.",
    },
    "Argument": {
        "id": "The critique it stood in.",
        "by": "Who brought it.",
        "stance": "For the claim or against it.",
        "reason": "Why.",
        "citations": "What it rests on.",
        "private": "Whether private notes went into it.",
    },
    "Citation": {
        "passage": "The passage that is cited.",
        "quote": "The words quoted; the source's own where they were found.",
        "source": "The source they stand in.",
        "check": "What looking them up found.",
        "supports": "Whether they bear the claim out; null where that was not checked.",
    },
    "Dissent": {
        "position": "The position.",
        "members": "Who holds it.",
        "strongest_claim": "The best that is said for it.",
        "answered": "The judge's answer to it.",
    },
    "Usage": {
        "prompt_tokens": "Tokens read.",
        "completion_tokens": "Tokens written.",
        "cached_tokens": "Tokens read from a provider's cache.",
        "cost_usd": "US dollars; null where no price is known.",
        "calls": "Requests to models.",
        "possibly_billed_twice": "Requests that were repeated after they may have been billed.",
    },
    "Judgement": {
        "text": "The verdict in the judge's words.",
        "by": "The model that answered, or `template`.",
        "requested": "The model that was asked for.",
        "position": "The position it argues for.",
        "overturn": "Its case for leaving the panel's position.",
        "answered": "Its answers to minority positions.",
        "would_change": "What would change the verdict.",
        "notes": "What happened on the way.",
        "private": "Whether private notes went into it.",
        "removed": "Sentences that no claim carries; they are not in the text.",
        "appended": "Claims that the judge had left out; they are behind its text.",
        "rejected": "Claims that it left out with a reason, by id.",
        "translations": "Its wordings of claims in the other language, by id.",
        "repaired": "Whether it was asked to mend its text once.",
    },
    "Overturn": {
        "position": "The position to move to.",
        "citation": "The quotation that must be verified.",
        "reason": "Why.",
    },
}


def described(document: dict[str, Any]) -> dict[str, Any]:
    """The OpenAPI document with a meaning for every field of our own records."""
    schemas = document.get("components", {}).get("schemas", {})
    for record, fields in MEANINGS.items():
        for name, meaning in fields.items():
            if name in schemas.get(record, {}).get("properties", {}):
                schemas[record]["properties"][name]["description"] = meaning
    return document

"""Quotations: whether they stand in a source, and whether they support what is claimed."""

from consilium.knowledge.quotes.finding import Finding, find_quotation, look_up
from consilium.knowledge.quotes.reading import Checked, Quoted, check_text, quotations
from consilium.knowledge.quotes.support import Support, SupportJudge, supports
from consilium.knowledge.quotes.verifier import SourceVerifier

__all__ = [
    "Checked",
    "Finding",
    "Quoted",
    "SourceVerifier",
    "Support",
    "SupportJudge",
    "check_text",
    "find_quotation",
    "look_up",
    "quotations",
    "supports",
]

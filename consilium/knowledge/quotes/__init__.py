"""Quotations: whether they stand in a source, and whether they support what is claimed."""

from consilium.knowledge.quotes.finding import Finding, find_quotation, look_up
from consilium.knowledge.quotes.support import Support, SupportJudge, supports
from consilium.knowledge.quotes.verifier import SourceVerifier

__all__ = ["Finding", "SourceVerifier", "Support", "SupportJudge", "find_quotation", "look_up", "supports"]

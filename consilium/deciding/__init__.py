"""Deciding, without any model: positions, the vote, where the run goes next, the ledger of claims."""

from consilium.deciding.gate import SplitGate
from consilium.deciding.plurality import Plurality
from consilium.deciding.pooled import Pooled

__all__ = ["Plurality", "Pooled", "SplitGate"]

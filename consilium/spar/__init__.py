"""The opponent: a thesis against what the library says, settled by arguments and not by who spoke last."""

from consilium.spar.evidence import Sources
from consilium.spar.match import opened, replied, retested

__all__ = ["Sources", "opened", "replied", "retested"]

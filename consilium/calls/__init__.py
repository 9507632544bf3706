"""The one line every request passes: privacy → journal → budget → limiter → retry → transport."""

from consilium.calls.budget import DailyBudget
from consilium.calls.gpu import ELSEWHERE, Weights
from consilium.calls.limiter import Limiter
from consilium.calls.line import CallLine, Seam

__all__ = ["ELSEWHERE", "CallLine", "DailyBudget", "Limiter", "Seam", "Weights"]

"""Reading statements: what one says, taken apart, in Russian and English."""

from consilium.argument.reading.sense import Sense, sense_of
from consilium.argument.reading.statements import read_statement, stated

__all__ = ["Sense", "read_statement", "sense_of", "stated"]
